"""What noise and outliers leave of a pooled picture: on the photograph and on its negative, and with the median too."""

import numpy as np

from snippets.labs.max_or_mean import (
    bright_outliers,
    dark_outliers,
    maximum,
    mean,
    noisy,
    photo,
    pictures,
    relative_error,
    windows,
)

NEGATIVE = 255 - photo


def median(picture, k=2):
    """Return the median of each window; of an even number of pixels, the mean of the two in the middle."""
    return np.median(windows(picture, k), axis=2)


def errors(pool, disturb, picture):
    """Return what the pooled disturbed picture has that the pooled clean one has not."""
    return pool(disturb(picture)) - pool(picture)


def rms(error):
    """Return the root of the mean square."""
    return np.sqrt(np.mean(error**2))


def won(disturb):
    """Return in how many pictures the maximum is nearer to the clean result than the mean."""
    return sum(
        relative_error(maximum, disturb, picture) < relative_error(mean, disturb, picture)
        for picture in pictures.values()
    )


def facts():
    """Numbers that the pages quote."""
    noise = errors(maximum, noisy, photo)
    found = {
        "negative_level": NEGATIVE.mean(),
        "noise": (noisy(photo) - photo).std(),
        "noise_brighter_max": noise.mean(),
        "noise_spread_max": noise.std(),
        "noise_share_max": noise.mean() ** 2 / np.mean(noise**2),
        "noise_median": rms(errors(median, noisy, photo)),
        "pictures": len(pictures),
        "noise_won": won(noisy),
    }
    for name, disturb in (("bright", bright_outliers), ("dark", dark_outliers)):
        found[f"{name}_median"] = rms(errors(median, disturb, photo))
        found[f"{name}_won"] = won(disturb)
        for pool in (maximum, mean):
            short = {"maximum": "max", "mean": "mean"}[pool.__name__]
            found[f"negative_{name}_{short}"] = rms(errors(pool, disturb, NEGATIVE))
    return found
