"""The colours of the site: contrast, and what readers with each kind of colour blindness can still tell apart."""

import itertools

import pytest
from coloraide import Color

from sitebuild.make.colours import palette
from snippets.shared.drawing import ROLES

SCHEMES = ("light", "dark")
VISIONS = ("normal", "protan", "deutan", "tritan")

TEXT, LINE = 4.5, 3  # contrast, WCAG 2.2, AA: 1.4.3 and 1.4.11
APART = 9  # CIEDE2000; side by side, 2 is seen and 5 is plain
TINT = 0.28  # how much of its role a cell of a drawn grid has, see snippets/shared/drawing.py

LINES = (
    "input",
    "output",
    "kernel",
    "unseen",
    "window-1",
    "window-2",
    "window-3",
    "window-4",
    "maximum",
    "mean",
)
# What some figure draws side by side and a reader tells apart by its colour.
PAIRS = [
    *itertools.combinations(("window-1", "window-2", "window-3", "window-4"), 2),
    *itertools.combinations(("input", "kernel", "output"), 2),
    ("maximum", "mean"),
    ("window-1", "input"),
    ("window-1", "kernel"),
    ("window-2", "output"),
    ("unseen", "input"),
]


def seen(colour: Color, vision: str) -> Color:
    """Return a colour as a reader sees it."""
    return colour if vision == "normal" else colour.filter(vision, out_space="srgb").clip()


def named(scheme: str) -> dict[str, Color]:
    """Return the colours of the roles."""
    return {role: Color(value) for role, value in palette(scheme).items()}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_role_has_a_colour_and_no_other(scheme):
    assert tuple(palette(scheme)) == ROLES


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_of_a_figure_stands_out_from_its_cell(scheme, role):
    """Numbers are written in ink on the tint of a role over paper; those of padding are muted."""
    colours = named(scheme)
    cell = Color.layer([colours[role].clone().set("alpha", TINT), colours["paper"]], space="srgb")
    text = colours["muted" if role == "padding" else "ink"]
    assert text.contrast(cell) >= TEXT
    assert text.contrast(colours["paper"]) >= TEXT


@pytest.mark.parametrize("role", LINES)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_lines_stand_out_from_paper(scheme, role):
    colours = named(scheme)
    assert colours[role].contrast(colours["paper"]) >= LINE


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize(("one", "other"), PAIRS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_colour_tells_apart_everybody_can(scheme, one, other, vision):
    colours = named(scheme)
    assert seen(colours[one], vision).delta_e(seen(colours[other], vision), method="2000") >= APART


def test_the_distance_is_measured_as_its_authors_do():
    """The first, a middle and the last pair of the test data of Sharma, Wu and Dalal, 2005."""
    for one, other, distance in (
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
    ):
        found = Color("lab-d65", one).delta_e(Color("lab-d65", other), method="2000")
        assert found == pytest.approx(distance, abs=1e-4)


def test_the_views_of_the_colour_blind_are_theirs():
    """Readers with deuteranopia confuse red with green; white is white to all."""
    red, green = Color("#b24400"), Color("#6b6b00")
    assert red.delta_e(green, method="2000") > 3 * seen(red, "deutan").delta_e(seen(green, "deutan"), method="2000")
    assert seen(Color("white"), "protan").delta_e("white", method="2000") < 1
