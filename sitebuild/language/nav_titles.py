"""Mends a gap that the i18n plugin leaves: it says nothing of a section whose title has no Persian."""

import re
from typing import Any

from mkdocs.structure.nav import Section

from sitebuild.core.messages import line_of, problem
from sitebuild.core.project import ROOT
from sitebuild.core.sources import read
from sitebuild.language.letters import ALPHABET


def untranslated(items: list[Any]) -> list[str]:
    """Return the titles of sections that hold no Persian letter."""
    found = []
    for item in items:
        if isinstance(item, Section):
            if not re.search(f"[{ALPHABET}]", item.title):
                found.append(item.title)
            found += untranslated(item.children)
    return found


def problems(items: list[Any]) -> list[str]:
    """Return a message for each title of a section in the Persian navigation that stayed English."""
    path = ROOT / "mkdocs.yml"
    text = read(path)
    return [
        problem(
            (path, line_of(text, max(text.find(f"- {title}:"), 0))),
            f"the navigation title {title!r} has no Persian",
            "add it to nav_translations of the language fa",
        )
        for title in untranslated(items)
    ]
