"""Move the input, and the output moves along."""

# --8<-- [start:imports]
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

# --8<-- [end:imports]
from snippets.shared import drawing


# --8<-- [start:shift]
def convolve(x, w):
    """Multiply every window of x with w in place, and add."""
    windows = sliding_window_view(x, w.shape)
    return (windows * w).sum(axis=(2, 3))


x = np.array([
    [0, 0, 0, 0, 0, 0],
    [0, 4, 0, 0, 0, 0],
    [0, 6, 0, 0, 0, 0],
    [0, 5, 3, 0, 0, 0],
    [0, 0, 0, 0, 0, 0],
])
w = np.array([
    [-1, 0, 1],
    [-2, 0, 2],
    [-1, 0, 1],
])
moved = np.roll(x, 1, axis=1)  # one pixel to the right
print(convolve(x, w))
#> [[  0 -14   0   0]
#>  [  3 -21  -3   0]
#>  [  6 -16  -6   0]]
print(convolve(moved, w))
#> [[ 14   0 -14   0]
#>  [ 21   3 -21  -3]
#>  [ 16   6 -16  -6]]
# --8<-- [end:shift]


def figure(t):
    """Draw both ways around: move and convolve, convolve and move."""
    before, after = convolve(x, w), convolve(moved, w)
    rows, columns = before.shape
    fig, ax = drawing.canvas(13.2, 11.2, cell=27)
    left, right, top, below = 0.1, 7.1, 1, 8
    drawing.grid(ax, x, left, top, title=t("Input"))
    drawing.grid(ax, moved, right, top, title=t("Input, moved"))
    for start, values, first in ((left + 1, before, 0), (right + 1, after, 1)):
        same = {(r, c + first): "window-1" for r in range(rows) for c in range(columns - 1)}
        drawing.grid(ax, values, start, below, role="output", roles=same)
        drawing.window(ax, start + first, below, columns - 1, rows)
    for middle in (left + 3, right + 3):
        drawing.arrow(ax, (middle, top + 5.15), (middle, below - 0.15))
        drawing.text(ax, middle + 0.3, (top + 5 + below) / 2, t("convolve"), size=drawing.SMALL, ha="left")
    between = (left + 6 + right) / 2
    for y, start, end in ((top + 2.5, left + 6.1, right - 0.1), (below + 1.5, left + 5.1, right + 0.9)):
        drawing.arrow(ax, (start, y), (end, y))
        drawing.text(ax, between, y - 0.5, "+1", size=drawing.SMALL)
    return fig
