"""Chooses the tests of one page pair: those whose parameters name it or its snippets, and those of these snippets."""

import re
from pathlib import Path

import pytest

from sitebuild.core.project import DOCS, LANGUAGES, SNIPPETS
from sitebuild.core.sources import pages

PAGES = {name.removesuffix(".md"): file for name, file in pages("en").items()}
# What a page names: the snippets of its figures, of its code and of its numbers.
NAMED = re.compile(r"""\(figure:([\w/]+)|--8<-- "([\w/]+)\.py|\{\{ ([\w/]+)\.""")


class Choice:
    """What belongs to a page, such as pooling/borders."""

    def __init__(self, page: str) -> None:
        place = re.sub(r"(^|/)index/$", r"\1", f"{page}/")  # where it is on the site
        found = NAMED.findall(PAGES[page].read_text("utf-8"))
        snippets = {name for names in found for name in names if name}
        self.modules = {f"snippets.{name.replace('/', '.')}" for name in snippets}
        self.names = {place, f"fa/{place}", page, f"{page}.md", Path(f"{page}.md")}
        self.names |= {DOCS / language / f"{page}.md" for language in LANGUAGES}
        self.names |= {SNIPPETS / f"{name}.py" for name in snippets}

    def may_have(self, file: Path) -> bool:
        """Tell whether a file may hold tests of the page: to load all of those would take longer than to run them."""
        if "snippets" not in file.parts or not file.name.startswith("test_"):
            return True
        text = file.read_text("utf-8")
        return any(module.rpartition(".")[2] in text for module in self.modules)

    def names_it(self, value: object) -> bool:
        """Tell whether a parameter of a test is the page or a snippet of it, or holds it."""
        if isinstance(value, tuple | list):
            return any(self.names_it(one) for one in value if not (isinstance(one, str) and not one))
        if hasattr(value, "page") and hasattr(value, "file"):  # a block of code
            return value.page in self.names or value.file in self.names
        return isinstance(value, str | Path) and value in self.names

    def has(self, item: pytest.Item) -> bool:
        """Tell whether a test belongs to the page."""
        for name, value in (item.callspec.params if hasattr(item, "callspec") else {}).items():
            # The place of the home page is the empty string, which elsewhere means something else.
            nothing = isinstance(value, str) and not value
            if self.names_it(value) and (not nothing or name in ("place", "where")):
                return True
        if "snippets" not in item.path.parts:
            return False
        imported = (getattr(one, "__module__", getattr(one, "__name__", "")) for one in vars(item.module).values())
        return not self.modules.isdisjoint(imported)
