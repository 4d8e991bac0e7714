"""A photograph and terrain, each with its maximum and its mean."""

from snippets import drawing
from snippets.labs.max_or_mean import face, maximum, mean, terrain

K = 8


def figure(t):
    """Show two pictures, and both poolings of each below it."""
    ground = terrain[:320, 40:360]
    panels = [
        (t("photograph"), face),
        (t("terrain"), ground),
        (t("maximum"), maximum(face, K)),
        (t("maximum"), maximum(ground, K)),
        (t("mean"), mean(face, K)),
        (t("mean"), mean(ground, K)),
    ]
    return drawing.photos(panels, width=172)
