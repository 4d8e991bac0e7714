"""The stepper: what it shows is right, every way to it works, and without it the figure stands there."""

import json
import os
import random
import re
import subprocess
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.checks.axe import found_in_state
from tests.browser.whole import still, styled, until

POOLING, CORRELATION = "pooling/stride-and-overlap/", "convolution/correlation/"
BORDERS = "pooling/borders/"
ANCHORS = {BORDERS: "count-include-pad", f"fa/{BORDERS}": "count-include-pad"}
PACE = 1200
RUN_ALL = """
import contextlib, io, json, sys
printed = []
for code in json.load(sys.stdin):
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(code, {})
    printed.append(out.getvalue())
print(json.dumps(printed))
"""


@pytest.fixture
def stepper(open_page):
    """Return a function that opens a page at its stepper."""

    def open_it(place=POOLING, state="", **settings):
        page = open_page(f"{place}{state and f'?stepper={state}'}#{ANCHORS.get(place, 'try-it')}", **settings)
        page.wait_for_selector("window-stepper .explorer-grid")
        return page

    return open_it


def choose(page, name, value):
    page.evaluate("document.querySelector('window-stepper .explorer-more').open = true")
    page.select_option(f"window-stepper select[name={name}]", value)


def cell(page, grid, r, c):
    return page.locator(f'.stepper-{grid} td[data-r="{r}"][data-c="{c}"] > *')


def shown(page, grid="output"):
    """Return the texts of a grid."""
    read = "rows => rows.map(row => [...row.querySelectorAll('td')].map(td => td.firstChild?.value || td.textContent))"
    return page.locator(f".stepper-{grid} tbody tr").evaluate_all(read)


def formula(page):
    return page.text_content(".stepper-formula")


def focus(page):
    return page.evaluate("document.activeElement.getAttribute('aria-label')")


# ---------------------------------------------------------------------------- what it shows


def test_it_starts_with_the_example_of_the_page(stepper):
    page = stepper()
    assert shown(page) == [["6", "5"], ["7", "9"]]
    assert formula(page) == "max(1, 3,\n4, 6) = 6"
    assert "⌊(4 + 2·0 − 1·(2 − 1) − 1) / 2⌋ + 1 = 2" in page.text_content(".stepper-told")
    page = stepper(CORRELATION)
    assert shown(page)[1] == ["17", "4", "−13", "−20"]
    assert "(−1)" in formula(page)


def test_it_says_how_often_each_pixel_is_seen_and_what_is_left_over(stepper):
    page = stepper()
    choose(page, "rows", "5")
    told = page.text_content(".stepper-told")
    assert "4 of 20 pixels are seen by no window. Rows left over at the bottom: 1." in told
    assert "Output rows: ⌊(5" in told
    assert "Output columns: ⌊(4" in told
    assert shown(page, "seen") == [["1"] * 4] * 4 + [["0"] * 4]
    assert page.locator(".stepper-seen .is-unseen").count() == 4
    choose(page, "r", "ceil")
    assert "Every pixel is seen by a window. Rows that the last window hangs over: 1." in page.text_content(
        ".stepper-told"
    )
    assert "⌈(5" in page.text_content(".stepper-told")
    assert len(shown(page)) == 3


TURN = """op => {
  const select = document.querySelector("window-stepper select[name=op]");
  const turned = document.querySelector(".stepper-turned");
  select.value = op;
  select.dispatchEvent(new Event("change", { bubbles: true }));
  return turned.getAnimations({ subtree: true }).map(({ effect }) => {
    const { m41, m42 } = new DOMMatrix(effect.getKeyframes()[0].transform);
    return [effect.getTiming().duration, Math.sign(Math.round(m41)), Math.sign(Math.round(m42))];
  });
}"""


def test_in_convolution_the_turned_kernel_is_what_the_window_meets(stepper):
    page = stepper(CORRELATION, state="op=correlation;w=1,2,3/4,5,6/7,8,9", reduced_motion="no-preference")
    assert not page.is_visible(".stepper-turned")
    # Each weight comes from its place in the kernel: the upper left one from the lower right.
    moves = page.evaluate(TURN, "convolution")
    assert moves == [[300, c, r] for r in (1, 0, -1) for c in (1, 0, -1)]
    still(page)
    assert shown(page, "kernel") == [["1", "2", "3"], ["4", "5", "6"], ["7", "8", "9"]]
    assert shown(page, "turned") == [["9", "8", "7"], ["6", "5", "4"], ["3", "2", "1"]]
    assert re.findall(r"·(\d)", formula(page)) == list("987654321")
    cell(page, "kernel", 0, 0).fill("-5")
    assert shown(page, "turned")[2][2] == "−5"
    assert page.evaluate(TURN, "max") == []
    assert not page.is_visible(".stepper-turned")
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(TURN, "convolution") == []


@pytest.mark.parametrize(
    ("op", "border", "corner"),
    [
        ("correlation", "zeros", "0"),
        ("correlation", "reflect", "6"),
        ("correlation", "replicate", "1"),
        ("max", "infinity", "−∞"),
        ("mean", "zeros", "0"),
    ],
)
def test_the_border_is_filled_as_chosen(stepper, op, border, corner):
    page = stepper(CORRELATION)
    choose(page, "op", op)
    choose(page, "m", border)
    assert shown(page, "input")[0][0] == corner


def draw(chance):
    """Return a random state as the address has it."""
    rows, columns, k = chance.randint(1, 8), chance.randint(1, 8), chance.randint(1, 5)
    op = chance.choice(["correlation", "convolution", "max", "mean"])

    def numbers(n, m):
        tenths = chance.choice([1, 10])  # whole numbers or not
        rows = [[f"{chance.randint(-99, 99) / tenths:g}" for _ in range(m)] for _ in range(n)]
        return "/".join(map(",".join, rows))

    dilation = 1 if op == "mean" else chance.choice([1, 1, 2, 3])
    sizes = f"k={k};s={chance.randint(1, 4)};p={chance.randint(0, 3)};d={dilation}"
    border = chance.choice(["zeros", "reflect", "replicate"])
    how = f"m={border};r={chance.choice(['floor', 'ceil'])};c={chance.randint(0, 1)}"
    return f"op={op};{sizes};{how};x={numbers(rows, columns)};w={numbers(k, k)}"


READ = """states => states.map(state => {
  history.replaceState(null, '', `?stepper=${state}`);
  const element = document.createElement('window-stepper');
  document.querySelector('.explorer').append(element);
  const { problems, output, state: { op, m, d, c, p }, result: { over } } = element;
  const texts = [...element.querySelectorAll('.stepper-output td button')].map(button => button.textContent);
  const code = element.querySelector('.stepper-numpy').textContent;
  element.remove();
  const written = output.map(row => row.map(value => Number.isFinite(value) ? value : `${value}`));
  const kind = [op, m, d > 1, over.some(Boolean), c || !p].join();
  return { possible: !problems.length, output: written, texts, code, kind };
})"""


def test_the_numpy_of_random_states_prints_what_the_explorer_shows(stepper):
    chance = random.Random(6)
    page = stepper()
    answers = [answer for answer in page.evaluate(READ, [draw(chance) for _ in range(600)]) if answer["possible"]][:150]
    assert len(answers) == 150
    met = {answer["kind"] for answer in answers}
    for part in ("correlation,reflect", "convolution,replicate", "max,zeros,true", "mean,zeros,false,true"):
        assert any(kind.startswith(part) for kind in met), part
    assert any(kind.startswith("max") and "true,true" in kind for kind in met)
    # The padding is left out, with and without a window that hangs over it.
    assert {"mean,zeros,false,false,false", "mean,zeros,false,true,false"} <= met
    done = subprocess.run(
        [os.environ["READER_PYTHON"], "-c", RUN_ALL],
        input=json.dumps([answer["code"] for answer in answers]),
        capture_output=True,
        text=True,
        check=True,
    )
    for answer, printed in zip(answers, json.loads(done.stdout), strict=True):
        found = [float(number) for number in re.findall(r"-?inf|-?\d+\.?\d*(?:e[-+]\d+)?", printed)]
        expected = np.array(answer["output"], float)
        assert printed.count("[") == 1 + len(expected), answer["code"]
        np.testing.assert_allclose(np.reshape(found, expected.shape), expected, rtol=1e-6, atol=1e-9)
        texts = [float(text.replace("−", "-").replace("∞", "inf")) for text in answer["texts"]]
        np.testing.assert_allclose(np.reshape(texts, expected.shape), expected, atol=0.00501)


@pytest.mark.parametrize("place", [BORDERS, f"fa/{BORDERS}"])
def test_a_switch_counts_the_padding_of_a_mean_or_not(stepper, place):
    page = stepper(place)
    picture = np.pad([[1, 2], [3, 4]], 1)[:3, :3]
    assert shown(page) == [["1.11"] * 2] * 2
    assert shown(page, "kernel") == picture.astype(str).tolist()
    assert formula(page).endswith("/ 9 ≈ 1.11")
    page.focus("window-stepper [name=c]")
    page.keyboard.press("Space")
    assert shown(page) == [["2.5"] * 2] * 2
    assert formula(page).replace("\n", " ") == "(1 + 2 + 3 + 4) / 4 = 2.5"
    assert shown(page, "kernel") == [[f"{value or ''}" for value in row] for row in picture]
    assert page.locator(".stepper-input .is-padding.tap").count() == 0, "what does not count is not marked as seen"
    page.wait_for_url(lambda url: "c=0;" in url)
    choose(page, "op", "max")
    assert not page.is_visible("window-stepper [name=c]")
    assert shown(page, "input")[0][0] == "−∞"


def test_a_flat_picture_gets_a_frame_only_where_the_padding_counts(stepper):
    flat = "/".join([",".join(["90"] * 5)] * 5)
    page = stepper(BORDERS, state=f"op=mean;k=3;s=2;p=1;x={flat}")
    assert shown(page) == [["40", "60", "40"], ["60", "90", "60"], ["40", "60", "40"]]
    page.uncheck("window-stepper [name=c]")
    assert shown(page) == [["90"] * 3] * 3


IN_SIGHT = {
    POOLING: ["op", "rows", "columns", "k", "s", "r"],
    CORRELATION: ["op", "k", "p"],
    BORDERS: ["op", "k", "s", "p", "c"],
}


@pytest.mark.parametrize("place", [*IN_SIGHT, f"fa/{POOLING}"])
def test_in_sight_are_the_settings_that_the_page_is_about(stepper, place):
    page = stepper(place)
    names = ["op", "rows", "columns", "k", "s", "p", "m", "d", "r", "c"]
    seen = [name for name in names if page.is_visible(f"window-stepper [name={name}]")]
    assert seen == IN_SIGHT[place.removeprefix("fa/")]
    page.focus("window-stepper .explorer-more summary")
    page.keyboard.press("Enter")
    assert page.is_visible("window-stepper [name=d]")


def test_a_link_that_changes_a_setting_in_the_fold_opens_it(stepper):
    assert stepper(CORRELATION, state="op=correlation;d=2").is_visible("window-stepper [name=d]")
    assert not stepper(CORRELATION, state="op=convolution").is_visible("window-stepper [name=d]")


def test_what_can_be_written_over_has_a_line(stepper):
    page = stepper()
    line = "e => getComputedStyle(e).backgroundImage"
    assert cell(page, "input", 0, 0).evaluate(line).startswith("repeating-linear-gradient")
    assert cell(page, "output", 0, 0).evaluate(line) == "none"


# ---------------------------------------------------------------------------- ways to it


@pytest.mark.parametrize("place", [POOLING, f"fa/{POOLING}"])
def test_the_keyboard_reaches_everything(stepper, place):
    page = stepper(place)
    cell(page, "input", 0, 0).focus()
    page.keyboard.press("ArrowRight")  # the numbers are selected, so it leaves the cell
    page.keyboard.press("ArrowDown")
    page.keyboard.type("60")
    assert shown(page)[0][0] == "60"
    page.keyboard.press("ArrowLeft")  # within the number
    page.keyboard.type("7")
    assert shown(page)[0][0] == "670"
    page.keyboard.press("Tab")  # one stop for each grid, and a window has none
    assert focus(page) == ("خروجی، سطر ۱، ستون ۱: 670" if place.startswith("fa") else "Output, row 1, column 1: 670")
    page.keyboard.press("ArrowRight")  # from left to right in both languages
    assert formula(page) == "max(2, 1,\n5, 0) = 5"
    page.keyboard.press("ArrowDown")
    assert formula(page) == "max(8, 3,\n4, 9) = 9"
    assert formula(page).replace("\n", "") in page.text_content("window-stepper .steps-said").replace("\n", "")
    page.focus("window-stepper select[name=s]")
    page.keyboard.press("ArrowUp")
    until(page, "document.querySelector('window-stepper').output.length === 3")


def test_a_finger_shows_a_window(stepper):
    page = stepper(has_touch=True, viewport={"width": 320, "height": 640})
    cell(page, "output", 1, 0).tap()
    assert formula(page) == "max(7, 2,\n0, 1) = 7"
    edges = [c for c in page.locator(".stepper-input td").all() if "inset" in (c.get_attribute("style") or "")]
    assert [(c.get_attribute("data-r"), c.get_attribute("data-c")) for c in edges] == [
        *zip("2233", "0101", strict=True)
    ]
    page.tap("window-stepper .steps-next")
    assert formula(page) == "max(8, 3,\n4, 9) = 9"


def test_the_pointer_over_an_output_shows_its_window(stepper):
    page = stepper()
    cell(page, "output", 0, 1).hover()
    assert formula(page) == "max(2, 1,\n5, 0) = 5"
    assert page.text_content("window-stepper .steps-said") == ""


def test_steps_go_round_scrub_and_play(stepper):
    page = stepper(alone=True)
    now = "window-stepper .steps-now"
    page.click("window-stepper .steps-back")
    assert page.text_content(now) == "Step 4 of 4"
    page.locator("window-stepper .steps input").fill("3")
    assert formula(page).endswith("= 7")
    assert page.text_content("window-stepper .steps-said").startswith("Step 3 of 4. max(7")
    page.click("window-stepper .steps-next")
    page.clock.install()
    page.click("window-stepper .steps-play")
    assert page.get_attribute("window-stepper .steps-play", "aria-label") == "Pause"
    for step in (1, 2, 3, 4):
        assert page.text_content(now) == f"Step {step} of 4"
        assert page.text_content("window-stepper .steps-said") == ""
        page.clock.run_for(PACE)
    assert page.get_attribute("window-stepper .steps-play", "aria-label") == "Play"
    assert page.text_content(now) == "Step 4 of 4"


def test_with_reduced_motion_nothing_plays(stepper):
    page = stepper(alone=True, reduced_motion="reduce")
    assert not page.locator("window-stepper .steps-play").is_visible()
    page.clock.install()
    page.locator("window-stepper .steps-play").evaluate("e => e.click()")
    assert page.get_attribute("window-stepper .steps-play", "aria-label") == "Play"
    page.clock.run_for(5 * PACE)
    assert page.text_content("window-stepper .steps-now") == "Step 1 of 4"


def test_persian_digits_are_read_and_shown(stepper):
    page = stepper(f"fa/{CORRELATION}")
    cell(page, "input", 0, 0).fill("۱۲٫۵")
    cell(page, "kernel", 1, 1).fill("−۲")
    assert page.evaluate("document.querySelector('window-stepper').output[0][0]") == 12 - 25
    cell(page, "input", 0, 0).blur()
    assert cell(page, "input", 0, 0).input_value() == "12.5"  # grids are in Latin digits, as in the figures
    assert cell(page, "output", 0, 0).get_attribute("aria-label") == "خروجی، سطر ۱، ستون ۱: −13"
    assert page.text_content("window-stepper .steps-now") == "مرحلهٔ ۱ از ۱۶"
    assert page.locator("select[name=k] option").all_text_contents() == list("۱۲۳۴۵")


def test_what_is_no_number_is_marked_and_does_not_count(stepper):
    page = stepper()
    cell(page, "input", 1, 1).fill("six")
    assert cell(page, "input", 1, 1).get_attribute("aria-invalid") == "true"
    assert shown(page) == [["6", "5"], ["7", "9"]]
    cell(page, "input", 1, 1).blur()
    assert cell(page, "input", 1, 1).input_value() == "6"
    assert cell(page, "input", 1, 1).get_attribute("aria-invalid") is None


# ---------------------------------------------------------------------------- the address


@pytest.mark.parametrize("place", [CORRELATION, f"fa/{CORRELATION}"])
def test_a_link_reopens_what_was_there(stepper, open_page, place):
    page = stepper(place)
    before = page.url
    for name, value in {"op": "convolution", "rows": "6", "k": "2", "s": "2", "m": "reflect", "d": "2"}.items():
        choose(page, name, value)
    cell(page, "input", 5, 3).fill("-4.5")
    cell(page, "kernel", 0, 1).fill("3")
    page.click("window-stepper .steps-next")
    page.wait_for_url(lambda url: "at=2;" in url)
    assert page.url.endswith("#try-it")
    state = parse_qs(urlsplit(page.url).query)["stepper"][0]
    assert urlsplit(page.url).query == f"stepper={state}"  # nothing in it is escaped
    again = open_page(page.url.split("/", 3)[3])
    again.wait_for_selector("window-stepper .explorer-grid")
    for grid in ("input", "kernel", "output", "seen"):
        assert shown(again, grid) == shown(page, grid)
    assert formula(again) == formula(page)
    assert again.text_content(".stepper-told") == page.text_content(".stepper-told")
    again.click(".stepper-restart")
    again.wait_for_url(before)
    assert shown(again) == shown(stepper(place))


def test_the_other_language_shows_the_same_state(stepper):
    page = stepper(CORRELATION)
    choose(page, "op", "convolution")
    cell(page, "input", 0, 0).fill("7")
    page.wait_for_url(lambda url: "x=7," in url)
    page.locator('.md-select a[hreflang="fa"]').evaluate("link => link.click()")
    page.wait_for_url(lambda url: f"/fa/{CORRELATION}?stepper=" in url and url.endswith("#try-it"))
    page.wait_for_selector("window-stepper .explorer-grid")
    assert page.input_value("window-stepper select[name=op]") == "convolution"
    assert shown(page, "input")[1][1] == "7"


def test_the_link_and_the_code_can_be_copied(stepper):
    page = stepper(permissions=["clipboard-read", "clipboard-write"])
    choose(page, "s", "1")
    page.click(".stepper-link")
    page.wait_for_selector(".stepper-link:text-is('Copied')")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert urlsplit(copied).fragment == "try-it"
    assert urlsplit(copied).query.startswith("stepper=op=max;k=2;x=1,3,2,1/")
    page.click("window-stepper .explorer-code summary")
    page.click(".stepper-copy")
    page.wait_for_selector(".stepper-copy:text-is('Copied')")
    assert page.evaluate("navigator.clipboard.readText()") == page.text_content(".stepper-numpy")
    output = page.locator("window-stepper .run-output")
    page.click("window-stepper .run")
    expect(output).to_be_visible(timeout=60_000)
    assert [row.strip("[ ]").split() for row in output.inner_text().strip().split("\n")] == shown(page)
    choose(page, "s", "2")
    expect(output).to_be_hidden()  # it was printed for other windows


@pytest.mark.parametrize(
    "state", ["", "x=;w=;at=-3", "op=nothing;k=99;s=0;p=-1;at=99", "x=1,a/2", "%00;;=;==", "x", "w"]
)
def test_a_broken_address_breaks_nothing(stepper, state):
    page = stepper(state=state or "%20")
    assert shown(page)
    assert page.locator(".stepper-output [aria-current], .explorer-problem").count() == 1


# ---------------------------------------------------------------------------- impossible settings

IMPOSSIBLE = {
    "no-window": ({"k": "5"}, "the window spans 5 pixels. With padding there are only 4"),
    "one axis": ({"rows": "1"}, "From top to bottom, the window spans 2 pixels. With padding there are only 1"),
    "padding-half": ({"p": "2"}, "at most half the window, here 1"),
    "mean-dilation": ({"op": "mean", "d": "2"}, "mean has no dilation"),
    "padding-reflect": ({"op": "correlation", "rows": "2", "m": "reflect", "p": "3"}, "only 1 pixels to reflect"),
}


@pytest.mark.parametrize("case", IMPOSSIBLE)
def test_impossible_settings_say_why_and_keep_the_last_result(stepper, case):
    choices, why = IMPOSSIBLE[case]
    page = stepper()
    *possible, last = choices.items()
    for name, value in possible:
        choose(page, name, value)
    before = shown(page)
    choose(page, *last)
    changed = page.locator(f"window-stepper select[name={last[0]}]")
    assert changed.get_attribute("aria-invalid") == "true"
    group = page.locator(f"window-stepper .explorer-settings:has([name={last[0]}])")
    problem = page.locator("window-stepper .explorer-problem")
    assert why in problem.text_content()
    said, box = problem.bounding_box(), group.bounding_box()
    assert 0 <= said["y"] - box["y"] - box["height"] < 24, "it stands under what was changed"
    assert "the last settings that worked" in page.text_content(".stepper-told")
    assert page.locator(".most").count() == 0, "no window is framed as the winner"
    assert shown(page) == before
    assert page.locator(".stepper-output.stale button:disabled").count() == len(before) * len(before[0])
    assert formula(page) == ""
    assert page.locator("window-stepper .steps-next").is_disabled()
    page.click(".stepper-restart")
    assert shown(page) == [["6", "5"], ["7", "9"]]
    assert page.locator(".stale, [aria-invalid]").count() == 0


def test_an_address_that_asks_for_the_impossible_says_why(stepper):
    page = stepper(f"fa/{POOLING}", state="op=max;k=5;s=1")
    assert "پنجره ۵ پیکسل را در بر می‌گیرد" in page.text_content(".explorer-problem")
    assert shown(page) == [["6", "5"], ["7", "9"]]


# ---------------------------------------------------------------------------- the figure, and the place of the box


def test_it_is_loaded_near_the_screen_only(open_page):
    page = open_page(CORRELATION)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_load_state("networkidle")
    assert not any("stepper.js" in url for url in asked)
    assert page.locator("window-stepper").count() == 0
    page.locator("#try-it").scroll_into_view_if_needed()
    page.wait_for_selector("window-stepper .explorer-grid")


LARGE = "op=correlation;k=5;p=1;x=" + "/".join([",".join(["-88"] * 8)] * 8)


def test_the_largest_grids_fit_the_smallest_phone(stepper):
    page = stepper(f"fa/{CORRELATION}", state=LARGE, viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator(".stepper-input").evaluate("e => e.scrollWidth <= e.clientWidth")
    for target in page.locator("window-stepper :is(td input, td button, select, button, summary)").all():
        box = target.bounding_box()
        assert not box or min(box["width"], box["height"]) >= 24
    xs = [cell(page, "input", 0, c).bounding_box()["x"] for c in range(8)]
    assert xs == sorted(xs)
    choose(page, "p", "3")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator(".stepper-input").evaluate("e => e.scrollWidth > e.clientWidth")


# ---------------------------------------------------------------------------- for everyone, at little cost

STATES = {"at rest": "", "overhang": "op=mean;k=3;s=2;p=1;r=ceil;at=2", "impossible": "op=max;k=5"}


@pytest.mark.parametrize("place", [CORRELATION, f"fa/{POOLING}"])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(stepper, place, state):
    # In the language of the page, so that no offer of the other one covers it.
    locale = "fa" if place.startswith("fa/") else "en"
    page = stepper(place, state=STATES[state], viewport={"width": 360, "height": 740}, locale=locale)
    page.click("window-stepper .explorer-code summary")
    # The bar at the foot of a phone covers whatever happens to be under it; test_axe.py looks at the bar.
    styled(page, ".thumb { display: none }")
    assert found_in_state(page, ".explorer") == []


REACHED = """() => {
  const code = document.querySelector('window-stepper code');
  return [code.scrollWidth > code.clientWidth, code.tabIndex === 0];
}"""


def test_code_whose_lines_grow_can_be_scrolled_from_the_keyboard(stepper):
    """The box keeps its size as its lines become longer than it, so no observer of sizes is told."""
    page = stepper(state="op=max;k=2;s=2;x=1,2,3,4,5,6,7,8/1,2,3,4,5,6,7,8", viewport={"width": 600, "height": 800})
    page.click("window-stepper .explorer-code summary")
    still(page)
    assert page.evaluate(REACHED)[0] is False
    for column in range(8):
        cell(page, "input", 0, column).fill("-88.25")
    still(page)
    assert page.evaluate(REACHED) == [True, True], "a box that scrolls is a stop on the keyboard's way"
