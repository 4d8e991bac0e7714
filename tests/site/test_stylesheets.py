"""The stylesheets as they are written: one list of them, colours in one place, no name that nobody sets."""

import re
from pathlib import Path

import material
import pytest
import tinycss2
from tinycss2.color5 import parse_color

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
SETTINGS = ROOT / "mkdocs.yml"
COLOURS = DOCS / "assets" / "stylesheets" / "colours.css"
SHEETS = sorted((DOCS / "assets").rglob("*.css"))
MATERIAL = Path(material.__file__).parent / "templates" / "assets" / "stylesheets"
# These follow every scheme by themselves: no colour at all, and the colour of the text.
FREE = {"transparent", "currentcolor"}


def shown(path, line):
    """Return a place in the project as an editor opens it."""
    return f"{path.relative_to(ROOT)}:{line}"


def listed():
    """Return the sheets that mkdocs.yml names, in order, with their lines."""
    lines = SETTINGS.read_text("utf-8").split("\n")
    start = lines.index("extra_css:") + 1
    found = {}
    for number, line in enumerate(lines[start:], start + 1):
        if not (entry := re.match(r" +- (\S+)", line)):
            break
        found[DOCS / entry[1]] = number
    return found


def declarations(nodes):
    """Yield every declaration of a sheet, however deep it stands."""
    for node in nodes:
        if node.type == "declaration":
            yield node
        elif node.type in ("qualified-rule", "at-rule") and node.content is not None:
            yield from declarations(tinycss2.parse_blocks_contents(node.content, True, True))


def tokens(value):
    """Yield every part of a value, and of the functions in it."""
    for token in value:
        yield token
        yield from tokens(getattr(token, "arguments", None) or getattr(token, "content", None) or [])


def literals(sheet):
    """Return the colours that a sheet says without a name, with their lines."""
    rules = tinycss2.parse_stylesheet(sheet.read_text("utf-8"), skip_comments=True, skip_whitespace=True)
    return [
        (token.source_line, token.serialize())
        for declaration in declarations(rules)
        for token in tokens(declaration.value)
        if token.type in ("ident", "hash", "function")
        and token.serialize().lower() not in FREE
        and parse_color(token) is not None
    ]


def bare(sheet):
    """Return the lines of a sheet with their numbers, without comments and texts."""
    text = re.sub(r"/\*.*?\*/", lambda m: re.sub(r"[^\n]", " ", m[0]), sheet.read_text("utf-8"), flags=re.DOTALL)
    return enumerate(re.sub(r'"[^"\n]*"', lambda m: " " * len(m[0]), text).split("\n"), 1)


def test_the_sheets_of_the_folder_are_those_of_the_list():
    named = listed()
    wrong = [
        f"{shown(sheet, 1)}: no page asks for this sheet; name it in mkdocs.yml under extra_css, where its rules belong"
        for sheet in SHEETS
        if sheet not in named
    ]
    wrong += [
        f"{shown(SETTINGS, line)}: there is no {sheet.relative_to(DOCS)}; take out the line or correct the name"
        for sheet, line in named.items()
        if sheet not in SHEETS
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("sheet", [sheet for sheet in SHEETS if sheet != COLOURS], ids=lambda sheet: sheet.name)
def test_a_colour_is_said_by_its_name(sheet):
    """Elsewhere it would not follow the scheme, nor would anybody find it who changes it."""
    wrong = [
        f"{shown(sheet, line)}: the colour {colour} has no name here; give it one in {COLOURS.name}, for each scheme, "
        "and write var(--that-name)"
        for line, colour in literals(sheet)
    ]
    assert not wrong, "\n".join(wrong)


def test_the_colours_are_there_to_be_named():
    assert len(literals(COLOURS)) > 30


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_nothing_is_important(sheet):
    wrong = [
        f"{shown(sheet, line)}: take out !important; a more specific selector says the same and can be overruled"
        for line, text in bare(sheet)
        if "!important" in text.replace(" ", "")
    ]
    assert not wrong, "\n".join(wrong)


SET = re.compile(r"(--[\w-]+)\s*:")


def test_every_variable_that_is_used_is_set():
    ours = [*SHEETS, *(DOCS / "assets").rglob("*.js"), ROOT / "sitebuild/make/svg.py"]
    known = {name for file in (*ours, *MATERIAL.glob("*.css")) for name in SET.findall(file.read_text("utf-8"))}
    known |= set(re.findall(r'setProperty\(\s*["`](--[\w-]+)', "".join(file.read_text("utf-8") for file in ours)))
    wrong = [
        f"{shown(sheet, line)}: nothing sets {name}; correct the name, or set it"
        for sheet in SHEETS
        for line, text in bare(sheet)
        for name in re.findall(r"var\(\s*(--[\w-]+)\s*\)", text)
        if name not in known
    ]
    assert not wrong, "\n".join(wrong)
