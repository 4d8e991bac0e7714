"""Four pictures under three kernels: twelve feature maps."""

# --8<-- [start:imports]
import io

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.cbook import get_sample_data
from numpy.lib.stride_tricks import sliding_window_view

# --8<-- [end:imports]
from snippets.shared import drawing


# --8<-- [start:slide]
def slide(image, kernel):
    """Multiply each window by the kernel and add up."""
    windows = sliding_window_view(image, kernel.shape)
    return (windows * kernel).sum(axis=(2, 3))


# --8<-- [end:slide]


# --8<-- [start:images]
def letter(character):
    """Draw a letter, black on white, 86 by 86 pixels."""
    fig = plt.figure(figsize=(1, 1), dpi=86)
    fig.text(0.5, 0.5, character, fontsize=60,
             family="DejaVu Sans", ha="center", va="center")
    file = io.BytesIO()
    fig.savefig(file, format="png", dpi=86)
    plt.close(fig)
    file.seek(0)
    ink = plt.imread(file)[..., 0].astype(float)
    return 255 * ink


path = get_sample_data("grace_hopper.jpg", asfileobj=False)
photo = plt.imread(path).mean(axis=2)
photo = photo.reshape(300, 2, 256, 2).mean(axis=(1, 3))
with np.load(get_sample_data(
        "jacksboro_fault_dem.npz", asfileobj=False)) as dem:
    terrain = dem["elevation"][::4, ::4].astype(float)

images = [
    photo[60:146, 86:172],
    terrain[:86, :86],
    letter("K"),
    letter("\N{ARABIC LETTER KEHEH}"),
]
# --8<-- [end:images]

# --8<-- [start:maps]
upright = np.array([
    [-1, 0, 1],
    [-2, 0, 2],
    [-1, 0, 1],
])
tilted = np.array([
    [-2, -1, 0],
    [-1, 0, 1],
    [0, 1, 2],
])
kernels = [upright, upright.T, tilted]

for image in images:
    maps = np.stack([slide(image, k) for k in kernels])
    print(image.shape, "->", maps.shape)
#> (86, 86) -> (3, 84, 84)
#> (86, 86) -> (3, 84, 84)
#> (86, 86) -> (3, 84, 84)
#> (86, 86) -> (3, 84, 84)
# --8<-- [end:maps]

CELL = 22
SIDE = 84  # px, of a map


def facts():
    """Numbers that the pages quote."""
    return {"maps": len(images) * len(kernels)}


def show(ax, values, largest, column, y):
    """Draw values from -largest to largest in 64 greys: nobody sees the difference, and they weigh a third less."""
    greys = 127.5 + 127.5 * values / largest
    drawing.picture(ax, 4 * np.round(greys / 4), column, y, SIDE / CELL)


def figure(t):
    """Show every picture in a row with its maps, and above each column its kernel."""
    side, step = SIDE / CELL, (SIDE + 7) / CELL
    fig, ax = drawing.canvas(357 / CELL, 4.1 + len(images) * step, CELL)
    for column, kernel in enumerate(kernels, 1):
        drawing.grid(ax, kernel, column * step + side / 2 - 1.5, 0.4, role="kernel")
    drawing.text(ax, side / 2, 1.6, t("image"))
    drawing.text(ax, side / 2, 2.4, t("and kernel"))
    for row, image in enumerate(images):
        y = 3.9 + row * step
        inner = image[1:-1, 1:-1]
        middle = (inner.min() + inner.max()) / 2
        show(ax, inner - middle, np.ptp(inner) / 2, 0, y)
        maps = [slide(image, k) for k in kernels]
        largest = np.percentile(np.abs(maps), 99.5)
        for column, values in enumerate(maps, 1):
            show(ax, values, largest, column * step, y)
    return fig
