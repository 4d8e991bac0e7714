"""Four filters against two kinds of noise, each with the best of a few settings."""

from collections.abc import Callable

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from snippets.kernels.bilateral_filter import bilateral
from snippets.shared import drawing
from snippets.shared.photograph import FACE

SPREAD = 20  # grey levels: the standard deviation of the Gaussian noise
SHARE = 0.02  # the share of pixels that turn black or white


def windows(x, size):
    return sliding_window_view(np.pad(x, size // 2, mode="reflect"), (size, size))


def mean(x, size):
    return windows(x, size).mean(axis=(2, 3))


def median(x, size):
    return np.median(windows(x, size), axis=(2, 3))


def gaussian(x, width):
    """Weigh windows of 7x7 pixels with a Gaussian, whose standard deviation in pixels is ``width``."""
    d = np.arange(-3, 4)
    weights = np.exp(-(d[:, None] ** 2 + d**2) / (2 * width**2))
    return np.einsum("ijkl,kl", windows(x, 7), weights / weights.sum())


def bilateral_7(x, width, tolerance):
    return bilateral(x, 7, width, tolerance)


WIDTHS = (0.5, 0.75, 1, 1.25, 1.5)
SWEEP: dict[str, tuple[Callable, list[tuple[float, ...]]]] = {
    "mean": (mean, [(3,), (5,), (7,)]),
    "gaussian": (gaussian, [(w,) for w in WIDTHS]),
    "median": (median, [(3,), (5,), (7,)]),
    "bilateral": (bilateral_7, [(w, c) for w in (0.75, 1, 1.5) for c in (20, 40, 60, 90, 120, 300)]),
}
NAMES = {"mean": "mean", "gaussian": "Gaussian", "median": "median", "bilateral": "bilateral"}


def add_noise():
    """Return the photograph with Gaussian noise, and with salt and pepper."""
    rng = np.random.default_rng(0)
    rough = np.clip(FACE + rng.normal(0, SPREAD, FACE.shape), 0, 255)
    grains = FACE.copy()
    chance = rng.random(FACE.shape)
    grains[chance < SHARE / 2] = 0
    grains[chance > 1 - SHARE / 2] = 255
    return {"rough": rough, "grains": grains}


def error(x):
    """Return the root of the mean squared difference from the clean photograph."""
    return np.sqrt(np.mean((x - FACE) ** 2))


def best(name, x):
    """Return the least error of a filter, the setting that gives it, and the picture."""
    f, settings = SWEEP[name]
    found = {setting: f(x, *setting) for setting in settings}
    setting = min(found, key=lambda s: error(found[s]))
    return error(found[setting]), setting, found[setting]


def as_maths(name, setting):
    """Return a setting as maths."""
    if name in ("mean", "median"):
        return r"{0} \times {0}".format(*setting)
    return r",\; ".join(map(str, setting))


def facts():
    """Errors, and the settings they were reached with."""
    pictures = add_noise()
    found = {"spread": SPREAD, "share": SHARE, "width": len(FACE)}
    for kind, picture in pictures.items():
        found[f"{kind}_before"] = error(picture)
        for name in SWEEP:
            least, setting, _ = best(name, picture)
            found[f"{kind}_{name}"] = least
            found[f"{kind}_{name}_setting"] = as_maths(name, setting)
    _, setting, _ = best("bilateral", pictures["rough"])
    found["grains_unmoved"] = error(bilateral_7(pictures["grains"], *setting))
    found["clean_median"] = error(median(FACE, 3))
    return found


def figure(t):
    """Show the glasses in both noises, and after each filter."""
    part = np.s_[12:96, 10:94]
    pictures = add_noise()
    panels = [(t("Gaussian noise"), pictures["rough"][part]), (t("salt and pepper"), pictures["grains"][part])]
    for name in SWEEP:
        panels += [(t(NAMES[name]), best(name, picture)[2][part]) for picture in pictures.values()]
    return drawing.photos(panels, width=168, wide=[(i % 4, i // 4) for i in range(10)])
