"""What comes out of a reader's printer. A page is laid out as its sheet is, by a reader whose screen is dark."""

import re

from tests.browser.visit import FOLDED, PAPER, check
from tests.browser.whole import FIRST, IN_ENGLISH, LESSONS

ALL = list(dict.fromkeys([*LESSONS, *FIRST]))  # both languages have the same content


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


LOST = """() => [...document.querySelectorAll('.md-content, .md-content *')]
  .filter(e => e.checkVisibility() && !e.closest('svg *, math *'))
  .filter(e => {
    const box = e.getBoundingClientRect(), style = getComputedStyle(e);
    return box.right > innerWidth + 1 || box.left < -1 || (e.clientWidth && e.scrollWidth > e.clientWidth + 1)
      || (style.overflowY != 'visible' && e.scrollHeight > e.clientHeight + 1);
  })
  .map(e => e.outerHTML.slice(0, 80))"""


@check(
    "let it wrap or shrink in the print rules of site.css: on paper nothing scrolls",
    ALL,
    at=(PAPER,),
    faults={
        "code that does not wrap": "@media print { .md-typeset pre > code { white-space: pre; overflow: auto; "
        "width: 200px } }",
        "a table that is too wide": "@media print { .md-typeset table { width: 80rem; max-width: none } }",
    },
)
def nothing_is_cut_off_or_wider_than_the_paper(visit):
    return visit.page.evaluate(LOST)


CONTROLS = """header, nav, aside, footer, button, input, select, textarea, label, dialog, video,
  [role=button], [role=search], [role=toolbar], [popover], .headerlink, .md-button, .md-skip, .offer,
  .twin-bar, .path, .steps, .steps-guess, .figure-enlarge, .figure-code"""
PRESSED = """controls => {
  const shown = [...document.querySelectorAll(controls)]
    .filter(e => e.checkVisibility() && e.getClientRects().length).map(e => e.outerHTML.slice(0, 80));
  for (const term of document.querySelectorAll('.term'))
    if (getComputedStyle(term).textDecorationLine !== 'none') shown.push(term.outerHTML);
  for (const summary of document.querySelectorAll('article > details > summary'))
    for (const part of ['::before', '::after'])
      if (getComputedStyle(summary, part).display != 'none') shown.push(part);
  return shown;
}"""


@check(
    "hide it in the print rules of site.css",
    ALL,
    at=(PAPER,),
    faults={
        "a bar": "@media print { .twin-bar { display: flex } }",
        "steps": "@media print { .md-typeset .steps { display: flex; visibility: visible } }",
        "an underlined term": "@media print { .md-typeset .term { text-decoration: underline } }",
    },
)
def paper_has_nothing_to_press(visit):
    return visit.page.evaluate(PRESSED, CONTROLS)


# Read from left to right, whatever stands around them. A relative address would say nothing on paper.
UNSAID = """() => [...document.querySelectorAll('.md-content a[href]')].filter(a => {
  const said = getComputedStyle(a, '::after'), href = a.getAttribute('href');
  if (!/^\\w+:/.test(href)) return said.content.includes(href);
  return !(said.content.includes(href) && said.display != 'none' && said.direction == 'ltr'
    && said.unicodeBidi == 'isolate' && a.checkVisibility());
}).map(a => a.outerHTML)"""


@check(
    "see a[href]::after in the print rules of site.css",
    ALL,
    at=(PAPER,),
    faults={
        "turned around": "@media print { .md-typeset a[href]::after { direction: rtl } }",
        "not said": "@media print { .md-typeset a[href^=http]::after { content: none } }",
        "said of the site's own": "@media print { .md-typeset a[href^='../']::after { content: attr(href) } }",
    },
    broken="references/",
)
def addresses_are_printed_where_a_link_leaves_the_site(visit):
    return visit.page.evaluate(UNSAID)


# What is too pale on white, as WCAG counts contrast, of all text, and the colours that figures have in a scheme.
PALE = """scheme => {
  document.body.dataset.mdColorScheme = scheme;
  document.getAnimations().forEach(change => change.finish());
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const known = new Map();
  const luminance = colour => {
    if (known.has(colour)) return known.get(colour);
    for (canvas.fillStyle of ['white', colour]) canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map(v => v / 255)
      .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    known.set(colour, 0.2126 * r + 0.7152 * g + 0.0722 * b);
    return known.get(colour);
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
}"""


@check(
    "give paper the colours of the light scheme, see the print rules of site.css and figures.css",
    IN_ENGLISH,
    at=(PAPER,),
    faults={
        "pale ink": "@media print { .md-typeset p { color: #999 } }",
        "dark paper": "@media print { .md-typeset pre > code { background: #222 } }",
        "figures of the dark scheme": "@media print { [data-md-color-scheme=slate] { --fig-input: #8ab4f8 } "
        "[data-md-color-scheme=slate] article { --fig-input: #8ab4f8 } }",
    },
)
def ink_is_dark_and_paper_white_in_both_schemes(visit):
    page, found, roles = visit.page, [], {}
    for scheme in ("default", "slate"):
        pale, roles[scheme] = page.evaluate(PALE, scheme)
        found += [f"{scheme}: {said}" for said in pale]
    if len(roles["default"]) <= 10:
        found.append("the colours of figures are not to be seen")
    both = zip(roles["default"], roles["slate"], strict=True)
    return found + [f"a figure has {one} in one scheme and {other} in the other" for one, other in both if one != other]


HIDDEN_ANSWERS = """() => [...document.querySelectorAll('.md-content details')]
  .filter(d => !d.matches('.figure *, .figure-code, .explorer *')).flatMap(d => [...d.querySelectorAll('*')])
  .filter(e => !e.closest('[popover], button, nav, .run-bar, .figure-code, svg *, math *') && !e.checkVisibility())
  .map(e => `not printed: ${e.outerHTML.slice(0, 80)}`)"""


@check(
    "see details::details-content in the print rules of site.css",
    ALL,
    at=(PAPER,),
    faults={"a fold that stays": "@media print { .md-typeset details > :not(summary) { display: none } }"},
    broken="pooling/exercises/",
)
def answers_are_printed(visit):
    page = visit.page
    found = page.evaluate(HIDDEN_ANSWERS)
    if ("exercises/" in visit.place) != page.evaluate("!!document.querySelector('article > details')"):
        found.append("answers stand on the pages of exercises, in folds, and nowhere else")
    return found


IMPRINT = r"""() => {
  const line = document.querySelector('.imprint');
  const title = document.querySelector('h1').firstChild.data.trim();
  const address = document.querySelector('link[rel=canonical]').href;
  const language = { fa: 'فارسی', en: 'English' }[document.documentElement.lang];
  if (!line.checkVisibility()) return ['the line is not printed'];
  // Where a site is built for this machine alone, paper names no address.
  const own = /\/\/(127\.|localhost)/.test(address);
  if (line.querySelector("bdi") && own) return [`it says ${address}, which nobody finds`];
  const wanted = [title, ...line.querySelector('bdi') ? [address] : [], language, 'CC BY 4.0'];
  const missing = wanted.filter(part => !line.innerText.includes(part));
  return missing.map(part => `the line at the end does not say ${part}`);
}"""


@check(
    "see .imprint in overrides/main.html and site.css",
    IN_ENGLISH,
    at=(FOLDED, PAPER),
    faults={
        "not there": "@media print { .md-typeset .imprint { display: none } }",
        "on the screen too": "@media screen { .md-typeset .imprint { display: block } }",
        "without its title": "() => document.querySelector('h1').firstChild.data = 'Another title'",
    },
)
def paper_says_at_the_end_what_it_is_and_where_it_stands(visit):
    """A screen does not show the line."""
    if visit.now is PAPER:
        return visit.page.evaluate(IMPRINT)
    return ["the line for paper is seen on the screen"] if visit.page.locator(".imprint").is_visible() else []


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


@check(
    "see break-inside, break-after and orphans in the print rules of site.css",
    ALL,
    at=(PAPER,),
    faults={
        "broken": "@media print { .md-typeset figure { break-inside: auto; height: 1200px } }",
        "left behind": "@media print { .md-typeset :is(h2, h3) { break-after: column } }",
        "alone": "@media print { .md-typeset .imprint { break-before: column } }",
    },
)
def pages_end_in_sensible_places(visit):
    """What is seen at one glance stays whole, and a heading stays with what it is over."""
    page = visit.page
    page.evaluate(SIDE_BY_SIDE)
    found = page.evaluate(BADLY_BROKEN)
    page.evaluate("document.querySelector('article').removeAttribute('style')")
    return found


@check(
    "see what makes a page break in the print rules of site.css",
    IN_ENGLISH,
    at=(PAPER,),
    faults={
        "empty sheets": "@media print { .md-typeset > * { break-after: page } }",
        "the end is lost": "@media print { body { height: 900px; overflow: hidden } }",
    },
)
def a_page_has_as_many_sheets_as_its_text_needs(visit):
    """None is empty, and none is lost: the text in one column, cut into sheets, needs nearly as many."""
    page = visit.page
    column = page.evaluate("document.querySelector('article').scrollHeight / innerHeight")
    sheets = pages_of(printed(page))
    fits = column <= sheets <= 1.6 * column + 1
    return [] if fits else [f"it is printed on {sheets} sheets and would fill {column:.1f}"]


CHECKS = [
    paper_says_at_the_end_what_it_is_and_where_it_stands,
    nothing_is_cut_off_or_wider_than_the_paper,
    paper_has_nothing_to_press,
    addresses_are_printed_where_a_link_leaves_the_site,
    answers_are_printed,
    pages_end_in_sensible_places,
    a_page_has_as_many_sheets_as_its_text_needs,
    ink_is_dark_and_paper_white_in_both_schemes,
]
