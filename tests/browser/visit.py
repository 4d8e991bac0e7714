"""A page that is opened once for everything that is looked at on it, and what a check of it is."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.browser.whole import DESK, EVERY, PHONE, SMALL, TEXT, explored, go, settled, styled, unfolded

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


# Drawings that are out of sight are not laid out, and ask for no font.
LAID_OUT = """async seen => {
  for (const svg of document.querySelectorAll('.figure-box > svg')) svg.style.contentVisibility = seen ? 'visible' : '';
  if (seen) await document.fonts.ready;
}"""

A4 = 210, 297  # mm
PX = 96 / 25.4  # CSS pixels in a millimetre
MARGIN = 10  # mm, what home printers can print on and the stylesheet asks for
BORDERS = {"cheat-sheet/": (2 * MARGIN, 2 * MARGIN)}  # mm that are not written on, across and down
BORDER = 40, 38


def sheet(lesson: str) -> tuple[int, int]:
    """Return the size of what is written on of a sheet of a page's paper, in px."""
    across, down = BORDERS.get(lesson, BORDER)
    return int((A4[0] - across) * PX), int((A4[1] - down) * PX)


@dataclass(frozen=True)
class Shown:
    """How a page is shown while it is looked at: on what, and what its reader has asked for."""

    on: str
    screen: tuple[int, int] | None  # in px; without one, the part of a sheet of paper that is written on
    unfold: bool = False  # all folds are open
    drawn: bool = False  # drawings are laid out that are out of sight
    touch: bool = False
    scheme: str = "light"
    motion: bool = True
    text: int = 1  # times as large
    forced: bool = False  # the reader's own colours

    @property
    def media(self):
        """What the browser lays the page out for."""
        return "screen" if self.screen else "print"


def size(screen):
    """Return the width and height of a screen."""
    return screen["width"], screen["height"]


# To lay a page out anew takes most of the time. So a visit goes once through these, in this order, and everything that
# is looked at in one of them is looked at together. The first is what every page comes in.
AS_IT_COMES = Shown("a phone", size(PHONE))
HAND = Shown("a phone of 360 px", (360, 740), unfold=True, drawn=True, touch=True)  # the commonest
SMALLEST = Shown("a screen of 320 px", size(SMALL), unfold=True, drawn=True, touch=True)
FOLDED = Shown("a screen of 320 px, folded", size(SMALL), touch=True)
TABLET = Shown("a screen of 768 px", (768, 844), motion=False)
DESK_OPEN = Shown("a desk", size(DESK), unfold=True, drawn=True)
FORCED = Shown("a desk, in colours of the reader's", size(DESK), unfold=True, forced=True)
LARGE_TEXT = Shown("a desk, in text of twice its size", size(DESK), unfold=True, text=2)
NIGHT = Shown("a phone, in the dark", size(PHONE), unfold=True, scheme="dark")
PAPER = Shown("paper, by a reader whose screen is dark", None, scheme="dark")
ORDER = (
    AS_IT_COMES,
    HAND,
    SMALLEST,
    FOLDED,
    TABLET,
    DESK_OPEN,
    FORCED,
    LARGE_TEXT,
    NIGHT,
    PAPER,
    AS_LEFT := Shown("what it was seen on last", None),  # nothing is changed
)


# All that a site can keep in a browser.
KEPT = "cookies,local_storage,indexeddb,cache_storage,service_workers"


def visitors(browser):
    """Return a context of a browser in which one visit after the other is made: it keeps what it has compiled."""
    context = browser.new_context(viewport=PHONE, permissions=["clipboard-read", "clipboard-write"])
    context.set_default_timeout(30_000)  # a machine may be busy
    context.add_init_script(REFUSED)
    context.add_init_script(MOVED)
    return context


class Visit:
    """A page that is opened once, with its explorers alive, and what went wrong on it."""

    def __init__(self, context, address, place):
        self.context, self.place, self.address, self.faults = context, place, address, []
        self.language = "fa" if place.startswith("fa/") else "en"
        self.lesson = place.removeprefix("fa/")
        self.page = context.new_page()
        self.now, self._folds = None, []
        self.fault = ""  # rules of style that a test of a check puts into the page
        self._tools = context.new_cdp_session(self.page)
        self._listen()
        self.open()

    def open(self, fault=""):
        """Open the page, again or for the first time, as on a phone; a fault comes at the beginning of its article."""
        where = self.address + self.place
        if self.now:
            self.shown(AS_IT_COMES)  # else the page would open in what was asked for last
        if fault:
            text = self.page.request.get(where).text()
            broken = re.sub("<article[^>]*>", rf"\g<0>{fault}", text, count=1)
            self.page.route(where, lambda route: route.fulfill(body=broken, content_type="text/html"))
        go(self.page, where)
        self.page.evaluate(SETTLED)
        self.loaded, self.moved = self.page.evaluate(LOADED), self.page.evaluate("moved")
        explored(self.page)
        if fault:
            self.page.unroute(where)
        self._folds = self.page.evaluate("[...document.querySelectorAll('details')].map(fold => fold.open)")
        self.now = AS_IT_COMES

    def close(self):
        """Close the page, and have the browser forget what it has kept, but for the files of the site."""
        for event, heard in self._heard:
            self.context.remove_listener(event, heard)
        self._forget()
        self.page.close()

    def anew(self):
        """Open the page again as for a reader who has never been here, whatever was done to it."""
        self._forget()
        self.fault = ""
        self.open()
        self.faults.clear()

    def _forget(self):
        self._tools.send("Storage.clearDataForOrigin", {"origin": self.address.rstrip("/"), "storageTypes": KEPT})

    def _listen(self):
        """Note errors, warnings, requests that fail and those that leave the site."""
        fault, page = self.faults.append, self.page
        inside = (self.address, "data:", f"blob:{self.address}")
        page.on("console", lambda m: m.type in ("error", "warning") and fault(f"said in the console: {m.text}"))
        page.on("pageerror", lambda e: fault(f"an error: {e}"))
        page.on("websocket", lambda w: fault(f"leaves the site: {w.url}"))
        self._heard = [
            ("requestfailed", lambda r: fault(f"failed: {r.url}")),
            ("response", lambda r: r.status >= 400 and fault(f"{r.status}: {r.url}")),
            ("request", lambda r: r.url.startswith(inside) or fault(f"leaves the site: {r.url}")),
        ]
        for event, heard in self._heard:
            self.context.on(event, heard)

    def shown(self, how):
        """Return the page as it is shown so, at its top, whatever was looked at before has changed.

        What is so already is left alone: it takes time.
        """
        if how is AS_LEFT:
            return self.page
        changed = {name for name in (*vars(how), "media") if getattr(how, name) != getattr(self.now, name)} - {"on"}
        self.now = how
        if "drawn" in changed and not how.drawn:
            self.page.evaluate(LAID_OUT, False)
        if "screen" in changed:
            width, height = how.screen or sheet(self.lesson)
            self.page.set_viewport_size({"width": width, "height": height})
        if changed & {"media", "scheme", "motion", "forced"}:
            self.page.emulate_media(
                media=how.media,
                color_scheme=how.scheme,
                reduced_motion="no-preference" if how.motion else "reduce",
                forced_colors="active" if how.forced else "none",
            )
        if "touch" in changed:
            self._tools.send("Emulation.setTouchEmulationEnabled", {"enabled": how.touch})
        if "text" in changed:
            sizes = {name: how.text * size for name, size in TEXT.items()}
            self._tools.send("Page.setFontSizes", {"fontSizes": sizes})
        self.page.evaluate(BEGIN, [True] * len(self._folds) if how.unfold else self._folds)
        if self.fault:
            styled(self.page, self.fault, wins=True)
        if how.unfold:
            unfolded(self.page)
        if "drawn" in changed and how.drawn:
            self.page.evaluate(LAID_OUT, True)
        if changed:
            settled(self.page, how.scheme)
        return self.page


@dataclass(frozen=True)
class Check:
    """Something that holds on pages: how it is looked at, what to do where it does not, and faults that it must see."""

    look: Callable[[Visit], list[str]]
    mend: str
    places: frozenset[str]
    at: tuple[Shown, ...] = (AS_IT_COMES,)
    # By name: rules of style, a function in JavaScript, or HTML for the page, that put a fault in; and in which page.
    faults: dict[str, str] = field(default_factory=dict)
    broken: str = "pooling/stride-and-overlap/"
    at_once: bool = False  # all are put in together, and each name must stand in what is said

    @property
    def name(self):
        """What holds, in words."""
        return self.look.__name__.replace("_", " ")


def check(mend, places=EVERY, **settings):
    """Make a check of a function that looks at a visit and returns what it finds wrong.

    The page of the visit is shown as `at` says: in one way after the other, where these are several.
    """
    return lambda look: Check(look, mend, frozenset(places), **settings)
