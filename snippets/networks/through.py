"""One drawing on its way through the trained network: what each layer gives."""

import numpy as np

from snippets.networks import digits, layers, trained, training
from snippets.shared import drawing

DIGIT = 5
SIDE = 24  # pixels of a map as it is drawn; of a smaller one each pixel becomes several
WIDE = 11  # cells, of a row of eight maps


def row(maps):
    """Return maps side by side as one grey picture, from 0, black, to their largest, white."""
    grey = 255 * np.maximum(maps, 0) / maps.max()
    large = np.kron(grey, np.ones((1, SIDE // maps.shape[1], SIDE // maps.shape[1])))
    return np.hstack([np.pad(one, 1, constant_values=128) for one in large])


def drawn():
    """Return one drawing, as a reader's would be brought to a picture."""
    strokes = digits.fit(digits.write(DIGIT, np.random.default_rng(4)))
    return digits.render(strokes, width=2.8).astype(float)


def figure(t):
    """Draw the input, the maps after both convolutions and both poolings, and the chances."""
    picture = drawn()
    steps = [y[0] for y, _ in training.forward(trained.trained("max"), picture[None], "max")]
    chances = layers.softmax(steps[-1][None])[0]
    fig, ax = drawing.canvas(WIDE + 0.2, 18.9)
    drawing.picture(ax, 255 - 255 * picture, 4.1, 0.8, 3, title=t("Input"))
    top = 4.7
    for title, maps in (
        (t("{n} maps after a convolution and a ReLU", n=len(steps[1])), steps[1]),
        (t("after the maximum"), steps[2]),
        (t("{n} maps after the second convolution", n=len(steps[4])), steps[4]),
        (t("after the second maximum"), steps[5]),
    ):
        for n, start in enumerate(range(0, len(maps), 8)):
            drawing.picture(ax, row(maps[start : start + 8]), 0.1, top, WIDE, title=None if n else title)
            top += WIDE / 8
        top += 1
    drawing.text(ax, WIDE / 2, top - 0.4, t("chances"))
    for digit, chance in enumerate(chances):
        x, low = 0.6 + digit * 1.1, top + 1.5
        drawing.line(ax, [x, x], [low, low - 1.3 * chance], role="output", width=12)
        drawing.text(ax, x, low + 0.4, t("{n}", n=digit))
    return fig
