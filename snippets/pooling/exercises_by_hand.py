"""Exercise: pool a small grid by hand."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from snippets.shared import drawing

GRID = np.array([
    [5, 2, 7, 0, 1, 6],
    [3, 6, 4, 9, 2, 3],
    [0, 8, 4, 2, 7, 5],
    [1, 3, 6, 0, 1, 3],
])

tiles = sliding_window_view(GRID, (2, 2))[::2, ::2]
overlapping = sliding_window_view(GRID, (3, 3))


def facts():
    """Return the results, and in how many overlapping windows the largest pixel is."""
    maxima = overlapping.max(axis=(2, 3))
    return {
        "maximum": tiles.max(axis=(2, 3)),
        "mean": tiles.mean(axis=(2, 3)),
        "overlapping": maxima,
        "windows": maxima.size,
        "largest": GRID.max(),
        "with_largest": np.sum(maxima == GRID.max()),
    }


def figure(t):
    """Draw the grid with its windows of two by two."""
    fig, ax = drawing.canvas(6.6, 5.2)
    drawing.text(ax, 3.3, 0.5, t("Input"))
    colours = [*drawing.WINDOWS, *drawing.WINDOWS]
    places = [(r, c) for r in range(0, 4, 2) for c in range(0, 6, 2)]
    inside = [(i, j) for i in range(2) for j in range(2)]
    roles = {(r + i, c + j): role for (r, c), role in zip(places, colours, strict=False) for i, j in inside}
    drawing.grid(ax, GRID, 0.3, 1, roles=roles)
    for (r, c), role in zip(places, colours, strict=False):
        drawing.window(ax, 0.3 + c, 1 + r, 2, 2, role=role)
    return fig
