"""Every section opens the same section in the other language under it, and nothing of either page is mixed up."""

from tests.browser.visit import FOLDED, check
from tests.browser.whole import IN_PERSIAN, twin_of, until

CONTROLS = ".twin-bar button"

# What a page that has not run the script says in each section: up to a heading of its level or above it.
SAID = """async ([address, sections]) => {
  const page = new DOMParser().parseFromString(await (await fetch(address)).text(), 'text/html');
  page.querySelectorAll('.headerlink, script').forEach(one => one.remove());
  return sections.map(id => {
    let said = '';
    for (let node = page.getElementById(id), level = node.nodeName; node; node = node.nextSibling) {
      if (said && /^H[1-6]$/.test(node.nodeName) && node.nodeName <= level) break;
      said += node.textContent + ' ';
    }
    return said.split(/\\s+/).join(' ').trim();
  });
}"""
TEXT = """sections => sections.map(id => {
  const twin = document.getElementById('twin-of-' + id).cloneNode(true);
  twin.querySelectorAll('.run-bar').forEach(bar => bar.remove());
  return [...twin.childNodes].map(n => n.textContent).join(' ').split(/\\s+/).join(' ').trim();
})"""
# What an attribute inside a twin names and is not inside the same twin.
DANGLING = """() => [...document.querySelectorAll('.twin')].flatMap(twin => {
  const has = id => twin.querySelector('#' + CSS.escape(id));
  const named = element => [...element.attributes].flatMap(({ name, value }) =>
    /^(aria-labelledby|aria-describedby|for|headers)$/.test(name) ? value.split(/\\s+/)
    : name.endsWith('href') && value[0] === '#' ? [value.slice(1)]
    : [...value.matchAll(/url\\(["']?#([^"')]+)/g)].map(m => m[1]));
  return [...twin.querySelectorAll('*')].flatMap(named).filter(id => !has(id));
})"""
# Addresses inside a twin that are none of its page's.
STRAY = """async other => {
  const page = new DOMParser().parseFromString(await (await fetch(other)).text(), 'text/html');
  const own = new Set([...page.querySelectorAll('article :is([href], [src])')].map(
    e => new URL(e.getAttribute('href') ?? e.getAttribute('src'), other).href));
  return [...document.querySelectorAll('.twin :is([href], [src])')]
    .map(e => e.getAttribute('href') ?? e.getAttribute('src'))
    .filter(address => address[0] !== '#' && !own.has(address));
}"""
WANTED = "[...document.querySelectorAll('.md-content article > :is(h2, h3)[id]')].map(heading => heading.id)"
OFFERED = f"[...document.querySelectorAll('{CONTROLS}')].map(button => button.getAttribute('aria-controls'))"
COME = "count => document.querySelectorAll('.twin').length === count && !document.querySelector('.twin:empty')"
# With every twin open at once, and those of h3 inside those of h2 as well.
TWICE = """() => {
  const ids = [...document.querySelectorAll('[id]')].map(e => e.id), seen = new Set();
  return ids.filter(id => seen.size === seen.add(id).size);
}"""
LEFT = """[...document.querySelectorAll('.twin :is(.twin-bar, script, .headerlink, .twin)')]
  .map(element => element.outerHTML.slice(0, 80))"""


@check(
    "see twin.js; both pages have the same sections",
    IN_PERSIAN,
    at=(FOLDED,),
    faults={
        "a section without a control": "() => document.querySelector('.twin-bar').remove()",
        "another text": "() => new MutationObserver(() => document.querySelectorAll('.twin p:not(.more)').forEach("
        "p => { p.className = 'more'; p.append('more') })).observe(document.body, { childList: true, subtree: true })",
        "an id that stands twice": "() => document.body.append(Object.assign(document.createElement('i'), "
        "{ id: 'twin-of-gaps' }))",
        "too wide": ".twin { width: 60rem }",
    },
)
def every_section_opens_its_twin(visit):
    page = visit.page
    wanted = page.evaluate(WANTED)
    if page.evaluate(OFFERED) != [f"twin-of-{section}" for section in wanted]:
        return ["the sections that offer their twins are not those that the page has"]
    page.evaluate(f"document.querySelectorAll('{CONTROLS}').forEach(button => button.click())")
    until(page, COME, len(wanted))
    other = visit.address + twin_of(visit.place)
    texts = zip(wanted, page.evaluate(TEXT, wanted), page.evaluate(SAID, [other, wanted]), strict=True)
    found = [
        f"the twin of #{section} has another text than its page" for section, shown, said in texts if shown != said
    ]
    found += [f"the id {one} stands twice" for one in page.evaluate(TWICE)]
    found += [f"a twin names #{one}, which is not in it" for one in page.evaluate(DANGLING)]
    found += [f"{one} is no address of the other page" for one in page.evaluate(STRAY, other)]
    found += [f"left in a twin: {one}" for one in page.evaluate(LEFT)]
    excess = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return found + ([f"with its twins the page is {excess} px too wide"] if excess > 0 else [])


# Controls that are too small, or lie over their heading or beside it.
ODD = """() => [...document.querySelectorAll('.twin-bar')].filter(bar => {
  const box = bar.firstChild.getBoundingClientRect(), heading = bar.previousElementSibling;
  const text = document.createRange(), place = heading.getBoundingClientRect();
  text.selectNodeContents(heading);
  const covered = [...text.getClientRects()].some(line => line.left < box.right && line.right > box.left
    && line.top < box.bottom && line.bottom > box.top);
  const inside = box.top >= place.top - 1 && box.bottom <= place.bottom + 1;
  return box.width < 24 || box.height < 24 || covered || !inside;
}).map(bar => bar.previousElementSibling.textContent)"""


@check(
    "see .twin-bar in site.css",
    IN_PERSIAN,
    at=(FOLDED,),
    faults={
        "small": ".twin-bar button { height: 20px; min-height: 0 }",
        "over the heading": ".twin-bar { margin-inline-start: -50rem; position: relative; inset-inline-start: -9rem }",
        "under the heading": ".twin-bar { position: relative; top: 3rem }",
    },
)
def controls_are_large_enough_and_cover_no_heading(visit):
    found = visit.page.evaluate(ODD)
    return [f"the control of the section '{one}' is too small or out of its place" for one in found]


CHECKS = [controls_are_large_enough_and_cover_no_heading, every_section_opens_its_twin]
