"""One worked line for each count of parameters and operations on the cheat sheet."""

from snippets.convolution.layer_counts import multiply_adds, parameters
from snippets.convolution.work_counted import SIDE, crossover

CHANNELS_IN, CHANNELS_OUT, K, SIDE_OUT = 16, 48, 3, 28
PASSES = 9


def facts():
    """Return the counts of one layer, whole and split, and of one kernel in two ways."""
    whole = parameters(CHANNELS_IN, CHANNELS_OUT, K, bias=False)
    depthwise = parameters(CHANNELS_IN, CHANNELS_IN, K, groups=CHANNELS_IN, bias=False)
    pointwise = parameters(CHANNELS_IN, CHANNELS_OUT, 1, bias=False)
    return {
        "layer": rf"{CHANNELS_IN} \to {CHANNELS_OUT},\; {K} \times {K}",
        "parameters": rf"{CHANNELS_OUT} \cdot ({CHANNELS_IN} \cdot {K**2} + 1) = "
        rf"{parameters(CHANNELS_IN, CHANNELS_OUT, K)}",
        "side": SIDE_OUT,
        "work": multiply_adds(CHANNELS_IN, CHANNELS_OUT, K, SIDE_OUT) / 1e6,
        "split": f"{depthwise} + {pointwise} = {depthwise + pointwise}",
        "whole": whole,
        "k": PASSES,
        "once": f"k^2 = {PASSES**2}",
        "passes": f"2k = {2 * PASSES}",
        "image": SIDE,
        "fourier_from": crossover(SIDE),
    }
