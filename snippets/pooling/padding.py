"""Padding for a maximum: zero may win, minus infinity never does."""

# --8<-- [start:import]
import numpy as np

# --8<-- [end:import]
from snippets.shared import drawing


# --8<-- [start:example]
def max_pool(x, k, s):
    rows = range(0, x.shape[0] - k + 1, s)
    columns = range(0, x.shape[1] - k + 1, s)
    pixels = [[x[r : r + k, c : c + k].max() for c in columns] for r in rows]
    return np.array(pixels)


X = np.full((4, 4), -1.0)

zeros = np.pad(X, 1, constant_values=0)
print(max_pool(zeros, k=3, s=2))
#> [[ 0.  0.]
#>  [ 0. -1.]]

infinities = np.pad(X, 1, constant_values=-np.inf)
print(max_pool(infinities, k=3, s=2))
#> [[-1. -1.]
#>  [-1. -1.]]
# --8<-- [end:example]


def facts():
    """Numbers that the pages quote."""
    wrong = max_pool(zeros, 3, 2)
    return {"windows": wrong.size, "wrong": int((wrong != -1).sum())}


def figure(t):
    """Draw both paddings, the first and the last window, and what comes out."""
    fig, ax = drawing.canvas(11.2, 14.6)
    for top, padded in ((1, zeros), (8.3, infinities)):
        zero = padded is zeros
        symbol = "0" if zero else "\N{MINUS SIGN}\N{INFINITY}"
        values = np.where(np.pad(X, 1) == 0, symbol, "\N{MINUS SIGN}1")
        roles = {(r, c): "padding" for r in range(6) for c in range(6) if {r, c} & {0, 5}}
        title = t("padding: 0") if zero else t("padding: −∞")
        drawing.grid(ax, values, 0.2, top, roles=roles, title=title)
        drawing.window(ax, 0.2, top, 3, 3, role="window-1")
        drawing.window(ax, 2.2, top + 2, 3, 3, role="window-4")
        drawing.arrow(ax, (6.6, top + 3), (8.2, top + 3))
        drawing.text(ax, 7.4, top + 2.5, t("maximum"))
        result = {(0, 0): "window-1", (1, 1): "window-4"}
        pooled = max_pool(padded, 3, 2)
        drawing.grid(ax, pooled, 8.7, top + 2, role="output", roles=result, title=t("Output"))
    return fig
