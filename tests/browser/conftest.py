"""A real Chromium, which `make test` finds or installs."""

import os

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.whole import go

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


@pytest.fixture
def open_page(browser, address):
    """Return a function that opens a page of the site in a browser of its own settings."""
    contexts = []

    def open_it(where="", **settings):
        context = browser.new_context(**settings)
        context.set_default_timeout(30_000)  # a machine may be busy
        contexts.append(context)
        page = context.new_page()
        go(page, address + where)
        return page

    yield open_it
    for context in contexts:
        context.close()
