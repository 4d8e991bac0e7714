import json
import re
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from mkdocs.exceptions import PluginError

from sitebuild.language import explorer_words

WORDS = """\
common:
  where: {en: [down, along], fa: [پایین, راست]}
stepper:
  now:
    en: "Step {n} of <b>{last}</b>"
    fa: "مرحلهٔ {n} از <b>{last}</b>"
"""
BOX = '<div class="explorer" data-explorer="{}" data-start="op=max">\n<figure></figure></div>'


@pytest.fixture
def read(tmp_path, monkeypatch):
    """Return a function that reads some words in place of those of the project."""

    monkeypatch.setattr(explorer_words, "SCRIPTS", tmp_path / "none")  # that say other words

    def from_text(text=WORDS):
        file = tmp_path / "explorers.yml"
        file.write_text(text, "utf-8")
        monkeypatch.setattr(explorer_words, "SOURCE", file)
        return explorer_words.read()

    return from_text


def page(where):
    return SimpleNamespace(file=SimpleNamespace(src_uri=where))


@pytest.mark.parametrize(("language", "where", "now"), [("en", "down", "Step"), ("fa", "پایین", "مرحلهٔ")])
def test_a_box_gets_the_words_of_its_explorer_in_the_language_of_the_page(read, language, where, now):
    html = explorer_words.put_in(BOX.format("stepper"), page(f"{language}/pooling/index.md"), read())
    script = BeautifulSoup(html, "html.parser").select_one(".explorer > script[type='application/json']:first-child")
    said = json.loads(script.string)
    assert said["where"][0] == where
    assert said["now"].startswith(now)
    assert said["now"].endswith("<b>{last}</b>")
    assert "<b>" not in html  # a tag in a word would end the script


def test_explorers_that_share_words_get_them_and_the_others_do_not(read):
    known = read(WORDS + "kernels:\n  box: {en: box, fa: جعبه‌ای}\ngallery:\n  sum: {en: Sum, fa: مجموع}\n")
    for name, said in (("gallery", True), ("stepper", False)):
        html = explorer_words.put_in(BOX.format(name), page("fa/kernels/gallery.md"), known)
        assert ("جعبه‌ای" in html) == said


@pytest.mark.parametrize("name", ["slider", "common", "kernels"])
def test_an_explorer_that_is_none_names_the_page_and_the_line(read, name):
    with pytest.raises(
        PluginError, match=rf"docs/en/pooling/index\.md:\d+: there is no explorer '{name}'\n.*: stepper"
    ):
        explorer_words.put_in(BOX.format(name), page("en/pooling/index.md"), read())


@pytest.mark.parametrize(
    ("words", "line", "what"),
    [
        ("", 1, "this holds no words"),
        ("common:\n  a: [\n", 3, "this is not YAML: expected the node content"),
        ("common:\n  a: {en: A, fa: آ}\nstepper: words\n", 3, "stepper holds no words"),
        ("common:\n  a: {en: A, fa: آ}\n  b: {en: B}\n", 3, "b is not said in en and fa alone"),
        ("common:\n  a: A\n", 2, "a is not said in en and fa alone"),
        ("common:\n  a: {en: A, fa: آ}\n  a: {en: B, fa: ب}\n", 3, "the key 'a' stands here again, first in line 2"),
        ("common:\n  a:\n    en: A\n    fa: 3\n", 4, "common.a.fa is 3 (a number, not a text), but a text is wanted"),
        ("common:\n  a: {en: [A, B], fa: [آ]}\n", 2, "a is one text or so many texts in one language"),
        ("common:\n  a: {en: [A, B], fa: ای}\n", 2, "a is one text or so many texts in one language"),
        ("common:\n  no: {en: A, fa: آ}\n", 2, "the key no is no text"),
    ],
)
def test_a_broken_file_names_the_line(read, words, line, what):
    with pytest.raises(PluginError, match=rf"/explorers\.yml:{line}: {re.escape(what)}.*\n    To mend it: "):
        read(words)


def test_a_word_that_a_script_says_must_be_there(read, tmp_path, monkeypatch):
    monkeypatch.setattr(explorer_words, "SCRIPTS", tmp_path)
    (tmp_path / "shared.js").write_text("this.wordLists.where", "utf-8")
    for script in ("this.words.later", 'words["later"]', 'this.makeButton("later")'):
        (tmp_path / "stepper.js").write_text(f"say(words.now); {script};", "utf-8")
        with pytest.raises(
            PluginError, match=r"explorers\.yml:3: stepper says 'later' .*\n    To mend it: add it below"
        ):
            read()
    (tmp_path / "stepper.js").write_text("say(words.now);", "utf-8")
    read()


def test_values_that_only_one_language_fills_in_are_told(read, caplog):
    read(WORDS.replace("از <b>{last}", "از <b>{most}"))
    assert "/explorers.yml:4: now fills in other values: en has {last} {n}; fa has {most} {n}" in caplog.text
