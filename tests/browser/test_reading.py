"""What a reader meets: the built pages in a real browser."""

import re

import pytest

from project import pages
from tests.browser.test_axe import settled

PLACES = sorted(re.sub(r"(index)?\.md$", lambda m: "" if m[1] else "/", name) for name in pages("en"))
BOTH = [lang + place for lang in ("", "fa/") for place in PLACES]
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 720}


@pytest.mark.parametrize("place", BOTH)
def test_a_page_opens_without_an_error_and_asks_no_other_origin(browser, address, place):
    page = browser.new_page()
    found = []
    page.on("console", lambda m: m.type == "error" and found.append(m.text))
    page.on("pageerror", lambda e: found.append(str(e)))
    page.on("requestfailed", lambda r: found.append(f"failed: {r.url}"))
    page.on("response", lambda r: r.status >= 400 and found.append(f"{r.status}: {r.url}"))
    page.on("request", lambda r: r.url.startswith((address, "data:", "blob:")) or found.append(f"foreign: {r.url}"))
    page.goto(address + place)
    page.evaluate("document.querySelectorAll('img[loading=lazy]').forEach(image => image.loading = 'eager')")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    page.wait_for_function("[...document.images].every(image => image.complete)")
    page.close()
    assert found == []


@pytest.fixture(scope="module", params=BOTH)
def opened(request, browser, address):
    """Return a page that is opened once for all tests that only look at it."""
    page = browser.new_page()
    page.goto(address + request.param)
    page.evaluate("document.fonts.ready")
    yield page
    page.close()


def test_nothing_is_wider_than_the_screen(opened):
    for width in (768, 390, 320):
        opened.set_viewport_size({"width": width, "height": 800})
        excess = opened.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert excess <= 0, width


# The first section of a page, the last, and one between.
SECTIONS = """() => {
  const ids = [...document.querySelectorAll('.md-content :is(h2, h3)[id]')].map(h => h.id);
  return [...new Set([ids[0], ids[Math.floor(ids.length / 2)], ids.at(-1)])].filter(Boolean);
}"""
# Where a heading stands below the header of the page, in px.
STANDS = """id => document.getElementById(id).getBoundingClientRect().top
  - document.querySelector('.md-header').getBoundingClientRect().bottom"""


@pytest.mark.parametrize("place", BOTH)
def test_the_language_switch_stays_at_the_section(open_page, address, place):
    page = open_page(place)
    start = page.url
    other, twin = ("en", place.removeprefix("fa/")) if place.startswith("fa/") else ("fa", f"fa/{place}")
    for section in page.evaluate(SECTIONS):
        page.goto(f"{start}#{section}")
        page.evaluate(f"document.querySelector('.md-select a[hreflang={other}]').click()")
        page.wait_for_url(f"{address}{twin}#{section}")
        assert page.evaluate("document.documentElement.lang") == other
        page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
        at_the_end = page.evaluate("innerHeight + scrollY >= document.body.scrollHeight - 2")
        assert at_the_end or -5 < page.evaluate(STANDS, section) < 120


def test_the_switch_follows_the_reader_who_scrolled(open_page):
    page = open_page("pooling/stride-and-overlap/")
    page.evaluate("document.getElementById('gaps').nextElementSibling.scrollIntoView()")
    page.hover(".md-select")
    page.click(".md-select a[hreflang=fa]")
    page.wait_for_url("**/fa/pooling/stride-and-overlap/#gaps")


def test_the_switch_at_the_top_of_a_page_adds_no_section(open_page, address):
    page = open_page("pooling/")
    page.hover(".md-select")
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


def test_without_scripts_the_switch_still_leads_to_the_twin(open_page, address):
    page = open_page("fa/pooling/", java_script_enabled=False)
    page.hover(".md-select")
    page.click(".md-select a[hreflang=en]")
    page.wait_for_url(address + "pooling/")


def test_the_brackets_of_a_matrix_are_as_high_as_it(open_page):
    for place in BOTH:
        page = open_page(place)
        tables = page.query_selector_all(".md-content math mtable")
        for table in tables:
            height = table.evaluate("e => e.getBoundingClientRect().height")
            bracket = table.evaluate("e => e.previousElementSibling.getBoundingClientRect().height")
            assert bracket > 0.9 * height
        if tables:
            return
    raise AssertionError("no page shows a matrix")


def test_the_copy_button_copies_the_block(open_page):
    page = open_page("pooling/", permissions=["clipboard-read", "clipboard-write"])
    shown = page.inner_text(".md-content .highlight pre code")
    page.hover(".md-content .highlight")
    page.click(".md-content .highlight .md-code__button[title]")
    assert page.evaluate("navigator.clipboard.readText()").strip() == shown.strip()


RATIO = """() => {
  const numbers = colour => colour.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const light = colour => {
    const linear = v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    const [r, g, b] = numbers(colour).map(v => linear(v / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const page = light(getComputedStyle(document.body).backgroundColor);
  return [...document.querySelectorAll('figure svg text')].map(text => {
    const ink = light(getComputedStyle(text).fill);
    return (Math.max(page, ink) + 0.05) / (Math.min(page, ink) + 0.05);
  });
}"""


def test_labels_of_figures_stand_out_in_both_schemes(opened):
    for scheme in ("light", "dark"):
        opened.emulate_media(color_scheme=scheme)
        settled(opened, scheme)
        assert all(ratio >= 4.5 for ratio in opened.evaluate(RATIO)), scheme


SMALLEST = """() => Math.min(99, ...[...document.querySelectorAll('figure svg text')].map(text =>
  parseFloat(getComputedStyle(text).fontSize) * Math.hypot(text.getScreenCTM().a, text.getScreenCTM().b)))"""


def test_labels_of_figures_stay_readable_on_a_phone(opened):
    opened.set_viewport_size(PHONE)
    assert opened.evaluate(SMALLEST) >= 10.9


CUT = """() => [...document.querySelectorAll('figure svg text')].filter(text => {
  const box = text.getBoundingClientRect(), frame = text.ownerSVGElement.getBoundingClientRect();
  return box.left < frame.left - 1 || box.right > frame.right + 1
    || box.top < frame.top - 1 || box.bottom > frame.bottom + 1;
}).map(text => text.textContent)"""


def test_no_label_of_a_figure_is_cut_off(opened):
    for size in (PHONE, DESK):
        opened.set_viewport_size(size)
        assert opened.evaluate(CUT) == [], size


def test_only_persian_pages_load_the_persian_font(open_page):
    loaded = "() => performance.getEntriesByType('resource').map(e => e.name).filter(n => n.includes('vazirmatn'))"
    english, persian = open_page("pooling/"), open_page("fa/pooling/")
    for page in (english, persian):
        page.wait_for_load_state("networkidle")
    assert english.evaluate(loaded) == []
    assert persian.evaluate(loaded)
