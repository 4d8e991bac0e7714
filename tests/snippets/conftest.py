"""Reads drawings with steps as a reader sees them: what stands where in each step."""

import re

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from snippets.shared import drawing


def shown(artist, step):
    """Tell whether an artist is visible in a step."""
    match = re.fullmatch(r"(?:steps|says):(\d+)-(\d*)", artist.get_gid() or "")
    return not match or int(match[1]) <= step <= int(match[2] or 99)


class Drawing:
    """The figure of a snippet, with its English labels."""

    def __init__(self, module):
        self.ax = module.figure(lambda label, **values: label.format(**values)).axes[0]

    def texts(self, step):
        """Return the texts of a step."""
        return [text.get_text() for text in self.ax.texts if shown(text, step)]

    def grid(self, step, x, y, shape):
        """Return the numbers that stand in the cells of a grid."""
        found = np.full(shape, np.nan)
        for text in self.ax.texts:
            across, down = text.get_position()
            r, c = round(down - y - 0.5, 6), round(across - x - 0.5, 6)
            if shown(text, step) and r in range(shape[0]) and c in range(shape[1]):
                assert np.isnan(found[int(r), int(c)]), "two numbers in one cell"
                found[int(r), int(c)] = float(text.get_text().replace("\N{MINUS SIGN}", "-"))
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
                found.append((round(box.x0), round(box.y0), round(box.width), round(box.height)))
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
