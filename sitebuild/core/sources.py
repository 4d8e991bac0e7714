"""Reads the text sources: any file, and of Markdown pages which there are, their front matter, their title, their body.

Every text that people write for the site comes through `read`, so that an odd file is a sentence and no traceback.
"""

import re
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError

from sitebuild.core import yaml_file
from sitebuild.core.cache import remember
from sitebuild.core.messages import line_of, problem, stop
from sitebuild.core.project import DOCS, LANGUAGES
from sitebuild.core.schema import Field, flag, list_of, mapping_of, number, one_of, record, text
from sitebuild.core.yaml_file import Node

FRONT_MATTER = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
SHORTEST, LONGEST = 50, 200  # letters of a description: what search engines show is about so long
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
MOST = 3000  # letters of a line; patterns of Python-Markdown take the square of their number
LONG = re.compile(rf"[^\n]{{{MOST + 1}}}")
CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
BOM = b"\xef\xbb\xbf"


def read(path: Path) -> str:
    """Return the text of a source.

    Raises
    ------
    PluginError
        If it is not there, a folder, not to be read, or no UTF-8.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise stop((path, None), "this file is not there", "write it, or mend the name where it is used") from None
    except IsADirectoryError:
        raise stop((path, None), "this is a folder, where a file is wanted", "give the folder another name") from None
    except OSError as error:
        mend = "look at what stands there, and at its rights"
        raise stop((path, None), f"this cannot be read: {error.strerror}", mend) from None
    mend = "save it as UTF-8, without a byte order mark"
    if data.startswith(UTF_16):
        raise stop((path, 1), "this is UTF-16, where UTF-8 is wanted", mend)
    if data.startswith(BOM):
        raise stop((path, 1), "this begins with a byte order mark, which hides what the first line is", mend)
    try:
        found = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        what = f"this is not UTF-8: byte {column} of the line is 0x{data[error.start]:02x}"
        raise stop((path, line), what, mend) from None
    if path.suffix == ".md" and (long := LONG.search(found)):
        what = f"this line has more than {MOST} letters, and what reads Markdown may never come to its end"
        raise stop((path, found.count("\n", 0, long.start()) + 1), what, "break it into paragraphs")
    if odd := CONTROL.search(found):
        what = f"this holds the control sign U+{ord(odd[0]):04X}, which nobody sees"
        raise stop((path, found.count("\n", 0, odd.start()) + 1), what, "take it out")
    return found.replace("\r\n", "\n").replace("\r", "\n")


def pages(language: str) -> dict[str, Path]:
    """Return the Markdown files of a language by their path inside it, such as ``pooling/index.md``."""
    root = DOCS / language
    return {p.relative_to(root).as_posix(): p for p in sorted(root.rglob("*.md"))}


# ---- front matter


def sentence(node: Node, mend: str) -> str:
    """Return a description: one line, neither too short nor too long to be shown by a search engine."""
    said = text(node, mend)
    if node.end != node.line:
        raise node.stop(f"{node.name} goes over several lines", "write it in one line; nothing else checks its letters")
    if mark := re.search(r"\{\{|\]\(|\*\*|[`$]", said):
        what = f"{node.name} holds {mark[0]}, and a description is plain text: no fact, formula or Markdown"
        raise node.stop(what, "say it in words")
    if not SHORTEST <= len(said) <= LONGEST:
        what = f"{node.name} has {len(said)} letters, but {SHORTEST} to {LONGEST} are wanted"
        raise node.stop(what, "say in one sentence what a reader learns on the page")
    return said


ANOTHER = "copy it from another lab"
KERNEL = record({name: Field(text, ANOTHER, True) for name in ("display_name", "language", "name")})
FIELDS = {
    "description": Field(sentence, "write `description:` and one sentence that says what the page is about", True),
    "needs": Field(list_of(text, "a list of pages"), "write it as needs: [kernels/index.md]"),
    "search": Field(
        record(
            {
                "boost": Field(number, "write a number, such as boost: 0.5"),
                "exclude": Field(flag, "write exclude: true"),
            }
        ),
        "write search: and below it boost: 0.5",
    ),
    "hide": Field(
        list_of(one_of(("navigation", "toc", "footer", "path")), "a list"), "write it as hide: [navigation, toc]"
    ),
    "jupyter": Field(record({"kernelspec": Field(KERNEL, ANOTHER, True)}), ANOTHER),
    "twin": Field(mapping_of(text, "a mapping from ids to sums"), "let `make stamp` write it"),
}
SCHEMA = record(FIELDS)


@remember
def checked(path: Path, page: str) -> dict[str, Any]:
    """Return the front matter of a page.

    Raises
    ------
    PluginError
        If it lacks something, or holds what nothing reads.
    """
    match = FRONT_MATTER.match(page)
    mend = "begin the page with --- in a line of its own, `description:` and --- in a line of its own"
    if match is None and page.startswith("---"):
        raise stop((path, 1), "the front matter is never closed", "put --- in a line of its own below it")
    if match is None or not match[1].strip():
        raise stop((path, 1), "the page has no description", mend)
    found = yaml_file.read(path, match[1], before=1)
    named = Node(path, found.line, found.end, "the front matter", 1, found.value)
    if named.value is not None and not isinstance(named.value, dict):
        raise stop((path, 2), f"the front matter is {found.said()}", mend)
    if not (named.value or {}).get("description"):
        raise stop((path, 1), "the page has no description", FIELDS["description"].mend)
    return SCHEMA(named, mend)


def front_matter(page: str) -> dict[str, Any]:
    """Return the front matter of a page, of which nothing is taken where `faults` finds something wrong."""
    try:
        return checked(Path("page.md"), page)
    except PluginError:
        return {}


def faults(path: Path, page: str) -> list[str]:
    """Return what is wrong in the front matter of a page, as messages."""
    try:
        found = checked(path, page)
    except PluginError as error:
        return [str(error)]
    told = []
    only = {"needs": LANGUAGES[0], "twin": LANGUAGES[1]}
    for language in LANGUAGES:
        for key in found:
            if path.is_relative_to(DOCS / language) and only.get(key, language) != language:
                line = line_of(page, page.index(f"\n{key}:") + 1)
                what = f"{key!r} is read in the pages of {only[key]} alone"
                told.append(problem((path, line), what, f"remove it, or move it to {only[key]}/"))
    for need in found.get("needs", ()):
        if not (DOCS / LANGUAGES[0] / need).is_file():
            line = line_of(page, page.index(need, page.index("\nneeds:")))
            told.append(
                problem((path, line), f"it needs {need}, which is not there", "name pages as in nav: kernels/index.md")
            )
    return told


# ---- title and body


def title(page: Path) -> str:
    """Return the title of a page: its first heading, or the file's name where it has none.

    A page without a heading, or one that is gone, is reported by language/twins.py.
    """
    found = re.search(r"^# (.*?)(?: \{.*\})?$", read(page) if page.is_file() else "", re.MULTILINE)
    return found[1] if found else page.stem


def is_lab(path: Path) -> bool:
    """Tell whether a Markdown file is a notebook: its front matter names a kernel."""
    return "jupyter" in front_matter(read(path))


def body(text: str) -> str:
    """Return a page with its front matter blanked; every line keeps its number."""
    return FRONT_MATTER.sub(lambda m: "\n" * m[0].count("\n"), text, count=1)
