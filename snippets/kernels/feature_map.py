"""Every position of a kernel: the feature map."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]
from snippets.shared import drawing

# --8<-- [start:numbers]
image = np.array([
    [1, 0, 2, 8, 7, 9],
    [3, 1, 0, 6, 9, 7],
    [0, 2, 1, 9, 6, 8],
    [2, 0, 3, 7, 8, 6],
    [1, 3, 0, 8, 7, 9],
])
kernel = np.array([
    [-1, 0, 2],
    [-2, 0, 1],
    [-1, 0, 1],
])
# --8<-- [end:numbers]


# --8<-- [start:slide]
def slide(image, kernel):
    """Return one weighted sum for each position of the kernel."""
    m, n = kernel.shape
    rows = image.shape[0] - m + 1
    columns = image.shape[1] - n + 1
    output = np.zeros((rows, columns), dtype=int)
    for r in range(rows):
        for c in range(columns):
            window = image[r : r + m, c : c + n]
            output[r, c] = (window * kernel).sum()
    return output


feature_map = slide(image, kernel)
print(feature_map)
#> [[-2 27 26  4]
#>  [-1 23 27 -3]
#>  [ 0 28 20  0]]
# --8<-- [end:slide]

SHOWN = (((0, 0), "window-2"), ((0, 3), "window-3"), ((2, 1), "window-4"))


def facts():
    """Numbers that the pages quote."""
    edge, flat = feature_map[:, 1:3], feature_map[:, [0, 3]]
    return {
        "positions": feature_map.size,
        "edge_low": edge.min(),
        "edge_high": edge.max(),
        "flat_low": flat.min(),
        "flat_high": flat.max(),
    }


def figure(t):
    """Draw the image with three windows, and the whole output with their pixels in the same colours."""
    m, n = kernel.shape
    fig, ax = drawing.canvas(11.8, 6.3)
    drawing.grid(ax, image, 0.3, 1, title=t("Input"))
    for (r, c), role in SHOWN:
        inset = 0.16 if role == "window-4" else 0.07
        drawing.window(ax, 0.3 + c, 1 + r, n, m, role=role, inset=inset)
    drawing.arrow(ax, (6.45, 3.5), (7.25, 3.5))
    roles = dict(SHOWN)
    drawing.grid(ax, feature_map, 7.4, 2, role="output", title=t("Feature map"), roles=roles)
    return fig
