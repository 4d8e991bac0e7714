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
from sitebuild.core.script import set_value
from sitebuild.core.sources import read
from sitebuild.language import glossary

SCRIPTS = "assets/javascripts"
# Where Material's search worker looks for the language `terms` that the index names.
READER = f"{SCRIPTS}/lunr/min/lunr.terms.min.js"
NAMES = "const NAMES = {};"
MODULE = re.compile(r"^import .*\n|^export ", re.MULTILINE)
BUNDLE = "assets/javascripts/bundle.*.min.js"
# Material's script asks for the index when a page is opened, but when it is opened from a folder: then, when a reader
# begins to search. The index is half of what a page would weigh, so the latter holds for both here.
AT_ONCE = re.compile(r'[\w$]+\([\w$]+\(location\.protocol!=="file:"\),([\w$]+\("search"\))\)')
# Material's script looks at what is typed when a key is let go: what is pasted by mouse or dictated has none.
TYPED = re.compile(r"""(\bpipe\([\w$]+\([\w$]+\)\),[\w$]+\([\w$]+,)"keyup"(?=\),)""")
# Material's worker raises pages over their sections, by up to five times, after the sections have been ranked.
WORKER = "assets/javascripts/workers/search.*.min.js"
RAISED = re.compile(r"\bscore:([\w$]+)\*\(1\+[\w$]+\([\w$]+,2\)\)")
# Spaces and punctuation of both languages. A half space is inside a word, and so is the point of a decimal.
SEPARATOR = r"[\s\-–—()\[\]{}«»‹›“”„‟‘’‚‛\"'`´,،;؛:!?؟…/|\\<>=+*^~@#$&%•·→⌊⌋⌈⌉]+|\.(?!\d)"


def split(index: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the index of each language; the first language's pages are those in no other's folder."""
    folders = {language: f"{language}/" for language in LANGUAGES[1:]}
    terms = glossary.terms()
    found: dict[str, dict[str, Any]] = {}
    config = {**index["config"], "lang": ["terms"], "separator": SEPARATOR}
    for language in LANGUAGES:
        folder = folders.get(language, "")
        others = tuple(f for f in folders.values() if f != folder)
        docs = [
            {**doc, **entry(doc["location"].removeprefix(folder), terms)}
            for doc in index["docs"]
            if doc["location"].startswith(folder) and not (not folder and doc["location"].startswith(others))
        ]
        found[language] = {**index, "config": config, "docs": docs}
    return found


def entry(location: str, terms: list[glossary.Term]) -> dict[str, Any]:
    """Return where a page or a section is, and the keys of the terms that it teaches."""
    teaches = []
    for term in terms:
        file, _, anchor = term.page.partition("#")
        address = f"{file.removesuffix('.md').removesuffix('index').rstrip('/')}/"
        if location == address + (f"#{anchor}" if anchor else ""):
            teaches.append(term.key)
    return {"location": location, **({"teaches": teaches} if teaches else {})}


def names(terms: list[glossary.Term]) -> dict[str, list[list[str]]]:
    """Return what each term is called in each language, the chosen name first; and what only searches call it."""
    return {
        term.key: [
            *([term.name[language], *term.also[language]] for language in LANGUAGES),
            [name for language in LANGUAGES for name in term.searched[language]],
        ]
        for term in terms
    }


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
        script = patched(bundle.read_text("utf-8"), "search-later", AT_ONCE, r"\1")
        bundle.write_text(patched(script, "search-typed", TYPED, r'\1"input"'), "utf-8")
    for worker in site.glob(WORKER):
        worker.write_text(patched(worker.read_text("utf-8"), "search-ranked", RAISED, r"score:\1"), "utf-8")
    write_reader(site)


def write_reader(site: Path) -> None:
    """Write the script that reads words, with the glossary's names in it, and what Material's search worker loads.

    The worker can load no modules. So it gets one classic script, made of the letters, of what reads words and of what
    ranks results; pages need no copy of the last.
    """
    letters, reader, ranker = (
        read(DOCS / SCRIPTS / f"{name}.js") for name in ("letters", "search_terms", "search_rank")
    )
    reader = set_value(reader, NAMES, names(glossary.terms()))
    (site / SCRIPTS / "search_terms.js").write_text(reader, "utf-8")
    joined = "\n".join(MODULE.sub("", script) for script in (letters, reader, ranker))
    (site / READER).write_text(f'(() => {{\n"use strict";\n{joined}}})();\n', "utf-8")
