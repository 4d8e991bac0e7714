"""Exercise: how many windows ceil_mode makes."""

from math import ceil

from snippets.shared import drawing

CASES = {"dropped": (7, 2, 2, 1), "kept": (6, 3, 3, 1)}


def windows(n, k, s, p):
    """Return the counts by floor, by ceiling alone and by ceil_mode, and the start of the ceiling's last window."""
    bare = ceil((n + 2 * p - k) / s) + 1
    start = (bare - 1) * s
    return (n + 2 * p - k) // s + 1, bare, bare - (start >= n + p), start


def facts():
    """Return the counts of both rows."""
    found: dict[str, int | str] = {}
    for name, case in CASES.items():
        floor, bare, right, start = windows(*case)
        n, _, _, p = case
        found |= {
            name: r"n = {},\; k = {},\; s = {},\; p = {}".format(*case),
            f"{name}_floor": floor,
            f"{name}_bare": bare,
            f"{name}_right": right,
            f"{name}_start": start,
            f"{name}_end": n + p,
        }
    return found


def figure(t):
    """Draw both rows with the windows of ceil_mode, and the window that is dropped."""
    fig, ax = drawing.canvas(10.6, 6.2)
    for top, (n, k, s, p) in zip((1.1, 4.2), CASES.values(), strict=True):
        left = 0.2
        _, bare, count, last = windows(n, k, s, p)
        roles = {(0, c): "padding" for c in range(n + 2 * p) if not p <= c < n + p}
        colours = [drawing.WINDOWS[i % 4] for i in range(count)]
        for i, role in enumerate(colours):
            roles |= {(0, c): role for c in range(i * s, i * s + k) if p <= c < n + p}
        names = [[""] * p + [str(c + 1) for c in range(n)] + [""] * p]
        drawing.text(ax, left + p, top - 0.5, f"n = {n}, k = {k}, s = {s}, p = {p}", ha="left")
        drawing.grid(ax, names, left, top, roles=roles)
        for i, role in enumerate(colours):
            drawing.window(ax, left + i * s, top, k, 1, role=role)
        drawing.text(ax, left + p + n / 2, top + 1.5, t("{n} windows", n=count))
        if bare > count:
            drawing.window(ax, left + last, top, k, 1, role="unseen", dashed=True)
            drawing.text(ax, left + last + k / 2, top + 1.5, t("dropped"), role="unseen")
    return fig
