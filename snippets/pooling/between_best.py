"""Which pooling between the mean and the maximum finds a bright point in noise most often.

The point, of height 1, stands in one of four pixels with normal noise of variance s². If it stands in the pixel x, the
four are exp(x / s² - 1 / 2s²) times as likely as in an empty window; for all four places together, the mean of that. So
the mean of the exponentials with r = 1 / s² sorts windows by how likely the point is, and nothing finds more.
"""

import functools

import numpy as np
from matplotlib.ticker import FixedLocator

from snippets.pooling.max_or_mean_found import found_max, found_mean
from snippets.shared import drawing

TRIALS = 200_000
SIGMAS = (0.5, 0.7, 1, 1.5)  # of the noise, over the height of the point
RATES = 2.0 ** np.arange(-4, 6)


@functools.cache
def noise():
    """Return noise for windows with the point and for empty ones."""
    return np.random.default_rng(6).normal(size=(2, TRIALS, 4))


def found(sigma, r):
    """Return how often the window with the point has the larger mean of exponentials."""
    pixels = sigma * noise()
    pixels[0, :, 0] += 1
    with_point, empty = np.exp(r * (pixels - pixels.max())).sum(axis=2)
    return np.mean(with_point > empty) + np.mean(with_point == empty) / 2


def facts():
    """Numbers that the pages quote."""
    alike, little = 1, 0.5
    return {
        "trials": TRIALS,
        "mean": found_mean(alike),
        "max": found_max(alike),
        "best": found(alike, 1 / alike**2),
        "little_mean": found_mean(little),
        "little_max": found_max(little),
        "little_best": found(little, 1 / little**2),
    }


def figure(t):
    """Chart how often the point is found, from nearly the mean to nearly the maximum, and where most often."""
    fig, ax = drawing.chart(350, 260)
    for sigma, role in zip(SIGMAS, drawing.WINDOWS, strict=True):
        curve = [found(sigma, r) for r in RATES]
        ax.plot(RATES, curve, color=drawing.colour(role), lw=2)
        best = 1 / sigma**2
        ax.plot(best, found(sigma, best), "o", color=drawing.colour(role), ms=7)
        place = RATES[-1] * 0.95, curve[-1] + 0.012
        ax.text(*place, t("noise {n}", n=f"{sigma:g}"), color=drawing.colour("ink"), fontsize=drawing.FONT, ha="right")
    ax.set(xscale="log", xlim=(RATES[0], RATES[-1]), ylim=(0.55, 0.88))
    ticks = [0.1, 1, 10]
    ax.set_xticks(ticks, [t("{n}", n=f"{n:g}") for n in ticks])
    ax.set_xticks([], minor=True)
    ax.set_xlabel(t("r, from nearly the mean to nearly the maximum"))
    ax.set_ylabel(t("point found"))
    ax.yaxis.set_major_locator(FixedLocator([0.6, 0.7, 0.8]))
    ax.yaxis.set_major_formatter(lambda value, _: t("{n}%", n=f"{100 * value:.0f}"))
    return fig
