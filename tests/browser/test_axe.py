"""axe, which knows the rules for accessible pages, finds nothing: on any page, in either scheme, on desk and phone."""

from pathlib import Path

import axe_playwright_python
import pytest

from tests.browser.whole import DESK, SCHEMES, explored, go, settled, styled, unfolded, until

PHONE = {"width": 360, "height": 740}

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")
# Every rule but those of level AAA, which nobody asks of a whole site: also those for good practice, those that are off
# until they are asked for (the size of targets) and experimental ones.
RUN = """async ([only, where]) => {
  const rules = axe.getRules().filter(rule => !rule.tags.includes('wcag2aaa'))
    .filter(rule => !only || rule.tags.includes('cat.color') === (only === 'colours'));
  const options = { runOnly: { type: 'rule', values: rules.map(rule => rule.ruleId) }, resultTypes: ['violations'] };
  // Of text in drawings axe cannot tell the ground; tests/site/test_colours.py can.
  const context = { include: [where], exclude: only === 'colours' ? ['.figure svg'] : [] };
  const { violations } = await axe.run(context, options);
  return violations.flatMap(({ id, nodes }) => nodes.map(node =>
    `${id}: ${node.target.join(' ')}: ${node.failureSummary.split('\\n').slice(1, 3).join(' ').trim()}`));
}"""
ROLES = """() => [...document.querySelectorAll('body *')].map(element => {
  const { color, backgroundColor, fill, borderColor } = getComputedStyle(element);
  return [element.tagName, color, backgroundColor, fill, borderColor].join(' ');
})"""


@pytest.fixture(scope="module")
def tab(browser):
    """Return a page with axe in it, the same for every test: to start one takes longer than to look at it."""
    context = browser.new_context()
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


def shown(page, where, scheme="light", screen=DESK):
    """Open a page as it comes in a scheme, with all that folds unfolded."""
    page.set_viewport_size(screen)
    page.emulate_media(color_scheme=scheme)
    go(page, where)
    explored(page)
    unfolded(page)
    page.evaluate(AXE)
    settled(page, scheme)


def found(page, only=None, where="html"):
    """Return what axe finds."""
    return page.evaluate(RUN, [only, where])


def found_in_explorer(page):
    """Return what axe finds in an explorer, on a page that was looked at as a whole: colours in both schemes."""
    page.evaluate(AXE)
    rest = found(page, "others", ".explorer")
    colours = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        settled(page, scheme)
        colours += found(page, "colours", ".explorer")
    return rest + colours


def test_axe_finds_nothing(visit):
    """The scheme is switched in place: the next test shows that this gives the page that a load gives."""
    page = visit.shown(unfold=True)
    page.evaluate(AXE)
    assert found(page, "others") + found(page, "colours") == []
    visit.shown(unfold=True, scheme="dark")
    assert found(page, "colours") == []
    visit.shown(PHONE, unfold=True, scheme="dark")
    # What lies under a bar that stays on the screen is scrolled from under it.
    styled(page, ".md-header, .thumb { position: static }")
    assert found(page, "others") == []


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


STATES = {
    "search": (search, DESK),
    "search on a phone": (search, PHONE),
    "drawer": (drawer, PHONE),
    "contents on a phone": (lambda page: page.click(".thumb button"), PHONE),
    "term": (lambda page: page.click(".term"), DESK),
    "languages": (lambda page: page.focus(".md-select button"), DESK),
    "twin": (
        lambda page: (page.click(".twin-bar button"), page.wait_for_selector(".twin > *")),
        DESK,
    ),
}


@pytest.mark.parametrize("place", ["pooling/", "fa/pooling/"])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_in_what_opens(tab, address, state, place):
    act, screen = STATES[state]
    shown(tab, address + place, "light", screen)
    act(tab)
    settled(tab, "light")
    assert found(tab) == []
    tab.emulate_media(color_scheme="dark")
    settled(tab, "dark")
    assert found(tab, "colours") == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("place", "language"), [("pooling/", "fa"), ("fa/pooling/", "en")])
def test_axe_finds_nothing_in_the_offer_of_the_other_language(browser, address, place, language, scheme):
    context = browser.new_context(locale=language)
    page = context.new_page()
    shown(page, address + place, scheme, PHONE)
    assert page.locator(".offer").is_visible()
    assert found(page) == []
    context.close()


FAULTS = {
    "color-contrast": "document.querySelector('.md-content p').style.opacity = 0.3",
    "image-alt": "document.querySelector('.md-content p').append(new Image())",
    "html-has-lang": "document.documentElement.lang = ''",
    "target-size": "document.querySelectorAll('.md-nav__link').forEach(link => "
    "Object.assign(link.style, { minHeight: 0, height: '10px', margin: 0, padding: 0 }))",
    "scrollable-region-focusable": "Object.assign(document.querySelector('.md-content p').style,"
    "{ height: '8px', overflowY: 'scroll' })",
    "landmark-unique": "document.querySelectorAll('.md-nav').forEach(nav => nav.removeAttribute('aria-label'))",
}


@pytest.mark.parametrize("rule", FAULTS)
def test_axe_sees_a_fault(tab, address, rule):
    shown(tab, address + "pooling/")
    tab.evaluate(FAULTS[rule])
    assert rule in {what.split(":")[0] for what in found(tab)}
