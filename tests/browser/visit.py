"""A page that is opened once for everything that is looked at on it, and what a check of it is."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.browser.whole import DESK, EVERY, PHONE, TEXT, explored, go, settled, styled, unfolded

# The folds as asked, no section open in the other language, no other style but that of a fault that was put in, the
# top of the page, its plain address. What is so already is left alone: the browser would lay the page out anew.
BEGIN = """folds => {
  if (document.adoptedStyleSheets.length) document.adoptedStyleSheets = [];
  document.querySelectorAll('.twin-bar [aria-expanded=true]').forEach(button => button.click());
  document.querySelectorAll('details:not(.twin *)').forEach((fold, i) => {
    if (fold.open !== folds[i]) fold.open = folds[i];
  });
  if (location.hash) {
    location.hash = ''; // no heading is the target of the address any more
    history.replaceState(null, '', location.pathname);
  }
  scrollTo({ top: 0, behavior: 'instant' });
}"""
# What the browser refuses because of the policy, in the page and in its workers.
REFUSED = """window.refused = [];
document.addEventListener('securitypolicyviolation', (event) => {
  refused.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
});"""

# What an observer of the layout has seen move, and the files that the first view has loaded, with their bytes as sent.
# The worker of the search is loaded besides: nothing waits for it.
MOVED = """globalThis.moved = [];
new PerformanceObserver((list) => {
  for (const { value, sources } of list.getEntries()) {
    moved.push([value, sources.map(({ node }) => node?.outerHTML?.slice(0, 80) ?? node?.data)]);
  }
}).observe({ type: 'layout-shift', buffered: true })"""
LOADED = """['navigation', 'resource'].flatMap(kind => performance.getEntriesByType(kind))
  .filter(({ name }) => !name.includes('/workers/')).map(({ encodedBodySize, name }) => [encodedBodySize, name])"""
# An explorer is loaded when it is less than a screen away; afterwards the layout is told to whoever watches it.
SETTLED = """async () => {
  const close = (box) => box.getBoundingClientRect().top < 2 * innerHeight;
  const near = [...document.querySelectorAll(".explorer")].filter(close);
  const live = () => near.every((box) => "live" in box.dataset);
  while (!live()) await new Promise(requestAnimationFrame);
  await document.fonts.ready;
  for (const _ of [1, 2]) await new Promise(requestAnimationFrame);
}"""


class Visit:
    """A page that is opened once, with its explorers alive, and what went wrong on it."""

    def __init__(self, browser, address, place):
        context = browser.new_context(viewport=PHONE, permissions=["clipboard-read", "clipboard-write"])
        context.set_default_timeout(30_000)  # a machine may be busy
        context.add_init_script(REFUSED)
        context.add_init_script(MOVED)
        self.browser, self.place, self.address, self.faults = browser, place, address, []
        self.language = "fa" if place.startswith("fa/") else "en"
        self.lesson = place.removeprefix("fa/")
        self.page = context.new_page()
        self._now, self._folds = {}, []
        self.fault = ""  # rules of style that a test of a check puts into the page
        self._tools = context.new_cdp_session(self.page)
        self._listen()
        self.open()

    def open(self, fault=""):
        """Open the page, again or for the first time, as on a phone; a fault comes at the beginning of its article."""
        where = self.address + self.place
        if self._now:
            self.shown()  # else the page would open in what was asked for last
        self.page.set_viewport_size(PHONE)
        if fault:
            text = self.page.request.get(where).text()
            broken = re.sub("<article[^>]*>", rf"\g<0>{fault}", text, count=1)
            self.page.route(where, lambda route: route.fulfill(body=broken, content_type="text/html"))
        go(self.page, where)
        self.page.evaluate(SETTLED)
        self.loaded, self.moved = self.page.evaluate(LOADED), self.page.evaluate("moved")
        self.page.set_viewport_size(DESK)
        explored(self.page)
        if fault:
            self.page.unroute(where)
        self._folds = self.page.evaluate("[...document.querySelectorAll('details')].map(fold => fold.open)")
        self._now = {"screen": DESK, "media": "screen", "scheme": "light", "motion": True, "touch": False, "text": 1}

    def close(self):
        """Close the page and its browser's memory."""
        self.page.context.close()

    def _listen(self):
        """Note errors, warnings, requests that fail and those that leave the site."""
        fault = self.faults.append
        context, page = self.page.context, self.page
        inside = (self.address, "data:", f"blob:{self.address}")
        page.on("console", lambda m: m.type in ("error", "warning") and fault(f"said in the console: {m.text}"))
        page.on("pageerror", lambda e: fault(f"an error: {e}"))
        page.on("websocket", lambda w: fault(f"leaves the site: {w.url}"))
        context.on("requestfailed", lambda r: fault(f"failed: {r.url}"))
        context.on("response", lambda r: r.status >= 400 and fault(f"{r.status}: {r.url}"))
        context.on("request", lambda r: r.url.startswith(inside) or fault(f"leaves the site: {r.url}"))

    def shown(self, screen=DESK, *, unfold=False, **asked):
        """Return the page as a reader has it who asks for this, at its top, whatever the checks before it have changed.

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
        self.page.evaluate(BEGIN, [True] * len(self._folds) if unfold else self._folds)
        if self.fault:
            styled(self.page, self.fault, wins=True)
        if unfold:
            unfolded(self.page)
        if changed:
            settled(self.page, wanted["scheme"])
        return self.page


@dataclass(frozen=True)
class Check:
    """Something that holds on pages: how it is looked at, what to do where it does not, and faults that it must see."""

    look: Callable[[Visit], list[str]]
    mend: str
    places: frozenset[str]
    # By name: rules of style, a function in JavaScript, or HTML for the page, that put a fault in; and in which page.
    faults: dict[str, str] = field(default_factory=dict)
    broken: str = "pooling/stride-and-overlap/"
    at_once: bool = False  # all are put in together, and each name must stand in what is said

    @property
    def name(self):
        """What holds, in words."""
        return self.look.__name__.replace("_", " ")


def check(mend, places=EVERY, **settings):
    """Make a check of a function that looks at a visit and returns what it finds wrong."""
    return lambda look: Check(look, mend, frozenset(places), **settings)
