"""What a kernel does to a picture, at one place and everywhere: the figure of the first screen, and of the scene there.

The scene reads the grey values out of the figure, so both have the same numbers.
"""

import numpy as np

from snippets.kernels.photo_filters import photo, right_minus_left, slide
from snippets.shared import drawing

# A pixel here is the mean of four, so that what nine of them do can be seen.
small = photo[118:326, 108:420].reshape(104, 2, 156, 2).mean(axis=(1, 3)).round()
WIDE = small.shape[1]
CUT = WIDE // 2  # the column from which on the result is shown
KERNEL = right_minus_left


def filtered():
    """Return the result for every pixel; beyond the border the last pixel goes on."""
    return slide(np.pad(small, 1, mode="edge"), KERNEL)


def shown(result):
    """Return the greys of a result whose mean is zero: zero is mid-grey, and two steps make one grey level."""
    return (128 + result / 2).clip(0, 255)


def exact(greys):
    """Return greys as colours: Matplotlib's map of greys makes a tenth of them darker by one."""
    return np.repeat(greys.round().astype(np.uint8)[..., None], 3, axis=2)


def place():
    """Return the row and column of the strongest step from dark to bright around the eyes."""
    part = filtered()[20:40, CUT + 4 : CUT + 40]
    r, c = np.unravel_index(part.argmax(), part.shape)
    return r + 20, c + CUT + 4


def window():
    """Return the nine grey values there."""
    r, c = place()
    return small[r - 1 : r + 2, c - 1 : c + 2]


def facts():
    """Numbers that the pages quote."""
    return {"sum": int((window() * KERNEL).sum())}


def figure(t):
    """Show a photograph whose right half is the result, and below one window of it, multiplied and added."""
    cell = 30
    wide = 336 / cell
    pixel = wide / WIDE
    high = small.shape[0] * pixel
    fig, ax = drawing.canvas(wide, high + 5.4, cell=cell)
    drawing.picture(ax, exact(small), 0, 0, wide, exact=True)
    drawing.picture(ax, exact(shown(filtered())[:, CUT:]), CUT * pixel, 0, wide / 2)
    r, c = place()
    x, y = (c + 0.5) * pixel, (r + 0.5) * pixel
    half = 0.3  # side of the frame on the picture, in cells; larger than the window, so that it can be seen
    drawing.frame(ax, x - half, y - half, 2 * half, 2 * half)
    row = high + 1.3
    products = window() * KERNEL
    for left, values, role, title in (
        (0.1, window(), "input", t("Window")),
        (4.1, KERNEL, "kernel", t("Kernel")),
        (8.1, products, "window-1", t("Products")),
    ):
        drawing.grid(ax, values, left, row, role=role, title=title)
    drawing.text(ax, 3.6, row + 1.5, "×", size=drawing.SIGN)
    drawing.text(ax, 7.6, row + 1.5, "=", size=drawing.SIGN)
    drawing.text(ax, wide / 2, row + 3.55, drawing.sums(products.ravel()), size=drawing.SMALL)
    return fig
