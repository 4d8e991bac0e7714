"""The dive: what it shows is what the Python of the page sees, and every way to move it works."""

import contextlib
import io
import random
import re

import numpy as np
import pytest

from snippets.convolution.field_ancestors import behind
from snippets.convolution.field_photo import nearest
from snippets.convolution.field_published import NETWORKS
from snippets.convolution.field_recurrence import walk
from tests.browser.checks.axe import found_in_state
from tests.browser.test_arithmetic import moving
from tests.browser.whole import styled, until

PLACE = "convolution/receptive-field/"
SIDE, MARGIN = 224, 16
DILATIONS = {"1": [1], "2": [2], "4": [4], "8": [8], "mixed": [1, 2, 3], "double": [1, 2, 4, 8, 16, 32]}
SHOW = "text => { const dive = document.querySelector('field-dive'); dive.render(dive.parse(text)); }"
# What the reader sees: the paths of the drawing, the words, the code.
SEEN = """() => {
  const part = (name) => document.querySelector(`field-dive .dive-${name}`);
  const paths = ['dim', 'frame', 'lit', 'zeros', 'all'].map((name) => [name, part(name).getAttribute('d')]);
  return {
    ...Object.fromEntries(paths),
    told: part('told').textContent,
    said: part('said').textContent,
    numpy: part('numpy').textContent,
    state: part('stage').closest('field-dive').state,
  };
}"""
SMALL_PHONE = {"width": 360, "height": 740}


@pytest.fixture
def dive(open_page):
    """Return a function that opens the page of the dive."""

    def open_it(state="", language="", **settings):
        page = open_page(f"{language}{PLACE}{state and f'?dive={state}'}", **settings)
        page.wait_for_selector("field-dive .explorer-code")
        return page

    return open_it


def boxes(path):
    """Return the rectangles of a path: left, top, width and height."""
    return [[float(n) for n in one] for one in re.findall(r"M([^ ]+) ([^h]+)h([^v]+)v([^h]+)h", path)]


def layers_of(net, s, d):
    """Return the layers of a state, each its kernel size, stride, dilation and padding."""
    plain = NETWORKS["vgg16"] if net == "vgg" else [(3, 2, 1, 1)] * 6
    found, turn = [], 0
    for k, stride, dilation, padding in plain:
        if k == 3:
            dilation = padding = DILATIONS[d][turn % len(DILATIONS[d])]
            turn += 1
        found.append((k, stride if s else 1, dilation, padding))
    return found


def size_of(layers):
    n = SIDE
    for k, s, d, p in layers:
        n = (n + 2 * p - d * (k - 1) - 1) // s + 1
    return n


def expected(net, s, d, n, at):
    """Return the frame of a state and the rows and the columns of the picture that its output sees."""
    layers = layers_of(net, s, d)[:n]
    field, jump, start = walk(layers)[-1]
    last = start + (size_of(layers) - 1) * jump
    frame = [min(last, max(start, nearest((field, jump, start), place))) for place in at]
    outputs = [(first - start) // jump for first in frame]
    return frame, field, outputs, [moving(layers, SIDE, output) for output in outputs]


def draw(chance):
    net = chance.choice(["vgg", "small"])
    n = chance.randint(0, 18 if net == "vgg" else 6)
    at = [chance.choice([0, 223, chance.randint(0, 223)]) for _ in range(2)]
    return {"net": net, "s": chance.randint(0, 1), "d": chance.choice(list(DILATIONS)), "n": n, "at": at}


def address(state):
    return ";".join(f"{name}={','.join(map(str, v)) if name == 'at' else v}" for name, v in state.items())


def halfway(state):
    """Say whether a pixel is as near to one output as to another: Python and JavaScript then round differently."""
    field, jump, start = walk(layers_of(state["net"], state["s"], state["d"])[: state["n"]])[-1]
    return any(((place - start - (field - 1) / 2) / jump) % 1 == 0.5 for place in state["at"])


def test_what_random_states_show_is_what_python_sees(dive):
    chance, page = random.Random(4), dive(reduced_motion="reduce")
    states = [one for one in (draw(chance) for _ in range(90)) if not halfway(one)]
    assert len(states) > 50
    holes = beyond = 0
    for state in states:
        page.evaluate(SHOW, address(state))
        seen = page.evaluate(SEEN)
        (top, left), field, outputs, (rows, columns) = expected(**state)
        assert boxes(seen["frame"]) == [[left, top, field, field]], state
        # The picture, and whether each pixel of it is dim.
        dim = np.zeros((SIDE + 2 * MARGIN,) * 2, bool)
        for x, y, width, height in boxes(seen["dim"]):
            x, y = int(x) + MARGIN, int(y) + MARGIN
            dim[y : y + int(height), x : x + int(width)] = True
        clear = np.zeros((SIDE, SIDE), bool)
        clear[np.ix_(rows, columns)] = True
        np.testing.assert_array_equal(~dim[MARGIN:-MARGIN, MARGIN:-MARGIN], clear, err_msg=address(state))
        # From the side: the first column lights the rows of the picture.
        first = [(y, height) for x, y, _, height in boxes(seen["lit"]) if x < 1]
        assert sorted(r for y, height in first for r in range(round(y), round(y + height))) == rows, state
        inside = [len(range(max(0, place), min(SIDE, place + field))) for place in (top, left)]
        assert f"Receptive field: {field} × {field} pixels." in seen["told"]
        assert f"row {outputs[0] + 1}, column {outputs[1] + 1} of" in seen["told"], state
        if [len(rows), len(columns)] != inside:
            holes += 1
            numbers = f"of {inside[0]} rows and {inside[1]} columns it sees {len(rows)} and {len(columns)}."
            assert numbers in seen["told"]
        else:
            assert "Holes" not in seen["told"]
        beyond += inside != [field, field]
        assert ("padding" in seen["told"]) == (inside != [field, field])
        with contextlib.redirect_stdout(io.StringIO()) as out:
            exec(seen["numpy"], {})
        depth = walk(layers_of(state["net"], state["s"], state["d"])[: state["n"]])[-1]
        printed = [[int(n) for n in line.split()] for line in out.getvalue().splitlines()]
        assert printed == [list(depth), rows, columns]
    assert holes > 10
    assert beyond > 10


def test_the_holes_are_those_of_the_page(dive):
    """Three layers of dilation two, far from the border: the example of the section on holes."""
    page = dive("net=small;s=0;d=2;n=3;at=100,90", reduced_motion="reduce")
    seen = page.evaluate(SEEN)
    rows = behind([(3, 1, 2)] * 3, 100 - 6)
    assert sorted(round(y) for x, y, _, _ in boxes(seen["lit"]) if x < 1) == sorted(rows)
    assert "of 13 rows and 13 columns it sees 7 and 7" in seen["told"]


def test_hands_and_keys_move_it_and_what_they_do_is_said(dive):
    page = dive(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    begun = page.evaluate(SEEN)
    assert begun["said"] == ""  # nothing is said before the reader does something
    assert begun["state"] == {"net": "vgg", "s": 1, "d": "1", "n": 14, "at": [112, 100]}
    for part in (".dive-stage", ".dive-settings", ".dive-depth"):
        box = page.locator(part).bounding_box()
        assert box["y"] + box["height"] <= 800, f"{part} is not in the first screen"

    page.focus(".dive-stage")
    page.keyboard.press("ArrowRight")
    seen = page.evaluate(SEEN)
    assert boxes(seen["frame"])[0][0] == boxes(begun["frame"])[0][0] + 16  # its neighbour is a jump away
    assert seen["said"] == seen["told"] != begun["told"]
    for _ in range(20):
        page.keyboard.press("ArrowUp")
    assert "row 1, column 8 of 14" in page.evaluate(SEEN)["said"]
    page.keyboard.press("Shift+ArrowDown")
    assert "row 11, column 8 of 14" in page.evaluate(SEEN)["said"]

    page.focus("field-dive [name=n]")
    page.keyboard.press("End")
    assert page.evaluate(SEEN)["state"]["n"] == 18
    assert page.get_attribute("field-dive [name=n]", "aria-valuetext") == "18 of 18"
    page.uncheck("field-dive [name=s]")
    assert "Receptive field: 32 × 32" in page.evaluate(SEEN)["said"]
    page.select_option("field-dive [name=d]", "8")
    page.select_option("field-dive [name=net]", "small")
    assert "Layer 6: 3 × 3 convolution, stride 1, dilation 8." in page.evaluate(SEEN)["said"]
    until(page, "location.search.includes('dive=net=small;s=0;d=8;n=6')")
    kept = page.evaluate(SEEN)
    page.reload()
    page.wait_for_selector("field-dive .explorer-code")
    assert page.evaluate(SEEN)["frame"] == kept["frame"]

    # The pixel goes with the mouse, and where that leaves the picture, to the border.
    sheet = page.locator(".dive-sheet").bounding_box()
    unit = sheet["width"] / (SIDE + 2 * MARGIN)

    def place(r, c):
        return sheet["x"] + (c + 16.5) * unit, sheet["y"] + (r + 16.5) * unit

    page.mouse.move(*place(60, 70))
    page.mouse.down()
    assert page.evaluate(SEEN)["state"]["at"] == [60, 70]
    page.mouse.move(*place(61, 150))
    assert page.evaluate(SEEN)["state"]["at"] == [61, 150]
    page.mouse.move(*place(-14, 300))
    seen = page.evaluate(SEEN)
    assert seen["state"]["at"] == [0, 223]
    assert boxes(seen["zeros"])
    page.mouse.up()
    assert "of it lies in the picture" in page.evaluate(SEEN)["said"]
    page.mouse.move(*place(100, 100))
    assert page.evaluate(SEEN)["state"]["at"] == [0, 223]
    page.click(".dive-restart")
    assert page.evaluate(SEEN)["frame"] == begun["frame"]
    until(page, "!location.search")


# Time is told by hand, frame by frame.
FRAMES = """() => {
  const later = [];
  globalThis.requestAnimationFrame = (step) => later.push(step);
  globalThis.frame = (now) => later.splice(0).forEach((step) => step(now));
}"""


def test_from_layer_to_layer_the_frame_takes_a_moment_unless_motion_is_not_wanted(dive):
    page = dive()

    def side():
        return boxes(page.evaluate(SEEN)["frame"])[0][2]

    set_layer = """n => { const slider = document.querySelector('field-dive [name=n]');
      slider.value = n; slider.dispatchEvent(new Event('input', { bubbles: true })); }"""
    page.evaluate(FRAMES)
    page.evaluate(set_layer, 18)
    sides = [side()]
    for now in (1000, 1150, 1300):
        page.evaluate("now => frame(now)", now)
        sides.append(side())
    assert sides[:2] == [100, 100]
    assert 100 < sides[2] < 212
    assert sides[2] - 100 > 212 - sides[2]  # slower towards the end
    assert sides[3] == 212
    page.evaluate(set_layer, 3)
    page.evaluate("frame(2000)")
    page.evaluate("frame(2100)")
    page.evaluate(set_layer, 6)  # on from where it is
    between = side()
    page.evaluate("frame(3000)")
    assert side() == between > 16
    page.evaluate("frame(3300)")
    assert side() == 16
    page.emulate_media(reduced_motion="reduce")
    page.evaluate(set_layer, 14)
    assert side() == 100


BROKEN = ["%20", "net=x;s=9;d=3;n=99;at=9999,-1", "%00;;=;==", "net=constructor;d=toString", "net=small;n=14;at=7"]


def test_a_broken_address_breaks_nothing(dive):
    page = dive(BROKEN[0])
    for text in BROKEN:
        page.evaluate(SHOW, text)
        seen = page.evaluate(SEEN)
        assert boxes(seen["frame"]), text
        assert seen["state"]["net"] in ("vgg", "small")
        assert seen["state"]["n"] <= (18 if seen["state"]["net"] == "vgg" else 6)


def test_without_its_photograph_the_figure_stays(open_page):
    page = open_page("pooling/")
    page.route("**/portrait-face.webp", lambda route: route.abort())
    page.evaluate(f"location.href = '../{PLACE}'")
    page.wait_for_url(f"**/{PLACE}")
    page.wait_for_load_state("networkidle")
    assert page.locator("field-dive").count() == 0
    assert page.locator("[data-explorer=dive] .figure").is_visible()


@pytest.mark.parametrize("language", ["", "fa/"])
def test_on_a_phone_picture_and_controls_are_seen_together_and_fingers_meet_them(dive, language):
    page = dive(language=language, viewport=SMALL_PHONE, has_touch=True, locale=language[:2] or "en")
    page.locator(".dive-stage").evaluate("stage => scrollTo(0, stage.getBoundingClientRect().top + scrollY - 60)")
    for part in (".dive-stage", ".dive-depth", ".dive-settings", ".dive-told"):
        box = page.locator(part).bounding_box()
        assert 0 <= box["y"] < box["y"] + box["height"] <= SMALL_PHONE["height"], part
    targets = "field-dive :is([type=range], select, button, .dive-tick, .dive-handle):visible"
    for target in page.locator(targets).all():
        assert target.bounding_box()["height"] >= 44, target.evaluate("e => e.outerHTML")
    box = page.locator(".dive-sheet").bounding_box()
    assert box["width"] == pytest.approx(256)  # a pixel of the picture is one of the screen
    page.touchscreen.tap(box["x"] + 16 + 40, box["y"] + 16 + 180)
    seen = page.evaluate(SEEN)
    (top, left), field, _, _ = expected("vgg", 1, "1", 14, [180, 40])
    assert seen["state"]["n"] == 14
    assert boxes(seen["frame"]) == [[left, top, field, field]]
    if language:
        assert "میدان دریافت: ۱۰۰ در ۱۰۰ پیکسل" in seen["said"]
        assert not re.search("[0-9]", seen["said"])
    # A finger drags the pixel by its handle.
    handle = page.locator(".dive-handle").bounding_box()
    x, y = handle["x"] + 22, handle["y"] + 22
    tools = page.context.new_cdp_session(page)
    for kind, points in (
        ("touchStart", [{"x": x, "y": y}]),
        ("touchMove", [{"x": x + 48, "y": y - 16}]),
        ("touchEnd", []),
    ):
        tools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    until(page, f"document.querySelector('.dive-frame').getAttribute('d').startsWith('M{left + 48} {top - 16}h')")
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.click("field-dive summary")
    styled(page, ".md-header, .thumb { display: none }")
    assert found_in_state(page, "field-dive") == []
