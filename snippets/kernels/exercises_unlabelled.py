"""Exercise: tell from four kernels what they do."""

import numpy as np

from snippets.shared import drawing

WEIGHTS = (
    [[0, 1, 0], [1, 4, 1], [0, 1, 0]],
    [[-1, -1, -1], [0, 0, 0], [1, 1, 1]],
    [[0, -2, 0], [-2, 9, -2], [0, -2, 0]],
    [[-1, 2, -1], [-1, 2, -1], [-1, 2, -1]],
)
DIVISORS = (8, 1, 1, 1)
KERNELS = [np.array(w) / d for w, d in zip(WEIGHTS, DIVISORS, strict=True)]
FLAT = 50


def facts():
    """Return what the weights sum to, and what becomes of a flat area."""
    found = {"flat": FLAT}
    for number, kernel in enumerate(KERNELS, 1):
        found |= {f"sum_{number}": kernel.sum(), f"flat_{number}": FLAT * kernel.sum()}
    return found


def figure(t):
    """Draw the four kernels, numbered."""
    fig, ax = drawing.canvas(8.6, 9.3)
    for i, (weights, divisor) in enumerate(zip(WEIGHTS, DIVISORS, strict=True)):
        x, y = 0.5 + i % 2 * 4.6, 1 + i // 2 * 5
        drawing.grid(ax, weights, x, y, role="kernel", title=t("kernel {n}", n=i + 1))
        if divisor > 1:
            drawing.text(ax, x + 1.5, y + 3.5, t("divided by {n}", n=divisor))
    return fig
