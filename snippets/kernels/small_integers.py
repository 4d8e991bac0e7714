"""A difference below zero does not fit into small unsigned integers: it wraps around."""

# --8<-- [start:wrap]
import numpy as np

row = np.array([20, 10], dtype=np.uint8)
print(row[1:] - row[:-1])
#> [246]
row = row.astype(float)
print(row[1:] - row[:-1])
#> [-10.]
# --8<-- [end:wrap]
