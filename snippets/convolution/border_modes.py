"""Five ways to continue a row of pixels past its border, and their names."""

from typing import Any

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]
from snippets.shared import drawing

# --8<-- [start:pad]
row = np.array([2, 7, 1, 8])
print(np.pad(row, 3, "constant"))
#> [0 0 0 2 7 1 8 0 0 0]
print(np.pad(row, 3, "symmetric"))
#> [1 7 2 2 7 1 8 8 1 7]
print(np.pad(row, 3, "reflect"))
#> [8 1 7 2 7 1 8 1 7 2]
print(np.pad(row, 3, "edge"))
#> [2 2 2 2 7 1 8 8 8 8]
print(np.pad(row, 3, "wrap"))
#> [7 1 8 2 7 1 8 2 7 1]
# --8<-- [end:pad]

LABELS = (
    "zeros",
    "reflected, last pixel twice",
    "reflected, last pixel once",
    "last pixel repeated",
    "from the other end",
)
# The same idea under the names of numpy.pad, scipy.ndimage, OpenCV and torch.nn.functional.pad.
NAMES: dict[str, tuple[Any, ...]] = {
    "zero": ("constant", "constant", "BORDER_CONSTANT", "constant"),
    "twice": ("symmetric", "reflect", "BORDER_REFLECT", None),
    "once": ("reflect", "mirror", "BORDER_REFLECT_101", "reflect"),
    "edge": ("edge", "nearest", "BORDER_REPLICATE", "replicate"),
    "wrap": ("wrap", "wrap", "BORDER_WRAP", "circular"),
}
LIBRARIES = ("numpy", "scipy", "opencv", "torch")


def facts():
    """Names that the pages quote."""
    return {
        f"{idea}_{library}": name
        for idea, names in NAMES.items()
        for library, name in zip(LIBRARIES, names, strict=True)
        if name is not None
    }


def figure(t):
    """Draw the row with three more pixels at both ends, once for each way."""
    more = 3
    fig, ax = drawing.canvas(11.4, 11)
    x = 0.7
    for i, (label, (mode, *_)) in enumerate(zip(LABELS, NAMES.values(), strict=True)):
        padded = np.pad(row, more, mode)
        y = 0.95 + 2.2 * i
        outside = [c for c in range(padded.size) if not more <= c < more + row.size]
        drawing.grid(ax, padded[None], x, y, title=t(label), roles={(0, c): "padding" for c in outside})
        drawing.frame(ax, x + more, y, row.size, 1)
    return fig
