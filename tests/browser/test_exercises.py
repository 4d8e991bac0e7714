"""Check yourself: its exercises are worth asking, its answers and hints are right, and every way to it works."""

import json
import os
import re
import subprocess
from collections import Counter
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from numpy.lib.stride_tricks import sliding_window_view

from sitebuild.language import explorer_words
from snippets.convolution.field_recurrence import walk
from snippets.convolution.layer_sizes import output_size as convolved_size
from snippets.convolution.times_used import times_used
from snippets.functions.conv2d import conv2d
from snippets.functions.pool2d import avg_pool2d, max_pool2d
from snippets.functions.pool2d import output_size as pooled_size
from snippets.pooling.how_often import seen as how_often
from tests.browser.checks.axe import found_in_state
from tests.browser.test_stepper import RUN_ALL
from tests.browser.whole import go, styled, until

TOPICS = ["kernels", "convolution", "pooling"]
PLACES = [f"{language}{topic}/exercises/" for topic in TOPICS for language in ("", "fa/")]
POOLING, CONVOLUTION = "pooling/exercises/", "convolution/exercises/"
KINDS = ["size", "cell", "pooled", "overlap", "field"]
SEEDS = 2000


@pytest.fixture
def exercises(open_page):
    """Return a function that opens a page at its exercises."""

    def open_it(place=POOLING, state="", **settings):
        page = open_page(f"{place}{state and f'?exercises={state}'}#try-it", **settings)
        page.wait_for_selector("check-yourself .explorer-grid")
        return page

    return open_it


def field(page, r=0, c=0):
    return page.locator(f'.exercises-mine td[data-r="{r}"][data-c="{c}"] > input')


def answer(page, text, r=0, c=0):
    field(page, r, c).fill(text)
    field(page, r, c).press("Enter")
    return page.text_content(".exercises-told")


def asked(page):
    return page.text_content(".exercises-question")


# ---------------------------------------------------------------------------- what is asked, and what is right

# As text, which the browser takes much faster than thousands of little objects.
MAKE = """async ([kind, seeds]) => {
  const { exercise, judge } = await import(document.querySelector('check-yourself').source);
  const wide = Array.from({ length: 70 }, (_, i) => i / 2 - 5);
  return JSON.stringify(seeds.map(seed => {
    const it = exercise(kind, seed);
    const said = it.answers.map((row, r) => row.map((right, c) => {
      const typed = [...Object.values(it.slips(r, c)).flat(), ...it.answers.flat(), right - 1, right + 1, right + 2];
      if (seed % 10 === 0) typed.push(...wide);
      return [...new Set(typed)].filter(Number.isFinite).map(n => [n, judge(it, r, c, `${n}`, 'en').join()]);
    }));
    return { ...it, said };
  }));
}"""


@pytest.fixture(scope="module")
def made(browser, address):
    """Return the exercises of 2,000 seeds of each kind, with what is said to many answers of each cell."""
    page = browser.new_page()
    go(page, f"{address}{POOLING}#try-it")
    page.wait_for_selector("check-yourself .explorer-grid")
    found = {}
    source = "new URL('../../assets/explorers/exercises.js', location).href"
    page.evaluate(f"document.querySelector('check-yourself').source = {source}")
    for kind in KINDS:
        for start in range(0, SEEDS, 500):
            seeds = list(range(start, start + 500))
            found.setdefault(kind, []).extend(json.loads(page.evaluate(MAKE, [kind, seeds])))
    page.close()
    return found


def expected(value, right, slips):
    """Return what is to be said to an answer: slips are pairs of a hint and its numbers, the likeliest first."""
    if value == right:
        return "right"
    name = next((name for name, numbers in slips if value in numbers), None)
    return "wrong" + (f",{name}" if name else "")


def size(told, ask):
    n = ask["n"]
    k, s, p, d = (told[0][name] for name in "kspd")
    ceil = told[0]["r"] == "ceil"
    pooling = ask["op"] == "pooling"
    room = n + 2 * p - d * (k - 1) - 1
    down, up = room // s + 1, -(-room // s) + 1

    def count(n, padding, span):
        """Count the windows from the numbers, however wrong they are."""
        windows = 0
        while windows * s + span <= n + padding + (s - 1 if ceil else 0) and (not ceil or windows * s < n + p):
            windows += 1
        return windows

    span = d * (k - 1) + 1
    assert count(n, 2 * p, span) == (pooled_size(n, k, s, p, d, ceil) if pooling else convolved_size(n, k, s, p, d))
    right = pooled_size(n, k, s, p, d, ceil) if pooling else convolved_size(n, k, s, p, d)
    slips = [
        ("dropped", {up} if ceil and up > right else set()),
        ("round", {down, up}),
        ("twice", {count(n - p, 2 * p, span), count(n - 2 * p, 2 * p, span)}),
        ("wider", {count(n, 2 * p, k), count(n, 2 * p, d * k)}),
        ("stride", {room + 1}),
        ("off", {right - 1, right + 1}),
    ]
    return right, slips, (room % s, up)


def test_sizes(made):
    met = Counter()
    for it in made["size"]:
        right, slips, (rest, up) = size(it["told"], it["ask"])
        assert it["answers"] == [[right]]
        assert right > 1
        for value, said in it["said"][0][0]:
            assert said == expected(value, right, slips), (it, value)
        setting = it["told"][0]
        assert setting["s"] + setting["p"] + setting["d"] > 2
        assert rest or setting["r"] == "floor"  # up or down is a question
        assert it["ask"]["op"] == "pooling" or setting["r"] == "floor"
        assert it["ask"]["op"] == "convolution" or setting["d"] == 1
        assert it["ask"]["op"] == "convolution" or setting["p"] <= setting["k"] // 2
        met[it["ask"]["op"]] += 1
        met[setting["r"]] += 1
        met["dropped"] += setting["r"] == "ceil" and up > right
        met["dilated"] += setting["d"] > 1
    assert min(met.values()) > SEEDS / 50, met
    assert len({json.dumps([it["ask"], it["told"]]) for it in made["size"]}) > 700


def test_cells(made):
    met = Counter()
    for it in made["cell"]:
        image, kernel = np.array(it["input"]), np.array(it["kernel"])
        assert set(image.flat) <= set(range(10))
        assert set(kernel.flat) <= set(range(-2, 3))
        flip = it["ask"]["op"] == "convolution"
        assert {it["ask"]["op"], it["ask"]["other"]} == {"convolution", "correlation"}
        by = {way: conv2d([image], [[kernel[::way, ::way]]])[0] for way in (1, -1)}
        output, turned = by[-1 if flip else 1], by[1 if flip else -1]
        place = it["ask"]["r"] - 1, it["ask"]["c"] - 1
        right = output[place]
        assert it["answers"] == [[right]]
        laid = kernel[::-1, ::-1] if flip else kernel
        window = image[place[0] :, place[1] :][: len(kernel), : len(kernel)]
        np.testing.assert_array_equal(it["products"], window * laid)
        assert right not in (0, turned[place])
        slips = [("flip", {turned[place]}), ("place", set(output.flat))]
        for value, said in it["said"][0][0]:
            assert said == expected(value, right, slips), (it, value)
        assert len(kernel) < np.count_nonzero(kernel) < 7  # to be worked out in the head
        met[it["ask"]["op"]] += 1
        met[len(kernel)] += 1
        met[place] += 1
    assert len(met) == 2 + 2 + 6
    assert min(met.values()) > SEEDS / 20, met


def test_pooled_grids(made):
    met, corners = Counter(), Counter()
    for it in made["pooled"]:
        image = np.array(it["input"], float)
        k, s = it["told"][0]["k"], it["told"][0]["s"]
        mode = it["ask"]["op"]
        by = {"max": max_pool2d, "mean": avg_pool2d}
        right = by[mode](image, k, s)
        np.testing.assert_array_equal(it["answers"], right)
        assert set(image.flat) <= set(range(10))
        assert it["ask"]["other"] != mode
        assert len(set(right.flat)) > 2
        other = by[it["ask"]["other"]](image, k, s)
        windows = sliding_window_view(image, (k, k))
        sums = windows[::s, ::s].sum(axis=(2, 3))
        strides = [by[mode](image, k, 1), by[mode](image, k, k)]
        for (r, c), one in np.ndenumerate(right):
            wrong = {grid[r, c] for grid in strides if r < grid.shape[0] and c < grid.shape[1]}
            slips = [("mode", {other[r, c]}), ("sum", {sums[r, c]} if mode == "mean" else set()), ("stride", wrong)]
            for value, said in it["said"][r][c]:
                assert said == expected(value, one, slips), (it, r, c, value)
        met[mode, k, s] += 1
        if mode == "max":
            tops = windows[::s, ::s].reshape(-1, k * k).argmax(axis=1)
            assert len(set(tops)) > 1
            corners.update((k, top) for top in tops)
        else:
            assert not (4 * right % 1).any()
    assert len(met) == 6
    assert min(met.values()) > SEEDS / 25, met
    for k in (2, 3):  # the first one of equals is counted
        shares = np.array([corners[k, tap] for tap in range(k * k)])
        assert shares.max() / shares.sum() < 1.6 / k**2


def test_overlaps(made):
    met, answers = Counter(), Counter()
    for it in made["overlap"]:
        side, p = len(it["input"]), it["padding"]
        k, s = it["told"][0]["k"], it["told"][0]["s"]
        place = r, c = it["ask"]["r"] - 1, it["ask"]["c"] - 1
        times = np.zeros((side + 2 * p, side + 2 * p), int)
        for down in range(0, side + 2 * p - k + 1, s):
            for along in range(0, side + 2 * p - k + 1, s):
                times[down : down + k, along : along + k] += 1
        times = times[p : p + side, p : p + side]
        if not p:
            np.testing.assert_array_equal(times, how_often(side, k, s))
        if s == 1:
            np.testing.assert_array_equal(times, times_used(side, k, p))
        met["how_often"] += not p
        met["times_used"] += s == 1
        right = times[place]
        assert it["answers"] == [[right]]
        assert it["told"] == [{"k": k, "s": s, "p": p}]
        assert [(i, j) for i in range(side) for j in range(side) if it["input"][i][j]] == [place]
        assert right > 1
        assert r != c
        assert s < k
        starts = range(-p, side + p - k + 1, s)
        rows, columns = (sum(start <= i < start + k for start in starts) for i in place)
        slips = [
            ("both", {rows, columns, rows + columns}),
            ("edge", {times.max()}),
            ("off", {right - 1, right + 1}),
        ]
        for value, said in it["said"][0][0]:
            assert said == expected(value, right, slips), (it, value)
        answers[right] += 1
        met["edge"] += times.max() > right
    assert min(met.values()) > SEEDS / 4, met
    assert max(answers.values()) < SEEDS / 2, answers


def test_receptive_fields(made):
    for it in made["field"]:
        layers = [(one["k"], one["s"], one["d"]) for one in it["told"]]
        right = walk([(*layer, 0) for layer in layers])[-1][0]
        assert it["answers"] == [[right]]
        early, jump = 1, 1
        for k, s, d in layers:
            jump *= s
            early += d * (k - 1) * jump
        slips = [
            ("stride", {walk([(k, 1, d, 0) for k, s, d in layers])[-1][0]}),
            ("wider", {walk([(k, s, 1, 0) for k, s, d in layers])[-1][0]}),
            ("early", {early}),
            ("off", {right - 1, right + 1}),
        ]
        for value, said in it["said"][0][0]:
            assert said == expected(value, right, slips), (it, value)
        assert layers[0][1] * layers[1][1] > 1
        assert max(d for _, _, d in layers) > 1
    assert len({json.dumps(it["told"]) for it in made["field"]}) > 700


def test_a_link_of_years_ago_still_asks_the_same(made):
    first = made["cell"][1]
    assert first["input"] == [[0, 5, 9, 9, 2], [6, 7, 4, 9, 4], [4, 1, 4, 2, 1], [4, 0, 3, 7, 2]]
    assert first["kernel"] == [[-2, -2, 0], [0, 1, -1], [-1, 1, 0]]
    assert (first["ask"], first["answers"]) == ({"op": "correlation", "other": "convolution", "r": 1, "c": 3}, [[-33]])
    assert made["pooled"][1]["input"] == [[9, 2, 6, 7], [4, 9, 4, 4], [1, 4, 2, 1], [4, 0, 3, 7]]
    assert made["size"][1]["told"] == [{"k": 4, "s": 3, "p": 2, "d": 1, "r": "floor"}]
    assert made["size"][1]["ask"] == {"op": "convolution", "n": 6}
    assert made["overlap"][1]["told"] == [{"k": 3, "s": 1, "p": 0}]
    assert made["overlap"][1]["ask"] == {"r": 3, "c": 1}
    assert [list(layer.values()) for layer in made["field"][1]["told"]] == [[3, 1, 2], [4, 2, 1], [3, 2, 1]]


def test_the_numpy_of_each_kind_prints_the_answer(made):
    some = [it for kind in KINDS for it in made[kind][100:120]]
    done = subprocess.run(
        [os.environ["READER_PYTHON"], "-c", RUN_ALL],
        input=json.dumps(["import numpy as np\n\n" + it["numpy"] for it in some]),
        capture_output=True,
        text=True,
        check=True,
    )
    for it, printed in zip(some, json.loads(done.stdout), strict=True):
        found = [float(number) for number in re.findall(r"-?\d+\.?\d*", printed)]
        assert found == [value for row in it["answers"] for value in row], it["numpy"]


def test_the_worked_answer_ends_in_the_answer(made):
    for kind in KINDS:
        for it in made[kind][:200]:
            right = [value for row in it["answers"] for value in row]
            ends = [line[0].rsplit("= ", 1)[1].replace("−", "-") for line in it["worked"] if "=" in line[0]]
            assert list(map(float, ends)) == right
            # What stands on the left is what Python makes of it.
            for line in it["worked"]:
                if "=" in line[0]:
                    left, value = line[0].replace("\n", " ").replace("−", "-").replace("·", "*").rsplit("= ", 1)
                    left = re.sub(r"⌊(.*)⌋", r"math.floor(\1)", re.sub(r"⌈(.*)⌉", r"math.ceil(\1)", left))
                    assert eval(left, {"math": __import__("math"), "max": max}) == float(value), line


def test_any_equal_form_is_right(exercises):
    # Seed 2: the means 2.5, 5, 3.75 and 5.25, worked out by hand.
    page = exercises(state="kind=pooled;seed=2")
    for text in ("2.5", "2٫5", "۲٫۵", "٢٫٥", "5/2", "۵/۲", " 2.50 ", "10/4", "+2.5"):
        assert "Right." not in answer(page, "0")
        assert "Right." in answer(page, text), text
    for text in ("2,5", "5/2/1", "5/0", "-2.5"):
        assert "Right." in answer(page, "2.5")
        assert "Right." not in answer(page, text), text
    page = exercises("kernels/exercises/", "kind=cell;seed=1")
    for minus in ("-33", "−33", "−۳۳", "-66/2"):
        assert "Right." in answer(page, minus)


# ---------------------------------------------------------------------------- ways to it


def test_a_right_and_a_wrong_answer_are_told(exercises):
    page = exercises(state="kind=pooled;seed=1")  # the maxima 9, 7, 4, 7
    assert "by the maximum" in asked(page)
    assert answer(page, "9") == "Your answer, row 1, column 1: Right."
    told = answer(page, "4.75", 0, 1)  # (6 + 7 + 4 + 4) / 4 = 5.25
    assert told.endswith("Your answer, row 1, column 2: Not right.")
    told = answer(page, "5.25", 0, 1)
    assert told.endswith("Your answer, row 1, column 2: Not right. That is the mean.")
    assert field(page, 0, 1).get_attribute("aria-invalid") == "true"
    assert field(page, 0, 0).get_attribute("aria-invalid") is None
    assert field(page, 0, 1).get_attribute("aria-label").endswith("That is the mean.")
    marks = "e => getComputedStyle(e.parentElement, '::after').content"
    assert "✓" in field(page, 0, 0).evaluate(marks)
    assert "✗" in field(page, 0, 1).evaluate(marks)
    assert field(page, 1, 0).evaluate(marks) == "none"
    field(page, 0, 1).press("1")  # what is typed anew is not judged yet
    assert field(page, 0, 1).evaluate(marks) == "none"
    assert field(page, 0, 1).get_attribute("aria-invalid") is None
    assert "Type a number" in answer(page, "nine", 0, 1)


def framed(page):
    """Return the places of the input in the frame: those with a shadow for an edge, and what lies between."""
    edged = [
        tuple(int(cell.get_attribute(f"data-{axis}")) for axis in "rc")
        for cell in page.locator(".exercises-input td").all()
        if "inset" in (cell.get_attribute("style") or "")
    ]
    if not edged:
        return None
    (top, left), (bottom, right) = min(edged), max(edged)
    return top, left, bottom, right


CELLS = "kernels/exercises/"


@pytest.mark.parametrize("place", [CELLS, f"fa/{CELLS}"])
def test_the_first_wrong_product_is_named_and_the_window_framed(exercises, place):
    """Of the window 9, 9, 2 / 4, 9, 4 / 4, 2, 1 and the kernel −2, −2, 0 / 0, 1, −1 / −1, 1, 0: −33."""
    page = exercises(place, "kind=cell;seed=1")
    persian = place.startswith("fa")
    assert ("از ۱ شمرده می‌شوند" if persian else "counted from 1") in asked(page)
    assert framed(page) is None
    page.locator(".exercises-products input").first.focus()
    for text, way in (("-18", "Right"), ("-18", "Right"), ("0", "Down"), ("4", "Left"), ("9", "Left"), ("0", "Left")):
        page.keyboard.type(text)
        page.keyboard.press(f"Arrow{way}")
    told = answer(page, "5")
    assert ("سطر ۲ و ستون ۳ پنجره" if persian else "row 2, column 3 of the window") in told
    wrong = page.locator(".exercises-products .wrong")
    assert [wrong.get_attribute(f"data-{axis}") for axis in "rc"] == ["1", "2"]
    assert wrong.locator("input").get_attribute("aria-invalid") == "true"
    assert framed(page) == (0, 2, 2, 4)
    assert page.locator("check-yourself .success").count() == 0, "no green tick stands beside a wrong answer"
    wrong.locator("input").fill("-4")
    told = answer(page, "-33")
    assert told.endswith("درست است." if persian else "Right.")
    assert framed(page) is None
    page.click("check-yourself .note summary")
    until(page, "document.querySelector('.exercises-input [style*=inset]')")
    assert framed(page) == (0, 2, 2, 4), "the worked answer tells of this window"


def test_a_wrong_answer_without_products_asks_for_them(exercises):
    page = exercises(CELLS, "kind=cell;seed=1")
    assert answer(page, "999").endswith("Fill in the products to see which one is wrong.")
    page.locator(".exercises-products input").first.fill("1")
    assert "Fill in" not in answer(page, "999")
    page.wait_for_url(lambda url: "given=999;products=1,,,,,,,," in url)


def test_the_window_of_the_first_wrong_answer_is_framed(exercises):
    page = exercises(state="kind=pooled;seed=1")  # 2 × 2 windows, stride 2
    answer(page, "9")
    assert framed(page) is None
    answer(page, "1", 1, 0)
    assert framed(page) == (2, 0, 3, 1)
    answer(page, "1", 0, 1)
    assert framed(page) == (0, 2, 1, 3)


def test_no_answer_at_all_is_asked_for(exercises):
    page = exercises()
    page.click("check-yourself form .explorer-button")
    assert "Type a number" in page.text_content(".exercises-told")


@pytest.mark.parametrize("place", [POOLING, f"fa/{POOLING}"])
def test_the_keyboard_reaches_everything(exercises, place):
    page = exercises(place, "kind=pooled;seed=1")
    field(page).focus()
    page.keyboard.type("9")
    page.keyboard.press("ArrowRight")  # from left to right in both languages
    page.keyboard.type("7")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("7")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("4")
    page.keyboard.press("Enter")
    tally = page.text_content(".exercises-tally")
    assert tally == ("پاسخ‌های درست تا اینجا: ۱" if place.startswith("fa") else "Right in this visit: 1")
    page.keyboard.press("Enter")
    assert page.text_content(".exercises-tally") == tally  # once
    # One stop for the grid; then the buttons, the worked answer and what stands below.
    name = """() => {
      const { nodeName, classList } = document.activeElement;
      return [nodeName, ...classList].filter(one => one !== "focus-visible").join(" ");
    }"""
    stops = []
    for _ in range(6):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(name))
    assert stops == [
        "BUTTON explorer-button",
        "BUTTON explorer-button exercises-next",
        "SUMMARY",
        "BUTTON explorer-button exercises-restart",
        "BUTTON explorer-button exercises-link",
        "SUMMARY",
    ]
    page.locator("check-yourself .note summary").focus()
    page.keyboard.press("Enter")
    assert "max(9, 2,\n4, 9) = 9" in page.text_content(".exercises-worked")
    assert page.locator(".exercises-worked").is_visible()
    page.locator(".exercises-next").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".exercises-worked", state="hidden")
    assert page.evaluate("document.activeElement.matches('.exercises-next')")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("1")
    assert field(page).input_value() == "1"


def test_a_finger_answers(exercises):
    page = exercises(state="kind=overlap;seed=1", has_touch=True, viewport={"width": 320, "height": 640})
    field(page).tap()
    page.keyboard.type("9")  # s = 1, k = 3: as many as in the middle
    page.tap("check-yourself form .explorer-button")
    assert page.text_content(".exercises-told").endswith("Near the border, fewer windows may reach a pixel.")
    field(page).fill("3")
    page.tap("check-yourself form .explorer-button")
    assert page.text_content(".exercises-told") == "Your answer: Right."
    page.tap(".exercises-next")
    assert "by the" in asked(page)  # the first kind of the page again
    assert page.text_content(".exercises-told") == ""
    assert field(page).input_value() == ""


def test_persian_digits_are_read_and_shown(exercises):
    page = exercises(f"fa/{POOLING}", "kind=pooled;seed=2")
    assert "ادغام میانگین" in asked(page)
    assert "گام: ۱" in asked(page)
    assert answer(page, "۲٫۵") == "پاسخ شما، سطر ۱، ستون ۱: درست است."
    assert "درست است" in answer(page, "۲/۵")  # as it is written by hand
    assert "درست است" in answer(page, "۵/۲")
    assert "ستون ۲: درست نیست." in answer(page, "۱", 0, 1)
    page = exercises(f"fa/{CONVOLUTION}", "kind=size;seed=1")
    assert "کانولوشن از یک ردیف ۶ پیکسلی" in asked(page)
    assert answer(page, "۲") == "پاسخ شما: درست نیست. حاشیه در هر دو سر هست و دو بار شمرده می‌شود."
    page.click("check-yourself .note summary")
    assert page.text_content(".exercises-worked") == "⌊(6 + 2×2 − 1×(4 − 1) − 1) / 3⌋ + 1 = 3"


def test_a_point_is_no_fraction_in_english(exercises):
    assert "Right" not in answer(exercises(state="kind=pooled;seed=2"), "2/5")


def test_what_was_seen_in_a_link_does_not_count(exercises):
    page = exercises("kernels/exercises/", "kind=cell;seed=1;given=-33")
    assert page.text_content(".exercises-told") == "Your answer: Right."
    assert page.text_content(".exercises-tally") == "Right in this visit: 0"


# ---------------------------------------------------------------------------- the address


@pytest.mark.parametrize("place", [POOLING, f"fa/{POOLING}"])
def test_a_link_reopens_what_was_there(exercises, open_page, place):
    page = exercises(place)
    before = page.url
    page.click(".exercises-next")
    page.click(".exercises-next")
    page.click(".exercises-next")
    answer(page, "5/2")
    answer(page, "x", 0, 1)
    answer(page, "۳", 1, 0)
    page.wait_for_url(
        lambda url: re.search(r"given=5/2,,۳,+$", parse_qs(urlsplit(url).query).get("exercises", [""])[0])
    )
    assert parse_qs(urlsplit(page.url).query)["exercises"][0].startswith("kind=pooled;seed=7;")
    again = open_page(page.url.split("/", 3)[3])
    again.wait_for_selector("check-yourself .explorer-grid")
    assert asked(again) == asked(page)
    assert again.text_content(".exercises-input") == page.text_content(".exercises-input")
    assert field(again, 1, 0).input_value() == "۳"
    assert field(again, 0, 1).input_value() == ""
    again.click(".exercises-restart")
    again.wait_for_url(before)
    assert asked(again) == asked(exercises(place))


def test_the_link_and_the_code_can_be_copied(exercises):
    page = exercises(permissions=["clipboard-read", "clipboard-write"])
    page.click(".exercises-next")
    page.click(".exercises-link")
    page.wait_for_selector(".exercises-link:text-is('Copied')")
    copied = urlsplit(page.evaluate("navigator.clipboard.readText()"))
    assert (copied.query, copied.fragment) == ("exercises=kind=size;seed=5", "try-it")
    page.click("check-yourself .explorer-code summary")
    page.click(".exercises-copy")
    page.wait_for_selector(".exercises-copy:text-is('Copied')")
    assert page.evaluate("navigator.clipboard.readText()") == page.text_content(".exercises-numpy")


@pytest.mark.parametrize(
    "state", ["%20", "kind=;seed=;given=", "kind=nothing;seed=-1", "seed=x;given=,,,,<b>,9", "kinds=;kind=constructor"]
)
def test_a_broken_address_breaks_nothing(exercises, state):
    page = exercises(state=state)
    assert "by the" in asked(page)
    assert field(page).is_visible()
    assert page.locator("check-yourself b").count() == 0
    kinds = page.evaluate("document.querySelector('check-yourself').kinds")
    assert kinds == ["pooled", "size", "overlap"]
    page.click(".exercises-next")
    assert "How many numbers" in asked(page)


# ---------------------------------------------------------------------------- the figure, and the place of the box


@pytest.mark.parametrize("place", PLACES)
def test_every_kind_fits_the_smallest_phone(exercises, place):
    page = exercises(place, viewport={"width": 320, "height": 640})
    for _ in range(12):
        page.click(".exercises-next")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        wide = "panes => panes.every(pane => pane.scrollWidth <= pane.clientWidth)"
        assert page.locator("check-yourself .explorer-pane").evaluate_all(wide)
    page.click("check-yourself .note summary")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    for target in page.locator("check-yourself :is(input, button, summary)").all():
        box = target.bounding_box()
        assert not box or min(box["width"], box["height"]) >= 24


# ---------------------------------------------------------------------------- for everyone

STATES = {
    "at rest": "",
    "judged": "kind=pooled;seed=1;given=9,5.25",
    "padded": "kind=overlap;seed=3",
    "other": "seed=2",
}


@pytest.mark.parametrize(
    ("place", "state"),
    [
        (POOLING, "at rest"),
        (f"fa/{POOLING}", "judged"),
        (POOLING, "judged"),
        (POOLING, "padded"),
        (f"fa/{CONVOLUTION}", "other"),
    ],
)
def test_axe_finds_nothing(exercises, place, state):
    # In the language of the page, so that no offer of the other one covers it.
    locale = "fa" if place.startswith("fa/") else "en"
    page = exercises(place, STATES[state], viewport={"width": 360, "height": 740}, locale=locale)
    for summary in page.locator("check-yourself summary").all():
        summary.click()
    # The bar at the foot of a phone covers whatever happens to be under it; test_axe.py looks at the bar.
    styled(page, ".thumb { display: none }")
    assert found_in_state(page, ".explorer") == []


def test_with_forced_colours_right_and_wrong_are_told_apart(exercises):
    page = exercises(state=STATES["judged"], forced_colors="active")
    contents = [
        field(page, 0, c).evaluate("e => getComputedStyle(e.parentElement, '::after').content") for c in range(2)
    ]
    assert "✓" in contents[0]
    assert "✗" in contents[1]


def test_each_hint_has_words_and_each_word_a_use(made):
    said = {name for kind in KINDS for it in made[kind] for row in it["said"] for cell in row for _, name in cell}
    hints = {name.removeprefix("wrong,") for name in said} | {"number"}
    names = list(explorer_words.read()["en"]["exercises"])
    assert hints == set(names[names.index("right") :])
