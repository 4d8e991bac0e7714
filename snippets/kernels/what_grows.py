"""What a larger kernel costs: weights, multiplications, radius, border."""

# --8<-- [start:count]
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

photo = np.zeros((600, 512))
for k in (3, 5, 7, 15):
    windows = sliding_window_view(photo, (k, k))
    print(k, windows.shape[:2], f"{windows.size:,}")
#> 3 (598, 510) 2,744,820
#> 5 (596, 508) 7,569,200
#> 7 (594, 506) 14,727,636
#> 15 (586, 498) 65,661,300
# --8<-- [end:count]

KERNELS = (3, 5, 7, 15)


def facts():
    """Count the windows of a photograph, and of a small picture, for each size."""
    found = {}
    for k in KERNELS:
        windows = sliding_window_view(photo, (k, k))
        small = sliding_window_view(np.zeros((28, 28)), (k, k))
        found[f"products_{k}"] = windows[0, 0].size
        found[f"radius_{k}"] = (k - 1) // 2
        found[f"work_{k}"] = windows.size / 1e6
        found[f"left_{k}"] = small.shape[0] * small.shape[1] / 28**2
    return found | {"rows": photo.shape[0], "columns": photo.shape[1]}
