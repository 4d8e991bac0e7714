"""The catalogues of words: text, for translators; the words of explorers may have colours."""

import pytest
from mkdocs.exceptions import PluginError

from sitebuild.language import words


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
