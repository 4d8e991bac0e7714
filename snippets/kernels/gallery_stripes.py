"""What a box and a Gaussian leave of stripes of every width."""

# --8<-- [start:imports]
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

# --8<-- [end:imports]
from snippets.shared import drawing


# --8<-- [start:slide]
def slide(image, kernel):
    """Multiply each window by the kernel and add up."""
    windows = sliding_window_view(image, kernel.shape)
    return (windows * kernel).sum(axis=(2, 3))


# --8<-- [end:slide]

# --8<-- [start:stripes]
box = np.ones((5, 5)) / 25
row = np.array([1, 4, 6, 4, 1])
gauss = np.outer(row, row) / 256

x = np.arange(5)
for period in (16, 8, 4):
    wave = np.cos(2 * np.pi * (x - 2) / period)  # 1 at the centre
    stripes = np.tile(wave, (5, 1))
    left = [slide(stripes, k)[0, 0] for k in (box, gauss)]
    print(period, np.round(left, 2))
#> 16 [0.85 0.93]
#> 8 [0.48 0.73]
#> 4 [-0.2   0.25]
# --8<-- [end:stripes]

SWAPPED = 4
PERIODS = np.linspace(2, 16, 141)


def share_left(kernel, period):
    """Return the share of upright stripes that a kernel leaves: negative if dark and bright change places."""
    return slide(np.tile(np.cos(2 * np.pi * (x - 2) / period), (5, 1)), kernel)[0, 0]


def facts():
    """Numbers that the pages quote."""
    return {
        "period": SWAPPED,
        "box": share_left(box, SWAPPED),
        "gauss": share_left(gauss, SWAPPED),
    }


def figure(t):
    """Chart what is left over the width of the stripes."""
    fig, ax = drawing.chart(340, 215)
    curves = (("box", box, "window-1", (9.2, 0.4)), ("Gaussian", gauss, "window-2", (4.9, 0.75)))
    for name, kernel, role, place in curves:
        left = [share_left(kernel, period) for period in PERIODS]
        ax.plot(PERIODS, left, color=drawing.colour(role), lw=2)
        ax.text(*place, t(name), color=drawing.colour(role), fontsize=drawing.FONT, ha="center")
    ax.axhline(0, color=drawing.colour("muted"), lw=0.8)
    ticks = [2, 4, 8, 12, 16]
    ax.set_xticks(ticks, [t("{n}", n=n) for n in ticks])
    marks = [0, 50, 100]
    ax.set_yticks([m / 100 for m in marks], [t("{n}%", n=m) for m in marks])
    ax.set_xlabel(t("period of the stripes, pixels"))
    ax.set_ylabel(t("contrast left"))
    return fig
