"""Nothing is lost on a screen of 320 px, which is also a desk's at 400 %, nor with text of twice its size."""

from sitebuild.make.svg import FITS
from tests.browser.visit import FORCED, HAND, LARGE_TEXT, SMALLEST, check
from tests.browser.whole import BOTH, IN_ENGLISH, IN_PERSIAN, KINDS, MISSING

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
      const more = box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight + 1;
      if (scrolls(style) && more) inside = true;
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

FAULTS = {
    "wide": ".md-content h1 { width: 90rem }",
    "cut": ".md-content p { height: 0.5rem; overflow: hidden }",
    "off the screen": "body { overflow-x: hidden } .md-content p { white-space: nowrap }",
    "written over": ".md-content h2 { margin-block: -3rem }",
    "no stop": ".md-content p { overflow-x: auto; white-space: nowrap }",
    "covers": ".md-header__button { margin-inline: -2rem }",
    "fills the screen": ".md-header { height: 60vh }",
}


@check("let it wrap, shrink or scroll in a box that the keyboard reaches", at=(SMALLEST,), faults=FAULTS)
def nothing_is_lost_on_a_small_screen(visit):
    page = visit.page
    return page.evaluate(LOST) + page.evaluate(COVERED)


@check(
    "give its size in rem or em, so that it grows with its text",
    [*IN_PERSIAN, MISSING],
    at=(LARGE_TEXT,),
    faults=FAULTS,
)
def nothing_is_lost_in_text_of_twice_its_size(visit):
    """The text grows in place: test_narrow.py shows that this gives the page that a load gives."""
    page = visit.page
    size = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    grown = [] if size >= 40 else [f"the text of the page does not grow with the reader's: {size} px"]
    return grown + page.evaluate(LOST) + page.evaluate(COVERED)


# Controls that are under 24 px wide or high, but for links in running text.
TINY = """within => [...document.querySelectorAll('a[href], button, summary, input, select, label[for], [role=button]')]
  .filter(control => control.closest(within)
    && control.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .filter(control => !control.closest('label') || control.matches('label')
    || control.parentElement.closest('label') === null
    || control.matches('button'))
  .filter(control => !(getComputedStyle(control).display === 'inline'
    && control.closest('p, li, td, th, dd, dt, figcaption, h1, h2, h3')))
  .map(control => [control, control.getBoundingClientRect()])
  .filter(([, { width, height }]) => width > 1 && height > 1 && (width < 23.9 || height < 23.9))
  .map(([control, { width, height }]) =>
    `${Math.round(width)} x ${Math.round(height)}: ${control.outerHTML.slice(0, 90)}`)"""


@check(
    "give the control at least 24 px on both sides",
    KINDS,
    at=(HAND,),
    faults={
        "flat": ".md-footer__link { padding: 0; margin: 0; line-height: 1; height: 12px; min-height: 0 }",
        "narrow": ".md-code__button { width: 12px; min-width: 0 }",
    },
)
def a_finger_hits_every_control(visit):
    return visit.page.evaluate(TINY, "body")


SMALL_FIELDS = """() => [...document.querySelectorAll('input, select, textarea')]
  .filter(field => field.checkVisibility() && !/checkbox|radio|range/.test(field.type))
  .filter(field => parseFloat(getComputedStyle(field).fontSize) < 16)
  .map(field => `${getComputedStyle(field).fontSize}: ${field.outerHTML.slice(0, 90)}`)"""


@check(
    "leave text in fields at 16 px or more where a finger is used, see access.css: iOS enlarges the page else",
    KINDS,
    at=(HAND,),
    faults={"small": "input { font-size: 13px }"},
)
def no_field_enlarges_the_page_of_a_phone(visit):
    touched = visit.page.evaluate("matchMedia('(pointer: coarse)').matches")
    return visit.page.evaluate(SMALL_FIELDS) if touched else ["the browser does not say that it is touched"]


# Boxes of figures that begin in their middle, or that have more than is seen and do not show it; and drawings that
# scroll where they could have shrunk.
CUT_OFF = """fits => [...document.querySelectorAll('.figure-box')].filter(box => box.checkVisibility()).flatMap(box => {
  const svg = box.querySelector('svg'), { left, right, width } = svg.getBoundingClientRect();
  const edge = box.getBoundingClientRect(), more = right > edge.right + 1.5, said = box.dataset.more ?? '';
  const name = box.closest('figure').id, found = [];
  if (left < edge.left - 1) found.push(`${name} does not begin at its left side`);
  if (more !== said.includes('right')) found.push(`${name} has ${more ? 'more' : 'no more'} and says '${said}'`);
  if (more && getComputedStyle(box).maskImage === 'none') found.push(`${name} has no shade`);
  if (more && width > fits * svg.getAttribute('width') + 1) found.push(`${name} could be smaller`);
  return found;
})"""


@check(
    "see .figure-box in figures.css, and updateMore() in access.js",
    BOTH,
    at=(HAND, SMALLEST),
    faults={
        "begins in its middle": ".figure-box svg { margin-inline-start: -3rem }",
        "does not begin": ".figure-box { direction: rtl } .figure-box svg { min-width: 500px }",
        "no shade": ".figure-box { mask: none; width: 12rem }",
        "not shrunk": ".figure-box svg { min-width: 500px }",
    },
    broken="kernels/gallery/",
)
def a_figure_fits_a_phone_or_shows_that_there_is_more(visit):
    visit.page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return visit.page.evaluate(CUT_OFF, FITS)


# What is drawn as a mask over a ground, whose ground is that of the page: such icons are not seen.
UNSEEN = """() => {
  const icons = [['.md-code__button', '::after'], ['.md-typeset summary', '::after'], ['.md-nav__icon', '::after'],
    ['.md-typeset :is(.admonition-title, summary)', '::before'], ['.figure-enlarge', '::after']];
  const page = getComputedStyle(document.body).backgroundColor, found = [];
  for (const [where, part] of icons) for (const element of document.querySelectorAll(where)) {
    const style = getComputedStyle(element, part);
    if (style.content === 'none' || style.maskImage === 'none' || !element.checkVisibility()) continue;
    if ([page, 'rgba(0, 0, 0, 0)'].includes(style.backgroundColor)) found.push(`${part} of ${where} is not seen`);
  }
  return [...new Set(found)];
}"""


@check(
    "see forced-colors in access.css and figure-controls.css",
    IN_ENGLISH,
    at=(FORCED,),
    faults={"a ground that is forced": "*, ::before, ::after { forced-color-adjust: auto }"},
    broken="pooling/exercises/",
)
def icons_are_seen_in_the_colours_that_a_reader_chose(visit):
    return visit.page.evaluate(UNSEEN)


CHECKS = [
    icons_are_seen_in_the_colours_that_a_reader_chose,
    nothing_is_lost_in_text_of_twice_its_size,
    no_field_enlarges_the_page_of_a_phone,
    a_finger_hits_every_control,
    nothing_is_lost_on_a_small_screen,
    a_figure_fits_a_phone_or_shows_that_there_is_more,
]
