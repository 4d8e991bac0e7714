"""What comes out of the lab that measures both poolings: which is better depends on the outliers."""

from snippets.labs import max_or_mean as lab
from snippets.shared import drawing


def figure(t):
    """Draw a part of the photograph with outliers, and both poolings of it, each with its error on the whole."""
    panels = []
    for label, disturb in (("bright outliers", lab.bright_outliers), ("black outliers", lab.dark_outliers)):
        eyes = disturb(lab.photo)[170:282, 204:316]
        panels.append((t(label), eyes))
        for name, pool in (("maximum: {n}", lab.maximum), ("mean: {n}", lab.mean)):
            panels.append((t(name, n=f"{lab.error(pool, disturb):.1f}"), pool(eyes)))
    return drawing.photos(panels, columns=3, width=110)
