"""The order of a build, and the rooms that it calls."""

import ast
import errno

import pytest
import yaml
from mkdocs.exceptions import PluginError

from sitebuild import hooks
from sitebuild.core.messages import shown
from sitebuild.core.project import ROOT
from sitebuild.core.sources import pages

ROOMS = ("core", "language", "make", "pages", "delivery")
# Which other rooms each may import from; `core` imports from none.
ARROWS = {
    "core": set(),
    "language": {"core"},
    "make": {"core", "language"},
    "pages": {"core", "language", "make"},
    "delivery": {"core", "language", "make"},
}
FILES = sorted((ROOT / "sitebuild").rglob("*.py"))
PAGE = '<head><meta charset="utf-8"><link rel="stylesheet" href="assets/stylesheets/site.css"></head><body></body>'


def imported(file):
    """Yield each module of the build that a file imports, with the line."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sitebuild"):
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"
        elif isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names if alias.name.startswith("sitebuild"))


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_from_those_before_it(room):
    for file in (ROOT / "sitebuild" / room).glob("*.py"):
        for line, module in imported(file):
            other = module.split(".")[1]
            assert other == room or other in ARROWS[room], (
                f"{shown(file)}:{line}: {room} may not use {module}; move what both need to an earlier room"
            )


def test_no_module_imports_itself_through_others():
    uses = {}
    for file in FILES:
        own = ".".join(file.relative_to(ROOT).with_suffix("").parts)
        places = {name: (ROOT / name.replace(".", "/")).with_suffix(".py") for _, name in imported(file)}
        uses[own] = {name if place.is_file() else name.rpartition(".")[0] for name, place in places.items()}

    def reached(start):
        found, waiting = set(), list(uses.get(start, ()))
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += uses.get(one, ())
        return found

    circles = [name for name in uses if name in reached(name)]
    assert not circles, f"these import each other in a circle: {', '.join(circles)}"


@pytest.mark.parametrize("file", FILES, ids=shown)
def test_each_file_says_what_belongs_in_it(file):
    assert ast.get_docstring(ast.parse(file.read_text("utf-8"))), f"{shown(file)}:1: say in a docstring what it is for"


@pytest.mark.parametrize(
    "file", [f for f in FILES if f.name not in ("__init__.py", "photographs.py", "project.py")], ids=shown
)
def test_each_file_has_its_tests(file):
    place = file.relative_to(ROOT / "sitebuild")
    test = ROOT / "tests" / "sitebuild" / place.with_name(f"test_{place.name}")
    assert test.is_file(), f"{shown(file)} has no {shown(test)}"


def test_mkdocs_loads_one_file():
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    listed = settings.partition("\nhooks:\n")[2].partition("\n\n")[0]
    assert yaml.safe_load(listed) == ["sitebuild/hooks.py"]


# ---- while the site is written


@pytest.fixture
def build(monkeypatch):
    """Return what a build knows, new, in place of that of the module."""
    new = hooks.Build()
    monkeypatch.setattr(hooks, "build", new)
    return new


def test_a_page_that_is_served_while_it_is_written_has_no_policy(build):
    """MkDocs puts a script with the time in it into each answer."""
    hooks.on_startup("build", False)
    assert "Content-Security-Policy" in hooks.deliver(PAGE, ROOT / "overrides/404.html")
    hooks.on_startup("serve", False)
    assert "Content-Security-Policy" not in hooks.deliver(PAGE, ROOT / "overrides/404.html")
    assert build.sheets == ["assets/stylesheets/site.css"]


def test_a_page_of_another_template_is_left_alone(build):
    assert hooks.on_post_template("<urlset>", "sitemap.xml", None) == "<urlset>"


# ---- errors


@pytest.mark.parametrize(
    "error", [OSError(errno.ENOSPC, "No space left on device"), OSError(errno.EACCES, "Permission denied", "/a/b")]
)
def test_what_hinders_at_a_file_is_told_in_words(error):
    with pytest.raises(PluginError, match=r"\n +To mend it: "):
        hooks.on_build_error(error=error)


def test_a_page_that_is_nested_too_deep_is_named(build):
    build.page = "en/pooling/index.md"
    with pytest.raises(PluginError, match=r"docs/en/pooling/index\.md: this page is nested too deep\n +To mend it: "):
        hooks.on_build_error(error=RecursionError("maximum recursion depth exceeded"))


def test_another_error_is_left_to_mkdocs():
    assert hooks.on_build_error(error=OSError(errno.ECONNREFUSED, "Connection refused")) is None
    assert hooks.on_build_error(error=ValueError("x")) is None


def test_pages_of_both_languages_are_found():
    assert pages("en").keys() == pages("fa").keys()
