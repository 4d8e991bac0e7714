"""What can go wrong between the two passes: padding, rounding, whole numbers."""

import numpy as np

from snippets.kernels.two_passes import across, down
from snippets.shared.photograph import FACE

COLUMN, ROW = np.array([1, 2, 1]), np.array([-1, 0, 1])  # Sobel
GAUSS = np.array([1, 4, 6, 4, 1]) / 16
WHITE = 255
MODES = ("constant", "reflect", "symmetric", "edge", "wrap")


def border_gap(mode, **values):
    """Return the largest difference between padding once and padding before each pass."""
    once = across(down(np.pad(FACE, 1, mode=mode, **values), COLUMN), ROW)
    first = down(np.pad(FACE, ((1, 1), (0, 0)), mode=mode, **values), COLUMN)
    second = across(np.pad(first, ((0, 0), (1, 1)), mode=mode, **values), ROW)
    return np.abs(once - second).max()


def facts():
    """Numbers that the pages quote."""
    first = down(FACE, GAUSS)
    straight = across(first, GAUSS).round()
    rounded = across(first.round(), GAUSS).round()
    d = np.arange(-2, 3)
    bell = np.exp(-(d[:, None] ** 2 + d**2) / 2)
    whole = (bell / bell[0, 0]).round()
    values = np.linalg.svd(whole, compute_uv=False)
    return {
        "equal": sum(border_gap(mode) < 1e-9 for mode in MODES),
        "white": border_gap("constant", constant_values=WHITE),
        "share_rounded": (straight != rounded).mean(),
        "most_rounded": np.abs(straight - rounded).max(),
        "largest": COLUMN.sum() * WHITE,
        "whole": whole.astype(int),
        "rank_whole": np.linalg.matrix_rank(whole),
        "second_whole": values[1] / values[0],
    }
