"""What is offered as the code of a figure is its tested file, and its zip draws the figure without the project."""

import ast
import io
import os
import re
import subprocess
import sys
import zipfile

import matplotlib
import numpy as np
import pytest
from matplotlib.image import imread
from mkdocs.exceptions import PluginError

from sitebuild.core.project import SNIPPETS
from sitebuild.core.sources import pages
from sitebuild.make.colours import palette
from sitebuild.make.job import imported, places
from sitebuild.pages import figure_code, figures, outputs

NAMES = sorted({match["name"] for page in pages("en").values() for _, match in figures.named(page)})
# A photograph, a drawing with steps, one that imports another snippet, and one whose values are negative.
DRAWN = ["kernels/photo_filters", "pooling/overlap", "pooling/arena", "convolution/flip"]


@pytest.fixture(scope="module")
def files(site):
    """Return the files in the zip of each figure as the site serves it."""
    found = {}
    for name in NAMES:
        with zipfile.ZipFile(site / figures.FOLDER / f"{name}.zip") as archive:
            found[name] = {one: archive.read(one).decode() for one in archive.namelist() if one.endswith(".py")}
    return found


def test_a_figure_that_is_drawn_without_the_library_is_told(tmp_path, monkeypatch):
    (tmp_path / "one.py").write_text("def figure(t):\n    return None\n", "utf-8")
    monkeypatch.setattr(figure_code, "SNIPPETS", tmp_path)
    with pytest.raises(PluginError, match=r"one\.py:1: the figure is drawn without .*drawing\.py.*\n +To mend it: "):
        figure_code.folder("one")


def test_each_zip_holds_all_that_its_files_import(files):
    allowed = {"numpy", "matplotlib", "snippets", *sys.stdlib_module_names}
    for name, inside in files.items():
        stem = name.split("/")[-1]
        assert f"{stem}/draw.py" in inside, name
        assert f"{stem}/snippets/{name}.py" in inside, name
        for path, code in inside.items():
            for node in ast.walk(ast.parse(code)):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    modules = [node.module] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
                    foreign = {module.split(".")[0] for module in modules} - allowed
                    assert not foreign, f"{name}.zip: {path}:{node.lineno} needs {foreign}, which a reader may not have"
        needed = {
            place.relative_to(SNIPPETS.parent).as_posix()
            for path in inside
            if "/snippets/" in path
            for module in imported(SNIPPETS.parent / path.split("/", 1)[1], 0)
            for place in places(module)
            if place.is_file() and place.is_relative_to(SNIPPETS)
        }
        lacking = {path for path in needed if f"{stem}/{path}" not in inside}
        assert not lacking, f"{name}.zip lacks {lacking}"


def test_the_code_is_the_tested_file_without_the_marks_of_its_regions(site):
    mark = re.compile(r"^[ \t]*# --8<-- \[(?:start|end):[\w-]+\]\n", re.MULTILINE)
    for name in NAMES:
        shown = (site / figures.FOLDER / f"{name}.py").read_text("utf-8")
        assert "--8<--" not in shown, name
        assert shown == mark.sub("", (SNIPPETS / f"{name}.py").read_text("utf-8")), name


@pytest.mark.parametrize("name", DRAWN)
def test_a_zip_draws_the_figure_of_the_page_to_the_pixel(site, tmp_path, monkeypatch, name):
    """With an interpreter that has NumPy and Matplotlib, and where nothing of the project can be imported."""
    stem = name.split("/")[-1]
    with zipfile.ZipFile(site / figures.FOLDER / f"{name}.zip") as archive:
        archive.extractall(tmp_path)
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "MPL"))}
    command = [outputs.reader(), "-E", "-s", "draw.py"]
    done = subprocess.run(command, cwd=tmp_path / stem, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    made = imread(tmp_path / stem / f"{stem}.png")

    from importlib import import_module

    from snippets.shared import drawing

    colours = palette("light")
    monkeypatch.setattr(drawing, "colour", colours.__getitem__)
    figure = import_module(f"snippets.{name.replace('/', '.')}").figure(
        lambda label, **values: label.format(**{k: str(v).replace("-", "\N{MINUS SIGN}") for k, v in values.items()})
    )
    out = io.BytesIO()
    with matplotlib.rc_context({"text.parse_math": False}):
        figure.savefig(out, format="png", dpi=144, transparent=True, facecolor=colours["paper"])
    page = imread(io.BytesIO(out.getvalue()))
    assert made.shape == page.shape
    assert np.array_equal(made, page)
    assert len(np.unique(made.reshape(-1, made.shape[2]), axis=0)) > 3, "the picture is blank"
