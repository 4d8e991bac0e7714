"""Pooling to a given size: the windows that share a row, and what other ways to make it smaller give."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]
from snippets.shared import drawing


# --8<-- [start:windows]
def windows(n, m):
    edges = []
    for i in range(m):
        start = i * n // m  # rounded down
        stop = -(-(i + 1) * n // m)  # rounded up
        edges.append((start, stop))
    return edges


# --8<-- [end:windows]
# --8<-- [start:pool]
row = np.arange(1, 8)
for start, stop in windows(len(row), 3):
    seen = row[start:stop]
    print(seen, seen.mean(), seen.max())
#> [1 2 3] 2.0 3
#> [3 4 5] 4.0 5
#> [5 6 7] 6.0 7
# --8<-- [end:pool]

# --8<-- [start:layouts]
for n, m in [(8, 4), (7, 3), (10, 4), (11, 4), (3, 5)]:
    print(n, "to", m, *(f"{a}-{b - 1}" for a, b in windows(n, m)))
#> 8 to 4 0-1 2-3 4-5 6-7
#> 7 to 3 0-2 2-4 4-6
#> 10 to 4 0-2 2-4 5-7 7-9
#> 11 to 4 0-2 2-5 5-8 8-10
#> 3 to 5 0-0 0-1 1-1 1-2 2-2
# --8<-- [end:layouts]

# --8<-- [start:fixed]
row = np.array([4, 0, 7, 1, 9, 2, 0, 8, 5, 3])
n, m = len(row), 4
adaptive = [row[a:b].mean() for a, b in windows(n, m)]

stride = n // m
kernel = n - (m - 1) * stride
fixed = [row[i * stride : i * stride + kernel].mean() for i in range(m)]
print(kernel, stride)
#> 4 2
print(np.round(adaptive, 2))
#> [3.67 5.67 3.33 5.33]
print(np.round(fixed, 2))
#> [3.   4.75 4.75 4.  ]
# --8<-- [end:fixed]


# --8<-- [start:shares]
def area_exact(row, m):
    n = len(row)
    means = []
    for i in range(m):
        left, right = i * n / m, (i + 1) * n / m
        pixel = np.arange(n)
        covered = np.minimum(pixel + 1, right) - np.maximum(pixel, left)
        share = np.clip(covered, 0, 1)
        means.append((share * row).sum() / share.sum())
    return means


# --8<-- [end:shares]
# --8<-- [start:area]
row = np.arange(1, 8)
print(np.round(area_exact(row, 3), 2))
#> [1.71 4.   6.29]
# --8<-- [end:area]

LARGEST = 32  # of the sizes that are counted


def alike(n, m):
    """Tell whether one window and one stride give all windows."""
    starts, stops = np.array(windows(n, m)).T
    return len(set(stops - starts)) == 1 and len(set(np.diff(starts))) <= 1


def facts():
    """Numbers that the pages quote."""
    pairs = [(n, m) for n in range(2, LARGEST + 1) for m in range(2, n)]
    same = [pair for pair in pairs if alike(*pair)]
    return {
        "largest": LARGEST,
        "pairs": len(pairs),
        "alike": len(same),
        "divided": sum(n % m == 0 for n, m in pairs),
        "kernel": kernel,
        "stride": stride,
    }


def figure(t):
    """Draw a row of seven, the three windows of it below each other, and what is left of each."""
    fig, ax = drawing.canvas(11, 6.7)
    n, m, left = 7, 3, 0.2
    numbers = np.arange(1, n + 1)
    drawing.grid(ax, numbers[None], left, 1, title=t("Input"))
    for i in range(1, m):
        drawing.mark(ax, left + i * n / m, 0.75, 6.3)
    for title, x in ((t("mean"), 7.5), (t("maximum"), 9.35)):
        drawing.text(ax, x + 0.5, 0.55, title)
    for i, (start, stop) in enumerate(windows(n, m)):
        top, role, seen = 2.5 + 1.4 * i, drawing.WINDOWS[i], numbers[start:stop]
        drawing.grid(ax, seen[None], left + start, top, role=role)
        drawing.window(ax, left + start, top, stop - start, 1, role=role)
        drawing.cell(ax, 7.5, top, seen.mean(), role="mean")
        drawing.cell(ax, 9.35, top, seen.max(), role="maximum")
    return fig
