"""Exercise: what a picture of bands leaves open in a learned kernel."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

BANDS = np.array([3, 7, 2, 5, 4])[:, None] * np.ones((1, 4), int)
DOT = np.pad([[6]], 1)
ONE = np.array([
    [-1, -2, -1],
    [0, 0, 0],
    [1, 2, 1],
])
OTHER = np.array([
    [-4, 0, 0],
    [3, -5, 2],
    [0, 1, 3],
])


def slide(image, kernel):
    """Return one weighted sum for each position."""
    return (sliding_window_view(image, kernel.shape) * kernel).sum(axis=(2, 3))


def facts():
    """Return the picture, both kernels, what they share and where they differ."""
    output = slide(BANDS, ONE)
    assert (output == slide(BANDS, OTHER)).all()
    sums = ONE.sum(axis=1, keepdims=True)
    assert (sums == OTHER.sum(axis=1, keepdims=True)).all()
    windows = sliding_window_view(BANDS, ONE.shape).reshape(-1, ONE.size)
    fixed = np.linalg.matrix_rank(windows)  # how many of the equations are independent
    return {
        "bands": BANDS,
        "one": ONE,
        "other": OTHER,
        "output": output,
        "sums": sums,
        "weights": ONE.size,
        "fixed": fixed,
        "free": ONE.size - fixed,
        "dot": DOT,
        "dot_other": slide(DOT, OTHER)[0, 0],
    }
