"""How likely a bright point is found in noise, after each pooling.

The lab tries it out with random numbers; here are the probabilities themselves.
"""

from statistics import NormalDist

import numpy as np
from matplotlib.ticker import FixedLocator

from snippets.shared import drawing

SIGMAS = [0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2]  # standard deviation of the noise, over the height of the point
below = np.vectorize(NormalDist().cdf)  # the probability that normal noise is below a value


def found_max(sigma):
    """Return how likely the window with the point has a larger maximum than an empty one, four pixels each.

    It has if the point is the largest of the eight pixels. If it is not, one of the other seven is, each as likely as
    the next, and three of those are in the window with the point.
    """
    noise, weights = np.polynomial.hermite_e.hermegauss(100)  # of the point: the integral becomes a weighted sum
    point = weights @ below(noise + 1 / sigma) ** 7 / weights.sum()
    return point + (1 - point) * 3 / 7


def found_mean(sigma):
    """Return how likely it has a larger mean: a quarter of the point against noise of half the variance."""
    return NormalDist(sigma=sigma / 2**0.5).cdf(1 / 4)


def figure(t):
    """Draw how likely the window with the point wins, against the noise."""
    fig, ax = drawing.chart(350, 240)
    for found, role, style in ((found_max, "maximum", "o-"), (found_mean, "mean", "s--")):
        ax.plot(SIGMAS, [found(sigma) for sigma in SIGMAS], style, color=drawing.colour(role), lw=2, ms=5)
    ax.text(0.62, 0.84, t("maximum"), color=drawing.colour("maximum"), fontsize=drawing.FONT)
    ax.text(0.12, 0.74, t("mean"), color=drawing.colour("mean"), fontsize=drawing.FONT)
    ax.set(ylim=(0.5, 1.01), xlim=(0, 2.05))
    ax.set_xlabel(t("noise, over the height of the point"))
    ax.set_ylabel(t("point found"))
    ax.yaxis.set_major_locator(FixedLocator([0.5, 0.6, 0.7, 0.8, 0.9, 1]))
    ax.yaxis.set_major_formatter(lambda value, _: t("{n}%", n=f"{100 * value:.0f}"))
    ax.xaxis.set_major_locator(FixedLocator([0, 0.5, 1, 1.5, 2]))
    ax.xaxis.set_major_formatter(lambda value, _: t("{n}", n=f"{value:g}"))
    return fig
