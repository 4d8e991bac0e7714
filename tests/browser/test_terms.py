"""The first mention of a term opens its meaning: by mouse, by keyboard, by touch and without scripts."""

import pytest

TERM = "button.term[popovertarget=term-window]"
MEANING = "#term-window"
PLACES = ["pooling/", "fa/pooling/"]


@pytest.mark.parametrize("place", PLACES)
def test_a_press_opens_the_meaning_and_escape_closes_it(open_page, place):
    page = open_page(place)
    page.focus(TERM)
    page.keyboard.press("Enter")
    assert page.is_visible(MEANING)
    page.keyboard.press("Escape")
    assert not page.is_visible(MEANING)
    assert page.evaluate("document.activeElement.matches('.term')")


def test_it_names_the_term_in_the_other_language_and_leads_to_the_glossary(open_page, address):
    page = open_page("fa/pooling/")
    page.click(TERM)
    assert page.inner_text(f"{MEANING} b[lang=en]") == "window"
    page.click(f"{MEANING} a")
    page.wait_for_url(f"{address}fa/glossary/#window")
    assert page.is_visible("#window")


@pytest.mark.parametrize("place", PLACES)
def test_it_stays_on_a_small_screen(open_page, place):
    page = open_page(place, viewport={"width": 320, "height": 640}, has_touch=True)
    for term in page.query_selector_all(".term"):
        term.tap()
        box = page.locator("[popover]:popover-open").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
        page.keyboard.press("Escape")


@pytest.mark.parametrize("place", PLACES)
def test_it_works_without_scripts(open_page, place):
    page = open_page(place, java_script_enabled=False)
    page.click(TERM)
    assert page.is_visible(MEANING)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_term_has_the_colour_of_its_text(open_page, scheme):
    page = open_page("fa/pooling/", color_scheme=scheme)
    colours = page.evaluate(
        "[...document.querySelectorAll('p > .term')].map(t => [t, t.parentElement].map(e => getComputedStyle(e).color))"
    )
    assert colours
    assert all(own == around for own, around in colours)
