"""The logarithm of a mean of exponentials, from the mean of a window to its maximum, and without an overflow."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]

# --8<-- [start:window]
window = np.array([1.0, 3, 2, 6])
# --8<-- [end:window]


# --8<-- [start:exp-function]
def exp_mean(x, r):
    largest = x.max()
    return largest + np.log(np.mean(np.exp(r * (x - largest)))) / r


# --8<-- [end:exp-function]
# --8<-- [start:exp]

for r in (0.01, 0.5, 1, 4, 16):
    print(r, f"{exp_mean(window, r):.3f}")
#> 0.01 3.018
#> 0.5 3.957
#> 1 4.686
#> 4 5.653
#> 16 5.913
# --8<-- [end:exp]

# --8<-- [start:overflow]
bright = 255 * np.array([0.2, 0.6, 0.4, 1.0])
with np.errstate(over="ignore"):
    print(np.log(np.mean(np.exp(4 * bright))) / 4)
#> inf
print(f"{exp_mean(bright, 4):.3f}")
#> 254.653
# --8<-- [end:overflow]

# --8<-- [start:scale]
print(f"{exp_mean(window, 1):.3f}")
#> 4.686
print(f"{exp_mean(window + 10, 1) - 10:.3f}")  # brighter by ten
#> 4.686
print(f"{exp_mean(10 * window, 1) / 10:.3f}")  # ten times as bright
#> 5.861
# --8<-- [end:scale]


def facts():
    """Numbers that the pages quote."""
    return {
        "below": np.log(window.size) / 16,
        "sixteen": exp_mean(window, 16),
        "double": np.log(np.finfo(np.float64).max),
        "single": np.log(np.finfo(np.float32).max),
    }
