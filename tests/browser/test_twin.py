"""The control on each section that opens the same section in the other language under it."""

import itertools
import re

import pytest
from playwright.sync_api import expect

from tests.browser.checks.twins import CONTROLS
from tests.browser.whole import go, twin_of, until

PHONE = {"width": 320, "height": 800}
LESSON, SECTION = "pooling/", "one-number-for-each-window"


def control(section: str) -> str:
    return f'.twin-bar button[aria-controls="twin-of-{section}"]'


@pytest.mark.parametrize("place", ["pooling/", "fa/pooling/", "fa/kernels/", "labs/learn-a-kernel/"])
def test_links_and_pictures_of_a_twin_are_there(open_page, address, place):
    page = open_page(place)
    for button in page.query_selector_all(CONTROLS):
        button.dispatch_event("click")
    expect(page.locator(".twin > :first-child")).to_have_count(page.locator(CONTROLS).count())
    found = page.evaluate("""() => [...new Set([...document.querySelectorAll('.twin :is([href], [src])')]
      .map(e => new URL(e.getAttribute('href') ?? e.getAttribute('src'), location).href.replace(/#.*/, ''))
      .filter(a => a.startsWith(location.origin)))]""")
    assert found
    for link in found:
        assert page.request.get(link).ok, link


@pytest.mark.parametrize(
    ("place", "name", "language", "direction", "label"),
    [
        (LESSON, "This section in Persian", "fa", "rtl", "این بخش به فارسی"),
        ("fa/" + LESSON, "این بخش به انگلیسی", "en", "ltr", "This section in English"),
    ],
)
def test_it_works_from_the_keyboard_and_says_what_it_does(open_page, place, name, language, direction, label):
    page = open_page(place)
    button = page.locator(control(SECTION))
    visible = {"fa": "فارسی", "en": "English"}[language]
    expect(button).to_have_accessible_name(f"{visible} {name}")
    expect(button.locator(f"[lang={language}][dir={direction}]")).to_have_text(visible)
    expect(button).to_have_attribute("aria-expanded", "false")
    heading = page.evaluate(f"document.getElementById({SECTION!r}).firstChild.textContent")
    expect(page.locator(f"#{SECTION}")).to_have_accessible_name(re.compile(f"^{re.escape(heading)} ?¶?$"))
    page.focus(f"#{SECTION} .headerlink")
    page.keyboard.press("Tab")
    expect(button).to_be_focused()
    assert button.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    twin = page.locator(f"#twin-of-{SECTION}")
    expect(twin).to_be_visible()
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "true")
    assert button.get_attribute("aria-controls") == twin.get_attribute("id")
    assert [twin.get_attribute(a) for a in ("lang", "dir", "aria-label")] == [language, direction, label]
    assert twin.evaluate("e => e.tagName") == "SECTION"
    assert twin.evaluate("e => e.nextElementSibling.id") == "on-a-photograph"
    expect(twin).to_be_in_viewport()
    page.keyboard.press("Space")
    expect(twin).to_have_count(0)
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(button).to_be_focused()
    expect(button).to_be_in_viewport()


def test_the_twin_of_a_section_stands_under_its_subsections_and_their_twins(open_page):
    page = open_page("kernels/gallery/")
    order = page.evaluate("""[...document.querySelectorAll('.md-content article > :is(h2, h3)[id]')]
      .map(h => [h.nodeName, h.id])""")
    pairs = [(a[1], b[1]) for a, b in itertools.pairwise(order) if (a[0], b[0]) == ("H2", "H3")]
    outer, inner = pairs[0]
    for first, second in ((outer, inner), (inner, outer)):
        for section in (first, second):
            page.locator(control(section)).dispatch_event("click")
            page.wait_for_selector(f"#twin-of-{section} > :first-child", state="attached")
        assert page.evaluate(
            """([outer, inner]) => {
              const place = id => [...document.querySelector('article').children].indexOf(document.getElementById(id));
              return place(outer) < place(inner) && place(inner) < place('twin-of-' + inner)
                && place('twin-of-' + inner) < place('twin-of-' + outer);
            }""",
            [outer, inner],
        )
        for section in (first, second):
            page.locator(control(section)).dispatch_event("click")
        assert page.locator(".twin").count() == 0


def test_nothing_is_fetched_before_the_first_press_and_the_page_only_once(browser, address):
    page = browser.new_page()
    asked = []
    page.on("request", lambda r: asked.append(r.url))
    go(page, address + LESSON)
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/fa/" in url or "vazirmatn-arabic" in url]
    for button in page.query_selector_all(CONTROLS)[:3]:
        button.click()
    page.locator(control(SECTION)).click()
    page.locator(control(SECTION)).click()
    expect(page.locator(f"#twin-of-{SECTION} > h2")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "/fa/" in url] == [address + "fa/" + LESSON]
    assert [url for url in asked if "vazirmatn-arabic" in url]
    page.close()


# Where things stand, with the controls and without them.
STANDS = """() => {
  const stands = () => [...document.querySelectorAll('.md-content article > :not(.twin-bar)')]
    .map(e => [e.getBoundingClientRect().top, e.getBoundingClientRect().height]);
  const before = stands();
  document.querySelectorAll('.twin-bar').forEach(bar => bar.remove());
  return [before, stands()];
}"""


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("place", [LESSON, "fa/" + LESSON, "kernels/gallery/", "fa/references/"])
def test_the_controls_move_nothing(open_page, place, width):
    page = open_page(place, viewport={"width": width, "height": 800})
    page.wait_for_selector(CONTROLS, state="attached")
    with_them, without = page.evaluate(STANDS)
    assert with_them == without


def test_a_persian_part_of_an_english_page_is_set_as_persian(open_page):
    # The trial text has what the section has not.
    page = open_page(LESSON)
    page.locator(control(SECTION)).click()
    expect(page.locator(f"#twin-of-{SECTION} > h2")).to_be_visible()
    page.evaluate(ADD, f"twin-of-{SECTION}")
    style = {part: page.evaluate(STYLE, f"#twin-of-{SECTION} {part}") for part in PARTS}
    assert style["p"]["fontFamily"].startswith("Vazirmatn")
    assert float(style["p"]["lineHeight"][:-2]) / float(style["p"]["fontSize"][:-2]) == pytest.approx(1.9)
    assert style["h2"]["letterSpacing"] in ("normal", "0px")
    assert style["ol"]["listStyleType"] == "persian"
    assert (style["ol"]["marginRight"] != "0px", style["ol"]["marginLeft"]) == (True, "0px")
    assert style["em"]["fontStyle"] == "normal"
    assert (style["code"]["direction"], style["code"]["unicodeBidi"]) == ("ltr", "isolate")
    assert (style["p"]["direction"], style["td"]["textAlign"]) == ("rtl", "start")
    outside = page.evaluate(STYLE, "article > p")
    assert "Vazirmatn" not in outside["fontFamily"]
    assert outside["direction"] == "ltr"


def test_an_english_part_of_a_persian_page_is_set_as_english(open_page):
    page = open_page("fa/" + LESSON)
    page.locator(control(SECTION)).click()
    expect(page.locator(f"#twin-of-{SECTION} > h2")).to_be_visible()
    page.evaluate(ADD, f"twin-of-{SECTION}")
    style = {part: page.evaluate(STYLE, f"#twin-of-{SECTION} {part}") for part in PARTS}
    assert "Vazirmatn" not in style["p"]["fontFamily"]
    assert float(style["p"]["lineHeight"][:-2]) / float(style["p"]["fontSize"][:-2]) == pytest.approx(1.6)
    assert style["ol"]["listStyleType"] == "decimal"
    assert (style["ol"]["marginLeft"] != "0px", style["ol"]["marginRight"]) == (True, "0px")
    assert style["em"]["fontStyle"] == "italic"
    assert (style["p"]["direction"], style["td"]["textAlign"]) == ("ltr", "start")
    assert page.evaluate(STYLE, "article > p")["fontFamily"].startswith("Vazirmatn")


PARTS = ("h2", "p", "ol", "em", "code", "td")
ADD = """id => document.getElementById(id).insertAdjacentHTML('beforeend',
  '<p>a <em>b</em> <code>c</code></p><ol><li>d</li></ol><table><tr><td>e</td></tr></table>')"""
STYLE = "where => ({ ...JSON.parse(JSON.stringify(getComputedStyle(document.querySelector(where)))) })"


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        (LESSON, "The Persian text could not be loaded. Check the connection and press the button again."),
        ("fa/" + LESSON, "متن انگلیسی بارگذاری نشد. اتصال را بررسی کنید و دکمه را دوباره بزنید."),
    ],
)
@pytest.mark.parametrize("fault", ["offline", "not found", "no such section"])
def test_a_failure_is_said_and_pressing_again_tries_again(open_page, address, place, sentence, fault):
    page = open_page(place, alone=True)  # whose browser has no page of this site in store
    twin = address + twin_of(place)
    if fault == "offline":
        page.context.set_offline(True)
    else:
        answer = (
            {"status": 404} if fault == "not found" else {"status": 200, "body": "<h2>", "content_type": "text/html"}
        )
        page.route(twin, lambda route: route.fulfill(**answer))
    button = page.locator(control(SECTION))
    button.press("Enter")
    said = page.get_by_role("alert")
    expect(said).to_have_text(sentence)
    expect(said).to_be_in_viewport()
    assert said.get_attribute("lang") == page.evaluate("document.documentElement.lang")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(button).to_be_focused()
    button.press("Enter")
    expect(said).to_have_text(sentence)
    assert page.locator(".twin").count() == 1
    page.context.set_offline(False)
    page.unroute_all()
    if fault == "no such section":  # that page came, so it is not fetched again
        return
    button.press("Enter")
    expect(page.locator(f"#twin-of-{SECTION} > h2")).to_be_visible()
    expect(said).to_have_count(0)


def test_pressing_again_while_the_twin_is_on_its_way_closes(open_page, address):
    page = open_page(LESSON)
    held = []
    page.route(address + twin_of(LESSON), lambda route: held.append(route))
    button = page.locator(control(SECTION))
    button.click()
    expect(button).to_have_attribute("aria-busy", "true")
    button.click()
    expect(button).not_to_have_attribute("aria-busy", "true")
    page.wait_for_timeout(50)
    with page.expect_response(address + twin_of(LESSON)):
        held[0].continue_()
    page.wait_for_timeout(100)
    assert page.locator(".twin").count() == 0


def test_the_switch_leads_to_the_section_whose_twin_is_being_read(open_page):
    page = open_page(LESSON)
    page.locator(control(SECTION)).click()
    page.locator(f"#twin-of-{SECTION} > h2").wait_for()
    page.evaluate(f"document.getElementById('twin-of-{SECTION}').scrollIntoView({{ behavior: 'instant' }})")
    page.hover(".md-select")
    page.click(".md-select a[hreflang=fa]")
    page.wait_for_url(f"**/fa/{LESSON}#{SECTION}")


def test_paper_shows_no_controls(open_page):
    page = open_page(LESSON)
    page.emulate_media(media="print")
    assert not page.locator(CONTROLS).first.is_visible()


@pytest.mark.parametrize("where", ["no-such-page/", "404.html"])
def test_a_page_without_a_twin_has_no_controls(open_page, where):
    page = open_page(where)
    assert page.locator(CONTROLS).count() == 0


RATIOS = """() => {
  const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
  const page = numbers(getComputedStyle(document.body).backgroundColor).slice(0, 3);
  const over = ([r, g, b, a = 1], under) => [r, g, b].map((v, i) => v * a + under[i] * (1 - a));
  const light = rgb => rgb.map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  return [...document.querySelectorAll('.twin-bar button, .offer :is(a, button, span)')].map(e => {
    const paper = light(over(numbers(getComputedStyle(e).backgroundColor), page));
    const ink = light(over(numbers(getComputedStyle(e).color), page));
    return (Math.max(paper, ink) + 0.05) / (Math.min(paper, ink) + 0.05);
  });
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_controls_stand_out_in_both_schemes(open_page, scheme):
    page = open_page(LESSON, color_scheme=scheme, locale="fa-IR")
    until(page, "document.body.dataset.mdColorMedia")
    page.locator(control(SECTION)).click()
    ratios = page.evaluate(RATIOS)
    assert len(ratios) > 6
    assert min(ratios) >= 4.5
