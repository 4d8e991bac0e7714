"""`avg_pool2d` and `lp_pool2d` at work: two means of one window, and a norm in place of a mean."""

import numpy as np

# --8<-- [start:functions]
from snippets.functions.lp_pool2d import lp_pool2d
from snippets.functions.pool2d import avg_pool2d

# --8<-- [end:functions]
# --8<-- [start:use]
x = np.array([[1, 2], [3, 4]])
counted = avg_pool2d(x, 3, 2, padding=1)
real = avg_pool2d(x, 3, 2, padding=1, count_include_pad=False)
print(np.round(counted, 3), real)
#> [[1.111]] [[2.5]]

row = np.array([[3.0, 4.0, 6.0, 8.0]])
print(avg_pool2d(row, (1, 2)))
#> [[3.5 7. ]]
for p in (1, 2, 8):
    print(p, np.round(lp_pool2d(row, p, (1, 2)), 3))
#> 1 [[ 7. 14.]]
#> 2 [[ 5. 10.]]
#> 8 [[4.048 8.096]]
# --8<-- [end:use]
