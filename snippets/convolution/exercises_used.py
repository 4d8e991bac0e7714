"""Exercise: how often each pixel is used with a stride and padding."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]
from snippets.shared import drawing

# --8<-- [start:count]
n, k, stride, padding = 6, 3, 2, 1
side = n + 2 * padding
times = np.zeros((side, side), int)
for r in range(0, side - k + 1, stride):
    for c in range(0, side - k + 1, stride):
        times[r:r + k, c:c + k] += 1
print(times[padding:-padding, padding:-padding])
#> [[1 2 1 2 1 1]
#>  [2 4 2 4 2 2]
#>  [1 2 1 2 1 1]
#>  [2 4 2 4 2 2]
#>  [1 2 1 2 1 1]
#>  [1 2 1 2 1 1]]
# --8<-- [end:count]


def facts():
    """Numbers that the pages quote."""
    inside = times[padding:-padding, padding:-padding]
    along = inside[0] // inside[0, 0]
    starts = range(-padding, n + padding - k + 1, stride)
    return {
        "n": n,
        "k": k,
        "stride": stride,
        "padding": padding,
        "along": along,
        "starts": r",\; ".join(map(str, starts)),
        "windows": len(starts) ** 2,
        "most": inside.max(),
        "least": inside.min(),
        "four": np.count_nonzero(inside == inside.max()),
    }


def figure(t):
    """Draw the picture with its padding and the first window."""
    fig, ax = drawing.canvas(side + 0.8, side + 1.3)
    rim = {
        (r, c): "padding"
        for r, c in np.ndindex(side, side)
        if not (padding <= r < n + padding and padding <= c < n + padding)
    }
    drawing.grid(ax, [[""] * side] * side, 0.4, 0.9, roles=rim, title=t("Input with padding"))
    drawing.frame(ax, 0.4 + padding, 0.9 + padding, n, n)
    drawing.window(ax, 0.4, 0.9, k, k)
    return fig
