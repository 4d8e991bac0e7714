"""Kernels with a direction: flipped, an edge changes its sign and a light changes its side."""

import numpy as np

from snippets.convolution.flip import convolve, correlate
from snippets.convolution.on_photo import face, grey
from snippets.shared import drawing
from snippets.shared.terrain import HEIGHTS

SOBEL = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
EMBOSS = np.array([[-2, -1, 0], [-1, 1, 1], [0, 1, 2]])
PALINDROME = np.array([[1, 2, 3], [4, 5, 4], [3, 2, 1]])  # turned by half a turn, it is itself


def terrain():
    """Return heights as grey levels, 0 to 255."""
    heights = HEIGHTS[60:232, 100:272]
    return (heights - heights.min()) / np.ptp(heights) * 170 + 30


def facts():
    """Numbers that the pages quote."""
    return {"sobel": SOBEL, "emboss": EMBOSS, "palindrome": PALINDROME}


def figure(t):
    """Show both answers to an edge kernel on a face, and to an emboss kernel on terrain."""
    ground = terrain()
    panels = [
        (t("correlate"), grey(correlate(face, SOBEL))),
        (t("convolve"), grey(convolve(face, SOBEL))),
        (t("correlate"), correlate(ground, EMBOSS)),
        (t("convolve"), convolve(ground, EMBOSS)),
    ]
    return drawing.photos(panels, width=172)
