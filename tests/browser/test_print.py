"""What comes out of a reader's printer."""

import re

import pytest

from tests.browser.whole import BOTH

SHEETS = ["cheat-sheet/", "fa/cheat-sheet/"]
A4 = 210, 297  # mm
MARGIN = 10  # mm, what home printers can print on and the stylesheet asks for
PX = 96 / 25.4  # CSS pixels in a millimetre
SMALLEST = 7.5 * 96 / 72  # px: type of 7.5 points


def pages_of(pdf: bytes) -> int:
    """Count the pages of a PDF that keeps its page objects in the open, as Chromium's does."""
    leaves = len(re.findall(rb"/Type\s*/Page\b", pdf))
    counted = max(int(count) for count in re.findall(rb"/Count\s+(\d+)", pdf))
    assert leaves == counted, "the page objects are not to be seen in this PDF"
    return leaves


def printed(page) -> bytes:
    """Print a page on A4."""
    page.evaluate("document.fonts.ready")
    return page.pdf(format="A4", prefer_css_page_size=True)


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


# ---- every page, as paper holds it

BORDERS = {"cheat-sheet/": (2 * MARGIN, 2 * MARGIN)}  # mm that are not written on, across and down
BORDER = 40, 38


every_page = pytest.mark.parametrize("visit", BOTH, indirect=True, scope="session")


def sheet(visit):
    """Return the size of what is written on, in px."""
    across, down = BORDERS.get(visit.place.removeprefix("fa/"), BORDER)
    return {"width": int((A4[0] - across) * PX), "height": int((A4[1] - down) * PX)}


@pytest.fixture
def leaf(visit):
    """Return a page laid out at the width of its paper, by a reader whose screen is dark."""
    return visit.shown(sheet(visit), media="print", scheme="dark")


@every_page
def test_nothing_is_cut_off_or_wider_than_the_paper(leaf):
    cut = leaf.evaluate("""() => [...document.querySelectorAll('.md-content, .md-content *')]
      .filter(e => e.checkVisibility() && !e.closest('svg *, math *'))
      .filter(e => {
        const box = e.getBoundingClientRect(), style = getComputedStyle(e);
        return box.right > innerWidth + 1 || box.left < -1 || (e.clientWidth && e.scrollWidth > e.clientWidth + 1)
          || (style.overflowY != 'visible' && e.scrollHeight > e.clientHeight + 1);
      })
      .map(e => e.outerHTML.slice(0, 80))""")
    assert cut == []


CONTROLS = """header, nav, aside, footer, button:not(.term), input, select, textarea, label, dialog, video,
  [role=button], [role=search], [role=toolbar], [popover], .headerlink, .md-button, .md-skip, .md-top, .offer,
  .twin-bar, .path, .steps, .figure-enlarge, .figure-code"""


@every_page
def test_paper_has_nothing_to_press(leaf):
    shown = leaf.evaluate(
        """controls => {
      const bubble = document.querySelector('.md-content [popover]');
      bubble?.showPopover(); // a reader may print while one is open
      const shown = [...document.querySelectorAll(controls)]
        .filter(e => e.checkVisibility() && e.getClientRects().length).map(e => e.outerHTML.slice(0, 80));
      bubble?.hidePopover();
      for (const term of document.querySelectorAll('.term'))
        if (parseFloat(getComputedStyle(term).borderBottomWidth)) shown.push(term.outerHTML);
      for (const summary of document.querySelectorAll('article > details > summary'))
        for (const part of ['::before', '::after'])
          if (getComputedStyle(summary, part).display != 'none') shown.push(part);
      return shown;
    }""",
        CONTROLS,
    )
    assert shown == []


@every_page
def test_addresses_are_printed_where_a_link_leaves_the_site(leaf):
    """Read from left to right, whatever stands around them. A relative address would say nothing on paper."""
    wrong = leaf.evaluate("""() => [...document.querySelectorAll('.md-content a[href]')].filter(a => {
      const said = getComputedStyle(a, '::after'), href = a.getAttribute('href');
      if (!/^\\w+:/.test(href)) return said.content.includes(href);
      return !(said.content.includes(href) && said.display != 'none' && said.direction == 'ltr'
        && said.unicodeBidi == 'isolate' && a.checkVisibility());
    }).map(a => a.outerHTML)""")
    assert wrong == []


@every_page
def test_ink_is_dark_and_paper_white_in_both_schemes(leaf):
    """Contrast with white, as WCAG counts it, of all text; figures have the same colours in both."""
    roles = {}
    for scheme in ("default", "slate"):
        pale, roles[scheme] = leaf.evaluate(
            """scheme => {
          document.body.dataset.mdColorScheme = scheme;
          document.getAnimations().forEach(change => change.finish());
          const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
          const luminance = colour => {
            for (canvas.fillStyle of ['white', colour]) canvas.fillRect(0, 0, 1, 1);
            const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map(v => v / 255)
              .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const pale = new Set();
          for (const e of document.querySelectorAll('html, body, article, article *')) {
            if (!e.checkVisibility() || e.closest('svg')) continue;
            const {color, backgroundColor} = getComputedStyle(e), inside = e.outerHTML.slice(0, 60);
            const texts = [...e.childNodes].some(node => node.nodeType == 3 && node.data.trim());
            if (luminance(backgroundColor) < 0.9) pale.add(`on ${backgroundColor}: ${inside}`);
            if (texts && 1.05 / (luminance(color) + 0.05) < 4.5) pale.add(`in ${color}: ${inside}`);
          }
          const style = document.querySelector('article').computedStyleMap();
          return [[...pale], [...style].filter(([name]) => name.startsWith('--fig-')).map(String)];
        }""",
            scheme,
        )
        assert pale == [], scheme
    assert len(roles["default"]) > 10
    assert roles["default"] == roles["slate"]


@every_page
def test_answers_are_printed(leaf):
    hidden = leaf.evaluate("""() => [...document.querySelectorAll('.md-content details')]
      .filter(d => !d.matches('.figure *, .figure-code, .explorer *')).flatMap(d => [...d.querySelectorAll('*')])
      .filter(e => !e.closest('[popover], button, nav, .figure-code, svg *, math *') && !e.checkVisibility())
      .map(e => e.outerHTML.slice(0, 80))""")
    assert hidden == []
    assert ("exercises/" in leaf.url) == leaf.evaluate("!!document.querySelector('article > details')")


@every_page
def test_it_says_at_the_end_what_it_is_and_where_it_stands(leaf, visit):
    """The line that a screen does not show."""
    line = leaf.locator(".imprint")
    said = line.inner_text()
    address = leaf.locator("link[rel=canonical]").get_attribute("href")
    title = leaf.evaluate("document.querySelector('h1').firstChild.data.trim()")
    language = {"fa": "فارسی", "en": "English"}[leaf.evaluate("document.documentElement.lang")]
    assert line.is_visible()
    assert all(part in said for part in (title, address, language, "CC BY 4.0"))
    visit.shown(sheet(visit), scheme="dark")
    assert not line.is_visible()


# Lay the sheets of a page side by side, as columns: a browser breaks columns where it breaks pages.
SIDE_BY_SIDE = """() => {
  document.querySelector('article').style.cssText =
    `height: ${innerHeight}px; columns: ${innerWidth}px auto; column-gap: 20px; column-fill: auto`;
}"""
BADLY_BROKEN = """() => {
  const shown = selector => [...document.querySelectorAll(`article :is(${selector})`)]
    .filter(e => e.checkVisibility() && e.getClientRects().length);
  const sheets = e => [...e.getClientRects()]
    .map(box => Math.round(Math.abs((box.left + box.right - innerWidth) / 2) / (innerWidth + 20)));
  const whole = [...shown('figure, table, tr, img, .maths, h1, h2, h3, .imprint'),
    ...shown('pre > code').filter(e => e.textContent.trim().split('\\n').length <= 10)];
  const high = e => [...e.getClientRects()].reduce((sum, box) => sum + box.height, 0);
  const found = whole.filter(e => new Set(sheets(e)).size > 1 && !(e.tagName === 'TABLE' && high(e) > innerHeight))
    .map(e => `broken: ${e.tagName} ${e.textContent.slice(0, 60)}`);
  for (const head of shown('h1, h2, h3, summary, dt')) {
    let next = head.nextElementSibling;
    while (next && !next.getClientRects().length) next = next.nextElementSibling;
    if (next && sheets(head).at(-1) != sheets(next)[0]) found.push(`left behind: ${head.textContent}`);
  }
  const line = document.querySelector('.imprint');
  let last = line.previousElementSibling;
  while (!last.getClientRects().length) last = last.previousElementSibling; // a button has no use on paper
  if (sheets(line)[0] != sheets(last).at(-1)) found.push('the last line is alone');
  return found;
}"""


@every_page
def test_pages_end_in_sensible_places(leaf):
    """What is seen at one glance stays whole, and a heading stays with what it is over."""
    leaf.evaluate(SIDE_BY_SIDE)
    found = leaf.evaluate(BADLY_BROKEN)
    leaf.evaluate("document.querySelector('article').removeAttribute('style')")
    assert found == []


@every_page
def test_as_many_sheets_as_the_text_needs(leaf):
    """None is empty, and none is lost: the text in one column, cut into sheets, needs nearly as many."""
    column = leaf.evaluate("document.querySelector('article').scrollHeight / innerHeight")
    assert column <= pages_of(printed(leaf)) <= 1.6 * column + 1
