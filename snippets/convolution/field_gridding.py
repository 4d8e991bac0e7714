"""Dilations that share a factor leave holes in the receptive field."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]
from snippets.shared import drawing


# --8<-- [start:paths]
def paths(dilations):
    """Count the ways from each input pixel to one output pixel."""
    ways = np.array([1])
    for d in dilations:  # layers with kernels of 3, stride 1
        wider = np.zeros(len(ways) + 2 * d, dtype=int)
        for j in range(3):
            wider[j * d : j * d + len(ways)] += ways
        ways = wider
    return ways


print(*paths([2, 2, 2]))
#> 1 0 3 0 6 0 7 0 6 0 3 0 1
print(*paths([1, 2, 3]))
#> 1 1 2 2 3 3 3 3 3 2 2 1 1
# --8<-- [end:paths]

SAME, MIXED = (2, 2, 2), (1, 2, 3)


def facts():
    """Numbers that the pages quote."""
    same, mixed = paths(SAME), paths(MIXED)
    return {
        "reach": len(same),
        "pixels": len(same) ** 2,
        "seen": np.count_nonzero(same) ** 2,
        "seen_mixed": np.count_nonzero(mixed) ** 2,
    }


def figure(t):
    """Show how many ways lead from each input pixel to one output pixel, the more the darker; none is white."""
    panels = []
    for dilations, title in ((SAME, t("dilation 2, 2, 2")), (MIXED, t("dilation 1, 2, 3"))):
        ways = np.outer(paths(dilations), paths(dilations))
        panels.append((title, np.where(ways > 0, 0.75 * (1 - ways / ways.max()), 1)))
    return drawing.photos(panels, limits=(0, 1), framed=True)
