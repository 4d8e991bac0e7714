"""Two layers in a row: the kernel may grow where the next weight shrinks."""

# --8<-- [start:all]
import numpy as np

image = np.array([[1, 0, 2], [3, 1, 0], [0, 2, 4]])
kernel = np.array([[1, 2], [0, -1]])
windows = np.lib.stride_tricks.sliding_window_view(image, (2, 2))


def two_layers(kernel, weight, relu=True):
    feature_map = np.sum(windows * kernel, axis=(2, 3))
    if relu:
        feature_map = np.maximum(feature_map, 0)
    return weight * feature_map


print(two_layers(kernel, 4))
#> [[ 0 16]
#>  [12  0]]
print(two_layers(2 * kernel, 2))  # the same
#> [[ 0 16]
#>  [12  0]]
print(two_layers(-kernel, -4))  # not the same: ReLU sees the sign
#> [[  0   0]
#>  [  0 -12]]
print(two_layers(kernel, 4, relu=False))
#> [[  0  16]
#>  [ 12 -12]]
print(two_layers(-kernel, -4, relu=False))  # the same
#> [[  0  16]
#>  [ 12 -12]]
# --8<-- [end:all]
