"""A letter in thin strokes, bright on dark and dark on bright, each with its maximum and its mean."""

from snippets import drawing
from snippets.labs.max_or_mean import letter, maximum, mean

K = 2


def figure(t):
    """Show two letters, and both poolings of each below it."""
    dark = 255 - letter
    panels = [
        (t("bright strokes"), letter),
        (t("dark strokes"), dark),
        (t("maximum"), maximum(letter, K)),
        (t("maximum"), maximum(dark, K)),
        (t("mean"), mean(letter, K)),
        (t("mean"), mean(dark, K)),
    ]
    return drawing.photos(panels, width=172, framed=True)
