"""The gradients of pooling at work: windows that overlap add what they send back."""

import numpy as np

# --8<-- [start:functions]
from snippets.functions.pool2d_grad import avg_pool2d_grad, max_pool2d_grad

# --8<-- [end:functions]
# --8<-- [start:use]
row = np.array([[1, 5, 2, 0]])
grad = np.array([[1, 10, 100]])  # of the three maxima, and of the three means
print(max_pool2d_grad(row, grad, (1, 2), stride=1))
#> [[  0  11 100   0]]
print(avg_pool2d_grad(row.shape, grad, (1, 2), stride=1))
#> [[ 0.5  5.5 55.  50. ]]
# --8<-- [end:use]
