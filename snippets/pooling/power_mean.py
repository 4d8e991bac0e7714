"""The power mean of a window, from its mean to its maximum."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]
from snippets.pooling.log_sum_exp import exp_mean
from snippets.shared import drawing

# --8<-- [start:window]
window = np.array([1.0, 3, 2, 6])
# --8<-- [end:window]


# --8<-- [start:power]
def power_mean(x, p):
    return np.mean(x**p) ** (1 / p)


for p in (1, 2, 4, 16, 64):
    print(p, f"{power_mean(window, p):.3f}")
#> 1 3.000
#> 2 3.536
#> 4 4.321
#> 16 5.502
#> 64 5.871
# --8<-- [end:power]

STEPS = np.geomspace(1, 64, 80)


def facts():
    """Numbers that the pages quote."""
    return {
        "mean": window.mean(),
        "largest": window.max(),
        "two": power_mean(window, 2),
        "sum_two": np.sum(window**2) ** 0.5,
        "sum_one": window.sum(),
        "far": power_mean(window, 64),
    }


def figure(t):
    """Chart what both rules give of the window, against the number that sets them."""
    fig, ax = drawing.chart(350, 240)
    lowest, highest = window.mean(), window.max()
    for level, role, word, up in ((highest, "maximum", "maximum", 0.12), (lowest, "mean", "mean", -0.3)):
        ax.axhline(level, color=drawing.colour(role), lw=1.4, ls=(0, (4, 3)))
        ax.text(1.05, level + up, t(word), color=drawing.colour(role), fontsize=drawing.FONT)
    curves = (
        ("power mean, p", "window-1", "-", [power_mean(window, p) for p in STEPS], (9.5, 4.55)),
        ("exponentials, r", "window-2", "--", [exp_mean(window, r) for r in STEPS], (1.65, 4.93)),
    )
    for word, role, style, results, (x, y) in curves:
        ax.plot(STEPS, results, style, color=drawing.colour(role), lw=2)
        ax.text(x, y, t(word), color=drawing.colour(role), fontsize=drawing.FONT)
    ax.set(xscale="log", xlim=(1, 64), ylim=(2.5, 6.5))
    ticks = [1, 2, 4, 8, 16, 32, 64]
    ax.set_xticks(ticks, [t("{n}", n=n) for n in ticks])
    ax.set_xticks([], minor=True)
    marks = [3, 4, 5, 6]
    ax.set_yticks(marks, [t("{n}", n=n) for n in marks])
    ax.set_xlabel(t("p or r"))
    ax.set_ylabel(t("result of the window"))
    return fig
