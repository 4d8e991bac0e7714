"""The engines of the browsers that readers have, each with a tab in which the promises are tried."""

import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from sitebuild.delivery import offline
from tests.bench.server import served
from tests.browser.conftest import FLAGS
from tests.browser.test_circumstances import STORAGES
from tests.browser.visit import REFUSED
from tests.browser.whole import DESK
from tests.engines import webdriver

NAMES = ("chromium", "firefox", "webkit")


@dataclass
class Tab:
    """A page of an engine, and where what it looks at is."""

    engine: str
    page: Any
    heard: Callable[[], list[str]]  # what the engine said since it was asked last
    address: str  # of the site
    odd: str  # of pages whose storage is odd
    taken: str  # of the edition for a folder
    place: str = ""

    @property
    def language(self):
        """The language of the place."""
        return "fa" if self.place.startswith("fa/") else "en"


def make_odd(site, folder):
    """Copy the site, with a page for each odd storage, which a script makes so before all others run."""
    shutil.copytree(site, folder, ignore=shutil.ignore_patterns("*.zip", "python", "fa"))
    page = (site / "pooling" / "index.html").read_text("utf-8")
    for name, script in STORAGES.items():
        (folder / f"pooling-{name}").mkdir()
        begun = page.replace("<head>", f"<head><script>{script}</script>", 1)
        (folder / f"pooling-{name}" / "index.html").write_text(begun, "utf-8")


@contextmanager
def chromium(folder):
    """Give a page of Chromium, and a function that returns what was said since it was called last."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=FLAGS)
        context = browser.new_context(viewport=DESK)
        context.set_default_timeout(60_000)  # a machine may be busy
        context.add_init_script(REFUSED)
        page, said = context.new_page(), []
        page.on("console", lambda m: m.type in ("error", "warning") and said.append(m.text))
        page.on("pageerror", lambda e: said.append(str(e)))
        context.on("request", lambda r: said.append(f"{webdriver.ASKED}{r.url}"))
        page.version = browser.version

        def heard():
            found = said + page.evaluate("window.refused?.splice(0) ?? []")
            said.clear()
            return found

        yield page, heard
        browser.close()


@contextmanager
def opened(name, site):
    """Give a tab of an engine."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        make_odd(site, folder / "odd")
        with zipfile.ZipFile(site / f"{offline.NAME}.zip") as archive:
            archive.extractall(folder)
        taken = (folder / offline.NAME).as_uri() + "/"
        start = {"chromium": chromium, "firefox": webdriver.firefox, "webkit": webdriver.webkit}[name]
        with served(site) as address, served(folder / "odd") as odd, start(folder) as (page, heard):
            inside = tuple(f"{webdriver.ASKED}{one}" for one in (address, odd, taken, "data:", "blob:", "about:"))
            yield Tab(
                name, page, lambda: [said for said in heard() if not said.startswith(inside)], address, odd, taken
            )
