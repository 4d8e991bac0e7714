"""How far a mean moves a dot: measured by its centre of mass."""

# --8<-- [start:imports]
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

# --8<-- [end:imports]
from snippets.shared import drawing

# --8<-- [start:measure]
dot = np.zeros(9)
dot[4] = 1


def blur(row, k, before):
    """Mean of k pixels: `before` to the left, the rest from here on."""
    padded = np.pad(row, (before, k - 1 - before))
    return sliding_window_view(padded, k).mean(axis=1)


def centre(row):
    """Return the centre of mass, in pixels."""
    return (row * np.arange(len(row))).sum() / row.sum()


for k in (2, 3, 4, 5):
    first, second = (k - 1) // 2, k // 2
    print(k, centre(blur(dot, k, first)), centre(blur(dot, k, second)))
#> 2 3.5 4.5
#> 3 4.0 4.0
#> 4 3.5 4.5
#> 5 4.0 4.0
# --8<-- [end:measure]


def facts():
    """Numbers that the pages quote."""
    return {"dot": centre(dot), "even": centre(blur(dot, 2, 1)) - centre(dot)}


def figure(t):
    """Draw a dot, its mean of 3 by 3, and both of its means of 2 by 2, each with its centre of mass."""
    fig, ax = drawing.canvas(11.6, 12.8)
    image = np.zeros((5, 5))
    image[2, 2] = 36
    cases = (
        (t("a dot"), 1, 0),
        (t("mean of {k} × {k}", k=3), 3, 1),
        (t("mean of {k} × {k}", k=2), 2, 1),
        (t("mean of {k} × {k}", k=2), 2, 0),
    )
    for number, (title, k, before) in enumerate(cases):
        x, y = 0.5 + number % 2 * 5.6, 1 + number // 2 * 6.5
        rows = np.array([blur(row, k, before) for row in image])
        blurred = np.array([blur(column, k, before) for column in rows.T]).T
        lit = {(r, c): "output" for r in range(5) for c in range(5) if blurred[r, c]}
        values = np.where(blurred > 0, blurred.round(), np.nan)
        drawing.grid(ax, values, x, y, title=title, roles=lit)
        drawing.window(ax, x + 2, y + 2, 1, 1, role="window-2", inset=0)
        down = centre(blurred.sum(axis=1))
        right = centre(blurred.sum(axis=0))
        at = x + right + 0.5, y + down + 0.5
        ax.plot(*at, "o", ms=21, mew=2, mfc="none", mec=drawing.colour("ink"), clip_on=False)
    return fig
