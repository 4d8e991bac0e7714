"""Two kernels that sharpen: both subtract what the neighbours have in common."""

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

# --8<-- [start:sharpen]
sharpen = np.array([
    [0, -1, 0],
    [-1, 5, -1],
    [0, -1, 0],
])

edge = np.tile([50, 50, 50, 80, 80, 80], (3, 1))
print(slide(edge, sharpen))
#> [[ 50  20 110  80]]
# --8<-- [end:sharpen]

# --8<-- [start:unsharp]
row = np.array([1, 4, 6, 4, 1])
gauss = np.outer(row, row) / 256
identity = np.zeros((5, 5))
identity[2, 2] = 1
unsharp = identity + (identity - gauss)

image = np.random.default_rng(0).random((9, 9))
middle = image[2:-2, 2:-2]
two_steps = middle + (middle - slide(image, gauss))
print(np.allclose(slide(image, unsharp), two_steps))
#> True
# --8<-- [end:unsharp]


def facts():
    """Numbers that the pages quote."""
    sharper = slide(photo, sharpen)
    return {
        "centre": unsharp[2, 2] * 256,
        "beyond": ((sharper < 0) | (sharper > 255)).mean(),
        "lowest": sharper.min(),
        "highest": sharper.max(),
        "noise": np.sqrt((sharpen**2).sum()),
    }


def figure(t):
    """Show the photograph sharpened by both."""
    whole = (unsharp * 256).round().astype(int)
    return draw_rows(
        t,
        [
            (t("sharpen"), sharpen, 1, slide(photo, sharpen)),
            (t("unsharp mask"), whole, 256, slide(photo, unsharp)),
        ],
    )
