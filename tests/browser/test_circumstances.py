"""A page works where its browser is another than its author's: it stores nothing, translates, has an odd address."""

import pytest

from tests.browser.whole import go, until

# What `localStorage` is to an app that shows the page, to a reader who forbids it, and on a full disk.
STORAGES = {
    "null": "Object.defineProperty(window, 'localStorage', { get: () => null })",
    "forbidden": "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('closed') } })",
    "full": "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }",
}
# A browser that translates changes the language at the root of a page while its scripts come.
TRANSLATED = """new MutationObserver(() => {
  const root = document.documentElement;
  if (root && root.lang !== 'de') root.lang = 'de';
}).observe(document, { childList: true, subtree: true })"""


@pytest.fixture
def visit(browser, address):
    """Return a function that opens a page after a script, and notes what is said in the console."""
    contexts = []

    def open_it(place, script, **settings):
        context = browser.new_context(**settings)
        context.set_default_timeout(30_000)
        context.add_init_script(script)
        contexts.append(context)
        page, said = context.new_page(), []
        page.on("console", lambda m: m.type in ("error", "warning") and said.append(m.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        go(page, address + place)
        return page, said

    yield open_it
    for context in contexts:
        context.close()


@pytest.mark.parametrize("storage", STORAGES)
def test_a_page_works_whatever_its_storage_is(visit, storage):
    page, said = visit("pooling/", STORAGES[storage])
    page.click("label[for=__palette_1] >> visible=true")
    until(page, "document.body.dataset.mdColorMedia !== '(prefers-color-scheme)'")
    assert page.locator(".twin-bar").count() > 2
    assert said == []


@pytest.mark.parametrize(("place", "own", "other"), [("pooling/", "en", "fa"), ("fa/pooling/", "fa", "en")])
def test_a_page_that_is_translated_keeps_its_controls(visit, place, own, other):
    page, said = visit(place, TRANSLATED)
    assert page.evaluate("document.documentElement.lang") == "de"
    page.click(".twin-bar button")
    page.wait_for_selector(".twin > *")
    assert page.get_attribute(".twin", "lang") == other
    page.click("a.term >> nth=0")
    page.wait_for_selector(".meaning:popover-open")
    assert page.get_attribute(".meaning", "lang") == own
    kept = page.evaluate("""() => [...document.querySelectorAll('article :is(code, math, .figure-box)')]
      .filter(one => !one.closest('[translate=no], .explorer')).map(one => one.outerHTML.slice(0, 80))""")
    assert kept == []
    assert said == []


def test_an_address_with_an_odd_fragment_is_no_fault(visit):
    page, said = visit("pooling/#50%", "")
    page.evaluate("document.fonts.ready")
    assert said == []


def test_at_four_hundred_per_cent_the_offer_covers_nothing(visit):
    persian = "Object.defineProperty(Navigator.prototype, 'languages', { get: () => ['fa'] })"
    page, _ = visit("pooling/", persian, viewport={"width": 320, "height": 200})
    page.evaluate("scrollTo(0, 600)")
    assert page.locator(".offer").bounding_box()["y"] < 0, "it stands above the page and scrolls away"
