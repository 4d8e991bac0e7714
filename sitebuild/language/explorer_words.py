"""Gives each explorer of a page its words, from docs/explorers.yml: scripts have no language, translators read none.

A page gets the words of the explorers that it has, in its own language.
"""

import json
import re
from typing import Any

from mkdocs.exceptions import PluginError

from sitebuild.core.messages import problem
from sitebuild.core.project import DOCS
from sitebuild.core.sources import read as read_source
from sitebuild.language import words
from sitebuild.language.words import Words

SOURCE = DOCS / "explorers.yml"
COMMON = "common"
BOX = re.compile(r'<div class="explorer" data-explorer="([^"]*)"[^>]*>')


def read() -> dict[str, Words]:
    """Return the words of each explorer by language."""
    return words.read(SOURCE)


def put_in(page_html: str, page: Any, known: dict[str, Words]) -> str:
    """Return a finished page with the words of its explorers in it, for which the search has no use."""
    language = page.file.src_uri.partition("/")[0]

    def told(match: re.Match[str]) -> str:
        name = match[1]
        if name == COMMON or name not in known[language]:
            names = ", ".join(sorted(set(known[language]) - {COMMON}))
            source = DOCS / page.file.src_uri
            line = read_source(source).partition(f'data-explorer="{name}"')[0].count("\n") + 1
            raise PluginError(problem((source, line), f"there is no explorer {name!r}", f"name one of these: {names}"))
        both = {**known[language][COMMON], **known[language][name]}
        text = json.dumps(both, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
        return f'{match[0]}<script type="application/json">{text}</script>'

    return BOX.sub(told, page_html)
