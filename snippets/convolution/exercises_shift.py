"""Exercise: a moved input and a stride of two."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]
from snippets.shared import drawing

# --8<-- [start:move]
w = np.array([1, 2, -1])
x = np.array([0, 0, 3, 1, 4, 0, 0, 0, 0])
for shift in (0, 1, 2):
    moved = np.roll(x, shift)
    print(np.correlate(moved, w, "valid")[::2])
#> [-3  1  4  0]
#> [0 5 9 0]
#> [ 0 -3  1  4]
# --8<-- [end:move]


def facts():
    """Numbers that the pages quote."""
    every = [np.correlate(np.roll(x, shift), w, "valid") for shift in (0, 1, 2)]
    kept = [full[::2] for full in every]
    return {
        "still": kept[0],
        "one": kept[1],
        "two": kept[2],
        "every": every[0],
        "odd": every[0][1::2],
    }


def figure(t):
    """Draw the row, moved by one and by two pixels, and the weights."""
    fig, ax = drawing.canvas(9.8, 9.1)
    for i, label in enumerate((t("Input"), t("moved by {n}", n=1), t("moved by {n}", n=2))):
        drawing.grid(ax, np.roll(x, i)[None], 0.4, 0.9 + 2.1 * i, title=label)
    drawing.grid(ax, w[None], 3.4, 7.5, role="kernel", title=t("Kernel"))
    return fig
