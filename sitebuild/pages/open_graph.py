"""Gives each page its card and what else is shown of it where somebody shares its address: title, description, picture.

make/card.py draws the cards and says why Material's social plugin cannot; main.html writes the tags.
"""

import base64
import html
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError

from sitebuild.core import cache
from sitebuild.core.project import DOCS
from sitebuild.core.sources import faults, front_matter, read
from sitebuild.language.words import word
from sitebuild.make import card, worker
from sitebuild.make.job import Job, Words
from sitebuild.pages import facts, figures

FOLDER = "assets/cards/"
LOCALES = {"en": "en_GB", "fa": "fa_IR"}


def described(page: Path) -> str:
    """Return the description of a page, which it must have: nobody can share it in other words."""
    text = read(page)
    found = front_matter(text).get("description")
    if not found:
        raise PluginError("\n".join(faults(page, text)))
    return str(found)


def shared(page: Any, site_name: str, known: dict[str, dict[str, Any]]) -> tuple[Job, dict[str, Any]]:
    """Return the work that a page's card needs, and what the template says of it; `known` are the facts."""
    source = DOCS / page.file.src_uri
    language, _, name = page.file.src_uri.removesuffix(".md").partition("/")
    home = name == "index"  # MkDocs knows one home page, the English
    title = html.unescape(page.title)
    named = [match for _, match in figures.named(source)]
    chapter = html.unescape(page.parent.title) if page.parent else ""
    words = Words(language, title, chapter, site_name)
    shown = facts.quoted(named[0]["alt"], language, known, source) if named else word(language, "card", "alt")
    job = Job("card", named[0]["name"] if named else "", language, name, words)
    return job, {
        "type": "website" if home else "article",
        "title": title,
        "description": described(source),
        "image": f"{FOLDER}{language}/{name}.png",
        "alt": f"{title}{'' if title.endswith(('?', '؟')) else '.'} {shown}",
        "width": card.WIDTH,
        "height": card.HEIGHT,
        "locale": LOCALES[language],
        "others": [locale for other, locale in LOCALES.items() if other != language],
    }


def describe(files: Any, config: Any, known: dict[str, dict[str, Any]], serving: bool) -> dict[str, dict[str, Any]]:
    """Return what the template says of each card of the language being built, by page; draw them, unless `serving`.

    `known` are the facts, which the description of a card's figure may quote.
    """
    found = {
        file.src_uri: shared(file.page, config.site_name, known)
        for file in files.documentation_pages()
        if file.page is not None
    }
    if not serving:
        draw([(job, said["image"]) for job, said in found.values()], config)
    return {uri: said for uri, (_, said) in found.items()}


def draw(cards: list[tuple[Job, str]], config: Any) -> None:
    """Draw cards into the site, each to its place."""
    done, account = worker.results(job for job, _ in cards)
    for job, place in cards:
        cache.write(Path(config.site_dir) / place, base64.b64decode(done[job]["png"]))
    language = config.plugins["i18n"].current_language
    print(f"cards ({language}): {account.made} drawn, {account.recalled} cached, {account.seconds:.1f} s")
