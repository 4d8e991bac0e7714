"""Exercise: the response of a kernel at one position."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from snippets.shared import drawing

IMAGE = np.array([
    [4, 1, 0, 7, 2],
    [2, 5, 3, 6, 1],
    [0, 8, 2, 4, 9],
    [7, 3, 1, 5, 0],
])
KERNEL = np.array([
    [0, 1, -2],
    [3, 0, 1],
    [-1, 2, 0],
])
ROW, COLUMN = 1, 2  # the top left pixel of the window

window = IMAGE[ROW : ROW + 3, COLUMN : COLUMN + 3]
output = (sliding_window_view(IMAGE, KERNEL.shape) * KERNEL).sum(axis=(2, 3))


def facts():
    """Return the products, their sum, and the output."""
    return {
        "products": window * KERNEL,
        "response": np.sum(window * KERNEL),
        "rows": output.shape[0],
        "columns": output.shape[1],
        "output": output,
        "flipped": np.sum(window * KERNEL[::-1, ::-1]),
    }


def figure(t):
    """Draw the input with its window, and the kernel."""
    fig, ax = drawing.canvas(10.4, 5.2)
    inside = [(ROW + i, COLUMN + j) for i in range(3) for j in range(3)]
    drawing.grid(ax, IMAGE, 0.3, 1, title=t("Input"), roles=dict.fromkeys(inside, "window-1"))
    drawing.window(ax, 0.3 + COLUMN, 1 + ROW, 3, 3)
    drawing.grid(ax, KERNEL, 7, 1.5, role="kernel", title=t("Kernel"))
    return fig
