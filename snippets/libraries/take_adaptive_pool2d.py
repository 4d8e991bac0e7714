"""Adaptive pooling at work: the size that comes out is given."""

import numpy as np

# --8<-- [start:functions]
from snippets.functions.adaptive_pool2d import adaptive_avg_pool2d, adaptive_max_pool2d

# --8<-- [end:functions]
# --8<-- [start:use]
row = np.array([[1, 2, 3, 4, 5, 6, 7]])
print(adaptive_avg_pool2d(row, (1, 3)))
#> [[2. 4. 6.]]
print(adaptive_max_pool2d(row, (1, 3)))
#> [[3 5 7]]

x = np.array([[4, 0, 7], [1, 9, 2], [0, 8, 5]])
peak, where = adaptive_max_pool2d(x, 2, return_indices=True)
print(peak)
#> [[9 9]
#>  [9 9]]
print(where)
#> [[4 4]
#>  [4 4]]
print(adaptive_avg_pool2d(x, (1, None)))  # None: as many as there are pixels
#> [[1.66666667 5.66666667 4.66666667]]
# --8<-- [end:use]
