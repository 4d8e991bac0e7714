"""The gallery: its pictures and numbers are SciPy's, every way to it works, and it says what it shows."""

import io
import json
import os
import subprocess

import numpy as np
import pytest
from PIL import Image
from scipy import ndimage

from sitebuild.core.project import ROOT
from sitebuild.pages.explorers import KERNELS as NAMES
from snippets.kernels.gallery import KERNELS as OF_THE_LESSON
from tests.browser.checks.axe import found_in_state
from tests.browser.test_stepper import RUN_ALL
from tests.browser.whole import DESK, PHONE, styled, until

PLACE = "kernels/gallery/"
PHOTOS = ("portrait", "photographer", "bricks")
QUIET = "document.querySelector('kernel-gallery')?.ariaBusy === 'false'"
SHOW = "state => { const gallery = document.querySelector('kernel-gallery'); gallery.render(gallery.parse(state)); }"
STATE = "document.querySelector('kernel-gallery').state"
SEEN = """() => {
  const texts = (selector) => [...document.querySelectorAll(`kernel-gallery ${selector}`)].map(one => one.textContent);
  return {
    weights: [...document.querySelectorAll('.gallery-kernel tbody tr')].map(
      row => [...row.querySelectorAll('td')].map(cell => Number(cell.textContent.replace('−', '-')))),
    sum: texts('.gallery-dial .explorer-title')[0],
    lit: texts('.gallery-dial .is-here'),
    needle: document.querySelector('.gallery-dial g').style.transform,
    flat: texts('.gallery-flat i'),
    greys: [...document.querySelectorAll('.gallery-flat i')].map(patch => patch.style.background),
    name: texts('.gallery-kernel .explorer-title')[0],
    prose: texts('.gallery-prose')[0],
    section: document.querySelector('.gallery-prose > a').getAttribute('href'),
    numpy: texts('.gallery-numpy')[0],
    divided: getComputedStyle(document.querySelector('.gallery-tick')).visibility === 'visible',
  };
}"""
GREYS = """selector => [...document.querySelectorAll(`kernel-gallery ${selector} canvas`)].map(canvas => {
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return [canvas.height, canvas.width, [...data].filter((_, i) => i % 4 === 0)];
})"""

# Whole numbers, as the gallery writes them, and what they are divided by.
ROW = np.array([1, 4, 6, 4, 1])
BELL = np.outer(ROW, ROW)
SOBEL = np.outer([1, 2, 1], [-1, 0, 1])
MIDDLE = np.zeros((3, 3), int)
MIDDLE[1, 1] = 1
CROSS = ndimage.generate_binary_structure(2, 1).astype(int)
SHARP = np.zeros((5, 5), int)
SHARP[2, 2] = 512
WEIGHTS = {
    "identity": MIDDLE,
    "box": np.ones((5, 5), int),
    "gaussian": BELL,
    "sharpen": 6 * MIDDLE - CROSS,
    "unsharp": SHARP - BELL,
    "sobel-x": SOBEL,
    "sobel-y": SOBEL.T,
    "scharr": np.outer([3, 10, 3], [-1, 0, 1]),
    "laplacian": CROSS - 5 * MIDDLE,
    "outline": 9 * MIDDLE - 1,
    "emboss": np.array([[-2, -1, 0], [-1, 1, 1], [0, 1, 2]]),
    "motion": np.ones((1, 9), int),
}
DIVISORS = {"box": 25, "gaussian": 256, "unsharp": 256, "motion": 9}
SIGNED = {"sobel-x": 0.35, "sobel-y": 0.35, "scharr": 0.35 / 4, "laplacian": 0.5}


def kernel(name, divided=True):
    return WEIGHTS[name] / (DIVISORS.get(name, 1) if divided else 1)


def result(picture, name, divided=True):
    return ndimage.correlate(picture, kernel(name, divided), mode="nearest")


def greys(values, name):
    """Return values as they are shown."""
    return (127.5 + SIGNED[name] * values if name in SIGNED else values).clip(0, 255)


def small(photo):
    return np.array(Image.open(ROOT / f"docs/assets/photographs/{photo}-small.webp").convert("L"), float)


def png(values):
    """Return the bytes of a picture."""
    file = io.BytesIO()
    Image.fromarray(values).save(file, "PNG")
    return file.getvalue()


def give(page, values):
    """Open a picture of the reader's own."""
    file = {"name": "mine.png", "mimeType": "image/png", "buffer": png(values)}
    page.set_input_files("kernel-gallery [type=file]", files=[file])
    until(page, f"{STATE}.photo === 'own' && {QUIET}")


def canvases(page, part):
    return [np.reshape(grey, (rows, columns)) for rows, columns, grey in page.evaluate(GREYS, part)]


def show(page, state):
    page.evaluate(SHOW, state)
    until(page, QUIET)
    return page.evaluate(SEEN)


@pytest.fixture
def gallery(open_page):
    """Return a function that opens the page of the gallery."""

    def open_it(state="", language="", **settings):
        page = open_page(f"{language}{PLACE}{state and f'?gallery={state}'}", **settings)
        until(page, QUIET)
        return page

    return open_it


# ---------------------------------------------------------------------------- numbers and pictures


def test_the_kernels_are_those_of_the_lesson():
    assert list(WEIGHTS) == NAMES
    names = {"gauss": "gaussian", "sobel": "sobel-x", "laplace": "laplacian"}
    for name, weights in OF_THE_LESSON.items():
        np.testing.assert_allclose(weights, kernel(names.get(name, name)), atol=1e-12)


def check(seen, name, divided=True):
    """Look at the weights, their sum and the flat grey."""
    weights = kernel(name, divided)
    assert seen["weights"] == WEIGHTS[name].tolist()
    total = round(weights.sum(), 9)
    assert float(seen["sum"].split()[-1].strip("\u2066\u2069").replace("−", "-")) == total
    assert seen["lit"] == [{0: "0", 1: "1"}.get(total, "other")]
    assert seen["needle"] == f"rotate({ {0: -60, 1: 0}.get(total, 60) }deg)"
    flat = round(ndimage.correlate(np.full((9, 9), 100.0), weights, mode="nearest")[4, 4], 9)
    assert [float(text) for text in seen["flat"]] == [100, flat]
    shown = int(np.floor(greys(np.float64(flat), name) + 0.5))
    assert seen["greys"] == ["rgb(100, 100, 100)", f"rgb({shown}, {shown}, {shown})"]
    assert seen["divided"] == (name in DIVISORS)


def test_the_numbers_and_pictures_of_all_kernels_are_those_of_scipy_and_the_code_prints_them(gallery):
    page, codes = gallery(), []
    for i, name in enumerate(NAMES):
        photo = PHOTOS[i % 3]
        seen = show(page, f"w={name};photo={photo}")
        check(seen, name)
        picture = small(photo)
        before, _, after = canvases(page, ".gallery-stage")
        np.testing.assert_array_equal(before, picture)
        wanted = result(picture, name)
        assert np.abs(after - greys(wanted, name)).max() < 0.5 + 1e-6, name
        codes.append((seen["numpy"], wanted, name))
        if name in DIVISORS:
            seen = show(page, f"w={name};photo={photo};n=0")
            check(seen, name, divided=False)
            wanted = result(picture, name, divided=False)
            assert np.abs(canvases(page, ".gallery-stage")[2] - wanted.clip(0, 255)).max() < 0.5 + 1e-6
            codes.append((seen["numpy"], wanted, name))
    done = subprocess.run(
        [os.environ["READER_PYTHON"], "-c", RUN_ALL],
        input=json.dumps([code for code, *_ in codes]),
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "no_proxy": "*"},
    )
    for (code, wanted, name), printed in zip(codes, json.loads(done.stdout), strict=True):
        of_result, of_flat = printed.strip().split("\n")
        shape, least, most = of_result.rsplit(" ", 2)
        assert shape == "(216, 216)"
        np.testing.assert_allclose([float(least), float(most)], [wanted.min(), wanted.max()], rtol=1e-9, err_msg=name)
        total, flat = of_flat.split(" ", 1)
        divided = "/=" in code
        assert float(total) == pytest.approx(kernel(name, divided or name not in DIVISORS).sum(), abs=1e-9)
        assert float(flat.strip("[] ")) == pytest.approx(100 * float(total), abs=1e-6)


def test_the_small_pictures_are_the_middle_of_the_results_of_all_kernels(gallery):
    page = gallery()
    chance = np.random.default_rng(20)
    for size in ((216, 216), (40, 60), (300, 700)):
        own = chance.integers(0, 256, size).astype(np.uint8)
        give(page, own)
        step = max(1, min(size) // 216)
        side = min(216, *size)
        picture = own[: size[0] // step * step, : size[1] // step * step].astype(float)
        picture = picture.reshape(size[0] // step, step, size[1] // step, step).mean(axis=(1, 3))
        top, left = (picture.shape[0] - side) // 2, (picture.shape[1] - side) // 2
        picture = picture[top : top + side, left : left + side]
        np.testing.assert_array_equal(canvases(page, ".gallery-stage")[0], np.rint(picture))
        rows, columns = min(side, 108), min(side, 144)
        top, left = int(np.floor(0.4 * (side - rows) + 0.5)), (side - columns) // 2
        found = canvases(page, ".gallery-choice")
        assert len(found) == 12
        for name, one in zip(NAMES, found, strict=True):
            wanted = greys(result(picture, name), name)[top : top + rows, left : left + columns]
            assert np.abs(one - wanted).max() < 0.5 + 1e-6, name


def test_the_icons_show_the_weights(gallery):
    read = """icons => icons.map(icon => [...icon.querySelectorAll('rect')].map(({ x, y, attributes }) => [
      y.baseVal.value, x.baseVal.value, attributes.class?.value, Number(attributes['fill-opacity'].value)]))"""
    icons = gallery().locator(".gallery-choice svg").evaluate_all(read)
    for name, icon in zip(NAMES, icons, strict=True):
        weights = WEIGHTS[name]
        for row, column, kind, strength in icon:
            weight = weights[int(row), int(column)]
            assert (kind == "is-negative") == (weight < 0)
            assert strength == pytest.approx(np.sqrt(abs(weight) / np.abs(weights).max()), abs=0.0051)
        assert len(icon) == weights.size


# ---------------------------------------------------------------------------- ways to it


@pytest.mark.parametrize("language", ["", "fa/"])
def test_a_kernel_stands_with_the_words_of_its_section(gallery, language):
    page = gallery(language=language)
    said = set()
    for name in NAMES:
        seen = show(page, f"w={name}")
        heading = page.locator(seen["section"])
        assert heading.count() == 1, seen["section"]
        section = heading.evaluate("one => one.parentElement.querySelector(`#${one.id} ~ p`).textContent")
        lines = [line for line in section.split("\n") if seen["prose"].startswith(line)]
        assert len(lines) == 1, (name, seen["prose"])
        said.add(lines[0])
        assert page.text_content(".gallery-prose > a").split(": ")[1] in heading.text_content()
    assert len(said) == 12, "two kernels say the same"


def test_keys_choose_and_what_they_choose_is_said(gallery):
    page = gallery(language="fa/")
    said = page.locator(".gallery-said")
    assert said.text_content() == ""  # nothing is said before the reader does something
    page.focus("kernel-gallery [name=w]:checked")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(f"{STATE}.w") == "motion"
    assert "تاری حرکت: مجموع وزن‌ها" in said.text_content()
    assert "۱۰۰" in said.text_content()
    page.focus("kernel-gallery [name=n]")
    page.keyboard.press("Space")
    assert "۹۰۰" in said.text_content()
    page.focus("kernel-gallery [name=cut]")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("PageUp")
    assert page.evaluate(f"{STATE}.cut") > 51
    cut = page.evaluate(f"{STATE}.cut")
    assert page.locator(".gallery-stage").evaluate("one => one.style.getPropertyValue('--cut')") == f"{cut}"
    until(page, f"/gallery=w=motion;n=0;cut={cut}$/.test(location.search)")
    page.focus("kernel-gallery [name=w]:checked")
    page.keyboard.press("ArrowUp")  # another kernel is divided again
    assert page.evaluate(f"{STATE}.n") == 1
    page.click(".gallery-restart")
    until(page, "location.search === ''")
    assert "برجسته‌نمایی" in said.text_content()


def test_the_line_is_dragged_and_divides_the_pictures_there(gallery):
    page = gallery(viewport=DESK)
    box = page.locator(".gallery-stage").bounding_box()
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.2, middle)
    page.mouse.up()
    assert page.evaluate(f"{STATE}.cut") == 20
    line = page.locator(".gallery-stage b").bounding_box()
    assert line["x"] + line["width"] / 2 == pytest.approx(box["x"] + box["width"] * 0.2, abs=1)
    page.mouse.move(box["x"] + box["width"] * 0.9, middle)
    assert page.evaluate(f"{STATE}.cut") == 20  # it was let go
    clip = "one => getComputedStyle(one).clipPath"
    assert page.locator(".gallery-stage canvas").nth(2).evaluate(clip) == "inset(0px 0px 0px 20%)"
    assert page.locator(".gallery-stage canvas").nth(0).evaluate(clip) == "none"


MOVING = """name => {
  document.querySelector(`kernel-gallery [value=${name}]`).click();
  return document.querySelector('kernel-gallery').getAnimations({ subtree: true })
    .map(one => one.effect.getTiming().duration);
}"""


def test_another_kernel_fades_in_unless_nothing_may_move(gallery):
    page = gallery(reduced_motion="no-preference")
    emboss = canvases(page, ".gallery-stage")[2]
    durations = page.evaluate(MOVING, "box")
    assert len(durations) >= 4
    assert set(durations) == {300}
    np.testing.assert_array_equal(canvases(page, ".gallery-stage")[1], emboss)  # it fades in over the one before
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(MOVING, "outline") == []
    assert page.evaluate(SEEN)["name"] == "outline"


def test_it_leads_to_the_playground_with_the_kernel_that_is_chosen(gallery):
    page = gallery("w=motion;photo=bricks;n=0;cut=30", viewport=DESK)
    page.evaluate("window.stays = true")
    assert page.locator("kernel-playground").count() == 0, "it comes when it is near"
    there = "document.querySelector('kernel-playground')?.state"
    for name, weights in (("motion", WEIGHTS["motion"]), ("sobel-x", SOBEL)):
        page.check(f"kernel-gallery [value={name}]")
        page.click(".gallery-play")
        until(page, f"{there} && JSON.stringify({there}.w) === '{json.dumps(weights.tolist(), separators=(',', ':'))}'")
        state = page.evaluate(there)
        assert (state["photo"], state["m"], state["cut"]) == ("bricks", "replicate", 30)
        assert (state["n"], state["b"]) == ((0, 0) if name == "motion" else (0, 128))
        assert page.evaluate("window.stays"), "the page was loaded again"
        assert page.url.endswith("#try-it")
        until(page, "Math.abs(document.getElementById('try-it').getBoundingClientRect().top) < innerHeight / 2")
    page.go_back()
    page.go_back()
    until(page, "location.hash === ''")
    assert page.evaluate(STATE)["w"] == "motion"  # as it was before


def test_a_picture_of_the_readers_own_renews_all_and_what_is_no_picture_is_told(gallery, tmp_path):
    page = gallery("w=gaussian;cut=70")
    own = np.random.default_rng(5).integers(0, 256, (450, 700)).astype(np.uint8)
    give(page, own)
    picture = own[:450, :700].reshape(225, 2, 350, 2).mean(axis=(1, 3))[4:220, 67:283]
    assert np.abs(canvases(page, ".gallery-stage")[2] - result(picture, "gaussian")).max() < 0.5 + 1e-6
    (tmp_path / "mine.png").write_bytes(png(own))
    command = [os.environ["READER_PYTHON"], "-c", page.evaluate(SEEN)["numpy"]]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    least, most = (float(n) for n in done.stdout.split("\n")[0].rsplit(" ", 2)[1:])
    wanted = result(picture, "gaussian")
    np.testing.assert_allclose([least, most], [wanted.min(), wanted.max()], rtol=1e-9, err_msg=done.stderr)
    until(page, "location.search.includes('cut=70')")
    assert "own" not in page.url
    file = {"name": "mine.png", "mimeType": "image/png", "buffer": b"no picture"}
    page.set_input_files("kernel-gallery [type=file]", files=[file])
    page.wait_for_selector("kernel-gallery .explorer-problem")
    assert "cannot open this" in page.text_content(".gallery-problem")
    np.testing.assert_array_equal(canvases(page, ".gallery-stage")[0], np.rint(picture))  # the last good one stays
    page.select_option("kernel-gallery [name=photo]", "bricks")
    until(page, QUIET)
    assert page.text_content(".gallery-problem") == ""
    np.testing.assert_array_equal(canvases(page, ".gallery-stage")[0], small("bricks"))


GIVE = """([bytes, way]) => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], 'mine.png', { type: 'image/png' }));
  const settings = { clipboardData: data, dataTransfer: data, bubbles: true, cancelable: true };
  if (way === 'paste') document.body.dispatchEvent(new ClipboardEvent(way, settings));
  else document.querySelector('.gallery-stage').dispatchEvent(new DragEvent(way, settings));
}"""


@pytest.mark.parametrize("way", ["paste", "drop"])
def test_a_picture_is_pasted_or_dropped(gallery, way):
    page = gallery()
    own = (np.arange(60 * 60) % 256).astype(np.uint8).reshape(60, 60)
    page.evaluate(GIVE, [list(png(own)), way])
    until(page, f"{STATE}.photo === 'own' && {QUIET}")
    np.testing.assert_array_equal(canvases(page, ".gallery-stage")[0], own)


BROKEN = ["%20", "w=99;cut=101;photo=own", "%00;;=;==", "w=constructor", "n=2;cut=-1"]


@pytest.mark.parametrize("state", BROKEN)
def test_a_broken_address_breaks_nothing(gallery, state):
    page = gallery(state)
    check(page.evaluate(SEEN), "emboss")
    assert page.text_content(".gallery-problem") == ""


def test_without_its_picture_the_figure_stays(open_page):
    page = open_page("kernels/")
    page.route("**/*.webp", lambda route: route.abort())
    page.evaluate(f"location.href = '../{PLACE}'")
    page.wait_for_url(f"**/{PLACE}")
    page.wait_for_load_state("networkidle")
    assert page.locator("kernel-gallery").count() == 0
    assert page.locator("[data-explorer=gallery] .figure").is_visible()


# ---------------------------------------------------------------------------- on a phone, and for everyone


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("language", ["", "fa/"])
def test_picture_kernels_and_weights_are_seen_together_and_fingers_meet_them(gallery, language, screen):
    page = gallery(language=language, viewport=screen, has_touch=screen == PHONE, locale=language[:2] or "en")
    place = "e => { const box = e.getBoundingClientRect(); return [box.top, box.bottom]; }"
    for name in NAMES:
        show(page, f"w={name}")
        for part in (".gallery-stage", ".gallery-choice", ".gallery-kernel table", ".gallery-dial", ".gallery-flat"):
            top, bottom = page.locator(part).evaluate(place)
            assert 0 <= top < bottom <= screen["height"], (part, name)
    for target in page.locator(
        "kernel-gallery :is(.gallery-choice label, select, button, .gallery-tick, .gallery-play)"
    ).all():
        if target.is_visible():
            assert target.bounding_box()["height"] >= 44, target.evaluate("e => e.outerHTML")
            assert target.bounding_box()["width"] >= 44
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.click("kernel-gallery summary")
    styled(page, ".thumb { display: none }")
    assert found_in_state(page, "kernel-gallery") == []
