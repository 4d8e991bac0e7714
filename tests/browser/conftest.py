"""A real Chromium, which `make test` finds or installs."""

import os
from collections import defaultdict

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.visit import KEPT
from tests.browser.whole import DESK, go

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser():
    path = os.environ.get("CHROMIUM")
    assert path, "CHROMIUM names no browser; run this through make, which finds or installs one"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def tab(browser):
    """Return a page that the tests of a file share: to start one takes longer than to look at it."""
    context = browser.new_context()
    context.set_default_timeout(30_000)  # a machine may be busy
    yield context.new_page()
    context.close()


@pytest.fixture
def scene(tab, address):
    """Return a function that opens a page for a reader who asks for no motion, unless told otherwise."""

    def open_it(place, motion="reduce", screen=DESK):
        tab.set_viewport_size(screen)
        tab.emulate_media(reduced_motion=motion, media="screen")
        go(tab, address + place)
        return tab

    return open_it


@pytest.fixture(scope="session")
def readers(browser):
    """Return the readers that no test uses now, by their settings: a browser keeps for each what it has compiled."""
    free = defaultdict(list)
    yield free
    for contexts in free.values():
        for context in contexts:
            context.close()


@pytest.fixture
def open_page(browser, address, readers):
    """Return a function that opens a page for a reader with these settings, who has never been here.

    After the test all that the site has kept goes, and the reader is another test's, with the files that the browser
    has in store. One who must have none, or whose clock is stopped, has to be `alone`.
    """
    opened = []

    def open_it(where="", *, alone=False, **settings):
        free = [] if alone else readers[repr(sorted(settings.items()))]
        context = free.pop() if free else browser.new_context(**settings)
        context.set_default_timeout(30_000)  # a machine may be busy
        page = context.new_page()
        opened.append((page, None if alone else free))
        go(page, address + where)
        return page

    yield open_it
    for page, free in opened:
        if free is None:
            page.context.close()
            continue
        tools = page.context.new_cdp_session(page)
        tools.send("Storage.clearDataForOrigin", {"origin": address.rstrip("/"), "storageTypes": KEPT})
        page.close()
        free.append(page.context)
