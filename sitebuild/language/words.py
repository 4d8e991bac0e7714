"""Reads catalogues of words in both languages: docs/words.yml, with those of the interface, and docs/explorers.yml."""

import json
import re
from pathlib import Path
from typing import Any

import yaml

from sitebuild.core.cache import remember
from sitebuild.core.messages import not_yaml, problem, shown, stop, warn
from sitebuild.core.project import DOCS, LANGUAGES

SOURCE = DOCS / "words.yml"
SCRIPT = "assets/javascripts/words.js"
PLACE = "export const words = { en: {}, fa: {} };"  # where the script has its words
SAID_BY_SCRIPTS = ("access", "figure", "offer", "twin")  # features
THEME = "theme"  # whose English is Material's own
MARKED = re.compile(r"</?(?:b|code)>|<span class=[\w-]+>|</span>")  # what the words of an explorer may hold
MEND = "write it as the others are: feature, then name: {en: …, fa: …}"

Words = dict[str, dict[str, Any]]  # of each feature, by name


@remember
def entries(path: Path, text: str) -> list[tuple[str, str, int, dict[str, Any]]]:
    """Return the feature, the name, the line and the languages of each word of a catalogue.

    Raises
    ------
    PluginError
        If the text is not YAML, or not features with words in both languages.
    """
    try:
        tree = yaml.compose(text, Loader=yaml.SafeLoader)
        loaded = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise not_yaml(path, error) from None
    if not isinstance(tree, yaml.MappingNode):
        raise stop((path, 1), "this holds no words", MEND)
    found = []
    for feature, node in tree.value:
        if not isinstance(node, yaml.MappingNode):
            raise stop((path, feature.start_mark.line + 1), f"{feature.value} holds no words", MEND)
        wanted = set(LANGUAGES[1:] if feature.value == THEME else LANGUAGES)
        for key, _ in node.value:
            said = loaded[feature.value][key.value]
            line = key.start_mark.line + 1
            if not isinstance(said, dict) or set(said) != wanted:
                raise stop((path, line), f"{key.value} is not said in {' and '.join(sorted(wanted))} alone", MEND)
            text = str(said) if path == SOURCE else MARKED.sub("", str(said))
            if markup := re.search("[<>]", text):
                raise stop((path, line), f"{key.value} holds {markup[0]}, and words are text", "write it in words")
            found.append((feature.value, key.value, line, said))
    return found


def read(path: Path) -> dict[str, Words]:
    """Return a catalogue by language, and warn where two languages do not have the same values to fill in."""
    found: dict[str, Words] = {language: {} for language in LANGUAGES}
    for feature, name, line, said in entries(path, path.read_text("utf-8")):
        gaps = {language: sorted(re.findall(r"\{\w+\}", json.dumps(said[language]))) for language in said}
        if len({str(of_language) for of_language in gaps.values()}) > 1:
            here = "; ".join(f"{language} has {' '.join(values) or 'none'}" for language, values in gaps.items())
            warn([problem((path, line), f"{name} fills in other values: {here}", "name the same in both")])
        for language in said:
            found[language].setdefault(feature, {})[name] = said[language]
    return found


@remember
def catalogue(text: str) -> dict[str, Words]:
    """Return the words of the interface; `text` is what their file holds now."""
    return read(SOURCE)


def word(language: str, feature: str, name: str) -> str:
    """Return a word of the interface.

    Raises
    ------
    PluginError
        If the catalogue does not have it.
    """
    known = catalogue(SOURCE.read_text("utf-8"))[language].get(feature, {})
    if name not in known:
        mend = f"add it, as {name}: {{en: …, fa: …}}"
        raise stop((SOURCE, 1), f"{shown(SOURCE)} has no word {name!r} of {feature!r} in {language}", mend)
    return str(known[name])


def of_feature(language: str, feature: str) -> dict[str, Any]:
    """Return all words of a feature."""
    return catalogue(SOURCE.read_text("utf-8"))[language].get(feature, {})


def write(site: Path) -> None:
    """Write the words that scripts say into the script that the others take them from."""
    script = (DOCS / SCRIPT).read_text("utf-8")
    assert PLACE in script, f"{SCRIPT} has no {PLACE!r} to write the words into"
    said = {language: {name: of_feature(language, name) for name in SAID_BY_SCRIPTS} for language in LANGUAGES}
    written = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    (site / SCRIPT).write_text(script.replace(PLACE, f"export const words = {written};"), "utf-8")
