"""One broken pixel: the mean spreads it, the median removes it."""

# --8<-- [start:imports]
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

# --8<-- [end:imports]
from snippets.shared import drawing

# --8<-- [start:filter]
P = np.array([
    [51, 52, 50, 53, 52],
    [50, 54, 51, 52, 51],
    [53, 51, 255, 50, 54],
    [52, 50, 52, 51, 53],
    [51, 53, 50, 54, 52],
])

windows = sliding_window_view(P, (3, 3))
print(windows.mean(axis=(2, 3)).round())
#> [[74. 74. 74.]
#>  [74. 74. 74.]
#>  [74. 74. 75.]]
print(np.median(windows, axis=(2, 3)))
#> [[51. 52. 52.]
#>  [52. 51. 52.]
#>  [52. 51. 52.]]
# --8<-- [end:filter]


def medians(speck):
    """Return the medians with another brightness of the speck."""
    return np.median(sliding_window_view(np.where(P.max() == P, speck, P), (3, 3)), axis=(2, 3))


def facts():
    """Numbers that the pages quote."""
    moved = np.abs(medians(0) - medians(P.max()))
    return {
        "speck": P.max(),
        "middle": np.median(windows[1, 1]),
        "sorted": np.sort(windows[1, 1].ravel())[None],
        "windows": moved.size,
        "changed": np.count_nonzero(moved),
        "moved": moved.max(),
    }


def figure(t):
    """Draw the picture with the speck, and what the mean and the median make of it."""
    fig, ax = drawing.canvas(11.8, 8.6)
    drawing.grid(ax, P, 0.3, 2, title=t("Input"), roles={(2, 2): "window-2"})
    results = ((0.9, "mean", windows.mean(axis=(2, 3))), (5.1, "median", np.median(windows, axis=(2, 3))))
    for y, name, result in results:
        drawing.arrow(ax, (5.6, 4.5), (7.9, y + 1.5))
        drawing.grid(ax, result, 8.3, y, role="output", title=t(name), fmt=".0f")
    return fig
