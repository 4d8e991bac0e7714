"""Many filters over a colour photograph: one map for each."""

# --8<-- [start:imports]
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

# --8<-- [end:imports]
from snippets.convolution import colour_channels
from snippets.shared import drawing


# --8<-- [start:layer]
def layer(images, weight, bias):
    """Apply every filter to every image; all arrays are as in PyTorch."""
    windows = sliding_window_view(images, weight.shape[2:], axis=(2, 3))
    sums = np.einsum("nchwij,ocij->nohw", windows, weight)
    return sums + bias[:, None, None]


images = np.zeros((8, 3, 32, 32))
weight = np.zeros((16, 3, 5, 5))
bias = np.arange(16.0)
maps = layer(images, weight, bias)
print(maps.shape)
#> (8, 16, 28, 28)
print(maps[0, 7].min(), maps[0, 7].max())
#> 7.0 7.0
# --8<-- [end:layer]

SOBEL = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]) / 8
MEAN = np.full((3, 3), 1 / 9)
# Three slices a filter: what is done to red, to green and to blue.
FILTERS = np.array([
    [MEAN, 0 * MEAN, -MEAN],
    [-MEAN / 2, MEAN, -MEAN / 2],
    [SOBEL / 3, SOBEL / 3, SOBEL / 3],
    [SOBEL, 0 * SOBEL, -SOBEL],
])


def respond():
    """Return what the four filters make of the photograph."""
    planes = colour_channels.photo.transpose(2, 0, 1)[None]
    return layer(planes, FILTERS, np.zeros(len(FILTERS)))[0]


def facts():
    """Numbers that the pages quote."""
    return {"images": len(images), "filters": len(weight), "weights": weight.size, "biases": bias.size}


def figure(t):
    """Show the four maps; zero is mid-grey."""
    titles = (t("red against blue"), t("green against the rest"), t("edges, all channels"), t("edges, red − blue"))
    limit = 0.5
    panels = [(title, found) for title, found in zip(titles, respond(), strict=True)]
    return drawing.photos(panels, width=165, limits=(-limit, limit))
