"""Whether the zeros of the padding count as pixels of a mean."""

# --8<-- [start:import]
import numpy as np

# --8<-- [end:import]
from snippets.functions.pool2d import avg_pool2d
from snippets.shared import drawing

# --8<-- [start:example]
x = np.array([[1, 2], [3, 4]])
window = np.pad(x, 1)[:3, :3]
real = np.pad(np.ones((2, 2)), 1)[:3, :3]
print(window)
#> [[0 0 0]
#>  [0 1 2]
#>  [0 3 4]]

print(f"{window.sum() / window.size:.3f}")  # padding counted
#> 1.111
print(f"{window.sum() / real.sum():.3f}")  # real pixels only
#> 2.500
# --8<-- [end:example]

FLAT = 90


def facts():
    """Numbers that the pages quote."""
    flat = np.full((5, 5), FLAT)
    return {
        "counted": window.sum() / window.size,
        "real": window.sum() / real.sum(),
        "all_pixels": window.size,
        "real_pixels": int(real.sum()),
        "flat": FLAT,
        "frame": avg_pool2d(flat, 3, 2, 1).astype(int),
        "no_frame": avg_pool2d(flat, 3, 2, 1, count_include_pad=False).astype(int),
    }


def figure(t):
    """Draw the padded picture, the window, and the two means."""
    fig, ax = drawing.canvas(11.4, 5.4)
    padded = np.pad(x, 1)
    roles = {(r, c): "padding" for r in range(4) for c in range(4) if {r, c} & {0, 3}}
    drawing.grid(ax, padded, 0.2, 1, roles=roles, title=t("Input with padding"))
    drawing.window(ax, 0.2, 1, 3, 3)
    for y, mean, label in (
        (1.5, window.sum() / window.size, t("padding counted")),
        (3.9, window.sum() / real.sum(), t("padding not counted")),
    ):
        drawing.arrow(ax, (4.5, 3), (7.1, y + 0.5))
        drawing.grid(ax, [[mean]], 7.6, y, role="window-1", fmt=".3g", title=label)
    return fig
