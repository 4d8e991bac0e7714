"""The cheat sheet on paper. What holds of every page on paper is in checks/paper.py."""

import re

import pytest

from tests.browser.checks.paper import pages_of, printed
from tests.browser.visit import A4, MARGIN, PX

SHEETS = ["cheat-sheet/", "fa/cheat-sheet/"]
SMALLEST = 7.5 * 96 / 72  # px: type of 7.5 points


@pytest.fixture
def on_paper(open_page):
    """Return a function that opens a page laid out as its sheet of paper is, a pixel of screen a pixel of paper."""

    def open_it(where, **settings):
        width, height = (round((side - 2 * MARGIN) * PX) for side in A4)
        page = open_page(where, viewport={"width": width, "height": height}, **settings)
        page.emulate_media(media="print")
        page.evaluate("document.fonts.ready")
        return page

    return open_it


def test_the_count_of_pages_is_right(browser):
    page = browser.new_page()
    counted = []
    for sheets in (1, 2, 5):
        page.set_content('<p style="break-after: page">page</p>' * (sheets - 1) + "last")
        counted.append(pages_of(page.pdf(format="A4")))
    page.close()
    assert counted == [1, 2, 5]


@pytest.mark.parametrize("where", SHEETS)
def test_the_cheat_sheet_is_one_sheet_of_a4(open_page, where):
    pdf = printed(open_page(where))
    assert pages_of(pdf) == 1
    (box,) = set(re.findall(rb"/MediaBox\s*\[([^\]]+)\]", pdf))
    assert [float(side) * 25.4 / 72 for side in box.split()] == pytest.approx([0, 0, *A4], abs=0.5)


@pytest.mark.parametrize("where", SHEETS)
def test_it_fills_the_sheet_with_a_little_to_spare(on_paper, where):
    """Other printers, other fonts: a sheet that fits by a hair fits here alone."""
    page = on_paper(where)
    filled = page.evaluate("document.querySelector('article').getBoundingClientRect().bottom / innerHeight")
    assert 0.7 < filled < 0.97


@pytest.mark.parametrize("where", SHEETS)
def test_nothing_of_it_is_cut_off_at_the_side(on_paper, where):
    """A browser shrinks a page that is too wide, and what scrolls on a screen is lost on paper."""
    cut = on_paper(where).evaluate("""() => [...document.querySelectorAll('.md-content *')]
      .filter(e => e.getBoundingClientRect().width && !e.closest('math'))
      .filter(e => e.getBoundingClientRect().right > innerWidth + 1 || e.getBoundingClientRect().left < -1
        || (e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX != 'visible'))
      .map(e => e.outerHTML.slice(0, 80))""")
    assert cut == []


@pytest.mark.parametrize("where", SHEETS)
def test_columns_of_it_do_not_overlap(on_paper, where):
    """A row of a table or a formula wider than its column would run into the next one."""
    wide = on_paper(where).evaluate("""() => {
      const sheet = document.querySelector('.sheet'), gap = parseFloat(getComputedStyle(sheet).columnGap);
      const column = (sheet.clientWidth - gap) / 2;
      return [...sheet.querySelectorAll('table, math, code, li')]
        .filter(e => [...e.getClientRects()].some(box => box.width > column + 1))
        .map(e => e.textContent.slice(0, 60));
    }""")
    assert wide == []


@pytest.mark.parametrize("where", SHEETS)
def test_its_type_can_be_read(on_paper, where):
    """All text but the indices of formulas."""
    small = on_paper(where).evaluate(
        """smallest => {
      const walker = document.createTreeWalker(document.querySelector('.md-content'), NodeFilter.SHOW_TEXT), found = [];
      for (let node; node = walker.nextNode();) {
        const parent = node.parentElement, size = parseFloat(getComputedStyle(parent).fontSize);
        const index = parent.closest(':is(msub, msup, munder, msubsup) > :not(:first-child)');
        if (node.data.trim() && !index && parent.getClientRects().length && size < smallest - 0.01)
          found.push([size, node.data.trim()]);
      }
      return found;
    }""",
        SMALLEST,
    )
    assert small == []
