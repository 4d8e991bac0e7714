"""The scenes: each step shows what the snippet draws, where it draws it; how it moves, and what becomes of a guess."""

import math

import pytest

from snippets.convolution import slide as convolution
from snippets.kernels import slide as kernels
from snippets.pooling import slide as pooling
from tests.browser.whole import DESK, PHONE, still, until
from tests.snippets.conftest import Drawing, shown

SCENES = {
    "kernels/": ("#figure-kernels-slide", kernels, 25),
    "convolution/": ("#figure-convolution-slide", convolution, 11),
    "pooling/": ("#figure-pooling-slide", pooling, 13),
}
PLACES = [language + place for language in ("", "fa/") for place in SCENES]
KERNELS = "#figure-kernels-slide"
ASKED = "عددی بنویسید، مانند ۴."  # for a number, where something else was typed


# The numbers and signs that are seen, each with where its middle is, in px of the drawing.
SEEN = r"""figure => {
  const svg = figure.querySelector('.figure-box svg'), box = svg.getBoundingClientRect();
  const scale = box.width / svg.getAttribute('width');
  const isSeen = text => /^×?[−-]?[\d.]+$/.test(text.textContent) && getComputedStyle(text).visibility === 'visible';
  return [...svg.querySelectorAll('text')].filter(isSeen).map(text => {
    const { left, right, top, bottom } = text.getBoundingClientRect();
    return [text.textContent, ((left + right) / 2 - box.left) / scale, ((top + bottom) / 2 - box.top) / scale];
  });
}"""


def drawn(made, step):
    """Return the numbers of a step and where they stand, as the snippet draws them."""
    found = []
    for text in made.ax.texts:
        x, y = (text.get_position() + made.moved(text, step)) * made.cell
        label = text.get_text()
        if shown(text, step) and label.lstrip("×\N{MINUS SIGN}").replace(".", "").isdigit():
            found.append((label, x, y))
    return found


def compare(seen, expected):
    """Look whether the same numbers stand at the same places; a text is a little higher or lower than its middle."""
    assert len(seen) == len(expected)
    left = list(expected)
    for label, x, y in seen:
        near = [one for one in left if one[0] == label and abs(one[1] - x) < 2 and abs(one[2] - y) < 4]
        assert near, f"{label} stands at {x:.0f}, {y:.0f}"
        left.remove(near[0])


@pytest.mark.parametrize("place", PLACES)
def test_each_step_shows_what_the_snippet_draws(scene, place):
    figure, module, last = SCENES[place.removeprefix("fa/")]
    page, made = scene(place), Drawing(module)
    assert page.get_attribute(f"{figure} .steps input", "max") == str(last)
    for step in range(1, last + 1):
        compare(page.locator(figure).evaluate(SEEN), drawn(made, step))
        page.click(f"{figure} .steps-next")
    for step in (last - 1, 2, last // 2):  # by leaps, as with the slider
        page.locator(f"{figure} .steps input").fill(str(step))
        compare(page.locator(figure).evaluate(SEEN), drawn(made, step))
    # On paper it is finished, wherever the reader has left it, and nothing is there to press.
    page.emulate_media(media="print")
    compare(page.locator(figure).evaluate(SEEN), drawn(made, last))
    assert not page.locator(f"{figure} :is(.steps, .steps-guess):visible").count()


@pytest.mark.parametrize("place", SCENES)
def test_without_scripting_the_scene_is_its_last_step(open_page, place):
    figure, module, last = SCENES[place]
    page = open_page(place, java_script_enabled=False)
    compare(page.locator(figure).evaluate(SEEN), drawn(Drawing(module), last))
    assert not page.locator(f"{figure} :is(.steps, .steps-guess):visible").count()


# How far the bar of the scene is from the end of the first screen, which on a phone the bar for the thumb covers.
ROOM = """figure => {
  const thumb = document.querySelector('.thumb')?.offsetHeight ?? 0;
  const parts = [...figure.querySelectorAll('.figure-box svg, .steps, .steps button')];
  return innerHeight - thumb - Math.max(...parts.map(part => part.getBoundingClientRect().bottom + scrollY));
}"""


@pytest.mark.parametrize("place", PLACES)
def test_it_is_seen_in_the_first_screen(scene, place):
    figure = SCENES[place.removeprefix("fa/")][0]
    for screen in (DESK, PHONE, {"width": 360, "height": 780}):
        page = scene(place, screen=screen)
        assert page.locator(figure).evaluate(ROOM) >= 0, screen
        assert page.evaluate("document.documentElement.scrollWidth") <= screen["width"]


# A press, and at once what moves, and the copies that fly.
PRESS = """([figure, button]) => {
  const svg = document.querySelector(`${figure} .figure-box svg`), parts = svg.querySelectorAll('g').length;
  document.querySelector(`${figure} ${button}`).click();
  const motions = svg.getAnimations({ subtree: true });
  return {
    motions: motions.map(({ effect }) => [effect.getTiming().duration, effect.getTiming().easing]),
    copies: svg.querySelectorAll('g').length - parts,
  };
}"""


def test_it_moves_for_300_ms_and_copies_fly_where_numbers_land(scene):
    page = scene("kernels/", motion="no-preference")
    parts = page.locator(f"{KERNELS} .figure-box svg g").count()
    for button, copies in ((".steps-next", 0), (".steps-next", 9), (".steps-next", 0), (".steps-back", 0)):
        made = page.evaluate(PRESS, [KERNELS, button])
        assert made["copies"] == copies
        assert {tuple(one) for one in made["motions"]} <= {(300, "ease-in-out")}
        still(page)
    made = page.evaluate(PRESS, [KERNELS, ".steps-next"])
    assert len(made["motions"]) >= 11  # nine products, the kernel, the frame in the output
    # When all has landed, no copy is left, and the step is as it would be without motion.
    page.click(f"{KERNELS} .steps-next")
    still(page)
    until(page, f"document.querySelectorAll('{KERNELS} .figure-box svg g').length === {parts}")
    compare(page.locator(KERNELS).evaluate(SEEN), drawn(Drawing(kernels), 5))


def test_asked_for_no_motion_nothing_moves_and_the_steps_are_the_same(scene):
    page = scene("kernels/")
    for _ in range(4):
        assert page.evaluate(PRESS, [KERNELS, ".steps-next"]) == {"motions": [], "copies": 0}
    compare(page.locator(KERNELS).evaluate(SEEN), drawn(Drawing(kernels), 5))
    assert not page.locator(f"{KERNELS} .steps-play").is_visible()


def test_asked_for_in_the_middle_of_a_motion_it_ends(scene):
    page = scene("kernels/", motion="no-preference")
    parts = page.locator(f"{KERNELS} .figure-box svg g").count()
    page.click(f"{KERNELS} .steps-next")
    page.click(f"{KERNELS} .steps-next")
    page.emulate_media(reduced_motion="reduce")
    until(page, f"!document.querySelector('{KERNELS} svg').getAnimations({{ subtree: true }}).length")
    until(page, f"document.querySelectorAll('{KERNELS} .figure-box svg g').length === {parts}")


@pytest.mark.parametrize(
    ("place", "right", "wrong", "none"),
    [
        ("kernels/", "−2 is right.", "It is 27, not 12.5.", "Write a number, such as 4."),
        ("fa/kernels/", "\u200e−۲\u200e درست است.", "پاسخ \u200e۲۷\u200e است، نه \u200e۱۲٫۵\u200e.", ASKED),
    ],
)
def test_a_guess_is_answered_from_the_keyboard_alone(scene, place, right, wrong, none):
    page = scene(place)
    keys, answer = page.keyboard, page.locator(f"{KERNELS} .steps-guess output")
    field, slider = page.locator(f"{KERNELS} .steps-guess input"), page.locator(f"{KERNELS} .steps input")
    said = page.locator(f"{KERNELS} .steps-said")
    assert (answer.text_content(), said.text_content()) == ("", "")
    assert answer.evaluate("e => e.tagName") == "OUTPUT"  # a live region by itself
    page.focus(f"{KERNELS} .steps input")
    keys.press("Tab")
    assert field.evaluate("e => e === document.activeElement")
    keys.press("Enter")  # without a guess it goes on
    assert (slider.input_value(), answer.text_content()) == ("2", "")
    assert "−1 + 0 + 4 − 6 + 0 + 0 + 0 + 0 + 1 = ?" in said.text_content()
    keys.type("-2" if place == "kernels/" else "−۲")
    keys.press("Enter")
    assert (slider.input_value(), answer.text_content(), field.input_value()) == ("3", right, "")
    assert "= −2" in said.text_content()
    keys.type("12.5" if place == "kernels/" else "۱۲٫۵")  # of the next that lands, two steps on
    keys.press("Enter")
    assert (slider.input_value(), answer.text_content()) == ("5", wrong)
    keys.type("edge")
    keys.press("Enter")
    assert (slider.input_value(), answer.text_content(), field.input_value()) == ("5", none, "edge")
    assert field.evaluate("e => e === document.activeElement")
    # Nothing blocks: the bar works on, whatever stands in the field; and after the last landing comes the first.
    slider.fill("25")
    field.fill("-2")
    page.click(f"{KERNELS} .steps-guess button")
    assert (slider.input_value(), answer.text_content()) == ("3", right)


@pytest.mark.parametrize("place", ["pooling/", "fa/pooling/"])
def test_the_guesses_of_pooling_are_the_maximum_and_then_the_mean(scene, place):
    figure = SCENES["pooling/"][0]
    page = scene(place)
    numbers = [6, 3.5, 5, 2, 7, 2.5, 9, 6]
    for number in numbers:
        page.fill(f"{figure} .steps-guess input", f"{number}")
        page.press(f"{figure} .steps-guess input", "Enter")
        answer = page.text_content(f"{figure} .steps-guess output")
        assert "right" in answer or "درست" in answer, number
    assert page.input_value(f"{figure} .steps input") == "13"


LAYOUT = """figure => {
  const parts = ['.figure-box', 'svg', '.steps', '.steps-guess', 'figcaption'].map(part => figure.querySelector(part));
  const top = figure.getBoundingClientRect().top;
  return [figure, ...parts].map(part => {
    const { x, y, width, height } = part.getBoundingClientRect();
    return [x, y - top, width, height].map(Math.round).join();
  });
}"""


@pytest.mark.parametrize("place", PLACES)
def test_nothing_jumps_when_the_script_comes_and_when_the_reader_steps(scene, place):
    figure, _, last = SCENES[place.removeprefix("fa/")]
    page = scene(place, screen=PHONE)
    page.route("**/steps.js", lambda route: route.abort())
    scene(place, screen=PHONE)
    still(page)
    before = page.locator(figure).evaluate(LAYOUT), page.locator(figure).evaluate(SEEN)
    page.unroute("**/steps.js")
    scene(place, screen=PHONE)
    still(page)
    assert (page.locator(figure).evaluate(LAYOUT), page.locator(figure).evaluate(SEEN)) == before
    for _ in range(math.ceil(last / 2)):
        page.click(f"{figure} .steps-next")
        page.fill(f"{figure} .steps-guess input", "x")
        page.press(f"{figure} .steps-guess input", "Enter")
    assert page.locator(figure).evaluate(LAYOUT) == before[0]
    for target in page.locator(f"{figure} :is(.steps button, .steps-guess :is(input, button)):visible").all():
        assert min(target.bounding_box()["height"], target.bounding_box()["width"]) >= 44  # a thumb fits
