"""A soft edge after a bilateral filter: steeper than it was."""

import numpy as np

from snippets.kernels.bilateral_filter import bilateral

SLOPE = np.interp(np.arange(60), [20, 28], [50, 200])
TIMES = 3


def facts():
    """Steepest step of a soft edge, before and after some rounds of the filter."""
    x = np.tile(SLOPE, (15, 1))
    for _ in range(TIMES):
        x = bilateral(x, 15, width=4, tolerance=40)
    return {
        "times": TIMES,
        "before": np.abs(np.diff(SLOPE)).max(),
        "after": np.abs(np.diff(x[7])).max(),
    }
