"""Dilation: the same weights, further apart."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]
from snippets.shared import drawing

# --8<-- [start:dilate]
kernel = np.array([
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
])
wide = np.zeros((5, 5), int)
wide[::2, ::2] = kernel
print(wide)
#> [[1 0 2 0 3]
#>  [0 0 0 0 0]
#>  [4 0 5 0 6]
#>  [0 0 0 0 0]
#>  [7 0 8 0 9]]
# --8<-- [end:dilate]

K = 3


def reach(k, d):
    """Return how many pixels a kernel spans along one axis."""
    return d * (k - 1) + 1


def facts():
    """Numbers that the pages quote."""
    found = {"weights": kernel.size}
    for d in (1, 2, 3):
        found[f"reach_{d}"] = reach(K, d)
    return found


def figure(t):
    """Draw the kernel for three dilations: the same nine weights, with holes between them."""
    fig, ax = drawing.canvas(17.4, 10.3, cell=20.5)
    x = 0.2
    for d in (1, 2, 3):
        span = reach(K, d)
        y = 4.9 - span / 2
        values = np.full((span, span), np.nan)
        values[::d, ::d] = kernel
        holes = {(r, c): "padding" for r in range(span) for c in range(span) if np.isnan(values[r, c])}
        drawing.grid(ax, values, x, y, role="kernel", roles=holes)
        drawing.text(ax, x + span / 2, 0.6, t("dilation {d}", d=d))
        drawing.distance(ax, x, 8.9, span, "")
        drawing.text(ax, x + span / 2, 9.6, t("{n}", n=span))
        x += span + 1
    return fig
