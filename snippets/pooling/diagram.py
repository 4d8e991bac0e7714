"""The worked diagram of a stride: windows, result, and how often each pixel is seen."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from snippets.pooling.how_often import seen
from snippets.shared import drawing

TIMES = {0: "never: {n} pixels", 1: "once: {n} pixels"}
LEFT, TOP, WIDTH = 0.9, 1.0, 9.6


def draw_walk(t, image, kernel_size, stride):
    """Draw a window that walks over an image: its maximum, the result so far, how many windows saw each pixel so far.

    Windows that do not overlap keep their colours.
    """
    n, pooled = len(image), maxima(image, kernel_size, stride)
    m = len(pooled)
    fig, ax = drawing.canvas(WIDTH, TOP + 2 * n + 2.1)
    places = list(np.ndindex(m, m))
    marks = missed(n, kernel_size, stride)
    coloured, times = dict(marks), np.zeros(image.shape)
    inside, counts = [], []
    for r, c in places:
        if stride < kernel_size:
            coloured = dict(marks)
        for i, j in np.ndindex(kernel_size, kernel_size):
            pixel = r * stride + i, c * stride + j
            coloured[pixel] = colour(r, c)
            times[pixel] += 1
        inside.append(dict(coloured))
        counts.append(times.copy())
    drawing.changing(ax, [image] * len(places), LEFT, TOP, roles=inside, title=t("Input"))
    x, y = LEFT + n + 1.6, TOP + n / 2
    drawing.arrow(ax, (LEFT + n + 0.2, y), (x - 0.2, y))
    order = np.arange(m * m).reshape(m, m)
    so_far = [np.where(order <= step, pooled, np.nan) for step in range(len(places))]
    roles = [{place: colour(*place) for place in places[: step + 1]} for step in range(len(places))]
    drawing.changing(ax, so_far, x, y - m / 2, role="output", roles=roles, title=t("maximum"))
    below = TOP + n + 1.1
    title = t("Windows over each pixel")
    drawing.changing(ax, counts, LEFT, below, roles=[marks] * len(places), title=title)
    for step, (r, c) in enumerate(places, 1):
        with drawing.during(ax, step, None if stride >= kernel_size else step):
            drawing.window(ax, LEFT + c * stride, TOP + r * stride, kernel_size, kernel_size, role=colour(r, c))
        first, second, third, fourth = windows(image, kernel_size, stride)[r, c].ravel()
        label = t("Largest of {a}, {b}, {c} and {d}: {most}", a=first, b=second, c=third, d=fourth, most=pooled[r, c])
        drawing.says(ax, WIDTH / 2, below + n + 0.6, label, step, step)
    if stride >= kernel_size:
        found = [(label, (times == k).sum()) for k, label in TIMES.items() if (times == k).any()]
        with drawing.during(ax, len(places)):
            for i, (label, pixels) in enumerate(found):
                line = below + n / 2 + (i - (len(found) - 1) / 2) * 0.9
                drawing.text(ax, (LEFT + n + WIDTH) / 2, line, t(label, n=pixels))
    return fig


def windows(image, kernel_size, stride):
    """Return the windows of an image."""
    return sliding_window_view(image, (kernel_size, kernel_size))[::stride, ::stride]


def maxima(image, kernel_size, stride):
    """Return the maximum of each window."""
    return windows(image, kernel_size, stride).max(axis=(2, 3))


def missed(n, kernel_size, stride):
    """Return the role of each pixel that no window sees."""
    times = seen(n, kernel_size, stride)
    return {(r, c): "unseen" for r in range(n) for c in range(n) if times[r, c] == 0}


def colour(r, c):
    """Return the colour of a window; colours repeat every second row and column."""
    return drawing.WINDOWS[r % 2 * 2 + c % 2]

