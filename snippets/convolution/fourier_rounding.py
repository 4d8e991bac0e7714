"""A transform spreads the rounding of a large number over all the others."""

# --8<-- [start:lost]
import numpy as np

row = np.zeros(64)
row[8], row[50] = 1e18, 1
back = np.fft.irfft(np.fft.rfft(row), 64)
print(back[50] == row[50])
#> False
# --8<-- [end:lost]
