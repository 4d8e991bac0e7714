"""Exercise: a row shifted by one pixel, and by two."""

import numpy as np

from snippets.shared import drawing

ROW = np.array([3, 1, 0, 8, 2, 2, 5, 1])


def pool(row):
    """Return the maximum and the mean of windows of two with stride two."""
    return row.reshape(-1, 2).max(axis=1), row.reshape(-1, 2).mean(axis=1)


def facts():
    """Return the results of the row and of its shifted copies."""
    found = {"lowest": pool(np.roll(ROW, 1))[1].min()}
    for shift in (0, 1, 2):
        maximum, mean = pool(np.roll(ROW, shift))
        found |= {f"maximum_{shift}": maximum, f"mean_{shift}": mean}
    return found


def figure(t):
    """Draw the row and its copy shifted by one, with the windows."""
    fig, ax = drawing.canvas(8.6, 5.2)
    for top, title, row in ((1, t("Input"), ROW), (3.7, t("Input, moved"), np.roll(ROW, 1))):
        roles = {(0, c): drawing.WINDOWS[c // 2] for c in range(len(row))}
        drawing.grid(ax, row[None], 0.3, top, title=title, roles=roles)
        for c in range(0, len(row), 2):
            drawing.window(ax, 0.3 + c, top, 2, 1, role=drawing.WINDOWS[c // 2])
    return fig
