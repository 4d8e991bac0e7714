"""Nothing leaves the site, whatever is used or slipped into it. What holds of every page is in checks/leaving.py."""

import re

import pytest

from sitebuild.pages import explorers
from tests.browser.checks.leaving import search
from tests.browser.visit import REFUSED
from tests.browser.whole import explored, go, unfolded, until

KEPT = """async () => ({
  cookies: document.cookie,
  local: Object.keys(localStorage),
  session: Object.keys(sessionStorage),
  databases: (await indexedDB.databases()).map(({ name }) => name),
  caches: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""


class Watched:
    """A page of a browser of its own, and all that goes wrong on it or leaves it."""

    def __init__(self, browser, address, **settings):
        self.context = browser.new_context(**settings)
        self.context.set_default_timeout(30_000)
        self.context.add_init_script(REFUSED)
        self.found: list[str] = []
        self.context.on("request", lambda r: self.asked(r.url, address))
        self.context.on("response", lambda r: r.status >= 400 and self.found.append(f"{r.status}: {r.url}"))
        self.page = self.context.new_page()
        self.page.on("console", lambda m: m.type in ("error", "warning") and self.found.append(m.text))
        self.page.on("pageerror", lambda e: self.found.append(str(e)))
        self.page.on("websocket", lambda w: self.found.append(f"leaves: {w.url}"))

    def asked(self, url, address):
        """Note a request to another place than the site."""
        if not url.startswith((address, "data:", f"blob:{address}")):
            self.found.append(f"leaves: {url}")

    def refused(self):
        """Return all that was wrong on the page that is open."""
        return [*self.found, *self.page.evaluate("refused")]


@pytest.fixture
def watched(browser, address):
    """Return a function that opens a page under watch."""
    opened = []

    def open_it(where, **settings):
        one = Watched(browser, address, **settings)
        opened.append(one)
        go(one.page, address + where)
        return one

    yield open_it
    for one in opened:
        one.context.close()


def read_through(page):
    """Scroll to the end, so that whatever waits for the reader comes, and unfold what folds."""
    explored(page)
    unfolded(page)
    page.evaluate("document.querySelectorAll('img[loading=lazy]').forEach(image => image.loading = 'eager')")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    until(page, "[...document.images].every(image => image.complete)")


def places_of_explorers(site):
    """Return for each explorer, in each language, the place of a page that holds it."""
    found = {}
    for file in sorted(site.rglob("index.html")):
        place = f"{file.parent.relative_to(site).as_posix()}/"
        for name in re.findall(r'data-explorer="(\w+)"', file.read_text("utf-8")):
            found[name, place.startswith("fa/")] = place
    return found


def test_using_each_explorer_asks_nobody_and_is_refused_nothing(watched, site):
    places = places_of_explorers(site)
    assert {name for name, _ in places} == set(explorers.STATES)
    for place in places.values():
        one = watched(place, permissions=["clipboard-read", "clipboard-write"])
        explored(one.page)
        # Every button but those that open a picture of the reader's own, every choice of every list.
        for button in one.page.query_selector_all(".explorer button"):
            if button.is_visible() and button.is_enabled():
                button.dispatch_event("click")
        for choice in one.page.query_selector_all(".explorer select"):
            values = choice.evaluate("e => [...e.options].map(option => option.value)")
            if choice.is_visible():
                choice.select_option(values[-1])
        for field in one.page.query_selector_all(".explorer input[type=range]"):
            field.dispatch_event("input")
        until(one.page, "!document.querySelector('.explorer [aria-busy=true]')")
        assert one.refused() == [], place


def test_what_the_browser_keeps_is_what_the_privacy_page_says(watched, site):
    told = set(re.findall(r"<code[^>]*>(?:/\.)?([\w-]+)</code>", (site / "privacy" / "index.html").read_text("utf-8")))
    told.remove("written-exercises")  # it is kept when a function is right, in test_coding_exercises.py
    persian = watched("fa/convolution/correlation/", locale="en-GB")
    page = persian.page
    read_through(page)
    search(page, "گام")
    page.evaluate("document.querySelector('label[for=__palette_1]').click()")
    page.click(".offer button")
    page.click(".run-change")
    page.locator(".cm-content").press("x")
    kept = page.evaluate(KEPT)
    assert {name.rpartition("/")[2].removeprefix(".") for name in kept.pop("local")} == told
    assert not any(kept.values()), kept
    assert persian.context.cookies() == []


def test_what_a_page_does_not_serve_is_neither_run_nor_loaded_nor_sent(watched, address):
    """What somebody might slip into a page; the policy is the page's own, not this test's."""
    one = watched("pooling/")
    other = address.replace("127.0.0.1", "localhost")
    reached = []
    one.page.on("requestfinished", lambda r: r.url.startswith(other) and reached.append(r.url))
    one.page.evaluate(
        """other => {
          const put = (name, values) => document.body.append(Object.assign(document.createElement(name), values));
          put("script", { textContent: "window.ran = true" });
          put("script", { src: other + "assets/javascripts/steps.js" });
          put("img", { src: other + "assets/icons/icon.png" });
          put("iframe", { src: other });
          put("style", { textContent: "body { display: none }" });
          put("link", { rel: "stylesheet", href: other + "assets/stylesheets/site.css" });
          put("div", { innerHTML: '<p style="color: red" onclick="1">x</p><form action="' + other + '"></form>' });
          document.body.lastChild.querySelector("p").click();
          document.body.lastChild.querySelector("form").submit();
          return Promise.allSettled([fetch(other), navigator.sendBeacon(other)]);
        }""",
        other,
    )
    until(one.page, "new Set(refused.map(said => said.split(':')[0])).size >= 8")
    kinds = {said.split(":")[0] for said in one.page.evaluate("refused")}
    assert kinds == {
        "script-src-elem",
        "script-src-attr",
        "style-src-elem",
        "style-src-attr",
        "img-src",
        "frame-src",
        "connect-src",
        "form-action",
    }
    assert not one.page.evaluate("'ran' in window")
    assert len([said for said in one.found if said.startswith(f"leaves: {other}")]) >= 3  # tried, and stopped
    assert reached == []


def test_another_site_is_not_told_where_a_reader_comes_from(watched):
    one = watched("references/")
    told = []

    def answer(route):
        told.append(route.request.headers)
        route.fulfill(body="another site")

    one.page.route(re.compile("^https://"), answer)
    one.page.locator(".md-content a[href^='https://']").first.click()
    one.page.wait_for_url(re.compile("^https://"))
    assert [headers.get("referer") for headers in told] == [None]
