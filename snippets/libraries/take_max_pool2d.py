"""`max_pool2d` and `max_unpool2d` at work: the maxima, where they were, and back to their places."""

import numpy as np

# --8<-- [start:functions]
from snippets.functions.pool2d import max_pool2d
from snippets.functions.unpool2d import max_unpool2d

# --8<-- [end:functions]
# --8<-- [start:use]
x = np.array([[1, 3, 2, 1], [4, 6, 5, 0], [7, 2, 8, 3], [0, 1, 4, 9]])
peak, where = max_pool2d(x, 2, return_indices=True)
print(peak)
#> [[6 5]
#>  [7 9]]
print(where)
#> [[ 5  6]
#>  [ 8 15]]
print(max_unpool2d(peak, where, 2))
#> [[0 0 0 0]
#>  [0 6 5 0]
#>  [7 0 0 0]
#>  [0 0 0 9]]

print(max_pool2d(-x, 3, 2, padding=1))  # no zero wins at the border
#> [[-1  0]
#>  [ 0  0]]
print(max_pool2d(x, 3, 2, ceil_mode=True))
#> [[8 8]
#>  [8 9]]
# --8<-- [end:use]


def facts():
    """Numbers that the pages quote."""
    index = int(where[-1, -1])
    row, column = divmod(index, x.shape[1])
    return {"index": index, "row": row, "column": column, "lost": x.size - peak.size}
