import re
from pathlib import Path

import pytest
from mkdocs.exceptions import PluginError

from sitebuild.core import patches
from sitebuild.core.project import ROOT


def test_all_that_is_found_is_changed():
    assert patches.patched("a b a", "search-named", "a", "c") == "c b c"
    assert patches.patched("a1 b a2", "search-named", re.compile(r"a(\d)"), r"c\1") == "c1 b c2"


@pytest.mark.parametrize("old", ["x", re.compile("x+")])
def test_a_change_that_finds_nothing_stops_the_build_and_says_which(old):
    with pytest.raises(PluginError) as error:
        patches.patched("a b", "search-named", old, "c")
    said = str(error.value)
    assert said.startswith("overrides/main.html: the patch 'search-named' finds no 'x")
    assert "material/templates/partials/search.html" in said
    assert "no name for a screen reader" in said
    assert "To mend it: look at what that file gives now" in said


def test_a_method_that_no_plugin_has_replaced_stops_the_build():
    class Page:
        def render(self):
            """Render nothing."""

    page = Page()
    with pytest.raises(PluginError, match=r"'lab-render' finds no 'Page\.render'"):
        patches.patched_method(page, "lab-render", "render")
    page.render = len
    assert patches.patched_method(page, "lab-render", "render") is len


def test_the_list_and_what_is_used_are_the_same():
    unused = [name for name, one in patches.PATCHES.items() if f'"{name}"' not in (ROOT / one.where).read_text("utf-8")]
    assert not unused, f"sitebuild/core/patches.py lists what its file does not use: {unused}"
    used = set()
    for folder, pattern in (("overrides", "*.html"), ("sitebuild", "*.py")):
        for file in set((ROOT / folder).rglob(pattern)) - {Path(patches.__file__)}:
            used |= set(re.findall(r'patched\w*\((?:[^()"]|\([^()]*\))*"([\w-]+)"', file.read_text("utf-8")))
    assert used == patches.PATCHES.keys()


def test_templates_change_nothing_without_saying_so():
    for file in (ROOT / "overrides").rglob("*.html"):
        found = re.findall(r"(?:super\(\)|\.html) *\| *replace\b", file.read_text("utf-8"))
        assert not found, f"{file.name}: change what the theme gives with `patched`, which stops when it no longer fits"
