"""The theoretical receptive field grows like the depth, the effective one like its square root."""

import numpy as np

from snippets.convolution.field_gridding import paths
from snippets.shared import drawing

DEPTHS = range(1, 41)
SHARE = 0.95


def effective(depth):
    """Return the side of the smallest central square that holds 95% of the gradient."""
    along = paths([1] * depth) / 3.0**depth  # along one axis; the gradient is the product of both axes
    for side in range(1, len(along) + 1, 2):
        edge = (len(along) - side) // 2
        if along[edge : edge + side].sum() ** 2 >= SHARE:
            return side
    return len(along)


def facts():
    """Numbers that the pages quote."""
    found: dict[str, int | float] = {"level": SHARE}
    for depth in (10, 40):
        found[f"theoretical_{depth}"] = 2 * depth + 1
        found[f"effective_{depth}"] = effective(depth)
    return found


def figure(t):
    """Draw both sizes against the depth."""
    fig, ax = drawing.chart(350, 250)
    ax.plot(DEPTHS, [2 * n + 1 for n in DEPTHS], "-", color=drawing.colour("window-2"), lw=2)
    some = DEPTHS[::3]  # between them the dashed line is seen
    ax.plot(some, [effective(n) for n in some], "o", color=drawing.colour("window-1"), ms=5)
    smooth = 2 * 2.236 * np.sqrt(2 * np.array(DEPTHS) / 3)  # a Gaussian has 97.5% within 2.24 deviations
    ax.plot(DEPTHS, smooth, "--", color=drawing.colour("ink"), lw=1.2)
    ax.text(20, 60, t("theoretical"), color=drawing.colour("window-2"), fontsize=drawing.FONT, ha="center")
    ax.text(26, 6, t("holds {n}% of the weight", n=95), color=drawing.colour("window-1"),
            fontsize=drawing.FONT, ha="center")
    ax.set(ylim=(0, 85), xlim=(0, 41))
    ax.set_xlabel(t("layers"))
    ax.set_ylabel(t("pixels along one axis"))
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter(lambda value, _: t("{n}", n=f"{value:g}"))
    return fig
