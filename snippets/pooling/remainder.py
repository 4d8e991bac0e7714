"""The rows and columns that are left over where the window does not divide the picture."""

# --8<-- [start:import]
import numpy as np

# --8<-- [end:import]
from snippets.shared import drawing


# --8<-- [start:example]
def max_pool(x, k, s):
    rows = range(0, x.shape[0] - k + 1, s)
    columns = range(0, x.shape[1] - k + 1, s)
    pixels = [[x[r : r + k, c : c + k].max() for c in columns] for r in rows]
    return np.array(pixels)


Q = np.array([
    [1, 3, 2, 1, 5],
    [4, 6, 5, 0, 2],
    [7, 2, 8, 3, 1],
    [0, 1, 4, 9, 6],
    [3, 8, 2, 0, 9],
])
print(max_pool(Q, 2, 2))
#> [[6 5]
#>  [7 9]]

changed = Q.copy()
changed[4, :] = 99
changed[:, 4] = 99
print(max_pool(changed, 2, 2))
#> [[6 5]
#>  [7 9]]
# --8<-- [end:example]

WINDOW = 2
SIDE, TIMES = 47, 4


def facts():
    """Numbers that the pages quote."""
    seen = (max_pool(Q, WINDOW, WINDOW).shape[0] * WINDOW) ** 2
    sizes = [SIDE]
    for _ in range(TIMES):
        sizes.append((sizes[-1] - WINDOW) // WINDOW + 1)
    reached = sizes[-1] * WINDOW**TIMES
    return {
        "pixels": Q.size,
        "unseen": Q.size - seen,
        "unseen_share": 1 - seen / Q.size,
        "side": SIDE,
        "times": TIMES,
        "sizes": r" \to ".join(map(str, sizes)),
        "reached": reached,
        "lost_share": 1 - (reached / SIDE) ** 2,
    }


def figure(t):
    """Draw the four windows, the result, and the pixels that no window sees."""
    fig, ax = drawing.canvas(10.2, 6.2)
    corners = [(0, 0), (0, 2), (2, 0), (2, 2)]
    roles = {(r, c): "unseen" for r in range(5) for c in range(5) if 4 in (r, c)}
    for (r, c), role in zip(corners, drawing.WINDOWS, strict=True):
        roles |= {(r + i, c + j): role for i in range(WINDOW) for j in range(WINDOW)}
    drawing.grid(ax, Q, 0.2, 1, title=t("Input"), roles=roles)
    for (r, c), role in zip(corners, drawing.WINDOWS, strict=True):
        drawing.window(ax, 0.2 + c, 1 + r, WINDOW, WINDOW, role=role)
    drawing.arrow(ax, (5.6, 3), (7.2, 3))
    drawing.text(ax, 6.4, 2.5, t("maximum"))
    result = {(r // 2, c // 2): w for (r, c), w in zip(corners, drawing.WINDOWS, strict=True)}
    drawing.grid(ax, max_pool(Q, 2, 2), 7.7, 2, title=t("Output"), roles=result)
    return fig
