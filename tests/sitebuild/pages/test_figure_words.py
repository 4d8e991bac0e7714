from pathlib import Path

import pytest

from sitebuild.core.project import SNIPPETS
from sitebuild.language import labels
from sitebuild.pages import figure_words

FILE = Path("topic.py")


@pytest.mark.parametrize(
    "call",
    [
        'ax.text(1, 2, "word")',
        'drawing.text(ax, 1, 2, "word", role="ink")',
        'drawing.grid(ax, x, 1, 1, title="word")',
        'ax.set_xticklabels(["word", t("other")])',
        'fig.suptitle(f"word {n}")',
    ],
)
def test_a_word_that_is_not_translated_is_told_with_its_line(call):
    (message,) = figure_words.untranslated(FILE, f"def figure(t):\n    {call}\n")
    assert message.startswith("topic.py:2: the figure says 'word")
    assert "To mend it: write t(" in message


@pytest.mark.parametrize(
    "call",
    [
        'ax.text(1, 2, t("word"), ha="left", color="black")',
        'drawing.text(ax, 1, 2, "2 × 3 = 6")',
        'drawing.text(ax, 1, 2, f"{n} k")',
        'drawing.grid(ax, x, 1, 1, role="input", roles={(0, 0): "window-1"}, fmt="g")',
        'ax.legend(loc="upper left")',
        'fig.text(0.5, 0.5, character, family="DejaVu Sans")',
        'print("word")',
    ],
)
def test_numbers_roles_and_translated_words_are_right(call):
    assert figure_words.untranslated(FILE, f"def figure(t):\n    {call}\n") == []


def test_the_figures_of_the_project_say_nothing_in_one_language_alone():
    files = [path for path in SNIPPETS.rglob("*.py") if path.parent.name != "labs"]
    assert [one for path in files for one in figure_words.untranslated(path, path.read_text("utf-8"))] == []


def test_a_label_that_nothing_uses_is_told_with_its_line(tmp_path, monkeypatch):
    file = tmp_path / "labels.yml"
    file.write_text('# Words\nInput: ورودی\n"{n} unheard words": "{n} واژه"\nNext step: گام بعد\n', "utf-8")
    monkeypatch.setattr(labels, "CATALOGUE", file)
    (message,) = figure_words.unused({"Input"})  # the last is on the build's own buttons
    assert "labels.yml:3: no figure uses '{n} unheard words'" in message
    assert figure_words.unused({"Input", "{n} unheard words"}) == []
