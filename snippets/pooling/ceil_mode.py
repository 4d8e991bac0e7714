"""How many windows ceil_mode makes: the naive count and the right one."""

# --8<-- [start:import]
from math import ceil

# --8<-- [end:import]
from snippets.shared import drawing


# --8<-- [start:count]
def naive(n, k, s, p):
    return ceil((n + 2 * p - k) / s) + 1


def right(n, k, s, p):
    windows = naive(n, k, s, p)
    if (windows - 1) * s >= n + p:  # it starts past the picture
        windows -= 1
    return windows


print(" n  k  s  p  naive  right")
#>  n  k  s  p  naive  right
for n, k, s, p in [(5, 2, 2, 0), (5, 2, 2, 1), (10, 1, 2, 0)]:
    a, b = naive(n, k, s, p), right(n, k, s, p)
    print(f"{n:2}{k:3}{s:3}{p:3}{a:7}{b:7}")
#>  5  2  2  0      3      3
#>  5  2  2  1      4      3
#> 10  1  2  0      6      5
# --8<-- [end:count]

CASES = {"over": (5, 2, 2, 0), "padded": (5, 2, 2, 1), "beyond": (10, 1, 2, 0)}


def facts():
    """Numbers that the pages quote."""
    n, k, s, p = CASES["over"]
    found = {"over_floor": (n + 2 * p - k) // s + 1, "over_right": right(n, k, s, p)}
    for name in ("padded", "beyond"):
        found[f"{name}_naive"] = naive(*CASES[name])
        found[f"{name}_right"] = right(*CASES[name])
    return found


def figure(t):
    """Draw a row of pixels for each case, its windows, and the window that is dropped."""
    fig, ax = drawing.canvas(11.6, 9.3)
    for top, (n, k, s, p) in zip((1.1, 4.2, 7.3), CASES.values(), strict=True):
        left = 1.3 - p if n == 5 else 0.3
        starts = [i * s for i in range(right(n, k, s, p))]
        roles = {(0, c): "padding" for c in range(n + 2 * p) if not p <= c < n + p}
        seen = {start + i for start in starts for i in range(k)}
        roles |= {(0, c): "unseen" for c in range(p, n + p) if c not in seen}
        for start, role in zip(starts, (*drawing.WINDOWS, *drawing.WINDOWS), strict=False):
            roles |= {(0, c): role for c in range(start, start + k) if p <= c < n + p}
        names = [[""] * p + [str(c + 1) for c in range(n)] + [""] * p]
        drawing.text(ax, left + p, top - 0.5, f"n = {n}, k = {k}, s = {s}, p = {p}", ha="left")
        drawing.grid(ax, names, left, top, roles=roles)
        for start, role in zip(starts, (*drawing.WINDOWS, *drawing.WINDOWS), strict=False):
            drawing.window(ax, left + start, top, k, 1, role=role)
        drawing.text(ax, left + p + n / 2, top + 1.5, t("{n} windows", n=len(starts)))
        if naive(n, k, s, p) > len(starts):
            x = left + len(starts) * s
            drawing.window(ax, x, top, k, 1, role="unseen", dashed=True)
            middle = min(x + k / 2, 10.3)
            drawing.text(ax, middle, top + 1.5, t("dropped"), role="unseen")
    return fig
