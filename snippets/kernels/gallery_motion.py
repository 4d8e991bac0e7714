"""A kernel that smears a picture along one direction."""

# --8<-- [start:imports]
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

# --8<-- [end:imports]
from snippets.kernels.gallery_row import CELL, PICTURE, part, photo
from snippets.shared import drawing


# --8<-- [start:slide]
def slide(image, kernel):
    """Multiply each window by the kernel and add up."""
    windows = sliding_window_view(image, kernel.shape)
    return (windows * kernel).sum(axis=(2, 3))


# --8<-- [end:slide]

# --8<-- [start:motion]
motion = np.ones((1, 9)) / 9

upright = np.tile([0, 90], (9, 6))  # stripes one pixel wide
lying = upright.T
print(slide(upright, motion)[0])
#> [40. 50. 40. 50.]
print(slide(lying, motion)[:4, 0])
#> [ 0. 90.  0. 90.]
# --8<-- [end:motion]


def steps(image, axis):
    """Return the mean step between neighbours along an axis."""
    return np.abs(np.diff(image, axis=axis)).mean()


def facts():
    """How much of the mean step between neighbours is left in the photograph."""
    inside, smeared = photo[:, 4:-4], slide(photo, motion)
    return {
        "left_along": steps(smeared, 1) / steps(inside, 1),
        "left_across": steps(smeared, 0) / steps(inside, 0),
    }


def figure(t):
    """Show the row of weights above the photograph before and after."""
    width = PICTURE[0] / CELL
    fig, ax = drawing.canvas(357 / CELL, 9.9, CELL)
    middle = 357 / CELL / 2
    drawing.text(ax, middle, 0.45, t("motion blur"))
    drawing.grid(ax, np.ones(motion.shape, int), middle - motion.size / 2, 0.9, role="kernel")
    line = t("divided by {n}", n=motion.size), t("sum: {n}", n=format(motion.sum(), "g"))
    for side, words in zip((-1, 1), line, strict=True):
        drawing.text(ax, middle + 2.4 * side, 2.3, words, size=drawing.SMALL)
    for side, title, picture in ((-1, "before", photo), (1, "after", slide(photo, motion))):
        left = middle + side * (width / 2 + 0.5) - width / 2
        drawing.picture(ax, part(picture), left, 3.7, width, title=t(title))
    return fig
