"""What lies in the browser's storage, or stands behind # in an address, may be anything: the page works."""

import pytest
from playwright.sync_api import expect

from tests.browser.whole import go

PALETTES = [
    "{",
    "5",
    "[]",
    '"dark"',
    '{"index": 9}',
    '{"index": "1"}',
    '{"index": "__proto__", "color": 5}',
    '{"index": 1}',
    '{"index": 1, "color": {"a b": "x"}}',
    '{"index": 1, "color": "light"}',
]


@pytest.fixture
def page(open_page):
    page = open_page("pooling/")
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    return page


def test_a_palette_that_is_none_breaks_nothing(page, address):
    for kept in PALETTES:
        page.evaluate("kept => localStorage.setItem(`${__md_scope.pathname}.__palette`, kept)", kept)
        go(page, f"{address}pooling/")
        assert page.errors == [], kept
        expect(page.locator("[for^=__palette]:visible")).to_have_count(1)  # Material's script has begun
        assert page.evaluate("document.body.dataset.mdColorScheme") == "default", kept


def test_changed_code_that_is_none_breaks_nothing(page, address):
    run = """import(document.querySelector("script[src$='javascripts/run.js']").src)"""
    key = page.evaluate(f"{run}.then(({{ codeOf, sum }}) => sum(codeOf(document.querySelector('[data-runs]'))))")
    for kept in ("null", "5", f'{{"{key}": 5}}', f'{{"{key}": null}}'):
        page.evaluate(
            "kept => ['changed-code', 'written-exercises'].map(name => localStorage.setItem(name, kept))", kept
        )
        go(page, f"{address}pooling/")
        assert page.evaluate(f"{run}.then(({{ changes, written }}) => [changes(), written()])") == [{}, []], kept
        assert page.errors == [], kept
        expect(page.locator("[data-runs] pre").first).to_be_visible()


def test_an_address_that_is_no_encoded_text_breaks_nothing(page, address):
    for asked in ("#%", "#%E0%A4%A", '#"]', "#%23%"):
        go(page, "about:blank")
        go(page, f"{address}pooling/{asked}")
        page.evaluate("document.fonts.ready")
        assert page.errors == [], asked


CHANGED = ["{", "null", "5", "[]", '"x"', '{"KEY": 5}', '{"KEY": null}', '{"KEY": {}}', '["KEY"]']


def test_changed_code_and_written_exercises_that_are_none_break_nothing(page, address):
    """The code of each block is there, in no editor, and no count is shown."""
    key = page.evaluate(
        """async () => {
          const { codeOf, sum } = await import(document.querySelector("script[src$='javascripts/run.js']").src);
          return sum(codeOf(document.querySelector("[data-runs]")));
        }"""
    )
    for kept in CHANGED:
        page.evaluate(
            "kept => ['changed-code', 'written-exercises'].forEach(name => localStorage.setItem(name, kept))",
            kept.replace("KEY", key),
        )
        go(page, f"{address}pooling/")
        page.evaluate(
            "Promise.all(performance.getEntriesByType('resource').map(one => one.name)"
            ".filter(name => name.includes('assets/run/')).map(name => import(name)))"
        )
        assert page.errors == [], kept
        expect(page.locator("[data-runs] pre:visible").first).to_be_visible()
        expect(page.locator(".run-editor")).to_have_count(0)
