"""The line under a lesson's title: its minutes, and what it builds on."""

import re

from sitebuild.core.project import DOCS, ROOT
from sitebuild.core.sources import pages, title
from sitebuild.pages import lesson_line

LESSONS = [name for name in pages("en") if lesson_line.needs(name) is not None]


def test_longer_pages_take_longer():
    words = "word " * 180
    assert lesson_line.minutes(words) == 1
    assert lesson_line.minutes(words * 5) == 5
    code = '\n--8<-- "a/b.py:c"\n' * 5
    assert lesson_line.minutes(f"{words}\n``` python{code}```\n") == 3
    assert lesson_line.minutes(words + "![d](figure:a/b 'c')\n" * 3) == 2


def test_every_lesson_says_what_it_builds_on():
    others = {"index", "networks/index", "cheat-sheet", "glossary", "references", "licences", "privacy"}
    found = {name.removesuffix(".md") for name in set(pages("en")) - set(LESSONS)}
    assert {name for name in found if not name.startswith("functions/")} == others  # those are to look things up in


def test_what_a_lesson_builds_on_comes_before_it():
    order = re.findall(r"^ +- (\S+\.md)$", (ROOT / "mkdocs.yml").read_text("utf-8"), re.MULTILINE)
    for name in LESSONS:
        for need in lesson_line.needs(name):
            assert order.index(need) < order.index(name), f"{name} needs {need}, which comes later"


def test_titles_are_those_of_the_pages():
    assert title(DOCS / "en" / "pooling" / "index.md") == "What is pooling?"
