"""The impulse response: what a filter makes of one bright pixel is its kernel, if it has one."""

# --8<-- [start:imports]
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

# --8<-- [end:imports]
from snippets.shared import drawing


# --8<-- [start:probe]
def unknown(x):
    """Combine shifted copies of a picture; no kernel in sight."""
    above = np.roll(x, 1, axis=0)
    corner = np.roll(x, (1, -1), axis=(0, 1))
    return 3 * x - above + 2 * corner


impulse = np.zeros((5, 5), int)
impulse[2, 2] = 1

response = unknown(impulse)
print(response)
#> [[ 0  0  0  0  0]
#>  [ 0  0  0  0  0]
#>  [ 0  0  3  0  0]
#>  [ 0  2 -1  0  0]
#>  [ 0  0  0  0  0]]

# --8<-- [end:probe]

# --8<-- [start:rebuild]
kernel = response[1:4, 1:4][::-1, ::-1]  # turned over, to slide it

rng = np.random.default_rng(0)
x = rng.integers(0, 256, (20, 20))
around = np.pad(x, 1, mode="wrap")  # np.roll wraps too
windows = sliding_window_view(around, (3, 3))
slid = (windows * kernel).sum(axis=(2, 3))
print((slid == unknown(x)).all())
#> True
# --8<-- [end:rebuild]


def median(x):
    """Return the median of each 3x3 window, with the picture repeated around itself."""
    return np.median(sliding_window_view(np.pad(x, 1, mode="wrap"), (3, 3)), axis=(2, 3))


def facts():
    """Numbers that the pages quote."""
    return {"zeros": (impulse[1:4, 1:4] == 0).sum()}


def figure(t):
    """Draw the impulse, and the responses of the unknown filter and of the median."""
    fig, ax = drawing.canvas(11.8, 13.4)
    drawing.grid(ax, impulse, 3.4, 0.9, title=t("impulse"), roles={(2, 2): "window-1"})
    filters = (("unknown filter", unknown), ("median", median))
    for x, (name, f) in zip((0.3, 6.5), filters, strict=True):
        drawing.arrow(ax, (5.9, 6.1), (x + 2.5, 7.2))
        values = f(impulse)
        roles = {(int(r), int(c)): "window-1" for r, c in np.argwhere(values)}
        drawing.grid(ax, values, x, 8.2, role="output", title=t(name), roles=roles)
    return fig
