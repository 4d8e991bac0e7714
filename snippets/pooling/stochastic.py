"""Stochastic pooling: a pixel of the window is drawn by lot in training, and the lots are weighed afterwards."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]
from snippets.shared import drawing

# --8<-- [start:lots]
window = np.array([1, 3, 2, 6])
chances = window / window.sum()
print(chances.round(3))
#> [0.083 0.25  0.167 0.5  ]

rng = np.random.default_rng(0)
print(rng.choice(window, p=chances, size=12))  # twelve times in training
#> [6 3 1 1 6 6 6 6 6 6 6 1]
print(chances @ window)  # afterwards
#> 4.166666666666667
# --8<-- [end:lots]


def facts():
    """Numbers that the pages quote."""
    return {"weighed": chances @ window, "squares": np.sum(window**2), "sum": window.sum()}


def figure(t):
    """Draw a lot for each pixel as often as its value says, and below them the mean of the lots."""
    fig, ax = drawing.canvas(11.4, 5.2)
    roles = {(r, c): drawing.WINDOWS[2 * r + c] for r, c in np.ndindex(2, 2)}
    drawing.grid(ax, window.reshape(2, 2), 0.2, 1.2, roles=roles, title=t("Window"))
    drawing.arrow(ax, (2.5, 2.2), (3.5, 2.2))
    lots = np.repeat(window, window).reshape(2, -1)
    owners = np.repeat(np.arange(window.size), window).reshape(lots.shape)
    colours = {place: drawing.WINDOWS[owners[place]] for place in np.ndindex(*lots.shape)}
    drawing.grid(ax, lots, 3.8, 1.2, roles=colours, title=t("lots"))
    words = {"drawn in training": f"{lots[1, 1]}", "weighed in the test": f"{chances @ window:.2f}"}
    for row, (word, number) in enumerate(words.items()):
        drawing.text(ax, 0.2, 3.85 + 0.75 * row, t(f"{word}: {{n}}", n=number), ha="left")
    return fig
