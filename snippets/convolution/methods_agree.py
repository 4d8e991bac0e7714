"""All the ways to convolve, on the same part of a photograph: how far their results differ."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.cbook import get_sample_data

from snippets.convolution.by_columns import by_columns
from snippets.convolution.by_fourier import by_fourier
from snippets.convolution.by_loops import by_loops
from snippets.convolution.by_shifts import by_shifts
from snippets.convolution.by_windows import by_windows

WAYS = {"windows": by_windows, "shifts": by_shifts, "columns": by_columns, "fourier": by_fourier}
SIDE, KERNEL_SIZE = 64, 7
# Powers of ten that the differences stay below, in whatever order products are added up.
LIMITS = {"double": ("float64", -13), "single": ("float32", -4)}


def example():
    """Return the colours of a part of the photograph added up, and whole weights: every sum of products is exact."""
    photo = plt.imread(get_sample_data("grace_hopper.jpg", asfileobj=False))
    part = photo[180:180 + SIDE, 220:220 + SIDE].sum(axis=2, dtype=np.int64)
    return part, np.random.default_rng(0).integers(-9, 10, (KERNEL_SIZE, KERNEL_SIZE))


def apart(image, kernel):
    """Return for each way the largest difference from the loops, over the largest result."""
    loops = by_loops(image, kernel)
    return {name: np.abs(way(image, kernel) - loops).max() / np.abs(loops).max() for name, way in WAYS.items()}


def facts():
    """Numbers that the pages quote: limits that hold on every machine, instead of differences that vary."""
    whole, weights = example()
    image, kernel = whole / 765, weights / 7  # neither is exact in binary
    found: dict[str, object] = {"side": SIDE, "kernel_size": KERNEL_SIZE}
    found["exact"] = sum(bool(gap == 0) for gap in apart(whole, weights).values())
    for name, (dtype, power) in LIMITS.items():
        gaps = apart(image.astype(dtype), kernel.astype(dtype))
        assert gaps.pop("shifts") == 0, f"in {dtype}, the shifted views differ from the loops"
        assert all(gap < 10.0**power for gap in gaps.values()), f"the page says something else of {dtype}: {gaps}"
        found[name] = f"10^{{{power}}}"
    return found
