"""The worked diagram of a stride: windows, result, and how often each pixel is seen."""

from numpy.lib.stride_tricks import sliding_window_view

from snippets import drawing
from snippets.pooling.how_often import seen

TIMES = {0: "never: {n} pixels", 1: "once: {n} pixels"}
LEFT, TOP = 0.9, 1.0


def apart(t, image, kernel_size, stride):
    """Draw an image whose windows do not overlap: windows, maxima, windows over each pixel."""
    n, pooled = len(image), maxima(image, kernel_size, stride)
    m = len(pooled)
    fig, ax = drawing.canvas(LEFT + n + 5.4, TOP + 2 * n + 1.4)
    starts = [(r * stride, c * stride) for r in range(m) for c in range(m)]
    windows(ax, image, LEFT, TOP, starts, kernel_size, drawing.WINDOWS, missed(n, kernel_size, stride))
    drawing.text(ax, LEFT + n / 2, TOP - 0.45, t("Input"))
    x, y = LEFT + n + 2.1, TOP + n / 2
    drawing.arrow(ax, (LEFT + n + 0.3, y), (x - 0.3, y))
    drawing.text(ax, LEFT + n + 1.05, y - 0.5, t("maximum"), size=drawing.SMALL)
    drawing.grid(ax, pooled, x, y - m / 2, title=t("Output"), roles=colours(m))
    counts(t, ax, n, kernel_size, stride, LEFT, TOP + n + 1.1, legend=x + 1)
    return fig


def overlapping(t, image, kernel_size, stride):
    """Draw an image with overlapping windows, once a colour; windows of one colour do not overlap."""
    n, pooled = len(image), maxima(image, kernel_size, stride)
    m = len(pooled)
    fig, ax = drawing.canvas(LEFT + 2 * n + 1.6, TOP + 3 * n + 1.9)
    for number, role in enumerate(drawing.WINDOWS):
        down, right = divmod(number, 2)
        x, y = LEFT + right * (n + 0.7), TOP + down * (n + 0.5)
        starts = [(r * stride, c * stride) for r in range(down, m, 2) for c in range(right, m, 2)]
        windows(ax, image, x, y, starts, kernel_size, [role] * len(starts), {})
    drawing.text(ax, LEFT + n + 0.35, TOP - 0.45, t("Input"))
    below = TOP + 2 * n + 1.6
    drawing.grid(ax, pooled, LEFT + n + 0.7 + (n - m) / 2, below, title=t("Output"), roles=colours(m))
    counts(t, ax, n, kernel_size, stride, LEFT, below)
    return fig


def maxima(image, kernel_size, stride):
    """Return the maximum of each window."""
    every = sliding_window_view(image, (kernel_size, kernel_size))
    return every[::stride, ::stride].max(axis=(2, 3))


def missed(n, kernel_size, stride):
    """Return the role of each pixel that no window sees."""
    times = seen(n, kernel_size, stride)
    return {(r, c): "unseen" for r in range(n) for c in range(n) if times[r, c] == 0}


def colours(m):
    """Return the colours of m by m windows, which repeat every second row and column."""
    return {(r, c): drawing.WINDOWS[r % 2 * 2 + c % 2] for r in range(m) for c in range(m)}


def windows(ax, image, x, y, starts, size, roles, others):
    """Draw an image with windows that do not overlap, each pixel in its window's colour."""
    cells = dict(others)
    inside = [(i, j) for i in range(size) for j in range(size)]
    for (r, c), role in zip(starts, roles, strict=True):
        cells |= {(r + i, c + j): role for i, j in inside}
    drawing.grid(ax, image, x, y, roles=cells)
    for (r, c), role in zip(starts, roles, strict=True):
        drawing.window(ax, x + c, y + r, size, size, role=role)


def counts(t, ax, n, kernel_size, stride, x, y, legend=None):
    """Draw how many windows see each pixel, and how many pixels are seen how often."""
    times = seen(n, kernel_size, stride)
    title = t("Windows over each pixel")
    drawing.grid(ax, times, x, y, title=title, roles=missed(n, kernel_size, stride))
    if legend is not None:
        found = [(label, (times == k).sum()) for k, label in TIMES.items() if (times == k).any()]
        for i, (label, pixels) in enumerate(found):
            line = y + n / 2 + (i - (len(found) - 1) / 2) * 0.9
            drawing.text(ax, legend, line, t(label, n=pixels))
