"""What the border of a blurred photograph looks like, depending on what was put around it."""

# --8<-- [start:imports]
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.cbook import get_sample_data
from numpy.lib.stride_tricks import sliding_window_view

# --8<-- [end:imports]
from snippets.shared import drawing

# --8<-- [start:blur]
path = get_sample_data("grace_hopper.jpg", asfileobj=False)
photo = plt.imread(path).mean(axis=2)[:512]
photo = photo.reshape(128, 4, 128, 4).mean(axis=(1, 3))  # smaller


def blur(image, k, mode):
    """Take the mean of each k by k window; k is odd."""
    padded = np.pad(image, k // 2, mode)
    return sliding_window_view(padded, (k, k)).mean(axis=(2, 3))


def rim(image):
    """Return the mean grey of the outermost pixels."""
    return np.r_[image[0], image[-1], image[1:-1, 0], image[1:-1, -1]].mean()


print("before", rim(photo).round(1))
#> before 96.6
for mode in ["constant", "symmetric", "reflect", "edge", "wrap"]:
    print(mode, rim(blur(photo, 15, mode)).round(1))
#> constant 46.0
#> symmetric 89.7
#> reflect 87.8
#> edge 92.3
#> wrap 89.7
# --8<-- [end:blur]

K = 15


def facts():
    """Numbers that the pages quote."""
    zeros = blur(photo, K, "constant")
    others = [rim(blur(photo, K, mode)) for mode in ("symmetric", "reflect", "edge")]
    return {
        "k": K,
        "before": rim(photo),
        "zeros": rim(zeros),
        "lowest": min(others),
        "highest": max(others),
        "spread": K // 2,
    }


def figure(t):
    """Show the photograph and its blur with four kinds of border."""
    panels = [
        (t("photograph"), photo),
        (t("zeros"), blur(photo, K, "constant")),
        (t("last pixel repeated"), blur(photo, K, "edge")),
        (t("from the other end"), blur(photo, K, "wrap")),
    ]
    return drawing.photos(panels, width=165)
