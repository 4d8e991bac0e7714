"""How many windows see each pixel."""

# --8<-- [start:seen]
import numpy as np


def seen(n, kernel_size, stride):
    """Count the windows over each pixel of an n by n image."""
    times = np.zeros((n, n), int)
    starts = range(0, n - kernel_size + 1, stride)
    for r in starts:
        for c in starts:
            times[r : r + kernel_size, c : c + kernel_size] += 1
    return times


# --8<-- [end:seen]


# --8<-- [start:count]
print(seen(4, kernel_size=2, stride=2))
#> [[1 1 1 1]
#>  [1 1 1 1]
#>  [1 1 1 1]
#>  [1 1 1 1]]
print(seen(4, kernel_size=2, stride=1))
#> [[1 2 2 1]
#>  [2 4 4 2]
#>  [2 4 4 2]
#>  [1 2 2 1]]
print(seen(5, kernel_size=2, stride=3))
#> [[1 1 0 1 1]
#>  [1 1 0 1 1]
#>  [0 0 0 0 0]
#>  [1 1 0 1 1]
#>  [1 1 0 1 1]]
print(seen(5, kernel_size=2, stride=2))
#> [[1 1 1 1 0]
#>  [1 1 1 1 0]
#>  [1 1 1 1 0]
#>  [1 1 1 1 0]
#>  [0 0 0 0 0]]
# --8<-- [end:count]


def facts():
    """Numbers that the pages quote."""
    return {"remainder_missed": np.sum(seen(5, 2, 2) == 0)}
