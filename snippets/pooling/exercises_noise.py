"""Exercise: what pooling makes of noise."""

# --8<-- [start:measure]
import numpy as np

rng = np.random.default_rng(0)
grey, spread, pixels = 100, 6, 9
windows = rng.normal(grey, spread, (500_000, pixels))
for pooled in windows.mean(axis=1), windows.max(axis=1):
    print(f"level {pooled.mean():.1f}, variance {pooled.var():.1f}")
#> level 100.0, variance 4.0
#> level 108.9, variance 12.9
# --8<-- [end:measure]

mean, maximum = windows.mean(axis=1), windows.max(axis=1)


def facts():
    """Noise before and after."""
    return {
        "grey": grey,
        "spread": spread,
        "pixels": pixels,
        "variance": spread**2,
        "variance_mean": spread**2 / pixels,
        "spread_mean": spread / pixels**0.5,
        "level_max": maximum.mean(),
        "variance_max": maximum.var(),
    }
