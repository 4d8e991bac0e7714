"""Exercise: which kernels are separable."""

# --8<-- [start:rank]
import numpy as np

first = np.array([
    [2, 4, -2],
    [1, 2, -1],
    [3, 6, -3],
])
second = np.array([
    [1, 2, 1],
    [2, 5, 2],
    [1, 2, 1],
])
third = np.array([
    [1, 0, 2],
    [0, 3, 0],
    [2, 0, 1],
])
for kernel in (first, second, third):
    print(np.linalg.matrix_rank(kernel))
#> 1
#> 2
#> 3
# --8<-- [end:rank]

row = first[[1]]
column = first[:, [0]] // row[0, 0]


def facts():
    """Return the kernels, and the column and the row of the first."""
    return {"first": first, "second": second, "third": third, "column": column, "row": row}
