"""Joins the stylesheets of the theme and of the site into one, since the first paint of a page waits for each of them.

Those of the explorers are a fifth of it, and most pages have none. They come last in the order, and a page with
explorers asks for one more sheet: what all explorers share, with the sheets of its own.

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
EXPLORERS = "assets/explorers/"  # where the sheets stand that not all pages ask for
SHARED = f"{EXPLORERS}explorers.css"
BOX = re.compile(r'\bdata-explorer="(\w+)"')
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
# What the theme has and no page here. Its script names the classes all the same, so they count only where a page has
# them.
ABSENT = re.compile(
    r"md-(?:version|annotation|source|tag|status)(?:\b|_).*|tabbed\b.*"
    "|note|abstract|info|tip|success|question|warning|failure|danger|bug|example|quote"
)
# Its colours have names, of which a page has one for each use.
COLOUR = re.compile(r'\bdata-md-color-(primary|accent)="?([\w-]+)')
VARIABLE = re.compile(r"(?<!var\()--[\w-]+")
USED = re.compile(r"var\(\s*(--[\w-]+)")
NESTED = ("media", "supports", "container", "layer")


def link_sheets(page: str) -> tuple[str, list[str]]:
    """Return a page that asks for one stylesheet in place of several, or for two, and the several in order."""
    links = LINK.findall(page)
    start, _, end = links[0]
    asked = "".join(f"{start}{one}{end}\n" for one in (SHEET, *extra(page)))
    return LINKS.sub(lambda _: asked, page, count=1), [path for _, path, _ in links]


def extra(page: str) -> list[str]:
    """Return the sheet that a page with explorers asks for besides, if it has any."""
    names = sorted(set(BOX.findall(page)))
    return [f"assets/stylesheets/explorer-{'-'.join(names)}.css"] if names else []


def pruned(rules: Iterable[Any], names: Set[str] | None, used: Set[str] | None = None) -> str:
    """Return, without spaces, the rules that ask for no other classes and ids than these; all of them without names.

    Where it is said which variables are used, no others are set. Each rule is made smaller by itself: under some
    conditions rcssmin takes the space in ``.a :is(b)`` for one before a value.
    """
    kept = []
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [
                one for one in split(rule.prelude) if names is None or (asked(one) <= names and LEFT_OUT not in one)
            ]
            content = rule.content if used is None else setting(rule.content, used)
            if selectors and content:
                kept.append(rcssmin.cssmin(f"{','.join(selectors)}{{{tinycss2.serialize(content)}}}"))
        elif rule.type == "at-rule" and rule.lower_at_keyword in NESTED and rule.content:
            inside = pruned(parsed(rule.content), names, used)
            if inside:
                kept.append(f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude).rstrip()}{{{inside}}}")
        elif rule.type == "at-rule" and not rule.content:
            kept.append(rule.serialize())  # with the ; that rcssmin would take for the last of all
        else:
            kept.append(rcssmin.cssmin(rule.serialize()))
    return "".join(kept)


def asked(selector: str) -> set[str]:
    """Return the classes and ids that a selector asks for, and the names of colours."""
    whole = required(selector)
    return {*NAME.findall(whole), *colours(whole)}


def colours(text: str) -> set[str]:
    """Return the colours that a selector or a page names, each with what it is for."""
    return {"=".join(one) for one in COLOUR.findall(text)}


def setting(content: Any, used: Set[str]) -> list[Any]:
    """Return the declarations of a rule without those of variables that nothing uses."""
    found = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    return [one for one in found if one.type != "declaration" or not one.name.startswith("--") or one.name in used]


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
    """Return the classes and ids of all pages, with the names of their colours, and the words of all scripts.

    Scripts may set any of these, but for what no page here has.
    """
    pages = [file.read_text("utf-8") for file in site.rglob("*.html")]
    said = set(" ".join(one for page in pages for one in NAMED.findall(page)).split())
    words = {word for file in site.rglob("*.js") for word in WORD.findall(file.read_text("utf-8"))}
    return said.union((word for word in words if not ABSENT.fullmatch(word)), *map(colours, pages))


@remember
def smaller(sheet: str, names: frozenset[str] | None, used: frozenset[str] | None = None) -> str:
    """Return a sheet that needs fewer bytes."""
    return pruned(parsed(sheet), names, used)


def write(site: Path, sheets: list[str], styles: dict[str, str]) -> None:
    """Join the sheets of all pages into one, those of explorers into one for each choice of them that a page has.

    They stand in the same folder as the first, so that relative addresses in it still hold.

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
    parts: dict[str, str] = {}
    for path in sheets:
        sheet = (site / path).read_text("utf-8")
        asked_for = names & {*WORD.findall(sheet), *colours(sheet)}
        parts[path] = smaller(sheet, frozenset(asked_for) if THEME.fullmatch(path) else None)
        (site / path).unlink()
    used = {name for part in (*parts.values(), *styles.values()) for name in USED.findall(part)}
    for kind, names_in in (("*.html", USED), ("*.js", VARIABLE)):
        used |= {name for file in site.rglob(kind) for name in names_in.findall(file.read_text("utf-8"))}
    for path in filter(THEME.fullmatch, parts):
        parts[path] = smaller(parts[path], None, frozenset(used))
    common = [part for path, part in parts.items() if not path.startswith(EXPLORERS)]
    # :not(#_) makes the selector as strong as an id, so that the class wins as the style attribute did.
    common.append("".join(f".{name}:not(#_){{{style}}}" for name, style in sorted(styles.items())))
    addresses = {SHEET: written(site, SHEET, common)}
    for file in site.rglob("*.html"):
        page = file.read_text("utf-8")
        for sheet in extra(page):
            if sheet not in addresses:
                own = {SHARED, *(f"{EXPLORERS}{name}.css" for name in BOX.findall(page))}
                addresses[sheet] = written(site, sheet, [part for path, part in parts.items() if path in own])
        for sheet in (SHEET, *extra(page)):
            page = page.replace(f'{sheet}"', f'{addresses[sheet]}"', 1)
        file.write_text(page, "utf-8")


def written(site: Path, name: str, parts: list[str]) -> str:
    """Write the parts of a sheet, and return its address.

    The address changes with the sheet: a browser that still has the last one would draw new figures in black.
    """
    sheet = "\n".join(parts) + "\n"
    (site / name).write_text(sheet, "utf-8")
    return f"{name}?{hashlib.sha256(sheet.encode()).hexdigest()[:8]}"
