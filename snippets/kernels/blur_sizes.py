"""A photograph under means of growing size, with the border that each size costs."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from snippets.shared import drawing
from snippets.shared.photograph import FACE

SIZES = (3, 5, 7, 15)


def figure(t):
    """Show four means, each in a frame as large as the photograph, so that the lost border stays empty."""
    panels = []
    for k in SIZES:
        mean = sliding_window_view(FACE, (k, k)).mean(axis=(2, 3))
        panels.append((t("mean of {k} × {k}", k=k), np.pad(mean, k // 2, constant_values=np.nan)))
    return drawing.photos(panels, width=172, framed=True)
