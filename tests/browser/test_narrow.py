"""Nothing is lost on a screen of 320 px, which is also a desk's at 400 %, nor with text of twice its size."""

import pytest
from playwright.sync_api import expect

from tests.browser.whole import DESK, MISSING, PHONE, SMALL, Visit, again, explored, go, still, styled, unfolded, until


@pytest.fixture
def touched(open_page):
    """Return a function that opens a page on a screen that is touched, with all that folds unfolded."""

    def open_it(place, screen):
        page = open_page(place, viewport=screen, has_touch=True)
        explored(page)
        unfolded(page)
        return page

    return open_it


# What is lost: the page is wider than the screen; text is cut by a box that does not scroll, or is over other text;
# a box scrolls that the keyboard cannot reach.
LOST = """() => {
  const lost = [], width = document.documentElement.clientWidth;
  const said = (what, text) => lost.push(`${what}: ${text.trim().replace(/\\s+/g, ' ').slice(0, 60)}`);
  const scrolling = document.scrollingElement;
  if (scrolling.scrollWidth > width) said('wide', `${scrolling.scrollWidth} px`);

  const hidden = '.md-sidebar, .md-search, .md-select__inner, .md-dialog, [popover], .twin-ask, .md-skip,'
    + ' .md-header__topic,'
    + ' .md-footer__link--prev .md-footer__title, script, noscript, style, [hidden], .imprint';
  const scrolls = style => /auto|scroll/.test(style.overflowX);
  const stop = box => box.tabIndex >= 0 || box.querySelector('a[href], button, input, [tabindex="0"]');
  for (const box of document.querySelectorAll('.md-content *')) {
    if (!scrolls(getComputedStyle(box)) || box.scrollWidth <= box.clientWidth + 1 || !box.checkVisibility()) continue;
    const named = box.matches('code, table') || box.ariaLabel || box.getAttribute('aria-labelledby');
    if (!stop(box)) said('no stop', box.className || box.tagName);
    else if (box.tabIndex >= 0 && !named) said('no name', box.className || box.tagName);
  }

  const boxes = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; node = walker.nextNode();) {
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest(hidden) || !parent.checkVisibility({ visibilityProperty: true })) continue;
    const range = new Range();
    range.selectNodeContents(node);
    const rows = [...range.getClientRects()].filter(row => row.width > 1 && row.height > 1);
    let inside = false; // in a box that scrolls, where all can be brought to sight
    for (let box = parent; box && box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box), edge = box.getBoundingClientRect();
      if (scrolls(style) && box.scrollWidth > box.clientWidth) inside = true;
      if (inside || box.closest('svg')) continue;
      if (!/hidden|clip/.test(style.overflow + style.overflowX + style.overflowY)) continue;
      if (rows.some(row => row.left < edge.left - 2 || row.right > edge.right + 2
        // A font for maths has lines of many times its letters' height.
        || !parent.closest('math')
          && (row.top + row.height / 4 < edge.top || row.bottom - row.height / 4 > edge.bottom)))
        said('cut', node.data);
    }
    const svg = parent.closest('svg');
    if (svg && !inside) {
      const frame = svg.getBoundingClientRect();
      if (rows.some(row => row.left < frame.left - 2 || row.right > frame.right + 2)) said('cut', node.data);
    }
    if (!inside && rows.some(row => row.left < -1 || row.right > width + 1)) said('off the screen', node.data);
    if (parent.closest('.md-content, .md-footer') && !svg && !parent.closest('math') && !inside)
      rows.forEach(row => boxes.push([row, node]));
  }
  boxes.sort(([a], [b]) => a.top - b.top);
  boxes.forEach(([row, node], i) => {
    for (let j = i + 1; j < boxes.length && boxes[j][0].top < row.bottom; j++) {
      const [other, neighbour] = boxes[j];
      const across = Math.min(row.right, other.right) - Math.max(row.left, other.left);
      const down = Math.min(row.bottom, other.bottom) - Math.max(row.top, other.top);
      if (neighbour !== node && across > 3 && down > 0.6 * Math.min(row.height, other.height))
        said('written over', `${node.data.trim().slice(0, 30)} / ${neighbour.data}`);
    }
  });
  return lost;
}"""
# Bars that stay on the screen and what is in them: none covers another, none is cut off.
COVERED = """() => {
  const seen = element => element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    && element.getBoundingClientRect().width > 0;
  const bars = [...document.querySelectorAll('.md-header, .thumb')].filter(seen);
  const wrong = [], box = element => element.getBoundingClientRect();
  const over = (a, b) => Math.min(box(a).right, box(b).right) - Math.max(box(a).left, box(b).left) > 1
    && Math.min(box(a).bottom, box(b).bottom) - Math.max(box(a).top, box(b).top) > 1;
  const name = e => e.className?.baseVal ?? (e.className || e.tagName);
  const check = parts => parts.forEach((a, i) => parts.slice(i + 1).forEach(b =>
    over(a, b) && wrong.push(`${name(a)} covers ${name(b)}`)));
  check(bars);
  for (const bar of bars) {
    const parts = [...bar.querySelectorAll('.md-header__button, .md-header__title, .md-search__form, .thumb > *')]
      .filter(part => seen(part) && !part.closest('.md-select__inner') && (part.matches('.md-search__form')
        || !part.closest('.md-search')));
    check(parts.filter(part => !parts.some(other => other !== part && other.contains(part))));
    for (const part of parts)
      if (box(part).left < -1 || box(part).right > innerWidth + 1 || box(part).bottom > innerHeight + 1)
      wrong.push(`${name(part)} is off the screen`);
    if (box(bar).height > innerHeight / 4) wrong.push(`${name(bar)} fills the screen`);
  }
  return wrong;
}"""


def test_nothing_is_lost_on_a_small_screen(visit):
    page = visit.shown(SMALL, unfold=True, touch=True)
    assert page.evaluate(LOST) == []
    assert page.evaluate(COVERED) == []


def test_nothing_is_lost_in_text_of_twice_its_size(visit):
    """The text grows in place: the next test shows that this gives the page that a load gives."""
    page = visit.shown(DESK, unfold=True, text=2)
    assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") >= 40  # it is twice
    assert page.evaluate(LOST) == []
    assert page.evaluate(COVERED) == []


BOXES = """() => [...document.querySelectorAll('body *:not(.md-sidebar, .md-sidebar *)')].map(element => {
  const { left, top, width, height } = element.getBoundingClientRect();
  return width && height ? [element.tagName, ...[left, top, width, height].map(Math.round)].join(' ') : '';
})"""


@pytest.mark.parametrize("place", ["pooling/stride-and-overlap/", "fa/labs/find-the-edges/"])
def test_text_that_grows_in_place_gives_what_a_load_in_its_size_gives(browser, address, place):
    visit = Visit(browser, address, place)
    page = visit.shown(unfold=True)
    small = page.evaluate(BOXES)
    visit.shown(unfold=True, text=2)
    grown = page.evaluate(BOXES)
    again(page)
    explored(page)
    unfolded(page)
    loaded = page.evaluate(BOXES)
    page.context.close()
    assert grown == loaded != small


# Controls that are under 24 px wide or high, but for links in running text.
TINY = """within => [...document.querySelectorAll('a[href], button, summary, input, select, label[for], [role=button]')]
  .filter(control => control.closest(within)
    && control.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .filter(control => !control.closest('label') || control.matches('label')
    || control.parentElement.closest('label') === null
    || control.matches('button'))
  .filter(control => !((control.matches('.term') || getComputedStyle(control).display === 'inline')
    && control.closest('p, li, td, th, dd, dt, figcaption, h1, h2, h3')))
  .map(control => [control, control.getBoundingClientRect()])
  .filter(([, { width, height }]) => width > 1 && height > 1 && (width < 23.9 || height < 23.9))
  .map(([control, { width, height }]) =>
    `${Math.round(width)} x ${Math.round(height)}: ${control.outerHTML.slice(0, 90)}`)"""


def test_a_finger_hits_every_control(visit):
    assert visit.shown(PHONE, unfold=True, touch=True).evaluate(TINY, "body") == []


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


FAULTS = {
    "wide": ".md-content h1 { width: 50rem }",
    "cut": ".md-content p { height: 0.5rem; overflow: hidden }",
    "off the screen": "body { overflow-x: hidden } .md-content p { white-space: nowrap }",
    "written over": ".md-content h2 { margin-block: -3rem }",
    "no stop": ".md-content p { overflow-x: auto; white-space: nowrap }",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_lost_is_seen(touched, fault):
    page = touched("pooling/stride-and-overlap/", SMALL)
    styled(page, FAULTS[fault])
    assert fault in {what.split(":")[0] for what in page.evaluate(LOST)}


def test_what_is_covered_or_tiny_is_seen(touched):
    page = touched("pooling/", SMALL)
    styled(page, ".md-header__button { margin-inline: -2rem } .thumb button { height: 20px; min-height: 0 }")
    assert page.evaluate(COVERED)
    assert page.evaluate(TINY, ".thumb")
