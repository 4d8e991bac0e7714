"""Every window at once, as a view: the same memory, read with other strides."""

# --8<-- [start:imports]
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

# --8<-- [end:imports]
from snippets.shared import drawing

# --8<-- [start:arrays]
X = np.array([[2, 7, 1, 5], [9, 4, 0, 8], [3, 6, 10, 11]])
K = np.array([[1, 2], [-1, 3]])
# --8<-- [end:arrays]


# --8<-- [start:windows]
def by_windows(image, kernel):
    """Sum each window, times the weights."""
    windows = sliding_window_view(image, kernel.shape)
    return np.einsum("rcij,ij->rc", windows, kernel)


print(by_windows(X, K))
#> [[19  5 35]
#>  [32 28 39]]
# --8<-- [end:windows]

# --8<-- [start:strides]
windows = sliding_window_view(X, K.shape)
print("shape  ", windows.shape)
#> shape   (2, 3, 2, 2)
print("strides", [step // X.itemsize for step in windows.strides])
#> strides [4, 1, 4, 1]
print("copied ", not np.shares_memory(windows, X))
#> copied  False
# --8<-- [end:strides]


def facts():
    """Numbers that the pages quote."""
    return {"pixels": X.size, "seen": windows.size, "row": X.shape[1]}


def figure(t):
    """Draw three windows in the image, and where their numbers lie in memory."""
    shown = (((0, 0), "window-1"), ((0, 1), "window-2"), ((1, 0), "window-3"))
    fig, ax = drawing.canvas(12.4, 10.2, cell=28)
    left, top, below = 0.2, 1, 5.6
    drawing.grid(ax, X, left, top, title=t("Input"))
    drawing.grid(ax, X.reshape(1, -1), left, below, title=t("the same numbers in memory"))
    for n, ((r, c), role) in enumerate(shown):
        drawing.window(ax, left + c, top + r, 2, 2, role=role, inset=0.05 + 0.1 * n)
        for i, j in np.ndindex(K.shape):
            place = (r + i) * X.shape[1] + c + j
            drawing.cell(ax, left + place, below + 1.3 + 1.1 * n, windows[r, c, i, j], role=role)
    steps = [step // X.itemsize for step in windows.strides]
    notes = ((1, t("next column: {n} further", n=steps[1])), (2, t("next row: {n} further", n=steps[0])))
    for n, label in notes:
        role = shown[n][1]
        y = top + 0.9 * n + 0.1
        drawing.window(ax, left + 5, y - 0.3, 0.6, 0.6, role=role)
        drawing.text(ax, left + 5.9, y, label, ha="left")
    return fig
