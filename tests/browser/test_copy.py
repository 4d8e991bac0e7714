"""What a reader copies is what she sees, and it runs: the browser presses every copy button and the text is run."""

import os
import subprocess

import nbformat
import pytest

from sitebuild.core.messages import shown
from sitebuild.core.project import DOCS, SNIPPETS
from sitebuild.core.sources import is_lab
from sitebuild.pages import figure_code, figures, includes, labs, outputs
from tests.browser.whole import BOTH

every_page = pytest.mark.parametrize("visit", BOTH, indirect=True, scope="session")


def source(place):
    """Return the Markdown file of a page."""
    language, lesson = ("fa", place.removeprefix("fa/")) if place.startswith("fa/") else ("en", place)
    file = DOCS / language / f"{lesson.rstrip('/') or 'index'}.md"
    return file if file.is_file() else DOCS / language / lesson / "index.md"


# Bring a button to the middle of the screen and empty the clipboard; return where to press.
AIM = """async ([blocks, i]) => {
  const button = document.querySelectorAll(blocks)[i].querySelector('[data-md-type=copy]');
  button.scrollIntoView({ block: 'center', behavior: 'instant' });
  await navigator.clipboard.writeText('');
  const { left, top, width, height } = button.getBoundingClientRect();
  return [left + width / 2, top + height / 2];
}"""


@pytest.fixture
def pressed(visit):
    """Return a function that presses the copy button of each block of code that is named and reads the clipboard."""
    page = visit.shown(unfold=True)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    def press(blocks):
        copied = []
        for i in range(page.locator(blocks).count()):
            page.mouse.click(*page.evaluate(AIM, [blocks, i]))
            copied.append(page.evaluate("navigator.clipboard.readText()"))
        page.mouse.move(0, 0)
        return copied

    return press


def ran(code, folder):
    """Run code as a reader does who saved it in a file of an empty folder, and return what it printed."""
    folder.mkdir()
    file = folder / "copied.py"
    file.write_text(code, "utf-8")
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "MPLBACKEND": "agg", "LANG": "C.UTF-8"}
    command = [outputs.reader(), "-I", str(file)]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, f"copied alone, this does not run:\n{code}\n{done.stderr}"
    return [line.rstrip() for line in done.stdout.splitlines()]


def lines(text):
    """Return the lines of a text but for empty ones, of which an include may leave more."""
    return [line for line in text.splitlines() if line.strip()]


BLOCKS = ".highlight:not(.lab-code, .lab-output, .figure *)"


@every_page
def test_every_block_that_is_copied_runs_alone_and_prints_its_lines(visit, pressed, tmp_path):
    """Both languages show the same blocks, so a text that both give is run once. One under an explorer is not seen."""
    page = source(visit.place)
    blocks = [] if is_lab(page) else includes.blocks(page)
    other = [one.inside.strip() for one in includes.fences(page) if one.kind != includes.PYTHON]
    copied = [text for text in pressed(f"{BLOCKS}:not([data-live] *)") if text.strip() not in other]
    under = visit.page.locator(f"[data-live] {BLOCKS} code").all_text_contents()
    wanted = [lines(block.code) for block in blocks]
    for text in under:  # they stand in the page where they stand in its source
        copied.insert(wanted.index(lines(text)), text)
    assert [lines(text) for text in copied] == wanted
    for i, block in enumerate(blocks if page.is_relative_to(DOCS / "en") else []):
        promised = [line[2:].removeprefix(" ") for line in copied[i].splitlines() if line.startswith("#>")]
        printed = ran(copied[i], tmp_path / str(i))
        assert printed == promised, f"{shown(page)}:{block.line}: run `make outputs` and look at {shown(block.file)}"


@every_page
def test_every_figure_gives_its_code(visit, pressed):
    """It is the tested file. One under an explorer is not seen."""
    named = [match["name"] for _, match in figures.named(source(visit.place))]
    seen = visit.page.evaluate("[...document.querySelectorAll('.figure')].map(figure => figure.checkVisibility())")
    codes = [
        figure_code.plain(SNIPPETS / f"{name}.py").rstrip()
        for name, is_seen in zip(named, seen, strict=True)
        if is_seen
    ]
    assert pressed(".figure:not([data-live] *) .figure-code .highlight") == codes


@pytest.mark.parametrize("visit", [place for place in BOTH if is_lab(source(place))], indirect=True, scope="session")
def test_the_cells_of_a_lab_run_in_order_and_are_those_of_its_notebook(visit, pressed, tmp_path):
    """Both languages have the same cells, so they are run once."""
    page = source(visit.place)
    cells = pressed(".lab-code")
    assert cells == [cell.strip("\n") for cell in labs.cells(page)]
    with visit.page.expect_download() as download:
        visit.page.click("a.lab-download")
    note = nbformat.read(download.value.path(), as_version=4)
    assert [cell.source.strip("\n") for cell in note.cells if cell.cell_type == "code"] == cells
    if page.is_relative_to(DOCS / "en"):
        ran("\n\n".join(cells), tmp_path / "lab")
    assert "assert " in "".join(cells), f"{shown(page)}: a lab asserts what it claims"


def test_there_is_something_to_copy():
    assert sum(len(includes.blocks(source(place))) for place in BOTH) > 200
