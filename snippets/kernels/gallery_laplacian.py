"""Kernels that ask how a pixel differs from its neighbours."""

# --8<-- [start:imports]
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

# --8<-- [end:imports]
from snippets.kernels.gallery_row import draw_rows, photo, signed


# --8<-- [start:slide]
def slide(image, kernel):
    """Multiply each window by the kernel and add up."""
    windows = sliding_window_view(image, kernel.shape)
    return (windows * kernel).sum(axis=(2, 3))


# --8<-- [end:slide]

# --8<-- [start:laplacian]
laplace = np.array([
    [0, 1, 0],
    [1, -4, 1],
    [0, 1, 0],
])

ramp = np.tile([10, 20, 30, 40, 50, 60], (3, 1))
edge = np.tile([10, 10, 10, 60, 60, 60], (3, 1))
print(slide(ramp, laplace))
#> [[0 0 0 0]]
print(slide(edge, laplace))
#> [[  0  50 -50   0]]

y, x = np.mgrid[:3, :6]
slanting = np.where(y + x > 4, 60, 10)  # the same edge, at 45 degrees
print(slide(slanting, laplace))
#> [[   0    0  100 -100]]
# --8<-- [end:laplacian]

# --8<-- [start:outline]
outline = np.array([
    [-1, -1, -1],
    [-1, 8, -1],
    [-1, -1, -1],
])

box = np.ones((3, 3))
identity = np.zeros((3, 3))
identity[1, 1] = 9
print(np.array_equal(outline, identity - box))
#> True
# --8<-- [end:outline]


def facts():
    """Numbers that the pages quote."""
    return {
        "noise_laplace": np.sqrt((laplace**2).sum()),
        "noise_outline": np.sqrt((outline**2).sum()),
        "negative": (slide(photo, outline) < 0).mean(),
    }


def figure(t):
    """Show the photograph's Laplacian, and its outline with what is negative cut off."""
    return draw_rows(
        t,
        [
            (t("Laplacian"), laplace, 1, signed(slide(photo, laplace), 0.5)),
            (t("outline"), outline, 1, slide(photo, outline)),
        ],
    )
