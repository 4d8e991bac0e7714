"""Transposed convolution is the gradient of convolution: tried pixel by pixel."""

# --8<-- [start:functions]
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def convolve(image, kernel, stride):
    """Slide, multiply, add."""
    windows = sliding_window_view(image, kernel.shape)
    windows = windows[::stride, ::stride]
    return np.einsum("rcij,ij->rc", windows, kernel)


def transposed(image, kernel, stride):
    """Add the kernel, times each pixel, to the result."""
    side = (len(image) - 1) * stride + len(kernel)
    result = np.zeros((side, side), int)
    windows = sliding_window_view(result, kernel.shape, writeable=True)
    windows = windows[::stride, ::stride]
    for place in np.ndindex(image.shape):
        windows[place] += image[place] * kernel
    return result


# --8<-- [end:functions]

# --8<-- [start:gradient]
X = np.array([
    [5, 1, 0, 2, 4],
    [3, 1, 7, 0, 2],
    [0, 6, 2, 8, 1],
    [4, 2, 9, 3, 5],
    [1, 0, 3, 6, 2],
])
K = np.array([[1, 2, 1], [0, 4, 0], [3, 1, 2]])
G = np.array([[2, -1], [3, 5]])  # how the loss weighs each result

loss = np.sum(G * convolve(X, K, stride=2))
slopes = np.zeros_like(X)
for place in np.ndindex(X.shape):
    moved = X.copy()
    moved[place] += 1
    slopes[place] = np.sum(G * convolve(moved, K, stride=2)) - loss
print(slopes)
#> [[ 2  4  1 -2 -1]
#>  [ 0  8  0 -4  0]
#>  [ 9  8  9  9  3]
#>  [ 0 12  0 20  0]
#>  [ 9  3 21  5 10]]
print(np.array_equal(slopes, transposed(G, K, stride=2)))
#> True
# --8<-- [end:gradient]


def facts():
    """Numbers that the pages quote."""
    return {"loss": loss, "both": np.sum(X * transposed(G, K, stride=2))}
