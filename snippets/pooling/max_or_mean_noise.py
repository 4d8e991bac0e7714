"""A photograph with noise and one with bright outliers, each with its maximum and its mean."""

from snippets import drawing
from snippets.labs.max_or_mean import bright_outliers, face, maximum, mean, noisy

K = 4


def figure(t):
    """Show two disturbed photographs, and both poolings of each below it."""
    noise, outliers = noisy(face), bright_outliers(face)
    panels = [
        (t("noise"), noise),
        (t("bright outliers"), outliers),
        (t("maximum"), maximum(noise, K)),
        (t("maximum"), maximum(outliers, K)),
        (t("mean"), mean(noise, K)),
        (t("mean"), mean(outliers, K)),
    ]
    return drawing.photos(panels, width=172)
