"""Reads the named regions of snippet files, which pages include with one line.

The snippets extension of PyMdown puts them into the page; this sees beforehand that a page shows nothing else, and
says in words what is wrong.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sitebuild.core.messages import line_of, stop
from sitebuild.core.project import SNIPPETS
from sitebuild.core.sources import body, pages, read

START = re.compile(r"^\s*# --8<-- \[start:([\w-]+)\]\s*$")
END = re.compile(r"^\s*# --8<-- \[end:([\w-]+)\]\s*$")
FENCE = re.compile(
    r"^(?P<indent> *)(?P<ticks>`{3,}) *(?P<info>[^\n]*)\n(?P<inside>.*?)^(?P=indent)(?P=ticks) *$", re.M | re.S
)
PYTHON = re.compile(r"\{?\s*\.?py(thon)?\b")
INCLUDE = re.compile(r'^\s*--8<-- "([\w/.-]+):([\w-]+)"\s*$')


@dataclass(frozen=True)
class Block:
    """A code block of a page: where it stands, the snippet file and the regions that it includes."""

    page: Path
    line: int
    file: Path
    names: tuple[str, ...]

    @property
    def code(self) -> str:
        """The code as a reader copies it."""
        found = regions(self.file)
        for name in self.names:
            if name not in found:
                raise stop(
                    (self.page, self.line),
                    f"{self.file.relative_to(SNIPPETS)} has no region {name!r}",
                    f"include one of {', '.join(found) or '(it has none)'}, or mark the region in the file",
                )
        return "\n".join(found[name] for name in self.names)


def spans(path: Path) -> dict[str, tuple[int, int]]:
    """Return the first line of each region of a snippet file, and the line after its last, counted from 0.

    Raises
    ------
    PluginError
        If a region is left open, ends before it starts, nests, or has a name twice.
    """
    found: dict[str, tuple[int, int]] = {}
    name, start = None, 0
    for number, line in enumerate(read(path).splitlines(), 1):
        if match := START.match(line):
            if name is not None or match[1] in found:
                raise stop((path, number), f"region {match[1]!r} starts twice or inside another", "rename or close it")
            name, start = match[1], number
        elif match := END.match(line):
            if name is None or match[1] != name:
                raise stop((path, number), f"region {match[1]!r} ends here but is not open", "check the two markers")
            found[name] = (start, number - 1)
            name = None
    if name is not None:
        raise stop((path, start), f"region {name!r} is never closed", f"add `# --8<-- [end:{name}]`")
    return found


def regions(path: Path) -> dict[str, str]:
    """Return the regions of a snippet file by name, each ending in a newline."""
    lines = read(path).splitlines()
    return {name: "\n".join(lines[a:b]).strip("\n") + "\n" for name, (a, b) in spans(path).items()}


def fences(page: Path) -> Iterator[tuple[int, str, str, str]]:
    """Yield the fenced blocks of a page: line, whole text, info string, content."""
    text = body(read(page))
    for match in FENCE.finditer(text):
        yield line_of(text, match.start()), match[0], match["info"].strip(), match["inside"]


def block(page: Path, line: int, inside: str) -> Block:
    """Read the include lines of a fence.

    Raises
    ------
    PluginError
        If the fence holds anything but include lines of one existing file.
    """
    includes = [INCLUDE.match(one) for one in inside.splitlines() if one.strip()]
    if not includes or not all(includes):
        raise stop(
            (page, line),
            "this code is typed into the page",
            'move it to a region of a file in snippets/ and include it: --8<-- "topic/name.py:region"',
        )
    files = {match[1] for match in includes if match}
    if len(files) > 1:
        raise stop((page, line), "a block mixes regions of several files", "a block shows regions of one file")
    file = SNIPPETS / files.pop()
    if not file.is_file():
        raise stop((page, line), f"there is no snippet {file.relative_to(SNIPPETS)}", "check the path of the include")
    return Block(page, line, file, tuple(match[2] for match in includes if match))


def blocks(page: Path) -> list[Block]:
    """Return the Python blocks of a page."""
    return [block(page, line, inside) for line, _, info, inside in fences(page) if PYTHON.match(info)]


def check(language: str) -> None:
    """Stop at the first block of a language that is typed into a page or includes what does not exist."""
    for page in pages(language).values():
        text = body(read(page))
        if other := re.search(r"^ *~~~", text, re.MULTILINE):
            place = (page, line_of(text, other.start()))
            raise stop(place, "a fence of tildes would hide its code from the tests", "write it with ```")
        for one in blocks(page):
            _ = one.code  # which stops where a region does not exist
