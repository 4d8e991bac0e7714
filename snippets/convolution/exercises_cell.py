"""Exercise: one cell of the output, with the kernel as it is and with the kernel turned."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from snippets.shared import drawing

X = np.array([
    [2, 0, 1, 3, 1],
    [1, 4, 0, 2, 5],
    [3, 1, 2, 0, 1],
    [0, 2, 6, 1, 3],
])
W = np.array([
    [1, 0, -1],
    [2, 1, 0],
    [0, -1, 3],
])
ROW, COLUMN = 1, 2


def sum_as_maths(window, kernel):
    """Write the sum of products as maths, without those whose weight is zero."""
    terms = [
        rf"{w} \cdot {x}" if w >= 0 else rf"({w}) \cdot {x}"
        for w, x in zip(kernel.flat, window.flat, strict=True)
        if w
    ]
    return f"{' + '.join(terms)} = {(window * kernel).sum()}"


def facts():
    """Numbers that the pages quote: the window, both sums and the whole output."""
    windows = sliding_window_view(X, W.shape)
    window = windows[ROW, COLUMN]
    turned = W[::-1, ::-1]
    return {
        "row": ROW,
        "column": COLUMN,
        "rows": windows.shape[0],
        "columns": windows.shape[1],
        "window": window,
        "sum": sum_as_maths(window, W),
        "turned": turned,
        "turned_sum": sum_as_maths(window, turned),
    }


def figure(t):
    """Draw the input and the kernel."""
    fig, ax = drawing.canvas(10.6, 5.3)
    drawing.grid(ax, X, 0.4, 1, title=t("Input"))
    drawing.grid(ax, W, 7.1, 1, role="kernel", title=t("Kernel"))
    return fig
