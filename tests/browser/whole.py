"""The pages of the site, and what a test needs to open one and to wait until it is as a reader sees it."""

import re

from sitebuild.core.project import SNIPPETS
from sitebuild.core.sources import body, front_matter, pages
from sitebuild.pages import figures


def place_of(name):
    """Return the place on the site of a Markdown file."""
    return re.sub(r"(^|/)index/$", r"\1", f"{name.removesuffix('.md')}/")


SOURCES = {place_of(name): file for name, file in pages("en").items()}
LESSONS = sorted(SOURCES)
BOTH = [language + place for language in ("", "fa/") for place in LESSONS]
MISSING = "404.html"
EVERY = [*BOTH, MISSING]

# What tells the kinds of content of a page apart, in its Markdown: how a block begins, what makes a formula high, the
# classes that a page gives, what is included and linked.
KIND = re.compile(
    r"""^\ *(?:[-*>|]|\d\.|:\ \ |`{3,}\w*|[?!]{3}\+?\ \w+|\#+|\$\$)
    | \\(?:frac|sqrt|sum|prod|begin) | \w_\w\^ | \$ | ``? | \*\*? | <\w+ | class="[^"]+" | data-explorer="\w+"
    | \*\{\ \. | \)\{\ \.[\w-]+ | ^\{\ \.[\w-]+
    | !\[ | <!--\ *\w+ | \(figure: | \]\(http | --8<--""",
    re.MULTILINE | re.VERBOSE,
)


def kinds(file):
    """Return the kinds of content that a page has, as its Markdown shows them."""
    text = file.read_text("utf-8")
    drawn = [SNIPPETS / f"{match['name']}.py" for _, match in figures.named(file)]
    steps = {"steps" for snippet in drawn if "during(" in snippet.read_text("utf-8")}
    return {found.strip() for found in KIND.findall(body(text))} | set(front_matter(text)) | steps


def covering():
    """Return few pages that hold every kind of content between them, the richest first, in both languages."""
    left = {place: kinds(file) for place, file in SOURCES.items()}
    chosen = []
    while any(left.values()):
        richest = max(LESSONS, key=lambda place: len(left[place]))
        chosen.append(richest)
        met = left[richest]
        left = {place: found - met for place, found in left.items()}
    return [language + place for language in ("", "fa/") for place in chosen]


# Where a promise depends on kinds of content and not on pages, these stand for all. test_pages.py shows that they may.
COVERING = covering()
KINDS = [*COVERING, MISSING]
# Where it is the same in both languages, all kinds are looked at in one, and the richest pages in the other as well.
FIRST = [language + place for place in COVERING[:2] for language in ("", "fa/")]
IN_ENGLISH = list(dict.fromkeys([*FIRST, *(place for place in COVERING if not place.startswith("fa/"))]))
IN_PERSIAN = list(dict.fromkeys([*FIRST, *(place for place in COVERING if place.startswith("fa/"))]))

SMALL, PHONE, DESK = (
    {"width": 320, "height": 640},
    {"width": 390, "height": 844},
    {"width": 1280, "height": 800},
)
SCHEMES = {"light": "default", "dark": "slate"}
TEXT = {"standard": 16, "fixed": 13}  # px, what a browser has until its reader asks for another size


def twin_of(place):
    """Return the place of the same page in the other language."""
    return place.removeprefix("fa/") if place.startswith("fa/") else f"fa/{place}"


# Playwright's own wait_for_function compiles its condition in the page, which the site's policy forbids.
UNTIL = """asked => new Promise((done, fail) => {
  const condition = CONDITION;
  const holds = typeof condition === 'function' ? condition : () => CONDITION;
  const look = () => (holds(asked) ? done() : requestAnimationFrame(look));
  setTimeout(() => fail(new Error('this never came true')), 30000);
  look();
})"""


def until(page, condition, asked=None):
    """Wait until a condition holds in a page: an expression, or a function of what is asked."""
    page.evaluate(UNTIL.replace("CONDITION", f"({condition})"), asked)


# The scripts of a page come after its first paint and run in order: what comes after one more of them, after all.
WAITS = "!document.querySelector('template#scripts')?.content.childElementCount"
LAST = """() => new Promise((done) => {
  const scripts = document.querySelectorAll('script[src][type=module]');
  if (!scripts.length) return done();
  const last = Object.assign(document.createElement('script'), { type: 'module', async: false });
  last.onload = last.onerror = () => done(last.remove());
  last.src = scripts[scripts.length - 1].src;
  document.head.append(last);
})"""


def ran(page):
    """Wait until the scripts of a page have run, where they may."""
    page.wait_for_load_state()
    if page.evaluate("matchMedia('(scripting: enabled)').matches"):
        until(page, WAITS)
        page.evaluate(LAST)


def go(page, address, **settings):
    """Open a page and wait until its scripts have run."""
    page.goto(address, **settings)
    ran(page)


def again(page):
    """Open a page again and wait until its scripts have run."""
    page.reload()
    ran(page)


def styled(page, rules, wins=False):
    """Add rules of style to a page: in a sheet of the document, since its policy refuses a style element.

    A fault that a test puts in wins over whatever the page says.
    """
    page.evaluate(
        """([rules, wins]) => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(rules);
          const raise = ({ style, cssRules }) => {
            for (const name of [...style ?? []]) style.setProperty(name, style.getPropertyValue(name), 'important');
            for (const rule of cssRules ?? []) raise(rule);
          };
          if (wins) raise(sheet);
          document.adoptedStyleSheets.push(sheet);
        }""",
        [rules, wins],
    )


def still(page):
    """End what moves, in the fonts of the page: half-way a colour or a place is none of ours."""
    page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
    page.evaluate("document.getAnimations().forEach(animation => animation.finish())")


def settled(page, scheme):
    """Wait until a scheme is there."""
    until(page, f"document.body.dataset.mdColorScheme === '{SCHEMES[scheme]}'")
    still(page)


# An explorer comes when it is near the screen.
EXPLORED = """async () => {
  for (const box of document.querySelectorAll('.explorer')) {
    box.scrollIntoView({ behavior: 'instant' });
    while (!('live' in box.dataset)) await new Promise(requestAnimationFrame);
  }
  scrollTo({ top: 0, behavior: 'instant' });
}"""


def explored(page):
    """Bring every explorer of a page to life."""
    page.evaluate(EXPLORED)
    still(page)


def unfolded(page):
    """Open every fold of a page and wait for what comes into it."""
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    until(page, "[...document.querySelectorAll('.figure-code')].every(fold => fold.querySelector('.highlight'))")
    still(page)
