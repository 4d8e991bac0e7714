"""The figures with steps: at rest until the reader moves them, and then showing exactly what belongs to a step."""

from collections import Counter
from functools import cache, partial

import pytest

from snippets.convolution import over_the_border, stamps_plane
from snippets.pooling import gaps, no_overlap, overlap
from tests.browser.whole import go

FIGURES = {
    "convolution-over_the_border": ("convolution/borders-and-stride/", over_the_border, 9),
    "convolution-stamps_plane": ("convolution/transposed/", stamps_plane, 6),
    "pooling-no_overlap": ("pooling/stride-and-overlap/", no_overlap, 4),
    "pooling-overlap": ("pooling/stride-and-overlap/", overlap, 9),
    "pooling-gaps": ("pooling/stride-and-overlap/", gaps, 4),
}
PLACES = sorted({place for place, _, _ in FIGURES.values()})
WINDOWS = "#figure-pooling-no_overlap"
PLACE = "pooling/stride-and-overlap/"  # where it is
PACE = 1200

SEEN = """figure => [...figure.querySelectorAll('.figure-box text')]
  .filter(text => getComputedStyle(text).visibility === 'visible').map(text => text.textContent)"""
SHAPES = """figure => [...figure.querySelectorAll('.figure-box path')]
  .filter(path => getComputedStyle(path).visibility === 'visible').length"""


def seen(page, figure):
    return Counter(page.locator(figure).evaluate(SEEN))


@cache
def drawn(module):
    """Return the texts of a figure as its snippet draws it, in English."""
    return module.figure(lambda label, **values: label.format(**values)).axes[0].texts


def expected(module, step):
    """Return the texts of a step as the snippet draws it."""
    texts = []
    for text in drawn(module):
        first, _, last = (text.get_gid() or "steps:1-").partition(":")[2].partition("-")
        if int(first) <= step <= int(last or step):
            texts.append(text.get_text())
    return Counter(texts)


def now(page, figure=WINDOWS):
    return page.locator(f"{figure} .steps-now").text_content()


def said(page, figure=WINDOWS):
    return page.locator(f"{figure} .steps-said").text_content().strip()


def ready(page):
    """Wait until modules have run, which they have when the page is loaded."""
    page.wait_for_load_state("load")
    return page


@pytest.fixture
def open_page(open_page):
    """Return what opens a page for a reader whom no other test gets: most tests here stop the clock."""
    return partial(open_page, alone=True)


def frozen(page):
    """Stop the page's clock, which then runs only as far as it is told to."""
    ready(page).clock.install(time="2030-01-01")
    page.clock.pause_at("2030-01-02")
    return page


@pytest.mark.parametrize("name", FIGURES)
def test_at_first_the_finished_picture_stands_still(open_page, name):
    place, module, last = FIGURES[name]
    page = frozen(open_page(place))
    page.clock.run_for(20 * PACE)
    figure = f"#figure-{name}"
    assert seen(page, figure) == expected(module, last)
    assert now(page, figure) == f"Step {last} of {last}"
    assert page.get_attribute(f"{figure} .steps-play", "aria-label") == "Play"


@pytest.mark.parametrize("name", FIGURES)
def test_each_step_shows_what_belongs_to_it(open_page, name):
    place, module, last = FIGURES[name]
    page = ready(open_page(place))
    figure = f"#figure-{name}"
    finished = page.locator(figure).evaluate(SHAPES)
    for step in range(1, last + 1):
        page.click(f"{figure} .steps-next")  # from the last to the first
        assert seen(page, figure) == expected(module, step), step
        assert now(page, figure) == f"Step {step} of {last}"
    assert page.locator(figure).evaluate(SHAPES) == finished
    for step in range(last - 1, 0, -1):
        page.click(f"{figure} .steps-back")
        assert seen(page, figure) == expected(module, step), step
    page.locator(f"{figure} input").fill("2")
    assert seen(page, figure) == expected(module, 2)


def test_keys_step_from_left_to_right_in_both_languages(open_page):
    for place in (PLACE, f"fa/{PLACE}"):
        page = ready(open_page(place))
        slider = page.locator(f"{WINDOWS} input")
        slider.focus()
        page.keyboard.press("Home")
        assert slider.input_value() == "1"
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowLeft")
        assert slider.input_value() == "2"
        boxes = [
            page.locator(f"{WINDOWS} {part}").bounding_box()["x"] for part in (".steps-back", ".steps-next", "input")
        ]
        assert boxes == sorted(boxes)
        page.focus(f"{WINDOWS} .steps-next")
        page.keyboard.press("Enter")
        page.keyboard.press("Space")
        assert slider.input_value() == "4"
        assert seen(page, WINDOWS)["9"] == 2  # in the input and in the output


def test_play_runs_from_the_first_to_the_last_and_stops(open_page):
    page = frozen(open_page(PLACE))
    page.locator(WINDOWS).scroll_into_view_if_needed()
    page.click(f"{WINDOWS} .steps-play")
    assert page.get_attribute(f"{WINDOWS} .steps-play", "aria-label") == "Pause"
    for step in (1, 2, 3, 4):
        assert now(page) == f"Step {step} of 4"
        assert seen(page, WINDOWS) == expected(no_overlap, step)
        assert said(page) == ""  # what plays by itself is not said
        if step < 4:
            page.clock.run_for(PACE)
    assert page.get_attribute(f"{WINDOWS} .steps-play", "aria-label") == "Play"
    page.clock.run_for(10 * PACE)
    assert now(page) == "Step 4 of 4"


def test_pausing_and_stepping_hold_the_figure(open_page):
    page = frozen(open_page(PLACE))
    for hold, step in ((".steps-play", 2), (".steps-next", 3), (".steps-back", 1)):
        page.locator(f"{WINDOWS} input").fill("4")
        page.click(f"{WINDOWS} .steps-play")
        page.clock.run_for(PACE)
        page.click(f"{WINDOWS} {hold}")
        page.clock.run_for(10 * PACE)
        assert now(page) == f"Step {step} of 4"
    # Played again, it goes on from there.
    page.click(f"{WINDOWS} .steps-play")
    page.clock.run_for(PACE)
    assert now(page) == "Step 2 of 4"


def test_one_figure_plays_at_a_time(open_page):
    page = frozen(open_page("pooling/stride-and-overlap/", viewport={"width": 1000, "height": 5000}))  # both in sight
    one, two = "#figure-pooling-no_overlap", "#figure-pooling-overlap"
    page.click(f"{one} .steps-play")
    page.click(f"{two} .steps-play")
    assert page.get_attribute(f"{one} .steps-play", "aria-label") == "Play"
    assert page.get_attribute(f"{two} .steps-play", "aria-label") == "Pause"


def test_out_of_sight_it_pauses(open_page):
    page = frozen(open_page(PLACE))
    page.click(f"{WINDOWS} .steps-play")
    page.clock.run_for(PACE)
    page.wait_for_selector(f"{WINDOWS} .steps-playing")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_selector(f"{WINDOWS} .steps:not(.steps-playing)", state="attached")
    page.clock.run_for(10 * PACE)
    assert now(page) == "Step 2 of 4"


def test_in_a_hidden_tab_it_pauses(open_page):
    page = frozen(open_page(PLACE))
    page.click(f"{WINDOWS} .steps-play")
    page.evaluate("""() => {
      Object.defineProperty(document, 'hidden', { get: () => true });
      document.dispatchEvent(new Event('visibilitychange'));
    }""")
    page.clock.run_for(10 * PACE)
    assert now(page) == "Step 1 of 4"


def test_with_reduced_motion_nothing_moves_by_itself(open_page):
    page = frozen(open_page(PLACE, reduced_motion="reduce"))
    assert not page.locator(f"{WINDOWS} .steps-play").is_visible()
    page.locator(f"{WINDOWS} .steps-play").evaluate("e => e.click()")
    assert now(page) == "Step 4 of 4"
    page.clock.run_for(PACE)
    assert now(page) == "Step 4 of 4"
    page.click(f"{WINDOWS} .steps-next")
    assert seen(page, WINDOWS) == expected(no_overlap, 1)
    page.locator(f"{WINDOWS} input").fill("3")
    assert seen(page, WINDOWS) == expected(no_overlap, 3)


def test_asked_for_while_it_plays_reduced_motion_stops_it(open_page):
    page = frozen(open_page(PLACE))
    page.click(f"{WINDOWS} .steps-play")
    page.emulate_media(reduced_motion="reduce")
    page.wait_for_selector(f"{WINDOWS} .steps:not(.steps-playing)")
    page.clock.run_for(10 * PACE)
    assert now(page) == "Step 1 of 4"


@pytest.mark.parametrize("name", FIGURES)
def test_without_scripting_the_finished_picture_stands_there(open_page, name):
    place, module, last = FIGURES[name]
    page = open_page(place, java_script_enabled=False)
    assert seen(page, f"#figure-{name}") == expected(module, last)
    assert not page.locator(f"#figure-{name} .steps").is_visible()


def test_on_paper_the_figure_is_finished_wherever_the_reader_left_it(open_page):
    page = ready(open_page(PLACE))
    page.click(f"{WINDOWS} .steps-next")
    assert seen(page, WINDOWS) == expected(no_overlap, 1)
    page.emulate_media(media="print")
    assert seen(page, WINDOWS) == expected(no_overlap, 4)
    assert not page.locator(f"{WINDOWS} .steps").is_visible()


LAYOUT = """async () => {
  await document.fonts.ready;
  const parts = document.querySelectorAll('figure, figcaption, .steps, .steps :not(.steps-said, .steps-said *)');
  return [...parts].map(part => {
    const { x, y, width, height } = part.getBoundingClientRect();
    return [x, y + scrollY, width, height].map(Math.round).join();
  });
}"""


# The layout after each step of each figure.
STEPPED = f"""async () => {{
  const layouts = [];
  for (const bar of document.querySelectorAll('.md-content article figure .steps'))
    for (let step = 0; step < bar.querySelector('input').max; step += 1) {{
      bar.querySelector('.steps-next').click();
      layouts.push((await ({LAYOUT})()).join('|'));
    }}
  return layouts;
}}"""


@pytest.mark.parametrize("language", ["", "fa/"])
@pytest.mark.parametrize("place", PLACES)
def test_nothing_jumps_when_the_script_comes_and_when_the_reader_steps(open_page, address, language, place):
    page = open_page(language + place, viewport={"width": 360, "height": 740})
    page.evaluate(LAYOUT)  # fonts are kept from here on
    page.route("**/steps.js", lambda route: route.abort())
    go(page, address + language + place)
    before = page.evaluate(LAYOUT)
    page.unroute("**/steps.js")
    go(page, address + language + place + "?again")
    assert page.evaluate(LAYOUT) == before
    layouts = page.evaluate(STEPPED)
    assert len(layouts) > 3
    assert set(layouts) == {"|".join(before)}


@pytest.mark.parametrize(
    ("place", "first", "second"),
    [
        (PLACE, "Step 1 of 4. Largest of 1, 3, 4 and 6: 6.", "Step 2 of 4."),
        (f"fa/{PLACE}", "مرحلهٔ ۱ از ۴. بزرگ‌ترینِ ۱، ۳، ۴ و ۶: ۶.", "مرحلهٔ ۲ از ۴."),
    ],
)
def test_the_readers_own_steps_are_said_in_her_language(open_page, place, first, second):
    page = ready(open_page(place))
    status = page.locator(f"{WINDOWS} .steps-said")
    assert status.get_attribute("role") == "status"
    assert said(page) == ""
    page.click(f"{WINDOWS} .steps-next")
    assert said(page) == first
    page.locator(f"{WINDOWS} input").fill("2")
    assert said(page).startswith(second)
    assert page.get_attribute(f"{WINDOWS} input", "aria-valuetext") + "." == second
    assert now(page) + "." == second


def test_two_lines_are_said_as_two(open_page):
    page = ready(open_page("fa/convolution/borders-and-stride/"))
    figure = "#figure-convolution-over_the_border"
    page.click(f"{figure} .steps-next")
    assert said(page, figure) == "مرحلهٔ ۱ از ۹. ۵ تا از ۹ وزن روی حاشیه‌اند. 20 + 0 + 3 + 2 = 25."


@pytest.mark.parametrize("place", PLACES)
def test_the_bar_fits_a_thumb_and_the_smallest_phone(open_page, place):
    for language in ("", "fa/"):
        page = ready(open_page(language + place, viewport={"width": 320, "height": 640}, has_touch=True))
        for button in page.locator(".steps button").all():
            box = button.bounding_box()
            assert min(box["width"], box["height"]) >= 44
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        for box in page.locator(".figure-box:has([data-steps])").all():
            assert box.evaluate("e => e.scrollWidth <= e.clientWidth")


def test_a_figure_of_the_twin_panel_works_as_well(open_page):
    page = ready(open_page(PLACE))
    page.click("#no-overlap + .twin-bar button")
    twin = "#twin-of-no-overlap figure"
    page.wait_for_selector(twin)
    page.click(f"{twin} .steps-next")
    assert page.text_content(f"{twin} .steps-now") == "مرحلهٔ ۱ از ۴"
    assert page.text_content(f"{twin} .steps-said").startswith("مرحلهٔ ۱ از ۴")
    assert seen(page, twin)["9"] == 1
    assert now(page) == "Step 4 of 4"
    assert seen(page, WINDOWS)["9"] == 2


def test_an_enlarged_figure_works_as_well(open_page):
    page = ready(open_page(PLACE))
    page.click(f"{WINDOWS} .figure-enlarge")
    page.click("dialog .steps-next")
    assert seen(page, "dialog") == expected(no_overlap, 1)
