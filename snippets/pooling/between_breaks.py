"""Windows in which the power mean fails: with negative numbers, and with powers too large for their numbers."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]


# --8<-- [start:power-function]
def power_mean(x, p):
    with np.errstate(all="ignore"):
        return np.mean(x**p) ** (1 / p)


# --8<-- [end:power-function]
# --8<-- [start:negative]
signed = np.array([-3.0, 1, 0, 1])
for p in (1, 2, 3, 2.5):
    print(p, power_mean(signed, p).round(2))
#> 1 -0.25
#> 2 1.66
#> 3 nan
#> 2.5 nan
print(3, power_mean(np.maximum(signed, 1e-6), 3).round(2))
#> 3 0.79
# --8<-- [end:negative]

# --8<-- [start:large]
bright = np.array([51, 153, 102, 255], np.float32)
print(power_mean(bright, 20))
#> inf
print(f"{255 * power_mean(bright / 255, 20):.2f}")
#> 237.92
# --8<-- [end:large]


def facts():
    """Numbers that the pages quote."""
    return {"two": power_mean(signed, 2)}
