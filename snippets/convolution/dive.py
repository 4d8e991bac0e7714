"""What one number of VGG-16 sees of a photograph, and the numbers in between: the dive as it starts.

docs/assets/explorers/dive.js does the same with what the reader chooses.
"""

import numpy as np

from snippets.convolution.field_photo import EYE, LEFT, SIZE, TOP, nearest
from snippets.convolution.field_published import NETWORKS
from snippets.convolution.field_recurrence import walk
from snippets.convolution.layer_sizes import output_size
from snippets.shared import drawing
from snippets.shared.photograph import PHOTO

DEPTH = 14  # layers: up to the fourth pooling, as data-start of the page says
UNSEEN = 0.22  # what is left of the contrast of a pixel that is not seen
LAYERS = NETWORKS["vgg16"]


def window(place, depth=DEPTH):
    """Return the first row or column that an output of some depth near a pixel sees, and how many."""
    field = walk(LAYERS)[depth]
    return nearest(field, place), field[0]


def dimmed():
    """Return the photograph, pale where the chosen output does not see it."""
    photo = PHOTO[TOP : TOP + SIZE, LEFT : LEFT + SIZE]
    (top, side), (left, _) = window(EYE[0]), window(EYE[1])
    shown = 255 - UNSEEN * (255 - photo)
    part = np.s_[max(top, 0) : top + side, max(left, 0) : left + side]
    shown[part] = photo[part]
    return shown


def sizes():
    """Return how many numbers the input and each layer have along an axis."""
    found = [SIZE]
    for k, s, d, p in LAYERS:
        found.append(output_size(found[-1], k, s, p, d))
    return found


def bar(depth, first, count):
    """Return where some neighbouring numbers of a layer lie, in pixels: each in the middle of what it sees."""
    r, jump, start = walk(LAYERS)[depth]
    top = start + first * jump + r / 2 - jump / 2
    return top, top + count * jump


def behind():
    """Return for the input and each layer up to the chosen one the first number that counts, and how many do."""
    _, jump, start = walk(LAYERS)[DEPTH]
    first = last = (window(EYE[0])[0] - start) // jump
    found = [(first, 1)]
    for (k, s, d, p), size in zip(LAYERS[DEPTH - 1 :: -1], sizes()[DEPTH - 1 :: -1], strict=True):
        first, last = max(0, first * s - p), min(size - 1, last * s - p + d * (k - 1))
        found.insert(0, (first, last - first + 1))
    return found


def facts():
    """Numbers that the pages quote."""
    return {"plain": walk([(k, 1, d, p) for k, _, d, p in LAYERS])[-1][0]}


def figure(t):
    """Draw the photograph with its frame, and the layers from the side, each number level with what it sees."""
    unit = 8.4 / SIZE
    x, y = 0.2, 0.9
    fig, ax = drawing.canvas(11.6, 9.5, cell=30)
    drawing.picture(ax, dimmed(), x, y, 8.4, title=t("photograph"))
    (top, side), (left, _) = window(EYE[0]), window(EYE[1])
    drawing.frame(ax, x + left * unit, y + top * unit, side * unit, side * unit)
    drawing.text(ax, 10.15, y - 0.45, t("from the side"))
    for parts, role in (([(0, size) for size in sizes()], "input"), (behind(), "window-1")):
        for depth, part in enumerate(parts):
            across = 8.95 + depth * 0.135
            drawing.line(ax, [across, across], [y + end * unit for end in bar(depth, *part)], role=role, width=2.4)
    return fig
