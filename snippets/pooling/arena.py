"""The arena as it starts: a photograph with black outliers, its maximum, its mean, and what they change in each.

docs/assets/explorers/arena.js does the same with what the reader chooses; chance is the same in both.
"""

from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

from snippets.functions.pool2d import avg_pool2d, max_pool2d
from snippets.shared import drawing

PHOTO = Path(__file__).parents[2] / "docs/assets/photographs/portrait-small.webp"
BLACK, K = 3, 3  # outliers in a hundred pixels, and the window: those of data-start in the page


def uniform(seed, shape):
    """Return numbers from 0 up to, not including, 1, the same everywhere: mulberry32, by Tommy Ettinger."""
    count = np.arange(1, shape[0] * shape[1] + 1, dtype=np.uint64)
    state = (count * 0x6D2B79F5 + np.uint64(seed)).astype(np.uint32)
    mixed = (state ^ state >> 15) * (state | 1)
    mixed ^= mixed + (mixed ^ mixed >> 7) * (mixed | 61)
    return ((mixed ^ mixed >> 14) / 2**32).reshape(shape)


def pictures():
    """Return the photograph, clean and with outliers."""
    colours = plt.imread(PHOTO).astype(int)
    clean = (colours @ [19595, 38470, 7471] + 32768 >> 16).astype(float)  # the grey of Pillow, and of the arena
    hit = uniform(3, clean.shape) >= 1 - BLACK / 100
    return clean, np.where(hit, 0, clean)


def error(pool, clean, spoilt):
    """Return the root of the mean square of what the outliers change in a pooled picture."""
    return np.sqrt(np.mean((pool(spoilt, K) - pool(clean, K)) ** 2))


def middle(picture):
    """Return the middle of a picture, half as high and wide."""
    quarter = len(picture) // 4
    return picture[quarter:-quarter, quarter:-quarter]


def figure(t):
    """Draw the middle of the spoilt picture and of both poolings, each with the error of the whole."""
    clean, spoilt = pictures()
    panels = [(t("black outliers"), middle(spoilt))]
    for label, pool in (("maximum: {n}", max_pool2d), ("mean: {n}", avg_pool2d)):
        panels.append((t(label, n=f"{error(pool, clean, spoilt):.1f}"), middle(pool(spoilt, K))))
    return drawing.photos(panels, columns=3, width=110)
