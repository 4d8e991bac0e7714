"""A photograph with two kernels: one pulls edges out, one pushes noise away."""

# --8<-- [start:imports]
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.cbook import get_sample_data
from numpy.lib.stride_tricks import sliding_window_view

# --8<-- [end:imports]
from snippets.shared import drawing
from snippets.shared.photograph import FACE_PLACE

# --8<-- [start:load]
path = get_sample_data("grace_hopper.jpg", asfileobj=False)
photo = plt.imread(path).mean(axis=2)  # grey, 0 to 255


def slide(image, kernel):
    """Return one weighted sum for each position of the kernel."""
    windows = sliding_window_view(image, kernel.shape)
    return (windows * kernel).sum(axis=(2, 3))


# --8<-- [end:load]

# --8<-- [start:filters]
right_minus_left = np.array([
    [-1, 0, 1],
    [-1, 0, 1],
    [-1, 0, 1],
])
mean = np.ones((3, 3)) / 9

edges = slide(photo, right_minus_left)

rng = np.random.default_rng(0)
noisy = photo + rng.normal(0, 25, photo.shape)
smooth = slide(noisy, mean)


def error(image, wanted):
    """Return the root of the mean squared difference."""
    return np.sqrt(((image - wanted) ** 2).mean())


clean = photo[1:-1, 1:-1]  # the pixels under the kernel's centre
print(f"error before: {error(noisy[1:-1, 1:-1], clean):.0f}")
#> error before: 25
print(f"error after:  {error(smooth, clean):.0f}")
#> error after:  12
# --8<-- [end:filters]


def facts():
    """Numbers that the pages quote."""
    strength = np.abs(edges)
    return {
        "before": error(noisy[1:-1, 1:-1], clean),
        "after": error(smooth, clean),
        "edge_half": np.median(strength),
        "edge_most": strength.max(),
    }


def figure(t):
    """Show the face and its edges; the face with noise, and smoothed."""
    signed = 128 + edges[FACE_PLACE] * (127 / 220)  # 0 becomes mid-grey
    panels = [
        (t("photograph"), photo[FACE_PLACE]),
        (t("edges pulled out"), signed.clip(0, 255)),
        (t("photograph with noise"), noisy[FACE_PLACE].clip(0, 255)),
        (t("noise pushed away"), smooth[FACE_PLACE].clip(0, 255)),
    ]
    return drawing.photos(panels, width=172)
