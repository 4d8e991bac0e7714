"""Convolution as a matrix, and what its transpose does."""

# --8<-- [start:setup]
import numpy as np

# --8<-- [end:setup]
from snippets.shared import drawing

# --8<-- [start:matrix]
kernel = np.array([1, 4, 2])
A = np.zeros((3, 7), int)
for i in range(3):
    A[i, 2 * i:2 * i + 3] = kernel

x = np.array([5, 1, 0, 2, 4, 3, 1])
print(A @ x)
#> [ 9 16 18]
print(A.T @ np.array([2, -1, 3]))
#> [ 2  8  3 -4  1 12  6]
# --8<-- [end:matrix]

# --8<-- [start:back]
print(A.T @ (A @ x))
#> [ 9 36 34 64 50 72 36]
other = np.array([9, 0, 0, 4, 0, 0, 9])
print(A @ other)
#> [ 9 16 18]
# --8<-- [end:back]


def facts():
    """Numbers that the pages quote."""
    return {"rows": A.shape[0], "columns": A.shape[1]}


def figure(t):
    """Draw the matrix and its transpose, each copy of the kernel in one colour."""
    columns = A.shape[1]
    fig, ax = drawing.canvas(11.4, columns + 1.3)
    colours = {(int(r), int(c)): drawing.WINDOWS[r] for r, c in np.argwhere(A)}
    turned = {(c, r): role for (r, c), role in colours.items()}
    drawing.grid(ax, A, 0.2, 1, role="paper", roles=colours, title=t("matrix A"))
    drawing.grid(ax, A.T, 8, 1, role="paper", roles=turned, title=t("A, transposed"))
    return fig
