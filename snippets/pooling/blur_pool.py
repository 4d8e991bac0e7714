"""What a shift of one pixel does to maximum pooling, and to maximum, blur and subsampling."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]
from snippets.functions.pool2d import avg_pool2d, max_pool2d
from snippets.shared import drawing
from snippets.shared.photograph import PHOTO

# --8<-- [start:setup]
x = np.array([0, 0, 1, 1, 0, 0, 1, 1])  # a ring: the end meets the start


def max_pool(x):
    return np.maximum(x, np.roll(x, -1))[::2]


def max_blur_pool(x):
    m = np.maximum(x, np.roll(x, -1))  # maximum of two, stride 1
    blurred = (np.roll(m, 1) + 2 * m + np.roll(m, -1)) / 4
    return blurred[::2]  # only now the stride


# --8<-- [end:setup]


# --8<-- [start:shift]
shifted = np.roll(x, 1)
print(max_pool(x), "->", max_pool(shifted))
#> [0 1 0 1] -> [1 1 1 1]
print(max_blur_pool(x), "->", max_blur_pool(shifted))
#> [0.5 1.  0.5 1. ] -> [0.75 0.75 0.75 0.75]
# --8<-- [end:shift]

BINOMIAL = {"blur3": (1, 2, 1), "blur5": (1, 4, 6, 4, 1)}
CROP = np.s_[20:148, 65:194]  # the head in a pooled picture, for the figure


def blur(picture, taps):
    """Blur along both axes; like the row above, the picture is a ring along each."""
    for axis in (0, 1):
        moved = [np.roll(picture, i - len(taps) // 2, axis) for i in range(len(taps))]
        picture = sum(w * m for w, m in zip(taps, moved, strict=True)) / sum(taps)
    return picture


def pool(picture, kind):
    """Pool a picture by two, or keep every second pixel, or leave it as it is."""
    if kind == "none":
        return picture
    if kind == "second":
        return picture[::2, ::2]
    if kind in BINOMIAL:
        dense = max_pool2d(np.pad(picture, ((0, 1), (0, 1)), mode="wrap"), 2, 1)
        return blur(dense, BINOMIAL[kind])[::2, ::2]
    return (max_pool2d if kind == "max" else avg_pool2d)(picture, 2)


def change(picture, kind):
    """Return how much each pixel of the result changes when the picture moves by one column."""
    return pool(np.roll(picture, 1, axis=1), kind) - pool(picture, kind)


def facts():
    """Numbers that the pages quote."""
    found = {}
    for kind in ("none", "second", "max", "mean", *BINOMIAL):
        spread = pool(PHOTO, kind).std()
        found[f"change_{kind}"] = np.sqrt(np.mean(change(PHOTO, kind) ** 2)) / spread
        found[f"spread_{kind}"] = spread
    found["less_blur3"] = 1 - found["change_blur3"] / found["change_max"]
    return found


def figure(t):
    """Draw both results and how much they change."""
    gain = 4
    panels = [(t("maximum"), pool(PHOTO, "max")[CROP]), (t("maximum, then blur"), pool(PHOTO, "blur3")[CROP])]
    changes = [gain * np.abs(change(PHOTO, kind))[CROP] for kind in ("max", "blur3")]
    panels += [(t("change, {n} times", n=gain), panel) for panel in changes]
    return drawing.photos(panels)
