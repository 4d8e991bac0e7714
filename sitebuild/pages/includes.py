"""Reads the named regions of snippet files, which pages include with one line.

The snippets extension of PyMdown puts them into the page; this sees beforehand that a page shows nothing else, and
says in words what is wrong.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from sitebuild.core.markdown import QUOTE
from sitebuild.core.messages import stop
from sitebuild.core.project import SNIPPETS
from sitebuild.core.sources import body, pages, read
from sitebuild.pages import whole_functions

START = re.compile(r"^\s*# --8<-- \[start:([\w-]+)\]\s*$")
END = re.compile(r"^\s*# --8<-- \[end:([\w-]+)\]\s*$")
FENCE = re.compile(r"^(?P<indent>[> \t]*)(?P<ticks>`{3,}|~{3,})(?P<info>.*)$")
KIND = re.compile(r"\s*\{?\s*\.?(?P<kind>[^\s}]*)")
PYTHON = "python"
PLAIN = ("text", "console")  # the kinds of a fence that holds no code
# What may stand behind the ticks. With another word the site's Markdown takes the block for a line of code.
INFO = re.compile(r'python(?: alt="[^"]*")?|\{ ?\.python(?: \.[\w-]+)* ?\}|text|console')
INSIDE = (
    (re.compile(r">>> "), "Python", f"write ``` {PYTHON} and include a region"),
    (QUOTE, "a fact, which is quoted in text alone", "quote it in a sentence, or print it in a snippet"),
)
INCLUDE = re.compile(r'^\s*--8<-- "([\w/.-]+):([\w-]+)"\s*$')
INCLUDES = re.compile(INCLUDE.pattern, re.MULTILINE)
ANY_INCLUDE = re.compile(r"^[> \t]*;?-+8<-+")  # as the extension reads it
# What an indented paragraph may belong to; below anything else it is a block of code.
PARENT = re.compile(r"^\s*(?:[-*+] |\d+\. |!!! |\?\?\?\+? |\[\^|: |<)")


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
            if number == start + 1:
                raise stop((path, start), f"region {name!r} is empty", "put its code between the two marks")
            found[name] = (start, number - 1)
            name = None
    if name is not None:
        raise stop((path, start), f"region {name!r} is never closed", f"add `# --8<-- [end:{name}]`")
    return found


def regions(path: Path) -> dict[str, str]:
    """Return the regions of a snippet file by name, each ending in a newline, with the functions that they import."""
    lines = read(path).splitlines()
    written = {name: "\n".join(lines[a:b]).strip("\n") + "\n" for name, (a, b) in spans(path).items()}
    return {name: whole_functions.expanded(text) for name, text in written.items()}


def with_functions(markdown: str) -> str:
    """Return a page with the whole functions that it includes; what includes the rest knows files alone."""

    def put_in(match: re.Match[str]) -> str:
        file = SNIPPETS / match[1]
        if not file.is_file() or not whole_functions.IMPORT.search(read(file)):
            return match[0]
        start, end = spans(file)[match[2]]
        written = "\n".join(read(file).splitlines()[start:end])
        shown = regions(file)[match[2]]
        return shown.rstrip("\n") if whole_functions.IMPORT.search(written + "\n") else match[0]

    return INCLUDES.sub(put_in, markdown)


@dataclass(frozen=True)
class Fence:
    """A fenced block of a page: its first line, all of it, what stands behind its ticks, and what it holds."""

    line: int
    text: str
    info: str
    inside: str

    @property
    def kind(self) -> str:
        """The language that it names; an empty text if it names none."""
        found = KIND.match(self.info)
        return found["kind"] if found else ""


def fences(page: Path) -> list[Fence]:
    """Return the fenced blocks of a page.

    Raises
    ------
    PluginError
        If one is not closed, or is written so that this and the site's Markdown may not read it alike.
    """
    found: list[Fence] = []
    opened: tuple[int, str, str, str] | None = None
    lines = body(read(page)).splitlines(keepends=True)
    for number, line in enumerate(lines, 1):
        match = FENCE.match(line.rstrip("\n"))
        if opened is None and match:
            indent, ticks, info = match["indent"], match["ticks"], match["info"].strip()
            if ticks[0] == "~" or indent.strip(" "):
                what = "a fence of tildes, in a quotation or behind a tab would hide its code from the tests"
                raise stop((page, number), what, "write it with ``` behind spaces alone")
            if "`" in info:
                raise stop((page, number), "a fence begins and ends in one line", "write a short code as `code`")
            opened = number, indent, ticks, info
        elif opened is not None and match and match["ticks"][0] == "`":
            start, indent, ticks, info = opened
            if match["info"].strip():
                what = f"a fence begins inside that of line {start}, which is not closed"
                raise stop((page, number), what, f"close that of line {start} with {ticks} in a line of its own")
            if (match["indent"], match["ticks"]) != (indent, ticks):
                what = f"this does not close the fence of line {start}"
                raise stop((page, number), what, f"write {ticks} under the first ticks of line {start}")
            found.append(Fence(start, "".join(lines[start - 1 : number]), info, "".join(lines[start : number - 1])))
            opened = None
        elif opened is None and ("```" in line or "~~~" in line):
            raise stop((page, number), "a fence stands inside a line", "begin a line with it, behind spaces alone")
    if opened is not None:
        place = page, opened[0]
        what = "this fence is never closed: what follows would be published raw, and no test would see it"
        raise stop(place, what, f"write {opened[2]} in a line of its own behind the code")
    return found


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
    (name,) = files
    file = SNIPPETS / name
    if not file.resolve().is_relative_to(SNIPPETS.resolve()) or ".." in file.parts:
        raise stop((page, line), f"{name} is outside snippets/", "include a file of snippets/ by its path in there")
    if not file.is_file():
        raise stop((page, line), f"there is no snippet {name}", "check the path of the include")
    return Block(page, line, file, tuple(match[2] for match in includes if match))


def blocks(page: Path) -> list[Block]:
    """Return the Python blocks of a page."""
    return [block(page, one.line, one.inside) for one in fences(page) if one.kind == PYTHON]


def check(language: str) -> None:
    """Stop at the first code of a language that no test would see, or that includes what does not exist."""
    for page in pages(language).values():
        check_page(page)


def check_page(page: Path) -> None:
    """Stop at the first code of a page that no test would see, or that includes what does not exist."""
    rest = body(read(page)).splitlines()
    for one in fences(page):
        if one.kind == PYTHON:
            _ = block(page, one.line, one.inside).code  # which stops where a region does not exist
        elif one.kind not in PLAIN:
            what = (
                f"a fence of the kind {one.kind!r} would hide code from the tests"
                if one.kind
                else ("a fence without a kind would hide code from the tests")
            )
            mend = f"write ``` {PYTHON} and include a region, or ``` {' or ``` '.join(PLAIN)} for what is no code"
            raise stop((page, one.line), what, mend)
        else:
            for number, line in enumerate(one.inside.splitlines(), one.line + 1):
                for pattern, what, mend in INSIDE:
                    if pattern.search(line):
                        raise stop((page, number), f"a fence of text holds {what}", mend)
        if not INFO.fullmatch(one.info):
            what = f"the site's Markdown does not read {one.info!r} behind the ticks of a fence"
            raise stop((page, one.line), what, f"write ``` {one.kind}")
        ends = one.line - 1 + one.text.count("\n")
        rest[one.line - 1 : ends] = [""] * (ends - one.line + 1)
        if one.kind != PYTHON:
            rest[one.line : ends - 1] = [line if ANY_INCLUDE.match(line) else "" for line in one.inside.splitlines()]
    for number, line in enumerate(rest, 1):
        if ANY_INCLUDE.match(line):
            raise stop((page, number), "an include stands outside a block of Python", f"write it inside ``` {PYTHON}")
        if re.match(r" {4}|\t", line) and not rest[number - 2].strip() and line.strip():
            above = next((one for one in reversed(rest[: number - 1]) if re.match(r" {0,3}\S", one)), "")
            if not PARENT.match(above):
                what = "this indented paragraph is a block of code, which no test would see"
                raise stop((page, number), what, f"indent it less, or include a region inside ``` {PYTHON}")
