"""The gallery as it starts: a photograph whose right half is embossed, the weights, and what they make of a flat grey.

docs/assets/explorers/gallery.js does the same with the kernel and the picture that the reader chooses.
"""

from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

from snippets.kernels.gallery import KERNELS, LEVEL, slide
from snippets.shared import drawing

PHOTO = Path(__file__).parents[2] / "docs/assets/photographs/portrait-small.webp"
START = "emboss"  # that of data-start in the page
CELL = 27  # px
SIZE = 8  # cells, of the picture: 216 px, one for each of its own


def split():
    """Return the photograph whose right half is the result; beyond the border stand the outermost pixels."""
    colours = plt.imread(PHOTO).astype(int)
    photo = (colours @ [19595, 38470, 7471] + 32768 >> 16).astype(float)  # the grey of Pillow, and of the gallery
    kernel = KERNELS[START]
    margins = [(n // 2, n // 2) for n in kernel.shape]
    result = slide(np.pad(photo, margins, "edge"), kernel)
    middle = photo.shape[1] // 2
    return np.hstack([photo[:, :middle], result[:, middle:]]).clip(0, 255)


def figure(t):
    """Draw the split picture, and beside it the kernel with its sum and a flat grey before and after."""
    kernel = KERNELS[START]
    fig, ax = drawing.canvas(13, SIZE + 0.9, CELL)
    drawing.text(ax, SIZE / 4, 0.45, t("before"))
    drawing.text(ax, SIZE * 3 / 4, 0.45, t("after"))
    drawing.picture(ax, split(), 0, 0.9, SIZE)
    drawing.line(ax, [SIZE / 2] * 2, [0.9, SIZE + 0.9], role="window-2", width=2)
    drawing.grid(ax, kernel, 9.25, 2.4, role="kernel", title=t("emboss"))
    drawing.text(ax, 10.75, 5.85, t("sum: {n}", n=format(kernel.sum(), "g")))
    flat = slide(np.full(kernel.shape, LEVEL), kernel)[0, 0]
    for x, value in ((9, LEVEL), (11.5, flat)):
        drawing.picture(ax, np.full((1, 1), value), x, 7.2, 1)
        drawing.text(ax, x + 0.5, 8.6, format(value, "g"))
    drawing.arrow(ax, (10.15, 7.7), (11.35, 7.7))
    return fig
