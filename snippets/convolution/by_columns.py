"""Convolution as one matrix product: every window is a column."""

# --8<-- [start:imports]
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

# --8<-- [end:imports]
from snippets.shared import drawing

# --8<-- [start:arrays]
X = np.array([[2, 7, 1, 5], [9, 4, 0, 8], [3, 6, 10, 11]])
K = np.array([[1, 2], [-1, 3]])
# --8<-- [end:arrays]


# --8<-- [start:columns]
def as_columns(image, kernel_shape):
    """Copy each window into a column of a matrix."""
    windows = sliding_window_view(image, kernel_shape)
    rows, columns, k, m = windows.shape
    return windows.transpose(2, 3, 0, 1).reshape(k * m, rows * columns)


def by_columns(image, kernel):
    """Multiply the weights, as a row, with the matrix of windows."""
    k, m = kernel.shape
    row = kernel.reshape(1, k * m) @ as_columns(image, kernel.shape)
    return row.reshape(image.shape[0] - k + 1, image.shape[1] - m + 1)


print(as_columns(X, K.shape))
#> [[ 2  7  1  9  4  0]
#>  [ 7  1  5  4  0  8]
#>  [ 9  4  0  3  6 10]
#>  [ 4  0  8  6 10 11]]
print(by_columns(X, K))
#> [[19  5 35]
#>  [32 28 39]]
# --8<-- [end:columns]


def facts():
    """Numbers that the pages quote."""
    matrix = as_columns(X, K.shape)
    return {"pixels": X.size, "numbers": matrix.size}


def figure(t):
    """Draw the image, the weights as a row, the windows as columns, and their product."""
    matrix = as_columns(X, K.shape)
    high, wide = matrix.shape
    fig, ax = drawing.canvas(11.4, 8.2)
    left, right, top, low = 0.2, 5, 1, 6
    drawing.grid(ax, X, left, top, title=t("Input"), roles={(1, 1): "window-2"})
    drawing.window(ax, left, top, 2, 2)
    again = {(int(r), int(c)): "window-2" for r, c in np.argwhere(matrix == X[1, 1])}
    drawing.grid(ax, matrix, right, top, title=t("each window a column"), roles=again)
    drawing.window(ax, right, top, 1, high)
    drawing.grid(ax, K.reshape(1, -1), left, low, role="kernel", title=t("weights as a row"))
    output, first = by_columns(X, K).reshape(1, wide), {(0, 0): "window-1"}
    drawing.grid(ax, output, right, low, role="output", title=t("Output"), roles=first)
    drawing.text(ax, right + wide / 2, low + 1.5, t("row times matrix"), size=drawing.SMALL)
    return fig
