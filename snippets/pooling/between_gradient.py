"""Who gets the gradient of a pooling between the mean and the maximum."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]

# --8<-- [start:window]
window = np.array([1, 3, 2, 6])
# --8<-- [end:window]


# --8<-- [start:gradient]
def power_gradient(x, p):
    largest = x.max()
    power_mean = largest * np.mean((x / largest) ** p) ** (1 / p)
    return (x / power_mean) ** (p - 1) / x.size


def exp_gradient(x, r):
    powers = np.exp(r * (x - x.max()))
    return powers / powers.sum()


for p in (1, 4, 16):
    print(p, power_gradient(window, p).round(2))
#> 1 [0.25 0.25 0.25 0.25]
#> 4 [0.   0.08 0.02 0.67]
#> 16 [0.   0.   0.   0.92]
print(1, exp_gradient(window, 1).round(2))
#> 1 [0.01 0.05 0.02 0.93]
# --8<-- [end:gradient]

P, R = 4, 1


def facts():
    """Numbers that the pages quote."""
    power, exp = power_gradient(window, P), exp_gradient(window, R)
    return {
        "power_largest": power[-1],
        "power_second": power[1],
        "power_sum": power.sum(),
        "exp_largest": exp[-1],
        "exp_second": exp[1],
    }
