"""A piece of the photograph as a kernel, and where it is found again."""

# --8<-- [start:imports]
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.cbook import get_sample_data
from numpy.lib.stride_tricks import sliding_window_view

# --8<-- [end:imports]
from snippets.shared import drawing

# --8<-- [start:find]
path = get_sample_data("grace_hopper.jpg", asfileobj=False)
photo = plt.imread(path).mean(axis=2)
photo = photo.reshape(300, 2, 256, 2).mean(axis=(1, 3))

windows = sliding_window_view(photo, (13, 13))
kernel = windows[86, 148]  # an eye
around = kernel - kernel.mean()

response = (windows * kernel).sum(axis=(2, 3))
contrast = (windows * around).sum(axis=(2, 3))
spread = windows.std(axis=(2, 3)) * around.std() * around.size
likeness = contrast / spread

for values in (response, contrast, likeness):
    row, column = np.divmod(values.argmax(), values.shape[1])
    print(int(row), int(column))
#> 225 125
#> 201 131
#> 86 148
# --8<-- [end:find]

CELL = 24
SHOWN = 112, 166  # px, width and height
LEFT, TOP = 76, 76
PLACES = {"response": response, "without its mean": contrast, "likeness": likeness}
SIZE = len(kernel)


def best(values):
    """Return row and column of the largest value."""
    return tuple(int(n) for n in np.unravel_index(values.argmax(), values.shape))


def facts():
    """Numbers that the pages quote."""
    eye = best(likeness)
    return {
        "size": SIZE,
        "row": eye[0],
        "column": eye[1],
        "response_eye": response[eye] / 1e6,
        "response_best": response.max() / 1e6,
        "contrast_ratio": contrast.max() / contrast[eye],
        "likeness_there": likeness[best(contrast)],
    }


def figure(t):
    """Show the place that each measure finds, framed, and the map of each."""
    width, height = (n / CELL for n in SHOWN)
    step = (357 / CELL - width) / 2
    fig, ax = drawing.canvas(357 / CELL, 2 * height + 1.4, CELL)
    for i, (name, values) in enumerate(PLACES.items()):
        x = i * step
        drawing.picture(ax, photo[TOP : TOP + SHOWN[1], LEFT : LEFT + SHOWN[0]], x, 0.9, width, title=t(name))
        row, column = best(values)
        size = SIZE / CELL
        drawing.frame(ax, x + (column - LEFT) / CELL, 0.9 + (row - TOP) / CELL, size, size)
        half = SIZE // 2
        shown = values[TOP - half : TOP - half + SHOWN[1], LEFT - half : LEFT - half + SHOWN[0]]
        low = 0 if name == "response" else -values.max()
        drawing.picture(ax, 255 * (shown - low) / (values.max() - low), x, 1.3 + height, width)
    return fig
