"""Padding and stride together: the window hangs over the border and moves by two."""

import numpy as np

from snippets.convolution.transposed_gradient import K, X
from snippets.shared import drawing

P, S = 1, 2
padded = np.pad(X, P)
starts = range(0, len(padded) - len(K) + 1, S)
places = [(r, c) for r in starts for c in starts]
windows = [padded[r : r + len(K), c : c + len(K)] for r, c in places]
y = np.array([np.sum(window * K) for window in windows]).reshape(len(starts), len(starts))


def real(r, c):
    """Return which cells of a window are pixels of the picture."""
    return np.pad(np.ones(X.shape, bool), P)[r : r + len(K), c : c + len(K)]


def facts():
    """Numbers that the pages quote."""
    return {"n": len(X), "size": len(y), "corner": np.sum(~real(0, 0))}


def figure(t):
    """Draw each step: the window with what hangs over, the sum of the products that count, the output so far."""
    n, k, m = len(padded), len(K), len(y)
    fig, ax = drawing.canvas(10.9, 11.2, cell=26)
    rim = {place: "padding" for place in np.ndindex(n, n) if not P <= min(place) <= max(place) < n - P}
    cells = []
    for r, c in places:
        inside = {(r + int(i), c + int(j)): "window-1" for i, j in np.argwhere(real(r, c))}
        cells.append(rim | inside)
    drawing.changing(ax, [padded] * y.size, 0.1, 1, roles=cells, title=t("Input with padding"))
    drawing.distance(ax, 0.1, 8.35, S, t("stride {n}", n=S))
    drawing.grid(ax, K, 7.8, 1, role="kernel", title=t("Kernel"))
    so_far = [np.where(np.arange(y.size).reshape(y.shape) <= step, y, np.nan) for step in range(y.size)]
    written = [{divmod(step, m): "window-1"} for step in range(y.size)]
    drawing.changing(ax, so_far, 7.8, 5, role="output", roles=written, title=t("Output"))
    for step, ((r, c), window) in enumerate(zip(places, windows, strict=True), 1):
        counts = real(r, c)
        with drawing.during(ax, step, step):
            drawing.window(ax, 0.1 + c, 1 + r, k, k)
        label = t("{n} of {k} weights lie on padding", n=np.sum(~counts), k=K.size)
        drawing.says(ax, 5.45, 9.9, label, step, step)
        drawing.says(ax, 5.45, 10.7, drawing.sums((window * K)[counts]), step, step)
    return fig
