"""What a reader does: she changes the language, and comes back. What holds on every page is in checks/reading.py."""

import pytest

from tests.browser.checks.reading import SECTIONS
from tests.browser.whole import BOTH, COVERING, go, ran, still

# Where a heading stands below the header of the page, in px.
STANDS = """id => document.getElementById(id).getBoundingClientRect().top
  - document.querySelector('.md-header').getBoundingClientRect().bottom"""


# Where each section leads, checks/reading.py asks of all pages; where a reader lands there, of the richest.
@pytest.mark.parametrize("place", [place for place in COVERING if not place.startswith("fa/")][:5])
def test_the_switch_lands_at_the_section_there_and_back(tab, address, place):
    go(tab, address + place)
    sections = tab.evaluate(SECTIONS)
    section = sections[len(sections) // 2] if sections else ""  # the glossary is a list
    at = section and f"#{section}"
    go(tab, f"{address}{place}{at}")
    for other, twin in (("fa", f"fa/{place}"), ("en", place)):
        tab.evaluate(f"document.querySelector('.md-select a[hreflang={other}]').click()")
        tab.wait_for_url(f"{address}{twin}{at}")
        ran(tab)
        assert tab.evaluate("document.documentElement.lang") == other
        tab.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
        at_the_end = tab.evaluate("innerHeight + scrollY >= document.body.scrollHeight - 2")
        assert not section or at_the_end or -5 < tab.evaluate(STANDS, section) < 120


def test_the_switch_follows_the_reader_who_scrolled(open_page):
    page = open_page("pooling/stride-and-overlap/")
    page.evaluate("document.getElementById('gaps').nextElementSibling.scrollIntoView()")
    page.hover(".md-select")
    still(page)  # while its menu moves, a click would be tried again after scrolling the page
    page.click(".md-select a[hreflang=fa]")
    page.wait_for_url("**/fa/pooling/stride-and-overlap/#gaps")


def test_the_switch_at_the_top_of_a_page_adds_no_section(open_page, address):
    page = open_page("pooling/")
    page.hover(".md-select")
    still(page)  # while its menu moves, a click would be tried again after scrolling the page
    page.click(".md-select a[hreflang=fa]")
    page.wait_for_url(address + "fa/pooling/")


def test_the_switch_works_from_the_keyboard(open_page, address):
    page = open_page("pooling/")
    page.focus(".md-select button")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.hreflang") == "fa"
    page.keyboard.press("Enter")
    page.wait_for_url(address + "fa/pooling/")


MATRICES = """() => [...document.querySelectorAll('.md-content math mtable')].filter(table => table.checkVisibility())
  .map(table => [table.previousElementSibling, table].map(part => part.getBoundingClientRect().height))"""


def test_the_brackets_of_a_matrix_are_as_high_as_it(open_page, site):
    place = next(place for place in BOTH if "<mtable" in (site / place / "index.html").read_text("utf-8"))
    matrices = open_page(place).evaluate(MATRICES)
    assert matrices
    assert all(bracket > 0.9 * height for bracket, height in matrices)


def test_only_persian_pages_load_the_persian_font(open_page):
    loaded = """() => performance.getEntriesByType('resource').map(({ name }) => name)
      .filter((name) => name.includes('vazirmatn-arabic'))"""
    english, persian = open_page("pooling/"), open_page("fa/pooling/")
    for page in (english, persian):
        page.evaluate("document.fonts.ready.then(() => null)")
    assert english.evaluate(loaded) == []
    assert persian.evaluate(loaded)
