import re

import numpy as np
import pytest
from matplotlib.colors import to_rgba

from project import DOCS
from snippets import drawing

CSS = (DOCS / "assets" / "stylesheets" / "figures.css").read_text("utf-8")
SCHEMES = dict(re.findall(r"^(:root|\[data-md-color-scheme=\"slate\"\]) \{\n(.*?)\}", CSS, re.MULTILINE | re.DOTALL))


def palette(scheme: str) -> dict[str, str]:
    return dict(re.findall(r"--fig-([\w-]+): (#[0-9a-f]{6});", SCHEMES[scheme]))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in to_rgba(colour)[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(colour: str, paper: str, share: float) -> tuple[float, ...]:
    return tuple(share * a + (1 - share) * b for a, b in zip(to_rgba(colour)[:3], to_rgba(paper)[:3], strict=True))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_role_has_a_colour_in_both_schemes(scheme):
    assert set(palette(scheme)) == set(drawing.ROLES)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_and_outlines_stand_out(scheme):
    colours = palette(scheme)
    for role in ("ink", "muted"):
        assert contrast(colours[role], colours["paper"]) >= 4.5, role
    for role in (*drawing.WINDOWS, "unseen", "maximum", "mean", "input", "output", "kernel"):
        assert contrast(colours[role], colours["paper"]) >= 3, role


@pytest.mark.parametrize("scheme", SCHEMES)
def test_numbers_stand_out_from_their_cells(scheme):
    colours = palette(scheme)
    for role in (*drawing.WINDOWS, "input", "output", "kernel", "unseen"):
        assert contrast(colours["ink"], mixed(colours[role], colours["paper"], 0.28)) >= 4.5, role


def test_an_unknown_role_is_refused_with_those_there_are():
    with pytest.raises(ValueError, match=r"role: no role is called 'windw'; the roles are ink, muted"):
        drawing.colour("windw")


def test_each_role_has_a_placeholder_of_its_own():
    assert len({drawing.colour(role) for role in drawing.ROLES}) == len(drawing.ROLES)


def test_a_cell_of_a_canvas_is_thirty_pixels():
    fig, ax = drawing.canvas(11, 4)
    assert tuple(fig.get_size_inches() * 72) == (11 * 30, 4 * 30)
    (left, top), (right, bottom) = ax.transData.transform([(0, 0), (1, 1)])
    assert (right - left) == pytest.approx(top - bottom)


def test_a_grid_writes_its_values_where_they_stand():
    _, ax = drawing.canvas(4, 4)
    drawing.grid(ax, np.array([[1, -2], [np.nan, 0.25]]), 1, 1, title="Input")
    written = {(t.get_position()): t.get_text() for t in ax.texts}
    assert written == {(1.5, 1.5): "1", (2.5, 1.5): "\N{MINUS SIGN}2", (2.5, 2.5): "0.25", (2, 0.55): "Input"}


def test_a_cell_may_mean_something_else_than_its_grid():
    _, ax = drawing.canvas(2, 1)
    drawing.grid(ax, [[1, 2]], roles={(0, 1): "window-2"})
    faces = [p.get_facecolor()[:3] for p in ax.patches[:2]]
    assert faces == [to_rgba(drawing.colour(role))[:3] for role in ("input", "window-2")]


def test_photographs_share_one_size_and_keep_their_pixels():
    wide, tall = np.zeros((4, 8)), np.zeros((8, 8))
    fig = drawing.photos([("a", wide), ("b", tall), ("c", tall)], columns=2, width=100)
    assert [ax.images[0].get_array().shape for ax in fig.axes] == [(4, 8), (8, 8), (8, 8)]
    assert fig.get_size_inches()[0] * 72 == pytest.approx(210)
    assert len({tuple(np.round(ax.get_position().size, 9)) for ax in fig.axes}) == 1
