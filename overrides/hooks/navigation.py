"""Mends a gap that the i18n plugin leaves: titles of sections that stay English unsaid."""

import logging
import re
from typing import Any

from mkdocs.plugins import event_priority
from mkdocs.structure.nav import Navigation, Section

from project import ROOT, line_of, problem

log = logging.getLogger("mkdocs.hooks.navigation")


def untranslated(items: list[Any]) -> list[str]:
    """Return the titles of sections that hold no Persian letter."""
    found = []
    for item in items:
        if isinstance(item, Section):
            if not re.search("[آ-غف-يپچژکگی]", item.title):
                found.append(item.title)
            found += untranslated(item.children)
    return found


@event_priority(-110)  # after the i18n plugin has translated
def on_nav(nav: Navigation, config: Any, files: Any) -> Navigation:
    """Warn of a title that stayed English; a strict build stops at a warning."""
    if config.plugins["i18n"].current_language == "fa":
        path = ROOT / "mkdocs.yml"
        text = path.read_text("utf-8")
        for title in untranslated(nav.items):
            line = line_of(text, max(text.find(f"- {title}:"), 0))
            what = f"the navigation title {title!r} has no Persian"
            log.warning(problem((path, line), what, "add it to nav_translations of the language fa"))
    return nav
