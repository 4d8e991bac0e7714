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
CROP = np.s_[40:296, 130:388]  # the head, for the figure


def blur(picture, taps):
    """Blur along both axes; as many pixels as the kernel reaches over are lost at each border."""
    for axis in (0, 1):
        n = picture.shape[axis] - len(taps) + 1
        views = [np.take(picture, range(i, i + n), axis) for i in range(len(taps))]
        picture = sum(w * v for w, v in zip(taps, views, strict=True)) / sum(taps)
    return picture


def pool(picture, kind):
    """Pool a picture by two; the pixels of the result stand for the same places in every kind."""
    margin = 2  # what the widest blur loses
    if kind in BINOMIAL:
        taps = BINOMIAL[kind]
        soft = blur(max_pool2d(picture, 2, 1), taps)
        start = margin - len(taps) // 2
        result = soft[start::2, start::2]
    else:
        result = (max_pool2d if kind == "max" else avg_pool2d)(picture[margin:, margin:], 2)
    return result[: (picture.shape[0] - 8) // 2, : (picture.shape[1] - 8) // 2]


def change(picture, kind):
    """Return how much each pixel of the result changes when the picture moves by one column."""
    return np.abs(pool(picture[:, 1:-1], kind) - pool(picture[:, :-2], kind))


def facts():
    """Numbers that the pages quote."""
    found = {}
    for kind in ("max", "mean", *BINOMIAL):
        moved = change(PHOTO, kind).mean()
        found[f"change_{kind}"] = moved
        found[f"spread_{kind}"] = pool(PHOTO, kind).std()
    found["less_blur3"] = 1 - found["change_blur3"] / found["change_max"]
    return found


def figure(t):
    """Draw both results and how much they change."""
    crop = PHOTO[CROP]
    gain = 4
    panels = [(t("maximum"), pool(crop, "max")), (t("maximum, then blur"), pool(crop, "blur3"))]
    panels += [(t("change, {n} times", n=gain), gain * change(crop, kind)) for kind in ("max", "blur3")]
    return drawing.photos(panels)
