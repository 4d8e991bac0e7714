"""Two kernels that blur: equal weights, and weights that fall towards the rim."""

# --8<-- [start:imports]
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

# --8<-- [end:imports]
from snippets.kernels.gallery_row import draw_rows, photo


# --8<-- [start:slide]
def slide(image, kernel):
    """Multiply each window by the kernel and add up."""
    windows = sliding_window_view(image, kernel.shape)
    return (windows * kernel).sum(axis=(2, 3))


# --8<-- [end:slide]

# --8<-- [start:blur]
box = np.ones((5, 5)) / 25

row = np.array([1, 4, 6, 4, 1])
gauss = np.outer(row, row) / 256

point = np.zeros((9, 9))
point[4, 4] = 1000
print(slide(point, box)[2].round(1))
#> [40. 40. 40. 40. 40.]
print(slide(point, gauss)[2].round(1))
#> [ 23.4  93.8 140.6  93.8  23.4]
# --8<-- [end:blur]


def facts():
    """Numbers that the pages quote."""
    sigma = np.sqrt((row * np.arange(-2, 3) ** 2).sum() / row.sum())
    return {"weights_box": box.size, "largest": np.outer(row, row).max(), "divisor": row.sum() ** 2, "sigma": sigma}


def figure(t):
    """Show the photograph blurred by both."""
    return draw_rows(
        t,
        [
            (t("box blur"), np.ones((5, 5), int), 25, slide(photo, box)),
            (t("Gaussian blur"), np.outer(row, row), 256, slide(photo, gauss)),
        ],
    )
