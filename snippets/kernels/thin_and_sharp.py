"""What the median breaks: thin lines vanish and corners are cut."""

# --8<-- [start:imports]
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

# --8<-- [end:imports]
from snippets.kernels.bilateral_filter import bilateral
from snippets.shared import drawing

# --8<-- [start:line]
page = np.zeros((7, 9), int)
page[:, 1] = 9  # a line, one pixel wide
page[2:6, 4:8] = 9  # a square

around = np.pad(page, 1, mode="edge")
windows = sliding_window_view(around, (3, 3))
print(np.median(windows, axis=(2, 3)).astype(int))
#> [[0 0 0 0 0 0 0 0 0]
#>  [0 0 0 0 0 0 0 0 0]
#>  [0 0 0 0 0 9 9 0 0]
#>  [0 0 0 0 9 9 9 9 0]
#>  [0 0 0 0 9 9 9 9 0]
#>  [0 0 0 0 0 9 9 0 0]
#>  [0 0 0 0 0 0 0 0 0]]
# --8<-- [end:line]

SHAPES = np.full((26, 26), 30)
SHAPES[2:24, 3] = 220
SHAPES[4:12, 8:16] = 220
SHAPES[3, 20] = SHAPES[8, 22] = SHAPES[13, 20] = 220
for i in range(9):
    SHAPES[15 + i, 8 + i] = 220  # a slanting line
SHAPES[16:24, 20:24] = 30 + 190 * (np.indices((8, 4)).sum(axis=0) % 2)


def filter_shapes():
    """Return the shapes after a median, a mean and a bilateral filter."""
    seen = sliding_window_view(np.pad(SHAPES, 1, mode="reflect"), (3, 3))
    return {
        "median": np.median(seen, axis=(2, 3)),
        "mean": seen.mean(axis=(2, 3)),
        "bilateral": bilateral(SHAPES, 3, width=1, tolerance=40),
    }


def facts():
    """Numbers that the pages quote."""
    result = np.median(windows, axis=(2, 3))
    before, after = (np.count_nonzero(x) for x in (page, result))
    return {"bright_before": before, "bright_after": after}


def figure(t):
    """Show a page of shapes, and what three filters make of it."""
    panels = [(t("Input"), SHAPES)] + [(t(name), result) for name, result in filter_shapes().items()]
    return drawing.photos(panels, width=168)
