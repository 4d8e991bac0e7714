"""A step edge in noise: the mean smears it, the median and the bilateral filter keep it."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from snippets.shared import drawing

SIZE, WIDTH, TOLERANCE = 7, 2, 50
LOW, HIGH, NOISE = 60, 180, 12
STEP = np.repeat([LOW, HIGH], 24)
NEAR = np.abs(np.arange(STEP.size) - STEP.size / 2 + 0.5) < SIZE // 2


def windows(x):
    half = SIZE // 2
    ends = [(0, 0)] * (x.ndim - 1) + [(half, half)]
    return sliding_window_view(np.pad(x, ends, mode="edge"), SIZE, axis=-1)


def mean(x):
    return windows(x).mean(axis=-1)


def median(x):
    return np.median(windows(x), axis=-1)


def bilateral(x):
    d = np.arange(SIZE) - SIZE // 2
    seen = windows(x)
    weights = np.exp(-(d**2) / (2 * WIDTH**2) - (seen - x[..., None]) ** 2 / (2 * TOLERANCE**2))
    return (weights * seen).sum(axis=-1) / weights.sum(axis=-1)


FILTERS = {"mean": mean, "median": median, "bilateral": bilateral}


def facts():
    """Errors near the edge and away from it, over many rows of noise."""
    rng = np.random.default_rng(0)
    rows = STEP + rng.normal(0, NOISE, (4000, STEP.size))
    found = {"noise": NOISE, "height": HIGH - LOW, "size": SIZE}
    for name, f in FILTERS.items():
        squares = (f(rows) - STEP) ** 2
        found[f"{name}_near"] = np.sqrt(squares[:, NEAR].mean())
        found[f"{name}_far"] = np.sqrt(squares[:, ~NEAR].mean())
    return found


def figure(t):
    """Draw the same noisy row under each filter's result, with the clean step as a thin line."""
    rng = np.random.default_rng(3)
    row = STEP + rng.normal(0, NOISE, STEP.size)
    fig, ax = drawing.canvas(11.8, 11.6)
    along = np.linspace(0.4, 11.4, STEP.size).tolist()
    for i, (name, f) in enumerate(FILTERS.items()):
        top = 0.3 + 3.8 * i

        def heights(values, top=top):
            return (top + 3.3 - (np.asarray(values) - 20) / 60).tolist()

        drawing.text(ax, 0.4, top + 0.5, t(name), ha="left")
        drawing.line(ax, along, heights(STEP), role="muted")
        ax.plot(along, heights(row), "o", ms=3, color=drawing.colour("muted"), clip_on=False)
        drawing.line(ax, along, heights(f(row)), role="output", width=2.4)
    return fig
