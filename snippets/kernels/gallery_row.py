"""The look of the gallery: the photograph, a kernel and the filtered photograph in a row."""

import numpy as np

from snippets.shared import drawing
from snippets.shared.photograph import PHOTO

CELL = 27  # px
PICTURE = 104, 160  # px, width and height
LEFT, TOP = 76, 50  # of the part of the photograph that figures show

photo = PHOTO.reshape(300, 2, 256, 2).mean(axis=(1, 3))


def part(result, left=LEFT, top=TOP, size=PICTURE):
    """Cut the same part out of the photograph or out of a result, which has lost its border."""
    top -= (photo.shape[0] - result.shape[0]) // 2
    left -= (photo.shape[1] - result.shape[1]) // 2
    return result[top : top + size[1], left : left + size[0]]


def signed(values, scale):
    """Turn values of both signs into grey values: 0 becomes mid-grey."""
    return 127.5 + scale * values


def draw_rows(t, entries):
    """Draw a row for each (title, weights, divisor, result): weights with their sum, result; left, the photograph."""
    width, height = PICTURE[0] / CELL, PICTURE[1] / CELL
    pitch = height + 1.1
    fig, ax = drawing.canvas(357 / CELL, 0.9 + pitch * len(entries) - 0.1, CELL)
    right = 357 / CELL - width
    middle = (357 / CELL) / 2
    first = 0.9 + pitch * (len(entries) - 1) / 2
    drawing.text(ax, width / 2, first - 0.45, t("before"))
    drawing.picture(ax, part(photo), 0, first, width)
    drawing.text(ax, right + width / 2, 0.45, t("after"))
    for i, (title, weights, divisor, result) in enumerate(entries):
        y = 0.9 + pitch * i
        count = np.array(weights.shape)
        lines = [t("divided by {n}", n=divisor)] if divisor != 1 else []
        lines.append(t("sum: {n}", n=format(weights.sum() / divisor, "g")))
        top = y + (height - count[0] - 0.5 * len(lines)) / 2
        drawing.text(ax, middle, y - 0.45, title)
        drawing.grid(ax, weights, middle - count[1] / 2, top, role="kernel")
        for n, line in enumerate(lines):
            drawing.text(ax, middle, top + count[0] + 0.35 + 0.5 * n, line, size=drawing.SMALL)
        drawing.picture(ax, part(result), right, y, width)
    return fig
