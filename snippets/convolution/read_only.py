"""The windows are a view, and refuse to be written to."""

# --8<-- [start:write]
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

windows = sliding_window_view(np.arange(12).reshape(3, 4), (2, 2))
try:
    windows[0, 0, 1, 1] = 100
except ValueError as error:
    print(error)
#> assignment destination is read-only
# --8<-- [end:write]
