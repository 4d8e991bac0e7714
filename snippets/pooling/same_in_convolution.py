"""Pooling and convolution walk over the image with the same stride."""

# --8<-- [start:walk]
import numpy as np


def walk(image, k, s, summary):
    """Summarise each k by k window of a square image, with stride s."""
    starts = range(0, len(image) - k + 1, s)
    result = []
    for r in starts:
        windows = [image[r : r + k, c : c + k] for c in starts]
        result.append([summary(window) for window in windows])
    return np.array(result)


# --8<-- [end:walk]


# --8<-- [start:two]
P = np.array([
    [1, 3, 2, 1],
    [4, 6, 5, 0],
    [7, 2, 8, 3],
    [0, 1, 4, 9],
])
weights = np.array([
    [1, 2],
    [0, -1],
])


def weighted_sum(window):
    """Return what a convolution layer makes of a window."""
    return (window * weights).sum()


print(walk(P, k=2, s=2, summary=np.max))
#> [[6 5]
#>  [7 9]]
print(walk(P, k=2, s=2, summary=weighted_sum))
#> [[ 1  4]
#>  [10  5]]

everywhere = walk(P, k=2, s=1, summary=np.max)
print(everywhere[::2, ::2])
#> [[6 5]
#>  [7 9]]
# --8<-- [end:two]
