"""What comes out of the lab that trains a network: drawings that it has never seen, and its answers."""

import numpy as np

from snippets.networks import trained, training
from snippets.shared import drawing

RIGHT, WRONG = 8, 2


def answered():
    """Return the first drawings that are read rightly and those that are not, with their digits and the answers."""
    pictures, digits = trained.held_out()
    answers = training.given(trained.exact("max")[0], pictures, "max").argmax(axis=1)
    right = answers == digits
    chosen = [*np.flatnonzero(right)[:RIGHT], *np.flatnonzero(~right)[:WRONG]]
    return [(pictures[i], digits[i], answers[i]) for i in chosen]


def figure(t):
    """Draw the drawings in ink of light, each with what the network says."""
    panels = [
        (t("{a} → {b}", a=str(digit), b=str(answer)) if digit != answer else t("{n}", n=str(answer)), picture)
        for picture, digit, answer in answered()
    ]
    return drawing.photos(panels, columns=5, width=60, limits=(0, 1), wide=[(i, 0) for i in range(RIGHT + WRONG)])
