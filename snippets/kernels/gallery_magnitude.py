"""Both directions put together: how strong an edge is, and which of its sides is bright."""

# --8<-- [start:imports]
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.cbook import get_sample_data
from numpy.lib.stride_tricks import sliding_window_view

# --8<-- [end:imports]
from snippets.kernels.gallery_row import CELL, PICTURE, part
from snippets.shared import drawing


# --8<-- [start:slide]
def slide(image, kernel):
    """Multiply each window by the kernel and add up."""
    windows = sliding_window_view(image, kernel.shape)
    return (windows * kernel).sum(axis=(2, 3))


path = get_sample_data("grace_hopper.jpg", asfileobj=False)
photo = plt.imread(path).mean(axis=2)  # grey, 0 to 255
photo = photo.reshape(300, 2, 256, 2).mean(axis=(1, 3))  # half size


# --8<-- [end:slide]

# --8<-- [start:magnitude]
sobel = np.array([
    [-1, 0, 1],
    [-2, 0, 2],
    [-1, 0, 1],
])
gx = slide(photo, sobel)  # change to the right
gy = slide(photo, sobel.T)  # change downwards

magnitude = np.hypot(gx, gy)
orientation = np.arctan2(gy, gx)  # radians, clockwise from right

strong = magnitude > 200
print(strong.mean().round(2))
#> 0.12
# --8<-- [end:magnitude]

FULL = 300  # the magnitude from which colours are full
GREY = 0.5


def colours_of(angle, strength):
    """Return the colours of angles, faded to grey where there is no edge that could have a direction."""
    colours = plt.get_cmap("twilight_shifted")(angle / (2 * np.pi) % 1)[..., :3]
    return GREY + strength[..., None] * (colours - GREY)


def wheel(size):
    """Return a ring with the colour of each direction, seen from its middle."""
    y, x = np.mgrid[:size, :size] - (size - 1) / 2
    radius = np.hypot(x, y) / (size / 2)
    ring = colours_of(np.arctan2(y, x), np.ones_like(x))
    return np.dstack([ring, ((radius < 1) & (radius > 0.55)).astype(float)])


def facts():
    """Numbers that the pages quote."""
    return {"strong": strong.mean()}


def figure(t):
    """Show magnitude and orientation, and between them the colours of the directions."""
    strength, angle = part(magnitude), part(orientation)
    width, height, all_of_it = PICTURE[0] / CELL, PICTURE[1] / CELL, 357 / CELL
    fig, ax = drawing.canvas(all_of_it, height + 1, CELL)
    drawing.picture(ax, 0.35 * strength, 0, 0.9, width, title=t("magnitude"))
    colours = colours_of(angle, np.clip(strength / FULL, 0, 1))
    drawing.picture(ax, colours, all_of_it - width, 0.9, width, title=t("orientation"))
    side = 72 / CELL
    x, y = all_of_it / 2, 0.9 + height / 2
    drawing.picture(ax, wheel(72), x - side / 2, y - side / 2, side, title=t("the bright side"))
    for dx, dy in ((1, 0), (0, 1), (-1, 0), (0, -1)):
        drawing.arrow(ax, (x + 0.12 * dx, y + 0.12 * dy), (x + 0.66 * dx, y + 0.66 * dy))
    return fig
