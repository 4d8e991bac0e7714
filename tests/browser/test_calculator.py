"""The calculator: its numbers are those of the snippets and of the papers, and every way to it works."""

import json
import os
import random
import re
import subprocess
from urllib.parse import parse_qs, urlsplit

import pytest

from snippets.convolution import field_published, layer_counts
from snippets.convolution.field_recurrence import walk
from tests.browser.checks.axe import found_in_state
from tests.browser.test_stepper import RUN_ALL, focus
from tests.browser.whole import again, styled, until

ENGLISH = "convolution/receptive-field/"
PLACES = [ENGLISH, f"fa/{ENGLISH}"]
LENET = [
    ["28×28×6", "5", "1", "156", "117,600"],
    ["14×14×6", "6", "2", "0", "0"],
    ["10×10×16", "14", "2", "2,416", "240,000"],
    ["5×5×16", "16", "4", "0", "0"],
    ["1×1×120", "32", "4", "48,120", "48,000"],
]


@pytest.fixture
def calculator(open_page):
    """Return a function that opens the page at its calculator."""

    def open_it(place=ENGLISH, state="", **settings):
        page = open_page(f"{place}{state and f'?calculator={state}'}#try-it", **settings)
        page.wait_for_selector("size-calculator .explorer-code")
        return page

    return open_it


def shown(page):
    """Return the numbers of all rows, with all digits; none for a layer that has none."""
    read = """rows => rows.map(row => [...row.querySelectorAll('td:not([data-r])')].map(cell =>
      cell.querySelector('abbr')?.title ?? cell.lastChild.textContent.trim()))"""
    return page.locator(".calculator-stack tr:has([data-r])").evaluate_all(read)


TOLD = """told => {
  const whole = told.cloneNode(true);
  whole.querySelectorAll('abbr').forEach(one => one.replaceWith(one.title));
  return whole.textContent;
}"""


def told(page):
    """Return what is said of all layers, with all digits."""
    return page.eval_on_selector(".calculator-told", TOLD)


def field(page, name):
    return page.locator(f"size-calculator [name={name}]")


def layer(page, at):
    return page.locator(f'size-calculator [data-at="{at}"]')


def number(text):
    return int(text.replace(",", ""))


# ---------------------------------------------------------------------------- what it shows


def test_it_starts_with_the_example_of_the_page(calculator):
    page = calculator()
    assert shown(page) == LENET
    assert told(page) == (
        "Output: 1×1×120 · Receptive field: 32 · Jump: 4 · Parameters: 50,692 · Multiply-adds: 405,600"
    )
    assert field(page, "net").evaluate("select => select.selectedOptions[0].textContent") == "LeNet-5"
    assert layer(page, 2).text_content() == "2. mean pooling 2×2 · stride 2"
    assert layer(page, 1).get_attribute("aria-current") == "true"


# The weights and the multiply-adds of all convolutions. Sources: VGG-16, 138,357,544 parameters less those of the three
# dense layers. AlexNet, 60,965,224 less the same. MobileNet, 3,228,864 in Keras without the top, less four for each of
# 10,944 normalised channels. ResNet-50, 25,557,032 in torchvision, less the dense layer, two for each of 26,560
# normalised channels, and the four convolutions of its shortcuts.
PUBLISHED = {
    "VGG-16": ("vgg16", 138_357_544 - 4097 * 1000 - 4097 * 4096 - (512 * 49 + 1) * 4096, 15_346_630_656),
    "AlexNet": ("alexnet", 60_965_224 - 4097 * 1000 - 4097 * 4096 - (256 * 36 + 1) * 4096, 665_784_864),
    "MobileNet": ("mobilenet", 3_228_864 - 4 * 10_944, 568_740_352 - 1024 * 1000),
    "ResNet-50": (
        "resnet50",
        25_557_032 - 2049 * 1000 - 2 * 26_560 - (64 * 256 + 256 * 512 + 512 * 1024 + 1024 * 2048),
        None,
    ),
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_known_networks_have_their_published_numbers(calculator, name):
    page = calculator()
    field(page, "net").select_option(label=name)
    key, weights, work = PUBLISHED[name]
    layers = shown(page)
    assert number(layers[-1][1]) == field_published.facts()[key]
    sums = [f"{sum(number(cells[i]) for cells in layers):,}" for i in (3, 4)]
    assert f"Parameters: {sums[0]} · Multiply-adds: {sums[1]}" in told(page)
    assert sums[0] == f"{weights:,}"
    if work:
        assert sums[1] == f"{work:,}"
    widening = [cells[1] for cells, before in zip(layers[1:], layers, strict=False) if cells[1] != before[1]]
    path = walk(field_published.NETWORKS[key])
    assert {number(text) for text in widening} <= {r for r, _, _ in path}
    assert page.locator(".explorer-problem").count() == 0


def test_vgg_has_the_weights_that_everybody_knows():
    assert PUBLISHED["VGG-16"][1] == 14_714_688


def test_layers_count_as_in_the_snippet(calculator):
    """The layers of the table in the chapter on channels, each alone."""
    for channels_in, channels_out, k, side, more in layer_counts.LAYERS.values():
        groups, bias = more.get("groups", 1), more.get("bias", True)
        state = f"in={side + k - 1}x{side + k - 1}x{channels_in};layers=c{channels_out}k{k}g{groups}b{int(bias)}"
        ((size, seen, _, parameters, work),) = shown(calculator(state=state))
        assert size == f"{side}×{side}×{channels_out}"
        assert number(seen) == k
        assert number(parameters) == layer_counts.parameters(channels_in, channels_out, k, groups, bias)
        assert number(work) == layer_counts.multiply_adds(channels_in, channels_out, k, side, groups)


def test_it_says_what_is_left_over_and_what_hangs_over(calculator):
    page = calculator()
    field(page, "rows").fill("35")
    assert shown(page)[1][0] == "15×14×6"
    notes = page.locator(".calculator-stack tr:not(:has([data-r], .calculator-open))")
    assert notes.all_text_contents() == [
        "LayerOutputReceptive fieldJumpParametersMultiply-adds",
        "Rows left over at the bottom: 1.",
        "Rows left over at the bottom: 1.",
    ]
    layer(page, 2).click()
    field(page, "r").check()
    assert shown(page)[1][0] == "16×14×6"
    assert notes.nth(1).text_content() == "Rows that the last window hangs over: 1."


def draw(chance):
    """Return a random state as the address has it."""

    def one():
        kind = chance.choice("ccmmat")
        k = chance.randint(1, 5)
        groups = chance.choice([1, 1, 2])
        dilation = 1 if kind == "a" else chance.choice([1, 1, 2, 3])
        padding = chance.randint(0, k // 2 if kind in "ma" else 3)
        common = f"k{k}s{chance.randint(1, 3)}p{padding}d{dilation}"
        if kind in "ma":
            return f"{kind}{common}r{chance.randint(0, 1)}"
        return f"{kind}{2 * chance.randint(1, 4)}{common}g{groups}b{chance.randint(0, 1)}" + "o1" * (
            kind == "t" and chance.random() < 0.5
        )

    layers = ",".join(",".join(chance.choice([1, 1, 1, 2]) * [one()]) for _ in range(chance.randint(1, 6)))
    return f"in={chance.randint(5, 60)}x{chance.randint(5, 60)}x{2 * chance.randint(1, 3)};layers={layers}"


READ = """states => states.map(state => {
  history.replaceState(null, '', `?calculator=${state}`);
  const element = document.createElement('size-calculator');
  document.querySelector('[data-explorer=calculator]').append(element);
  const rows = [...element.querySelectorAll('.calculator-stack tr:has([data-r])')].map(row =>
    [row.querySelector('button').textContent, ...[...row.querySelectorAll('td:not([data-r])')].map(cell =>
      cell.querySelector('abbr')?.title ?? cell.lastChild.textContent.trim())]);
  const code = element.querySelector('.calculator-numpy').textContent;
  const told = (TOLD)(element.querySelector('.calculator-told'));
  element.remove();
  return { state, rows, code, told };
})""".replace("TOLD", TOLD)
ROW = re.compile(r"(\d+)(?:–(\d+))?\. ")


def test_the_python_of_random_states_prints_what_the_explorer_shows(calculator):
    chance = random.Random(6)
    page = calculator()
    answers = page.evaluate(READ, [draw(chance) for _ in range(150)])
    assert sum(all(row[1:] for row in answer["rows"]) for answer in answers) >= 50
    assert sum(any("–" in row[0] for row in answer["rows"]) for answer in answers) >= 5
    for sign in ("transposed", "average"):
        assert sum(f'("{sign}"' in answer["code"] for answer in answers) >= 20
    done = subprocess.run(
        [os.environ["READER_PYTHON"], "-c", RUN_ALL],
        input=json.dumps([answer["code"] for answer in answers]),
        capture_output=True,
        text=True,
        check=True,
    )
    for answer, printed in zip(answers, json.loads(done.stdout), strict=True):
        rows = [row for row in answer["rows"] if row[1:]]
        *lines, total = printed.splitlines()
        numbers = [re.findall(r"[\d.x]+(?:e[-+]\d+)?", line) for line in lines]
        for name, size, seen, jump, parameters, work in rows:
            first, last = ROW.match(name).groups()
            layers = [numbers.pop(0) for _ in range(int(first), int(last or first) + 1)]
            made, *found = layers[-1]
            assert made.replace("x", "×") == size, answer["state"]
            assert found[0] == str(number(seen)), answer["state"]
            assert float(found[1]) == pytest.approx(float(jump.replace(",", "")), abs=6e-4)
            sums = [sum(int(layer[i]) for layer in layers) for i in (3, 4)]
            assert sums == [number(parameters), number(work)], answer["state"]
        assert not numbers, answer["state"]
        if all(row[1:] for row in answer["rows"]):
            sums = [f"{int(text):,}" for text in re.findall(r"\d+", total)]
            assert f"Parameters: {sums[0]} · Multiply-adds: {sums[1]}" in answer["told"]


# ---------------------------------------------------------------------------- ways to it


def test_layers_are_added_moved_removed_and_changed(calculator):
    page = calculator()
    layer(page, 2).click()
    page.click(".calculator-add")
    assert len(shown(page)) == 6
    assert layer(page, 3).get_attribute("aria-current") == "true"
    field(page, "op").select_option("convolution")
    field(page, "c").fill("7")
    assert shown(page)[2] == ["7×7×7", "8", "4", "175", "8,232"]
    page.click(".calculator-up")
    assert layer(page, 2).text_content() == "2. convolution 2×2 · stride 2"
    page.click(".calculator-down")
    page.click(".calculator-down")
    assert layer(page, 4).text_content() == "4. convolution 2×2 · stride 2"
    page.click(".calculator-remove")
    assert shown(page) == LENET
    for _ in range(4):
        page.click(".calculator-remove")
    assert len(shown(page)) == 1
    assert page.locator(".calculator-remove").is_disabled()
    page.click(".calculator-restart")
    assert shown(page) == LENET


@pytest.mark.parametrize("place", PLACES)
def test_the_keyboard_reaches_everything(calculator, place):
    page = calculator(place)
    layer(page, 1).focus()
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert layer(page, 5).get_attribute("aria-current") == "true"
    assert layer(page, 5).evaluate("button => button === document.activeElement")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert field(page, "c").evaluate("input => input === document.activeElement")
    page.keyboard.press("Control+a")
    page.keyboard.type("84")
    assert page.evaluate("document.querySelector('size-calculator').state.layers[4].c") == 84
    page.focus(".calculator-up")
    for _ in range(4):
        page.keyboard.press("Enter")
    # There is no way further up: the button has gone, so the layer has the focus.
    assert page.locator(".calculator-up").is_disabled()
    assert layer(page, 1).evaluate("button => button === document.activeElement")
    assert page.locator('size-calculator [data-r] button[tabindex="0"]').count() == 1
    assert focus(page) is None


def test_a_finger_builds_a_stack(calculator):
    page = calculator(f"fa/{ENGLISH}", has_touch=True, viewport={"width": 320, "height": 640})
    layer(page, 5).tap()
    page.tap(".calculator-remove")
    assert len(shown(page)) == 4
    page.tap(".calculator-add")
    assert layer(page, 5).text_content() == "۵. ادغام میانگین ۲×۲ · گام ۲"
    assert shown(page)[4] == ["۲×۲×۱۶", "۲۰", "۸", "۰", "۰"]


def test_persian_digits_are_read_and_shown(calculator):
    page = calculator(f"fa/{ENGLISH}")
    field(page, "columns").fill("۴۰")
    field(page, "c").fill("٨")
    assert page.evaluate("document.querySelector('size-calculator').state.columns") == 40
    assert shown(page)[0] == ["۲۸×۳۶×۸", "۵", "۱", "۲۰۸", "۲۰۱٬۶۰۰"]
    field(page, "c").blur()
    assert field(page, "c").input_value() == "۸"


def test_what_is_no_number_is_marked_and_does_not_count(calculator):
    page = calculator()
    field(page, "k").fill("five")
    assert field(page, "k").get_attribute("aria-invalid") == "true"
    assert shown(page) == LENET
    field(page, "k").blur()
    layer(page, 1).click()
    assert field(page, "k").input_value() == "5"
    assert field(page, "k").get_attribute("aria-invalid") is None


def test_fields_that_do_not_count_are_hidden(calculator):
    page = calculator()
    names = {name: field(page, name).is_visible() for name in "ckspdogbr"}
    assert [name for name in names if names[name]] == list("ckspdgb")
    field(page, "op").select_option("transposed")
    assert field(page, "o").is_visible()
    field(page, "op").select_option("maximum")
    assert [name for name in names if field(page, name).is_visible()] == list("kspdr")


VGG = "VGG-16"


@pytest.mark.parametrize("place", PLACES)
def test_layers_that_come_again_share_a_row(calculator, place):
    page = calculator(place)
    field(page, "net").select_option(label=VGG)
    names = page.locator(".calculator-stack [data-r] button").all_text_contents()
    each = "کانولوشن ۳×۳" if place.startswith("fa") else "convolution 3×3"
    numbers = ["۴–۵. ۲", "۷–۹. ۳"] if place.startswith("fa") else ["4–5. 2", "7–9. 3"]
    assert [names[3], names[5]] == [f"{one} × {each}" for one in numbers]
    assert len(names) == 11, "two layers stand alone in the first run, which is open"
    if place == ENGLISH:
        # Two layers of 128 channels: 64·128·9 + 128 and 128·128·9 + 128 weights.
        assert shown(page)[3] == ["112×112×128", "14", "2", "221,440", "2,774,532,096"]
    layer(page, 2).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert layer(page, 4).evaluate("button => button === document.activeElement")
    assert layer(page, 5).is_visible(), "a run opens when one of its layers is chosen"
    assert not layer(page, 2).is_visible(), "and the one before closes"
    assert page.locator('size-calculator [data-r] button[tabindex="0"]').count() == 1


def test_blocks_that_come_again_share_a_row(calculator):
    page = calculator()
    field(page, "net").select_option(label="ResNet-50")
    block = "(convolution 1×1, convolution 3×3, convolution 1×1)"
    names = page.locator(".calculator-stack [data-r] button").all_text_contents()
    assert [name for name in names if "(" in name] == [
        f"3–11. 3 × {block}",
        f"15–23. 3 × {block}",
        f"27–41. 5 × {block}",
        f"45–50. 2 × {block}",
    ]


@pytest.mark.parametrize(("place", "work"), zip(PLACES, ["15.3\u00a0G", "۱۵٫۳\u00a0میلیارد"], strict=True))
def test_large_numbers_are_short_and_the_open_layer_has_all_digits(calculator, place, work):
    page = calculator(place)
    field(page, "net").select_option(label=VGG)
    total = page.locator(".calculator-told abbr").last
    assert total.text_content() == work
    digits = "۱۵٬۳۴۶٬۶۳۰٬۶۵۶" if place.startswith("fa") else "15,346,630,656"
    assert total.get_attribute("title") == digits
    assert page.locator('tr:has([aria-current="true"]) abbr').count() == 0
    layer(page, 3).click()
    assert page.locator('tr:has([data-at="1"]) abbr').count() == 1


def test_the_totals_stay_in_sight(calculator):
    page = calculator(viewport={"width": 390, "height": 844})
    field(page, "net").select_option(label=VGG)
    layer(page, 18).scroll_into_view_if_needed()
    box, head = (page.locator(where).bounding_box() for where in (".calculator-told", ".md-header"))
    assert head["y"] + head["height"] - 1 <= box["y"] < 200


@pytest.mark.parametrize("place", PLACES)
def test_a_layer_can_be_shown_in_the_picture_of_the_page(calculator, place):
    page = calculator(place)
    before = page.url
    field(page, "net").select_option(label=VGG)
    layer(page, 10).click()
    page.locator(".calculator-dive").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("field-dive .dive-told")
    dive = page.locator("field-dive")
    until(page, "document.querySelector('field-dive')?.state.n === 10")
    found = page.evaluate(
        "(({ size, field, jump }) => [size, field, jump])(document.querySelector('field-dive').depth)"
    )
    assert found == [28, *walk(field_published.NETWORKS["vgg16"])[10][:2]]
    assert not dive.locator("[name=d]").is_visible(), "what changes other networks is not offered"
    page.go_back()
    until(page, "document.querySelector('field-dive').state.net === 'vgg'")
    assert "dive=" not in page.url
    assert page.evaluate("document.querySelector('size-calculator').state.at") == 10
    assert page.url != before


def test_what_the_picture_cannot_show_is_not_offered(calculator):
    page = calculator()
    dive = page.locator(".calculator-dive")
    assert dive.text_content() == "Show layer 1 on the picture of 224 × 224 pixels"
    for state in ("in=32x32x1;layers=c4,t4", "in=999x999x1;layers=c4k300", "in=32x32x1;layers=c4,mk2r1"):
        assert not calculator(state=state).locator(".calculator-dive").is_visible(), state


# ---------------------------------------------------------------------------- the address


@pytest.mark.parametrize("place", PLACES)
def test_a_link_reopens_what_was_there(calculator, open_page, place):
    page = calculator(place)
    before = page.url
    layer(page, 3).click()
    for name, value in {"c": "18", "k": "4", "s": "3", "p": "2", "d": "2", "g": "6"}.items():
        field(page, name).fill(value)
    field(page, "b").uncheck()
    field(page, "rows").fill("65")
    page.click(".calculator-add")
    field(page, "op").select_option("transposed")
    page.wait_for_url(lambda url: "c18k4s3p2d2g6b0,t18k4s3p2" in url)
    assert page.url.endswith("#try-it")
    state = parse_qs(urlsplit(page.url).query)["calculator"][0]
    assert urlsplit(page.url).query == f"calculator={state}"  # nothing in it is escaped
    again = open_page(page.url.split("/", 3)[3])
    again.wait_for_selector("size-calculator .explorer-code")
    assert shown(again) == shown(page)
    assert told(again) == told(page)
    assert layer(again, 4).get_attribute("aria-current") == "true"
    again.click(".calculator-restart")
    again.wait_for_url(before)
    assert shown(again) == shown(calculator(place))


def test_the_link_and_the_code_can_be_copied(calculator):
    page = calculator(permissions=["clipboard-read", "clipboard-write"])
    field(page, "rows").fill("40")
    page.click(".calculator-link")
    page.wait_for_selector(".calculator-link:text-is('Copied')")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert urlsplit(copied).fragment == "try-it"
    assert urlsplit(copied).query.startswith("calculator=in=40x32x1;layers=c6k5,ak2s2,")
    page.click("size-calculator summary")
    page.click(".calculator-copy")
    page.wait_for_selector(".calculator-copy:text-is('Copied')")
    assert page.evaluate("navigator.clipboard.readText()") == page.text_content(".calculator-numpy")


BROKEN = ["%20", "in=;layers=;at=-3", "in=axb;layers=q,c,mk;at=99", "layers=99999999(c1)", "%00;;=;=="]


@pytest.mark.parametrize("state", BROKEN)
def test_a_broken_address_breaks_nothing(calculator, state):
    page = calculator(state=state)
    assert 1 <= len(shown(page)) <= 128
    assert shown(page)[0]
    assert page.locator('size-calculator [aria-current="true"]').count() == 1


def test_a_stack_ends_somewhere(calculator):
    page = calculator(state="layers=128(c1k1);at=128")
    assert len(shown(page)) == 128
    assert page.locator(".calculator-add").is_disabled()


# ---------------------------------------------------------------------------- impossible layers

IMPOSSIBLE = {
    "c8k29": "Along both axes, the window spans 29 pixels. With padding there are only 28, so none fits.",
    "mk2p2": "padding is at most half the window, here 1",
    "ak2d2": "mean has no dilation",
    "c8g4": "6 channels cannot be divided into 4 equal groups.",
    "t8k2s2o2": "Output padding must be less than the stride or the dilation, here at most 1.",
    "t8k1p20": "Along both axes, nothing is left of the output.",
    "c0": "Channels: 0 is less than 1.",
    "c8k2.5": "Window size: 2.5 is not a whole number.",
    "c8s0": "Stride: 0 is less than 1.",
    "c8p-1": "Padding: −1 is less than 0.",
    "t8k1s257": "The strides of the transposed layers multiply to 257. At most 256 are worked out here.",
}


@pytest.mark.parametrize("wrong", IMPOSSIBLE)
def test_an_impossible_layer_says_why_and_ends_the_numbers(calculator, wrong):
    page = calculator(state=f"in=32x32x1;layers=c6k5,{wrong},c4")
    assert shown(page) == [LENET[0], [], []]
    assert told(page).replace("\u200e", "").startswith("Layer 2: ")
    assert IMPOSSIBLE[wrong] in told(page).replace("\u200e", "")
    assert page.locator(".calculator-stack .explorer-problem").count() == 1
    assert page.text_content(".calculator-numpy").count('\n    ("') == 1
    page.click(".calculator-restart")
    assert shown(page) == LENET
    assert page.locator(".explorer-problem").count() == 0


def test_an_impossible_input_says_why(calculator):
    page = calculator(f"fa/{ENGLISH}")
    field(page, "rows").fill("۰")
    said = "لایهٔ ۱: اندازهٔ ورودی: ۰ از ۱ کمتر است."
    assert told(page).replace("\u200e", "") == said
    assert not any(shown(page))
    page.wait_for_url(lambda url: "in=0x32x1" in url)
    again(page)
    page.wait_for_selector("size-calculator .explorer-problem")
    assert told(page).replace("\u200e", "") == said


# ---------------------------------------------------------------------------- the figure, and the place of the box


def test_the_largest_numbers_fit_the_smallest_phone(calculator):
    state = "in=9999x9999x9999;layers=c9999k99s98,t9999k99s99p9d9o9b0"
    page = calculator(f"fa/{ENGLISH}", state=state, viewport={"width": 320, "height": 640})
    assert all(shown(page))
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    for target in page.locator("size-calculator :is(input, button, select, summary)").all():
        box = target.bounding_box()
        assert not box or min(box["width"], box["height"]) >= 24


@pytest.mark.parametrize("place", PLACES)
def test_the_bars_are_on_one_scale(calculator, place):
    page = calculator(place)
    read = "bars => bars.map(bar => getComputedStyle(bar).backgroundSize)"
    sizes = page.locator(".calculator-bar").evaluate_all(read)
    assert sizes[0] == "87.5% 55%, 15.625% 45%"  # 28 and 5 of 32 pixels
    assert sizes[4] == "3.125% 55%, 100% 45%"


# ---------------------------------------------------------------------------- for everyone

STATES = {
    "at rest": "",
    "over": "in=33x32x1;layers=c6k5,mk2s2r1,t4k3s2o1;at=3",
    "impossible": "in=32x32x1;layers=c6k5,c4k40,c4;at=2",
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(calculator, place, state):
    # In the language of the page, so that no offer of the other one covers it.
    locale = "fa" if place.startswith("fa/") else "en"
    page = calculator(place, state=STATES[state], viewport={"width": 360, "height": 740}, locale=locale)
    page.click("size-calculator summary")
    # The bars at the head and the foot of a phone cover whatever happens to be under them; test_axe.py looks at these.
    styled(page, ".md-header, .thumb { display: none }")
    assert found_in_state(page, "size-calculator") == []
    page.set_viewport_size({"width": 1280, "height": 740})
    assert found_in_state(page, "size-calculator") == []
