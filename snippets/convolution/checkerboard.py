"""A photograph brought up to twice its size in four ways."""

import numpy as np

from snippets.functions.conv2d import conv2d
from snippets.functions.conv_transpose2d import conv_transpose2d
from snippets.shared import drawing
from snippets.shared.photograph import PHOTO

FLAT = 100


def kernels():
    """Return even weights of three and of four, and uneven ones; each keeps the mean brightness."""
    rng = np.random.default_rng(0)
    found = {"three": np.ones((3, 3)), "four": np.ones((4, 4)), "uneven": rng.uniform(size=(4, 4))}
    found["after"] = rng.uniform(size=(3, 3))
    return {name: 4 * weights / weights.sum() for name, weights in found.items()}


def enlarge(image):
    """Return the image at twice its size, in each way."""
    weights = kernels()
    one = np.asarray(image, float)[None]
    found = {}
    for name in ("three", "four", "uneven"):
        k = weights[name]
        result = conv_transpose2d(one, k[None, None], stride=2, padding=1, output_padding=len(k) % 2)
        found[name] = result[0]
    twice = np.pad(one[0].repeat(2, axis=0).repeat(2, axis=1), 1, mode="edge")
    found["resized"] = conv2d(twice[None], weights["after"][None, None] / 4)[0]
    return found


def facts():
    """Darkest and brightest pixel of a flat picture, away from the border."""
    found: dict[str, object] = {"flat": FLAT}
    for name, result in enlarge(np.full((8, 8), FLAT)).items():
        inside = result[4:-4, 4:-4].round(9)
        found |= {f"{name}_low": inside.min(), f"{name}_high": inside.max()}
    return found


def figure(t):
    """Show a part of the photograph, enlarged in each way."""
    small = PHOTO[160:248, 210:298].reshape(44, 2, 44, 2).mean(axis=(1, 3))
    titles = {
        "three": t("kernel {k}, stride {s}", k=3, s=2),
        "four": t("kernel {k}, stride {s}", k=4, s=2),
        "uneven": t("kernel 4, uneven"),
        "resized": t("enlarge, then convolve"),
    }
    results = enlarge(small)
    return drawing.photos([(titles[name], results[name][2:-2, 2:-2]) for name in titles], width=172)
