"""The scene of the home page: its pictures and numbers are those of SciPy, and every way to it works."""

import io

import numpy as np
import pytest
from PIL import Image
from scipy import ndimage

from snippets.kernels.first_look import small
from tests.browser.whole import DESK, PHONE, until

KERNELS = {
    "edges": [[-1, 0, 1]] * 3,
    "blur": [[1, 1, 1]] * 3,
    "sharpen": [[0, -1, 0], [-1, 5, -1], [0, -1, 0]],
    "emboss": [[-2, -1, 0], [-1, 1, 1], [0, 1, 2]],
}
PLACES = ["", "fa/"]


@pytest.fixture
def portrait(scene):
    """Return a function that opens the home page at its scene."""

    def open_it(place="", **asked):
        page = scene(place, **asked)
        page.wait_for_selector(".explorer[data-live] portrait-scene")
        return page

    return open_it


GREYS = """() => [...document.querySelectorAll('portrait-scene canvas')].map(canvas => {
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return Array.from({ length: data.length / 4 }, (_, i) => data[4 * i]);
})"""


def greys(page):
    """Return both pictures, as they are shown."""
    return [np.reshape(one, small.shape) for one in page.evaluate(GREYS)]


def expected(picture, kernel):
    """Return the greys of a result: mid-grey is zero where the weights add up to zero."""
    result, total = ndimage.correlate(picture, np.array(kernel), mode="nearest"), np.sum(kernel)
    return np.clip(128 + result / 2 if total == 0 else result / max(1, total), 0, 255)


def pooled(picture):
    """Return the maximum of each window of three by three, as large as its window."""
    largest = ndimage.maximum_filter(np.pad(picture, (0, 3), mode="minimum"), size=3)[1::3, 1::3]
    return np.kron(largest, np.ones((3, 3)))[: picture.shape[0], : picture.shape[1]]


def numbers(page, name):
    """Return the nine numbers of a part."""
    read = "part => [...part.querySelectorAll('i, input')].map(one => one.value ?? one.textContent)"
    found = page.locator(f".portrait-{name}").evaluate(read)
    return np.array([float(one.replace("\N{MINUS SIGN}", "-")) for one in found]).reshape(3, 3)


def place(page):
    return page.evaluate("document.querySelector('portrait-scene').at")


def test_every_pixel_is_what_scipy_makes_of_the_picture(portrait):
    page = portrait()
    np.testing.assert_array_equal(greys(page)[0], small)
    assert page.locator("[data-chip=edges]").get_attribute("aria-pressed") == "true"
    for name, kernel in KERNELS.items():
        page.click(f"[data-chip={name}]")
        np.testing.assert_array_equal(numbers(page, "kernel"), kernel)
        np.testing.assert_allclose(greys(page)[1], expected(small, kernel), atol=0.501)
        assert page.locator("[data-chip][aria-pressed=true]").get_attribute("data-chip") == name
    page.click("[data-chip=max]")
    np.testing.assert_array_equal(greys(page)[1], pooled(small))


def test_the_numbers_are_those_of_the_window_and_a_weight_can_be_changed(portrait):
    page = portrait()
    box = page.locator(".portrait-stage").bounding_box()
    page.locator(".portrait-stage").click(position={"x": box["width"] * 100.5 / 156, "y": box["height"] * 40.5 / 104})
    assert place(page) == [40, 100]
    window = small[39:42, 99:102]
    np.testing.assert_array_equal(numbers(page, "window"), window)
    page.locator(".portrait-kernel input").nth(5).fill("\N{MINUS SIGN}2.5")
    page.locator(".portrait-kernel input").nth(0).fill("0.25")
    weights = np.array(KERNELS["edges"], float)
    weights[1, 2], weights[0, 0] = -2.5, 0.25
    np.testing.assert_array_equal(numbers(page, "products"), window * weights)
    formula = page.text_content(".portrait-formula").replace("\N{MINUS SIGN}", "-")
    assert float(formula.rpartition("=")[2]) == (window * weights).sum()
    assert float(formula.split()[0]) == window[0, 0] / 4  # as the grid has it, not rounded
    np.testing.assert_allclose(greys(page)[1], expected(small, weights), atol=0.501)
    assert page.locator("[data-chip][aria-pressed=true]").count() == 0
    page.locator(".portrait-kernel input").nth(5).fill("x")
    assert page.locator(".portrait-kernel input").nth(5).get_attribute("aria-invalid") == "true"
    # Pooling takes the largest of the window that the place is in; its sum says which.
    page.click("[data-chip=max]")
    assert page.text_content(".portrait-formula").endswith(f"= {window.max():g}")
    assert page.locator(".portrait-most").count() == (window == window.max()).sum()


@pytest.mark.parametrize(("language", "told"), [("", "Row 29, column 111."), ("fa/", "سطر ۲۹، ستون ۱۱۱.")])
def test_it_works_from_the_keyboard_alone_and_says_only_what_was_asked(portrait, language, told):
    page = portrait(language)
    said = page.locator(".portrait-said")
    assert (said.get_attribute("role"), said.text_content()) == ("status", "")
    page.focus(".portrait-stage")
    start = place(page)
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "ArrowLeft"):
        page.keyboard.press(key)
    assert place(page) == [start[0] + 1, start[1] - 1]
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    assert said.text_content().startswith(told)
    assert said.text_content().endswith(page.text_content(".portrait-formula"))
    for _ in range(20):
        page.keyboard.press("Shift+ArrowRight")
    assert place(page) == [start[0], 154]  # the window stays on the picture
    page.keyboard.press("Tab")  # the button that lets the window wander is not there for who asks for no motion
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator("[data-chip=blur]").get_attribute("aria-pressed") == "true"


def test_the_window_wanders_until_the_reader_takes_it(portrait):
    page = portrait(motion="no-preference")
    assert page.get_attribute(".portrait-wander", "aria-label") == "Hold it"
    start = page.text_content(".portrait-window")
    until(page, f"document.querySelector('.portrait-window').textContent !== {start!r}")
    assert page.text_content(".portrait-said") == ""  # what wanders by itself is not said
    stage = page.locator(".portrait-stage").bounding_box()
    page.mouse.move(stage["x"] + 50, stage["y"] + 50)
    page.mouse.down()
    page.mouse.move(stage["x"] + 90, stage["y"] + 60)
    held = place(page)
    page.mouse.up()
    assert page.get_attribute(".portrait-wander", "aria-label") == "Let it wander"
    page.evaluate("new Promise(done => setTimeout(done, 0)).then(() => new Promise(requestAnimationFrame))")
    assert place(page) == held
    page.click(".portrait-wander")
    until(page, f"`${{document.querySelector('portrait-scene').at}}` !== '{held[0]},{held[1]}'")
    # What is said of a file that is no picture stays.
    page.set_input_files("portrait-scene [type=file]", {"name": "p.png", "mimeType": "image/png", "buffer": b"none"})
    until(page, "document.querySelector('.portrait-formula').textContent.includes('cannot open')")
    assert page.get_attribute(".portrait-wander", "aria-label") == "Let it wander"
    page.click(".portrait-wander")
    page.emulate_media(reduced_motion="reduce")
    until(page, "!document.querySelector('portrait-scene').wanders")
    assert not page.is_visible(".portrait-wander")


def test_the_readers_own_picture_takes_the_place_of_the_portrait(portrait):
    page = portrait()
    picture = np.random.default_rng(3).integers(0, 256, small.shape, dtype=np.uint8)
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "PNG")
    page.set_input_files(
        "portrait-scene [type=file]", {"name": "p.png", "mimeType": "image/png", "buffer": file.getvalue()}
    )
    until(page, "document.querySelector('.portrait-said').textContent")
    before, after = greys(page)
    np.testing.assert_array_equal(before, picture)
    np.testing.assert_allclose(after, expected(picture.astype(float), KERNELS["edges"]), atol=0.501)
    page.set_input_files("portrait-scene [type=file]", {"name": "p.png", "mimeType": "image/png", "buffer": b"none"})
    until(page, "document.querySelector('.portrait-said').textContent.includes('cannot open')")
    np.testing.assert_array_equal(greys(page)[0], picture)


# How much room is left below what has to be seen at once, and whether anything is wider than the screen.
ROOM = """() => {
  const thumb = document.querySelector('.thumb')?.offsetHeight ?? 0;
  const parts = ['.portrait-stage', '.portrait-chips', '.portrait-sum', '.explorer + p .md-button'];
  const shown = parts.map(part => document.querySelector(part).getBoundingClientRect()).filter(box => box.height);
  return [innerHeight - thumb - Math.max(...shown.map(box => box.bottom + scrollY)),
    document.documentElement.scrollWidth - innerWidth];
}"""


@pytest.mark.parametrize("language", PLACES)
def test_it_fits_the_first_screen_and_nothing_jumps_as_it_comes(portrait, language):
    for screen in (DESK, PHONE, {"width": 360, "height": 780}):
        page = portrait(language, motion="no-preference", screen=screen)
        room, wider = page.evaluate(ROOM)
        assert room >= 0, screen
        assert wider <= 0, screen
        kept = page.evaluate("document.querySelector('.explorer').offsetHeight")
        needed = page.evaluate("document.querySelector('portrait-scene').offsetHeight")
        figure = page.evaluate("""() => {
          const box = document.querySelector('.explorer');
          delete box.dataset.live;
          document.querySelector('portrait-scene').hidden = true;
          return box.offsetHeight;
        }""")
        assert figure == kept, screen
        assert 0 <= kept - needed < 0.15 * kept, (screen, kept, needed)


@pytest.mark.parametrize("language", PLACES)
def test_without_scripting_the_figure_stands_there(open_page, language):
    page = open_page(language, java_script_enabled=False)
    assert page.is_visible("#figure-kernels-first_look svg")
    assert page.locator("portrait-scene").count() == 0
