"""Windows at work on a photograph: the picture of the home page."""

import numpy as np

from snippets.pooling.photo import pool
from snippets.shared import drawing
from snippets.shared.photograph import PHOTO

HEAD = PHOTO[130:322, 164:356]
TOP, LEFT, SIDE = 40, 156, 12  # the close-up: light on the glasses
WINDOWS = [(4, 4), (4, 6), (6, 4), (6, 6)]  # their corners in the close-up


def facts():
    """Numbers that the pages quote."""
    return {"side": HEAD.shape[0], "pooled_side": pool(HEAD, np.max).shape[0]}


def figure(t):
    """Show the photograph and its maximum pooling, and below both a part of them from close by."""
    scale = 1 / drawing.CELL  # one px a pixel
    large, small = HEAD.shape[0] * scale, HEAD.shape[0] * scale / 2
    left, right, top = 0.1, 8.5, 1
    below = top + large + 1.3
    pixel = large / SIDE
    part = HEAD[TOP : TOP + SIDE, LEFT : LEFT + SIDE]
    fig, ax = drawing.canvas(11.9, below + large + 0.1)

    drawing.picture(ax, HEAD, left, top, large, title=t("{n} × {n} pixels", n=HEAD.shape[0]))
    pooled = pool(HEAD, np.max)
    middle = top + large / 2
    drawing.picture(ax, pooled, right, middle - small / 2, small, title=t("{n} × {n} pixels", n=len(pooled)))
    drawing.arrow(ax, (left + large + 0.4, middle), (right - 0.4, middle))
    drawing.frame(ax, left + LEFT * scale, top + TOP * scale, SIDE * scale, SIDE * scale)

    drawing.picture(ax, part, left, below, large, title=t("close up"))
    middle = below + large / 2
    corner = middle - small / 2
    drawing.picture(ax, pool(part, np.max), right, corner, small)
    drawing.arrow(ax, (left + large + 0.4, middle), (right - 0.4, middle))
    drawing.text(ax, (left + large + right) / 2, middle - 0.5, t("maximum"), size=drawing.SMALL)
    for (r, c), role in zip(WINDOWS, drawing.WINDOWS, strict=True):
        for x, y, step in ((left, below, pixel), (right, corner, pixel / 2)):
            side = 2 * step
            drawing.window(ax, x + c * step, y + r * step, side, side, role=role, inset=0.05)
    return fig
