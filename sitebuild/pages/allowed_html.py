"""Says what HTML the content of a page may hold, and stops the build at anything else.

A page may carry a little HTML of its own, and attributes behind its Markdown. Browsers read odd HTML in ways that no
parser here follows to the end, so nothing odd is let through: what has a ``<`` is one of the tags below, written
plainly, with attributes of this list between double quotes. It is asked of the finished content, so it does not matter
whether a fact, a meaning, the output of a lab or an author brought it.
"""

import functools
import re
from html import unescape
from pathlib import Path
from typing import Any

from sitebuild.core.messages import line_where, stop
from sitebuild.core.project import DOCS
from sitebuild.core.sources import read

TAG = re.compile(r'<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)(?P<said>(?:\s+[a-zA-Z-]+(?:="[^"<>]*")?)*)\s*/?>')
ATTRIBUTE = re.compile(r'(?P<name>[a-zA-Z-]+)(?:="(?P<value>[^"]*)")?')
ANY = "aria-hidden aria-label class dir id lang role tabindex title"
# Attributes besides those; for the maths, what the converter writes.
ELEMENTS = {
    "a": "download href rel",
    "abbr bdi blockquote br code dd del dl dt em h1 h2 h3 h4 h5 h6 hr ins kbd li p pre s small strong sub sup": "",
    "b i u ul caption tbody thead tr summary": "",
    "details": "open",
    "div": "data-exercise data-explorer data-start markdown",
    "img": "alt height loading src width",
    "ol": "start",
    "span": "data-written",
    "table td th": "colspan rowspan scope style",
    "math": "display",
    "mfrac mi mn mo mover mpadded mphantom mroot mrow mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder"
    " munderover": "accent columnalign columnlines columnspacing depth displaystyle fence form height linethickness"
    " lspace mathsize mathvariant maxsize minsize movablelimits rowspacing rspace scriptlevel separator stretchy"
    " symmetric voffset width",
}
ALLOWED = {name: {*ANY.split(), *more.split()} for names, more in ELEMENTS.items() for name in names.split()}
SPACE = re.compile(r"[\x00-\x20]")  # a browser passes over these in an address
SCHEME = re.compile(r"[a-z][\w+.-]*:|//|\\", re.IGNORECASE)
LINKED = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
DRAWN = "figure:"  # pages/figures.py sets the figure in
ALIGNED = "text-align: right;"  # what Markdown writes; delivery/repair_html.py makes a class of it
VOID = {"br", "hr", "img"}
COLOURED = DOCS / "assets/stylesheets/coloured-words.css"
TAKEN = re.compile("__.*|scripts")  # ids by which the theme and the templates find parts of their own


def fault(html: str) -> tuple[str, str, str] | None:
    """Return the first thing that may not stand in content: how it begins, what it is, and what to do about it."""
    end = 0
    opened: list[tuple[str, str]] = []
    for start in re.finditer("<", html):
        if start.start() < end:
            continue
        tag = TAG.match(html, start.start())
        if not tag:
            seen = html[start.start() : start.start() + 40]
            return seen, f"{seen!r} is no plain tag", 'write < as &lt;, and a tag plainly: <span lang="fa">…</span>'
        end = tag.end()
        name = tag["name"]
        if name not in ALLOWED:
            listed = "sitebuild/pages/allowed_html.py lists what a page may hold"
            return tag[0], f"a page may not hold <{name}>", f"write it in Markdown; {listed}"
        for attribute in ATTRIBUTE.finditer(tag["said"]):
            if wrong := wrong_attribute(name, attribute["name"], unescape(attribute["value"] or "")):
                return attribute[0], *wrong
        if name == "img" and not re.search(r' alt="[^"]*[^"\s]', tag["said"]):
            src = re.search(r'src="([^"]*)"', tag["said"])
            return src[1] if src else tag[0], "a picture has no description", "say what it shows: ![what it shows](…)"
        if tag["end"]:
            if name not in [one for one, _ in opened]:
                return tag[0], f"</{name}> closes nothing here", f"take it away, or write <{name}> before it"
            if opened[-1][0] != name:
                break
            opened.pop()
        elif name not in VOID and not tag[0].endswith("/>"):
            opened.append((name, tag[0]))
    return (opened[-1][1], f"<{opened[-1][0]}> is never closed", f"write </{opened[-1][0]}>") if opened else None


@functools.cache
def coloured() -> set[str]:
    """Return the classes that a word in bold may have: its colour in the figures."""
    return set(re.findall(r"^\.md-typeset \.([\w-]+) \{", read(COLOURED), re.MULTILINE))


def wrong_attribute(element: str, name: str, value: str) -> tuple[str, str] | None:
    """Return what is wrong with an attribute, and what to do about it; None where nothing is."""
    address = SPACE.sub("", value)
    if name not in ALLOWED[element]:
        return f"<{element}> may not have {name}", "leave it out; a class and the stylesheets can say how it looks"
    if name == "href" and SCHEME.match(address) and not LINKED.match(address):
        return f"a link to {value[:60]!r} could run or load something", "link to a page, or to a whole https address"
    if name == "src" and SCHEME.match(address) and not address.startswith(DRAWN):
        return f"the picture {value[:60]!r} is not of this site", "put it under docs/assets and name it from there"
    if name == "style" and value != ALIGNED:
        return f"the site's policy refuses the style {value[:60]!r}", "align a column to the right, or give it a class"
    if element == "strong" and name == "class" and not set(value.split()) <= coloured():
        return f"no words are coloured as {value!r}", f"write one of {', '.join(sorted(coloured()))}"
    if name == "id" and TAKEN.fullmatch(value):
        return f"the id {value!r} is one of the theme's own", "choose another"
    return None


def check(html: str, source: Path) -> str:
    """Return the content of a page as it is.

    Raises
    ------
    PluginError
        If it holds what a page may not.
    """
    if found := fault(html):
        seen, what, mend = found
        raise stop((source, found_in(source, seen)), what, mend)
    return html


def found_in(source: Path, seen: str) -> int:
    """Return the line of a source where something is written, or its beginning; 1 where it comes from elsewhere."""
    first = seen.split("=")[0].split()[0].rstrip(">")
    return line_where(read(source), seen, *seen.split('"')[1:2], seen[:12], first, unescape(seen)[:12])


def check_words(page: Any) -> None:
    """Stop where the front matter or the title of a page holds HTML: the theme writes both as they are.

    Raises
    ------
    PluginError
        With the line.
    """
    source = DOCS / page.file.src_uri
    for name, value in [*page.meta.items(), ("title", page.title or "")]:
        for text in texts(value):
            if wrong := re.search(r'[<>"]', text):
                what = f"the {name} of this page holds {wrong[0]}, which would be HTML"
                raise stop((source, found_in(source, text)), what, "write it in words, or with other quotation marks")


def texts(value: object) -> list[str]:
    """Return every text in a value of the front matter."""
    if isinstance(value, dict):
        return [text for key, one in value.items() for text in (*texts(key), *texts(one))]
    if isinstance(value, list):
        return [text for one in value for text in texts(one)]
    return [value] if isinstance(value, str) else []
