"""The rules of the house that the sources alone can show: nothing typed, nothing orphaned, everything runs."""

import re

import pytest
from mkdocs.exceptions import PluginError

from sitebuild.core import markdown
from sitebuild.core.messages import shown
from sitebuild.core.project import DOCS, LANGUAGES, SNIPPETS
from sitebuild.core.sources import body, is_lab, pages
from sitebuild.make import job, worker
from sitebuild.pages import figures, includes, labs, outputs, whole_functions

PAGES = [path for language in LANGUAGES for path in pages(language).values()]
LESSONS = [path for path in PAGES if not is_lab(path)]
LABS = [path for path in PAGES if is_lab(path)]
FILES = sorted(p for p in SNIPPETS.rglob("*.py"))
BLOCKS = outputs.blocks()


def made(jobs):
    """Return the results of jobs; where one fails, say no more than the build would."""
    try:
        return worker.results(jobs)[0]
    except PluginError as error:
        pytest.fail(str(error), pytrace=False)


def test_each_output_stands_under_what_printed_it():
    wrong = [shown(file) for file, made in outputs.rewritten(BLOCKS).items() if made != file.read_text("utf-8")]
    assert not wrong, f"run `make outputs` and look at {', '.join(wrong)}"


@pytest.mark.parametrize("block", BLOCKS, ids=lambda b: f"{b.file.stem}-{'+'.join(b.names)}")
def test_a_block_fits_a_screen(block):
    # Whole functions are folded and copied; their lines are as long as in the files that they come from.
    lines = block.code.splitlines()
    wide = [line for line in lines[whole_functions.length(block.code) :] if len(line) > 79]
    assert not wide, f"{shown(block.file)}: shown code is at most 79 columns wide: {wide}"


def test_there_are_blocks():
    assert len(BLOCKS) > 10


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_no_code_is_typed_into_a_page(page):
    includes.check_page(page)


def test_every_region_is_used():
    used = {(b.file, name) for b in BLOCKS for name in b.names}
    for lab in LABS:
        used |= {(b.file, name) for b in includes.blocks(lab) for name in b.names}
    for path in FILES:
        for name in includes.regions(path):
            assert (path, name) in used, f"{shown(path)}: no page includes the region {name!r}; remove it or show it"


def test_no_region_stands_inside_a_string():
    marker = re.compile(r"^\s*# --8<--", re.MULTILINE)
    for path in FILES:
        strings = re.findall(r'"""(?:.*?)"""|\'\'\'(?:.*?)\'\'\'', path.read_text("utf-8"), re.DOTALL)
        assert not any(marker.search(s) for s in strings), f"{shown(path)}: code in a string is never run"


def test_every_fact_is_quoted():
    quoted: dict[str, set[str]] = {}
    for page in pages("en").values():
        for match in markdown.QUOTE.finditer(page.read_text("utf-8")):
            quoted.setdefault(match["name"], set()).add(match["fact"])
    names = [
        p.relative_to(SNIPPETS).with_suffix("").as_posix() for p in FILES if "\ndef facts(" in p.read_text("utf-8")
    ]
    assert names
    done = made(job.Job("facts", name) for name in names)
    unquoted = [
        f"{shown(job.source)}: no page quotes the fact {fact!r}; remove it"
        for job, result in done.items()
        for fact in result["facts"]
        if fact not in quoted.get(job.name, ())
    ]
    assert not unquoted, "\n".join(unquoted)


def test_every_figure_is_shown():
    named = {m["name"] for page in pages("en").values() for _, m in figures.named(page)}
    for path in FILES:
        if "\ndef figure(" in path.read_text("utf-8"):
            name = path.relative_to(SNIPPETS).with_suffix("").as_posix()
            assert name in named, f"{shown(path)}: no page shows this figure; remove it"


def test_every_snippet_serves_a_page():
    """A file that no page needs and no other file imports has no reader."""
    needed = {b.file for b in BLOCKS} | {b.file for lab in LABS for b in includes.blocks(lab)}
    for page in pages("en").values():
        text = page.read_text("utf-8")
        needed |= {SNIPPETS / f"{m['name']}.py" for m in markdown.QUOTE.finditer(text)}
        needed |= {SNIPPETS / f"{m['name']}.py" for _, m in figures.named(page)}
    for path in list(needed):
        needed |= job.sources(path)
    # What the project offers beside its pages: whole functions, each with tests of its own.
    tools = {*(SNIPPETS / "functions").glob("*.py"), SNIPPETS / "shared" / "drawing.py"}
    assert {shown(p) for p in FILES if p.name != "__init__.py"} - {shown(p) for p in needed | tools} == set()


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_headings_hold_no_maths(page):
    """The contents, the search and the browser's title show a heading as text."""
    text = body(page.read_text("utf-8"))
    for segment in markdown.segments(text):
        if segment.kind == "inline":
            start = text.rfind("\n", 0, segment.start) + 1
            assert not text[start:].startswith("#"), f"{shown(page)}: {text[start:].splitlines()[0]}"


@pytest.mark.parametrize("lab", sorted({p.relative_to(DOCS / "en") for p in LABS if p.is_relative_to(DOCS / "en")}))
def test_a_lab_has_the_same_cells_in_both_languages(lab):
    assert labs.cells(DOCS / "en" / lab) == labs.cells(DOCS / "fa" / lab)
