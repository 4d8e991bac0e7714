"""The playground: its numbers are NumPy's, every way to it works, and the reader's picture stays with the reader."""

import io
import json
import math
import os
import random
import re
import struct
import subprocess
from urllib.parse import parse_qs, urlsplit
from zlib import crc32

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect
from scipy import ndimage

from sitebuild.core.project import ROOT
from snippets.kernels.gallery import KERNELS
from tests.browser.checks.axe import found_in_state
from tests.browser.test_stepper import RUN_ALL
from tests.browser.whole import styled, until

GALLERY = "kernels/gallery/"
DONE = "kernel-playground .playground-scroll[aria-busy=false]"
SMALL = np.array([[0, 10, 20, 30], [40, 50, 60, 70], [80, 90, 100, 110], [120, 130, 140, 255]], np.uint8)
OUTLINE = np.array([[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]])


@pytest.fixture
def playground(open_page):
    """Return a function that opens a page at its playground."""

    def open_it(place=GALLERY, state="", **settings):
        page = open_page(f"{place}{state and f'?playground={state}'}#try-it", **settings)
        page.wait_for_selector(DONE)
        return page

    return open_it


def unfold(page):
    """Open the fold of the settings."""
    page.evaluate("document.querySelector('kernel-playground .explorer-more').open = true")


def choose(page, name, value):
    unfold(page)
    page.select_option(f"kernel-playground select[name={name}]", value)
    page.wait_for_selector(DONE)


def cell(page, r, c):
    return page.locator(f'.playground-kernel td[data-r="{r}"][data-c="{c}"] > input')


def shown(page, grid):
    """Return the texts of a grid."""
    read = "rows => rows.map(row => [...row.querySelectorAll('td')].map(td => td.firstChild?.value || td.textContent))"
    return page.locator(f".playground-{grid} tbody tr").evaluate_all(read)


def found(page):
    """Return what the worker found for what is shown."""
    page.wait_for_selector(DONE)
    return page.evaluate("document.querySelector('kernel-playground').result")


def point(page):
    return found(page)["point"]


def formula(page):
    return page.text_content(".playground-formula")


def png(values, kind="PNG", **settings):
    """Return the bytes of a picture."""
    file = io.BytesIO()
    Image.fromarray(values).save(file, kind, **settings)
    return file.getvalue()


def give(page, data, name="mine.png", kind="image/png"):
    """Choose a file, and wait until it is shown or refused."""
    page.set_input_files("kernel-playground input[type=file]", files=[{"name": name, "mimeType": kind, "buffer": data}])
    page.wait_for_selector(DONE)


def problem(page):
    """Return what is wrong: with a picture, or with the settings."""
    return "".join(page.locator(":is(.playground-problem, kernel-playground .explorer-problems)").all_text_contents())


# ---------------------------------------------------------------------------- what it shows


def test_the_products_are_those_of_a_sum_by_hand(playground):
    page = playground(state="w=1,2,3/-4,5,-6/7,8,9;b=-7;a=1;at=1,2")
    give(page, png(SMALL))
    window = SMALL[:3, 1:4].astype(int)
    products = window * [[1, 2, 3], [-4, 5, -6], [7, 8, 9]]
    assert shown(page, "pixels") == [[f"{value}" for value in row] for row in window]
    assert shown(page, "products") == [[f"{value}".replace("-", "−") for value in row] for row in products]
    assert products.sum() == 2240
    lines = "10·1 + 20·2 + 30·3 +\n50·(−4) + 60·5 + 70·(−6) +\n90·7 + 100·8 + 110·9 = 2240\n|2240 − 7| = 2233"
    assert formula(page) == lines
    assert found(page)["value"] == 2233


def test_a_large_kernel_has_its_products_in_a_grid(playground):
    page = playground(state="w=gaussian;at=200,100")
    photo = np.array(Image.open(ROOT / "docs/assets/photographs/portrait.webp").convert("L"), int)
    window = photo[198:203, 98:103]
    row = np.array([1, 4, 6, 4, 1])
    products = window * np.outer(row, row)
    assert shown(page, "products") == [[f"{value}" for value in row] for row in products]
    assert formula(page) == f"Σ = {products.sum()}\n{products.sum()} / 256 = {products.sum() / 256:.2f}".rstrip(
        "0"
    ).rstrip(".")
    assert len(shown(page, "kernel")) == 5


NAMES = {
    "gauss": "gaussian",
    "sobel": "sobel-x",
    "laplace": "laplacian",
    **{name: name for name in ("identity", "box", "sharpen", "unsharp", "scharr", "outline", "emboss", "motion")},
}


def test_the_presets_have_the_weights_of_the_gallery(playground):
    page = playground()
    for name in [*KERNELS, "sobel transposed"]:
        weights = KERNELS["sobel"].T if name == "sobel transposed" else KERNELS[name]
        choose(page, "preset", NAMES.get(name, "sobel-y"))
        work = found(page)["work"]
        given = np.array(work["w"], float)
        np.testing.assert_array_equal(given / (given.sum() if work["n"] else 1), weights, err_msg=name)


def draw(chance):
    """Return a random state as the address has it."""
    rows, columns = chance.randint(1, 7), chance.randint(1, 7)
    tenths = chance.choice([1, 10])
    weights = [[f"{chance.randint(-99, 99) / tenths:g}" for _ in range(columns)] for _ in range(rows)]
    state = {
        "w": chance.choice(["/".join(map(",".join, weights)), chance.choice(list(NAMES.values()))]),
        "photo": chance.choice(["portrait", "photographer", "bricks"]),
        "m": chance.choice(["zeros", "reflect", "replicate", "circular"]),
        "b": chance.choice([0, chance.randint(-255, 255)]),
        "a": chance.randint(0, 1),
        "f": chance.randint(0, 1),
        "n": chance.randint(0, 1),
        "pooling": chance.choice(["none", "max", "mean"]),
        "k": chance.randint(2, 8),
        "s": chance.randint(1, 8),
        "at": f"{chance.choice([0, 511, chance.randint(0, 511)])},{chance.randint(0, 511)}",
    }
    return ";".join(f"{name}={value}" for name, value in state.items())


SHOW = "state => { const e = document.querySelector('kernel-playground'); e.render(e.parse(state)); }"


def test_the_numpy_of_random_states_prints_what_the_explorer_shows(playground):
    chance = random.Random(6)
    page = playground()
    answers = []
    for _ in range(50):
        page.evaluate(SHOW, draw(chance))
        answers.append((found(page), page.text_content(".playground-numpy"), page.text_content(".playground-told")))
    kinds = {f"{work['m']} {work['pooling']}" for work in (answer["work"] for answer, _, _ in answers)}
    assert len(kinds) == 12
    assert any(len(answer["work"]["w"]) % 2 == 0 and answer["work"]["f"] for answer, _, _ in answers)
    assert any(answer["work"]["pooling"] != "none" and answer["work"]["s"] > 2 for answer, _, _ in answers)
    done = subprocess.run(
        [os.environ["READER_PYTHON"], "-c", RUN_ALL],
        input=json.dumps([code for _, code, _ in answers]),
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "no_proxy": "*"},
    )
    for (answer, code, told), printed in zip(answers, json.loads(done.stdout), strict=True):
        rows, columns, low, high, value = map(float, re.findall(r"-?\d+\.?\d*(?:e[-+]\d+)?", printed))
        assert [rows, columns] == answer["shape"], code
        got = [answer["low"], answer["high"], answer["value"]]
        np.testing.assert_allclose(got, [low, high, value], rtol=1e-6, atol=1e-9, err_msg=code)
        said = [float(n.replace("−", "-")) for n in re.findall(r"−?\d+(?:\.\d+)?", told)]
        np.testing.assert_allclose(said[:4], [rows, columns, low, high], atol=0.00501)


# Gives the worker each picture and its work, and asks for some of its pixels.
COMPUTE = """async ({ script, tasks }) => {
  const worker = new Worker(script, { type: "module" });
  const ask = (wish) => new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = reject;
    worker.postMessage(wish);
  });
  const made = [];
  for (const { rows, columns, grey, work, places } of tasks) {
    const colours = Uint8ClampedArray.from(grey.flatMap((value) => [value, value, value, 255]));
    const source = new ImageData(colours, columns, rows);
    const first = await ask({ source, work, at: places[0] });
    const answers = [first];
    for (const at of places.slice(1)) answers.push(await ask({ work, at }));
    const canvas = new OffscreenCanvas(first.shape[1], first.shape[0]);
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.drawImage(first.image, 0, 0);
    const { data } = context.getImageData(0, 0, first.shape[1], first.shape[0]);
    made.push({
      shape: first.shape,
      low: first.low,
      high: first.high,
      pixels: [...data].filter((_, i) => i % 4 === 0),
      places: answers.map(({ cell, filtered, value, terms }) => ({ cell, filtered, value, terms })),
    });
  }
  worker.terminate();
  return made;
}"""
BORDERS = {"zeros": "constant", "reflect": "mirror", "replicate": "nearest", "circular": "wrap"}


def tasks(chance, number):
    """Return random pictures, each with work for the playground and places to look at."""
    made = []
    for _ in range(number):
        state = dict(part.split("=") for part in draw(chance).split(";"))
        preset = next((KERNELS[name] for name, shown_as in NAMES.items() if shown_as == state["w"]), None)
        rows, columns = chance.randint(8, 20), chance.randint(8, 20)
        work = {name: state[name] for name in ("m", "pooling")} | {name: int(state[name]) for name in "bafnks"}
        work["w"] = (
            [list(map(float, row.split(","))) for row in state["w"].split("/")] if preset is None else preset.tolist()
        )
        made.append(
            {
                "rows": rows,
                "columns": columns,
                "grey": [chance.randint(0, 255) for _ in range(rows * columns)],
                "work": work,
                "places": [[chance.randrange(rows), chance.randrange(columns)] for _ in range(3)],
            }
        )
    return made


def by_scipy(picture, work):
    """Return a picture after the kernel, after the rest of the work, and what the kernel is divided by."""
    kernel = np.array(work["w"])
    total = math.fsum(kernel.ravel())
    divisor = total if work["n"] and abs(total) > 1e-9 else 1
    laid = kernel[::-1, ::-1] if work["f"] else kernel
    right = [size % 2 - 1 for size in kernel.shape]  # an even kernel reaches further to the right and down
    after = ndimage.correlate(picture, laid / divisor, mode=BORDERS[work["m"]], origin=right) + work["b"]
    after = np.abs(after) if work["a"] else after
    k, s = work["k"], work["s"]
    slide = {"max": ndimage.maximum_filter, "mean": ndimage.uniform_filter}.get(work["pooling"])
    if not slide:
        return after, after, divisor
    windows = slide(after, k, origin=-(k // 2))  # each window begins at its pixel
    return after, windows[: after.shape[0] - k + 1 : s, : after.shape[1] - k + 1 : s], divisor


def test_the_numbers_of_random_states_are_those_of_scipy(playground):
    page = playground()
    given = tasks(random.Random(18), 300)
    given[0]["work"] |= {"w": [[0.1, 0.2, -0.3]], "n": 1}  # their sum is no zero in binary numbers
    assert len({(task["work"]["m"], task["work"]["pooling"]) for task in given}) == 12
    script = page.evaluate("new URL('../../assets/explorers/filter.js', location).href")
    for task, got in zip(given, page.evaluate(COMPUTE, {"script": script, "tasks": given}), strict=True):
        picture = np.reshape(task["grey"], (task["rows"], task["columns"])).astype(float)
        after, result, divisor = by_scipy(picture, task["work"])
        assert got["shape"] == list(result.shape), task["work"]
        values, expected = [got["low"], got["high"]], [result.min(), result.max()]
        for place, there in zip(task["places"], got["places"], strict=True):
            total = sum(term["value"] * term["weight"] for term in there["terms"]) / divisor + task["work"]["b"]
            values += [there["filtered"], abs(total) if task["work"]["a"] else total, there["value"]]
            expected += [after[tuple(place)]] * 2 + [result[tuple(there["cell"])]]
        assert np.allclose(values, expected, rtol=1e-9, atol=1e-7), (task["work"], values, expected)
        # Half a grey value may be rounded to either side.
        away = np.abs(np.reshape(got["pixels"], result.shape) - result.clip(0, 255)).max()
        assert away < 0.5 + 1e-6, (task["work"], away)


PIXELS = """async ([number, side]) => {
  const canvas = document.querySelectorAll('kernel-playground canvas')[number];
  const context = new OffscreenCanvas(side, side).getContext('2d');
  context.drawImage(canvas, 0, 0);
  return [...context.getImageData(0, 0, side, side).data].filter((_, i) => i % 4 === 0);
}"""


def test_the_pictures_show_the_values(playground):
    page = playground(state="w=outline;m=replicate")
    give(page, png(SMALL))
    np.testing.assert_array_equal(np.reshape(page.evaluate(PIXELS, [0, 4]), (4, 4)), SMALL)
    padded = np.pad(SMALL.astype(int), 1, mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, (3, 3))
    expected = (windows * OUTLINE).sum(axis=(2, 3)).clip(0, 255)
    np.testing.assert_array_equal(np.reshape(page.evaluate(PIXELS, [1, 4]), (4, 4)), expected)
    assert len(np.unique(expected)) > 3
    choose(page, "preset", "identity")
    choose(page, "pooling", "max")
    assert page.evaluate(PIXELS, [1, 2]) == [50, 70, 130, 255]
    choose(page, "pooling", "mean")
    assert page.evaluate(PIXELS, [1, 2]) == [25, 45, 105, 151]


def test_colours_become_grey_as_in_pillow_and_what_is_transparent_lies_on_white(playground):
    chance = np.random.default_rng(6)
    picture = chance.integers(0, 256, (16, 16, 3)).astype(np.uint8)
    page = playground(state="w=identity")
    give(page, png(picture))
    grey = np.array(Image.fromarray(picture).convert("L"))
    np.testing.assert_array_equal(np.reshape(page.evaluate(PIXELS, [0, 16]), (16, 16)), grey)
    opaque = np.dstack([picture, np.full((16, 16), 255, np.uint8)])
    opaque[:8, :, 3] = 0
    give(page, png(opaque))
    grey[:8] = 255
    np.testing.assert_array_equal(np.reshape(page.evaluate(PIXELS, [0, 16]), (16, 16)), grey)


def test_what_is_clipped_and_a_sum_of_zero_are_said(playground):
    page = playground(state="w=outline")
    assert page.is_visible(".playground-clipped")
    unfold(page)
    page.check("kernel-playground [name=n]")
    page.wait_for_selector(DONE)
    assert "nothing to divide by" in page.text_content(".playground-told")
    choose(page, "preset", "box")
    assert page.is_checked("kernel-playground [name=n]")
    assert not page.is_visible(".playground-clipped")
    assert "divide" not in page.text_content(".playground-told")


def by_outline(picture):
    padded = np.pad(picture.astype(int), 1)
    return (np.lib.stride_tricks.sliding_window_view(padded, (3, 3)) * OUTLINE).sum(axis=(2, 3))


@pytest.mark.parametrize("place", [GALLERY, f"fa/{GALLERY}"])
def test_a_clipped_picture_says_how_much_and_a_button_shows_all_of_it(playground, place):
    page = playground(place, state="w=outline")
    give(page, png(SMALL))
    values = by_outline(SMALL)
    share = ((values < 0) | (values > 255)).mean()
    assert 0.3 < share < 0.9
    said = page.text_content(".playground-clipped span")
    percent = f"{100 * share:.0f}"
    assert (percent.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")) if "fa/" in place else f"{percent}%") in said
    page.locator(".playground-stretch").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(DONE)
    # Zero is the grey in the middle, and the largest value is white.
    assert values.min() < 0 < -values.min() < values.max()
    expected = 127.5 + 127.5 * values / values.max()
    pixels = np.reshape(page.evaluate(PIXELS, [1, 4]), (4, 4))
    assert np.abs(pixels - expected).max() <= 0.5 + 1e-9
    assert found(page)["value"] in values, "the numbers stay"
    page.wait_for_url(lambda url: "v=1" in url)
    page.keyboard.press("Enter")
    page.wait_for_selector(DONE)
    np.testing.assert_array_equal(np.reshape(page.evaluate(PIXELS, [1, 4]), (4, 4)), values.clip(0, 255))
    assert page.text_content(".playground-clipped span") == said


def test_a_result_without_negative_values_is_stretched_from_black(playground):
    page = playground(state="w=2;v=1")
    give(page, png(SMALL))
    pixels = np.reshape(page.evaluate(PIXELS, [1, 4]), (4, 4))
    np.testing.assert_array_equal(pixels, SMALL)
    assert "from 0 (black) to 510 (white)" in re.sub("[\u2066\u2069]", "", page.text_content(".playground-clipped"))
    choose(page, "preset", "identity")
    assert not page.is_visible(".playground-clipped")
    np.testing.assert_array_equal(np.reshape(page.evaluate(PIXELS, [1, 4]), (4, 4)), SMALL)


def test_less_than_one_in_a_hundred_is_said_in_words(playground):
    picture = np.full((20, 20), 100, np.uint8)
    picture[3, 4] = 200
    page = playground(state="w=2")
    give(page, png(picture))
    assert "Clipped: less than 1% of the result." in page.text_content(".playground-clipped")


PHONES = [{"width": 390, "height": 844}, {"width": 360, "height": 740}]


@pytest.mark.parametrize("place", [GALLERY, f"fa/{GALLERY}"])
@pytest.mark.parametrize("screen", PHONES, ids=lambda screen: str(screen["width"]))
def test_a_phone_shows_the_picture_with_the_weights(playground, place, screen):
    page = playground(place, viewport=screen, has_touch=True, is_mobile=True)
    header = page.locator(".md-header").bounding_box()["height"]
    page.evaluate(
        "top => scrollBy({ top: document.querySelector('.playground-stage').getBoundingClientRect().top - top,"
        " behavior: 'instant' })",
        header,
    )

    def boxes():
        names = (".playground-stage", "[name=preset]", ".playground-kernel table", ".playground-kernel input")
        return [page.locator(f"kernel-playground {name}").first.bounding_box() for name in names]

    stage, preset, kernel, weight = boxes()
    assert header - 1 <= stage["y"] < preset["y"] < kernel["y"]
    assert kernel["y"] + kernel["height"] < screen["height"] - 48, "above the bar at the foot"
    assert min(preset["height"], weight["height"] + 1, weight["width"] + 1) >= 44
    # What is below them stays with the picture too.
    page.click("kernel-playground .explorer-more summary")
    page.focus("kernel-playground [name=pooling]")
    stage, field = boxes()[0], page.locator("kernel-playground [name=pooling]").bounding_box()
    assert header - 1 <= stage["y"] < 100
    assert stage["y"] + stage["height"] <= field["y"] < screen["height"]


def test_the_start_is_beside_the_divider(playground):
    page = playground()
    frame = page.locator(".playground-sheet i").first.bounding_box()
    stage = page.locator(".playground-stage").bounding_box()
    assert frame["x"] - stage["x"] - stage["width"] / 2 > 24


@pytest.mark.parametrize("place", [GALLERY, f"fa/{GALLERY}"])
def test_in_sight_are_the_settings_that_the_page_is_about(playground, place):
    page = playground(place)
    names = ("preset", "b", "rows", "columns", "m", "pooling", "k", "s", "zoom", "n", "a", "f")
    assert [name for name in names if page.is_visible(f"kernel-playground [name={name}]")] == ["preset", "b"]
    assert playground(place, state="w=box;pooling=max").is_visible("kernel-playground [name=k]")


# ---------------------------------------------------------------------------- ways to it


def test_the_keyboard_reaches_everything(playground):
    page = playground()
    page.focus(".playground-scroll")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    assert point(page) == [266, 321]
    value = found(page)["value"]
    assert page.text_content(".playground-said").replace("\u2066", "").startswith("after, row 267, column 322: ")
    assert f"{value:g}".replace("-", "−") in page.text_content(".playground-said")
    page.keyboard.press("Tab")  # the divider
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.value") == "51"
    unfold(page)
    reached = set()
    for _ in range(30):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.name || document.activeElement.className"))
    for name in ("preset", "rows", "columns", "m", "b", "pooling", "k", "s", "zoom", "n", "a", "f", "w"):
        assert name in reached, name
    assert any("playground-link" in name for name in reached)
    cell(page, 0, 0).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.type("7")
    assert found(page)["work"]["w"][1][0] == 7
    assert page.input_value("kernel-playground select[name=preset]") == "free"
    page.focus("kernel-playground [name=b]")
    page.keyboard.press("Home")
    assert found(page)["work"]["b"] == -255


def test_the_divider_shows_more_of_the_result_or_less(playground):
    page = playground()
    cut = ".playground-cut"
    width = page.locator(".playground-stage").bounding_box()["width"]
    read = "e => parseFloat(getComputedStyle(e).clipPath.split(' ').pop())"
    assert page.eval_on_selector(cut, read) == pytest.approx(width / 2, abs=1)
    page.focus("kernel-playground [name=cut]")
    page.keyboard.press("End")
    assert page.eval_on_selector(cut, read) == pytest.approx(width, abs=1)
    box = page.locator(".playground-stage").bounding_box()
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + width - 3, y)
    page.mouse.down()
    page.mouse.move(box["x"] + width / 4, y, steps=4)
    page.mouse.up()
    assert page.eval_on_selector(cut, read) == pytest.approx(width / 4, abs=8)
    page.mouse.click(box["x"] + 0.75 * width, y)  # beside the divider the picture is what is clicked
    assert page.eval_on_selector(cut, read) == pytest.approx(width / 4, abs=8)
    assert abs(point(page)[1] - 384) <= 2


def test_the_pointer_looks_and_a_click_stays(playground):
    page = playground()
    box = page.locator(".playground-sheet").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.75)
    row, column = point(page)
    assert abs(row - 384) <= 2
    assert abs(column - 128) <= 2
    page.mouse.move(0, 0)
    assert point(page) == [256, 320]
    page.mouse.click(box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.75)
    page.mouse.move(0, 0)
    row, column = point(page)
    assert abs(row - 384) <= 2
    assert abs(column - 128) <= 2
    page.wait_for_url(lambda url: f"at={row},{column}" in url)


def test_a_finger_chooses_a_pixel(playground):
    page = playground(has_touch=True, viewport={"width": 320, "height": 640})
    page.locator(".playground-sheet").scroll_into_view_if_needed()
    box = page.locator(".playground-sheet").bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] * 0.75, box["y"] + box["height"] * 0.25)
    row, column = point(page)
    assert abs(row - 128) <= 2
    assert abs(column - 384) <= 2


def test_zoom_brings_the_pixel_near(playground):
    page = playground(state="w=identity;at=100,400")
    choose(page, "zoom", "16")
    sheet = page.locator(".playground-sheet").bounding_box()
    assert sheet["width"] == sheet["height"] == 512 * 16
    stage = page.locator(".playground-stage").bounding_box()
    window = page.locator(".playground-sheet i").first.bounding_box()
    assert window["width"] == pytest.approx(48, abs=0.1)  # three pixels
    middle = [window["x"] + 24, window["y"] + 24]
    assert middle == pytest.approx([stage["x"] + stage["width"] / 2, stage["y"] + stage["height"] / 2], abs=9)
    rendering = "all => all.map(e => getComputedStyle(e).imageRendering)"
    assert page.locator("kernel-playground canvas").evaluate_all(rendering) == ["pixelated"] * 2
    until(
        page,
        """() => {
      const view = document.querySelector('.playground-scroll');
      const cut = parseFloat(getComputedStyle(document.querySelector('.playground-cut')).clipPath.split(' ').pop());
      return view.scrollLeft > 1000 && Math.abs(cut - view.scrollLeft - view.clientWidth / 2) < 1;
    }""",
    )  # the divider stays in the middle of what is seen
    page.mouse.click(middle[0] + 33, middle[1])
    assert point(page) == [100, 402]
    page.focus(".playground-scroll")
    page.keyboard.press("ArrowDown")
    assert point(page) == [101, 402]


def test_a_pooled_pixel_lies_over_its_window(playground):
    page = playground(state="w=identity;pooling=max;k=3;s=2;zoom=16;at=100,401")
    answer = found(page)
    assert answer["shape"] == [255, 255]
    photo = np.array(Image.open(ROOT / "docs/assets/photographs/portrait.webp").convert("L"), int)
    row, column = answer["cell"]
    assert answer["value"] == photo[2 * row : 2 * row + 3, 2 * column : 2 * column + 3].max()
    assert 2 * row <= 100 < 2 * row + 3
    assert 2 * column <= 401 < 2 * column + 3
    sheet, result = (page.locator(f".playground-{name}").bounding_box() for name in ("sheet", "cut canvas"))
    assert result["x"] - sheet["x"] == pytest.approx(8, abs=0.1)  # half a pixel in: the middle of the first three
    assert result["width"] == pytest.approx(255 * 2 * 16, abs=0.1)
    window = photo[2 * row : 2 * row + 3, 2 * column : 2 * column + 3]
    frame = page.locator(".playground-sheet i").nth(1).bounding_box()
    assert [frame["x"] - sheet["x"], frame["width"]] == pytest.approx([2 * column * 16, 48], abs=0.1)
    assert shown(page, "window") == [[f"{value}" for value in line] for line in window]
    assert (
        page.locator(".playground-window .most").all_text_contents()
        == [f"{window.max()}"] * (window == window.max()).sum()
    )
    # The pixel that wins is framed in the picture too.
    winner = page.locator(".playground-sheet i").last.bounding_box()
    at = np.unravel_index(window.argmax(), window.shape)
    assert [winner["x"] - sheet["x"], winner["y"] - sheet["y"]] == pytest.approx(
        [(2 * column + at[1]) * 16, (2 * row + at[0]) * 16], abs=0.1
    )
    assert winner["width"] == pytest.approx(16, abs=0.1)
    first = ", ".join(str(value) for value in window.ravel()[:3])
    assert formula(page).splitlines()[-1] == f"max({first}, …) = {window.max()}"  # what the result shows
    choose(page, "pooling", "mean")
    choose(page, "k", "2")
    window = photo[100:102, 400:402]
    terms = " + ".join(str(value) for value in window.ravel())
    assert formula(page).splitlines()[-1] == f"({terms}) / 4 = {window.mean():g}"
    assert found(page)["value"] == window.mean()
    assert not page.locator(".playground-sheet i").last.is_visible(), "a mean has no winner"
    choose(page, "pooling", "none")
    assert "/" not in formula(page)
    assert not page.locator(".playground-window").is_visible()
    assert not page.locator(".playground-sheet i").nth(1).is_visible()


def test_a_kernel_grows_and_shrinks_about_its_centre(playground):
    page = playground(state="w=1,2,3/4,5,6/7,8,9")
    choose(page, "rows", "5")
    choose(page, "columns", "4")
    assert shown(page, "kernel") == [
        ["0", "0", "0", "0"],
        ["1", "2", "3", "0"],
        ["4", "5", "6", "0"],
        ["7", "8", "9", "0"],
        ["0", "0", "0", "0"],
    ]
    choose(page, "rows", "1")
    choose(page, "columns", "1")
    assert shown(page, "kernel") == [["5"]]
    assert found(page)["work"]["w"] == [[5]]


def test_persian_digits_are_read_and_shown(playground):
    page = playground(f"fa/{GALLERY}")
    cell(page, 1, 1).fill("−۲٫۵")
    assert found(page)["work"]["w"][1][1] == -2.5
    cell(page, 1, 1).blur()
    assert cell(page, 1, 1).input_value() == "−2.5"
    assert "۵۱۲ سطر" in page.text_content(".playground-told")
    assert page.text_content("kernel-playground output") == "\u2066۱۲۸\u2069"
    assert not re.search("[0-9]", page.text_content(".playground-pooled"))
    assert page.locator("select[name=s] option").all_text_contents() == list("۱۲۳۴۵۶۷۸")
    assert page.locator("select[name=zoom] option").all_text_contents() == ["کل تصویر", "۱", "۴", "۱۶"]


def test_what_is_no_number_is_marked_and_does_not_count(playground):
    page = playground(state="w=outline")
    cell(page, 1, 1).fill("six")
    assert cell(page, 1, 1).get_attribute("aria-invalid") == "true"
    assert found(page)["work"]["w"][1][1] == 8
    cell(page, 1, 1).blur()
    assert cell(page, 1, 1).input_value() == "8"
    assert cell(page, 1, 1).get_attribute("aria-invalid") is None


HURRY = """() => {
  const element = document.querySelector('kernel-playground');
  const take = element.take;
  window.answers = 0;
  element.take = function (reply) { window.answers += 1; take.call(this, reply); };
  const slider = element.querySelector('[name=b]');
  for (let bias = -100; bias <= 100; bias++) {
    slider.value = bias;
    slider.dispatchEvent(new Event('input', { bubbles: true }));
  }
}"""


def test_what_is_wanted_no_more_is_not_worked_out(playground):
    page = playground()
    page.evaluate(HURRY)
    assert found(page)["work"]["b"] == 100
    assert page.evaluate("window.answers") == 2  # the first and the last


KEYS = """keys => {
  const stage = document.querySelector('.playground-scroll');
  return keys.map(([key, more]) => !stage.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more })));
}"""


def test_the_last_of_quick_keys_is_said(playground):
    page = playground()
    page.evaluate(KEYS, [["ArrowRight", {}], ["ArrowDown", {}], ["ArrowDown", {}]])
    assert point(page) == [258, 321]
    assert page.text_content(".playground-said").startswith("after, row 259, column 322: ")


def test_the_keys_of_the_browser_stay_its_own(playground):
    page = playground()
    assert page.evaluate(KEYS, [["ArrowLeft", {"altKey": True}], ["ArrowLeft", {"metaKey": True}]]) == [False, False]
    assert point(page) == [256, 320]


# ---------------------------------------------------------------------------- the address


@pytest.mark.parametrize("place", [GALLERY, f"fa/{GALLERY}"])
def test_a_link_reopens_what_was_there(playground, open_page, place):
    page = playground(place)
    before, told = page.url, page.text_content(".playground-told")
    for name, value in {"photo": "bricks", "preset": "emboss", "m": "circular", "pooling": "mean", "zoom": "4"}.items():
        choose(page, name, value)
    unfold(page)
    page.check("kernel-playground [name=f]")
    cell(page, 0, 2).fill("-4.5")
    page.locator("kernel-playground [name=cut]").fill("20")
    page.focus(".playground-scroll")
    page.keyboard.press("ArrowUp")
    page.wait_for_url(lambda url: "at=255,320" in url and "cut=20" in url)
    state = parse_qs(urlsplit(page.url).query)["playground"][0]
    assert urlsplit(page.url).query == f"playground={state}"  # nothing in it is escaped
    again = open_page(page.url.split("/", 3)[3])
    again.wait_for_selector(DONE)
    assert found(again) == found(page)
    assert formula(again) == formula(page)
    assert again.input_value("[name=cut]") == "20"
    assert again.input_value("[name=zoom]") == "4"
    place_of = "document.querySelector('.playground-scroll').scroll"
    for side in ("Left", "Top"):
        assert again.evaluate(place_of + side) == pytest.approx(page.evaluate(place_of + side), abs=1)
    again.click(".playground-restart")
    again.wait_for_url(before)
    again.wait_for_selector(DONE)
    assert again.text_content(".playground-told") == told


@pytest.mark.parametrize(
    "state", ["%20", "w=;at=-3", "w=1,a/2,3,4;photo=own;b=999;k=0;zoom=2;at=9999,9", "%00;;=;==", "w=constructor", "w"]
)
def test_a_broken_address_breaks_nothing(playground, state):
    page = playground(state=state)
    assert found(page)["shape"] == [512, 512]
    assert problem(page) == ""
    assert max(point(page)) <= 511


# ---------------------------------------------------------------------------- the reader's own picture


def test_run_prints_what_is_shown_of_a_photograph_and_of_her_own_picture(playground):
    page = playground(state="photo=portrait;w=emboss;at=3,4")
    output = page.locator("kernel-playground .run-output")
    page.click("kernel-playground .explorer-code summary")

    def run_it():
        answer = found(page)
        page.click("kernel-playground .run")
        shape = tuple(answer["shape"])
        low, high, value = (float(answer[name]) for name in ("low", "high", "value"))
        expect(output).to_have_text(f"{shape} {low} {high}\n{value}\n", timeout=60_000)

    run_it()
    give(page, png(SMALL))
    expect(output).to_be_hidden()  # it was of the other picture
    run_it()


def turned(values):
    """Return the bytes of a JPEG that says it is to be turned to the right, as phones write them."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return png(values, "JPEG", quality=95, exif=exif)


def test_a_photograph_stands_upright(playground, tmp_path):
    values = np.zeros((20, 40), np.uint8)
    values[:, :20] = 200
    page = playground(state="w=identity")
    give(page, turned(values), "turned.jpg", "image/jpeg")
    assert found(page)["shape"] == [40, 20]
    upright = np.reshape(page.evaluate(PIXELS, [0, 20]), (20, 20))
    assert upright.min() > 190  # what was left is above
    (tmp_path / "turned.jpg").write_bytes(turned(values))
    code = page.text_content(".playground-numpy")
    done = subprocess.run([os.environ["READER_PYTHON"], "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert done.stdout.startswith("(40, 20) "), done.stderr


def test_the_numpy_of_a_picture_with_holes_is_equal_too(playground, tmp_path):
    picture = np.random.default_rng(1).integers(0, 256, (9, 7, 4)).astype(np.uint8)
    picture[..., 3] = np.where(picture[..., 3] > 99, 255, 0)
    (tmp_path / "a b.png").write_bytes(png(picture))
    page = playground(state="w=emboss;at=3,4")
    give(page, png(picture), "a b.png")
    code = page.text_content(".playground-numpy")
    done = subprocess.run([os.environ["READER_PYTHON"], "-c", code], cwd=tmp_path, capture_output=True, text=True)
    answer = found(page)
    expected = f"(9, 7) {float(answer['low'])} {float(answer['high'])}\n{float(answer['value'])}\n"
    assert done.stdout == expected, done.stderr


def test_a_photo_of_twelve_megapixels_comes_and_the_page_stays_awake(playground):
    rows = np.linspace(0, 255, 3000).astype(np.uint8)
    page = playground(state="w=box")
    page.evaluate("""() => {
      window.frames_ = 0;
      const stage = document.querySelector('.playground-scroll');
      const tick = () => { window.frames_ += stage.ariaBusy === 'true'; requestAnimationFrame(tick); };
      requestAnimationFrame(tick);
    }""")
    give(page, png(np.repeat(rows[:, None], 4000, axis=1), "JPEG"), "large.jpg", "image/jpeg")
    assert found(page)["shape"] == [3000, 4000]
    drawn = "e => createImageBitmap(e).then(({ width, height }) => [width, height])"
    assert page.locator("kernel-playground canvas").nth(1).evaluate(drawn) == [4000, 3000]
    assert problem(page) == ""
    assert page.evaluate("window.frames_") >= 3  # it drew while the picture was worked on


BAD = {
    "text": b"no picture",
    "empty": b"",
    "half": png(np.random.default_rng(0).integers(0, 256, (64, 64)).astype(np.uint8))[:600],
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gets_a_sentence_and_the_picture_before_stays(playground, name):
    page = playground()
    before = found(page)
    give(page, BAD[name], f"{name}.png")
    assert problem(page) == "The browser cannot open this. It is no picture, or empty, damaged or too large."
    assert found(page) == before
    assert page.input_value("[name=photo]") == "portrait"
    page.hover(".playground-sheet", position={"x": 40, "y": 40})
    until(page, "document.querySelector('kernel-playground').looked")
    assert "cannot open" in problem(page)
    give(page, png(SMALL))
    assert problem(page) == ""
    assert found(page)["shape"] == [4, 4]
    give(page, BAD[name], f"{name}.png")
    assert found(page)["shape"] == [4, 4]
    assert page.input_value("[name=photo]") == "own"


# A worker that fails with the reader's picture and with every kernel on it, as one does that has no memory.
FAIL = """() => {
  const element = document.querySelector('kernel-playground');
  window.asked = [];
  element.worker.postMessage = ({ source }) => {
    window.asked.push(Boolean(source));
    if (window.asked.length < 9) setTimeout(() => element.take({ lost: true, problems: [{ code: 'broken' }] }));
  };
}"""


def test_what_has_failed_is_not_tried_without_end(playground):
    page = playground()
    page.evaluate(FAIL)
    give(page, png(SMALL))
    until(page, "!document.querySelector('kernel-playground').busy")
    assert "cannot open" in problem(page)
    assert page.evaluate("window.asked") == [True, False]  # it, and the picture before


def test_the_same_file_can_be_opened_again(playground):
    page = playground()
    give(page, png(SMALL))
    choose(page, "photo", "bricks")
    assert page.input_value("kernel-playground input[type=file]") == ""
    give(page, png(SMALL))
    assert found(page)["shape"] == [4, 4]


def test_a_huge_picture_is_refused_by_its_head_alone(playground):
    """Its pixels are no pixels: who decoded them first would say something else, if the memory were enough."""
    page = playground(f"fa/{GALLERY}")
    head = struct.pack(">IIBBBBB", 20000, 20000, 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", b"no pixels"), (b"IEND", b"")]
    file = b"\x89PNG\r\n\x1a\n"
    for kind, data in chunks:
        file += struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc32(kind + data))
    give(page, file)
    assert problem(page) == "این تصویر ۴۰۰ مگاپیکسل است، ولی اینجا حداکثر ۴۰ مگاپیکسل پذیرفته می‌شود."


SEND = """([kind, data, name]) => {
  const transfer = new DataTransfer();
  if (data) transfer.items.add(new File([new Uint8Array(data)], name, { type: 'image/png' }));
  else transfer.setData('text/plain', 'words');
  const [type, Event_, key] = kind === 'drop'
    ? ['drop', DragEvent, 'dataTransfer'] : ['paste', ClipboardEvent, 'clipboardData'];
  const target = document.querySelector('.playground-scroll');
  const event = new Event_(type, { [key]: transfer, bubbles: true, cancelable: true });
  target.dispatchEvent(event);
  return event.defaultPrevented;
}"""


@pytest.mark.parametrize("kind", ["drop", "paste"])
def test_a_picture_can_be_dropped_or_pasted(playground, kind):
    page = playground(state="w=identity")
    assert page.evaluate(SEND, [kind, list(png(SMALL)), "mine.png"]) == (kind == "drop")
    assert found(page)["shape"] == [4, 4]
    assert page.input_value("[name=photo]") == "own"
    page.evaluate(SEND, [kind, None, ""])
    assert problem(page) == "There is no picture in what was dropped or pasted."
    assert found(page)["shape"] == [4, 4]
    choose(page, "photo", "bricks")
    assert problem(page) == ""
    assert found(page)["shape"] == [512, 512]
    choose(page, "photo", "own")  # it is still there
    assert found(page)["shape"] == [4, 4]


@pytest.mark.parametrize("field", ["kernel-playground td input", ".md-search__input"])
def test_what_is_pasted_into_a_field_is_the_fields(playground, field):
    page = playground()
    page.evaluate(SEND.replace("'.playground-scroll'", f"'{field}'"), ["paste", list(png(SMALL)), "mine.png"])
    assert found(page)["shape"] == [512, 512]
    assert page.input_value("[name=photo]") == "portrait"


FILM = """() => {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [64, 48];
  const context = canvas.getContext('2d');
  context.fillStyle = '#808080';
  const paint = () => { context.fillRect(0, 0, 64, 48); requestAnimationFrame(paint); };
  paint();
  window.stream = canvas.captureStream();
  navigator.mediaDevices.getUserMedia = async () => window.stream;
}"""
LIVE = "window.stream.getTracks().map(track => track.readyState).join()"


def test_the_camera_takes_one_picture_and_is_off(playground):
    page = playground(state="w=identity")
    page.evaluate(FILM)
    page.click(".playground-camera")
    page.wait_for_selector(".playground-camera:text-is('Take the picture')")
    until(page, "document.querySelector('video').videoWidth === 64")
    until(page, "document.querySelector('video').currentTime > 0")
    page.click(".playground-camera")
    until(page, "document.querySelector('kernel-playground').result.shape[0] === 48")
    answer = found(page)
    assert abs(answer["value"] - 128) <= 3
    assert page.evaluate(LIVE) == "ended"
    assert not page.locator("video").is_visible()
    page.evaluate(FILM)
    page.click(".playground-camera")
    page.click(".playground-stop")
    assert page.evaluate(LIVE) == "ended"
    assert page.text_content(".playground-camera") == "Camera"


LEAVE = {
    "restart": "document.querySelector('.playground-restart').click()",
    "another picture": """() => {
      const select = document.querySelector('[name=photo]');
      select.value = 'bricks';
      select.dispatchEvent(new Event('input', { bubbles: true }));
    }""",
    "away": """() => {
      Object.defineProperty(document, 'hidden', { get: () => true });
      document.dispatchEvent(new Event('visibilitychange'));
    }""",
}


@pytest.mark.parametrize("way", LEAVE)
def test_a_camera_that_is_left_is_off(playground, way):
    page = playground()
    page.evaluate(FILM)
    page.click(".playground-camera")
    page.wait_for_selector(".playground-camera:text-is('Take the picture')")
    page.evaluate(LEAVE[way])
    assert page.evaluate(LIVE) == "ended"
    assert page.text_content(".playground-camera") == "Camera"


def test_a_camera_that_is_allowed_too_late_stays_off(playground):
    page = playground()
    page.evaluate(FILM)
    page.evaluate(
        "() => { const { stream } = window; let allow; window.allow = () => allow(stream);"
        "navigator.mediaDevices.getUserMedia = () => new Promise((done) => { allow = done; }); }"
    )
    page.click(".playground-camera")
    give(page, png(SMALL))
    page.evaluate("window.allow()")
    until(page, f"{LIVE} === 'ended'")
    assert not page.locator("video").is_visible()


def test_a_camera_that_is_refused_is_said(playground):
    page = playground()
    page.evaluate("() => { navigator.mediaDevices.getUserMedia = async () => { throw new DOMException(); }; }")
    page.click(".playground-camera")
    page.wait_for_selector(".explorer-problem")
    assert problem(page).startswith("There is no camera, or it may not be used here.")


def test_the_readers_picture_never_leaves_the_browser(playground):
    page = playground(alone=True)
    asked = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.context.set_offline(True)
    give(page, png(SMALL))
    choose(page, "pooling", "max")
    page.evaluate(SEND, ["drop", list(png(SMALL)), "mine.png"])
    assert found(page)["shape"] == [2, 2]
    assert [url for url in asked if not url.startswith("blob:")] == []  # a blob is in the browser's memory
    assert "in no link" in page.text_content(".playground-told")
    assert "photo=" not in page.evaluate("document.querySelector('kernel-playground').link()")


def test_a_border_that_a_small_picture_does_not_have_is_explained(playground):
    page = playground(state="w=box;m=reflect")
    give(page, png(SMALL[:2, :2]))
    assert "there are only 1 pixels to reflect, and the padding takes 2" in problem(page)
    assert not page.locator(".playground-cut").is_visible()
    # What was worked out before is not said of this picture.
    assert page.text_content(".playground-numpy") == ""
    assert not page.locator(".playground-told").is_visible()
    choose(page, "m", "zeros")
    assert "mine.png" in page.text_content(".playground-numpy")
    assert problem(page) == ""
    choose(page, "pooling", "mean")
    choose(page, "k", "3")
    assert "the window spans 3 pixels. With padding there are only 2" in problem(page)
    assert page.get_attribute("kernel-playground [name=k]", "aria-invalid") == "true"
    assert page.locator(".explorer-more .explorer-problem").count() == 1, "it stands with what was changed"
    page.click(".playground-restart")
    assert found(page)["shape"] == [512, 512]
    assert problem(page) == ""
    assert page.locator(".playground-cut").is_visible()


# ---------------------------------------------------------------------------- the figure, and the place of the box


LACKS = {
    "no workers": lambda page: page.evaluate("delete window.Worker"),
    "the worker does not come": lambda page: page.route("**/filter.js", lambda route: route.abort()),
    "no picture comes": lambda page: page.route("**/*.webp", lambda route: route.abort()),
}


@pytest.mark.parametrize("lack", LACKS)
def test_where_it_cannot_work_the_figure_comes_back(open_page, lack):
    page = open_page(GALLERY)
    LACKS[lack](page)
    page.locator("#try-it").scroll_into_view_if_needed()
    page.wait_for_selector("[data-explorer=playground]:not([data-live]) .figure")
    page.wait_for_load_state("networkidle")
    assert page.locator("kernel-playground").count() == 0
    assert page.locator("[data-explorer=playground] .figure").is_visible()


def test_it_is_loaded_near_the_screen_only_and_from_here(open_page, address):
    page = open_page(GALLERY)
    asked = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.wait_for_load_state("networkidle")
    assert not any("playground.js" in url or "filter.js" in url for url in asked)
    page.locator("#try-it").scroll_into_view_if_needed()
    page.wait_for_selector(DONE)
    assert any("portrait.webp" in url for url in asked)
    assert all(url.startswith(address) for url in asked)


def test_the_largest_kernel_fits_the_smallest_phone(playground):
    weights = "/".join([",".join(["-88.25"] * 9)] * 9)
    page = playground(f"fa/{GALLERY}", state=f"w={weights};n=1", viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    for target in page.locator("kernel-playground :is(td input, select, button, summary, label:has(input))").all():
        box = target.bounding_box()
        assert not box or min(box["width"], box["height"]) >= 24


# ---------------------------------------------------------------------------- for everyone

STATES = {"at rest": "", "pooled": "w=motion;n=1;pooling=mean;k=3;zoom=4", "weights": "w=0,1/2,-3;b=-9;a=1;f=1;cut=80"}


@pytest.mark.parametrize("place", [GALLERY, f"fa/{GALLERY}"])
@pytest.mark.parametrize("state", [*STATES, "impossible"])
def test_axe_finds_nothing(playground, place, state):
    # In the language of the page, so that no offer of the other one covers it.
    locale = "fa" if place.startswith("fa/") else "en"
    page = playground(place, state=STATES.get(state, ""), viewport={"width": 360, "height": 740}, locale=locale)
    for summary in page.locator("kernel-playground summary").all():
        summary.click()
    if state == "impossible":
        give(page, b"")
        page.wait_for_selector(".explorer-problem")
    # The bar at the foot of a phone covers whatever happens to be under it; test_axe.py looks at the bar.
    styled(page, ".thumb { display: none }")
    assert found_in_state(page, "kernel-playground") == []
