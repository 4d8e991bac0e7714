import re
import shutil
import subprocess
import sys

import pytest

from sitebuild.core import sources
from sitebuild.core.project import DOCS, ROOT
from sitebuild.language import labels, orthography, twins
from sitebuild.make import svg
from sitebuild.pages import facts, includes, new, outputs

PAGE = "pooling/brand-new"


@pytest.fixture(scope="module")
def made():
    """What is written for a page, by the end of its path."""
    return {path.relative_to(ROOT).as_posix(): text for path, text in new.files(PAGE).items()}


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A project that has what a new page needs."""
    for name in ("mkdocs.yml", "snippets/pooling", "docs/en/pooling", "docs/fa/pooling", "tests/snippets/pooling"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, tmp_path / name)
    monkeypatch.setattr(new, "ROOT", tmp_path)
    monkeypatch.setattr(new, "DOCS", tmp_path / "docs")
    monkeypatch.setattr(new, "SNIPPETS", tmp_path / "snippets")
    return tmp_path


def test_it_writes_five_files_and_tells_them(copy):
    told = new.begin(PAGE)
    written = re.findall(r"^  (\S+)$", told, re.MULTILINE)
    assert len(written) == 5
    assert all((copy / name.removeprefix(f"{copy}/")).is_file() for name in written)
    with pytest.raises(SystemExit, match=r"brand_new\.py is there already"):
        new.begin(PAGE)


@pytest.mark.parametrize("page", ["example", "Pooling/x", "pooling/x.md", "../x", "pooling/a b", ""])
def test_what_cannot_be_a_page_is_told_and_nothing_is_written(copy, page):
    with pytest.raises(SystemExit, match=r"is no page: write a topic"):
        new.begin(page)


def test_the_line_in_nav_comes_before_the_exercises():
    before = (ROOT / "mkdocs.yml").read_text("utf-8")
    lines = new.in_nav(before, PAGE).splitlines()
    at = lines.index(f"      - {PAGE}.md")
    assert lines[at - 1].strip().startswith("- pooling/")
    assert lines[at + 1] == "      - pooling/exercises.md"
    assert "\n".join([*lines[:at], *lines[at + 1 :], ""]) == before
    for topic in ("other", "labs"):
        with pytest.raises(SystemExit, match=f"'{topic}' is no chapter"):
            new.in_nav(before, f"{topic}/page")


def test_page_and_twin_are_in_step_and_well_written(made):
    english, persian = made[f"docs/en/{PAGE}.md"], made[f"docs/fa/{PAGE}.md"]
    name = f"{PAGE}.md"
    assert twins.structure(name, english, persian) == []
    assert twins.stale(name, english, persian) == []
    for language, text in (("en", english), ("fa", persian)):
        assert sources.faults(DOCS / language / name, text) == []
        assert facts.typed_in(DOCS / language / name, text) == []
    assert list(orthography.check(DOCS / "fa" / name, orthography.prose(persian))) == []


def test_the_snippet_passes_the_checks_and_prints_what_it_says(made, tmp_path):
    for name, text in made.items():
        if name.endswith(".py"):
            command = [sys.executable, "-m", "ruff", "check", "--quiet", "--stdin-filename", name, "-"]
            done = subprocess.run(command, input=text, cwd=ROOT, text=True, capture_output=True)
            assert done.returncode == 0, done.stdout
    file = tmp_path / "one.py"
    file.write_text(new.SNIPPET, "utf-8")
    names = tuple(re.findall(r'py:(\w+)"', made[f"docs/en/{PAGE}.md"]))
    assert set(names) == set(includes.spans(file)), "the page shows every region"
    assert outputs.rewritten([includes.Block(file, 1, file, names)]) == {file: new.SNIPPET}


def test_figure_fact_and_test_are_what_the_page_asks_for(made):
    space = {}
    exec(new.SNIPPET, space)
    page = made[f"docs/en/{PAGE}.md"]
    assert re.findall(r"brand_new\.(\w+) ", page) == list(space["facts"]())
    known, used = labels.labels(), {}
    drawn = svg.drawn(space["figure"](labels.translator("fa", known, used)), "new")
    assert "ورودی" in drawn["svg"]
    assert "assert brand_new.kept.tolist() == [3, 4]" in made["tests/snippets/pooling/test_brand_new.py"]
    assert space["kept"].tolist() == [3, 4]
