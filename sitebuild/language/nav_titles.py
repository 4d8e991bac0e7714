"""Looks at the titles of sections: the theme writes them as they are, and the i18n plugin leaves some in English."""

import re
from typing import Any

from mkdocs.structure.nav import Section

from sitebuild.core.messages import line_of, problem, stop
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


def check(items: list[Any]) -> None:
    """Stop where a title of the navigation holds HTML.

    Raises
    ------
    PluginError
        With the line of the settings.
    """
    path = ROOT / "mkdocs.yml"
    for item in items:
        if wrong := re.search('[<>"]', item.title or ""):
            text = read(path)
            place = (path, line_of(text, max(text.find(item.title), 0)))
            what = f"the navigation title {item.title!r} holds {wrong[0]}, which would be HTML"
            raise stop(place, what, "write it in words")
        check(item.children or [])


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
