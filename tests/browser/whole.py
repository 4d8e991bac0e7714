"""A page with all that it may show, for tests that look at everything on it."""

import re

from sitebuild.core.sources import pages

LESSONS = sorted(re.sub(r"(index)?\.md$", lambda m: "" if m[1] else "/", name) for name in pages("en"))
BOTH = [language + place for language in ("", "fa/") for place in LESSONS]
MISSING = "404.html"
EVERY = [*BOTH, MISSING]

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


def styled(page, rules):
    """Add rules of style to a page: in a sheet of the document, since its policy refuses a style element."""
    page.evaluate(
        """rules => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(rules);
          document.adoptedStyleSheets.push(sheet);
        }""",
        rules,
    )


def still(page):
    """End what moves, in the fonts of the page: half-way a colour or a place is none of ours."""
    page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
    page.evaluate("document.getAnimations().forEach(animation => animation.finish())")


def settled(page, scheme):
    """Wait until a scheme is there."""
    until(page, f"document.body.dataset.mdColorScheme === '{SCHEMES[scheme]}'")
    still(page)


def explored(page):
    """Bring every explorer of a page to life: they wait until they come near the screen."""
    boxes = page.locator(".explorer")
    for i in range(boxes.count()):
        boxes.nth(i).scroll_into_view_if_needed()
    until(page, "[...document.querySelectorAll('.explorer')].every(box => 'live' in box.dataset)")
    page.evaluate("scrollTo(0, 0)")
    still(page)


def unfolded(page):
    """Open every fold of a page and wait for what comes into it."""
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    until(page, "[...document.querySelectorAll('.figure-code')].every(fold => fold.querySelector('.highlight'))")
    still(page)


# The folds as they came, no section open in the other language, no other style, the top of the page, its plain address.
BEGIN = """folds => {
  document.adoptedStyleSheets = [];
  document.querySelectorAll('.twin-bar [aria-expanded=true]').forEach(button => button.click());
  document.querySelectorAll('details:not(.twin *)').forEach((fold, i) => fold.open = folds[i]);
  if (location.hash) {
    location.hash = ''; // no heading is the target of the address any more
    history.replaceState(null, '', location.pathname);
  }
  scrollTo({ top: 0, behavior: 'instant' });
}"""


class Visit:
    """A page that is opened once, with its explorers alive, and what went wrong on it."""

    def __init__(self, browser, address, place):
        context = browser.new_context(viewport=DESK)
        context.set_default_timeout(30_000)  # a machine may be busy
        self.place, self.address, self.faults = place, address, []
        self.page = context.new_page()
        self._tools = context.new_cdp_session(self.page)
        self._listen()
        go(self.page, address + place)
        explored(self.page)
        self._folds = self.page.evaluate("[...document.querySelectorAll('details')].map(fold => fold.open)")
        self._now = {"screen": DESK, "media": "screen", "scheme": "light", "motion": True, "touch": False, "text": 1}

    def _listen(self):
        """Note errors, requests that fail and those that leave the site."""
        fault = self.faults.append
        page = self.page
        page.on("console", lambda m: m.type == "error" and fault(m.text))
        page.on("pageerror", lambda e: fault(str(e)))
        page.on("requestfailed", lambda r: fault(f"failed: {r.url}"))
        page.on("response", lambda r: r.status >= 400 and fault(f"{r.status}: {r.url}"))
        page.on("request", lambda r: r.url.startswith((self.address, "data:", "blob:")) or fault(f"foreign: {r.url}"))

    def shown(self, screen=DESK, *, unfold=False, **asked):
        """Return the page as a reader has it who asks for this, at its top, whatever the tests before it have changed.

        What may be asked: the size of the screen, all folds open, print as media, dark as scheme, no motion, a screen
        that is touched, and text of so many times its size. What is as asked already is left alone: it takes time.
        """
        wanted = {"media": "screen", "scheme": "light", "motion": True, "touch": False, "text": 1} | asked
        wanted["screen"] = screen
        changed = {name for name in wanted if wanted[name] != self._now[name]}
        if "screen" in changed:
            self.page.set_viewport_size(screen)
        if changed & {"media", "scheme", "motion"}:
            motion = "no-preference" if wanted["motion"] else "reduce"
            self.page.emulate_media(media=wanted["media"], color_scheme=wanted["scheme"], reduced_motion=motion)
        if "touch" in changed:
            self._tools.send("Emulation.setTouchEmulationEnabled", {"enabled": wanted["touch"]})
        if "text" in changed:
            sizes = {name: wanted["text"] * size for name, size in TEXT.items()}
            self._tools.send("Page.setFontSizes", {"fontSizes": sizes})
        self._now = wanted
        self.page.evaluate(BEGIN, self._folds)
        if unfold:
            unfolded(self.page)
        if changed:
            settled(self.page, wanted["scheme"])
        return self.page
