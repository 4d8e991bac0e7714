"""A separable kernel in two passes: down the columns, then along the rows."""

# --8<-- [start:imports]
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.cbook import get_sample_data
from numpy.lib.stride_tricks import sliding_window_view

# --8<-- [end:imports]
from snippets.shared import drawing
from snippets.shared.photograph import FACE


# --8<-- [start:passes]
def down(image, column):
    """Slide a column; the result has fewer rows."""
    return sliding_window_view(image, len(column), axis=0) @ column


def across(image, row):
    """Slide a row; the result has fewer columns."""
    return sliding_window_view(image, len(row), axis=1) @ row


# --8<-- [end:passes]

# --8<-- [start:photo]
path = get_sample_data("grace_hopper.jpg", asfileobj=False)
photo = plt.imread(path).mean(axis=2)

column = np.full(15, 1 / 15)
row = np.full(9, 1 / 9)
kernel = np.outer(column, row)

windows = sliding_window_view(photo, kernel.shape)
at_once = np.einsum("ijkl,kl", windows, kernel)
passes = across(down(photo, column), row)
print(at_once.shape == passes.shape, np.allclose(at_once, passes))
#> True True
# --8<-- [end:photo]


def facts():
    """Numbers that the pages quote."""
    rounding = np.abs(at_once - passes).max()
    return {
        "power": next(n for n in (-12, -11, -10, -9, -6, -3, 0) if rounding < 10.0**n),
        "once": kernel.size,
        "twice": len(column) + len(row),
    }


def figure(t):
    """Show the photograph, each pass alone, and both."""
    half, side = len(column) // 2, len(row) // 2
    first = down(FACE, column)
    panels = [
        (t("photograph"), FACE[half:-half, side:-side]),
        (t("column alone"), first[:, side:-side]),
        (t("row alone"), across(FACE, row)[half:-half]),
        (t("column, then row"), across(first, row)),
    ]
    return drawing.photos(panels, width=164)
