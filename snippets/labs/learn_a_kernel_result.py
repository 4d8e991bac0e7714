"""What comes out of the lab that learns a kernel: it gives what Sobel's gives, in a picture it has not seen too."""

from snippets.labs import learn_a_kernel as lab
from snippets.shared import drawing


def figure(t):
    """Draw two pictures, each with what Sobel's kernel and the learned one make of it; mid-grey is zero."""
    panels = []
    for picture, name in ((lab.photo, t("photograph")), (lab.terrain, t("terrain"))):
        under = lab.windows(picture, 3)
        limit = abs(under @ lab.sobel).max()
        panels.append((name, picture + 0.5))
        for label, kernel in (("Sobel", lab.sobel), ("learned", lab.kernel)):
            panels.append((t(label), 0.5 + under @ kernel / limit / 2))
    return drawing.photos(panels, columns=3, width=110, limits=(0, 1))
