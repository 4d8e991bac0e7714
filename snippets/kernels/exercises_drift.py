"""Exercise: where twelve means of two by two carry a dot."""

import numpy as np

ROW, COLUMN, TIMES = 40, 25, 12


def mean(image, corner):
    """Return means of two by two, put at the top left pixel of their window (0) or at the bottom right one (1)."""
    total = sum(np.roll(image, (down, right), (0, 1)) for down in (0, 1) for right in (0, 1)) / 4
    return total if corner else np.roll(total, (-1, -1), (0, 1))


def centre(image):
    """Return the centre of mass."""
    rows, columns = np.indices(image.shape)
    return np.sum(rows * image) / image.sum(), np.sum(columns * image) / image.sum()


def facts():
    """Where the dot is found."""
    dot = np.zeros((64, 64))
    dot[ROW, COLUMN] = 1
    once = centre(mean(dot, 0))
    always = alternating = dot
    for step in range(TIMES):
        always = mean(always, 0)
        alternating = mean(alternating, step % 2)
    return {
        "row": ROW,
        "column": COLUMN,
        "times": TIMES,
        "once": ROW - once[0],
        "moved": ROW - centre(always)[0],
        "row_after": centre(always)[0],
        "column_after": centre(always)[1],
        "row_alternating": centre(alternating)[0],
        "column_alternating": centre(alternating)[1],
    }
