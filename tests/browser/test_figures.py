"""A figure's code opens under it, and the figure as large as the screen: by mouse, by keyboard, and without scripts."""

import pytest

from sitebuild.make.svg import FITS
from tests.browser.whole import still, styled

PLACES = ["kernels/", "fa/kernels/"]
FIGURE = "#figure-kernels-feature_map"
DRAWING = f"{FIGURE} .figure-box svg"
BUTTON = f"{FIGURE} .figure-enlarge"
FOLD = f"{FIGURE} .figure-code"
LARGE = "dialog.figure-large[open]"
FILE = "assets/figures/kernels/feature_map.py"
PHONE = {"width": 360, "height": 740}


def opened(page):
    """Open the fold and wait for the code."""
    page.click(f"{FOLD} > summary")
    return page.locator(f"{FOLD} pre > code")


SIZES = """[...document.querySelectorAll('.figure-box svg')].map(drawing => {
  const { width, height } = drawing.getBoundingClientRect();
  return [width, height, +drawing.getAttribute('width'), +drawing.getAttribute('height')];
})"""


@pytest.mark.parametrize("place", ["kernels/gallery/", "fa/convolution/in-code/"])
def test_a_drawing_has_its_size_before_anybody_has_seen_it(open_page, place):
    sizes = open_page(place, viewport=PHONE).evaluate(SIZES)
    assert len(sizes) > 3
    for *shown, width, height in sizes:
        fitted = max(min(width, 328), FITS * width) / width  # 328 px are the column of a screen of 360
        assert shown == pytest.approx([fitted * width, fitted * height], abs=1)


# ---- code


@pytest.mark.parametrize("place", PLACES)
def test_the_fold_shows_the_file_byte_by_byte(open_page, site, place):
    code = opened(open_page(place))
    assert code.evaluate("code => code.textContent") == (site / FILE).read_text("utf-8")


@pytest.mark.parametrize("place", PLACES)
def test_the_code_is_fetched_when_it_is_asked_for_and_once(open_page, place):
    page = open_page(place)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    opened(page).wait_for()
    page.click(f"{FOLD} > summary")
    page.click(f"{FOLD} > summary")
    assert page.locator(f"{FOLD} pre").count() == 1
    assert [url for url in asked if url.endswith(".py")] == [
        page.evaluate(f"document.querySelector('{FOLD} > a').href")
    ]


@pytest.mark.parametrize("place", PLACES)
def test_a_press_copies_all_of_it(open_page, site, place):
    page = open_page(place, permissions=["clipboard-read", "clipboard-write"])
    opened(page).wait_for()
    page.click(f"{FOLD} .md-code__button")
    page.wait_for_selector(".md-dialog--active")
    assert page.evaluate("navigator.clipboard.readText()") == (site / FILE).read_text("utf-8").rstrip()


@pytest.mark.parametrize("place", PLACES)
def test_the_copy_button_is_named_as_those_of_other_blocks_are(open_page, place):
    page = open_page(place)
    opened(page).wait_for()
    names = page.evaluate("[...document.querySelectorAll('.md-code__button[data-md-type=copy]')].map(b => b.title)")
    assert len(names) > 1
    assert len(set(names)) == 1
    assert names[0]


@pytest.mark.parametrize("place", PLACES)
def test_code_scrolls_in_its_own_box_and_has_a_name(open_page, place):
    page = open_page(place, viewport={"width": 320, "height": 640})
    code = opened(page)
    code.focus()
    assert code.evaluate("e => e.scrollWidth > e.clientWidth && e.scrollHeight > e.clientHeight")
    assert code.evaluate("e => getComputedStyle(e).direction") == "ltr"
    assert code.get_attribute("aria-label") == page.inner_text(f"{FOLD} > summary").strip()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_file_that_does_not_come_leaves_the_link_and_can_be_asked_again(open_page):
    page = open_page("kernels/")
    page.route(f"**/{FILE}", lambda route: route.fulfill(status=404))
    with page.expect_response(f"**/{FILE}"):
        page.click(f"{FOLD} > summary")
    assert page.is_visible(f"{FOLD} > a")
    assert page.locator(f"{FOLD} pre").count() == 0
    page.unroute(f"**/{FILE}")
    page.click(f"{FOLD} > summary")
    opened(page).wait_for()


@pytest.mark.parametrize("place", PLACES)
def test_without_scripts_the_link_leads_to_the_code(open_page, site, place):
    page = open_page(place, java_script_enabled=False)
    assert not page.is_visible(BUTTON)
    page.click(f"{FOLD} > summary")
    with page.expect_download() as download:
        page.click(f"{FOLD} > a")
    assert download.value.path().read_bytes() == (site / FILE).read_bytes()


def test_figures_of_a_twin_section_open_too(open_page):
    page = open_page("kernels/")
    page.locator(".twin-bar:has(~ figure.figure) button").last.click()
    figure = page.locator(".twin figure.figure").first
    figure.locator("summary").click()
    assert figure.locator("pre > code").text_content().startswith('"""')
    figure.locator(".figure-enlarge").click()
    assert page.get_attribute(f"{LARGE} .figure-close", "title") == "بستن"
    page.keyboard.press("Escape")
    assert page.evaluate(
        "[...document.querySelectorAll('[id]')].every((e, i, all) => !all.slice(0, i).some(o => o.id == e.id))"
    )


# ---- large


def by_button(page):
    page.click(BUTTON)


def by_key(page):
    page.focus(BUTTON)
    page.keyboard.press("Enter")


def by_drawing(page):
    page.click(DRAWING)


# All that must be as it was; the button may have the class of what has the focus.
STATE = f"""() => {{
  const figure = document.querySelector('{FIGURE}');
  const html = [figure.firstElementChild, figure.lastElementChild].map(part => part.outerHTML.replace(' style=""', ''));
  return [scrollY, document.body.offsetHeight, figure.children.length, figure.style.length, ...html];
}}"""


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("way", [by_button, by_key, by_drawing])
def test_it_opens_large_and_escape_brings_everything_back(open_page, place, way):
    page = open_page(place)
    page.evaluate(f"document.querySelector('{FIGURE}').scrollIntoView({{ block: 'center' }})")
    before = page.evaluate(STATE)
    width = page.locator(DRAWING).bounding_box()["width"]
    way(page)
    page.wait_for_selector(LARGE)
    assert page.locator(f"{LARGE} svg").bounding_box()["width"] >= 1.25 * width
    assert page.is_visible(f"{LARGE} figcaption")
    assert page.evaluate("[scrollY, document.body.offsetHeight]") == before[:2]
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="detached")
    assert page.evaluate(f"document.activeElement.matches('{BUTTON}')")
    assert page.evaluate(STATE) == before


@pytest.mark.parametrize(("place", "name"), [("kernels/", "Close"), ("fa/kernels/", "بستن")])
def test_it_closes_by_its_button_and_beside_it_but_not_inside(open_page, place, name):
    page = open_page(place, viewport={"width": 1280, "height": 800})
    page.click(BUTTON)
    page.click(f"{LARGE} svg")
    page.click(f"{LARGE} figcaption")
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_selector("dialog", state="detached")
    page.click(BUTTON)
    page.mouse.click(5, 400)
    page.wait_for_selector("dialog", state="detached")


@pytest.mark.parametrize("place", PLACES)
def test_the_dialog_has_the_name_of_the_figure(open_page, place):
    page = open_page(place)
    page.click(BUTTON)
    caption = page.inner_text(f"{LARGE} figcaption").strip()
    assert page.get_by_role("dialog", name=caption, exact=True).count() == 1


@pytest.mark.parametrize("view", [{"width": 1280, "height": 800}, {"width": 740, "height": 360}, PHONE])
@pytest.mark.parametrize("place", PLACES)
def test_it_fills_the_screen_or_scrolls_at_a_size_to_be_read(open_page, place, view):
    page = open_page(place, viewport=view)
    page.click(BUTTON)
    scale, box, drawn, across, dialog = page.evaluate(f"""() => {{
      const box = document.querySelector('{LARGE} .figure-box'), svg = box.querySelector('svg');
      const drawn = svg.getBoundingClientRect(), dialog = box.closest('dialog').getBoundingClientRect();
      return [drawn.width / svg.getAttribute('width'), [box.clientWidth, box.clientHeight],
        [drawn.width, drawn.height], [box.scrollWidth, box.scrollHeight], [dialog.width, dialog.height]];
    }}""")
    assert scale >= 1.2
    assert dialog[0] <= view["width"]
    assert dialog[1] <= view["height"]
    filled = [size / room for size, room in zip(drawn, box, strict=True)]
    assert max(filled) > 0.95  # one direction at least is used
    if max(filled) > 1.01:  # it scrolls, to its last pixel
        assert [round(a) for a in across] >= [round(d) - 1 for d in drawn]
        assert scale >= 1.5


def test_selecting_its_text_or_scrolling_it_opens_nothing(open_page):
    page = open_page("kernels/", viewport={"width": 320, "height": 640})
    title = page.locator(f"{DRAWING} text", has_text="Feature map")
    title.scroll_into_view_if_needed()
    still(page)  # the font of the drawing comes when it is first seen, and what stands above it is laid out
    title.scroll_into_view_if_needed()
    label = title.bounding_box()
    page.mouse.move(label["x"] + 1, label["y"] + 6)
    page.mouse.down()
    page.mouse.move(label["x"] + label["width"], label["y"] + 6, steps=4)
    page.mouse.up()
    assert page.evaluate("getSelection().toString()")
    assert page.locator(LARGE).count() == 0
    page.evaluate("getSelection().removeAllRanges()")
    styled(page, ".md-typeset .figure-box svg { max-width: none; width: 400px }")  # wider than its box
    page.locator(DRAWING).hover(position={"x": 100, "y": 100})
    page.mouse.down()
    page.evaluate(f"document.querySelector('{FIGURE} .figure-box').scrollLeft = 30")
    page.mouse.up()
    assert page.locator(LARGE).count() == 0
    page.locator(DRAWING).click(position={"x": 100, "y": 100})
    assert page.locator(LARGE).count() == 1


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("width", [320, 1280])
def test_the_button_is_large_enough_and_covers_nothing(open_page, place, width):
    page = open_page(place, viewport={"width": width, "height": 800})
    for figure in page.locator("figure.figure").all():
        button = figure.locator(".figure-enlarge").bounding_box()
        assert min(button["width"], button["height"]) >= 24
        for other in (".figure-stage", "figcaption"):
            box = figure.locator(other).bounding_box()
            assert button["y"] >= box["y"] + box["height"], other


@pytest.mark.parametrize("place", PLACES)
def test_its_place_is_kept_where_it_cannot_be_pressed(open_page, place):
    size = f"document.querySelector('{FIGURE}').offsetHeight"
    assert open_page(place).evaluate(size) == open_page(place, java_script_enabled=False).evaluate(size)


@pytest.mark.parametrize("place", PLACES)
def test_paper_has_neither_the_button_nor_the_fold(open_page, place):
    page = open_page(place)
    opened(page).wait_for()
    page.emulate_media(media="print")
    assert not page.is_visible(BUTTON)
    assert not page.is_visible(FOLD)
    assert page.is_visible(DRAWING)


def test_a_stepped_figure_can_be_stepped_when_it_is_large(open_page):
    page = open_page("convolution/")
    figure = page.locator("figure.figure:has(.figure-stage > :not(.figure-box))").first
    figure.locator(".figure-enlarge").click()
    press = page.locator(f"{LARGE} .figure-stage > :not(.figure-box) button:visible").first
    press.click()
    assert page.locator(LARGE).count() == 1
