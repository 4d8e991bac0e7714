"""A kernel that is the product of a column and a row."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]
from snippets.shared import drawing

# --8<-- [start:outer]
column = np.array([1, 2, 1])
row = np.array([-1, 0, 1])
print(np.outer(column, row))
#> [[-1  0  1]
#>  [-2  0  2]
#>  [-1  0  1]]
# --8<-- [end:outer]

LAPLACE = np.array([[0, 1, 0], [1, -4, 1], [0, 1, 0]])


def figure(t):
    """Draw the product as a multiplication table, and a kernel that is no such table."""
    fig, ax = drawing.canvas(11.8, 6.2)
    drawing.grid(ax, column[:, None], 0.4, 2.2, role="window-1", title=t("column"))
    drawing.grid(ax, row[None], 1.9, 0.7, role="window-2")
    drawing.text(ax, 5.1, 1.2, t("row"), ha="left")
    drawing.grid(ax, np.outer(column, row), 1.9, 2.2, role="kernel")
    drawing.text(ax, 3.4, 5.75, t("Sobel, rank 1"))
    drawing.grid(ax, LAPLACE, 7.6, 2.2, role="kernel")
    drawing.text(ax, 9.1, 5.75, t("Laplacian, rank 2"))
    return fig
