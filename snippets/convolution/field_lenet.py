"""LeNet-5 layer by layer: how wide each map is, and how wide its receptive field."""

from snippets.convolution.field_recurrence import walk
from snippets.convolution.layer_counts import parameters
from snippets.convolution.layer_sizes import output_size
from snippets.shared import drawing

SIDE = 32  # of the picture
LAYERS = [(5, 1), (2, 2), (5, 1), (2, 2), (5, 1)]  # kernel size and stride
C3_SEES = [3] * 6 + [4] * 9 + [6]  # how many of the six maps before it each map of the third layer sees, in the paper


def rows():
    """Return the width of the map and of the receptive field after every layer."""
    fields = [field for field, _, _ in walk([(k, s, 1, 0) for k, s in LAYERS])]
    sizes = [SIDE]
    for k, s in LAYERS:
        sizes.append(output_size(sizes[-1], k, s))
    return list(zip(sizes, fields, strict=True))[1:]


def facts():
    """Numbers that the pages quote."""
    return {
        "side": SIDE,
        "c3": parameters(6, len(C3_SEES), 5),
        "c3_paper": sum(parameters(maps, 1, 5) for maps in C3_SEES),
    }


def figure(t):
    """Draw two bars a layer: the map, which shrinks, and the receptive field, which grows."""
    left, unit = 0.3, 0.3  # in cells of the drawing; a pixel is `unit` wide
    fig, ax = drawing.canvas(11.4, 12.4)
    for i, ((k, s), (size, field)) in enumerate(zip(LAYERS, rows(), strict=True)):
        y = 0.6 + 2.4 * i
        label = t("convolution {k}", k=k) if s == 1 else t("pooling {k}, stride {s}", k=k, s=s)
        drawing.text(ax, left, y, label, ha="left")
        for down, length, role in ((0.75, size, "output"), (1.4, field, "window-1")):
            end = left + unit * length
            drawing.line(ax, [left, end], [y + down] * 2, role=role, width=9)
            drawing.text(ax, end + 0.25, y + down, f"{length}", size=drawing.SMALL, ha="left")
    return fig
