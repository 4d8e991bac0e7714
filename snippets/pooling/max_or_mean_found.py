"""How often a bright point is found in noise, after each pooling."""

from matplotlib.ticker import FixedLocator

from snippets import drawing
from snippets.labs.max_or_mean import found_max, found_mean, sigmas


def figure(t):
    """Draw how often the window with the point wins, against the noise."""
    fig, ax = drawing.chart(350, 240)
    ax.plot(sigmas, found_max, "o-", color=drawing.colour("maximum"), lw=2, ms=5)
    ax.plot(sigmas, found_mean, "s--", color=drawing.colour("mean"), lw=2, ms=5)
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
