"""What a person reads when something is wrong: each fault is put into a copy of the project, which is then built."""

import re
import subprocess
from pathlib import Path

import pytest

from project import ROOT

pytestmark = pytest.mark.usefixtures("site")  # the copies use its cache

LESSON, TWIN = "docs/en/pooling/index.md", "docs/fa/pooling/index.md"
SNIPPET = "snippets/pooling/max_pool.py"
LAB = "docs/en/labs/max-or-mean.md"
HEADING = re.compile(r"^## .*\{ #([\w-]+) \}$", re.MULTILINE)


def fails(project, *said):
    done = project.build()
    assert done.returncode != 0, "the build passed"
    for words in said:
        assert words in done.stdout, done.stdout
    assert "Traceback" not in done.stdout, done.stdout
    return done.stdout


def test_the_project_itself_builds(project):
    done = project.build()
    assert done.returncode == 0, done.stdout


def test_a_snippet_that_raises(project):
    project.edit(SNIPPET, "def facts():", "def facts():\n    raise ValueError('spilt')\n\n\ndef other():")
    line = project.read(SNIPPET).splitlines().index("    raise ValueError('spilt')") + 1
    fails(project, f"{SNIPPET}:{line}: facts() failed: ValueError: spilt", "To mend it: look at")


def test_a_snippet_that_is_no_python(project):
    project.edit(SNIPPET, "def facts():", "def facts(:")
    line = project.read(SNIPPET).splitlines().index("def facts(:") + 1
    fails(project, f"{SNIPPET}:{line}: this is not Python")


def test_a_snippet_that_leaves(project):
    project.edit(SNIPPET, "def facts():", "def facts():\n    raise SystemExit(0)\n\n\ndef other():")
    fails(project, f"{SNIPPET}:", "facts() failed: SystemExit")


def test_a_relative_import_which_the_cache_would_not_see(project):
    project.edit(SNIPPET, "from snippets import drawing", "from .. import drawing")
    fails(project, f"{SNIPPET}:", "an import is relative", "from snippets.topic import")


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        ('"Input": [', "this is not YAML"),
        ("", "this holds no labels"),
        ("Input: 3", "is no pair of texts"),
        ('"{n} windows": "پنجره"', "have other values"),
    ],
)
def test_a_broken_catalogue_of_labels(project, labels, said):
    project.write("docs/fa/labels.yml", labels)
    fails(project, "docs/fa/labels.yml:1:", said)


def test_a_page_that_is_empty(project):
    for page in (LESSON, TWIN):
        project.write(page, "")
    fails(project, f"{LESSON}:1: the page has no description", "the page does not begin with a heading")


def test_front_matter_that_is_no_yaml(project):
    project.edit(LESSON, "description:", "description: [")
    fails(project, f"{LESSON}:1: the page has no description")


def test_a_quotation_that_is_mistyped(project):
    for page in (LESSON, TWIN):
        project.write(page, project.read(page) + "\n{{ pooling/max_pool.kept[0] }}\n")
    project.hook("twins", "stamp", "pooling/index")
    fails(project, f"{LESSON}:", "{{ pooling/max_pool.kept[0] }} is no quotation")


def test_a_figure_that_cannot_be_set_in(project):
    for page in (LESSON, TWIN):
        project.write(page, project.read(page) + '\n![A [small] grid](figure:pooling/gaps "A caption")\n')
    project.hook("twins", "stamp", "pooling/index")
    fails(project, f"{LESSON}:", "the figure 'pooling/gaps' cannot be set in", "no ] in the description")


def test_an_admonition_without_a_title(project):
    for page in (LESSON, TWIN):
        project.write(page, project.read(page) + "\n!!! note\n    Inside.\n")
    project.hook("twins", "stamp", "pooling/index")
    fails(project, f"{TWIN}:", "the note has no title")


def test_code_typed_into_a_page(project):
    for page in (LESSON, TWIN):
        project.write(page, project.read(page) + "\n``` python\nprint(1)\n```\n")
    project.hook("twins", "stamp", "pooling/index")
    fails(project, f"{LESSON}:", "this code is typed into the page", "--8<--")


def test_a_figure_with_an_unknown_label(project):
    project.edit("docs/fa/labels.yml", "\nInput:", "\nInputt:")
    fails(project, "figure() failed: UnknownLabel: the label 'Input' is not in docs/fa/labels.yml", "add it with")


def test_an_english_paragraph_that_changed(project):
    section = HEADING.search(project.read(LESSON))[1]
    project.edit(LESSON, f"{{ #{section} }}\n", f"{{ #{section} }}\n\nA new sentence.\n")
    fails(project, f"{TWIN}:", f"the English of #{section} has changed", "make stamp PAGE=pooling/index")


def test_a_persian_page_that_is_gone(project):
    (project.path / TWIN).unlink()
    fails(project, f"{LESSON}:1: this page has no twin", f"write {TWIN}")


def test_a_heading_id_that_changed(project):
    section = HEADING.search(project.read(LESSON))[1]
    project.edit(LESSON, f"{{ #{section} }}", "{ #another }")
    fails(project, f"{TWIN}:", "headings differ from the English page: there ## … { #another }")


def test_a_heading_without_an_id(project):
    project.edit(LESSON, HEADING.search(project.read(LESSON))[0], "## Bare")
    fails(project, f"{LESSON}:", "the heading '## Bare' has no id")


def test_a_lab_cell_that_fails(project):
    cell = re.search(r"^```python.*\n(?P<include>.*)\n```$", project.read(LAB), re.MULTILINE)
    include = re.search(r'"(.+):(.+)"', cell["include"])
    file, region = f"snippets/{include[1]}", include[2]
    # It fails as a cell alone, not when the facts of the same file are computed.
    fault = "assert __name__ != '__main__', 'spilt'"
    project.edit(file, f"# --8<-- [end:{region}]", f"{fault}\n# --8<-- [end:{region}]")
    line = project.read(LAB).splitlines().index(cell["include"])
    fails(project, f"{LAB}:{line}: a cell of this lab failed: AssertionError: spilt", "To mend it")


def test_a_dead_anchor(project):
    for page in (LESSON, TWIN):
        text = project.read(page)
        project.write(page, re.sub(r"\((stride-and-overlap\.md)[^)]*\)", r"(\1#nowhere)", text))
        assert "#nowhere" in project.read(page)
    project.hook("twins", "stamp", "pooling/index")
    fails(project, "stride-and-overlap.md#nowhere", "does not contain an anchor '#nowhere'")


def test_a_dead_link(project):
    for page in (LESSON, TWIN):
        project.write(page, project.read(page) + "\n[Away](nowhere.md)\n")
    project.hook("twins", "stamp", "pooling/index")
    fails(project, "nowhere.md", "not found")


def test_a_number_typed_into_a_table(project):
    for page in (LESSON, TWIN):
        project.write(page, project.read(page) + "\n| a | b |\n| - | - |\n| 0.5 | c |\n")
    project.hook("twins", "stamp", "pooling/index")
    fails(project, f"{LESSON}:", "the table holds the number 0.5 typed by hand", "quote it")


def test_a_fact_that_does_not_exist(project):
    for page in (LESSON, TWIN):
        project.write(page, project.read(page) + "\n{{ pooling/max_pool.absent }}\n")
    project.hook("twins", "stamp", "pooling/index")
    line = project.read(LESSON).splitlines().index("{{ pooling/max_pool.absent }}") + 1
    fails(project, f"{LESSON}:{line}: pooling/max_pool has no fact 'absent'")


def test_a_region_that_does_not_exist(project):
    for page in (LESSON, TWIN):
        project.write(page, project.read(page) + '\n``` python\n--8<-- "pooling/max_pool.py:absent"\n```\n')
    project.hook("twins", "stamp", "pooling/index")
    fails(project, f"{LESSON}:", "absent")


def test_an_untranslated_title_of_the_navigation(project):
    project.edit("mkdocs.yml", "            Pooling: ادغام\n", "")
    fails(project, "mkdocs.yml:", "the navigation title 'Pooling' has no Persian", "nav_translations")


def test_a_page_that_the_navigation_forgets(project):
    project.edit("mkdocs.yml", "      - pooling/borders.md\n", "")
    fails(project, "pooling/borders.md")


def test_a_failing_build_leaves_the_last_good_site(project):
    """As `make build` does it, with the tools of this environment."""
    (project.path / "Makefile").write_text((ROOT / "Makefile").read_text("utf-8"), "utf-8")
    (project.path / "requirements.txt").write_text("", "utf-8")
    (project.path / ".venv").symlink_to(ROOT / ".venv")
    (project.path / "site").mkdir()
    (project.path / "site" / "good").write_text("good", "utf-8")
    (project.path / TWIN).unlink()
    command = ["make", "build", "--assume-old", "requirements.txt"]
    done = subprocess.run(command, cwd=project.path, capture_output=True, text=True)
    assert done.returncode != 0
    assert "has no twin" in done.stdout + done.stderr
    assert Path(project.path / "site" / "good").is_file()


def test_only_what_a_changed_snippet_feeds_is_made_again(project):
    first = project.build().stdout
    assert re.search(r"figures \(en\): 0 drawn, \d+ cached", first)
    assert "Converting notebook" not in first
    project.edit(SNIPPET, '"""', '"""Changed. ')
    again = project.build().stdout
    assert re.search(r"facts: 1 computed, \d+ cached", again), again
    assert re.search(r"figures \(en\): 1 drawn, \d+ cached", again), again
    assert re.search(r"figures \(fa\): 1 drawn, \d+ cached", again), again
    assert "Converting notebook" not in again


def test_a_lab_runs_again_when_a_snippet_that_it_shows_changed(project):
    cell = re.search(r'^```python.*\n--8<-- "(.+):(.+)"\n```$', project.read(LAB), re.MULTILINE)
    marker = f"# --8<-- [start:{cell[2]}]\n"
    project.edit(f"snippets/{cell[1]}", marker, marker + "print('a new line')\n")
    done = project.build()
    assert done.stdout.count("Converting notebook") == 2, done.stdout
    assert "a new line" in project.read("built/labs/max-or-mean/index.html")
    assert "Converting notebook" not in project.build().stdout
