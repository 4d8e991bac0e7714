"""A photograph and terrain, each with its maximum and its mean."""

import numpy as np

from snippets.functions.pool2d import avg_pool2d, max_pool2d
from snippets.shared import drawing
from snippets.shared.photograph import PHOTO
from snippets.shared.terrain import HEIGHTS

K = 8


def figure(t):
    """Show two pictures, and both poolings of each below it."""
    part = PHOTO[20:340, 90:410]
    grey = 255 * (HEIGHTS - HEIGHTS.min()) / np.ptp(HEIGHTS)
    ground = grey[:320, 40:360]
    panels = [
        (t("photograph"), part),
        (t("terrain"), ground),
        (t("maximum"), max_pool2d(part, K)),
        (t("maximum"), max_pool2d(ground, K)),
        (t("mean"), avg_pool2d(part, K)),
        (t("mean"), avg_pool2d(ground, K)),
    ]
    return drawing.photos(panels, width=172, wide=[(i // 2, i % 2) for i in range(6)])
