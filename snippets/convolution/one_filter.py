"""One filter over three channels: three slices, one sum."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]
from snippets.shared import drawing

# --8<-- [start:filter]
image = np.array([
    [[2, 0, 1], [1, 3, 0], [0, 2, 4]],  # red
    [[1, 1, 0], [0, 2, 5], [3, 0, 1]],  # green
    [[0, 4, 1], [2, 1, 1], [0, 0, 3]],  # blue
])
slices = np.array([
    [[1, 0], [2, -1]],
    [[0, 3], [1, 0]],
    [[1, -2], [0, 1]],
])
bias = 1

result = np.full((2, 2), bias)
for r in range(2):
    for c in range(2):
        window = image[:, r : r + 2, c : c + 2]
        result[r, c] += (window * slices).sum()
print(image.shape, slices.shape, result.shape)
#> (3, 3, 3) (3, 2, 2) (2, 2)
print(result)
#> [[-2 12]
#>  [ 9 21]]
# --8<-- [end:filter]

CHANNELS = ("red", "green", "blue")
parts = [int((image[c, :2, :2] * slices[c]).sum()) for c in range(3)]


def facts():
    """Numbers that the pages quote."""
    signed = " + ".join(f"({part})" if part < 0 else str(part) for part in parts)
    return {
        "first_sum": rf"{signed} + {bias} = {result[0, 0]}",
        "weights": slices.size,
    }


def figure(t):
    """Draw each channel with its slice of the filter, and the sum of the three."""
    fig, ax = drawing.canvas(11.9, 13.6)
    corner = {(r, c): "window-1" for r in range(2) for c in range(2)}
    for i, name in enumerate(CHANNELS):
        y = 1.1 + 4.3 * i
        drawing.grid(ax, image[i], 0.2, y, title=t(name), roles=corner)
        drawing.window(ax, 0.2, y, 2, 2)
        drawing.text(ax, 3.7, y + 1.5, "×", size=drawing.SIGN)
        drawing.grid(ax, slices[i], 4.2, y + 0.5, role="kernel", title=t("slice {n}", n=i + 1))
        drawing.arrow(ax, (6.3, y + 1.5), (7, y + 1.5))
        drawing.grid(ax, [[parts[i]]], 7.1, y + 1, roles={(0, 0): "window-1"})
        drawing.arrow(ax, (8.2, y + 1.5), (9.4, 6.5 + 0.35 * (i - 1)))
    drawing.grid(ax, result, 9.6, 5.9, role="output", title=t("Output"), roles={(0, 0): "window-1"})
    drawing.text(ax, 10.6, 8.4, t("with bias {b}", b=bias), size=drawing.SMALL)
    return fig
