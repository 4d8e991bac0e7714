"""The words inside figures: a catalogue without gaps, and a translator that misses none."""

import re

import pytest
from mkdocs.exceptions import PluginError

from sitebuild.language import labels

KNOWN = {"{a} and {b}": "{a} و {b}", "Input": "ورودی"}


@pytest.fixture
def catalogue(tmp_path, monkeypatch):
    """Return a function that writes a catalogue in place of the project's."""
    file = tmp_path / "labels.yml"
    monkeypatch.setattr(labels, "CATALOGUE", file)
    return lambda text: file.write_text(text, "utf-8")


def test_a_catalogue_is_read_as_its_file_is_now(catalogue):
    catalogue('Input: ورودی\n"{n} windows": "{n} پنجره"\n')
    assert labels.labels() == {"Input": "ورودی", "{n} windows": "{n} پنجره"}
    catalogue("Input: داده\n")
    assert labels.labels() == {"Input": "داده"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('"Input": [', "this is not YAML"),
        ("", "the file is nothing, but a list"),
        ("Input: 3", "Input is 3 .a number, not a text."),
        ("3: سه", "the key 3 is no text"),
        ('"{n} windows": "پنجره"', "have other values"),
        ('"{a} of {b}": "{a} از {a}"', "have other values"),
    ],
)
def test_a_broken_catalogue_of_labels_is_told(catalogue, text, said):
    catalogue(text)
    with pytest.raises(PluginError, match=rf"labels\.yml:1: .*{said}"):
        labels.labels()


def test_the_line_of_the_broken_label_is_told(catalogue):
    catalogue("Input: ورودی\n# about windows\n{n} windows: پنجره\n".replace("{n} windows", '"{n} windows"'))
    with pytest.raises(PluginError, match=r"labels\.yml:3: .*have other values"):
        labels.labels()


def test_a_label_that_the_build_says_must_be_there():
    assert [labels.own("Input", language, KNOWN) for language in ("en", "fa")] == ["Input", "ورودی"]
    with pytest.raises(PluginError, match=r"labels\.yml: there is no label 'Play', which .*\n +To mend it: add it"):
        labels.own("Play", "en", KNOWN)


def test_labels_are_filled_in_with_the_digits_of_the_language():
    assert labels.translator("en", KNOWN, {})("{a} and {b}", a=1, b="2.5") == "1 and 2.5"
    assert labels.translator("fa", KNOWN, {})("{a} and {b}", a=1, b="2.5") == "۱ و ۲٫۵"


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("{a} and {b}", r"'\{a\} and \{b\}' cannot be filled in with a \('b'\)"),
        ("{a:.2f}", "cannot be filled in with a "),
        ("{a", "cannot be filled in with a "),
        ("{a.b}", "cannot be filled in with a "),
    ],
)
def test_a_label_that_cannot_be_filled_in_is_named(label, said):
    with pytest.raises(labels.WrongValues, match=said):
        labels.translator("en", {label: label}, {})(label, a=1)


@pytest.mark.parametrize("language", ["en", "fa"])
def test_what_was_used_is_noted_and_nothing_else(language):
    used = {}
    labels.translator(language, KNOWN, used)("Input")
    assert used == {"Input": "ورودی"}


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_label_that_is_not_in_the_catalogue_stops_both_languages(language):
    with pytest.raises(labels.UnknownLabel, match=r"the label 'Output' is not in docs/fa/labels\.yml"):
        labels.translator(language, KNOWN, {})("Output")


@pytest.mark.parametrize("text", ["<script>ran()</script>", "<img src=x onerror=ran()>", "</desc><a>"])
def test_a_label_with_html_is_refused_with_its_line(text):
    for line in (f"Step: '{text}'", f"'{text}': گام"):
        with pytest.raises(PluginError, match=r"labels\.yml:2: a label holds <") as caught:
            labels.read(f"Stride: گام\n{line}\n")
        assert "To mend it" in str(caught.value)


def test_a_label_may_compare():
    assert labels.read("'a < b': 'a < b'\n") == {"a < b": "a < b"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "labels.yml:1: the file is nothing"),
        ("Input: ورودی\nInput: درونداد\n", "labels.yml:2: the key 'Input' stands here again, first in line 1"),
        ("Input: ورودی\nStep: 3\n", "labels.yml:2: Step is 3 (a number, not a text)"),
        ("Input: ورودی\n3: سه\n", "labels.yml:2: the key 3 is no text"),
        ("Input: ورودی\nStep: [گام]\n", "labels.yml:2: Step is a list"),
        ('Input: ورودی\n"{n} windows": "پنجره"\n', "labels.yml:2: '{n} windows' and 'پنجره' have other values"),
    ],
)
def test_an_odd_catalogue_is_told_with_its_line(text, said):
    with pytest.raises(PluginError, match=re.escape(said) + r".*\n    To mend it: "):
        labels.read(text)


def test_a_label_is_put_into_the_language_with_its_values():
    known, used = {"{n} windows": "{n} پنجره"}, {}
    assert labels.translator("fa", known, used)("{n} windows", n=12) == "۱۲ پنجره"
    assert labels.translator("en", known, {})("{n} windows", n=12) == "12 windows"
    assert used == known
    with pytest.raises(labels.UnknownLabel, match=r"'other' is not in docs/fa/labels\.yml"):
        labels.translator("fa", known, {})("other")
