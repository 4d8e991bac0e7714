"""What comes out of the lab that finds edges: those of a face, and those of a disc in noise."""

from snippets.labs import find_the_edges as lab
from snippets.shared import drawing


def figure(t):
    """Draw both pictures, each with its edges, in white."""
    panels = [
        (t("photograph"), lab.photo),
        (t("edges"), 255 * lab.edges),
        (t("a disc in noise"), lab.noisy),
        (t("edges"), 255 * lab.tried[2]),
    ]
    return drawing.photos(panels, wide=[(i, 0) for i in range(4)])
