"""Gives each explorer of a page its words, from docs/explorers.yml: scripts have no language, translators read none.

A page gets the words of the explorers that it has, in its own language.
"""

import json
import re
from typing import Any

import yaml
from mkdocs.exceptions import PluginError

from sitebuild.core.cache import remember
from sitebuild.core.messages import problem, stop, warn
from sitebuild.core.project import DOCS, LANGUAGES

SOURCE = DOCS / "explorers.yml"
COMMON = "common"
BOX = re.compile(r'<div class="explorer" data-explorer="([^"]*)"[^>]*>')

Words = dict[str, dict[str, Any]]  # of each explorer, by name


@remember
def entries(text: str) -> list[tuple[str, str, int, dict[str, Any]]]:
    """Return the explorer, the name, the line and the languages of each word.

    Raises
    ------
    PluginError
        If the file is no YAML, or not explorers with words in them.
    """
    mend = "write it as the others are: explorer, then name: {en: …, fa: …}"
    try:
        tree = yaml.compose(text, Loader=yaml.SafeLoader)
        loaded = yaml.safe_load(text)
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        raise stop((SOURCE, line), "this is no YAML", "look for a colon or a quotation mark in this line") from error
    if not isinstance(tree, yaml.MappingNode):
        raise stop((SOURCE, 1), "this holds no explorers", mend)
    found = []
    for explorer, node in tree.value:
        if not isinstance(node, yaml.MappingNode):
            raise stop((SOURCE, explorer.start_mark.line + 1), f"{explorer.value} holds no words", mend)
        for key, _ in node.value:
            said = loaded[explorer.value][key.value]
            line = key.start_mark.line + 1
            if not isinstance(said, dict) or set(said) != set(LANGUAGES):
                raise stop((SOURCE, line), f"{key.value} is not said in {' and '.join(LANGUAGES)} alone", mend)
            found.append((explorer.value, key.value, line, said))
    return found


def read() -> dict[str, Words]:
    """Return the words of each explorer by language, and warn where the two do not have the same values to fill in."""
    text = SOURCE.read_text("utf-8")
    found: dict[str, Words] = {language: {} for language in LANGUAGES}
    for explorer, name, line, said in entries(text):
        gaps = {language: sorted(re.findall(r"\{\w+\}", json.dumps(said[language]))) for language in LANGUAGES}
        if len({str(of_language) for of_language in gaps.values()}) > 1:
            here = "; ".join(f"{language} has {' '.join(found) or 'none'}" for language, found in gaps.items())
            warn([problem((SOURCE, line), f"{name} fills in other values: {here}", "name the same in both")])
        for language in LANGUAGES:
            found[language].setdefault(explorer, {})[name] = said[language]
    return found


def put_in(page_html: str, page: Any, words: dict[str, Words]) -> str:
    """Return a finished page with the words of its explorers in it, for which the search has no use."""
    language = page.file.src_uri.partition("/")[0]

    def told(match: re.Match[str]) -> str:
        name = match[1]
        if name == COMMON or name not in words[language]:
            known = ", ".join(sorted(set(words[language]) - {COMMON}))
            source = DOCS / page.file.src_uri
            line = source.read_text("utf-8").partition(f'data-explorer="{name}"')[0].count("\n") + 1
            raise PluginError(problem((source, line), f"there is no explorer {name!r}", f"name one of these: {known}"))
        both = {**words[language][COMMON], **words[language][name]}
        text = json.dumps(both, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
        return f'{match[0]}<script type="application/json">{text}</script>'

    return BOX.sub(told, page_html)
