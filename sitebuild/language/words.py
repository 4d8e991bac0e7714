"""Reads catalogues of words in both languages.

docs/words.yml has those of the interface; docs/explorers.yml and docs/coding_exercises.yml are written alike.
"""

import json
import re
from pathlib import Path
from typing import Any

from sitebuild.core import schema, script, yaml_file
from sitebuild.core.cache import remember
from sitebuild.core.messages import listed, problem, stop, warn
from sitebuild.core.project import DOCS, LANGUAGES
from sitebuild.core.sources import read as source
from sitebuild.core.yaml_file import Node

SOURCE = DOCS / "words.yml"
PLACE = "export const words = { en: {}, fa: {} };"  # where a script has its words
# The scripts that the others take their words from, with the features that are in them: a page loads the first at once.
SCRIPTS = {
    "assets/javascripts/words.js": (
        "access", "exercise", "figure", "glossary", "lab", "offer", "run", "search", "twin",
    ),
    "assets/run/words.js": ("running",),
}  # fmt: skip
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
    tree = yaml_file.read(path, text)
    if not isinstance(tree.value, dict):
        raise tree.stop("this holds no words", MEND)
    found = []
    for feature, words in tree.value.items():
        if not isinstance(words.value, dict):
            raise words.stop(f"{feature} holds no words", MEND, at_key=True)
        wanted = set(LANGUAGES[1:] if feature == THEME else LANGUAGES)
        for name, said in words.value.items():
            if not isinstance(said.value, dict) or set(said.value) != wanted:
                raise said.stop(f"{name} is not said in {' and '.join(sorted(wanted))} alone", MEND, at_key=True)
            kept = {language: one_or_several(said.value[language]) for language in said.value}
            if len({len(one) if isinstance(one, list) else None for one in kept.values()}) > 1:
                what = f"{name} is one text or so many texts in one language, and others in the other"
                raise said.stop(what, "write as many in both: {en: [a, b], fa: [آ, ب]}", at_key=True)
            held = str(kept) if path == SOURCE else MARKED.sub("", str(kept))
            if markup := re.search("[<>]", held):
                what = f"{name} holds {markup[0]}, and words are text"
                raise said.stop(what, "write it in words", at_key=True)
            found.append((feature, name, said.key_line, kept))
    return found


def one_or_several(node: Node) -> str | list[str]:
    """Return a word, or the list of those of which a script picks one."""
    mend = "write a text, between quotes if it is a number or has : # { in it, or a list of texts: [a, b]"
    if isinstance(node.value, list):
        return [schema.string(one, mend) for one in node.value]
    return schema.string(node, mend)


def read(path: Path) -> dict[str, Words]:
    """Return a catalogue by language, and warn where two languages do not have the same values to fill in."""
    found: dict[str, Words] = {language: {} for language in LANGUAGES}
    for feature, name, line, said in entries(path, source(path)):
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
    known = catalogue(source(SOURCE))[language].get(feature, {})
    if name not in known:
        mend = f"add it below {feature}:, as {name}: {{en: …, fa: …}}, or ask for one of {listed(known)}"
        raise stop((SOURCE, None), f"there is no word {name!r} of {feature!r} in {language}", mend)
    if not isinstance(known[name], str):
        raise stop((SOURCE, line(feature, name)), f"{name} of {feature!r} is a list", "write one text: {en: …, fa: …}")
    return str(known[name])


def line(feature: str, name: str) -> int:
    """Return the line of a word of the interface."""
    return next(line for one, its, line, _ in entries(SOURCE, source(SOURCE)) if (one, its) == (feature, name))


def filled(language: str, feature: str, name: str, **values: str) -> str:
    """Return a word of the interface with its values filled in.

    Raises
    ------
    PluginError
        If it asks for another value than it gets.
    """
    try:
        return word(language, feature, name).format(**values)
    except (LookupError, ValueError, AttributeError):
        fields = " ".join(f"{{{one}}}" for one in values)
        what = f"{name} of {feature!r} cannot be filled in, in {language}"
        raise stop((SOURCE, line(feature, name)), what, f"write its values as {fields}, in both languages") from None


def of_feature(language: str, feature: str) -> dict[str, Any]:
    """Return all words of a feature."""
    return catalogue(source(SOURCE))[language].get(feature, {})


def write(site: Path) -> None:
    """Write the words that scripts say into the scripts that the others take them from."""
    for name, features in SCRIPTS.items():
        said = {language: {one: of_feature(language, one) for one in features} for language in LANGUAGES}
        (site / name).write_text(script.set_value(source(DOCS / name), PLACE, said), "utf-8")
