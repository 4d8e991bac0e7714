"""To port: a convolution with OpenCV's filter2D, and what becomes of numbers that a byte cannot hold."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]


# --8<-- [start:anchor]
def filter_row(row, kernel, anchor):
    """Correlate as filter2D does, with zeros outside."""
    padded = np.pad(row, (anchor, len(kernel) - 1 - anchor))
    return np.correlate(padded, kernel, "valid")


row, kernel = np.array([1, 2, 3]), np.array([1, 10])
k = len(kernel)
anchor = k // 2  # where nothing is said
print(filter_row(row, kernel, anchor))  # filter2D
#> [10 21 32]
print(np.convolve(row, kernel))  # the whole convolution
#> [ 1 12 23 30]
print(filter_row(row, kernel[::-1], anchor))  # turned, the anchor not
#> [ 1 12 23]
print(filter_row(row, kernel[::-1], k - 1 - anchor))  # turned with it
#> [12 23 30]
# --8<-- [end:anchor]

# --8<-- [start:bytes]
image = np.array([200, 100, 0], np.uint8)
doubled = 2 * image.astype(int)
print(np.clip(doubled, 0, 255))  # OpenCV clips
#> [255 200   0]
print(doubled.astype(np.uint8))  # NumPy, SciPy and JAX wrap around
#> [144 200   0]
# --8<-- [end:bytes]
