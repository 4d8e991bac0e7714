"""To port: `same` with a stride, whose odd zero lies after the row in TensorFlow, and where PyTorch pads both ends."""

# --8<-- [start:padding]
import numpy as np


def same_padding(n, kernel_size, stride=1, dilation=1):
    """Return the zeros before and after, by TensorFlow's rule."""
    windows = -(-n // stride)  # rounded up
    span = dilation * (kernel_size - 1) + 1
    zeros = max(0, (windows - 1) * stride + span - n)
    return zeros // 2, zeros - zeros // 2


# --8<-- [end:padding]
# --8<-- [start:mean]
def means(row, before, after, kernel_size, stride, count_padding):
    padded = np.pad(np.array(row, float), (before, after))
    ones = np.ones(len(row))
    counted = np.pad(ones, (before, after), constant_values=count_padding)
    found = []
    for start in range(0, len(padded) - kernel_size + 1, stride):
        window = slice(start, start + kernel_size)
        found.append(float(padded[window].sum() / counted[window].sum()))
    return found


row = [1, 2, 3, 4, 5, 6]
before, after = same_padding(len(row), 3, stride=2)
print(before, after)
#> 0 1
print(means(row, before, after, 3, 2, count_padding=0))  # TensorFlow, same
#> [2.0, 4.0, 5.5]
print(means(row, 1, 1, 3, 2, count_padding=0))  # ONNX, pads 1
#> [1.5, 3.0, 5.0]
print(means(row, 1, 1, 3, 2, count_padding=1))  # PyTorch, padding=1
#> [1.0, 3.0, 5.0]
# --8<-- [end:mean]
