"""Two small kernels, one after the other, reach as far as one larger kernel."""

# --8<-- [start:imports]
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

# --8<-- [end:imports]
from snippets.shared import drawing


# --8<-- [start:stack]
def mean(image):
    """Return the mean of each 3x3 window."""
    return sliding_window_view(image, (3, 3)).mean(axis=(2, 3))


dot = np.zeros((9, 9))
dot[4, 4] = 81
print(mean(mean(dot)).round().astype(int))
#> [[1 2 3 2 1]
#>  [2 4 6 4 2]
#>  [3 6 9 6 3]
#>  [2 4 6 4 2]
#>  [1 2 3 2 1]]
# --8<-- [end:stack]


def reached(times):
    """Count the pixels of a row that one result depends on, by changing one pixel at a time."""
    n = 2 * times + 5
    found = 0
    for column in range(n):
        image = np.zeros((n, n))
        image[n // 2, column] = 1
        for _ in range(times):
            image = mean(image)
        middle = len(image) // 2
        found += image[middle, middle] > 0
    return found


def facts():
    """Numbers that the pages quote."""
    found = {"total": mean(mean(dot)).round().astype(int).sum()}
    for times in (2, 3):
        k = reached(times)
        found |= {f"stacked_{times}": times * 9, f"one_{times}": k * k}
    return found


def figure(t):
    """Draw, along one row, what one result depends on: of two small kernels, and of one larger kernel."""
    fig, ax = drawing.canvas(11.6, 8.4)
    for left, sizes, k in ((0.4, (5, 3, 1), 3), (6.2, (5, 1), 5)):
        steps = len(sizes) - 1
        title = t("{n} times {k} × {k}", n=steps, k=k) if steps > 1 else t("{k} × {k} once", k=k)
        drawing.text(ax, left + 2.5, 0.5, title)
        for layer, size in enumerate(sizes):
            x, y = left + (5 - size) / 2, 1.1 + layer * 5 / steps
            for i in range(size * k if layer else 0):
                at = x + i // k + 0.5
                start = at + i % k - k // 2, y + 1 - 5 / steps
                drawing.line(ax, (start[0], at), (start[1], y), role="kernel", width=1.5)
            drawing.grid(ax, [[""] * size], x, y, role="output" if layer == steps else "input")
        drawing.text(ax, left + 2.5, 7.7, t("{n} weights", n=steps * k * k))
    return fig
