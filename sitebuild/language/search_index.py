"""Gives each language a search index of its own, in which words are found however they are typed.

Material has one index for all languages and no way to read Persian. A Persian page asks for the index under ``fa/``
(see ``config`` in overrides/main.html), so that its results are Persian pages and half as much is loaded.
"""

import json
import re
import shutil
from pathlib import Path
from typing import Any

from sitebuild.core.patches import patched
from sitebuild.core.project import DOCS, LANGUAGES
from sitebuild.core.sources import read
from sitebuild.language import glossary
from sitebuild.language.letters import LETTER, ZWNJ

SCRIPTS = "assets/javascripts"
# Where Material's search worker looks for the language `terms` that the index names.
READER = f"{SCRIPTS}/lunr/min/lunr.terms.min.js"
ALIASES = "const ALIASES = [];"
MODULE = re.compile(r"^import .*\n|^export ", re.MULTILINE)
BUNDLE = "assets/javascripts/bundle.*.min.js"
# Material's script asks for the index when a page is opened, but when it is opened from a folder: then, when a reader
# begins to search. The index is half of what a page would weigh, so the latter holds for both here.
AT_ONCE = re.compile(r'[\w$]+\([\w$]+\(location\.protocol!=="file:"\),([\w$]+\("search"\))\)')
# Spaces and punctuation of both languages. A half space is inside a word, and so is the point of a decimal.
SEPARATOR = r"[\s\-–—()\[\]{}«»“”\"'`,،;؛:!?؟…/|\\<>=+*→⌊⌋⌈⌉]+|\.(?!\d)"
# With Material's 1000 for the title, a rare word of the text never outweighs a common one of a title. A name that a
# page goes by outweighs both.
BOOSTS = {"title": {"boost": 20.0}, "names": {"boost": 1000.0}}


def split(index: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the index of each language; the first language's pages are those in no other's folder."""
    folders = {language: f"{language}/" for language in LANGUAGES[1:]}
    terms = glossary.terms()
    found: dict[str, dict[str, Any]] = {}
    fields = {**index["config"]["fields"], **BOOSTS}
    config = {**index["config"], "lang": ["terms"], "separator": SEPARATOR, "fields": fields}
    for language in LANGUAGES:
        folder = folders.get(language, "")
        others = tuple(f for f in folders.values() if f != folder)
        docs = [
            {**doc, **entry(doc["location"].removeprefix(folder), doc["title"], terms)}
            for doc in index["docs"]
            if doc["location"].startswith(folder) and not (not folder and doc["location"].startswith(others))
        ]
        found[language] = {**index, "config": config, "docs": docs}
    return found


def entry(location: str, title: str, terms: list[glossary.Term]) -> dict[str, str]:
    """Return where a page or a section is, and the names it goes by: the terms it teaches, and a page's title.

    A name is one word to the index, so that a part of it does not pass for the whole.
    """
    names = [] if "#" in location else [title]
    for term in terms:
        file, _, anchor = term.page.partition("#")
        address = f"{file.removesuffix('.md').removesuffix('index').rstrip('/')}/"
        if location == address + (f"#{anchor}" if anchor else ""):
            names += [name for language in LANGUAGES for name in (term.name[language], *term.also[language])]
    # Persian words joined by mistake. A title with punctuation stays as it is: the search would take two of its words
    # for one everywhere.
    names += [
        name.replace(" ", "") for name in names if re.fullmatch(f"[{LETTER}{ZWNJ}]+(?: [{LETTER}{ZWNJ}]+)+", name)
    ]
    joined = " ".join("•".join(re.split(f"(?:{SEPARATOR})+", name.strip("؟?"))) for name in names)
    return {"location": location, **({"names": joined} if names else {})}


def aliases(terms: list[glossary.Term]) -> list[list[str]]:
    """Return what each name is also called, in either language; a page that has the first name has all."""
    names = []
    for term in terms:
        for language in LANGUAGES:
            twins = [term.name[other] for other in LANGUAGES if other != language]
            names.append([term.name[language], *term.also[language], *twins])
    return names


def write(site: Path) -> None:
    """Write the indexes, and the glossary's names into the script that reads words."""
    path = site / "search" / "search_index.json"
    for language, index in split(json.loads(path.read_text("utf-8"))).items():
        folder = site if language == LANGUAGES[0] else site / language
        (folder / "search").mkdir(exist_ok=True)
        text = json.dumps(index, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        (folder / "search" / "search_index.json").write_text(text, "utf-8")
    for language in LANGUAGES[1:]:  # Material asks for it beside the index
        shutil.copy(site / "sitemap.xml", site / language / "sitemap.xml")
    for bundle in site.glob(BUNDLE):
        bundle.write_text(patched(bundle.read_text("utf-8"), "search-later", AT_ONCE, r"\1"), "utf-8")
    write_reader(site)


def write_reader(site: Path) -> None:
    """Write the script that reads words, with the glossary's names in it, and a copy for Material's search worker.

    The worker can load no modules. So its copy is one classic script, made of the letters and of what reads words.
    """
    letters, reader = (read(DOCS / SCRIPTS / name) for name in ("letters.js", "search_terms.js"))
    assert ALIASES in reader, f"search_terms.js has no {ALIASES} to write the names into"
    names = json.dumps(aliases(glossary.terms()), ensure_ascii=False, separators=(",", ":"))
    reader = reader.replace(ALIASES, f"const ALIASES = {names};")
    (site / SCRIPTS / "search_terms.js").write_text(reader, "utf-8")
    joined = "\n".join(MODULE.sub("", script) for script in (letters, reader))
    (site / READER).write_text(f'(() => {{\n"use strict";\n{joined}}})();\n', "utf-8")
