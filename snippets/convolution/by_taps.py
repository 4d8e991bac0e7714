"""Many channels and filters: one matrix product for each weight of the window."""

# --8<-- [start:taps]
import numpy as np


def by_taps(images, filters):
    """Return (C_out, H_out, W_out) from (C_in, H, W), (C_out, C_in, k, m)."""
    k, m = filters.shape[2:]
    rows, columns = images.shape[1] - k + 1, images.shape[2] - m + 1
    result = np.zeros((len(filters), rows * columns))
    for i in range(k):
        for j in range(m):
            view = images[:, i:i + rows, j:j + columns]
            pixels = view.reshape(len(images), rows * columns)
            result += filters[:, :, i, j] @ pixels
    return result.reshape(len(filters), rows, columns)


rng = np.random.default_rng(0)
images = rng.integers(0, 10, (3, 8, 9))  # 3 channels
filters = rng.integers(-4, 5, (5, 3, 3, 3))  # 5 filters
result = by_taps(images, filters)
print(result.shape)
#> (5, 6, 7)
print(result[4, 2, 3] == np.sum(images[:, 2:5, 3:6] * filters[4]))
#> True
# --8<-- [end:taps]


def facts():
    """Numbers that the pages quote."""
    return {"products": filters.shape[2] * filters.shape[3]}
