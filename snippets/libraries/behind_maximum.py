"""What a maximum sends back: the gradient of each window goes to one pixel, and is added there."""

import numpy as np

from snippets.functions.pool2d import max_pool2d
from snippets.functions.pool2d_grad import max_pool2d_grad
from snippets.shared import drawing

ROW = np.array([1, 5, 2, 0])
GRAD = np.array([1, 10, 100])
BACK = max_pool2d_grad(ROW[None], GRAD[None], (1, 2), stride=1)[0]
WHERE = max_pool2d(ROW[None], (1, 2), stride=1, return_indices=True)[1][0]


def facts():
    """Numbers that the pages quote."""
    return {"twice": BACK[WHERE[0]], "first": GRAD[0], "second": GRAD[1]}


def figure(t):
    """Draw the row, its windows with the gradient of each, and what comes back to each pixel."""
    fig, ax = drawing.canvas(9.4, 8.2)
    left = 0.2
    drawing.grid(ax, ROW[None], left, 1, title=t("Input"))
    for i, (place, grad) in enumerate(zip(WHERE, GRAD, strict=True)):
        top, role = 2.4 + 1.4 * i, drawing.WINDOWS[i]
        drawing.grid(ax, ROW[None, i : i + 2], left + i, top, roles={(0, int(place) - i): role})
        drawing.window(ax, left + i, top, 2, 1, role=role)
        drawing.arrow(ax, (6.9, top + 0.5), (left + i + 2.2, top + 0.5))
        drawing.cell(ax, 7.3, top, grad, role=role)
    drawing.text(ax, 7.8, 1.9, t("Gradient"))
    drawing.grid(ax, BACK[None], left, 7.1, roles={(0, int(WHERE[0])): "window-1", (0, int(WHERE[2])): "window-3"})
    drawing.text(ax, 4.6, 7.6, t("Gradient of the input"), ha="left")
    return fig
