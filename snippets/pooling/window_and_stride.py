"""Stride is the distance between the starts of neighbouring windows."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]
from snippets.shared import drawing

# --8<-- [start:starts]
row = np.array([1, 3, 2, 1, 4, 6, 5, 0])
kernel_size = 2

for stride in (1, 2, 3):
    starts = range(0, len(row) - kernel_size + 1, stride)
    maxima = [int(row[i : i + kernel_size].max()) for i in starts]
    print(stride, list(starts), maxima)
#> 1 [0, 1, 2, 3, 4, 5, 6] [3, 3, 2, 4, 6, 6, 5]
#> 2 [0, 2, 4, 6] [3, 2, 6, 5]
#> 3 [0, 3, 6] [3, 4, 5]
# --8<-- [end:starts]


def figure(t):
    """Draw the same row three times, its windows below it and the distance between two starts."""
    fig, ax = drawing.canvas(9, 10.2)
    left, y = 0.5, 0.2
    for stride in (1, 2, 3):
        starts = range(0, len(row) - kernel_size + 1, stride)
        lines = 2 if stride < kernel_size else 1
        covered = {start + i for start in starts for i in range(kernel_size)}
        missed = {(0, i): "unseen" for i in range(len(row)) if i not in covered}
        drawing.grid(ax, row.reshape(1, -1), left, y, roles=missed)
        for number, start in enumerate(starts):
            role = drawing.WINDOWS[number % 4]
            bar = y + 1.15 + 0.5 * (number % lines)
            drawing.window(ax, left + start, bar, kernel_size, 0.45, role=role)
        low = y + 1.5 + 0.5 * lines
        for start in starts[:2]:
            drawing.mark(ax, left + start, y + 1, low + 0.2)
        drawing.distance(ax, left, low, stride, t("stride {n}", n=stride))
        y = low + 1.3
    return fig
