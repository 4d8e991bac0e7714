"""What a reader copies is what she sees, and it runs: the browser presses every copy button and the text is run."""

import json
import os
import subprocess

import nbformat

from sitebuild.core.messages import shown
from sitebuild.core.project import DOCS, SNIPPETS
from sitebuild.core.sources import is_lab
from sitebuild.pages import figure_code, figures, includes, labs, outputs
from tests.browser.visit import DESK_OPEN, check
from tests.browser.whole import BOTH, FIRST, LESSONS


def source(place):
    """Return the Markdown file of a page."""
    language, lesson = ("fa", place.removeprefix("fa/")) if place.startswith("fa/") else ("en", place)
    file = DOCS / language / f"{lesson.rstrip('/') or 'index'}.md"
    return file if file.is_file() else DOCS / language / lesson / "index.md"


LABS = [place for place in BOTH if is_lab(source(place))]
ENOUGH = list(dict.fromkeys([*LESSONS, *FIRST]))  # both languages show the same blocks

# Bring the copy button of each block to the middle of the screen, press it there, and read the clipboard.
PRESS = """async blocks => {
  const copied = [];
  for (const block of document.querySelectorAll(blocks)) {
    const button = block.querySelector('[data-md-type=copy]');
    if (!button) { copied.push('there is no button'); continue; }
    button.scrollIntoView({ block: 'center', behavior: 'instant' });
    await navigator.clipboard.writeText('nothing was copied');
    const { left, top, width, height } = button.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    if (button.contains(hit)) hit.click();
    else await navigator.clipboard.writeText(`the button is covered by ${hit?.outerHTML.slice(0, 60)}`);
    copied.push(await navigator.clipboard.readText());
  }
  return copied;
}"""


def pressed(visit, blocks):
    """Press the copy button of each block of code that is named, and return what the clipboard has."""
    return visit.page.evaluate(PRESS, blocks)


# Runs each program as a reader does who saved it in a file of an empty folder: in a process of its own, which has
# nothing but the modules that are loaded already. To load NumPy for each would take most of the time.
RUN_EACH = """
import json, os, sys, tempfile, traceback
codes = json.load(sys.stdin)
import numpy
if any("matplotlib" in code for code in codes):
    import matplotlib.pyplot
told = []
for code in codes:
    with tempfile.TemporaryDirectory() as home, tempfile.TemporaryFile("w+") as printed:
        child = os.fork()
        if not child:
            status = 1
            try:
                os.chdir(home)
                os.environ["HOME"] = home
                os.dup2(printed.fileno(), 1)
                os.dup2(printed.fileno(), 2)
                exec(compile(code, "copied.py", "exec"), {"__name__": "__main__"})
                status = 0
            except BaseException:
                traceback.print_exc()
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)
        status = os.waitpid(child, 0)[1]
        printed.seek(0)
        told.append([status, printed.read()])
print(json.dumps(told))
"""


def ran(codes):
    """Run programs, each alone; return for each whether it failed, and the lines that it printed."""
    environment = {"PATH": os.environ["PATH"], "MPLBACKEND": "agg", "LANG": "C.UTF-8"}
    command = [outputs.reader(), "-I", "-c", RUN_EACH]
    done = subprocess.run(command, input=json.dumps(codes), env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return [(status, [line.rstrip() for line in text.splitlines()]) for status, text in json.loads(done.stdout)]


def lines(text):
    """Return the lines of a text but for empty ones, of which an include may leave more."""
    return [line for line in text.splitlines() if line.strip()]


def differing(copied, wanted, what):
    """Say where what was copied is not what stands in the sources."""
    if len(copied) != len(wanted):
        return [f"{len(copied)} {what} can be copied, and the sources have {len(wanted)}"]
    pairs = zip(copied, wanted, strict=True)
    return [f"{what}: copied is\n{one}\nand wanted is\n{other}" for one, other in pairs if one != other]


BLOCKS = ".highlight:not(.lab-code, .lab-output, .figure *)"
CHANGED = "() => document.querySelector('%s pre > code').append(' ')"
COVERED = ".md-code__button { pointer-events: none }"


@check(
    "run `make outputs`, and look at the snippet and at what the page makes of it",
    ENOUGH,
    at=(DESK_OPEN,),
    faults={
        "another text": CHANGED.replace("append(' ')", "append('x = 1')") % BLOCKS,
        "a button that is covered": COVERED,
        "a button that does nothing": "() => addEventListener('click', e => e.stopImmediatePropagation(), true)",
    },
)
def every_block_that_is_copied_runs_alone_and_prints_its_lines(visit):
    """Both languages show the same blocks, so they are run once. One under an explorer is not seen."""
    page = source(visit.place)
    blocks = [] if is_lab(page) else includes.blocks(page)
    other = [one.inside.strip() for one in includes.fences(page) if one.kind != includes.PYTHON]
    copied = [text for text in pressed(visit, f"{BLOCKS}:not([data-live] *)") if text.strip() not in other]
    under = visit.page.locator(f"[data-live] {BLOCKS} code").all_text_contents()
    wanted = [lines(block.code) for block in blocks]
    for text in under:  # they stand in the page where they stand in its source
        copied.insert(wanted.index(lines(text)), text)
    found = differing([lines(text) for text in copied], wanted, "a block of code")
    if found or visit.language != "en" or not blocks:
        return found
    for block, text, (failed, printed) in zip(blocks, copied, ran(copied), strict=True):
        promised = [line[2:].removeprefix(" ") for line in text.splitlines() if line.startswith("#>")]
        if failed or printed != promised:
            said = "\n".join(printed)
            found.append(f"{shown(page)}:{block.line}: {shown(block.file)} prints, copied alone,\n{said}")
    return found


@check(
    "see figure.js, and what the sources of the figure are",
    ENOUGH,
    at=(DESK_OPEN,),
    faults={
        "another text": "() => new MutationObserver(() => document.querySelectorAll('.figure-code pre > code').forEach("
        "code => code.textContent === 'pass' || (code.textContent = 'pass')))"
        ".observe(document.body, { childList: true, subtree: true })",
        "a button that is covered": COVERED,
    },
    broken="kernels/",
)
def every_figure_gives_its_code(visit):
    """That code is run, each alone, in test_standalone.py. A figure under an explorer is not seen."""
    named = [match["name"] for _, match in figures.named(source(visit.place))]
    seen = visit.page.evaluate("[...document.querySelectorAll('.figure')].map(e => e.checkVisibility())")
    codes = [
        figure_code.plain(SNIPPETS / f"{name}.py").rstrip()
        for name, is_seen in zip(named, seen, strict=True)
        if is_seen
    ]
    return differing(pressed(visit, ".figure:not([data-live] *) .figure-code .highlight"), codes, "code of a figure")


@check(
    "see the cells of the lab, and labs.py",
    LABS,
    at=(DESK_OPEN,),
    faults={
        "a cell that is not whole": CHANGED.replace("' '", "'# more'") % ".lab-code",
        "another notebook": "() => document.querySelector('a.lab-download').href = "
        "'../learn-a-kernel/learn-a-kernel.ipynb'",
    },
    broken="labs/max-or-mean/",
)
def the_cells_of_a_lab_run_in_order_and_are_those_of_its_notebook(visit):
    """Both languages have the same cells, so they are run once."""
    page = source(visit.place)
    cells = pressed(visit, ".lab-code")
    with visit.page.expect_download() as download:
        visit.page.click("a.lab-download")
    note = nbformat.read(download.value.path(), as_version=4)
    noted = [cell.source.strip("\n") for cell in note.cells if cell.cell_type == "code"]
    wanted = [cell.strip("\n") for cell in labs.cells(page)]
    found = differing(cells, wanted, "a cell") + differing(noted, wanted, "a cell of the notebook")
    if "assert " not in "".join(cells):
        found.append(f"{shown(page)}: a lab asserts what it claims")
    if not found and visit.language == "en":
        ((failed, printed),) = ran(["\n\n".join(cells)])
        found += [f"run in order in an empty folder the cells fail: {printed[-1:]}"] if failed else []
    return found


# What a reader gets who copies each paragraph that has a formula.
COPIED = """() => [...document.querySelectorAll('article p')]
  .filter(p => p.querySelector('math') && p.checkVisibility())
  .filter(p => !p.querySelector('br')).map(p => {
    getSelection().selectAllChildren(p);
    const event = new ClipboardEvent('copy', { clipboardData: new DataTransfer(), bubbles: true, cancelable: true });
    p.dispatchEvent(event);
    const text = event.clipboardData.getData('text/plain') || getSelection().toString();
    getSelection().removeAllRanges();
    return text.trim();
  }).filter(text => text.includes('\\n') || !text).map(text => `copied: ${JSON.stringify(text.slice(0, 80))}`)"""


@check(
    "see copy.js",
    BOTH,
    at=(DESK_OPEN,),
    faults={
        "a browser left to itself": "() => addEventListener('copy', event => event.stopImmediatePropagation(), true)"
    },
)
def a_formula_is_copied_on_its_line(visit):
    return visit.page.evaluate(COPIED)


CHECKS = [
    a_formula_is_copied_on_its_line,
    every_block_that_is_copied_runs_alone_and_prints_its_lines,
    every_figure_gives_its_code,
    the_cells_of_a_lab_run_in_order_and_are_those_of_its_notebook,
]
