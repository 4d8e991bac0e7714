"""The bar of a figure with steps: what its buttons are called and what it counts, in either language."""

import pytest
from bs4 import BeautifulSoup

from sitebuild.pages.step_bar import bar, drop_script

DRAWING = '<svg width="10" height="20" viewBox="0 0 10 20" role="img" data-last="12"><g data-last="3"/></svg>'
SCENE = DRAWING.replace("data-last", 'data-scene="" data-last').replace("<g ", '<g data-lands="4" ')
LABELS = (
    {"Step {n} of {last}": "مرحلهٔ {n} از {last}", "It is {n}, not {guess}.": "«{guess}» «{n}»"}
    | {label: f"«{label}»" for label in ("Steps of the figure", "Previous step", "Play", "Pause", "Next step", "Step")}
    | {label: f"«{label}»" for label in ("Your guess", "Check", "{n} is right.", "Write a number, such as 4.")}
)


def tree(language, labels=LABELS, drawing=DRAWING):
    """Return the bar of the drawing as a browser sees it."""
    return BeautifulSoup(bar(drawing, language, labels), "html.parser").div


@pytest.mark.parametrize("svg", ["<svg></svg>", '<svg width="10"><g data-last="3"/></svg>', ""])
def test_a_drawing_without_steps_has_none(svg):
    assert bar(svg, "en", {}) == ""


@pytest.mark.parametrize(
    ("language", "now", "at_rest"),
    [
        ("en", "Step {n} of 12", "Step 12 of 12"),
        ("fa", "مرحلهٔ {n} از ۱۲", "مرحلهٔ ۱۲ از ۱۲"),
    ],
)
def test_the_bar_speaks_the_language_and_counts_in_its_digits(language, now, at_rest):
    made = tree(language)
    assert made["data-now"] == now
    assert made.select_one(".steps-now").get_text() == made.input["aria-valuetext"] == at_rest


def test_each_part_has_a_name():
    english, persian = tree("en"), tree("fa")
    assert [b["aria-label"] for b in english.select("button")] == ["Previous step", "Play", "Next step"]
    assert [b["aria-label"] for b in persian.select("button")] == ["«Previous step»", "«Play»", "«Next step»"]
    assert [(t["aria-label"], t.input["aria-label"]) for t in (english, persian)] == [
        ("Steps of the figure", "Step"),
        ("«Steps of the figure»", "«Step»"),
    ]
    play = persian.select_one(".steps-play")
    assert (play["data-play"], play["data-pause"]) == ("«Play»", "«Pause»")
    assert all(icon["aria-hidden"] == "true" for icon in persian.select("svg"))


@pytest.mark.parametrize("language", ["en", "fa"])
def test_it_rests_on_the_last_step_and_runs_from_left_to_right(language):
    made = tree(language)
    assert made["dir"] == "ltr"
    slider = made.input
    assert (slider["min"], slider["max"], slider["value"]) == ("1", "12", "12")
    assert slider["autocomplete"] == "off", "a browser would else show the step of the last visit"
    assert [part["class"] for part in made.select("button")] == [["steps-back"], ["steps-play"], ["steps-next"]]


def test_a_scene_begins_with_its_first_step():
    made = tree("fa", drawing=SCENE)
    assert made.input["value"] == "1"
    assert made.select_one(".steps-now").get_text() == made.input["aria-valuetext"] == "مرحلهٔ ۱ از ۱۲"


def test_where_a_number_lands_it_may_be_guessed():
    assert "<form" not in bar(DRAWING, "en", LABELS)
    form = BeautifulSoup(bar(SCENE, "fa", LABELS), "html.parser").form
    assert form.label.get_text().strip() == "«Your guess»"
    assert form.label.input["dir"] == "ltr"
    assert form.button.get_text() == "«Check»"
    assert (form["data-right"], form["data-wrong"]) == ("«{n} is right.»", "«{guess}» «{n}»")
    assert form["data-none"] == "«Write a number, such as 4.»"
    assert form.output.get_text() == ""  # a live region, in which the answer is said


def test_a_label_with_signs_of_html_stays_text():
    made = tree("fa", {**LABELS, "Play": 'a "b" <c>'})
    assert made.select_one(".steps-play")["aria-label"] == 'a "b" <c>'
    assert not made.find("c")


def test_a_page_without_steps_does_not_load_their_script():
    scripts = [f'<script src="../assets/javascripts/{name}.js" type="module"></script>' for name in ("steps", "figure")]
    without, with_steps = "".join(scripts), bar(DRAWING, "en", LABELS) + "".join(scripts)
    assert drop_script(without) == scripts[1]
    assert drop_script(with_steps) == with_steps
