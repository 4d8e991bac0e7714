"""A photograph pooled by its mean, by power means, and by its maximum.

docs/assets/explorers/means.js does the same with what the reader chooses.
"""

from snippets.functions.lp_pool2d import lp_pool2d
from snippets.functions.pool2d import avg_pool2d, max_pool2d
from snippets.pooling.arena import middle, pictures
from snippets.shared import drawing

K, POWERS = 4, (2, 4, 8, 32)  # the window, and the exponents between the mean and the maximum
WHITE = 255


def power_pool(picture, p):
    """Return the power mean of each window."""
    sums = lp_pool2d(picture / WHITE, p, K)  # powers of numbers up to one stay small
    return WHITE * sums / K ** (2 / p)


def figure(t):
    """Draw the middle of the photograph after six poolings, from the mean to the maximum."""
    photo, _ = pictures()
    panels = [(t("mean"), avg_pool2d(photo, K))]
    panels += [(t("p = {n}", n=p), power_pool(photo, p)) for p in POWERS]
    panels.append((t("maximum"), max_pool2d(photo, K)))
    shown = [(label, middle(one)) for label, one in panels]
    return drawing.photos(shown, columns=3, width=110, wide=[(i, 0) for i in range(len(shown))])
