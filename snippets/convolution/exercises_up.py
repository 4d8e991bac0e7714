"""Exercise: back to twice the size, and how many stamps fall on each pixel."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]
from snippets.convolution.checkerboard_counts import counts
from snippets.convolution.transposed_size import size_up

# --8<-- [start:stamps]
stamps = np.zeros((4 - 1) * 3 + 5, int)
for i in range(4):
    stamps[3 * i:3 * i + 5] += 1
print(stamps)
#> [1 1 1 2 2 1 2 2 1 2 2 1 1 1]
# --8<-- [end:stamps]

N = 7
LAYERS = {  # k, s, p, output padding
    "a": (4, 2, 1, 0),
    "b": (3, 2, 1, 0),
    "c": (2, 2, 0, 0),
    "d": (5, 2, 2, 1),
}
VALUES, K, STRIDE = 4, 5, 3


def facts():
    """Numbers that the pages quote."""
    found: dict[str, object] = {"n": N, "double": 2 * N, "values": VALUES, "k": K, "stride": STRIDE}
    for name, (k, s, p, extra) in LAYERS.items():
        more = rf",\; o = {extra}" if extra else ""
        found[name] = rf"k = {k},\; s = {s},\; p = {p}{more}"
        size = size_up(N, k, s, p, output_padding=extra)
        found[f"{name}_size"] = rf"{N - 1} \cdot {s} - 2 \cdot {p} + {k}{f' + {extra}' if extra else ''} = {size}"
    middle = counts(VALUES, K, STRIDE)[K:-K, K:-K]
    return found | {"fewest": middle.min(), "most": middle.max()}
