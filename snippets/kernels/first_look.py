"""What a kernel does to a picture, at one place and everywhere: the figure of the first screen."""

import numpy as np

from snippets.kernels.photo_filters import edges, photo
from snippets.kernels.photo_filters import right_minus_left as kernel
from snippets.shared import drawing

SIDE = 162  # pixels of the photograph in a panel, each one px wide
TOP, LEFT = 140, 184


def place():
    """Return the row and column, in the shown part, of the middle of the strongest step from dark to bright."""
    shown = edges[TOP + 40 : TOP + SIDE - 40, LEFT + 40 : LEFT + SIDE - 40]
    r, c = np.unravel_index(shown.argmax(), shown.shape)
    return r + 41, c + 41  # the kernel's centre is one pixel further in


def window():
    """Return the nine grey values there, rounded, as the figure shows them."""
    r, c = place()
    return photo[TOP + r - 1 : TOP + r + 2, LEFT + c - 1 : LEFT + c + 2].round()


def facts():
    """Numbers that the pages quote."""
    return {"sum": int((window() * kernel).sum())}


def figure(t):
    """Show a photograph and its edges, and below one window of it, multiplied and added."""
    cell, gap, top = 32, 0.7, 0.9
    panel = SIDE / cell
    right = panel + gap
    fig, ax = drawing.canvas(right + panel, 10.8, cell=cell)
    part = slice(TOP, TOP + SIDE), slice(LEFT, LEFT + SIDE)
    signed = 128 + edges[TOP - 1 :, LEFT - 1 :][:SIDE, :SIDE] * (127 / 220)  # 0 becomes mid-grey
    drawing.picture(ax, photo[part], 0, top, panel, title=t("photograph"))
    drawing.picture(ax, signed.clip(0, 255), right, top, panel, title=t("edges pulled out"))
    r, c = place()
    x, y = (c + 0.5) / cell, top + (r + 0.5) / cell
    half = 0.25  # side of the frames on the pictures, in cells; larger than the window, so that it can be seen
    for left in (0, right):
        drawing.frame(ax, left + x - half, y - half, 2 * half, 2 * half)
    row = top + panel + 1.7
    drawing.grid(ax, window(), 0.1, row, title=t("Window"))
    drawing.window(ax, 0.1, row, 3, 3, inset=0)
    for corner, end in ((x - half, 0.1), (x + half, 3.1)):
        drawing.line(ax, (corner, end), (y + half, row), role="window-1", width=0.8)
    drawing.text(ax, 3.55, row + 1.5, "×")
    drawing.grid(ax, kernel, 4, row, role="kernel", title=t("Kernel"))
    result = right + x - 0.5
    drawing.arrow(ax, (7.2, row + 1.5), (result - 0.2, row + 1.5))
    drawing.text(ax, (7 + result) / 2, row + 1.05, t("add"), size=drawing.SMALL)
    drawing.cell(ax, result, row + 1, facts()["sum"], role="window-1")
    drawing.line(ax, (right + x, right + x), (y + half, row + 1), role="window-1", width=0.8)
    drawing.text(ax, result + 0.5, row + 2.45, t("Output"))
    return fig
