"""Stride smaller than the window: pixels are seen more than once."""

# --8<-- [start:imports]
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

# --8<-- [end:imports]
from snippets.pooling.diagram import draw_walk
from snippets.pooling.how_often import seen

# --8<-- [start:pool]
P = np.array([
    [1, 3, 2, 1],
    [4, 6, 5, 0],
    [7, 2, 8, 3],
    [0, 1, 4, 9],
])

windows = sliding_window_view(P, (2, 2))[::1, ::1]
print(windows.max(axis=(2, 3)))
#> [[6 6 5]
#>  [7 8 8]
#>  [7 8 9]]
print(windows.mean(axis=(2, 3)))
#> [[3.5  4.   2.  ]
#>  [4.75 5.25 4.  ]
#>  [2.5  3.75 6.  ]]
# --8<-- [end:pool]


def facts():
    """Numbers that the pages quote."""
    return {
        "windows": windows.shape[0] * windows.shape[1],
        "eights": np.sum(windows.max(axis=(2, 3)) == 8),
        "reads": seen(4, 2, 1).sum(),
        "pixels": P.size,
    }


def figure(t):
    return draw_walk(t, P, kernel_size=2, stride=1)
