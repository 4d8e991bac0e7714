"""Exercise: which pixels no window sees."""

import numpy as np

from snippets.shared import drawing

SIDE, WINDOW, STRIDE = 7, 2, 3

starts = range(0, SIDE - WINDOW + 1, STRIDE)
seen = np.zeros((SIDE, SIDE), bool)
for row in starts:
    for column in starts:
        seen[row : row + WINDOW, column : column + WINDOW] = True
rows_seen = np.flatnonzero(seen.any(axis=1)) + 1  # counted from one, as a reader does
rows_missed = np.flatnonzero(~seen.any(axis=1)) + 1


def facts():
    """Return the rows seen and missed, and the pixels counted."""
    found = {f"seen_{n}": row for n, row in enumerate(rows_seen, 1)}
    found |= {f"missed_{n}": row for n, row in enumerate(rows_missed, 1)}
    return found | {
        "side": SIDE,
        "window": WINDOW,
        "stride": STRIDE,
        "windows": len(starts) ** 2,
        "pixels": seen.size,
        "pixels_seen": np.sum(seen),
        "missed": np.sum(~seen),
        "share": np.mean(~seen),
    }


def figure(t):
    """Draw the windows and cross out what they miss."""
    fig, ax = drawing.canvas(SIDE + 0.6, SIDE + 1.2)
    drawing.text(ax, 0.3 + SIDE / 2, 0.5, t("Input"))
    roles = {(int(r), int(c)): "unseen" for r, c in np.argwhere(~seen)}
    places = [(r, c) for r in starts for c in starts]
    for (r, c), role in zip(places, drawing.WINDOWS, strict=True):
        roles |= {(r + i, c + j): role for i in range(WINDOW) for j in range(WINDOW)}
    drawing.grid(ax, [[""] * SIDE] * SIDE, 0.3, 1, roles=roles)
    for (r, c), role in zip(places, drawing.WINDOWS, strict=True):
        drawing.window(ax, 0.3 + c, 1 + r, WINDOW, WINDOW, role=role)
    return fig
