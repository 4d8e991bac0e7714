"""Reads drawings with steps as a reader sees them: what stands where in each step."""

import re

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from snippets.shared import drawing


def shown(artist, step):
    """Tell whether an artist is visible in a step."""
    note = drawing.NOTE.fullmatch(artist.get_gid() or "")
    return not note or int(note[2]) <= step <= int(note[3] or 99)


def ways(text):
    """Return what a note says of steps, ``1:0,0;3:32,0``, as a dictionary."""
    parts = [one.split(":") for one in (text or "").split(";") if one]
    return {int(step): np.array(way.split(","), float) for step, way in parts}


class Drawing:
    """The figure of a snippet, with its English labels."""

    def __init__(self, module):
        self.ax = module.figure(lambda label, **values: label.format(**values)).axes[0]

        self.cell = 72 * self.ax.figure.get_figwidth() / self.ax.get_xlim()[1]

    def texts(self, step):
        """Return the texts of a step."""
        return [text.get_text() for text in self.ax.texts if shown(text, step)]

    def moved(self, artist, step):
        """Return how far from its last place an artist is in a step, in cells."""
        note = drawing.NOTE.fullmatch(artist.get_gid() or "")
        at = {start: way for start, way in ways(note and note[4]).items() if start <= step}
        return at[max(at)] / self.cell if at else np.zeros(2)

    def lands(self):
        """Return the numbers that land, by their steps."""
        notes = [drawing.NOTE.fullmatch(text.get_gid() or "") for text in self.ax.texts]
        return {int(note[2]): float(note[6]) for note in notes if note and note[6]}

    def sent(self, step):
        """Return the numbers of which a copy flies away in a step, each with the cell in which the copy ends."""
        found = []
        for text in self.ax.texts:
            note = drawing.NOTE.fullmatch(text.get_gid() or "")
            if note and step in (far := ways(note[5])):
                end = text.get_position() + far[step] / self.cell - 0.5
                found.append((float(text.get_text().replace("\N{MINUS SIGN}", "-")), tuple(end.round(2))))
        return found

    def grid(self, step, x, y, shape, at=drawing.MIDDLE):
        """Return the numbers that stand in the cells of a grid, at the same place in each."""
        found = np.full(shape, np.nan)
        for text in self.ax.texts:
            across, down = text.get_position() + self.moved(text, step)
            r, c = np.round(np.subtract((down, across), (y + at[1], x + at[0])), 2)
            if shown(text, step) and r in range(shape[0]) and c in range(shape[1]):
                assert np.isnan(found[int(r), int(c)]), "two numbers in one cell"
                written = text.get_text().removeprefix("×").replace("\N{MINUS SIGN}", "-")
                found[int(r), int(c)] = float(written)
        return found

    def cells(self, step, role, x, y, shape):
        """Return which cells of a grid are in the colour of a role; no cell is drawn twice."""
        found, drawn = set(), []
        for patch in self.ax.patches:
            size = getattr(patch, "get_width", lambda: 0)(), getattr(patch, "get_height", lambda: 0)()
            if size != (1, 1) or not patch.get_fill() or not shown(patch, step):
                continue
            r, c = round(patch.get_y() - y, 6), round(patch.get_x() - x, 6)
            if r in range(shape[0]) and c in range(shape[1]):
                drawn.append((r, c))
                if patch.get_facecolor()[:3] == to_rgb(drawing.colour(role)):
                    found.add((int(r), int(c)))
        assert sorted(drawn) == sorted(np.ndindex(shape))
        return found

    def windows(self, step):
        """Return the corner and size of each outlined window."""
        found = []
        for patch in self.ax.patches:
            if patch.get_linewidth() == 2.4 and shown(patch, step):
                box = patch.get_bbox()
                x, y = self.moved(patch, step)
                found.append((round(box.x0 + x), round(box.y0 + y), round(box.width), round(box.height)))
        return found


def sides_of(sentence):
    """Return the value of the left side of a sum, such as ``1 − 3 = −2``, and the number on its right side."""
    left, right = sentence.replace("\N{MINUS SIGN}", "-").split("=")
    return sum(int(number.replace(" ", "")) for number in re.findall(r"[+-]? ?\d+", left)), int(right)


@pytest.fixture
def steps_of():
    return Drawing


@pytest.fixture
def sum_of():
    return sides_of
