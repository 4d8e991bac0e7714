"""Exercise: the mean of windows that hold padding."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

PICTURE = np.array([
    [52, 11, 4],
    [36, 9, 12],
    [70, 29, 22],
])
WINDOW, STRIDE, PADDING = 3, 2, 1


def windows(picture):
    """Return the windows of a picture padded with zeros."""
    padded = np.pad(picture, PADDING)
    return sliding_window_view(padded, (WINDOW, WINDOW))[::STRIDE, ::STRIDE]


sums = windows(PICTURE).sum(axis=(2, 3))
real = windows(np.ones_like(PICTURE)).sum(axis=(2, 3))


def facts():
    """Return the picture, the sums, both means and their ratio."""
    return {
        "picture": PICTURE,
        "window": WINDOW,
        "stride": STRIDE,
        "padding": PADDING,
        "sums": sums,
        "all_pixels": WINDOW**2,
        "real_pixels": real[0, 0],
        "counted": sums / WINDOW**2,
        "not_counted": sums / real,
        "ratio": (sums / real)[0, 0] / (sums / WINDOW**2)[0, 0],
    }
