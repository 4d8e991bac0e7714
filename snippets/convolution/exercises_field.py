"""Exercise: two layers in two orders, and which pixels one number sees."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]
from snippets.convolution.field_recurrence import walk


# --8<-- [start:ask]
def layer(x, k, s):
    """Add up windows of k numbers, s apart."""
    return np.array([x[i:i + k].sum() for i in range(0, len(x) - k + 1, s)])


for first, second in (((5, 2), (3, 1)), ((3, 1), (5, 2))):
    seen = []
    for pixel in range(30):
        x = np.zeros(30)
        x[pixel] = 1
        if layer(layer(x, *first), *second)[4]:
            seen.append(pixel)
    print(first, second, "see", seen[0], "to", seen[-1])
#> (5, 2) (3, 1) see 8 to 16
#> (3, 1) (5, 2) see 8 to 14
# --8<-- [end:ask]

WIDE, SMALL, PLACE = (5, 2), (3, 1), 4


def facts():
    """Numbers that the pages quote."""
    found: dict[str, int | str] = {"place": PLACE}
    found["wide_k"], found["wide_s"] = WIDE
    found["small_k"], found["small_s"] = SMALL
    for name, order in (("wide_first", (WIDE, SMALL)), ("small_first", (SMALL, WIDE))):
        (_, _, _), (_, jump1, _), (r, jump, _) = walk([(k, s, 1, 0) for k, s in order])
        k1, k2 = order[0][0], order[1][0]
        found[name] = rf"1 + {k1 - 1} \cdot 1 + {k2 - 1} \cdot {jump1} = {r}"
        found[f"{name}_to"] = PLACE * jump + r - 1
        found["from"], found["jump"] = PLACE * jump, jump  # in both orders
    return found
