"""A letter in thin strokes, bright on dark and dark on bright, each with its maximum and its mean."""

import numpy as np

from snippets.functions.pool2d import avg_pool2d, max_pool2d
from snippets.shared import drawing

K = 2


def letter():
    """Return a K in strokes of one pixel, white on black."""
    picture = np.zeros((64, 64))
    picture[10:54, 20] = 255
    picture[10:32, 21:43] = 255 * np.eye(22)[::-1]
    picture[32:54, 21:43] = 255 * np.eye(22)
    return picture


def figure(t):
    """Show two letters, and both poolings of each below it."""
    bright = letter()
    dark = 255 - bright
    panels = [
        (t("bright strokes"), bright),
        (t("dark strokes"), dark),
        (t("maximum"), max_pool2d(bright, K)),
        (t("maximum"), max_pool2d(dark, K)),
        (t("mean"), avg_pool2d(bright, K)),
        (t("mean"), avg_pool2d(dark, K)),
    ]
    return drawing.photos(panels, width=172, framed=True, wide=[(i // 2, i % 2) for i in range(6)])
