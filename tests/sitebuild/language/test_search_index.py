"""The index of each language, what its pages teach, and what the worker of the search loads."""

import re

import pytest
from mkdocs.exceptions import PluginError

from sitebuild.core.patches import patched
from sitebuild.language import search_index

TERMS = search_index.glossary.terms()
INDEX = {
    "config": {"lang": ["en"], "separator": " ", "pipeline": [], "fields": {"title": {"boost": 1000.0}, "text": {}}},
    "docs": [
        {"location": "pooling/", "title": "What is pooling?", "text": ""},
        {"location": "fa/pooling/", "title": "ادغام چیست؟", "text": ""},
        {"location": "fa/pooling/#nothing", "title": "هیچ", "text": ""},
    ],
}


def test_each_language_has_its_pages_under_its_own_address():
    made = search_index.split(INDEX)
    places = {language: [doc["location"] for doc in index["docs"]] for language, index in made.items()}
    assert places == {"en": ["pooling/"], "fa": ["pooling/", "pooling/#nothing"]}
    assert INDEX["config"]["lang"] == ["en"]  # what was given stays as it was
    assert made["fa"]["config"]["lang"] == ["terms"]


def test_a_page_and_a_section_have_the_terms_that_they_teach():
    assert {"max-pooling", "mean-pooling"} <= set(search_index.entry("pooling/max-or-mean/", TERMS)["teaches"])
    assert search_index.entry("pooling/stride-and-overlap/#stride", TERMS)["teaches"] == ["stride"]
    assert "teaches" not in search_index.entry("pooling/#nothing", TERMS)


def test_a_term_has_its_names_the_chosen_first_and_those_of_the_search_last():
    english, persian, searched = search_index.names(search_index.glossary.terms())["receptive-field"]
    assert english[0] == "receptive field"
    assert persian[0] == "میدان دریافت"
    assert "میدان دید" in persian
    assert "میدان تأثیر" in searched
    assert "میدان تأثیر" not in persian


@pytest.mark.parametrize(
    "mark", ["ادغام:", "«ادغام»", "“ادغام”", "‹ادغام›", "^ادغام", "ادغام~", "*ادغام*", "+ادغام", "-ادغام", "ادغام؟!"]
)
def test_punctuation_is_no_part_of_a_word(mark):
    assert [part for part in re.split(search_index.SEPARATOR, mark) if part] == ["ادغام"]


def test_the_point_of_a_number_and_a_half_space_are():
    assert re.split(search_index.SEPARATOR, "نیم‌پیکسل 0.5.") == ["نیم‌پیکسل", "0.5", ""]


def test_what_the_scripts_of_the_theme_have_is_changed_and_another_stops_the_build(site):
    """The search begins with the text, not with a key, and the score of a result stays as it was given."""
    [bundle] = site.glob(search_index.BUNDLE)
    [worker] = site.glob(search_index.WORKER)
    assert not search_index.TYPED.search(bundle.read_text("utf-8"))
    assert not search_index.RAISED.search(worker.read_text("utf-8"))
    assert patched("score:a*(1+K(g,2)),", "search-ranked", search_index.RAISED, r"score:\1") == "score:a,"
    typed = 'L(t.pipe(Re(zt)),h(e,"keyup"),o)'
    assert patched(typed, "search-typed", search_index.TYPED, r'\1"input"') == typed.replace("keyup", "input")
    with pytest.raises(PluginError, match="search-ranked"):
        patched("score:a", "search-ranked", search_index.RAISED, "")


def test_the_worker_gets_the_reader_of_the_pages_as_one_classic_script(site):
    module, classic = (
        (site / name).read_text("utf-8") for name in (f"{search_index.SCRIPTS}/search_terms.js", search_index.READER)
    )
    assert re.search(r"^import .* from \"./letters.js\";$", module, re.MULTILINE)
    assert not re.search(r"^\s*(?:import|export)\b", classic, re.MULTILINE)
    for name in ("findForms", "findStem", "toLatinDigits"):
        assert f"const {name} = " in classic
    assert "function teach(" in classic
    assert "function teach(" not in module, "pages need not load what ranks"
    [names] = re.findall(r"^const NAMES = (.*);$", module, re.MULTILINE)
    assert f"const NAMES = {names};" in classic
    assert search_index.json.loads(names) == search_index.names(search_index.glossary.terms())
