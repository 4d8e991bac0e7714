"""Draws the pictures of a lab twice, on the paper and in the ink of each scheme. It runs in the kernel.

Matplotlib gives a picture of pixels, which no stylesheet can colour. The second one travels with the first, as a note.
"""

import importlib
from typing import Any

from sitebuild.make.colours import palette

# Text is then 12 px high on the narrowest phones, which show a picture of 4.8 inches at half of its pixels.
LOOK: dict[Any, Any] = {"figure.dpi": 144, "font.size": 11}
SCALE = 1.2  # pixels of a picture in one px of a page
PARTS = ("color", "facecolor", "edgecolor", "markeredgecolor", "markerfacecolor")


def repaint(figure: Any, colours: dict[str, str]) -> None:
    """Give what is drawn in one of these colours the other: texts, lines and grounds; curves and pictures stay."""
    from matplotlib.colors import to_hex, to_rgba
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch
    from matplotlib.text import Text

    for part in figure.findobj(lambda artist: isinstance(artist, Line2D | Patch | Text)):
        for name in PARTS:
            if not hasattr(part, f"get_{name}"):
                continue
            now = to_rgba(getattr(part, f"get_{name}")())
            if now[3] and (new := colours.get(to_hex(now))):  # what is not filled has a colour too, which is not seen
                getattr(part, f"set_{name}")(new)


def draw_in_both_schemes(shell: Any) -> None:
    """Have the kernel hand over each figure in the light scheme, with the same in the dark one as its note ``dark``."""
    import matplotlib
    from matplotlib.figure import Figure

    importlib.import_module("matplotlib_inline.backend_inline")  # it tells the kernel how to draw a figure
    light, dark = (palette(scheme) for scheme in ("light", "dark"))
    to_light = {"#000000": light["ink"], "#ffffff": light["paper"]}
    to_dark = {light["ink"]: dark["ink"], light["paper"]: dark["paper"]}
    formatter = shell.display_formatter.formatters["image/png"]
    draw = formatter.lookup_by_type(Figure)
    matplotlib.rcParams.update(LOOK)

    def both(figure: Figure) -> tuple[str, dict[str, str]]:
        figure.canvas.draw()  # some of its parts are made when it is drawn
        repaint(figure, to_light)
        first = draw(figure)
        repaint(figure, to_dark)
        return first, {"dark": draw(figure)}

    formatter.for_type(Figure, both)
