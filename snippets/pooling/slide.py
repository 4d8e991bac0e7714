"""Pooling, performed: of each window the largest number stays, or the mean of all four."""

import numpy as np

from snippets.pooling.max_pool import CORNERS, MEANS, P, pooled
from snippets.shared import drawing

CELL = 34
WIDTH, HEIGHT = 9.6, 7.5  # in cells
LEFT, TOP = 0.3, 1.9
MAXIMUM, MEAN = (7.3, 1.0), (7.3, 4.5)  # where the two results stand
ARRIVE = (2, 5, 8, 11)  # the step in which each window comes; in the next its maximum lands, and then its mean


def figure(t):
    """Draw each window as it comes, its maximum as it moves to one output, and its mean as it moves to the other."""
    fig, ax = drawing.canvas(WIDTH, HEIGHT, cell=CELL)
    for (x, y), title in ((MAXIMUM, t("maximum")), (MEAN, t("mean"))):
        drawing.arrow(ax, (LEFT + 4.3, TOP + 2), (x - 0.3, y + 1))
        drawing.grid(ax, np.full((2, 2), np.nan), x, y, role="output", title=title)
    drawing.text(ax, LEFT + 2, TOP - 0.45, t("Input"))
    for n, (r, c) in enumerate(CORNERS):
        draw_window(t, ax, n, P[r : r + 2, c : c + 2])
    return fig


def draw_window(t, ax, n, window):
    """Draw a window: its cells, of which copies go to the outputs, its frame, its two results and what is said."""
    arrive, role, line = ARRIVE[n], drawing.WINDOWS[n], HEIGHT - 0.55
    r, c = divmod(n, 2)
    (x_most, y_most), (x_mean, y_mean) = ((x + c, y + r) for x, y in (MAXIMUM, MEAN))
    here = corner(n)
    winner = np.unravel_index(window.argmax(), window.shape)
    for i, j in np.ndindex(window.shape):
        x, y = here[0] + j, here[1] + i
        drawing.cell(ax, x, y, np.nan)
        sends = {arrive + 2: (x_mean - x, y_mean - y)}
        if (i, j) == winner:
            sends[arrive + 1] = (x_most - x, y_most - y)
        with drawing.during(ax, arrive, sends=sends):
            drawing.cell(ax, x, y, "", role=role)
            drawing.number(ax, x, y, window[i, j])
        with drawing.during(ax, 1, arrive - 1):
            drawing.number(ax, x, y, window[i, j])
    with drawing.during(ax, arrive, places=[corner(max(n - 1, 0))] * (arrive - 1) + [here]):
        drawing.window(ax, here[0], here[1], 2, 2, role=role)
    x, y = here[0] + winner[1], here[1] + winner[0]
    with drawing.during(ax, arrive + 1, arrive + 1):
        drawing.glow(ax, x, y, role="maximum")
    with drawing.during(ax, arrive + 1):
        drawing.window(ax, x, y, 1, 1, role="maximum", inset=0.14)
    results = (arrive + 1, x_most, y_most, pooled.flat[n]), (arrive + 2, x_mean, y_mean, MEANS.flat[n])
    for step, x, y, value in results:
        with drawing.during(ax, step, lands=value):
            drawing.cell(ax, x, y, value, role=role)
    a, b, c, d = window.ravel()
    four = {"a": a, "b": b, "c": c, "d": d}
    drawing.says(ax, WIDTH / 2, line, t("Which is the largest of {a}, {b}, {c} and {d}?", **four), arrive, arrive)
    largest = t("Largest of {a}, {b}, {c} and {d}: {most}. And the mean?", **four, most=f"{pooled.flat[n]:g}")
    drawing.says(ax, WIDTH / 2, line, largest, arrive + 1, arrive + 1)
    last = None if n == 3 else arrive + 2
    drawing.says(ax, WIDTH / 2, line, f"({a} + {b} + {c} + {d}) / 4 = {MEANS.flat[n]:g}", arrive + 2, last)


def corner(n):
    """Return where a window stands."""
    r, c = CORNERS[n]
    return LEFT + c, TOP + r
