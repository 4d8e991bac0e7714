"""Convolution as a sum of shifted views: one for each weight."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]
from snippets.shared import drawing

# --8<-- [start:arrays]
X = np.array([[2, 7, 1, 5], [9, 4, 0, 8], [3, 6, 10, 11]])
K = np.array([[1, 2], [-1, 3]])
# --8<-- [end:arrays]


# --8<-- [start:shifts]
def by_shifts(image, kernel):
    """Add one shifted view of the image for each weight."""
    k, m = kernel.shape
    rows, columns = image.shape[0] - k + 1, image.shape[1] - m + 1
    result = np.zeros((rows, columns), image.dtype)
    for i in range(k):
        for j in range(m):
            result += kernel[i, j] * image[i:i + rows, j:j + columns]
    return result


print(by_shifts(X, K))
#> [[19  5 35]
#>  [32 28 39]]
# --8<-- [end:shifts]


def facts():
    """Numbers that the pages quote."""
    return {"views": K.size}


def figure(t):
    """Draw each weight beside the part of the image that it multiplies, and the sum."""
    total = by_shifts(X, K)
    rows, columns = total.shape
    fig, ax = drawing.canvas(11.2, 12.2)
    drawing.text(ax, 5.6, 0.5, t("each weight times its own part of the input"))
    for n, (i, j) in enumerate(np.ndindex(K.shape)):
        x, y, role = 0.2 + 5.6 * j, 1 + 3.7 * i, drawing.WINDOWS[n]
        drawing.grid(ax, [[K[i, j]]], x, y + 1, role="kernel")
        inside = {(i + r, j + c): role for r in range(rows) for c in range(columns)}
        drawing.grid(ax, X, x + 1.2, y, roles=inside)
        drawing.window(ax, x + 1.2 + j, y + i, columns, rows, role=role)
    drawing.arrow(ax, (5.6, 7.9), (5.6, 8.8))
    drawing.text(ax, 6, 8.3, t("sum"), ha="left")
    drawing.grid(ax, total, 5.6 - columns / 2, 9.9, role="output", title=t("Output"))
    return fig
