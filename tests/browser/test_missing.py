"""The page for addresses that do not exist speaks the language of the address, in its frame too."""

import pytest

from tests.browser.whole import go

FRAME = """() => ({
  language: document.documentElement.lang, direction: document.body.dir, title: document.title,
  heading: document.querySelector('h1').textContent, chapter: document.querySelector('.md-nav--primary').textContent,
  words: JSON.parse(document.getElementById('__config').textContent).translations['search.result.none'],
})"""
SAID = {
    "nothing/": ("en", "ltr", "This page does not exist", "Kernels, Convolution and Pooling", "No matching documents"),
    "fa/nothing/": ("fa", "rtl", "این صفحه وجود ندارد", "کرنل، کانولوشن و ادغام", "چیزی پیدا نشد"),
}


@pytest.mark.parametrize("place", SAID)
def test_the_frame_and_the_title_are_in_the_language_of_the_address(open_page, place):
    page = open_page(place)
    language, direction, said, site, found = SAID[place]
    frame = page.evaluate(FRAME)
    assert (frame["language"], frame["direction"]) == (language, direction)
    assert frame["title"] == f"{said} - {site}"
    assert frame["heading"] == said
    assert site in frame["chapter"]
    assert frame["words"] == found
    page.keyboard.press("/")  # Material's script runs in the frame that is shown
    page.locator(".md-search__input").fill("pooling")
    page.wait_for_selector(".md-search-result__item a")


def test_without_scripts_both_languages_are_read(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    go(page, address + "fa/nothing/")
    assert page.locator("h1").inner_text() == SAID["nothing/"][2]
    assert page.locator("h2").first.inner_text() == SAID["fa/nothing/"][2]
    context.close()
