"""Training finds the kernel whichever way the operation slides it: once upright, once flipped."""

# --8<-- [start:imports]
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

# --8<-- [end:imports]

# --8<-- [start:train]
rng = np.random.default_rng(0)
x = rng.standard_normal((40, 40))
windows = sliding_window_view(x, (3, 3))
true = np.arange(1, 10).reshape(3, 3)
target = (windows * true).sum(axis=(2, 3))


def train(flip):
    """Learn a kernel by gradient descent, flipped in use or not."""
    w = np.zeros((3, 3))
    for _ in range(100):
        used = w[::-1, ::-1] if flip else w
        error = (windows * used).sum(axis=(2, 3)) - target
        gradient = (windows * error[..., None, None]).mean(axis=(0, 1))
        w -= 0.3 * (gradient[::-1, ::-1] if flip else gradient)
    return w


print(train(flip=False).round(2))
#> [[1. 2. 3.]
#>  [4. 5. 6.]
#>  [7. 8. 9.]]
print(train(flip=True).round(2))
#> [[9. 8. 7.]
#>  [6. 5. 4.]
#>  [3. 2. 1.]]
# --8<-- [end:train]
