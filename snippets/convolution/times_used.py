"""How often a 3x3 kernel uses each pixel: valid, same and full."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]
from snippets.shared import drawing


# --8<-- [start:count]
def times_used(n, k, p):
    """Count the windows over each pixel, p zeros at each end."""
    times = np.zeros((n + 2 * p, n + 2 * p), int)
    for r in range(n + 2 * p - k + 1):
        for c in range(n + 2 * p - k + 1):
            times[r : r + k, c : c + k] += 1
    return times[p : p + n, p : p + n]


print(times_used(5, k=3, p=1))
#> [[4 6 6 6 4]
#>  [6 9 9 9 6]
#>  [6 9 9 9 6]
#>  [6 9 9 9 6]
#>  [4 6 6 6 4]]
# --8<-- [end:count]

N, K = 5, 3
PADDING = {"valid": 0, "same": 1, "full": 2}


def facts():
    """Numbers that the pages quote."""
    same, valid, full = times_used(N, K, 1), times_used(N, K, 0), times_used(N, K, 2)
    return {
        "same_corner": same[0, 0],
        "same_edge": same[0, 2],
        "same_middle": same[2, 2],
        "valid_corner": valid[0, 0],
        "valid_middle": valid[2, 2],
        "full_least": full.min(),
        "flat_corner": same[0, 0] / K**2,
    }


def figure(t):
    """Draw the three grids of counts."""
    fig, ax = drawing.canvas(17, 6.6, cell=21)
    for i, (mode, p) in enumerate(PADDING.items()):
        drawing.grid(ax, times_used(N, K, p), 0.2 + 5.8 * i, 1.3, title=mode)
    return fig
