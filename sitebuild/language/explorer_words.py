"""Gives each explorer of a page its words, from docs/explorers.yml: scripts have no language, translators read none.

A page gets the words of the explorers that it has, in its own language.
"""

import json
import re
from typing import Any

from mkdocs.exceptions import PluginError

from sitebuild.core.messages import line_of, problem, shown, stop
from sitebuild.core.project import DOCS, LANGUAGES
from sitebuild.core.sources import read as read_source
from sitebuild.language import words
from sitebuild.language.words import Words

SOURCE = DOCS / "explorers.yml"
COMMON = "common"
SHARED = {"kernels": ("playground", "gallery")}  # words that some explorers share
SCRIPTS = DOCS / "assets" / "explorers"
# The words that a script names as they are; those whose names it puts together are seen by the tests in a browser.
SAID = re.compile(r"""\b(?:words|wordLists)(?:\.|\[")(\w+)|\bmake(?:Button|Select)\("([\w-]+)"\)""")
BOX = re.compile(r'<div class="explorer" data-explorer="([^"]*)"[^>]*>')


def read() -> dict[str, Words]:
    """Return the words of each explorer by language.

    Raises
    ------
    PluginError
        If a script says a word that the file does not have: a reader would see "undefined".
    """
    text = read_source(SOURCE)
    found = words.read(SOURCE)
    for name, known in found[LANGUAGES[0]].items():
        script = SCRIPTS / f"{name}.js"
        if name == COMMON or not script.is_file():
            continue
        known = {**known, **shared(name, found[LANGUAGES[0]])}
        said = {a or b for file in (script, SCRIPTS / "shared.js") for a, b in SAID.findall(read_source(file))}
        lacking = sorted(said - known.keys() - found[LANGUAGES[0]].get(COMMON, {}).keys())
        if lacking:
            line = line_of(text, text.find(f"\n{name}:") + 1)
            what = f"{name} says {lacking[0]!r} ({shown(script)}), which it does not have"
            raise stop((SOURCE, line), what, f"add it below {name}:, as {lacking[0]}: {{en: …, fa: …}}")
    return found


def shared(name: str, known: Words) -> dict[str, Any]:
    """Return the words that an explorer shares with some others."""
    groups = [group for group, explorers in SHARED.items() if name in explorers]
    return {word: said for group in groups for word, said in known.get(group, {}).items()}


def put_in(page_html: str, page: Any, known: dict[str, Words]) -> str:
    """Return a finished page with the words of its explorers in it, for which the search has no use."""
    language = page.file.src_uri.partition("/")[0]

    def told(match: re.Match[str]) -> str:
        name = match[1]
        apart = {COMMON, *SHARED}
        if name in apart or name not in known[language]:
            names = ", ".join(sorted(set(known[language]) - apart))
            source = DOCS / page.file.src_uri
            line = read_source(source).partition(f'data-explorer="{name}"')[0].count("\n") + 1
            raise PluginError(problem((source, line), f"there is no explorer {name!r}", f"name one of these: {names}"))
        both = {**known[language][COMMON], **shared(name, known[language]), **known[language][name]}
        text = json.dumps(both, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
        return f'{match[0]}<script type="application/json">{text}</script>'

    return BOX.sub(told, page_html)
