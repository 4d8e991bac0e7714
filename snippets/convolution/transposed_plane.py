"""The matrix of a convolution in the plane: 3x3 weights over 4x4 pixels."""

import numpy as np

from snippets.shared import drawing

SIDE, KERNEL_SIZE = 4, 3
K = np.arange(1, KERNEL_SIZE**2 + 1).reshape(KERNEL_SIZE, KERNEL_SIZE)


def matrix():
    """Return a row for each result, which holds the weight of every pixel."""
    windows = SIDE - KERNEL_SIZE + 1
    rows = []
    for r, c in np.ndindex(windows, windows):
        row = np.zeros((SIDE, SIDE), int)
        row[r:r + KERNEL_SIZE, c:c + KERNEL_SIZE] = K
        rows.append(row.ravel())
    return np.array(rows)


def facts():
    """Numbers that the pages quote."""
    A = matrix()
    reached = (A != 0).sum(axis=0)
    return {"rows": A.shape[0], "columns": A.shape[1], "most": reached.max(), "corner": reached[0]}


def figure(t):
    """Draw the matrix; a cell without colour is a zero, and an arrow marks the column of one pixel."""
    A = matrix()
    rows, columns = A.shape
    cell = 21
    fig, ax = drawing.canvas(columns + 1, rows + 3.9, cell=cell)
    left, top = 0.5, 1.8
    colours = {(int(r), int(c)): drawing.WINDOWS[r] for r, c in np.argwhere(A)}
    shown = np.where(A == 0, np.nan, A)
    drawing.grid(ax, shown, left, top, role="paper", roles=colours)
    for r in range(SIDE):
        x = left + SIDE * r
        drawing.text(ax, x + SIDE / 2, top - 0.6, t("input row {n}", n=r + 1), size=drawing.SMALL)
        if r:
            drawing.line(ax, (x, x), (top, top + rows), width=2)
    pixel = left + SIDE + 1.5
    drawing.arrow(ax, (pixel, top + rows + 0.9), (pixel, top + rows + 0.1))
    drawing.text(ax, pixel, top + rows + 1.4, t("all results that one pixel reaches"), size=drawing.SMALL)
    return fig
