"""How many stamps fall on each pixel of the result."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]
from snippets.shared import drawing

# --8<-- [start:counts]
for kernel_size in (3, 4):
    stamps = np.zeros(2 * 4 + kernel_size, int)
    for i in range(5):
        stamps[2 * i:2 * i + kernel_size] += 1
    print(kernel_size, stamps)
#> 3 [1 1 2 1 2 1 2 1 2 1 1]
#> 4 [1 1 2 2 2 2 2 2 2 2 1 1]
# --8<-- [end:counts]


def counts(n, kernel_size, stride):
    """Count the stamps on each pixel, from n by n pixels."""
    side = (n - 1) * stride + kernel_size
    times = np.zeros((side, side), int)
    for r, c in np.ndindex(n, n):
        times[r * stride:r * stride + kernel_size, c * stride:c * stride + kernel_size] += 1
    return times


def facts():
    """Numbers that the pages quote."""
    uneven, gaps = counts(3, 3, 2)[2:-2, 2:-2], counts(3, 2, 3)
    return {"fewest": uneven.min(), "most": uneven.max(), "holes": (gaps == 0).sum(), "pixels": gaps.size}


def figure(t):
    """Draw the counts of a kernel of three and of a kernel of four, with stride two."""
    fig, ax = drawing.canvas(16.4, 9.9, cell=21.5)
    x = 0.2
    for kernel_size in (3, 4):
        times = counts(3, kernel_size, 2)
        roles = {place: {1: "paper", 2: "window-1", 4: "window-2"}[int(n)] for place, n in np.ndenumerate(times)}
        title = t("kernel {k}, stride {s}", k=kernel_size, s=2)
        drawing.text(ax, x + len(times) / 2, 0.8, title)
        drawing.grid(ax, times, x, 1.7, roles=roles)
        x += len(times) + 1
    return fig
