"""Exercise: kernels that move a picture."""

# --8<-- [start:move]
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def slide(image, kernel):
    windows = sliding_window_view(image, kernel.shape)
    return (windows * kernel).sum(axis=(2, 3))


right = np.array([
    [0, 0, 0],
    [1, 0, 0],
    [0, 0, 0],
])
down_left = np.array([
    [0, 0, 1],
    [0, 0, 0],
    [0, 0, 0],
])

image = np.zeros((5, 5), int)
image[2, 2] = 7  # one bright pixel in the middle
print(slide(image, right))
#> [[0 0 0]
#>  [0 0 7]
#>  [0 0 0]]
print(slide(image, down_left))
#> [[0 0 0]
#>  [0 0 0]
#>  [7 0 0]]
# --8<-- [end:move]


def facts():
    """Return the weights of both kernels, and what they sum to."""
    return {"right": right, "down_left": down_left, "sum": right.sum()}
