"""What the theme writes and HTML does not allow is mended; the tree that a browser builds is looked at."""

import re

import pytest
from bs4 import BeautifulSoup
from mkdocs.exceptions import PluginError

from sitebuild.delivery.repair_html import untranslated, valid

TOGGLES = (
    '<input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer" autocomplete="off">'
    '<input class="md-toggle" data-md-toggle="search" type="checkbox" id="__search" autocomplete="off">'
)
LABELS = '<label class="md-nav__link" for="__nav_2" id="__nav_2_label" tabindex="">Pooling</label>'
TABS = (
    "<script>var target=document.getElementById(location.hash.slice(1));"
    'target&&target.name&&(target.checked=target.name.startsWith("__tabbed_"))</script>'
)
PAGE = f'<html lang="en"><body dir="ltr" data-md-color-scheme="default">{TOGGLES}{LABELS}%s{TABS}</body></html>'


def mended(inside=""):
    """Mend a page with something in it and return its tree."""
    return BeautifulSoup(valid(PAGE % inside), "html.parser")


def test_boxes_belong_to_a_form_that_forgets_them():
    tree = mended()
    (form,) = tree.select("form")
    assert form["autocomplete"] == "off"
    assert "hidden" in form.attrs
    boxes = tree.select("input.md-toggle")
    assert [box["id"] for box in boxes] == ["__drawer", "__search"]
    for box in boxes:
        assert box["form"] == form["id"]
        assert "autocomplete" not in box.attrs
    assert tree.body.attrs == {"dir": "ltr", "data-md-color-scheme": "default"}


def test_a_label_has_no_empty_tabindex_and_keeps_the_rest():
    (label,) = mended().select("label")
    assert label.attrs == {"class": ["md-nav__link"], "for": "__nav_2", "id": "__nav_2_label"}


def test_the_script_for_tabs_goes_and_others_stay():
    (script,) = mended("<script>let kept</script>").select("script")
    assert script.string == "let kept"


def test_a_search_box_elsewhere_keeps_its_autocomplete():
    (box,) = mended('<input class="md-search__input" autocomplete="off">').select(".md-search__input")
    assert box["autocomplete"] == "off"


def test_the_mark_of_markdown_in_html_goes():
    (box,) = mended('<div class="grid cards" markdown><ul></ul></div>').select(".grid")
    assert box.attrs == {"class": ["grid", "cards"]}


def test_a_column_of_numbers_is_aligned_by_a_class():
    row = '<tr><th style="text-align: right;">n</th><td style="text-align: right;">1</td><td>x</td></tr>'
    tree = mended(f"<table>{row}</table>")
    assert [cell.get("class") for cell in tree.select("th, td")] == [["align-right"], ["align-right"], None]
    assert not tree.select("[style]")


@pytest.mark.parametrize(("box", "kept"), [('<input id="__toc">', True), ("", False)])
def test_a_label_names_the_box_of_the_contents_only_where_there_is_one(box, kept):
    (label,) = mended(f'{box}<label class="md-nav__title" for="__toc">Contents</label>').select(".md-nav__title")
    assert ("for" in label.attrs) is kept


@pytest.mark.parametrize("gone", [TOGGLES, LABELS, TABS, ' lang="en"'])
def test_a_theme_that_no_longer_writes_it_stops_the_build(gone):
    with pytest.raises(PluginError, match=re.escape("sitebuild/delivery/repair_html.py: the patch ")):
        valid(PAGE.replace(gone, "") % "")


@pytest.mark.parametrize(("language", "said"), [("en", "Permanent link"), ("fa", "پیوند به این بخش")])
def test_the_mark_behind_a_heading_is_named_in_the_language_of_the_page(language, said):
    mark = '<a class="headerlink" href="#x" title="Permanent link">¶</a>'
    page = (PAGE % mark).replace('lang="en"', f'lang="{language}"')
    tree = BeautifulSoup(valid(page), "html.parser")
    assert tree.select_one(".headerlink")["title"] == said
    assert tree.html["data-language"] == language


def test_formulas_are_not_translated():
    block = '<div class="maths maths-long" tabindex="0"><math><mi>y</mi></math></div>'
    made = untranslated(f"<p><math><mi>x</mi></math></p>{block}")
    kept = BeautifulSoup(made, "html.parser").select("[translate=no]")
    assert [(one.name, one.get_text()) for one in kept] == [("span", "x"), ("div", "y")]
    assert kept[1].attrs == {"class": ["maths", "maths-long"], "tabindex": "0", "translate": "no"}


def test_code_is_not_translated_and_the_texts_of_scripts_stay():
    script = '<script type="application/json">{"a": "<code>b</code>"}</script>'
    made = untranslated(f"<p><code>x</code> <kbd>y</kbd></p><pre><code>z</code></pre><pre>w</pre>{script}")
    tree = BeautifulSoup(made, "html.parser")
    assert [tag.name for tag in tree.select("[translate=no]")] == ["code", "kbd", "code", "pre"]
    assert script in made
