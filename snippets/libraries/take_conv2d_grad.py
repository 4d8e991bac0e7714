"""The gradients of a convolution at work, each against a small change of one number."""

import numpy as np

# --8<-- [start:functions]
from snippets.functions.conv2d import conv2d
from snippets.functions.conv2d_grad import conv2d_input_grad, conv2d_weight_grad

# --8<-- [end:functions]
# --8<-- [start:use]
x = np.array([[[5, 1, 0, 2, 4], [3, 1, 7, 0, 2], [0, 6, 2, 8, 1]]])
w = np.array([[[[1, 2], [0, -1]]]])
grad = np.array([[[2, -1]]])  # of the two numbers that come out

by_input = conv2d_input_grad(grad, w, x.shape, stride=2)
by_weight = conv2d_weight_grad(x, grad, 2, stride=2)
print(by_input)
#> [[[ 2  4 -1 -2  0]
#>   [ 0 -2  0  1  0]
#>   [ 0  0  0  0  0]]]
print(by_weight)
#> [[[[10  0]
#>    [-1  2]]]]

loss = (grad * conv2d(x, w, stride=2)).sum()
w[0, 0, 1, 1] += 1
print((grad * conv2d(x, w, stride=2)).sum() - loss)
#> 2
# --8<-- [end:use]
