"""A response is a dot product: how much a patch resembles the kernel, times how strong it is."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]
from snippets.shared import drawing

# --8<-- [start:likeness]
kernel = np.array([[0, 1, 0], [1, 1, 1], [0, 1, 0]])

patches = {
    "plus": [[0, 8, 0], [8, 8, 8], [0, 8, 0]],
    "faint plus": [[0, 3, 0], [3, 3, 3], [0, 3, 0]],
    "corners": [[8, 0, 8], [0, 8, 0], [8, 0, 8]],
    "bright wall": [[9, 8, 9], [9, 9, 8], [8, 9, 9]],
}


def likeness(a, b):
    """Return the normalised correlation, from -1 to 1."""
    a, b = a - np.mean(a), b - np.mean(b)
    return (a * b).sum() / np.sqrt((a**2).sum() * (b**2).sum())


for name, patch in patches.items():
    response = np.dot(np.ravel(patch), kernel.ravel())
    print(name, response, likeness(patch, kernel).round(2))
#> plus 40 1.0
#> faint plus 15 1.0
#> corners 8 -0.8
#> bright wall 43 -0.16
# --8<-- [end:likeness]


def facts():
    """Numbers that the pages quote."""
    found = {}
    for name, patch in patches.items():
        key = name.replace(" ", "_")
        found[f"response_{key}"] = int((np.array(patch) * kernel).sum())
        found[f"likeness_{key}"] = likeness(patch, kernel)
    return found


def figure(t):
    """Draw the kernel and the patches, each with its response and its likeness."""
    fig, ax = drawing.canvas(357 / 24, 12.4, 24)
    for y, name in ((9.15, "response"), (10.85, "likeness")):
        drawing.text(ax, 357 / 48, y, t(name), role="muted")
    drawing.grid(ax, kernel, 5.9, 0.9, role="kernel", title=t("Kernel"))
    for i, (name, patch) in enumerate(patches.items()):
        x = 0.1 + 3.85 * i
        drawing.text(ax, x + 1.5, 5.1, t(name), size=drawing.SMALL)
        drawing.grid(ax, patch, x, 5.6)
        drawing.text(ax, x + 1.5, 9.9, f"{(np.array(patch) * kernel).sum()}")
        drawing.text(ax, x + 1.5, 11.6, f"{likeness(patch, kernel):.2f}".replace("-", "\N{MINUS SIGN}"))
    return fig
