"""The network: every layer is Python's, what is drawn is what it sees, and every way to it works."""

import base64
import io
import os
import re
import subprocess

import numpy as np
import pytest
from PIL import Image

from snippets.networks import digits, seen, trained, training
from tests.browser.checks.axe import found_in_state
from tests.browser.whole import PHONE, styled, until

PLACE = "networks/"
NETS = trained.POOLINGS
STILL = "document.querySelector('network-view')?.ariaBusy === 'false'"
VIEW = "document.querySelector('network-view')"
SHOW = f"state => {VIEW}.render({VIEW}.parse(state))"
DRAWINGS = 500
# What each layer gives of drawings, as 32-bit numbers in base64, and whether they are like nothing that was learned.
ANSWER = """async ([name, text]) => {
  const folder = new URL('/assets/explorers/', location.href).href;
  const { runNetwork, softmax } = await import(`${folder}forward.js`);
  const { loadNetwork, isUnlike } = await import(`${folder}drawings.js`);
  const net = await loadNetwork(name);
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const all = new Float32Array(bytes.buffer);
  const found = [];
  for (let first = 0; first < all.length; first += 784) {
    const values = Float64Array.from(all.subarray(first, first + 784));
    const layers = runNetwork(net.layers, { channels: 1, rows: 28, columns: 28, values });
    const last = layers[layers.length - 1].values;
    const numbers = Float32Array.from([...layers.flatMap((maps) => [...maps.values]), ...softmax(last)]);
    let letters = '';
    for (const one of new Uint8Array(numbers.buffer)) letters += String.fromCharCode(one);
    found.push([btoa(letters), isUnlike(layers[layers.length - 2].values, net.unlike)]);
  }
  return found;
}"""
# What a reader sees.
SEEN = """() => {
  const view = document.querySelector('network-view');
  const text = (name) => view.querySelector(`.network-${name}`).textContent;
  return {
    input: [...view.input.values],
    chances: [...view.chances],
    shown: [...view.querySelectorAll('.network-scores output')].map(one => one.textContent),
    wins: [...view.querySelectorAll('.network-scores > div')].findIndex(one => one.matches('.wins')),
    told: text('told'), said: text('said'), title: text('title'), formula: text('formula'), numpy: text('numpy'),
    products: [...view.querySelectorAll('.network-table td')].map(one => one.textContent),
    frames: [...view.querySelectorAll('.network-frame')].map(one => one.getAttribute('d')),
    state: view.format(view.state),
  };
}"""


@pytest.fixture
def network(open_page):
    """Return a function that opens the page of the network."""

    def open_it(state="", language="", **settings):
        page = open_page(f"{language}{PLACE}{state and f'?network={state}'}", **settings)
        until(page, STILL)
        return page

    return open_it


def show(page, state):
    page.evaluate(SHOW, state)
    until(page, STILL)
    return page.evaluate(SEEN)


def numbers(text):
    return [
        float(number.replace("−", "-")) for number in re.findall(r"(?:(?<=[^\d ])−|^−|(?<=\()−)?\d+(?:\.\d+)?", text)
    ]


def layers_of(pooling, pictures):
    """Return all numbers of all layers for each picture, the drawing first and the chances last."""
    steps = [y for y, _ in training.forward(trained.trained(pooling), np.asarray(pictures, float), pooling)]
    every = [pictures, *steps, training.softmax(steps[-1])]
    return np.concatenate([np.reshape(one, (len(pictures), -1)) for one in every], axis=1)


# ---------------------------------------------------------------------------- the same as in Python


@pytest.mark.parametrize("pooling", NETS)
def test_every_layer_of_every_drawing_is_pythons(network, pooling):
    page = network()
    pictures = trained.held_out()[0][:DRAWINGS]
    far = trained.distance(pooling, pictures) / trained.limit(pooling)
    for first in range(0, DRAWINGS, 50):
        part = pictures[first : first + 50]
        asked = base64.b64encode(part.astype("<f4").tobytes()).decode()
        found = page.evaluate(ANSWER, [pooling, asked])
        ours = np.array([np.frombuffer(base64.b64decode(text), "<f4") for text, _ in found])
        np.testing.assert_allclose(ours, layers_of(pooling, part), rtol=1e-6, atol=1e-5)
        for (_, unlike), ratio in zip(found, far[first : first + 50], strict=True):
            assert unlike == (ratio > 1) or abs(ratio - 1) < 1e-6


WORK = """async ([call, given]) => {
  const folder = new URL('/assets/explorers/', location.href).href;
  const made = { ...await import(`${folder}drawings.js`), ...await import(`${folder}forward.js`) };
  const maps = ({ values, rows, columns }) => ({ values: Float64Array.from(values), rows, columns, channels: 1 });
  const strokes = (list) => list.map((stroke) => stroke.map((point) => [...point]));
  if (call === 'strokes') return given.map(([list, pen]) => [...made.drawStrokes(strokes(list), pen).values]);
  if (call === 'fitStrokes') return given.map((list) => made.fitStrokes(strokes(list)));
  if (call === 'ink') return given.map((list) => made.readInk(made.writeInk(list)));
  return given.map((one) => [...made[call](maps(one)).values]);
}"""


def hands(count):
    rng = np.random.default_rng(8)
    return [digits.write(n % 10, rng) for n in range(count)]


def test_lines_and_their_place_are_pythons(network):
    page = network()
    strokes = [digits.fit(one) for one in hands(40)]
    pens = [{"width": 1.4 + n % 5 / 2, "soft": 1 + n % 3 / 2} for n in range(40)]
    given = [[[s.tolist() for s in one], pen] for one, pen in zip(strokes, pens, strict=True)]
    found = page.evaluate(WORK, ["strokes", given])
    wanted = [digits.render(one, **pen).ravel() for one, pen in zip(strokes, pens, strict=True)]
    np.testing.assert_allclose(found, wanted, atol=2e-5)
    free = hands(20)
    found = page.evaluate(WORK, ["fitStrokes", [[s.tolist() for s in one] for one in free]])
    for ours, one in zip(found, free, strict=True):
        for a, b in zip(ours, digits.fit(one), strict=True):
            np.testing.assert_allclose(a, b, atol=1e-9)


def pictures_of_all_sizes():
    rng = np.random.default_rng(4)
    found = []
    for n, (rows, columns) in enumerate([(28, 28), (8, 8), (60, 41), (300, 200), (17, 90)]):
        picture = np.zeros((rows, columns))
        top, left = rows // 5, columns // 4
        picture[top : top + max(2, rows // 2), left : left + max(2, columns // 3)] = 0.4 + 0.1 * n
        found.append(np.clip(picture + 0.05 * rng.random((rows, columns)), 0, 1))
    return found


def test_pictures_are_fitted_as_in_python(network):
    page = network()
    given = pictures_of_all_sizes()
    asked = [{"values": one.ravel().tolist(), "rows": one.shape[0], "columns": one.shape[1]} for one in given]
    found = page.evaluate(WORK, ["fit", asked])
    for ours, one in zip(found, given, strict=True):
        np.testing.assert_allclose(ours, digits.fit_picture(one).ravel(), atol=1e-6)


def test_strokes_become_a_text_and_strokes_again(network):
    rng = np.random.default_rng(1)
    strokes = [[(rng.integers(0, 113, 2) / 4).tolist()] for _ in range(30)]
    for stroke in strokes:
        for _ in range(rng.integers(0, 20)):
            step = rng.integers(-31, 32, 2) / 4
            stroke.append(np.clip(np.array(stroke[-1]) + step, 0, 28).tolist())
    page = network()
    assert page.evaluate(WORK, ["ink", [strokes]])[0] == strokes


def test_the_numpy_prints_the_chances(network, site):
    page = network()
    for net in NETS:
        found = show(page, f"net={net};sample=5,1;x=1;y=-2")
        # The server of the tests compresses whatever it gives.
        code, n = re.subn(r'urlopen\("[^"]+/(assets/network/\w+\.json)"\)', rf'open("{site}/\1")', found["numpy"])
        assert n == 1
        done = subprocess.run([os.environ["READER_PYTHON"], "-c", code], capture_output=True, text=True)
        printed = [float(line.split()[1]) for line in done.stdout.splitlines()]
        np.testing.assert_allclose(printed, found["chances"], atol=5.1e-5, err_msg=done.stderr)
        ours = layers_of(net, np.reshape(found["input"], (1, 28, 28)))[0, -10:]
        np.testing.assert_allclose(found["chances"], ours, atol=1e-9)
        assert found["wins"] == int(np.argmax(ours))


# ---------------------------------------------------------------------------- what is drawn

INK = """() => {
  const canvas = document.querySelector('.network-pad canvas');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const step = canvas.width / 28;
  return Array.from({ length: 784 }, (_, i) => data[4 * (Math.floor(i / 28) * step * canvas.width + (i % 28) * step)]);
}"""
SEVEN = [(0.3, 0.25), (0.5, 0.24), (0.7, 0.25), (0.62, 0.45), (0.52, 0.65), (0.45, 0.82)]


def places(page, points=SEVEN):
    box = page.locator(".network-pad").bounding_box()
    return [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in points]


def draw(page, points=SEVEN):
    first, *others = places(page, points)
    page.mouse.move(*first)
    page.mouse.down()
    for one in others:
        page.mouse.move(*one, steps=4)
    page.mouse.up()


def test_a_stroke_of_the_mouse_is_what_the_network_sees_and_stands_in_the_address(network):
    page = network()
    before = page.evaluate(SEEN)
    assert before["wins"] == 3
    draw(page)
    now = page.evaluate(SEEN)
    assert now["wins"] == 7
    assert now["said"] == now["told"]
    assert "7" in now["told"]
    ink = np.array(page.evaluate(INK), float)
    paper, full = ink[0], ink[np.argmax(now["input"])]
    np.testing.assert_allclose((ink - paper) / (full - paper), now["input"], atol=0.01)
    until(page, "location.search.includes('ink=')")
    page.reload()
    until(page, STILL)
    assert page.evaluate(SEEN)["input"] == now["input"]
    page.click(".network-clear")
    empty = page.evaluate(SEEN)
    assert not any(empty["input"])
    assert set(empty["shown"]) == {""}
    assert "Draw a digit" in empty["told"]


def test_a_finger_draws_and_the_page_stays_where_it_is(network):
    page = network(viewport=PHONE, has_touch=True)
    tools = page.context.new_cdp_session(page)
    first, *others = places(page)

    def touch(kind, *points):
        tools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]})

    touch("touchStart", first)
    for before, after in zip([first, *others], others, strict=False):
        for part in (0.25, 0.5, 0.75, 1):
            touch("touchMove", tuple(a + part * (b - a) for a, b in zip(before, after, strict=True)))
    touch("touchEnd")
    until(page, f"!{VIEW}.isDrawing && {VIEW}.state.ink")
    assert page.evaluate(SEEN)["wins"] == 7
    assert page.evaluate("scrollY") == 0


def test_what_is_drawn_over_a_moved_drawing_joins_it_and_is_in_no_address(network):
    page = network()
    draw(page)
    page.click("[data-x='1']")
    moved = np.reshape(page.evaluate(SEEN)["input"], (28, 28))
    draw(page, [(0.35, 0.55), (0.65, 0.55)])  # the bar
    now = page.evaluate(SEEN)
    assert (np.reshape(now["input"], (28, 28)) >= moved - 1e-9).all()
    assert "ink" not in now["state"]
    draw(page, [(0.2, 0.9)])  # a dot
    assert sum(page.evaluate(SEEN)["input"]) > sum(now["input"])


def test_a_drawing_is_centred_and_enlarged(network):
    page = network("net=max;ink=A_ASiejekfjfkhjijjhjeicjcjdh.BJAekiljljjjejdjbjcicgcecede")
    assert page.evaluate(SEEN)["wins"] != 3
    page.click(".network-fit")
    assert page.evaluate(SEEN)["wins"] == 3
    ink = np.reshape(page.evaluate(SEEN)["input"], (28, 28)) > 0.3
    rows = np.flatnonzero(ink.any(axis=1))
    assert abs(rows[0] + rows[-1] - 27) <= 1


def test_what_is_like_nothing_it_learned_is_said(network):
    page = network("net=max;ink=AUAU444444.BcAUI4I4I4")
    strokes = [np.array([[5, 5], [23, 23]], float), np.array([[23, 5], [5, 23]], float)]
    picture = digits.render(strokes, soft=seen.SOFT)[None]
    for net in NETS:
        found = show(page, f"net={net};ink=AUAU444444.BcAUI4I4I4")
        np.testing.assert_allclose(found["input"], picture.ravel(), atol=0.003)
        assert trained.distance(net, picture)[0] > trained.limit(net), "the page shows this as an example"
        assert "like nothing" in found["told"]
    assert "like nothing" not in show(page, "net=max;sample=3,0")["told"]


def png(values):
    file = io.BytesIO()
    Image.fromarray(values).save(file, "PNG")
    return file.getvalue()


def test_a_picture_of_the_readers_own_is_read_dark_on_light_and_light_on_dark(network):
    page = network()
    strokes = digits.fit([np.array([[0, 0], [10, 0], [4, 20]], float)])
    large = np.kron(digits.render(strokes, width=3), np.ones((9, 9)))
    grey = np.full((400, 520), 250, np.uint8)
    grey[60 : 60 + large.shape[0], 200 : 200 + large.shape[1]] = 250 - np.uint8(240 * large)
    file = {"name": "mine.png", "mimeType": "image/png"}
    inputs = []
    for picture in (grey, 255 - grey):
        page.set_input_files("network-view [type=file]", files=[{**file, "buffer": png(picture)}])
        until(page, f"{VIEW}.own && {VIEW}.findPart('said').textContent.includes('7')")
        inputs.append(page.evaluate(SEEN)["input"])
        page.click(".network-clear")
    np.testing.assert_allclose(*inputs, atol=0.03)
    wanted = digits.fit_picture((250 - np.float64(grey)) / 250)
    np.testing.assert_allclose(inputs[0], wanted.ravel(), atol=0.01)
    page.set_input_files("network-view [type=file]", files=[{**file, "buffer": b"no picture"}])
    page.wait_for_selector(".explorer-problem")
    assert "cannot open this" in page.text_content(".network-problem")


def test_a_move_and_what_it_changes(network):
    page = network("net=mean;sample=3,0")
    drawing = np.reshape(page.evaluate(SEEN)["input"], (1, 28, 28))
    page.click("[data-x='1']")
    moved = np.reshape(page.evaluate(SEEN)["input"], (1, 28, 28))
    wanted = np.roll(drawing, 1, axis=2)
    np.testing.assert_array_equal(moved, wanted)
    before, after = (seen.steps(one, "mean") for one in (drawing, moved))
    shown = page.locator(".network-row:not([class*=filter]) small").all_text_contents()
    for layer, text in zip((0, 1, 2, 3, 4, 5), shown, strict=True):
        change = float((seen.size(after[layer] - before[layer]) / seen.size(before[layer]))[0])
        assert numbers(text)[0] == pytest.approx(100 * change, abs=0.51), text
    for _ in range(9):
        page.click("[data-y='-1']")
    assert page.evaluate(f"{VIEW}.state.y") == -4
    for _ in range(4):
        page.click("[data-y='1']")
    page.click("[data-x='-1']")
    assert page.locator(".network-row:not([class*=filter]) small").first.text_content() == "24 × 24"


# ---------------------------------------------------------------------------- where a number comes from


@pytest.mark.parametrize("net", NETS)
def test_a_number_is_written_out_and_all_that_it_comes_from_is_framed(network, net):
    page = network()
    shown = [1, 2, 4, 5, 6, 8] if net == "stride" else [1, 2, 3, 4, 5, 6]
    rng = np.random.default_rng(2)
    for row in range(6):
        state = f"net={net};sample={row},0"
        found = show(page, state)
        steps = [y for y, _ in training.forward(trained.trained(net), np.reshape(found["input"], (1, 28, 28)), net)]
        maps = steps[shown[row] - 1][0]
        for _ in range(3):
            m, r, c = (int(rng.integers(0, most)) for most in maps.shape)
            found = show(page, f"{state};at={row},{m},{r},{c}")
            last = re.findall(r"−?[\d.]+$", found["formula"])[0].replace("−", "-")
            assert float(last) == pytest.approx(maps[m, r, c], abs=0.00501), found["formula"]
            assert f"map {m + 1}, row {r + 1}, column {c + 1}" in found["title"]
            field = [5, 5, 6, 10, 10, 12][row]
            jump = [1, 1, 2, 2, 2, 4][row]
            assert found["frames"][0] == f"M{c * jump} {r * jump}h{field}v{field}h-{field}z"
            if row in (2, 5) and net != "stride":
                window = steps[shown[row] - 2][0, m, 2 * r : 2 * r + 2, 2 * c : 2 * c + 2].ravel()
                written = [float(text.replace("−", "-")) for text in found["products"]]
                np.testing.assert_allclose(written, window, atol=0.00501)


def test_a_score_says_what_speaks_for_it(network):
    page = network("net=max;sample=3,0")
    page.locator(".network-scores > div").nth(8).click()
    found = page.evaluate(SEEN)
    steps = [y for y, _ in training.forward(trained.trained("max"), np.reshape(found["input"], (1, 28, 28)), "max")]
    last = re.findall(r"−?[\d.]+$", found["formula"])[0].replace("−", "-")
    assert float(last) == pytest.approx(steps[-1][0, 8], abs=0.00501)
    assert "at=6,8,0,0" in found["state"]
    page.focus(".network-scores")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(f"{VIEW}.state.at") == [6, 9, 0, 0]


def test_a_filter_shows_its_weights_and_what_excites_it(network):
    page = network("net=max;sample=3,0;filter=0,2")
    found = page.evaluate(SEEN)
    weights = trained.trained("max")[0][2, 0].ravel()
    np.testing.assert_allclose([float(one.replace("−", "-")) for one in found["products"]], weights, atol=0.00501)
    assert page.locator(".network-patches").is_visible()
    box = page.locator(".is-filter3 .network-maps").bounding_box()
    page.mouse.click(box["x"] + box["width"] * (10.5 / 16), box["y"] + box["height"] / 2)
    assert page.evaluate(f"{VIEW}.state.filter") == [3, 10]


def test_a_pixel_under_the_mouse_is_looked_at_and_a_pressed_one_stays(network):
    page = network("net=max;sample=3,0;at=0,0,0,0")
    box = page.locator(".is-conv1 .network-maps").bounding_box()
    place = box["x"] + box["width"] * (2 * 52 + 25) / 412, box["y"] + box["height"] * 0.52
    page.mouse.move(*place)
    assert "map 3, row 13, column 13" in page.evaluate(SEEN)["title"]
    page.mouse.move(5, 5)
    assert "map 1, row 1, column 1" in page.evaluate(SEEN)["title"]
    page.mouse.click(*place)
    page.mouse.move(5, 5)
    assert page.evaluate(f"{VIEW}.state.at") == [0, 2, 12, 12]
    until(page, "location.search.includes('at=0,2,12,12')")


# ---------------------------------------------------------------------------- for everyone


def test_keys_do_all_and_what_they_do_is_said(network):
    page = network(language="fa/", reduced_motion="reduce")
    page.focus("[data-digit='5']")
    page.keyboard.press("Enter")
    first = page.evaluate(SEEN)
    assert "«پنج»" in first["said"]
    assert not re.search("[0-9]", first["said"])
    page.keyboard.press("Enter")
    assert page.evaluate(SEEN)["input"] != first["input"]
    page.focus("[data-x='1']")
    page.keyboard.press("Space")
    assert "جابه‌جایی" in page.evaluate(SEEN)["said"]
    page.focus(".is-pool2 .network-maps")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(f"{VIEW}.state.at") == [5, 0, 2, 4]
    page.keyboard.press("ArrowRight")  # over the edge to the next map
    assert page.evaluate(f"{VIEW}.state.at") == [5, 1, 2, 0]
    page.keyboard.press("Shift+ArrowDown")
    assert page.evaluate(f"{VIEW}.state.at") == [5, 9, 2, 0]
    assert "نقشهٔ ۱۰" in page.evaluate(SEEN)["said"]
    page.focus("network-view [value=max]")
    page.keyboard.press("ArrowRight")
    until(page, STILL)
    assert page.evaluate(f"{VIEW}.state.net") != "max"


BROKEN = [
    "%20",
    "net=none;sample=99,1",
    "%00;;=;==",
    "at=9,99,0,0;x=77",
    "at=5,15,23,23;net=stride",
    "ink=!!;net=constructor",
]


@pytest.mark.parametrize("state", BROKEN)
def test_a_broken_address_breaks_nothing(network, state):
    page = network(state)
    assert page.evaluate(SEEN)["told"]
    assert page.text_content(".network-problem") == ""


def test_without_its_data_the_figure_stays(open_page):
    page = open_page("pooling/")
    page.route("**/network/*.json", lambda route: route.abort())
    page.evaluate(f"location.href = '../{PLACE}'")
    page.wait_for_url(f"**/{PLACE}")
    page.wait_for_load_state("networkidle")
    assert page.locator("network-view").count() == 0
    assert page.locator(".explorer .figure").is_visible()


@pytest.mark.parametrize("language", ["", "fa/"])
def test_on_a_phone_the_drawing_and_layers_are_seen_together_and_fingers_meet_the_controls(network, language):
    page = network(language=language, viewport=PHONE, has_touch=True, locale=language[:2] or "en")
    place = "e => { const box = e.getBoundingClientRect(); return [box.top, box.bottom]; }"
    for part in (".network-hand", ".network-samples", ".is-conv1"):
        top, bottom = page.locator(part).evaluate(place)
        assert 0 <= top < bottom <= PHONE["height"], part
    for target in page.locator("network-view :is(button, .network-nets label):visible").all():
        assert target.bounding_box()["height"] >= 44, target.evaluate("e => e.outerHTML")
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.click("network-view summary")
    styled(page, ".thumb { display: none }")
    assert found_in_state(page, "network-view") == []
