"""What a reader meets: the built pages in a real browser."""

import pytest

from tests.browser.whole import BOTH, DESK, LESSONS, PHONE, go, ran, twin_of, until

every_page = pytest.mark.parametrize("visit", BOTH, indirect=True, scope="session")


def test_a_page_opens_without_an_error_and_asks_no_other_origin(visit):
    page = visit.shown()
    page.evaluate("document.querySelectorAll('img[loading=lazy]').forEach(image => image.loading = 'eager')")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    until(page, "[...document.images].every(image => image.complete)")
    assert visit.faults == []


def test_nothing_is_wider_than_the_screen(visit):
    for width in (768, 390, 320):
        page = visit.shown({"width": width, "height": 800})
        excess = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert excess <= 0, width


SECTIONS = "[...document.querySelectorAll('.md-content :is(h2, h3)[id]')].map(heading => heading.id)"
# Where the switch leads from each section: its link is pressed at it, and where the browser would go is noted.
LEADS = """async ([other, sections]) => {
  const link = document.querySelector(`.md-select a[hreflang=${other}]`), leads = {};
  let section;
  const stay = event => {
    leads[section] = event.target.href;
    event.preventDefault();
  };
  addEventListener('click', stay); // after the page's own
  for (section of sections) {
    location.hash = section;
    link.click();
  }
  removeEventListener('click', stay);
  return leads;
}"""
IDS = """async address => {
  const page = new DOMParser().parseFromString(await (await fetch(address)).text(), 'text/html');
  return [...page.querySelectorAll('[id]')].map(element => element.id);
}"""


@every_page
def test_the_language_switch_leads_from_each_section_to_the_same_in_the_twin(visit):
    page = visit.shown(motion=False)  # else sections would be passed on the way to others
    sections = page.evaluate(SECTIONS)
    other, twin = "en" if visit.place.startswith("fa/") else "fa", visit.address + twin_of(visit.place)
    assert page.evaluate(LEADS, [other, sections]) == {section: f"{twin}#{section}" for section in sections}
    assert set(sections) <= set(page.evaluate(IDS, twin))


# Where a heading stands below the header of the page, in px.
STANDS = """id => document.getElementById(id).getBoundingClientRect().top
  - document.querySelector('.md-header').getBoundingClientRect().bottom"""


@pytest.fixture(scope="module")
def tab(browser):
    """Return a page, the same for every test."""
    context = browser.new_context()
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("place", LESSONS)
def test_the_switch_lands_at_the_section_there_and_back(tab, address, place):
    go(tab, address + place)
    sections = tab.evaluate(SECTIONS)
    section = sections[len(sections) // 2] if sections else ""  # the glossary is a list
    at = section and f"#{section}"
    go(tab, f"{address}{place}{at}")
    for other, twin in (("fa", f"fa/{place}"), ("en", place)):
        tab.evaluate(f"document.querySelector('.md-select a[hreflang={other}]').click()")
        tab.wait_for_url(f"{address}{twin}{at}")
        ran(tab)
        assert tab.evaluate("document.documentElement.lang") == other
        tab.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
        at_the_end = tab.evaluate("innerHeight + scrollY >= document.body.scrollHeight - 2")
        assert not section or at_the_end or -5 < tab.evaluate(STANDS, section) < 120


def test_the_switch_follows_the_reader_who_scrolled(open_page):
    page = open_page("pooling/stride-and-overlap/")
    page.evaluate("document.getElementById('gaps').nextElementSibling.scrollIntoView()")
    page.hover(".md-select")
    page.click(".md-select a[hreflang=fa]")
    page.wait_for_url("**/fa/pooling/stride-and-overlap/#gaps")


def test_the_switch_at_the_top_of_a_page_adds_no_section(open_page, address):
    page = open_page("pooling/")
    page.hover(".md-select")
    page.click(".md-select a[hreflang=fa]")
    page.wait_for_url(address + "fa/pooling/")


def test_the_switch_works_from_the_keyboard(open_page, address):
    page = open_page("pooling/")
    page.focus(".md-select button")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.hreflang") == "fa"
    page.keyboard.press("Enter")
    page.wait_for_url(address + "fa/pooling/")


MATRICES = """() => [...document.querySelectorAll('.md-content math mtable')].filter(table => table.checkVisibility())
  .map(table => [table.previousElementSibling, table].map(part => part.getBoundingClientRect().height))"""


def test_the_brackets_of_a_matrix_are_as_high_as_it(open_page, site):
    place = next(place for place in BOTH if "<mtable" in (site / place / "index.html").read_text("utf-8"))
    matrices = open_page(place).evaluate(MATRICES)
    assert matrices
    assert all(bracket > 0.9 * height for bracket, height in matrices)


RATIO = """() => {
  const numbers = colour => colour.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const light = colour => {
    const linear = v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    const [r, g, b] = numbers(colour).map(v => linear(v / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const page = light(getComputedStyle(document.body).backgroundColor);
  return [...document.querySelectorAll('figure svg text')].map(text => {
    const ink = light(getComputedStyle(text).fill);
    return (Math.max(page, ink) + 0.05) / (Math.min(page, ink) + 0.05);
  });
}"""


def test_labels_of_figures_stand_out_in_both_schemes(visit):
    for scheme in ("light", "dark"):
        assert all(ratio >= 4.5 for ratio in visit.shown(scheme=scheme).evaluate(RATIO)), scheme


SMALLEST = """() => Math.min(99, ...[...document.querySelectorAll('figure svg text')].map(text =>
  parseFloat(getComputedStyle(text).fontSize) * Math.hypot(text.getScreenCTM().a, text.getScreenCTM().b)))"""


def test_labels_of_figures_stay_readable_on_a_phone(visit):
    assert visit.shown(PHONE).evaluate(SMALLEST) >= 10.9


CUT = """() => [...document.querySelectorAll('figure svg text')].filter(text => {
  const box = text.getBoundingClientRect(), frame = text.ownerSVGElement.getBoundingClientRect();
  return box.left < frame.left - 1 || box.right > frame.right + 1
    || box.top < frame.top - 1 || box.bottom > frame.bottom + 1;
}).map(text => text.textContent)"""


def test_no_label_of_a_figure_is_cut_off(visit):
    for size in (PHONE, DESK):
        assert visit.shown(size).evaluate(CUT) == [], size


def test_only_persian_pages_load_the_persian_font(open_page):
    loaded = "() => performance.getEntriesByType('resource').map(e => e.name).filter(n => n.includes('vazirmatn'))"
    english, persian = open_page("pooling/"), open_page("fa/pooling/")
    for page in (english, persian):
        page.wait_for_load_state("networkidle")
    assert english.evaluate(loaded) == []
    assert persian.evaluate(loaded)
