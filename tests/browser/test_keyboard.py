"""A reader without a mouse comes to everything, in the order of the page, and sees where she is."""

import pytest

from tests.browser.whole import MISSING, explored, styled, until

DESK, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
KINDS = ["", "pooling/stride-and-overlap/", "kernels/exercises/", "labs/find-the-edges/", "cheat-sheet/", "glossary/"]
# Every kind of page on each screen, on a desk in English and on a phone in Persian, and the richest of them the other
# way round.
ON_DESK = [*KINDS, f"fa/{KINDS[1]}", MISSING]
ON_PHONE = [KINDS[1], *(f"fa/{place}" for place in KINDS)]

# Where the focus is: which of the page's elements, in their order, and what is wrong with how it is seen.
STOP = """() => {
  const stop = document.activeElement;
  if (!stop || stop === document.body) return null;
  // Animations are over for who waits.
  document.getAnimations().forEach(animation => animation.finish());
  const wrong = [], shown = stop.matches('.md-option') ? stop.nextElementSibling : stop;
  const style = getComputedStyle(shown);
  const rows = [...shown.getClientRects()].filter(row => row.width && row.height);
  const box = shown.getBoundingClientRect();
  const header = document.querySelector('.md-header').getBoundingClientRect().bottom;
  const bar = document.querySelector('.thumb');
  const fixed = stop.closest('.md-header, .thumb, .md-skip, .md-search');
  const top = fixed ? 0 : header;
  const bottom = fixed || !bar?.checkVisibility() ? innerHeight : bar.getBoundingClientRect().top;
  const tall = box.height > 0.85 * (bottom - top); // so much of it is seen that its top need not be

  if (!rows.length || !shown.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
    wrong.push('is not shown');
  else if (!tall && (box.top < top - 2 || box.bottom > bottom + 2)
    || tall && (box.top > bottom - 40 || box.bottom < top + 40))
    wrong.push(`is out of sight: ${Math.round(box.top)} to ${Math.round(box.bottom)}`
      + ` of ${Math.round(top)} to ${Math.round(bottom)}`);
  else if (!tall && !(box.left >= -2 && box.right <= innerWidth + 2) && !stop.closest('.figure-box, .maths, table'))
    wrong.push('is beside the screen');
  else {
    const row = rows[0], y = Math.min(Math.max((row.top + row.bottom) / 2, top + 1), bottom - 1);
    const hit = document.elementFromPoint((row.left + row.right) / 2, tall ? (top + bottom) / 2 : y);
    if (!hit || !(shown.contains(hit) || hit !== document.body && hit.contains(shown)))
      wrong.push(`is covered by ${hit?.className || hit?.tagName}`);
  }

  const light = colour => {
    const [r, g, b] = colour.map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
  let ground = [255, 255, 255];
  for (let behind = shown.parentElement; behind; behind = behind.parentElement) {
    const [r, g, b, a = 1] = numbers(getComputedStyle(behind).backgroundColor);
    if (a > 0.9) { ground = [r, g, b]; break; }
  }
  const line = numbers(style.outlineColor).slice(0, 3);
  const [low, high] = [light(line), light(ground)].sort((a, b) => a - b);
  if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) wrong.push('has no ring');
  else if ((high + 0.05) / (low + 0.05) < 3) wrong.push(`has a faint ring, ${style.outlineColor}`);
  const order = [...document.querySelectorAll('*')].indexOf(stop);
  return { order, name: stop.outerHTML.slice(0, 100), wrong, skip: stop.matches('.md-skip') };
}"""
# Everything that takes the focus, but for the other choices of a group, to which arrows lead.
ALL = """() => [...document.querySelectorAll('a[href], button, input, summary, [tabindex="0"]')]
  .filter(e => !e.disabled && e.tabIndex >= 0 && !e.closest('[inert]')
    && e.checkVisibility({ visibilityProperty: true }))
  .filter(e => e.type !== 'radio' || e.checked)
  .map(e => [...document.querySelectorAll('*')].indexOf(e))"""


def walk(page):
    """Press Tab until the focus leaves the page, and yield every stop."""
    first = None
    for _ in range(600):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None or stop["order"] == first:
            return
        first = stop["order"] if first is None else first
        yield stop
    raise AssertionError(f"the focus never leaves the page; last at {stop['name']}")


def ready(page):
    """Wait for what scripts add."""
    explored(page)
    return page


@pytest.mark.parametrize(
    ("place", "screen"),
    [*((place, DESK) for place in ON_DESK), *((place, PHONE) for place in ON_PHONE)],
    ids=[*(f"{place}-desk" for place in ON_DESK), *(f"{place}-phone" for place in ON_PHONE)],
)
def test_the_way_of_the_tab_key(open_page, place, screen):
    page = ready(open_page(place, viewport=screen, color_scheme="dark" if screen is PHONE else "light"))
    stops = list(walk(page))
    assert stops[0]["skip"] or place == MISSING
    assert [f"{stop['name']} {' and '.join(stop['wrong'])}" for stop in stops if stop["wrong"]] == []
    orders = [stop["order"] for stop in stops]
    assert orders == sorted(set(orders))
    missed = set(page.evaluate(ALL)) - set(orders)
    assert [page.evaluate("i => document.querySelectorAll('*')[i].outerHTML.slice(0, 100)", i) for i in missed] == []


@pytest.mark.parametrize("place", ["pooling/", "fa/pooling/"])
def test_the_skip_link_leads_past_the_header(open_page, place):
    page = ready(open_page(place))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.md-content') !== null")


def test_the_tab_key_closes_the_search_and_leads_on(open_page):
    """In WebKit too it leads on because the field keeps the focus until then: the promises of tests/engines try it."""
    page = open_page("pooling/", viewport=DESK)
    page.keyboard.press("/")
    until(page, "document.activeElement.matches('.md-search__input') && document.querySelector('#__search:checked')")
    page.evaluate("void (document.activeElement.onblur = event => window.led = event.relatedTarget)")
    page.keyboard.press("Tab")
    assert not page.is_checked("#__search")
    assert page.evaluate("window.led !== null && window.led === document.activeElement")


OPENED = {
    "drawer": (".thumb > label .opener", "#__drawer:checked", ".md-sidebar--primary"),
    "drawer from the header": (".md-header__button[for=__drawer] .opener", "#__drawer:checked", ".md-sidebar--primary"),
    "search": (".md-header__button[for=__search] .opener", "#__search:checked", ".md-search"),
    "contents": (".thumb button[popovertarget]", ".thumb-contents:popover-open", ".thumb"),
    "term": (".term", ".meaning:popover-open", ".meaning"),
    "figure": (".figure-enlarge", "dialog[open]", "dialog"),
}


@pytest.mark.parametrize("place", ["pooling/", "fa/pooling/"])
@pytest.mark.parametrize("what", OPENED)
def test_what_opens_takes_the_focus_and_gives_it_back(open_page, what, place):
    button, opened, inside = OPENED[what]
    page = ready(open_page(place, viewport=PHONE))
    page.locator(button).first.focus()
    page.keyboard.press("Enter")
    until(page, "where => document.querySelector(where)", opened)
    until(page, "where => document.activeElement.closest(where)", inside)
    page.keyboard.press("Escape")
    until(page, "where => !document.querySelector(where)", opened)
    until(page, "button => document.activeElement === document.querySelector(button)", button)


@pytest.mark.parametrize("place", ["pooling/", "fa/pooling/"])
def test_every_chapter_opens_in_the_drawer_by_keyboard(open_page, place):
    page = ready(open_page(place, viewport=PHONE))
    page.focus(".thumb > label .opener")
    page.keyboard.press("Enter")
    until(page, "document.activeElement.closest('.md-sidebar--primary')")
    labs = page.locator(".md-nav--primary > ul > li > label .opener").first
    labs.focus()
    assert labs.get_attribute("aria-expanded") == "false"
    page.keyboard.press("Enter")
    assert labs.get_attribute("aria-expanded") == "true"
    here = page.locator(".md-nav--primary a.md-nav__link--active")
    assert here.is_visible(), "the page that is read is there, and its chapter is open"
    assert here.locator("xpath=../..").locator("li").first.is_visible()
    page.keyboard.press("Tab")
    assert "labs/" in page.evaluate("document.activeElement.href")
    # What is behind the drawer is no stop until it closes.
    inside = (
        "document.activeElement === document.body || document.activeElement.closest('.md-sidebar--primary') !== null"
    )
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate(inside)


FAULTS = {
    "has no ring": "html[lang] body a:focus-visible { outline: none }",
    "has a faint ring": "html[lang] body a:focus-visible { outline-color: rgb(225, 225, 225) }",
    "is not shown": ".md-content a { opacity: 0 }",
    "is out of sight": ".md-content p a { position: fixed; top: -90px }",
    "is covered": "body::after { content: ''; position: fixed; inset: 0; z-index: 99 }",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_wrong_with_a_stop_is_seen(open_page, fault):
    page = ready(open_page("pooling/", viewport=DESK))
    styled(page, FAULTS[fault])
    assert any(what.startswith(fault) for stop in walk(page) for what in stop["wrong"])


def test_stops_out_of_order_are_seen(open_page):
    page = ready(open_page("pooling/", viewport=DESK))
    page.evaluate("document.querySelector('.md-content p a, .md-content p button').tabIndex = 5")
    orders = [stop["order"] for stop in walk(page)]
    assert orders != sorted(orders)
