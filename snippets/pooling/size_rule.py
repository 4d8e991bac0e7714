"""The size of the result along one axis, with padding, dilation and ceil_mode."""

# --8<-- [start:import]
from math import ceil, floor

# --8<-- [end:import]
from snippets.shared import drawing


# --8<-- [start:rule]
def output_size(n, k, s, p=0, d=1, ceil_mode=False):
    span = d * (k - 1) + 1
    steps = (n + 2 * p - span) / s
    windows = (ceil(steps) if ceil_mode else floor(steps)) + 1
    if (windows - 1) * s >= n + p:  # it starts past the picture
        windows -= 1
    return windows


print(output_size(112, k=3, s=2, p=1))
#> 56
print(output_size(112, k=3, s=2, ceil_mode=True))
#> 56
# --8<-- [end:rule]


CASES = {
    "even": {"n": 4, "k": 2, "s": 2},
    "odd": {"n": 5, "k": 2, "s": 2},
    "padded": {"n": 5, "k": 2, "s": 2, "p": 1},
    "beyond": {"n": 10, "k": 1, "s": 2},
    "equal": {"n": 7, "k": 3, "s": 1, "p": 1},
    "dilated": {"n": 8, "k": 3, "s": 2, "d": 2},
    "deep": {"n": 112, "k": 3, "s": 2},
    "deep_padded": {"n": 112, "k": 3, "s": 2, "p": 1},
}


def facts():
    """Return the cells of the table: each case, by the floor, by the bare ceiling, by ceil_mode."""
    found: dict[str, int | str] = {"deep_side": CASES["deep"]["n"]}
    for name, case in CASES.items():
        found[name] = r",\; ".join(f"{key} = {value}" for key, value in case.items())
        found[f"{name}_floor"] = output_size(**case)
        steps = case["n"] + 2 * case.get("p", 0) - case.get("d", 1) * (case["k"] - 1) - 1
        found[f"{name}_bare"] = ceil(steps / case["s"]) + 1
        found[f"{name}_ceil"] = output_size(**case, ceil_mode=True)
    return found


def figure(t):
    """Draw the windows of one row of pixels, with gaps, and the lengths in the rule."""
    n, k, s, p, d = 7, 3, 2, 1, 2
    windows = output_size(n, k, s, p, d)
    fig, ax = drawing.canvas(11.6, 9.2)
    left = 1.3
    drawing.distance(ax, left + p, 0.35, n, f"n = {n}")
    drawing.distance(ax, left, 0.35, p, f"p = {p}")
    drawing.distance(ax, left + p + n, 0.35, p, f"p = {p}")
    for i, role in zip(range(windows), drawing.WINDOWS, strict=False):
        top = 1.4 + 2 * i
        roles = {(0, c): "padding" for c in range(n + 2 * p) if not p <= c < n + p}
        roles |= {(0, i * s + tap * d): role for tap in range(k)}
        drawing.grid(ax, [[""] * (n + 2 * p)], left, top, roles=roles)
        drawing.window(ax, left + i * s, top, d * (k - 1) + 1, 1, role=role)
    drawing.distance(ax, left, 2.65, s, f"s = {s}")
    below = 0.8 + 2 * windows
    span = d * (k - 1) + 1
    drawing.distance(ax, left + (windows - 1) * s, below, span, f"d(k − 1) + 1 = {span}")
    drawing.text(ax, left + p + n / 2, below + 1.3, t("{n} windows", n=windows))
    return fig
