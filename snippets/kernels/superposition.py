"""Superposition: a linear filter may be used before or after a sum, a median may not."""

# --8<-- [start:imports]
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

# --8<-- [end:imports]
from snippets.shared import drawing
from snippets.shared.photograph import FACE


# --8<-- [start:filters]
def blur(x):
    """Weigh each 3x3 window with a kernel and add."""
    kernel = np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]]) / 16
    windows = sliding_window_view(x, (3, 3))
    return (windows * kernel).sum(axis=(2, 3))


def median(x):
    """Sort each 3x3 window and take the middle value."""
    windows = sliding_window_view(x, (3, 3))
    return np.median(windows, axis=(2, 3))


# --8<-- [end:filters]


# --8<-- [start:test]
rng = np.random.default_rng(0)
x, y = rng.integers(0, 256, (2, 20, 20))
a, b = 2, -3

for f in (blur, median):
    gap = f(a * x + b * y) - (a * f(x) + b * f(y))
    print(f.__name__, abs(gap).max())
#> blur 0.0
#> median 327.0
# --8<-- [end:test]

ROWS = [[0, 0, 9], [0, 9, 0]]


def box(x):
    """Return the mean of each 3x3 window, whose weights of one ninth no computer can store exactly."""
    return (sliding_window_view(x, (3, 3)) * np.full((3, 3), 1 / 9)).sum(axis=(2, 3))


def gap_on_photo(f):
    """Return the largest failure of superposition on the photograph and its mirror image."""
    other = FACE[:, ::-1]
    return np.abs(f(0.3 * FACE + 0.7 * other) - (0.3 * f(FACE) + 0.7 * f(other))).max()


def facts():
    """Numbers that the pages quote."""
    rounding = gap_on_photo(box)
    return {
        "power": next(n for n in (-12, -9, -6, -3, 0) if rounding < 10.0**n),
        "photo_median": gap_on_photo(median),
    }


def figure(t):
    """Draw two rows and their sum, with the mean and the median of each."""
    fig, ax = drawing.canvas(11.8, 5.9)
    rows = np.array([*ROWS, np.sum(ROWS, axis=0)])
    for i, row in enumerate(rows):
        x = 0.3 + 4.1 * i
        drawing.grid(ax, [row], x, 0.5)
        drawing.arrow(ax, (x + 1.5, 1.65), (x + 1.5, 2.3))
        drawing.cell(ax, x + 1, 2.9, row.mean(), role="mean")
        drawing.cell(ax, x + 1, 4.7, np.median(row), role="window-2")
        if i:
            for y in (1, 3.4, 5.2):
                broken = i == 2 and y == 5.2
                drawing.text(ax, x - 0.55, y, "≠" if broken else "+=" [i - 1])
    for y, name in ((2.55, "mean"), (4.35, "median")):
        drawing.text(ax, 1.8, y, t(name), size=drawing.SMALL)
    return fig
