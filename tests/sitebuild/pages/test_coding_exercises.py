"""Boxes in which readers write a function: each holds an exercise, and each mistake is told in both languages."""

import json
import types

import pytest
from mkdocs.exceptions import PluginError

from sitebuild.core.project import DOCS, SNIPPETS
from sitebuild.pages import coding_exercises, includes
from snippets.shared import checking
from tests.wrong_answers import exercise

BOX = '<div class="exercise" data-exercise="{}" markdown>'
SHOWN = '\n\n``` python\n--8<-- "kernels/write_one_pixel.py:signature"\n```\n\n</div>\n'
NAMES = [coding_exercises.name_of(file) for file in coding_exercises.files()]


@pytest.mark.parametrize(
    ("text", "said", "mend"),
    [
        (BOX.format("kernels/write_two"), "there is no exercise 'kernels/write_two'", "name one of these: "),
        (BOX.format("kernels/rank"), "there is no exercise 'kernels/rank'", "kernels/write_one_pixel"),
        (BOX.format("../write_one_pixel"), "there is no exercise", "name one of these"),
        (BOX.format("kernels/write_by_loops") + SHOWN, "does not show what is to be written", "include --8<--"),
        (
            '<div data-exercise="kernels/write_one_pixel">',
            "in another way than the script looks for",
            "write it as <div",
        ),
        (' <div class="exercise" data-exercise="x" markdown>', "in another way", "write it as <div"),
        ('<span data-written="labs"></span>', "'labs' is no chapter with functions to write", "name the folder"),
    ],
)
def test_a_box_that_holds_no_exercise_stops_the_build(tmp_path, text, said, mend):
    page = tmp_path / "en" / "kernels" / "exercises.md"
    page.parent.mkdir(parents=True)
    page.write_text(f"# Page\n\n{text}\n", "utf-8")
    with pytest.raises(PluginError) as stopped:
        coding_exercises.check_page(page, page.read_text("utf-8"))
    message = str(stopped.value)
    assert "exercises.md:3: " in message
    assert said in message
    assert f"To mend it: {mend}" in message or mend in message


def test_a_box_with_its_exercise_passes(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(BOX.format("kernels/write_one_pixel") + SHOWN, "utf-8")
    coding_exercises.check_page(page, page.read_text("utf-8"))


def test_every_exercise_stands_on_the_page_of_its_chapter_once():
    for language in ("en", "fa"):
        found = [
            name
            for chapter in ("convolution", "kernels", "pooling")
            for name in coding_exercises.names(DOCS / language / chapter / "exercises.md")
        ]
        assert sorted(found) == NAMES


def test_what_is_written_is_counted_over_the_exercises_of_the_chapter():
    page = types.SimpleNamespace(file=types.SimpleNamespace(src_uri="fa/kernels/index.md"))
    filled = coding_exercises.fill('<span data-written="kernels"></span>', page)
    names = coding_exercises.names(DOCS / "fa" / "kernels" / "exercises.md")
    assert filled == f'<span data-written="{" ".join(names)}"></span>'
    assert len(names) == 4


# ---- What is told


@pytest.fixture
def catalogue(tmp_path, monkeypatch):
    """Return a function that changes the messages and reads them."""
    text = coding_exercises.SOURCE.read_text("utf-8")
    file = tmp_path / "coding_exercises.yml"
    monkeypatch.setattr(coding_exercises, "SOURCE", file)

    def read(old, new):
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")
        return coding_exercises.messages()

    return read


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  swapped:\n", "  swaped:\n", "kernels/write_one_pixel knows no mistake 'swaped'"),
        ("  none:\n", "  nothing:\n", "common knows no mistake 'nothing'"),
        ("kernels/write_by_loops:\n", "kernels/write_loops:\n", "there is no exercise 'kernels/write_loops'"),
        ("  loop:\n", "  loops:\n", "kernels/write_without_loops knows no mistake 'loops'"),
    ],
)
def test_a_message_that_nobody_is_told_stops_the_build_with_its_line(catalogue, old, new, said):
    line = coding_exercises.SOURCE
    text = (DOCS / "coding_exercises.yml").read_text("utf-8")
    with pytest.raises(PluginError, match=said) as stopped:
        catalogue(old, new)
    assert f"{line.name}:{text[: text.index(old)].count(chr(10)) + 1}: " in str(stopped.value)


def test_a_mistake_without_a_message_stops_the_build(catalogue):
    text = (DOCS / "coding_exercises.yml").read_text("utf-8")
    start = text.index("  swapped:\n")
    end = text.index("  centred:\n")
    with pytest.raises(PluginError, match="nothing is said of the mistake 'swapped' of kernels/write_one_pixel"):
        catalogue(text[start:end], "")


def test_an_exercise_without_messages_stops_the_build(catalogue):
    text = (DOCS / "coding_exercises.yml").read_text("utf-8")
    start = text.index("pooling/write_ceil_mode:")
    with pytest.raises(PluginError, match="nothing is said of the mistakes of pooling/write_ceil_mode"):
        catalogue(text[start:], "")


@pytest.mark.parametrize("name", NAMES)
def test_every_mistake_is_told_in_both_languages(name):
    """The names are read from the text of the snippet here, and from the exercise itself there."""
    said = coding_exercises.messages()
    one = exercise(name)
    wanted = {*one.wrong, *(() if one.loops else ("loop",))}
    for language in ("en", "fa"):
        assert said[language][name].keys() == wanted
        assert said[language]["common"].keys() == set(checking.COMMON)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("def (\n", ":1: this is not Python"),
        ("EXERCISE = Exercise(f)\n", ": an exercise has no WRONG"),
        ("WRONG = [1]\nEXERCISE = Exercise(f)\n", ":1: WRONG is no dictionary"),
        ("\nWRONG = {NAME: f}\nEXERCISE = Exercise(f)\n", ":2: WRONG is no dictionary"),
        ("WRONG = {**OTHER}\nEXERCISE = Exercise(f)\n", ":1: WRONG is no dictionary"),
        ("WRONG = {}\nEXERCISE = 3\n", ":2: EXERCISE is made in another way"),
        ("WRONG = {}\nEXERCISE = Exercise()\n", ":2: EXERCISE is made in another way"),
    ],
)
def test_an_exercise_that_is_written_in_another_way_is_told(tmp_path, code, said):
    file = tmp_path / "write_odd.py"
    file.write_text(code, "utf-8")
    with pytest.raises(PluginError, match=rf"write_odd\.py{said}.*\n +To mend it: "):
        coding_exercises.mistakes(file)


# ---- What the browser gets


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    """Return what the script of the site holds: the text that checks, and the exercises."""
    site = tmp_path_factory.mktemp("site")
    (site / "assets" / "run").mkdir(parents=True)
    coding_exercises.write(site)
    lines = (site / "assets/run/exercises.js").read_text("utf-8").splitlines()
    checking_text, exercises = (json.loads(line.partition(" = ")[2].rstrip(";")) for line in lines if " = " in line)
    return checking_text, exercises


def test_the_script_has_every_exercise(given):
    assert sorted(given[1]) == NAMES
    for name, one in given[1].items():
        assert one["name"] == exercise(name).answer.__name__
        assert one["said"]["fa"].keys() == one["said"]["en"].keys()


@pytest.mark.parametrize("name", NAMES)
def test_what_the_browser_runs_needs_nothing_else_and_says_the_same(given, name, capsys):
    text, exercises = given
    space = {"__name__": "exercise"}
    exec(compile(f"{text}\n{exercises[name]['code']}", "<exercise>", "exec"), space)
    assert capsys.readouterr().out == "", "the use of the function is not run"
    file = SNIPPETS / f"{name}.py"
    regions = includes.regions(file)
    hers = {}
    exec("\n".join(regions[one] for one in ("imports", "signature", "body") if one in regions), hers)
    function = hers[exercises[name]["name"]]
    assert space["EXERCISE"].check(function) == {"mistake": "", "cases": len(space["EXERCISE"].cases)}


@pytest.mark.parametrize("name", NAMES)
def test_what_a_reader_begins_with_runs_and_returns_nothing(name):
    regions = includes.regions(SNIPPETS / f"{name}.py")
    space = {}
    exec("\n".join(regions[one] for one in ("imports", "signature") if one in regions), space)
    assert exercise(name).check(space[exercise(name).answer.__name__])["mistake"] == "none"
