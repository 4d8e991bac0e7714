"""One drawing on its way through the trained network: what each layer gives, and what a move of one pixel changes.

docs/assets/explorers/network.js does the same with what the reader draws.
"""

import functools

import numpy as np

from snippets.convolution.field_recurrence import walk
from snippets.networks import digits, layers, trained, training
from snippets.shared import drawing

POOLING, DIGIT, SAMPLE = "max", 3, 0  # as data-start of the page says
SOFT = 1.5  # px over which the edge of a line fades, as in docs/assets/explorers/drawings.js
WINDOW = 2  # of a pooling
MOVED = 300  # held-out drawings that are moved
ROWS = {  # of the figure, and the layer that each shows
    "convolution": 0,
    "ReLU": 1,
    "max pooling": 2,
    "convolution, ReLU": 4,
    "max pooling again": 5,
}
SIDE, GAP, LINE = 48, 4, 8  # px of a map and between two, and how many stand in a line


def sample():
    """Return the drawing of the figure."""
    chosen = [one for one in trained.samples()["samples"] if one["digit"] == DIGIT][SAMPLE]
    strokes = [np.reshape(stroke, (-1, 2)) for stroke in chosen["strokes"]]
    return digits.render(strokes, width=chosen["width"], soft=SOFT)


def steps(pictures, pooling=POOLING):
    """Return what each layer gives of pictures; a strided convolution counts with its ReLU as one."""
    found = [y for y, _ in training.forward(trained.trained(pooling), pictures, pooling)]
    return [y for i, y in enumerate(found) if i not in (2, 6)] if pooling == "stride" else found


def chances(pictures, pooling=POOLING):
    """Return how likely each digit is, to the network."""
    return layers.softmax(steps(pictures, pooling)[-1])


@functools.cache
def moved(pooling):
    """Return how much a move by one pixel changes the drawing, each layer and the answers, and how often the answer."""
    pictures = trained.held_out()[0][:MOVED]
    other = np.roll(pictures, 1, axis=2)
    other[:, :, 0] = 0
    pairs = [(pictures, other), *zip(steps(pictures, pooling), steps(other, pooling), strict=True)]
    changes = [size(b - a) / size(a) for a, b in pairs[:-1]]
    answers, later = (y.argmax(axis=1) for y in pairs[-1])
    return [float(np.mean(one)) for one in changes], float(np.mean(answers != later))


def size(values):
    """Return the length of the numbers of each picture."""
    return np.sqrt((values.reshape(len(values), -1).astype(float) ** 2).sum(axis=1))


def facts():
    """Numbers that the pages quote."""
    weights = trained.trained(POOLING)
    counts = [sum(part.size for part in weights[i : i + 2]) for i in (0, 2, 4)]
    found = dict(zip(("first", "second", "dense"), counts, strict=True)) | {"all": sum(counts)}
    maps = steps(sample()[None])
    windows = [(weights[0].shape[-1], 1), (WINDOW, WINDOW), (weights[2].shape[-1], 1), (WINDOW, WINDOW)]
    fields = walk([(k, stride, 1, 0) for k, stride in windows])[1:]
    for name, layer, field in zip(("first", "pooled", "second", "last"), (1, 2, 4, 5), fields, strict=True):
        found |= {f"{name}_side": maps[layer].shape[-1], f"{name}_field": field[0]}
    found |= {"first_maps": maps[1].shape[1], "second_maps": maps[4].shape[1], "scores": maps[6].shape[1]}
    found |= {"first_k": weights[0].shape[-1], "second_k": weights[2].shape[-1], "window": WINDOW}
    for pooling in trained.POOLINGS:
        changes, turned = moved(pooling)
        found |= {"drawing": changes[0], f"{pooling}_last": changes[-1], f"{pooling}_turned": turned}
    return {**found, "moved": MOVED, "near": trained.NEAR, "far": 1 - trained.NEAR, "box": digits.BOX}


def laid(maps):
    """Return maps side by side in grey: the larger, the darker; where some are negative, mid-grey is zero."""
    most = abs(maps).max()
    grey = 255 * (1 - maps / most) if maps.min() >= 0 else 127.5 * (1 - maps / most)
    places = (np.arange(SIDE) * maps.shape[-1]) // SIDE
    lines = -(-len(maps) // LINE)
    sheet = np.full((lines * (SIDE + GAP) - GAP, LINE * (SIDE + GAP) - GAP), np.nan)
    for m, one in enumerate(grey):
        top, left = (place * (SIDE + GAP) for place in divmod(m, LINE))
        sheet[top : top + SIDE, left : left + SIDE] = one[np.ix_(places, places)]
    return sheet


def figure(t):
    """Draw a drawing, and below it the maps of all layers."""
    ink = sample()
    layers = [y[0] for y in steps(ink[None])]
    unit = drawing.CELL
    fig, ax = drawing.canvas(14.2, 18.9)
    drawing.picture(ax, 255 * (1 - ink), 0.1, 0.8, 2.4, title=t("Input"))
    part = chances(ink[None])[0]
    drawing.text(ax, 8.4, 2, t("it reads {n}: {p}%", n=int(part.argmax()), p=min(99, round(100 * part.max()))))
    top = 3.9
    for name, layer in ROWS.items():
        sheet = laid(layers[layer])
        drawing.picture(ax, sheet, 0.1, top, sheet.shape[1] / unit, title=t(name))
        top += sheet.shape[0] / unit + 0.85
    return fig
