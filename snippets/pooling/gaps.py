"""Stride larger than the window: pixels that no window sees."""

# --8<-- [start:imports]
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

# --8<-- [end:imports]
from snippets.pooling.diagram import draw_walk
from snippets.pooling.how_often import seen

# --8<-- [start:pool]
Q = np.array([
    [1, 3, 15, 2, 1],
    [4, 6, 12, 5, 0],
    [13, 17, 18, 11, 19],
    [7, 2, 14, 8, 3],
    [0, 1, 16, 4, 9],
])

windows = sliding_window_view(Q, (2, 2))[::3, ::3]
print(windows.max(axis=(2, 3)))
#> [[6 5]
#>  [7 9]]
print(windows.mean(axis=(2, 3)))
#> [[3.5 2. ]
#>  [2.5 6. ]]
# --8<-- [end:pool]


def facts():
    """Numbers that the pages quote."""
    missed = seen(5, 2, 3) == 0
    return {
        "pixels": Q.size,
        "missed": missed.sum(),
        "faintest_missed": Q[missed].min(),
        "brightest": Q.max(),
        "brightest_left": windows.max(),
    }


def figure(t):
    return draw_walk(t, Q, kernel_size=2, stride=3)
