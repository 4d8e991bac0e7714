"""A photograph with noise and one with bright outliers, each with its maximum and its mean."""

import numpy as np

from snippets.functions.pool2d import avg_pool2d, max_pool2d
from snippets.shared import drawing
from snippets.shared.photograph import PHOTO

PART = PHOTO[20:340, 90:410]
K = 4


def add_noise():
    """Return the photograph with normal noise of 25 grey levels."""
    return PART + np.random.default_rng(1).normal(0, 25, PART.shape)


def add_outliers():
    """Return the photograph with one pixel in a hundred set to white."""
    return np.where(np.random.default_rng(2).random(PART.shape) < 0.01, 255, PART)


def figure(t):
    """Show two disturbed photographs, and both poolings of each below it."""
    noise, outliers = add_noise(), add_outliers()
    panels = [
        (t("noise"), noise),
        (t("bright outliers"), outliers),
        (t("maximum"), max_pool2d(noise, K)),
        (t("maximum"), max_pool2d(outliers, K)),
        (t("mean"), avg_pool2d(noise, K)),
        (t("mean"), avg_pool2d(outliers, K)),
    ]
    return drawing.photos(panels, width=172, wide=[(i // 2, i % 2) for i in range(6)])
