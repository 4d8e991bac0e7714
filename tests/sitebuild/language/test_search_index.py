"""The index of each language, and the names that its pages go by."""

import re

from sitebuild.language import glossary, search_index

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
    assert made["fa"]["config"]["fields"].keys() == {"title", "text", "names"}


def test_a_page_goes_by_its_title_and_by_the_terms_it_teaches():
    names = search_index.entry("pooling/max-or-mean/", "بیشینه یا میانگین؟", glossary.terms())["names"].split()
    assert {"بیشینه•یا•میانگین", "max•pooling", "average•pooling", "ادغام•بیشینه", "مکس•پولینگ", "مکسپولینگ"} <= set(
        names
    )
    assert "pooling" not in names


def test_a_section_goes_by_its_terms_alone():
    assert (
        "stride"
        in search_index.entry("pooling/stride-and-overlap/#stride", "Stride", glossary.terms())["names"].split()
    )
    assert "names" not in search_index.entry("pooling/#nothing", "Nothing", glossary.terms())


def test_a_name_is_known_by_the_other_names_and_by_its_twin():
    names = {first: others for first, *others in search_index.aliases(search_index.glossary.terms())}
    assert "هسته" in names["کرنل"]
    assert "kernel" in names["کرنل"]
    assert "کرنل" in names["kernel"]


def test_the_worker_gets_the_reader_of_the_pages_as_one_classic_script(site):
    module, classic = (
        (site / name).read_text("utf-8") for name in (f"{search_index.SCRIPTS}/search_terms.js", search_index.READER)
    )
    assert re.search(r"^import .* from \"./letters.js\";$", module, re.MULTILINE)
    assert not re.search(r"^\s*(?:import|export)\b", classic, re.MULTILINE)
    for name in ("findForms", "findStem", "toLatinDigits"):
        assert f"const {name} = " in classic
    [names] = re.findall(r"^const ALIASES = (.*);$", module, re.MULTILINE)
    assert f"const ALIASES = {names};" in classic
    assert search_index.json.loads(names) == search_index.aliases(search_index.glossary.terms())
