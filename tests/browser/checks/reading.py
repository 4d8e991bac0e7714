"""What a reader meets on every page: how it comes, its pictures, figures and width, and the other language."""

from tests.browser.visit import DESK_OPEN, HAND, NIGHT, TABLET, check
from tests.browser.whole import COVERING, IN_PERSIAN, twin_of, until


@check(
    "see what is large in the list; what only some readers need is loaded when they ask for it",
    faults={"a large file": '<img alt="" src="/kernels-convolution-pooling.zip">'},
)
def the_first_view_is_light(visit):
    """On a screen as large as a phone's; test_load.py looks at phones themselves."""
    weight = sum(size for size, _ in visit.loaded)
    listed = "\n".join(f"{size} {name}" for size, name in sorted(visit.loaded, reverse=True))
    names = " ".join(name for _, name in visit.loaded)
    found = [f"{weight} bytes are loaded, and at most 200,000 should be:\n{listed}"] if weight > 200_000 else []
    if "all.css" not in names:
        found.append("what is loaded is not to be seen")
    return found + (["who does not search loads the index"] if "search_index" in names else [])


@check(
    "give its size to what comes late",
    faults={"a picture without a size": '<img alt="" src="/assets/cards/en/pooling/index.png" loading="lazy">'},
)
def nothing_moves_while_a_page_loads(visit):
    moves = sum(value for value, _ in visit.moved)
    return [f"a shift of {moves:.3f}: {visit.moved}"] if moves >= 0.02 else []


# The pictures that are still not there when the whole page has been scrolled through.
MISSING_PICTURES = (
    "[...document.images].filter(image => !image.naturalWidth).map(image => image.outerHTML.slice(0, 100))"
)


@check(
    "see that the file is on the site and that the page names it",
    COVERING,  # that all are on the site, tests/site/test_links.py says
    at=(DESK_OPEN,),
    faults={"a file that is not there": "() => document.querySelector('img').src = '/assets/nothing.webp'"},
    broken="kernels/gallery/",
)
def every_picture_comes(visit):
    page = visit.page
    page.evaluate("document.querySelectorAll('img[loading=lazy]').forEach(image => image.loading = 'eager')")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    until(page, "[...document.images].every(image => image.complete)")
    return page.evaluate(MISSING_PICTURES)


EXCESS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


TOO_WIDE = {"a long word": ".md-content p:first-of-type { width: 60rem }"}
WRAP = "let the widest box on the page wrap, or scroll by itself"


@check(WRAP, IN_PERSIAN, at=(TABLET,), faults=TOO_WIDE)
def nothing_is_wider_than_a_tablet(visit):
    return nothing_is_wider_than_the_screen.look(visit)


@check(WRAP, at=(HAND,), faults=TOO_WIDE)
def nothing_is_wider_than_the_screen(visit):
    excess = visit.page.evaluate(EXCESS)
    return [f"the page is {excess} px too wide"] if excess > 0 else []


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


@check(
    "give both pages the same headings with the same ids, and see language.js",
    IN_PERSIAN,
    at=(TABLET,),  # where nothing moves: else sections would be passed on the way to others
    faults={
        "another section": "() => document.querySelector('.md-content h2').id = 'another'",
        "another page": "() => document.querySelector('.md-select a[hreflang=fa]').href = '/fa/pooling/'",
        "no sections at all": "() => document.addEventListener('click', ({ target }) => "
        "target.hreflang && (target.href = target.href.split('#')[0]), true)",
    },
)
def the_language_switch_leads_from_each_section_to_the_same_in_the_twin(visit):
    page = visit.page
    sections = page.evaluate(SECTIONS)
    other, twin = "en" if visit.language == "fa" else "fa", visit.address + twin_of(visit.place)
    leads = page.evaluate(LEADS, [other, sections])
    there = set(page.evaluate(IDS, twin))
    wrong = [f"from #{section} it leads to {leads.get(section)}" for section in sections]
    found = [said for section, said in zip(sections, wrong, strict=True) if leads.get(section) != f"{twin}#{section}"]
    return found + [f"the twin has no #{section}" for section in sections if section not in there]


# The labels of figures whose contrast with the page is too low.
PALE = """() => {
  const numbers = colour => colour.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const light = colour => {
    const linear = v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    const [r, g, b] = numbers(colour).map(v => linear(v / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const page = light(getComputedStyle(document.body).backgroundColor);
  const ratio = ink => (Math.max(page, ink) + 0.05) / (Math.min(page, ink) + 0.05);
  return [...document.querySelectorAll('figure svg text')]
    .map(text => [text.textContent, ratio(light(getComputedStyle(text).fill))])
    .filter(([, found]) => found < 4.5).map(([text, found]) => `'${text}' has a contrast of ${found.toFixed(1)}`);
}"""


@check(
    "give the label a colour of docs/assets/stylesheets/figures.css that has a contrast of 4.5 with the page",
    [place for place in COVERING if place.startswith("fa/")],
    at=(DESK_OPEN, NIGHT),
    faults={
        "pale in the light": "[data-md-color-scheme=default] figure svg text { fill: #999 }",
        "dark in the dark": "[data-md-color-scheme=slate] figure svg text { fill: #666 }",
    },
)
def labels_of_figures_stand_out_in_both_schemes(visit):
    return visit.page.evaluate(PALE)


CUT = """() => [...document.querySelectorAll('figure svg text')].filter(text => {
  const box = text.getBoundingClientRect(), frame = text.ownerSVGElement.getBoundingClientRect();
  return box.left < frame.left - 1 || box.right > frame.right + 1
    || box.top < frame.top - 2 || box.bottom > frame.bottom + 2; // a line is higher than its letters
}).map(text => `'${text.textContent}' is cut off`)"""


@check(
    "draw the figure narrower, see snippets/shared/drawing.py",
    at=(HAND, DESK_OPEN),
    faults={
        "cut off on a desk": "@media (width > 1000px) { figure svg text { letter-spacing: 3em } }",
        "cut off on a phone": "@media (width < 500px) { figure svg text { letter-spacing: 3em } }",
    },
)
def labels_of_figures_are_whole(visit):
    return visit.page.evaluate(CUT)


CHECKS = [
    the_first_view_is_light,
    nothing_moves_while_a_page_loads,
    the_language_switch_leads_from_each_section_to_the_same_in_the_twin,
    every_picture_comes,
    labels_of_figures_stand_out_in_both_schemes,
    labels_of_figures_are_whole,
    nothing_is_wider_than_the_screen,
    nothing_is_wider_than_a_tablet,
]
