"""`conv_transpose2d` at work: stamps that overlap, and which of two sizes comes out."""

import numpy as np

# --8<-- [start:functions]
from snippets.functions.conv_transpose2d import conv_transpose2d

# --8<-- [end:functions]
# --8<-- [start:use]
row = np.array([[[2, -1, 3]]])  # one channel, one row
kernel = np.array([[[[1, 4, 2]]]])
print(conv_transpose2d(row, kernel, stride=2))
#> [[[ 2  8  3 -4  1 12  6]]]

# The same kernel in both channels of the output, the second one doubled.
both = np.concatenate([kernel, 2 * kernel], axis=1)
print(conv_transpose2d(row, both, stride=2))
#> [[[ 2  8  3 -4  1 12  6]]
#>
#>  [[ 4 16  6 -8  2 24 12]]]

s, p = (1, 2), (0, 1)  # along the row alone
print(conv_transpose2d(row, kernel, None, s, p))
#> [[[ 8  3 -4  1 12]]]
print(conv_transpose2d(row, kernel, None, s, p, output_padding=(0, 1)))
#> [[[ 8  3 -4  1 12  6]]]
# --8<-- [end:use]
