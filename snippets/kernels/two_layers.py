"""Two kernels in a row are one kernel; with a ReLU between them they are not."""

# --8<-- [start:imports]
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

# --8<-- [end:imports]


# --8<-- [start:layers]
def slide(x, kernel):
    """Weigh each window with the kernel and add."""
    windows = sliding_window_view(x, kernel.shape)
    return (windows * kernel).sum(axis=(2, 3))


rng = np.random.default_rng(0)
x = rng.integers(-9, 10, (12, 12))
first, second = rng.integers(-3, 4, (2, 3, 3))

one = np.zeros((5, 5), int)  # both kernels in one
for r in range(3):
    for c in range(3):
        one[r : r + 3, c : c + 3] += first[r, c] * second

print((slide(slide(x, first), second) == slide(x, one)).all())
#> True


# --8<-- [end:layers]

# --8<-- [start:relu]
def relu(x):
    return np.maximum(x, 0)


with_relu = slide(relu(slide(x, first)), second)
print((with_relu == slide(x, one)).all())
#> False
# --8<-- [end:relu]
