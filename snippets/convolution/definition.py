"""Which cell of the picture each symbol of the formula is."""

import numpy as np

from snippets.convolution.sliding import convolve, w, x
from snippets.shared import drawing

R, C = 1, 0  # the output pixel
DOWN, ALONG = 0, 2  # the weight


def facts():
    """Numbers that the pages quote."""
    return {"weight": w[DOWN, ALONG], "pixel": x[R + DOWN, C + ALONG], "result": convolve(x, w)[R, C]}


def figure(t):
    """Draw input, kernel and output with row and column numbers; one product and one output pixel stand out."""
    k = len(w)
    fig, ax = drawing.canvas(11.9, 11.3)
    one, two = drawing.WINDOWS[:2]

    at_x, at_y = 1.1, 1.9
    inside = {(R + i, C + j): one for i in range(k) for j in range(k)} | {(R + DOWN, C + ALONG): two}
    draw_numbered(ax, x, at_x, at_y, roles=inside, title=t("Input") + "  x")
    drawing.window(ax, at_x + C, at_y + R, k, k, role=one)
    drawing.window(ax, at_x + C + ALONG, at_y + R + DOWN, 1, 1, role=two, inset=0.12)

    to_x, to_y = 7.6, 2.4
    draw_numbered(ax, w, to_x, to_y, role="kernel", roles={(DOWN, ALONG): two}, title=t("Kernel") + "  w")
    drawing.window(ax, to_x + ALONG, to_y + DOWN, 1, 1, role=two, inset=0.12)

    out_x, out_y = 2.1, 8.2
    draw_numbered(ax, convolve(x, w), out_x, out_y, role="output", roles={(R, C): one}, title=t("Output") + "  y")
    drawing.window(ax, out_x + C, out_y + R, 1, 1, role=one)

    lines = [
        f"r = {R},  c = {C}",
        f"i = {DOWN},  j = {ALONG}",
        f"w[{DOWN}, {ALONG}] = {w[DOWN, ALONG]}",
        f"x[{R} + {DOWN}, {C} + {ALONG}] = x[{R + DOWN}, {C + ALONG}] = {x[R + DOWN, C + ALONG]}",
    ]
    for number, line in enumerate(lines):
        drawing.text(ax, 5.3, out_y - 0.35 + 0.9 * number, line, ha="left")
    return fig


def draw_numbered(ax, values, at_x, at_y, *, role="input", roles=None, title):
    """Draw a grid with the numbers of its rows and columns outside."""
    rows, columns = np.shape(values)
    drawing.grid(ax, values, at_x, at_y, role=role, roles=roles)
    drawing.text(ax, at_x + columns / 2, at_y - 1.15, title)
    for r in range(rows):
        drawing.text(ax, at_x - 0.4, at_y + r + 0.5, str(r), role="muted", size=drawing.SMALL)
    for c in range(columns):
        drawing.text(ax, at_x + c + 0.5, at_y - 0.4, str(c), role="muted", size=drawing.SMALL)
