"""What one number sees of a photograph, after each pooling of VGG-16."""


from snippets.convolution.field_published import NETWORKS
from snippets.convolution.field_recurrence import walk
from snippets.shared import drawing
from snippets.shared.photograph import PHOTO

SIZE = 224  # VGG-16 takes pictures of this size
TOP, LEFT = 88, 152  # of the part of the photograph
EYE = 112, 100  # row and column of the pixel around which we look


def fields():
    """Return jump, receptive field and first pixel after each of the five poolings."""
    layers = NETWORKS["vgg16"]
    steps = walk(layers)
    return [steps[i] for i, (_, s, _, _) in enumerate(layers, 1) if s == 2]


def nearest(field, place):
    """Return the first row or column that is seen by the output whose window is centred nearest to a pixel."""
    r, jump, start = field
    output = round((place - start - (r - 1) / 2) / jump)
    return start + output * jump


def facts():
    """Numbers that the pages quote."""
    found = {f"r{i}": r for i, (r, _, _) in enumerate(fields(), 1)}
    r, _, start = fields()[-1]
    return found | {"size": SIZE, "start": start, "inside": ((r + start) / r) ** 2}


def figure(t):
    """Show the photograph with a frame for each depth, and what lies in the frames."""
    photo = PHOTO[TOP : TOP + SIZE, LEFT : LEFT + SIZE]
    places = [(nearest(field, EYE[0]), nearest(field, EYE[1]), field[0]) for field in fields()]
    panels = [(t("photograph"), photo)]
    for top, left, r in places:
        part = photo[max(top, 0) : top + r, max(left, 0) : left + r]
        panels.append((t("{n} × {n} pixels", n=r), part))
    fig = drawing.photos(panels, wide=[(i % 3, i // 3) for i in range(6)])
    for top, left, r in places:
        drawing.frame(fig.axes[0], left - 0.5, top - 0.5, r, r)
    return fig
