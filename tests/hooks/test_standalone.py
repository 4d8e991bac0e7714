"""The code of each figure stands alone, and draws the figure that is on the page."""

import ast
import json
import os
import re
import subprocess
import sys

import pytest

import figures
import outputs
import standalone
from project import ROOT, pages

NAMES = sorted({match["name"] for page in pages("en").values() for _, match in figures.named(page)})

# Runs every file in a process of its own, which has Matplotlib and NumPy, and where nothing of the project can be
# imported. Only then draws the snippets' own figures, with the colours of the stylesheet as this test reads them, and
# counts the pixels that differ.
RUNNER = """
import contextlib, importlib, io, json, os, re, runpy, sys, traceback
from pathlib import Path
import matplotlib.pyplot
import numpy as np

root, names = sys.argv[1], json.load(sys.stdin)
told = {name: {} for name in names}

def picture(path):
    return np.round(matplotlib.image.imread(path)[..., :3] * 255).astype(int)

for name in names:
    if child := os.fork():  # a process that starts with its libraries in it: to load them takes longer than to draw
        os.waitpid(child, 0)
        failed = Path(f"{name}.failed").read_text("utf-8")
        told[name] = {"error": failed} if failed else {}
        continue
    failed = ""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            runpy.run_path(f"{name}.py", run_name="__main__")
        Path(name.split("/")[1] + ".png").rename(f"{name}.png")
    except BaseException:
        failed = traceback.format_exc()[-600:]
    Path(f"{name}.failed").write_text(failed, "utf-8")
    os._exit(0)

sys.path.insert(0, root)
from snippets import drawing

sheet = Path(root, "docs/assets/stylesheets/figures.css").read_text("utf-8")
colours = dict(reversed(re.findall(r"--fig-([\\w-]+): (#\\w{6});", sheet)))  # the first rule is the light scheme's
drawing.colour = colours.__getitem__
for name in names:
    if "error" in told[name]:
        continue
    with contextlib.redirect_stdout(io.StringIO()):
        snippet = importlib.import_module("snippets." + name.replace("/", "."))
    def t(label, **values):
        return label.format(**{key: str(value).replace("-", chr(0x2212)) for key, value in values.items()})
    figure = snippet.figure(t)
    with matplotlib.rc_context({"text.parse_math": False}):
        figure.savefig("page.png", dpi=144, transparent=True, facecolor=colours["paper"])
    made, page = picture(f"{name}.png"), picture("page.png")
    told[name]["size"] = made.shape[1::-1]
    told[name]["colours"] = len(np.unique(made.reshape(-1, 3), axis=0))
    told[name]["paper"] = "#%02x%02x%02x" % tuple(made[0, 0]), "#%02x%02x%02x" % tuple(page[0, 0])
    told[name]["differ"] = int((made != page).any(axis=2).sum()) if made.shape == page.shape else -1
print(json.dumps(told))
"""


@pytest.fixture
def told(tmp_path):
    """Run every file as a reader would; return by name what became of it."""
    for name in NAMES:
        file = tmp_path / f"{name}.py"
        file.parent.mkdir(exist_ok=True)
        file.write_text(standalone.code(name), "utf-8")
    done = subprocess.run(
        [outputs.reader(), "-I", "-c", RUNNER, str(ROOT)],
        cwd=tmp_path,
        input=json.dumps(NAMES),
        env={**os.environ, "MPLBACKEND": "agg"},
        text=True,
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_each_runs_alone_and_draws_the_figure_of_the_page_to_the_pixel(told, site):
    """One test: two workers would draw them all twice. A px of the page is two pixels; an odd half is cut off."""
    assert {name: about["error"] for name, about in told.items() if "error" in about} == {}
    assert {name: about for name, about in told.items() if about["differ"]} == {}
    assert [name for name, about in told.items() if about["colours"] <= 3] == []  # the picture is blank
    sizes = {}
    for page in site.rglob("index.html"):
        html = page.read_text("utf-8")
        found = re.findall(r'<svg width="([\d.]+)" height="([\d.]+)"[^>]*aria-labelledby="([\w-]+)-title"', html)
        sizes |= {name: (float(width), float(height)) for width, height, name in found}
    assert list(told) == NAMES
    for name in NAMES:
        width, height = sizes[re.sub(r"\W+", "-", name)]
        assert told[name]["size"] == pytest.approx([2 * width, 2 * height], abs=1.01), name


@pytest.fixture(scope="module")
def lint(tmp_path_factory):
    """Return what the linter says about all files: unused imports, unknown names, empty lines that are too many."""
    folder = tmp_path_factory.mktemp("lint")
    for name in NAMES:
        file = folder / f"{name}.py"
        file.parent.mkdir(exist_ok=True)
        file.write_text(standalone.code(name), "utf-8")
    command = [sys.executable, "-m", "ruff", "check", "--isolated", "--preview", "--output-format=concise"]
    rules = ["--select=F,E3,W,I001", "--target-version=py311", "--line-length=120"]
    return subprocess.run([*command, *rules, str(folder)], capture_output=True, text=True).stdout


def test_it_reads_well(lint):
    assert "All checks passed!" in lint, lint[-3000:]


def prints(node):
    """Tell whether a statement does nothing but print."""
    if isinstance(node, ast.For | ast.If):
        return all(map(prints, node.body))
    return isinstance(node, ast.Expr) and ast.unparse(node).startswith("print(")


@pytest.mark.parametrize("name", NAMES)
def test_nothing_in_it_is_there_in_vain(name):
    code = standalone.code(name)
    assert not re.search(r"--8<--|^ *#>|from snippets", code, re.MULTILINE)
    tree = ast.parse(code)
    examples = [one for one in tree.body if prints(one)]
    assert not examples, f"{ast.unparse(examples[0])}: an example that the figure does not need"
    for defined in re.findall(r"^ *(?:def|class) (?!__)(\w+)", code, re.MULTILINE):
        assert len(re.findall(rf"\b{defined}\b", code)) > 1, f"{defined} is never used"


def test_a_loop_needs_what_it_reads_before_it_sets_it():
    """Else every example before it that uses the same names would be part of the figure."""
    loop = ast.parse("for k in sizes:\n    high = pooled(k)\n    total += high\n")
    assert standalone.exposed(loop.body) == {"sizes", "pooled", "total"}
