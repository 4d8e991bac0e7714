"""Sobel's kernels: how the grey values change from left to right, and from top to bottom."""

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

# --8<-- [start:edges]
sobel = np.array([
    [-1, 0, 1],
    [-2, 0, 2],
    [-1, 0, 1],
])
scharr = np.array([
    [-3, 0, 3],
    [-10, 0, 10],
    [-3, 0, 3],
])

to_bright = np.tile([10, 10, 20, 20], (3, 1))
to_dark = to_bright[:, ::-1]
for kernel in (sobel, sobel.T, scharr):
    print(slide(to_bright, kernel), slide(to_dark, kernel))
#> [[40 40]] [[-40 -40]]
#> [[0 0]] [[0 0]]
#> [[160 160]] [[-160 -160]]
# --8<-- [end:edges]


def facts():
    """Numbers that the pages quote."""
    ramp = np.tile([10, 11, 12], (3, 1))
    return {"ramp_sobel": slide(ramp, sobel)[0, 0], "ramp_scharr": slide(ramp, scharr)[0, 0]}


def figure(t):
    """Show the changes in both directions."""
    along, down = slide(photo, sobel), slide(photo, sobel.T)
    return draw_rows(
        t,
        [
            (t("left to right"), sobel, 1, signed(along, 0.35)),
            (t("top to bottom"), sobel.T, 1, signed(down, 0.35)),
        ],
    )
