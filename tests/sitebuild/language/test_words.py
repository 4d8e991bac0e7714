"""A catalogue of words: in both languages, with the same values to fill in, and no word that is missed in silence."""

import json
import logging

import pytest
from mkdocs.exceptions import PluginError

from sitebuild.language import words

GOOD = """\
figure:
  enlarge: {en: Enlarge, fa: بزرگ کردن}
  count: {en: "{n} of {all}", fa: "{n} از {all}"}

theme:
  search.result: {fa: نتیجه}
"""


@pytest.fixture
def catalogue(tmp_path, monkeypatch):
    """Return a function that writes a catalogue in place of the project's."""
    file = tmp_path / "words.yml"
    monkeypatch.setattr(words, "SOURCE", file)

    def write(text):
        file.write_text(text, "utf-8")
        return file

    return write


def test_words_are_read_by_language_feature_and_name(catalogue):
    assert words.read(catalogue(GOOD)) == {
        "en": {"figure": {"enlarge": "Enlarge", "count": "{n} of {all}"}},
        "fa": {
            "figure": {"enlarge": "بزرگ کردن", "count": "{n} از {all}"},
            "theme": {"search.result": "نتیجه"},
        },
    }


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("en: Enlarge, ", "", 2),
        ("en: Enlarge, ", "de: Vergrößern, en: Enlarge, ", 2),
        ("{en: Enlarge, fa: بزرگ کردن}", "Enlarge", 2),
        ("{fa: نتیجه}", "{en: Result, fa: نتیجه}", 6),
        (GOOD, "figure: Enlarge\n", 1),
        (GOOD, "figure:\n\tenlarge: Enlarge\n", 2),
        (GOOD, "- words\n", 1),
        ("\n  search.result: {fa: نتیجه}", " words", 5),
        ("enlarge: {", "enlarge: {{", 3),
    ],
    ids=[
        "no English",
        "German",
        "no languages",
        "English of the theme",
        "no names",
        "not YAML",
        "list",
        "feature without names",
        "bracket",
    ],
)
def test_a_broken_catalogue_stops_with_its_line(catalogue, old, new, line):
    assert old in GOOD
    with pytest.raises(PluginError, match=rf"words\.yml:{line}: ") as caught:
        words.read(catalogue(GOOD.replace(old, new)))
    assert "To mend it: " in str(caught.value)


def test_other_values_to_fill_in_are_warned_of(catalogue, caplog):
    with caplog.at_level(logging.WARNING):
        words.read(catalogue(GOOD.replace("{n} از {all}", "{n} از {of}")))
    (record,) = caplog.records
    assert "words.yml:3: count fills in other values: " in record.message


def test_the_same_values_in_another_order_are_no_fault(catalogue, caplog):
    with caplog.at_level(logging.WARNING):
        words.read(catalogue(GOOD.replace("{n} از {all}", "از {all}، {n}")))
    assert not caplog.records


def test_a_word_is_found_as_the_file_is_now(catalogue):
    catalogue(GOOD)
    assert words.word("fa", "figure", "enlarge") == "بزرگ کردن"
    assert words.of_feature("en", "figure") == {"enlarge": "Enlarge", "count": "{n} of {all}"}
    catalogue(GOOD.replace("Enlarge", "Larger"))
    assert words.word("en", "figure", "enlarge") == "Larger"


@pytest.mark.parametrize(("feature", "name"), [("figure", "shrink"), ("lesson", "enlarge"), ("theme", "search.result")])
def test_a_word_that_is_not_there_is_named(catalogue, feature, name):
    catalogue(GOOD)
    with pytest.raises(PluginError, match=f"there is no word '{name}' of '{feature}' in en"):
        words.word("en", feature, name)


LESSON = "lesson:\n  comma: {en: [a, b], fa: [آ, ب]}\n  place: {en: 'Page {i}', fa: 'صفحهٔ {i}'}\n"


def test_a_list_where_one_word_is_wanted_is_told_with_its_line(catalogue):
    catalogue(LESSON)
    with pytest.raises(PluginError, match=r"words\.yml:2: comma of 'lesson' is a list\n +To mend it: "):
        words.word("en", "lesson", "comma")


def test_a_word_is_filled_in_and_one_that_asks_for_another_value_is_told_with_its_line(catalogue):
    catalogue(LESSON)
    assert words.filled("en", "lesson", "place", i="3") == "Page 3"
    for odd in ("{x}", "{i", "{i.x}", "{}"):
        catalogue(LESSON.replace("{i}", odd))
        with pytest.raises(PluginError, match=r"words\.yml:3: place of 'lesson' cannot be filled in.*\n.*as \{i\}"):
            words.filled("fa", "lesson", "place", i="3")


def test_scripts_get_the_words_of_their_features_and_no_others(catalogue, tmp_path, monkeypatch):
    catalogue(GOOD + "card:\n  alt: {en: The mark, fa: نشان}\n")
    monkeypatch.setattr(words, "DOCS", tmp_path / "docs")
    for name in words.SCRIPTS:
        for folder in ("docs", "site"):
            (tmp_path / folder / name).parent.mkdir(parents=True)
        script = tmp_path / "docs" / name
        script.write_text("// Words.\nexport const words = { en: {}, fa: {} };\n", "utf-8")
    words.write(tmp_path / "site")
    first, second = ((tmp_path / "site" / name).read_text("utf-8") for name in words.SCRIPTS)
    assert '"running"' in second
    written = first
    assert written.startswith("// Words.\nexport const words = ")
    said = json.loads(written.partition(" = ")[2].rstrip().rstrip(";"))
    assert said["fa"]["figure"]["enlarge"] == "بزرگ کردن"
    assert set(said["en"]) == {"access", "exercise", "figure", "glossary", "lab", "offer", "run", "search", "twin"}
    script.write_text("export const words = {};\n", "utf-8")
    with pytest.raises(AssertionError, match="to write into"):
        words.write(tmp_path / "site")


@pytest.fixture
def entries(tmp_path):
    """Return a function that reads one word of a catalogue, which may be that of the interface."""

    def read(text, monkeypatch=None):
        file = tmp_path / "words.yml"
        if monkeypatch:
            monkeypatch.setattr(words, "SOURCE", file)
        return words.entries(file, f"frame:\n  a: {{en: x, fa: x}}\n  b: {{en: '{text}', fa: x}}\n")

    return read


@pytest.mark.parametrize("text", ["<b>x</b>", "<script>ran()</script>", "<img src=x onerror=ran()>", "x > y"])
def test_a_word_of_the_interface_is_text(entries, monkeypatch, text):
    with pytest.raises(PluginError, match=r"words\.yml:3: b holds [<>], and words are text") as caught:
        entries(text, monkeypatch)
    assert "To mend it" in str(caught.value)


@pytest.mark.parametrize("text", ["<b>{n}</b>", "<span class=window-1>x</span>", "<code>x</code>"])
def test_the_words_of_an_explorer_may_have_the_tags_that_they_use(entries, text):
    assert entries(text)[1][3]["en"] == text


@pytest.mark.parametrize(
    "text",
    [
        "<b onclick=ran()>x</b>",
        "<img src=x onerror=ran()>",
        "<span class=x onload=ran()>x</span>",
        "<span class=x/onload=ran()>x</span>",
        "<sp<b>an onload=ran()>",
        "<script>ran()</script>",
        "<<b>img src=x onerror=ran()>",
    ],
)
def test_the_words_of_an_explorer_may_have_no_others(entries, text):
    with pytest.raises(PluginError, match=r"words\.yml:3: b holds"):
        entries(text)
