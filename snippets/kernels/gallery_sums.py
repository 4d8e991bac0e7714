"""What the sum of the weights does to a flat area."""

# --8<-- [start:imports]
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

# --8<-- [end:imports]


# --8<-- [start:slide]
def slide(image, kernel):
    """Multiply each window by the kernel and add up."""
    windows = sliding_window_view(image, kernel.shape)
    return (windows * kernel).sum(axis=(2, 3))


# --8<-- [end:slide]

# --8<-- [start:sums]
flat = np.full((4, 4), 100)
ones = np.ones((3, 3), dtype=int)
edge = np.array([
    [-1, 0, 1],
    [-2, 0, 2],
    [-1, 0, 1],
])

for kernel in (ones / 9, ones, edge):
    print(kernel.sum(), slide(flat, kernel)[0, 0].round(6))
#> 1.0 100.0
#> 9 900
#> 0 0
# --8<-- [end:sums]
