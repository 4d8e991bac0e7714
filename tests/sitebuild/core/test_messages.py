"""A message names the file as an editor opens it, the line, the fault and the mend."""

import logging

import pytest
from mkdocs.exceptions import PluginError
from mkdocs.utils import CountHandler

from sitebuild.core import messages
from sitebuild.core.project import ROOT


def test_a_path_is_shown_from_the_project_on(tmp_path):
    assert messages.shown(ROOT / "docs" / "en" / "index.md") == "docs/en/index.md"
    assert messages.shown(tmp_path / "page.md") == str(tmp_path / "page.md")


def test_a_message_says_where_what_and_how_to_mend_it():
    place = ROOT / "docs" / "en" / "index.md", 7
    said = "docs/en/index.md:7: it is wrong\n    To mend it: write it right"
    assert messages.problem(place, "it is wrong", "write it right") == said
    error = messages.stop(place, "it is wrong", "write it right")
    assert isinstance(error, PluginError), "another kind would be shown with a traceback"
    assert str(error) == said


def test_mkdocs_counts_each_warning_so_that_a_strict_build_stops():
    counter = CountHandler()
    counter.setLevel(logging.WARNING)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(counter)
    try:
        messages.warn(iter(["one", "two"]))
    finally:
        logger.removeHandler(counter)
    assert counter.get_counts() == [("WARNING", 2)]


@pytest.mark.parametrize(
    ("character", "line"), [("a", 1), ("\n", 1), ("b", 2), ("ج", 4)], ids=["first", "line break", "second", "fourth"]
)
def test_a_line_is_counted_from_one_and_holds_its_own_line_break(character, line):
    text = "a\nb\n\nج\n"
    assert messages.line_of(text, text.index(character)) == line
