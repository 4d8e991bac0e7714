"""A convolution with stride 2: every second window, down and along."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]
from snippets.shared import drawing

# --8<-- [start:stride]
row = np.array([3, 1, 4, 1, 5, 9, 2])
kernel = np.array([1, 2, 4])
every = np.correlate(row, kernel, mode="valid")
print(every)
#> [21 13 26 47 31]
print(every[::2])
#> [21 26 31]
# --8<-- [end:stride]

N, K, S = 7, 3, 2


def facts():
    """Numbers that the pages quote."""
    side = len(range(0, N - K + 1, S))
    return {"windows": side**2, "every": (N - K + 1) ** 2}


def figure(t):
    """Draw three windows of three pixels, two apart, and what they give."""
    fig, ax = drawing.canvas(11.9, 9.4)
    x, y = 0.2, 1
    places = [(0, 0), (0, 1), (1, 0)]
    roles = {(S * r, S * c): role for (r, c), role in zip(places, drawing.WINDOWS, strict=False)}
    drawing.grid(ax, [[""] * N] * N, x, y, title=t("Input"), roles=roles)
    for (r, c), role, inset in zip(places, drawing.WINDOWS, (0.04, 0.12, 0.2), strict=False):
        drawing.window(ax, x + S * c, y + S * r, K, K, role=role, inset=inset)
    drawing.distance(ax, x, y + N + 0.25, S, t("stride {n}", n=S))
    drawing.mark(ax, x, y + N, y + N + 0.5)
    drawing.mark(ax, x + S, y + N, y + N + 0.5)
    drawing.arrow(ax, (7.4, y + N / 2), (8.4, y + N / 2))
    results = dict(zip(places, drawing.WINDOWS, strict=False))
    drawing.grid(ax, [[""] * 3] * 3, 8.6, y + 2, role="output", title=t("Output"), roles=results)
    return fig
