"""axe, which knows the rules for accessible pages, finds nothing: on any page, on desk and phone, in either scheme."""

from pathlib import Path

import axe_playwright_python

from tests.browser.visit import DESK_OPEN, HAND, NIGHT, check
from tests.browser.whole import COVERING, EVERY, MISSING, settled, styled

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")
# Every rule but those of level AAA, which nobody asks of a whole site: also those for good practice, those that are off
# until they are asked for (the size of targets) and experimental ones.
RUN = """async ([only, where]) => {
  const rules = axe.getRules().filter(rule => !rule.tags.includes('wcag2aaa'))
    .filter(rule => !only || rule.tags.includes('cat.color') === (only === 'colours'));
  const options = { runOnly: { type: 'rule', values: rules.map(rule => rule.ruleId) }, resultTypes: ['violations'] };
  // Of text in drawings axe cannot tell the ground; tests/site/test_colours.py can.
  const context = { include: [where], exclude: only === 'colours' ? ['.figure svg'] : [] };
  const { violations } = await axe.run(context, options);
  return violations.flatMap(({ id, nodes }) => nodes.map(node =>
    `${id}: ${node.target.join(' ')}: ${node.failureSummary.split('\\n').slice(1, 3).join(' ').trim()}`));
}"""


def ready(page):
    """Put axe into a page, once."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)


def uncover(page):
    """Put the bars that stay on the screen into the page: what lies under them is scrolled from under them.

    What says for two seconds that something was copied has gone by then for a reader.
    """
    styled(page, ".md-header, .thumb, .offer { position: static } .md-dialog { display: none }")


def found(page, only=None, where="html"):
    """Return what axe finds."""
    ready(page)
    return page.evaluate(RUN, [only, where])


def found_in_state(page, where="html"):
    """Return what axe finds in a state of a page: on an English one all, in the light, on a Persian one dark colours.

    Both have the same elements with the same styles, and axe takes long.
    """
    if page.evaluate("document.documentElement.lang") == "en":
        return found(page, where=where)
    page.emulate_media(color_scheme="dark")
    settled(page, "dark")
    return found(page, "colours", where)


# Where all kinds of content are, every rule is tried on the whole page: in English on a desk in the light, in Persian
# on a phone in the dark, since both have the same content. Elsewhere what the page alone has is looked at, by the
# rules that are not of colour, which take most of the time. test_axe.py looks at one page in each of the four ways.
WHOLLY = {*COVERING, "pooling/", "fa/pooling/", MISSING}  # the page of the faults below is one
ENGLISH = [place for place in EVERY if not place.startswith("fa/")]
PERSIAN = [place for place in EVERY if place.startswith("fa/")]
OWN = ".md-content"  # the rest of a page is the same on all
MEND = "look the rule up at https://dequeuniversity.com/rules/axe/ and change what the message names"
FAULTS = {
    "color-contrast": "() => document.querySelector('.md-content h1').style.opacity = 0.3",
    "image-alt": "() => document.querySelector('.md-content p').append(new Image())",
    "html-has-lang": "() => document.documentElement.lang = ''",
    "target-size": "() => document.querySelectorAll('.md-nav__link').forEach(link => "
    "Object.assign(link.style, { minHeight: 0, height: '10px', margin: 0, padding: 0 }))",
    "scrollable-region-focusable": "() => Object.assign(document.querySelector('.md-content p').style,"
    "{ height: '8px', overflowY: 'scroll' })",
    "landmark-unique": "() => document.querySelectorAll('.md-nav').forEach(nav => nav.removeAttribute('aria-label'))",
}


@check(MEND, ENGLISH, at=(DESK_OPEN,), faults=FAULTS, at_once=True, broken="pooling/")
def axe_finds_nothing_on_a_desk_in_the_light(visit):
    return found(visit.page) if visit.place in WHOLLY else found(visit.page, "others", OWN)


# The navigation is not seen on a phone.
ON_A_PHONE = {rule: fault for rule, fault in FAULTS.items() if "md-nav" not in fault}
DARK = [place for place in (*PERSIAN, MISSING) if place in WHOLLY]


@check(MEND, DARK, at=(NIGHT,), faults=ON_A_PHONE, at_once=True, broken="fa/pooling/")
def axe_finds_nothing_on_a_phone_in_the_dark(visit):
    """The scheme is switched in place: test_axe.py shows that this gives the page that a load gives."""
    uncover(visit.page)
    return found(visit.page)


IN_THE_PAGE = {
    "image-alt": FAULTS["image-alt"],
    "link-name": "() => document.querySelector('.md-content p').append("
    "Object.assign(document.createElement('a'), { href: '#' }))",
}


@check(
    MEND,
    [place for place in PERSIAN if place not in WHOLLY],
    at=(HAND,),
    faults=IN_THE_PAGE,
    at_once=True,
    broken="fa/pooling/borders/",
)
def axe_finds_nothing_on_a_phone(visit):
    uncover(visit.page)
    return found(visit.page, "others", OWN)


CHECKS = [
    axe_finds_nothing_on_a_desk_in_the_light,
    axe_finds_nothing_on_a_phone_in_the_dark,
    axe_finds_nothing_on_a_phone,
]
