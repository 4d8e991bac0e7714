"""To port: the transposed convolution that is called `same`, which cuts at another end, and one that does not turn."""

# --8<-- [start:stamps]
import numpy as np


def stamped(row, kernel, stride):
    """Add the kernel, times each number, to the result."""
    size = (len(row) - 1) * stride + len(kernel)
    result = np.zeros(size, int)
    for i, number in enumerate(row):
        result[i * stride : i * stride + len(kernel)] += number * kernel
    return result


# --8<-- [end:stamps]
# --8<-- [start:cut]
row, kernel, stride = np.array([1, 2]), np.array([1, 10, 100]), 2
whole = stamped(row, kernel, stride)
print(whole)  # PyTorch and ONNX, padding=0; Keras, valid
#> [  1  10 102  20 200]

cut = len(kernel) - stride  # what `same` takes away in all
start = cut // 2  # Keras takes the larger half at the end
print(whole[start : start + stride * len(row)])  # Keras, same
#> [  1  10 102  20]

more = np.append(whole, 0)  # PyTorch, output_padding=1
print(more[1:-1])  # PyTorch, padding=1, output_padding=1
#> [ 10 102  20 200]
print(stamped(row, kernel[::-1], stride))  # JAX, as it comes
#> [100  10 201  20   2]
# --8<-- [end:cut]
