"""Transposed convolution as a convolution: zeros between the pixels, and the kernel turned."""

# --8<-- [start:imports]
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

# --8<-- [end:imports]
from snippets.shared import drawing

# --8<-- [start:spread]
small = np.array([2, -1, 3])
kernel = np.array([1, 4, 2])
spread = np.zeros(5, int)
spread[::2] = small  # stride 2: one zero between
spread = np.pad(spread, 2)  # k - 1 zeros at each end
print(spread)
#> [ 0  0  2  0 -1  0  3  0  0]
print(sliding_window_view(spread, 3) @ kernel[::-1])
#> [ 2  8  3 -4  1 12  6]
# --8<-- [end:spread]


def figure(t):
    """Draw the row with its zeros, the turned kernel under one window, and the result."""
    n, k = len(spread), len(kernel)
    at = 4
    fig, ax = drawing.canvas(11.4, 8)
    left = 1.2
    zeros = {(0, i): "padding" for i in range(n) if i not in (2, 4, 6)}
    drawing.grid(ax, spread[None], left, 1, roles=zeros, title=t("Input with zeros"))
    drawing.window(ax, left + at, 1, k, 1)
    drawing.grid(ax, kernel[None, ::-1], left + at, 3.4, role="kernel", title=t("turned kernel"))
    middle = left + at + k / 2
    result = sliding_window_view(spread, k) @ kernel[::-1]
    drawing.grid(ax, result[None], left + 1, 5.8, role="output", roles={(0, at): "window-1"})
    drawing.arrow(ax, (middle, 4.6), (middle, 5.7))
    drawing.text(ax, left + n / 2, 7.3, t("Output"))
    return fig
