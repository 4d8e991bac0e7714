"""What opens on a small screen. What holds of every page there is in checks/narrow.py."""

import pytest
from playwright.sync_api import expect

from tests.browser.checks.narrow import TINY
from tests.browser.visit import DESK_OPEN, LARGE_TEXT, Visit, visitors
from tests.browser.whole import MISSING, PHONE, again, explored, go, still, unfolded, until


@pytest.fixture
def touched(open_page):
    """Return a function that opens a page on a screen that is touched, with all that folds unfolded."""

    def open_it(place, screen):
        page = open_page(place, viewport=screen, has_touch=True)
        explored(page)
        unfolded(page)
        return page

    return open_it


BOXES = """() => [...document.querySelectorAll('body *')].map(element => {
  if (element.matches('.md-sidebar, .md-sidebar *')) return '';
  const { left, top, width, height } = element.getBoundingClientRect();
  return width && height ? [element.tagName, ...[left, top, width, height].map(Math.round)].join(' ') : '';
})"""


@pytest.mark.parametrize("place", ["pooling/stride-and-overlap/", "fa/labs/find-the-edges/"])
def test_text_that_grows_in_place_gives_what_a_load_in_its_size_gives(browser, address, place):
    context = visitors(browser)
    visit = Visit(context, address, place)
    page = visit.shown(DESK_OPEN)

    def boxes():
        # The line under the header comes and goes with where the page was scrolled, and moves what hangs under it.
        page.evaluate("document.querySelector('.md-header').classList.add('md-header--shadow')")
        return page.evaluate(BOXES)

    small = boxes()
    visit.shown(LARGE_TEXT)
    grown = boxes()
    again(page)
    explored(page)
    unfolded(page)
    loaded = boxes()
    context.close()
    assert grown == loaded != small


@pytest.mark.parametrize("place", ["pooling/", "fa/pooling/"])
def test_a_finger_hits_every_control_of_what_opens(touched, place):
    page = touched(place, PHONE)
    page.tap(".thumb button")
    assert page.evaluate(TINY, ".thumb-contents") == []
    page.keyboard.press("Escape")
    page.tap(".thumb label")
    until(page, "document.getElementById('__drawer').checked")
    still(page)
    assert page.evaluate(TINY, ".md-sidebar--primary") == []


def test_the_bar_at_the_foot_comes_with_the_first_scroll_and_where_there_is_none_stays(open_page, address):
    page = open_page("pooling/", viewport=PHONE)
    bar = page.locator(".thumb")
    expect(bar).to_be_hidden()
    page.mouse.wheel(0, 40)
    expect(bar).to_be_visible()
    page.mouse.wheel(0, -40)
    expect(bar).to_be_hidden()
    go(page, address + MISSING)
    expect(bar).to_be_visible()
