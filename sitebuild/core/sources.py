"""Reads the Markdown pages: which there are, what stands in their front matter, their title, their body."""

import re
from pathlib import Path
from typing import Any

import yaml

from sitebuild.core.cache import remember
from sitebuild.core.project import DOCS

FRONT_MATTER = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)


def pages(language: str) -> dict[str, Path]:
    """Return the Markdown files of a language by their path inside it, such as ``pooling/index.md``."""
    root = DOCS / language
    return {p.relative_to(root).as_posix(): p for p in sorted(root.rglob("*.md"))}


@remember
def front_matter(text: str) -> dict[str, Any]:
    """Return the front matter of a page."""
    match = FRONT_MATTER.match(text)
    try:
        found = yaml.safe_load(match[1]) if match else {}
    except yaml.YAMLError:
        found = {}  # language/twins.py says that the page has no description
    return found if isinstance(found, dict) else {}


def title(page: Path) -> str:
    """Return the title of a page: its first heading, or the file's name where it has none.

    A page without a heading, or one that is gone, is reported by language/twins.py.
    """
    text = page.read_text("utf-8") if page.is_file() else ""
    found = re.search(r"^# (.*?)(?: \{.*\})?$", text, re.MULTILINE)
    return found[1] if found else page.stem


def is_lab(path: Path) -> bool:
    """Tell whether a Markdown file is a notebook: its front matter names a kernel."""
    head = FRONT_MATTER.match(path.read_text("utf-8"))
    return bool(head and "kernelspec:" in head[1])


def body(text: str) -> str:
    """Return a page with its front matter blanked; every line keeps its number."""
    return FRONT_MATTER.sub(lambda m: "\n" * m[0].count("\n"), text, count=1)
