"""What a layer of a network adds to a convolution: a bias, an activation, and often pooling."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from snippets.convolution.on_photo import grey, y
from snippets.shared import drawing

BIAS = -60


def layer():
    """Return the output with its bias, what the activation gives, and what pooling leaves of it."""
    shifted = y + BIAS
    active = np.maximum(shifted, 0)
    windows = sliding_window_view(active, (2, 2))[::2, ::2]
    return shifted, active, windows.max(axis=(2, 3))


def facts():
    """Numbers that the pages quote."""
    _, active, pooled = layer()
    return {"bias": BIAS, "silent": np.mean(active == 0), "side": len(active), "pooled_side": len(pooled)}


def figure(t):
    """Show what comes out of each step."""
    shifted, active, pooled = layer()
    panels = [(t("bias"), grey(shifted)), (t("activation"), grey(active)), (t("max pooling"), grey(pooled))]
    return drawing.photos(panels, columns=3, width=112)
