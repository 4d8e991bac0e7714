"""Exercise: a kernel for edges along one diagonal."""

import numpy as np

from snippets.shared import drawing

DARK, BRIGHT = 2, 8

_row, _column = np.mgrid[-1:2, -1:2]
falling = np.where(_row + _column > 0, BRIGHT, DARK)  # brighter at the lower right
upright = np.where(_column >= 0, BRIGHT, DARK)
rising = np.where(_row - _column <= 0, BRIGHT, DARK)  # brighter at the upper right
PATCHES = (falling, upright, rising)

KERNEL = np.array([
    [-2, -1, 0],
    [-1, 0, 1],
    [0, 1, 2],
])


def facts():
    """One kernel that answers, and its responses."""
    found = {"kernel": KERNEL}
    for number, patch in enumerate(PATCHES, 1):
        found[f"response_{number}"] = np.sum(KERNEL * patch)
    return found


def figure(t):
    """Draw the three patches."""
    fig, ax = drawing.canvas(11, 4.3)
    for i, patch in enumerate(PATCHES):
        roles = {(int(r), int(c)): "window-2" for r, c in np.argwhere(patch == BRIGHT)}
        drawing.grid(ax, patch, 0.3 + 3.7 * i, 1, title=t("patch {n}", n=i + 1), roles=roles)
    return fig
