"""Lines that stood above are one line, which opens by mouse and key; what is copied has them all."""

import pytest

PLACES = ["kernels/gallery/", "fa/kernels/gallery/"]
FOLD = ".fold"
BLOCK = ".highlight:has(.fold)"
HIDDEN = f"document.querySelector('{FOLD} + .folded').checkVisibility()"


def code_of(page):
    """Return what the first block with a fold holds."""
    return page.locator(f"{BLOCK} code").first.evaluate("code => code.textContent")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("press", [lambda fold: fold.click(), lambda fold: fold.press("Enter")], ids=["mouse", "key"])
def test_a_press_opens_the_line_and_closes_it(open_page, place, press):
    page = open_page(place)
    fold = page.locator(FOLD).first
    assert not page.evaluate(HIDDEN)
    high = fold.evaluate("fold => [fold.getBoundingClientRect().height, parseFloat(getComputedStyle(fold).lineHeight)]")
    assert high[0] < 1.6 * high[1]  # it is one line
    press(fold)
    assert page.evaluate(HIDDEN)
    assert fold.get_attribute("aria-expanded") == "true"
    press(fold)
    assert not page.evaluate(HIDDEN)


@pytest.mark.parametrize("place", PLACES)
def test_the_line_has_a_name_that_says_how_many_lines_it_holds(open_page, place):
    page = open_page(place)
    name = page.locator(FOLD).first.get_attribute("aria-label")
    lines = page.evaluate(f"document.querySelector('{FOLD} + .folded').textContent.trimEnd().split('\\n').length")
    assert f"{lines} " in name.translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789"))


@pytest.mark.parametrize("place", PLACES)
def test_the_button_copies_the_whole_block_and_leaves_it_folded(open_page, place):
    page = open_page(place, permissions=["clipboard-read", "clipboard-write"])
    page.locator(f"{BLOCK} .md-code__button").first.click()
    page.wait_for_selector(".md-dialog--active")
    assert page.evaluate("navigator.clipboard.readText()") == code_of(page).rstrip()
    assert not page.evaluate(HIDDEN)


def test_who_selects_across_the_line_copies_what_it_holds(open_page):
    page = open_page("kernels/gallery/", permissions=["clipboard-read", "clipboard-write"])
    page.locator(f"{BLOCK} code").first.evaluate("code => getSelection().selectAllChildren(code)")
    page.keyboard.press("Control+c")
    assert page.evaluate("navigator.clipboard.readText()") == code_of(page)


@pytest.mark.parametrize("circumstance", ["no script", "paper"])
def test_all_lines_stand_there_without_a_script_and_on_paper(open_page, circumstance):
    page = open_page("kernels/gallery/", java_script_enabled=circumstance == "paper")
    if circumstance == "paper":
        page.emulate_media(media="print")
    assert page.locator(f"{FOLD} + .folded").first.is_visible()
    assert page.locator(FOLD).first.is_hidden()
