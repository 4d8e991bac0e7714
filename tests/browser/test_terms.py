"""A term links to the glossary and opens its meaning; what is seen of a sentence is what is copied and read aloud."""

import json

import pytest

from tests.browser.whole import go, until

TERM = "a.term[href$='#window']"
OPEN = ".meaning:popover-open"
PLACES = ["pooling/", "fa/pooling/"]


def pressed(page, term=TERM):
    """Press a term and wait for its meaning."""
    page.click(term)
    page.wait_for_selector(OPEN)


@pytest.mark.parametrize("place", PLACES)
def test_the_meaning_opens_under_its_word_and_leads_to_the_glossary(open_page, address, place):
    page = open_page(place)
    pressed(page)
    word, box = page.locator(TERM).bounding_box(), page.locator(OPEN).bounding_box()
    assert abs(box["y"] - word["y"] - word["height"]) < 12
    assert page.inner_text(f"{OPEN} [lang={'fa' if place == 'pooling/' else 'en'}]") in ("window", "پنجره")
    assert page.inner_text(f"{OPEN} p:nth-child(2)") > ""
    page.keyboard.press("Escape")
    assert not page.is_visible(OPEN)
    assert page.evaluate("document.activeElement.matches('.term')")
    pressed(page)
    other = page.locator("article > p > a.term").last  # by keyboard, while the first is open
    other.evaluate("e => { e.scrollIntoView({ block: 'center' }); e.focus(); }")
    page.keyboard.press("Enter")
    leads = other.evaluate("e => e.hash")
    last = f"document.querySelector('{OPEN} > p:last-child a')?.hash === '{leads}'"
    until(page, f"document.activeElement.matches('.meaning') && {last}")
    word, box = other.bounding_box(), page.locator(OPEN).bounding_box()
    assert abs(box["y"] - word["y"] - word["height"]) < 12
    page.keyboard.press("Escape")
    assert other.evaluate("e => e === document.activeElement")
    assert other.get_attribute("aria-haspopup") == "dialog"
    pressed(page)
    page.click(f"{OPEN} > p:last-child a")
    page.wait_for_url(f"{address}{place.replace('pooling/', 'glossary/')}#window")
    assert page.is_visible("#window")


def test_a_term_of_the_other_language_says_its_meaning_in_that_language(open_page):
    page = open_page("pooling/")
    page.click(".twin-bar button")
    page.wait_for_selector(".twin a.term")
    pressed(page, ".twin a.term >> nth=0")
    assert page.get_attribute(OPEN, "lang") == "fa"
    assert page.get_attribute(OPEN, "dir") == "rtl"
    links = page.eval_on_selector_all(f"{OPEN} a", "links => links.map(link => new URL(link.href).pathname)")
    assert links
    assert all(link.startswith("/fa/") for link in links)


@pytest.mark.parametrize("place", PLACES)
def test_it_stays_on_a_small_screen(open_page, place):
    page = open_page(place, viewport={"width": 320, "height": 640}, has_touch=True)
    for term in page.query_selector_all(".term"):
        term.tap()
        page.wait_for_selector(OPEN)
        box = page.locator(OPEN).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
        page.keyboard.press("Escape")


# Why a term is a plain link to its reader: she has no scripts, a browser without popovers, or no connection.
WITHOUT = {
    "scripts": {"java_script_enabled": False},
    "popovers": "delete HTMLElement.prototype.popover",
    "a connection": "self.fetch = () => Promise.reject(new TypeError('no connection'))",
}


@pytest.mark.parametrize("lack", WITHOUT)
def test_without_what_it_needs_it_is_a_link(browser, address, lack):
    how = WITHOUT[lack]
    context = browser.new_context(**(how if isinstance(how, dict) else {}))
    page = context.new_page()
    if isinstance(how, str):
        page.add_init_script(how)
    go(page, address + "pooling/")
    page.click(TERM)
    page.wait_for_url(f"{address}glossary/#window")
    context.close()


@pytest.mark.parametrize("place", PLACES)
def test_what_is_copied_of_a_sentence_is_what_is_seen(open_page, place):
    page = open_page(place)
    pressed(page)
    said = page.evaluate(f"""() => {{
      const sentence = document.querySelector("{TERM}").closest('p');
      getSelection().selectAllChildren(sentence);
      return [getSelection().toString(), sentence.innerText, sentence.textContent].map(text => text.trim());
    }}""")
    assert said[0] == said[1] == said[2], json.dumps(said, ensure_ascii=False)
    until(page, "document.querySelectorAll('p [popover], p .meaning').length === 0")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_term_has_the_colour_of_its_text(open_page, scheme):
    page = open_page("fa/pooling/", color_scheme=scheme)
    colours = page.evaluate(
        "[...document.querySelectorAll('p > .term')].map(t => [t, t.parentElement].map(e => getComputedStyle(e).color))"
    )
    assert colours
    assert all(own == around for own, around in colours)
