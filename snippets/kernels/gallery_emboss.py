"""A kernel that makes a picture look like a relief."""

# --8<-- [start:imports]
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

# --8<-- [end:imports]
from snippets.kernels.gallery_row import draw_rows, photo


# --8<-- [start:slide]
def slide(image, kernel):
    """Multiply each window by the kernel and add up."""
    windows = sliding_window_view(image, kernel.shape)
    return (windows * kernel).sum(axis=(2, 3))


# --8<-- [end:slide]

# --8<-- [start:emboss]
emboss = np.array([
    [-2, -1, 0],
    [-1, 1, 1],
    [0, 1, 2],
])

square = np.full((8, 8), 100)
square[2:6, 2:6] = 110
print(slide(square, emboss))
#> [[120 130 130 130 110 100]
#>  [130 150 140 140 110  90]
#>  [130 140 110 110  80  70]
#>  [130 140 110 110  80  70]
#>  [110 110  80  80  70  70]
#>  [100  90  70  70  70  80]]
# --8<-- [end:emboss]


def figure(t):
    """Show the photograph as a relief."""
    return draw_rows(t, [(t("emboss"), emboss, 1, slide(photo, emboss))])
