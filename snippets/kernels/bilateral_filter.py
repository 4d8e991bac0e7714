"""The bilateral filter: an average whose weights depend on the picture."""

# --8<-- [start:imports]
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

# --8<-- [end:imports]
from snippets.shared import drawing


# --8<-- [start:bilateral]
def bilateral(x, size, width, tolerance):
    """Average each window; near and similar pixels weigh most."""
    half = size // 2
    d = np.arange(-half, half + 1)
    near = np.exp(-(d[:, None] ** 2 + d**2) / (2 * width**2))

    around = np.pad(x, half, mode="reflect")
    windows = sliding_window_view(around, (size, size))
    contrast = windows - x[:, :, None, None]
    similar = np.exp(-(contrast**2) / (2 * tolerance**2))

    weights = near * similar
    total = weights.sum(axis=(2, 3))
    return (weights * windows).sum(axis=(2, 3)) / total


# --8<-- [end:bilateral]

# --8<-- [start:example]
edge = np.array([
    [50, 54, 49, 151, 148, 152],
    [52, 47, 53, 149, 153, 150],
    [48, 51, 50, 152, 147, 149],
])
print(bilateral(edge, 3, width=1, tolerance=20).round(1))
#> [[ 50.6  50.8  50.8 150.2 150.5 150.8]
#>  [ 50.2  50.4  50.7 150.2 150.2 150.1]
#>  [ 49.4  50.   50.6 150.4 150.1 149.9]]
# --8<-- [end:example]

WINDOW = edge[:, 1:4]
WIDTH, TOLERANCE = 1, 20


def weights(window, tolerance):
    """Return the weights of one window, which add up to one; an infinite tolerance leaves the Gaussian."""
    d = np.arange(len(window)) - len(window) // 2
    near = np.exp(-(d[:, None] ** 2 + d**2) / (2 * WIDTH**2))
    middle = window[len(window) // 2, len(window) // 2]
    found = near * np.exp(-((window - middle) ** 2) / (2 * tolerance**2))
    return found / found.sum()


def facts():
    """Numbers that the pages quote."""
    gaussian, both = weights(WINDOW, np.inf), weights(WINDOW, TOLERANCE)
    return {
        "middle": WINDOW[1, 1],
        "gaussian": (gaussian * WINDOW).sum(),
        "bilateral": (both * WINDOW).sum(),
        "beyond_gaussian": gaussian[:, 2].sum(),
    }


def figure(t):
    """Draw a window at an edge, and the weights that two filters give to its pixels."""
    fig, ax = drawing.canvas(11.8, 4.6)
    parts = (
        ("Input", WINDOW, "input"),
        ("Gaussian, %", 100 * weights(WINDOW, np.inf), "kernel"),
        ("bilateral, %", 100 * weights(WINDOW, TOLERANCE), "kernel"),
    )
    for i, (name, values, role) in enumerate(parts):
        drawing.grid(ax, values, 0.4 + 4 * i, 1.1, role=role, title=t(name), fmt=".0f")
    return fig
