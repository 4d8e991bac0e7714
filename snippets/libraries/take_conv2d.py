"""`conv2d` at work: the picture of the lesson, then stride, padding and groups."""

import numpy as np

# --8<-- [start:functions]
from snippets.functions.conv2d import conv2d

# --8<-- [end:functions]
# --8<-- [start:use]
x = np.array([[1, 3, 2, 1], [4, 6, 5, 0], [7, 2, 8, 3], [0, 1, 4, 9]])
w = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])

image = x[None]  # one channel
filters = w[None, None]  # one filter that sees one channel
print(conv2d(image, filters))
#> [[[  4 -13]
#>   [  7   4]]]
print(conv2d(image, filters, stride=2, padding="same"))
#> [[[  4 -20]
#>   [  9 -16]]]
print(conv2d(image, filters, padding=((1, 0), (0, 0)))[0, 0])
#> [  3 -10]

two = np.stack([x, 10 * x])  # two channels
depthwise = np.stack([filters[0], -filters[0]])
print(conv2d(two, depthwise, groups=2)[:, 0])
#> [[  4 -13]
#>  [-40 130]]
# --8<-- [end:use]
