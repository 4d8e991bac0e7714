"""Stride equal to the window: no pixel twice, and none missed."""

# --8<-- [start:imports]
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

# --8<-- [end:imports]
from snippets.pooling.diagram import draw_walk

# --8<-- [start:pool]
P = np.array([
    [1, 3, 2, 1],
    [4, 6, 5, 0],
    [7, 2, 8, 3],
    [0, 1, 4, 9],
])

windows = sliding_window_view(P, (2, 2))[::2, ::2]
print(windows.max(axis=(2, 3)))
#> [[6 5]
#>  [7 9]]
print(windows.mean(axis=(2, 3)))
#> [[3.5 2. ]
#>  [2.5 6. ]]
# --8<-- [end:pool]


def figure(t):
    return draw_walk(t, P, kernel_size=2, stride=2)
