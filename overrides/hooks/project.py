"""Where things are, and how a build error speaks: the few facts that every hook shares."""

import functools
import re
from collections.abc import Callable
from pathlib import Path
from types import CodeType
from typing import Any, TypeVar

import yaml
from mkdocs.exceptions import PluginError

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
SNIPPETS = ROOT / "snippets"
CACHE = ROOT / ".cache"
LANGUAGES = ("en", "fa")

PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")

Place = tuple[Path, int]

Function = TypeVar("Function", bound=Callable[..., Any])
caches: dict[tuple[str, CodeType], Any] = {}


def pure(function: Function) -> Function:
    """Have a function of its arguments alone compute each result once, in all the builds of one `make serve`.

    MkDocs loads a hook once more than those who import it; with functools.cache each would compute by itself. Who gets
    a list or dict leaves that as it is.
    """
    code = function.__code__
    return caches.setdefault((code.co_filename, code), functools.lru_cache(maxsize=4096)(function))


def shown(path: Path) -> str:
    """Return a path as a reader of an error message knows it: relative to the project."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)


def problem(place: Place, what: str, mend: str) -> str:
    """Say where something is wrong, what it is and what to do about it."""
    path, line = place
    return f"{shown(path)}:{line}: {what}\n    To mend it: {mend}"


def stop(place: Place, what: str, mend: str) -> PluginError:
    """Return the error that stops the build with such a message."""
    return PluginError(problem(place, what, mend))


def line_of(text: str, offset: int) -> int:
    """Return the number of the line that holds a character."""
    return text.count("\n", 0, offset) + 1


def pages(language: str) -> dict[str, Path]:
    """Return the Markdown files of a language by their path inside it, such as ``pooling/index.md``."""
    root = DOCS / language
    return {p.relative_to(root).as_posix(): p for p in sorted(root.rglob("*.md"))}


FRONT_MATTER = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)


@pure
def front_matter(text: str) -> dict[str, Any]:
    """Return the front matter of a page."""
    match = FRONT_MATTER.match(text)
    try:
        found = yaml.safe_load(match[1]) if match else {}
    except yaml.YAMLError:
        found = {}  # twins.py says that the page has no description
    return found if isinstance(found, dict) else {}


def title(page: Path) -> str:
    """Return the title of a page, its first heading; its name where it has none or is gone, which twins.py reports."""
    text = page.read_text("utf-8") if page.is_file() else ""
    found = re.search(r"^# (.*?)(?: \{.*\})?$", text, re.MULTILINE)
    return found[1] if found else page.stem


def is_lab(path: Path) -> bool:
    """Tell whether a Markdown file is a notebook: its front matter names a kernel."""
    head = FRONT_MATTER.match(path.read_text("utf-8"))
    return bool(head and "kernelspec:" in head[1])


def body(text: str) -> str:
    """Blank a page's front matter, keeping its line numbers."""
    return FRONT_MATTER.sub(lambda m: "\n" * m[0].count("\n"), text, count=1)


def localised(number: str, language: str) -> str:
    """Write a formatted number in a language's digits and signs.

    A number with a sign or more than one part, such as a range or a size, is isolated: bare, it would be reordered in
    right-to-left text.
    """
    number = number.replace("-", "\N{MINUS SIGN}")
    if language != "fa":
        return number
    persian = re.sub(r"(?<=\d)\.(?=\d)", "٫", number)
    persian = re.sub(r"(?<=\d),(?=\d{3})", "٬", persian).replace("%", "٪").translate(PERSIAN_DIGITS)
    if re.fullmatch(r"[۰-۹٫٬]+٪?", persian) or any(letter.isalpha() for letter in persian):
        return persian
    return f"\N{LEFT-TO-RIGHT ISOLATE}{persian}\N{POP DIRECTIONAL ISOLATE}"
