"""How far Sobel's and Scharr's kernels miss the direction of tilted stripes."""

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

# --8<-- [start:direction]
sobel = np.array([
    [-1, 0, 1],
    [-2, 0, 2],
    [-1, 0, 1],
])
scharr = np.array([
    [-3, 0, 3],
    [-10, 0, 10],
    [-3, 0, 3],
])


def measured(kernel, degrees, period):
    """Return the direction that a kernel sees in stripes."""
    tilt = np.radians(degrees)
    y, x = np.mgrid[-1:2, -1:2]
    across = x * np.cos(tilt) + y * np.sin(tilt)
    stripes = np.sin(2 * np.pi * across / period)
    gx, gy = slide(stripes, kernel), slide(stripes, kernel.T)
    return np.degrees(np.arctan2(gy, gx))[0, 0]


for kernel in (sobel, scharr):
    print(measured(kernel, degrees=25, period=6).round(2))
#> 23.65
#> 24.75
# --8<-- [end:direction]

PERIOD, COARSE = 6, 12
TILTS = np.arange(0, 91)


def error(kernel, period):
    """Return by how many degrees a kernel errs, for each tilt."""
    return np.array([measured(kernel, tilt, period) - tilt for tilt in TILTS])


def facts():
    """Largest errors, in degrees, that the pages quote."""
    ramp = np.add.outer(np.arange(3) * np.sin(np.radians(25)), np.arange(3) * np.cos(np.radians(25)))
    found = {"period": PERIOD, "coarse": COARSE}
    for name, kernel in (("sobel", sobel), ("scharr", scharr)):
        found[f"worst_{name}"] = np.abs(error(kernel, PERIOD)).max()
        found[f"coarse_{name}"] = np.abs(error(kernel, COARSE)).max()
        seen = np.degrees(np.arctan2(slide(ramp, kernel.T), slide(ramp, kernel)))[0, 0]
        found[f"ramp_{name}"] = round(seen, 6)
    return found


def figure(t):
    """Chart the error over the tilt."""
    fig, ax = drawing.chart(340, 210)
    for name, kernel, role, place in (("Sobel", sobel, "window-1", 1.6), ("Scharr", scharr, "window-2", 0.47)):
        found = error(kernel, PERIOD)
        ax.plot(TILTS, found, color=drawing.colour(role), lw=2)
        ax.text(67, place, t(name), color=drawing.colour(role), fontsize=drawing.FONT, ha="center")
    ax.axhline(0, color=drawing.colour("muted"), lw=0.8)
    ticks = [0, 30, 60, 90]
    ax.set_xticks(ticks, [t("{n}°", n=n) for n in ticks])
    marks = [-2, -1, 0, 1, 2]
    ax.set_yticks(marks, [t("{n}°", n=n).replace("-", "\N{MINUS SIGN}") for n in marks])
    ax.set_xlabel(t("true direction"))
    ax.set_ylabel(t("error"))
    return fig
