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


@dataclass
class Tab:
    """A page of an engine, and where what it looks at is."""

    engine: str
    page: Any
    heard: Callable[[], list[str]]  # what the engine said since it was asked last
    address: str  # of the site
    taken: str  # of the edition for a folder
    place: str = ""
    rests: str | None = None  # the place at which it is, with all explorers and folds open, if a promise has left it so

    @property
    def lesson(self):
        """The place of the page in English."""
        return self.place.removeprefix("fa/")

    @property
    def language(self):
        """The language of the place."""
        return "fa" if self.place.startswith("fa/") else "en"


def copy_with(script, site, folder):
    """Copy the site; in each page a script runs before all others. Beside it stands a page for each odd storage."""

    def begun(page, first):
        return page.replace("<head>", f"<head><script>{first}</script>", 1)

    shutil.copytree(site, folder, ignore=shutil.ignore_patterns("*.zip", "cards"))
    for file in folder.rglob("*.html"):
        file.write_text(begun(file.read_text("utf-8"), script), "utf-8")
    page = (folder / "pooling" / "index.html").read_text("utf-8")
    for name, odd in STORAGES.items():
        (folder / f"pooling-{name}").mkdir()
        (folder / f"pooling-{name}" / "index.html").write_text(begun(page, odd), "utf-8")


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


STARTS = {"chromium": chromium, "firefox": webdriver.firefox, "webkit": webdriver.webkit}
NAMES = tuple(STARTS)


@contextmanager
def opened(name, site):
    """Give a tab of an engine."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        copy_with(webdriver.NOTE if name == "webkit" else "", site, folder / "copy")
        with zipfile.ZipFile(site / f"{offline.NAME}.zip") as archive:
            archive.extractall(folder)
        taken = (folder / offline.NAME).as_uri() + "/"
        with served(folder / "copy") as address, STARTS[name](folder) as (page, heard):
            inside = tuple(f"{webdriver.ASKED}{one}" for one in (address, taken, "data:", "blob:", "about:"))
            yield Tab(name, page, lambda: [said for said in heard() if not said.startswith(inside)], address, taken)
