"""The offer of the other language, to a reader whose browser prefers it."""

from contextlib import nullcontext

import pytest
from playwright.sync_api import expect

from tests.browser.whole import again, go, still

ENGLISH, PERSIAN = "pooling/", "fa/pooling/"
LANGUAGES = "Object.defineProperty(Navigator.prototype, 'languages', { get: () => %r });"


@pytest.fixture
def visit(browser, address):
    """Return a function that opens a page as a new reader, who prefers these languages in this order."""
    contexts = []

    def open_it(where, *languages, script="", **settings):
        context = browser.new_context(**settings)
        context.set_default_timeout(30_000)  # a machine may be busy
        context.add_init_script(LANGUAGES % list(languages) + script)
        contexts.append(context)
        page = context.new_page()
        go(page, address + where)
        return page

    yield open_it
    for context in contexts:
        context.close()


@pytest.mark.parametrize(
    ("place", "languages", "offered"),
    [
        (ENGLISH, ["fa-IR", "fa", "en"], "fa"),
        (ENGLISH, ["de", "fa", "en-US"], "fa"),
        (ENGLISH, ["en-GB", "fa"], None),
        (ENGLISH, ["de", "fr"], None),
        (ENGLISH, [], None),
        (PERSIAN, ["en-US", "en"], "en"),
        (PERSIAN, ["de", "EN", "fa"], "en"),
        (PERSIAN, ["fa", "en"], None),
        (PERSIAN, ["fil"], None),
        ("no-such-page/", ["en"], None),
        ("404.html", ["en"], None),
    ],
)
def test_who_gets_an_offer(visit, address, place, languages, offered):
    page = visit(place, *languages)
    assert page.url == address + place  # nobody is sent elsewhere
    found = page.locator(".offer")
    assert found.count() == (offered is not None)
    if offered:
        assert found.get_attribute("lang") == offered


@pytest.mark.parametrize(
    ("place", "language", "direction", "name", "text", "link", "close"),
    [
        (ENGLISH, "fa", "rtl", "زبان این صفحه", "این صفحه به فارسی هم هست.", "خواندن به فارسی", "بستن"),
        (PERSIAN, "en", "ltr", "Language of this page", "This page is also in English.", "Read in English", "Close"),
    ],
)
def test_what_it_says(visit, address, place, language, direction, name, text, link, close):
    page = visit(place, language)
    box = page.get_by_role("complementary", name=name, exact=True)
    expect(box).to_contain_text(text)
    assert box.get_attribute("dir") == direction
    assert page.evaluate("document.activeElement") == page.evaluate("document.body")
    expect(box.get_by_role("button")).to_have_accessible_name(close)
    assert "Vazirmatn" not in box.evaluate("e => getComputedStyle(e).fontFamily")
    box.get_by_role("link", name=link).click()
    page.wait_for_url(address + (PERSIAN if language == "fa" else ENGLISH))


def test_its_link_keeps_the_section(visit):
    page = visit(ENGLISH + "#how-much-is-kept", "fa")
    page.click(".offer a")
    page.wait_for_url("**/fa/pooling/#how-much-is-kept")


def test_it_works_from_the_keyboard(visit):
    page = visit(ENGLISH, "fa")
    reached = []
    for _ in range(20):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.closest('.offer') ? document.activeElement.tagName : ''"))
        if reached[-1] == "BUTTON":
            break
    assert reached[-2:] == ["A", "BUTTON"]
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.locator(".offer")).to_have_count(0)


@pytest.mark.parametrize(
    "answer", [".offer button", ".offer a", ".md-select a[hreflang=fa]", ".md-select a[hreflang=en]"]
)
def test_it_never_comes_back_once_answered(visit, address, answer):
    page = visit(ENGLISH, "fa")
    expect(page.locator(".offer")).to_have_count(1)
    again(page)
    expect(page.locator(".offer")).to_have_count(1)  # it was not answered yet
    with nullcontext() if "button" in answer else page.expect_navigation():
        page.locator(answer).evaluate("e => e.click()")
    assert page.evaluate("localStorage.getItem('language-offer')") == "answered"
    for place in ("kernels/", ENGLISH):
        go(page, address + place)
        assert page.locator(".offer").count() == 0


@pytest.mark.parametrize(
    "script",
    [
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } });",
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') };",
    ],
)
def test_blocked_storage_breaks_nothing(visit, script):
    page = visit(ENGLISH + "#how-much-is-kept", "fa", script=script)
    errors = []
    page.on("pageerror", lambda e: errors.append(str(e)))
    again(page)
    if page.locator(".offer").count():
        page.click(".offer button")
        expect(page.locator(".offer")).to_have_count(0)
    page.hover(".md-select")
    still(page)  # while its menu moves, a click would be tried again after scrolling the page
    page.click(".md-select a[hreflang=fa]")
    page.wait_for_url("**/fa/pooling/#how-much-is-kept")
    assert errors == []


@pytest.mark.parametrize(("place", "language"), [(ENGLISH, "fa"), (PERSIAN, "en")])
def test_it_fits_a_small_screen_and_moves_nothing(visit, place, language):
    page = visit(place, language, viewport={"width": 320, "height": 600})
    box = page.locator(".offer")
    expect(box).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    for target in box.locator("a, button").all():
        size = target.bounding_box()
        assert min(size["width"], size["height"]) >= 24
    before, after = page.evaluate("""() => {
      const stands = () => [...document.querySelectorAll('.md-content article > *')]
        .map(e => e.getBoundingClientRect().top);
      const before = stands();
      document.querySelector('.offer').remove();
      return [before, stands()];
    }""")
    assert before == after


def test_it_does_not_hide_the_end_of_the_page(visit):
    page = visit(ENGLISH, "fa", viewport={"width": 320, "height": 600})
    page.evaluate("scrollTo({ top: document.body.scrollHeight, behavior: 'instant' })")
    end = page.locator(".md-copyright").bounding_box()
    assert end["y"] + end["height"] <= page.locator(".offer").bounding_box()["y"]


def test_paper_and_pages_without_scripts_have_none(visit):
    page = visit(ENGLISH, "fa")
    expect(page.locator(".offer")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".offer")).to_be_hidden()
    assert visit(ENGLISH, "fa", java_script_enabled=False).locator(".offer").count() == 0
