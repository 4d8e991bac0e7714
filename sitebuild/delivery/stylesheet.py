"""Joins the stylesheets of the theme and of the site into one, since the first paint of a page waits for each of them.

The theme's sheets also style what no page here has, so only those of their rules are taken that something on the site
could match. Material has no plugin for that; tools that do it for single pages would make a sheet for each page.
"""

import hashlib
import re
from collections.abc import Iterable, Set
from pathlib import Path
from typing import Any

import rcssmin
import tinycss2

from sitebuild.core.cache import remember

SHEET = "assets/stylesheets/all.css"
LINKS = re.compile(r'(?:<link rel="stylesheet" href="(?:(?:\.\./)*|[^"]*?/)assets/[^"]+">\s*)+')
LINK = re.compile(r'(<link rel="stylesheet" href="(?:(?:\.\./)*|[^"]*?/))(assets/[^"]+)(">)')
THEME = re.compile(r"assets/stylesheets/(?:main|palette)\.\w+\.min\.css")
NAMED = re.compile(r'\b(?:class|id)="([^"]*)"')
WORD = re.compile(r"[\w-]+")
NAME = re.compile(r"[.#]([\w-]+)")
# What is in these brackets need not be there for the selector to match, or not all of it.
CHOICE = re.compile(r':(?:not|is|where|has)\([^()]*\)|"[^"]*"')
# With this, each element of a page is styled twice more when Material sets a palette; performance.css says it of those
# that need it.
LEFT_OUT = "[data-md-color-switching]"
NESTED = ("media", "supports", "container", "layer")


def link_one_sheet(page: str) -> tuple[str, list[str]]:
    """Return a page that asks for one stylesheet in place of several, and the several in order."""
    links = LINK.findall(page)
    start, _, end = links[0]
    return LINKS.sub(f"{start}{SHEET}{end}\n", page, count=1), [path for _, path, _ in links]


def pruned(rules: Iterable[Any], names: Set[str] | None) -> str:
    """Return, without spaces, the rules that ask for no other classes and ids than these; all of them without names.

    Each is made smaller by itself: under some conditions rcssmin takes the space in ``.a :is(b)`` for one before a
    value.
    """
    kept = []
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [
                one
                for one in split(rule.prelude)
                if names is None or (set(NAME.findall(required(one))) <= names and LEFT_OUT not in one)
            ]
            if selectors:
                kept.append(rcssmin.cssmin(f"{','.join(selectors)}{{{tinycss2.serialize(rule.content)}}}"))
        elif rule.type == "at-rule" and rule.lower_at_keyword in NESTED and rule.content:
            inside = pruned(parsed(rule.content), names)
            if inside:
                kept.append(f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude).rstrip()}{{{inside}}}")
        elif rule.type == "at-rule" and not rule.content:
            kept.append(rule.serialize())  # with the ; that rcssmin would take for the last of all
        else:
            kept.append(rcssmin.cssmin(rule.serialize()))
    return "".join(kept)


def parsed(sheet: Any) -> list[Any]:
    """Return the rules of a sheet or of a block in one."""
    found: list[Any] = tinycss2.parse_rule_list(sheet, skip_comments=True, skip_whitespace=True)
    return found


def split(prelude: Iterable[Any]) -> list[str]:
    """Return the selectors of a rule."""
    parts: list[list[Any]] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return [tinycss2.serialize(part).strip() for part in parts]


def required(selector: str) -> str:
    """Return a selector without the parts that an element need not match."""
    while (less := CHOICE.sub("", selector)) != selector:
        selector = less
    return selector


def named(site: Path) -> set[str]:
    """Return the classes and ids of all pages, and the words of all scripts, which may set them."""
    said = " ".join(one for file in site.rglob("*.html") for one in NAMED.findall(file.read_text("utf-8")))
    return set(said.split()).union(*(WORD.findall(file.read_text("utf-8")) for file in site.rglob("*.js")))


@remember
def smaller(sheet: str, names: frozenset[str] | None) -> str:
    """Return a sheet that needs fewer bytes."""
    return pruned(parsed(sheet), names)


def write(site: Path, sheets: list[str], styles: dict[str, str]) -> None:
    """Join the sheets of all pages into one, in the same folder, so that relative addresses in it still hold.

    Parameters
    ----------
    site : Path
        The finished site.
    sheets : list of str
        The sheets, in order; all pages have the same.
    styles : dict
        The style that each class of the figures stands for.
    """
    names = named(site)
    parts = []
    for path in sheets:
        sheet = (site / path).read_text("utf-8")
        parts.append(smaller(sheet, frozenset(names & set(WORD.findall(sheet))) if THEME.fullmatch(path) else None))
        (site / path).unlink()
    # :not(#_) makes the selector as strong as an id, so that the class wins as the style attribute did.
    parts.append("".join(f".{name}:not(#_){{{style}}}" for name, style in sorted(styles.items())))
    sheet = "\n".join(parts) + "\n"
    (site / SHEET).write_text(sheet, "utf-8")
    # Its address changes with it: a browser that still has the last one would draw new figures in black.
    digest = hashlib.sha256(sheet.encode()).hexdigest()[:8]
    for file in site.rglob("*.html"):
        page = file.read_text("utf-8")
        file.write_text(page.replace(f'{SHEET}"', f'{SHEET}?{digest}"', 1), "utf-8")
