"""A photograph that wanders off: means of 2 by 2, one after the other, beside means of 3 by 3."""

# --8<-- [start:imports]
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.cbook import get_sample_data
from numpy.lib.stride_tricks import sliding_window_view

# --8<-- [end:imports]
from snippets.shared import drawing

# --8<-- [start:passes]
path = get_sample_data("grace_hopper.jpg", asfileobj=False)
photo = plt.imread(path).mean(axis=2)[130:310, 170:350]


def blur(image, k, before, times):
    """Take means of k by k, `before` pixels up and left of each."""
    for _ in range(times):
        padded = np.pad(image, (before, k - 1 - before), mode="edge")
        image = sliding_window_view(padded, (k, k)).mean(axis=(2, 3))
    return image


odd = blur(photo, 3, before=1, times=6)
up = blur(photo, 2, before=0, times=16)
down = blur(photo, 2, before=1, times=16)
# --8<-- [end:passes]


# --8<-- [start:moved]
def moved(image):
    """Find the diagonal shift that makes an image most like the photo."""
    inside = photo[20:-20, 20:-20]
    errors = {}
    for d in range(-20, 21):
        part = image[20 + d : 160 + d, 20 + d : 160 + d]
        errors[d] = np.abs(part - inside).mean()
    return min(errors, key=lambda d: errors[d])


print(moved(odd), moved(up), moved(down))
#> 0 -8 8
# --8<-- [end:moved]


def facts():
    """Numbers that the pages quote."""
    return {"up": abs(moved(up)), "once": moved(down) / 16}


def figure(t):
    """Show the photograph and its means, each with the same lines through the same places."""
    panels = [
        (t("photograph"), photo),
        (t("{n} times {k} × {k}", n=6, k=3), odd),
        (t("{n} times {k} × {k}", n=16, k=2), up),
        (t("{n} times {k} × {k}", n=16, k=2), down),
    ]
    fig = drawing.photos(panels, width=172)
    for ax in fig.axes:
        for role, width in (("paper", 2.6), ("ink", 1)):
            ax.axhline(87, color=drawing.colour(role), lw=width)
            ax.axvline(87, color=drawing.colour(role), lw=width)
    return fig
