"""Maximum pooling of sixteen numbers with a 2x2 window and stride 2, in plain loops."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]
from snippets.shared import drawing

# --8<-- [start:pool]
P = np.array([
    [1, 3, 2, 1],
    [4, 6, 5, 0],
    [7, 2, 8, 3],
    [0, 1, 4, 9],
])

pooled = np.zeros((2, 2))
for r in range(2):
    for c in range(2):
        window = P[2 * r : 2 * r + 2, 2 * c : 2 * c + 2]
        pooled[r, c] = window.max()
print(pooled)
#> [[6. 5.]
#>  [7. 9.]]
# --8<-- [end:pool]

CORNERS = [(0, 0), (0, 2), (2, 0), (2, 2)]
MEANS = np.array([P[r : r + 2, c : c + 2].mean() for r, c in CORNERS]).reshape(2, 2)


def facts():
    """Numbers that the pages quote."""
    first = P[:2, :2]
    return {
        "pixels": P.size,
        "kept": pooled.size,
        "share": pooled.size / P.size,
        "dropped": 1 - pooled.size / P.size,
        "first_window": first,
        "first_maximum": first.max(),
        "first_mean": first.mean(),
        "mean": MEANS,
    }


def figure(t):
    """Draw the four windows in their colours, and the two results with one number for each."""
    fig, ax = drawing.canvas(10.6, 7)
    roles: dict[tuple[int, int], str] = {}
    result: dict[tuple[int, int], str] = {}
    for (r, c), role in zip(CORNERS, drawing.WINDOWS, strict=True):
        roles |= {(r + i, c + j): role for i in (0, 1) for j in (0, 1)}
        result[r // 2, c // 2] = role
    drawing.grid(ax, P, 0.2, 1.9, title=t("Input"), roles=roles)
    for (r, c), role in zip(CORNERS, drawing.WINDOWS, strict=True):
        drawing.window(ax, c + 0.2, r + 1.9, 2, 2, role=role)
    for y, title, values in ((1, t("maximum"), pooled), (4.7, t("mean"), MEANS)):
        drawing.arrow(ax, (4.6, 3.9), (7.6, y + 1))
        drawing.grid(ax, values, 8.2, y, title=title, roles=result)
    return fig
