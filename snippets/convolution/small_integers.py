"""Sums of small integers overflow without a warning."""

# --8<-- [start:overflow]
import numpy as np

bright = np.full((2, 2), 200, np.uint8)
ones = np.ones((2, 2), np.uint8)
print(np.einsum("ij,ij", bright, ones))
#> 32
print(np.einsum("ij,ij", bright.astype(float), ones))
#> 800.0
# --8<-- [end:overflow]
