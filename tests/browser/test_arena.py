"""The arena: its numbers are NumPy's, every way to it works, and the rows of the table set it to what they measured."""

import io
import itertools
import json
import os
import random
import re
import subprocess

import numpy as np
import pytest
from PIL import Image

from sitebuild.core.project import ROOT
from tests.browser.checks.axe import found_in_state
from tests.browser.test_arithmetic import mulberry32
from tests.browser.test_stepper import RUN_ALL
from tests.browser.whole import PHONE, styled, until

PLACE = "pooling/max-or-mean/"
SIDE = 216
PHOTOS = ("portrait", "photographer", "bricks")
SHOW = "state => { const arena = document.querySelector('pooling-arena'); arena.render(arena.parse(state)); }"
STILL = "document.querySelector('pooling-arena')?.ariaBusy === 'false'"
# What the reader sees: the errors, the two numbers under each picture, the window written out, the winner.
SEEN = """() => {
  const arena = document.querySelector('pooling-arena');
  const texts = (selector) => [...arena.querySelectorAll(selector)].map(part => part.textContent);
  const { errors, winner } = arena.found;
  return {
    errors,
    shown: texts('.arena-bars output'),
    told: texts('.arena-panel small'),
    window: texts('.arena-window')[0].split('\\n'),
    lit: [...arena.querySelectorAll('.arena-bars .wins')].map(bar => bar.className.match(/is-(\\w+)/)[1]),
    winner,
    numpy: texts('.arena-numpy')[0],
    frames: [...arena.querySelectorAll('.arena-sheet i')].map(({ style }) => [style.top, style.left, style.width]),
  };
}"""
CANVASES = """() => [...document.querySelectorAll('pooling-arena canvas')].map((canvas) => {
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return [canvas.height, canvas.width, [...data].filter((_, i) => i % 4 === 0)];
})"""


@pytest.fixture
def arena(open_page):
    """Return a function that opens the page of the arena."""

    def open_it(state="", language="", **settings):
        page = open_page(f"{language}{PLACE}{state and f'?arena={state}'}", **settings)
        until(page, STILL)
        return page

    return open_it


def show(page, state):
    page.evaluate(SHOW, state)
    until(page, STILL)
    return page.evaluate(SEEN)


# ---------------------------------------------------------------------------- the same in NumPy


@pytest.fixture(scope="module")
def chance():
    """Return chance by its seed: one number a pixel."""
    return {seed: np.array(list(itertools.islice(mulberry32(seed), SIDE * SIDE))) for seed in (1, 2, 3, 4)}


def letters():
    """Return nine times the letter of the lab, with four more empty pixels on each side."""
    letter = np.zeros((64, 64))
    for i in range(22):
        letter[31 - i, 21 + i] = letter[32 + i, 21 + i] = 255
    letter[10:54, 20] = 255
    return np.tile(np.pad(letter, 4), (3, 3))


def picture(name, chance):
    """Return a picture by its name."""
    if name in PHOTOS:
        return np.array(Image.open(ROOT / f"docs/assets/photographs/{name}-small.webp").convert("L"), float)
    if name == "letters":
        return letters()
    if name == "points":
        return np.where(chance[4] < 0.01, 255.0, 0).reshape(SIDE, SIDE)
    if name == "wave":
        return np.tile(127.5 * (1 + np.cos(2 * np.pi * np.arange(SIDE) / 8)), (SIDE, 1))
    return np.full((SIDE, SIDE), 128.0)


def spoilt(clean, state, chance):
    """Return what a state makes of a picture."""
    size = clean.size
    length, angle = np.sqrt(-2 * np.log(1 - chance[1][:size])), 2 * np.pi * chance[2][:size]
    found = np.roll(clean, state["shift"], axis=1) + state["noise"] * (length * np.cos(angle)).reshape(clean.shape)
    hit = chance[3][:size].reshape(clean.shape)
    found = np.where(hit < state["white"] / 100, 255, found)
    return np.where(hit >= 1 - state["black"] / 100, 0, found)


def windows(x, k):
    return np.lib.stride_tricks.sliding_window_view(x, (k, k))[::k, ::k]


def expected(state, chance, clean=None):
    """Return the picture, its maximum and mean, and the errors of both."""
    clean = picture(state["photo"], chance) if clean is None else clean
    clean = 255 - clean if state["i"] else clean
    changed = spoilt(clean, state, chance)
    pooled = [np.max(windows(changed, state["k"]), (2, 3)), np.mean(windows(changed, state["k"]), (2, 3))]
    wanted = [np.max(windows(clean, state["k"]), (2, 3)), np.mean(windows(clean, state["k"]), (2, 3))]
    errors = [np.sqrt(np.mean((one - other) ** 2)) for one, other in zip(pooled, wanted, strict=True)]
    blank = [np.ptp(one) < 1e-9 < np.ptp(clean) for one in wanted]
    return [changed, *pooled], errors, blank


def draw(dice):
    """Return a random state."""
    return {
        "photo": dice.choice([*PHOTOS, "letters", "points", "wave", "grey"]),
        "i": dice.randint(0, 1),
        "noise": dice.choice([0, dice.randint(1, 60)]),
        "white": dice.choice([0, dice.randint(1, 50) / 10]),
        "black": dice.choice([0, dice.randint(1, 50) / 10]),
        "shift": dice.choice([0, 0, dice.randint(1, 8)]),
        "k": dice.randint(2, 8),
        "at": [dice.randint(0, 215), dice.randint(0, 215)],
    }


def address(state):
    text = {name: f"{v:g}" for name, v in state.items() if name not in ("photo", "at")}
    text |= {"photo": state["photo"], "at": ",".join(map(str, state["at"]))}
    return ";".join(map("=".join, text.items()))


def numbers(text):
    return [float(number.replace("−", "-")) for number in re.findall(r"−?\d+(?:\.\d+)?", text)]


def test_the_numbers_of_random_states_are_those_of_numpy_and_its_code_prints_them(arena, chance):
    dice, page, codes = random.Random(20), arena(), []
    winners = set()
    for turn in range(150):
        state = draw(dice)
        seen = show(page, address(state))
        pictures, errors, blank = expected(state, chance)
        np.testing.assert_allclose(seen["errors"], errors, rtol=1e-9, atol=1e-9, err_msg=address(state))
        np.testing.assert_allclose([float(text) for text in seen["shown"]], errors, atol=0.0501)
        for told, one in zip(seen["told"], pictures, strict=True):
            np.testing.assert_allclose(numbers(told), [one.mean(), one.std()], atol=0.0501, err_msg=address(state))
        counted = [np.inf if lost else error for lost, error in zip(blank, errors, strict=True)]
        if abs(counted[0] - counted[1]) > 1e-9 or np.isinf(counted).sum() == 1:
            assert seen["lit"] == [["maximum", "mean"][int(np.argmin(counted))]], address(state)
        winners.add(seen["winner"])
        k = state["k"]
        r, c = (min(place // k, SIDE // k - 1) for place in state["at"])
        cells = pictures[0][r * k : r * k + k, c * k : c * k + k].ravel()
        for line, value in zip(seen["window"], (cells.max(), cells.mean()), strict=True):
            assert numbers(line)[-1] == pytest.approx(value, abs=0.0501), line
            assert numbers(line)[:3] == pytest.approx(cells[:3], abs=0.0501), line
        for style in seen["frames"]:
            assert [float(part[:-1]) * SIDE / 100 for part in style] == pytest.approx([r * k, c * k, k], abs=1e-3)
        if turn % 15 == 0:
            for (rows, columns, grey), one in zip(page.evaluate(CANVASES), pictures, strict=True):
                assert (rows, columns) == one.shape
                assert np.abs(np.reshape(grey, one.shape) - one.clip(0, 255)).max() < 0.5 + 1e-6
            codes.append((seen, address(state)))
    assert {"maximum", "mean"} <= winners
    done = subprocess.run(
        [os.environ["READER_PYTHON"], "-c", RUN_ALL],
        input=json.dumps([seen["numpy"] for seen, _ in codes]),
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "no_proxy": "*"},
    )
    for (seen, state), printed in zip(codes, json.loads(done.stdout), strict=True):
        np.testing.assert_allclose(numbers(printed), seen["errors"], rtol=1e-9, atol=1e-9, err_msg=state)


def png(values):
    """Return the bytes of a picture."""
    file = io.BytesIO()
    Image.fromarray(values).save(file, "PNG")
    return file.getvalue()


def test_a_picture_of_the_readers_own_is_made_small_and_what_is_no_picture_is_told(arena, chance, tmp_path):
    page = arena("white=2;noise=9;k=3")
    own = np.random.default_rng(5).integers(0, 256, (450, 700)).astype(np.uint8)
    file = {"name": "mine.png", "mimeType": "image/png"}
    page.set_input_files("pooling-arena [type=file]", files=[{**file, "buffer": png(own)}])
    until(page, "document.querySelector('pooling-arena').state.photo === 'own'")
    small = own[:450, :700].reshape(225, 2, 350, 2).mean(axis=(1, 3))[4:220, 67:283]
    state = {"photo": "own", "i": 0, "noise": 9, "white": 2, "black": 0, "shift": 0, "k": 3}
    seen = page.evaluate(SEEN)
    np.testing.assert_allclose(seen["errors"], expected(state, chance, small)[1], rtol=1e-9)
    (tmp_path / "mine.png").write_bytes(png(own))
    command = [os.environ["READER_PYTHON"], "-c", seen["numpy"]]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    np.testing.assert_allclose(numbers(done.stdout), seen["errors"], rtol=1e-9, err_msg=done.stderr)
    until(page, "location.search.includes('white=2')")
    assert "own" not in page.url
    page.set_input_files("pooling-arena [type=file]", files=[{**file, "buffer": b"no picture"}])
    page.wait_for_selector(".explorer-problem")
    assert "cannot open this" in page.text_content(".arena-problem")
    assert page.evaluate(SEEN)["errors"] == seen["errors"]  # the last good one stays
    page.select_option("pooling-arena [name=photo]", "wave")
    assert page.text_content(".arena-problem") == ""


# ---------------------------------------------------------------------------- ways to it

LINKS = "[...document.querySelectorAll('td a[href*=\"?arena=\"]')].map(link => link.getAttribute('href'))"


def test_the_rows_of_the_table_set_it_and_back_leads_to_the_row_and_its_state(arena):
    page = arena()
    page.evaluate("window.stays = true")
    asked = page.evaluate(LINKS)
    assert len(asked) >= 12
    assert page.text_content(".arena-said") == ""  # nothing is said before the reader does something
    row = page.locator("td a[href*='?arena=']").nth(5)
    row.scroll_into_view_if_needed()
    there = page.evaluate("scrollY")
    row.click()
    assert page.evaluate("scrollY") < there - 1000
    page.go_back()
    until(page, f"Math.abs(scrollY - {there}) < 2")
    assert page.evaluate("document.querySelector('pooling-arena').state.black") == 3
    for i, href in enumerate(asked):
        state, _, target = href.removeprefix("?arena=").partition("#")
        page.locator("td a[href*='?arena=']").nth(i).click()
        until(page, STILL)
        assert page.evaluate("(arena => arena.format(arena.state))(document.querySelector('pooling-arena'))") == state
        assert page.evaluate("window.stays"), "the page was loaded again"
        assert page.url.endswith(href)
        assert page.evaluate(f"document.getElementById('{target}').getBoundingClientRect().top >= 0")
        assert page.locator(".arena-stage").evaluate("stage => stage.getBoundingClientRect().bottom < innerHeight")
        assert page.text_content(".arena-said")


def test_it_finds_a_picture_where_the_maximum_loses(arena, chance):
    page = arena()  # black outliers, which the maximum does not see
    begun = page.evaluate(SEEN)
    assert begun["winner"] == "maximum"
    page.click(".arena-lose")
    until(page, "document.querySelector('pooling-arena').found.winner === 'mean'")
    now = page.evaluate("document.querySelector('pooling-arena').state")
    assert (now["black"], now["k"]) == (3, 3)
    _, errors, blank = expected(now, chance)
    assert errors[0] > errors[1] or blank[0]
    assert "The mean is better here" in page.text_content(".arena-said")
    show(page, "k=4")
    page.click(".arena-lose")  # no picture is spoilt, but of dark letters the maximum leaves nothing
    until(page, "/leaves nothing/.test(document.querySelector('.arena-said').textContent)")
    state = page.evaluate("document.querySelector('pooling-arena').state")
    assert (state["photo"], state["i"]) == ("letters", 1)
    page.click(".arena-restart")
    assert page.evaluate(SEEN)["errors"] == begun["errors"]


def test_keys_do_all_and_what_they_do_is_said(arena):
    page = arena(language="fa/")
    said = page.locator(".arena-said")
    page.focus("pooling-arena [name=white]")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.querySelector('pooling-arena').state.white") == 0.1
    assert page.get_attribute("pooling-arena [name=white]", "aria-valuetext").strip("\u061c") == "۰٫۱٪"
    assert "خطا پس از بیشینه" in said.text_content()
    assert not re.search("[0-9]", said.text_content())
    page.focus(".arena-stage")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    assert page.evaluate("document.querySelector('pooling-arena').state.at") == [138, 111]
    assert "سطر ۴۷ و ستون ۳۸" in said.text_content()
    page.focus("pooling-arena [name=i]")
    page.keyboard.press("Space")
    until(page, "/arena=i=1;white=0.1;black=3;k=3;at=138,111/.test(location.search)")


BROKEN = ["%20", "k=99;white=7;photo=own", "%00;;=;==", "at=9999,9999;k=8", "photo=constructor"]


@pytest.mark.parametrize("state", BROKEN)
def test_a_broken_address_breaks_nothing(arena, state):
    page = arena(state)
    assert page.evaluate(SEEN)["window"][0].startswith("max(")
    assert page.text_content(".arena-problem") == ""


def test_without_its_picture_the_figure_stays(open_page):
    page = open_page("pooling/")
    page.route("**/*.webp", lambda route: route.abort())
    page.evaluate(f"location.href = '../{PLACE}'")
    page.wait_for_url(f"**/{PLACE}")
    page.wait_for_load_state("networkidle")
    assert page.locator("pooling-arena").count() == 0
    assert page.locator(".explorer .figure").is_visible()


# ---------------------------------------------------------------------------- on a phone, and for everyone


@pytest.mark.parametrize("language", ["", "fa/"])
def test_pictures_errors_and_controls_are_seen_together_and_fingers_meet_them(arena, language):
    page = arena(language=language, viewport=PHONE, has_touch=True, locale=language[:2] or "en")
    place = "e => { const box = e.getBoundingClientRect(); return [box.top, box.bottom]; }"
    for part in (".arena-stage", ".arena-bars", ".arena-sliders"):
        top, bottom = page.locator(part).evaluate(place)
        assert 0 <= top < bottom <= PHONE["height"], part
    for target in page.locator("pooling-arena :is([type=range], select, button, .arena-tick):visible").all():
        assert target.bounding_box()["height"] >= 44, target.evaluate("e => e.outerHTML")
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    box = page.locator(".arena-sheet").last.bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] * 0.75, box["y"] + box["height"] * 0.25)
    row, column = page.evaluate("document.querySelector('pooling-arena').state.at")
    assert abs(row - 54) <= 3
    assert abs(column - 162) <= 3
    page.click("pooling-arena summary")
    styled(page, ".thumb { display: none }")
    assert found_in_state(page, "pooling-arena") == []
