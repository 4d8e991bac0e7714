"""axe finds nothing in what opens. What it looks at on every page is in checks/axe.py."""

import pytest

from tests.browser.checks.axe import found, found_in_state, uncover
from tests.browser.whole import DESK, PHONE, SCHEMES, explored, go, settled, unfolded, until

ROLES = """() => [...document.querySelectorAll('body *')].map(element => {
  const { color, backgroundColor, fill, borderColor } = getComputedStyle(element);
  return [element.tagName, color, backgroundColor, fill, borderColor].join(' ');
})"""


def shown(page, where, scheme="light", screen=DESK):
    """Open a page as it comes in a scheme, with all that folds unfolded."""
    page.set_viewport_size(screen)
    page.emulate_media(color_scheme=scheme)
    go(page, where)
    explored(page)
    unfolded(page)
    settled(page, scheme)


@pytest.mark.parametrize("place", ["pooling/", "fa/labs/find-the-edges/"])
def test_a_switch_of_the_scheme_gives_what_a_load_in_it_gives(tab, address, place):
    shown(tab, address + place, "dark")
    loaded = tab.evaluate(ROLES)
    shown(tab, address + place)
    light = tab.evaluate(ROLES)
    tab.emulate_media(color_scheme="dark")
    settled(tab, "dark")
    assert tab.evaluate(ROLES) == loaded != light


def search(page):
    """Ask for something that is found."""
    page.keyboard.press("/")
    until(page, "document.activeElement?.matches('[data-md-component=search-query]')")
    field = page.locator("[data-md-component=search-query]")
    field.fill({"en": "stride", "fa": "گام"}[page.evaluate("document.documentElement.lang")])
    field.press("End")  # Material listens to keys
    page.wait_for_selector(".md-search-result__item")


def drawer(page):
    """Open the navigation of a phone."""
    page.click(".thumb label")
    until(page, "document.getElementById('__drawer').checked")


# What is done, on which screen, and what has opened then: the rest of the page is looked at where nothing has.
STATES = {
    "search": (search, DESK, ".md-header"),
    "search on a phone": (search, PHONE, ".md-header"),
    "drawer": (drawer, PHONE, ".md-sidebar--primary"),
    "contents on a phone": (lambda page: page.click(".thumb button"), PHONE, ".thumb"),
    "term": (lambda page: (page.click(".term"), page.wait_for_selector(".meaning")), DESK, ".md-content"),
    "languages": (lambda page: page.focus(".md-select button"), DESK, ".md-header"),
    "twin": (
        lambda page: (page.click(".twin-bar button"), page.wait_for_selector(".twin > *")),
        DESK,
        ".twin",
    ),
}


@pytest.mark.parametrize("place", ["pooling/", "fa/pooling/"])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_in_what_opens(tab, address, state, place):
    act, screen, opened = STATES[state]
    shown(tab, address + place, "light", screen)
    act(tab)
    settled(tab, "light")
    assert found_in_state(tab, opened) == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("place", "language"), [("pooling/", "fa"), ("fa/pooling/", "en")])
def test_axe_finds_nothing_in_the_offer_of_the_other_language(browser, address, place, language, scheme):
    context = browser.new_context(locale=language)
    page = context.new_page()
    shown(page, address + place, scheme, PHONE)
    assert page.locator(".offer").is_visible()
    uncover(page)
    assert found(page, where=".offer") == []
    context.close()
