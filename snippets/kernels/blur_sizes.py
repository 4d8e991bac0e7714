"""A photograph under means of growing size, with the border that each size costs."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.cbook import get_sample_data
from numpy.lib.stride_tricks import sliding_window_view

from snippets import drawing

SIZES = (3, 5, 7, 15)


def figure(t):
    """Show four means in their places; the frame is as large as the photograph."""
    photo = plt.imread(get_sample_data("grace_hopper.jpg", asfileobj=False)).mean(axis=2)
    face = photo[136:308, 178:350]
    panels = []
    for k in SIZES:
        mean = sliding_window_view(face, (k, k)).mean(axis=(2, 3))
        panels.append((t("mean of {k} × {k}", k=k), np.pad(mean, k // 2, constant_values=np.nan)))
    return drawing.photos(panels, width=172, framed=True)
