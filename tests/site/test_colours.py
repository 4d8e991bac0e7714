"""The colours of the site: contrast, and what readers with each kind of colour blindness can still tell apart."""

import itertools
import re
from pathlib import Path

import material
import pytest
from coloraide import Color

from sitebuild.core.project import DOCS
from sitebuild.make.colours import palette
from snippets.drawing import ROLES

SHEETS = sorted((DOCS / "assets" / "stylesheets").glob("*.css"))
MATERIAL = Path(material.__file__).parent / "templates" / "assets" / "stylesheets"
SCHEMES = ("light", "dark")
VISIONS = ("normal", "protan", "deutan", "tritan")

TEXT, LINE = 4.5, 3  # contrast, WCAG 2.2, AA: 1.4.3 and 1.4.11
APART = 9  # CIEDE2000; side by side, 2 is seen and 5 is plain
TINT = 0.28  # how much of its role a cell of a drawn grid has, see snippets/drawing.py

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


# ---- the stylesheets themselves

LITERAL = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(")


def bare(sheet: Path) -> str:
    """Return a stylesheet with its comments and texts blanked, line by line where they were."""
    text = re.sub(r"/\*.*?\*/", lambda m: re.sub(r"[^\n]", " ", m[0]), sheet.read_text("utf-8"), flags=re.DOTALL)
    return re.sub(r'"[^"\n]*"', lambda m: " " * len(m[0]), text)


def lines(sheet: Path):
    """Return the lines of a stylesheet with their numbers."""
    return enumerate(bare(sheet).split("\n"), 1)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_nothing_is_important(sheet):
    assert [f"{sheet.name}:{n}" for n, line in lines(sheet) if "!important" in line.replace(" ", "")] == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_colour_is_written_as_a_variable_alone(sheet):
    """Elsewhere it would not follow the scheme."""
    wrong = [f"{sheet.name}:{n}: {line.strip()}" for n, line in lines(sheet) if LITERAL.search(line)]
    assert [line for line in wrong if not re.search(r": --[\w-]+:", line)] == []


SET = re.compile(r"(--[\w-]+)\s*:")


def test_every_variable_that_is_used_is_set():
    ours = [*SHEETS, *(DOCS / "assets").rglob("*.js"), *(DOCS / "assets" / "explorers").rglob("*.css")]
    known = {name for sheet in (*ours, *MATERIAL.glob("*.css")) for name in SET.findall(sheet.read_text("utf-8"))}
    known |= set(re.findall(r'setProperty\(\s*["`](--[\w-]+)', "".join(s.read_text("utf-8") for s in ours)))
    unset = [
        f"{sheet.name}:{n}: {name}"
        for sheet in SHEETS
        for n, line in lines(sheet)
        for name in re.findall(r"var\(\s*(--[\w-]+)\s*\)", line)
        if name not in known
    ]
    assert unset == []
