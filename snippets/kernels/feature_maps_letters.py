"""Which kernel answers most strongly along the strokes of two letters."""

import numpy as np

from snippets.kernels.feature_maps import letter, slide, tilted, upright
from snippets.shared import drawing

# Lines that run from top to bottom, from left to right, up to the right, and down to the right.
KERNELS = {
    "vertical": upright,
    "horizontal": upright.T,
    "rising": tilted,
    "falling": tilted[::-1],
}
LETTERS = {"k": "K", "kaf": "\N{ARABIC LETTER KEHEH}"}


def shares(image):
    """Return the share of the edges whose strongest answer comes from each kernel; strong edges count more."""
    maps = np.abs([slide(image, kernel) for kernel in KERNELS.values()])
    strength = (maps[0] ** 2 + maps[1] ** 2).ravel()
    return np.bincount(maps.argmax(axis=0).ravel(), strength, len(KERNELS)) / strength.sum()


def facts():
    """Shares that the pages quote."""
    return {
        f"{name}_{direction}": share
        for name, character in LETTERS.items()
        for direction, share in zip(KERNELS, shares(letter(character)), strict=True)
    }


def figure(t):
    """Chart the shares of both letters."""
    fig, ax = drawing.chart(340, 210)
    at = np.arange(len(KERNELS))
    for shift, role, character in ((-0.2, "window-1", "K"), (0.2, "window-2", "\N{ARABIC LETTER KEHEH}")):
        found = 100 * shares(letter(character))
        ax.bar(at + shift, found, 0.36, color=drawing.colour(role))
        for x, share in zip(at + shift, found, strict=True):
            ax.text(x, share + 1.5, t(character), color=drawing.colour(role), fontsize=drawing.FONT, ha="center")
    ax.set_xticks(at, [t(name) for name in KERNELS])
    ax.tick_params(axis="x", length=0)
    marks = [0, 20, 40, 60]
    ax.set_yticks(marks, [t("{n}%", n=m) for m in marks])
    ax.set_ylabel(t("share of the edges"))
    return fig
