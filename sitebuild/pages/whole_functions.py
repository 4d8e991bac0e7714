"""Puts the code of whole functions where a region imports them, so that a block which uses one still runs alone.

A region may say ``from snippets.functions.conv2d import conv2d``. In its place a page shows the function and all that
it needs of that folder, gathered from the files there: their imports once, constants and classes, the function itself,
and below it what it calls. What it does not need is left out.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sitebuild.core.cache import remember
from sitebuild.core.messages import stop
from sitebuild.core.project import SNIPPETS
from sitebuild.core.sources import read

FOLDER = SNIPPETS / "functions"
PACKAGE = "snippets.functions."
IMPORT = re.compile(rf"^from {re.escape(PACKAGE)}(\w+) import ([\w, ]+)\n", re.MULTILINE)
HEAD = "# Copyright (c) 2026 the contributors to this site. Licence: MIT\n"
FROM = "from {} import {}"
END = "\n\n# The functions end here; what follows shows them at work.\n"


@dataclass
class Module:
    """A file of the folder: what it says of itself, the names that it imports, and its definitions in their order."""

    path: Path
    says: str = ""
    imports: dict[str, tuple[str, str]] = field(default_factory=dict)  # module and name; no name: the module itself
    definitions: dict[str, ast.stmt] = field(default_factory=dict)

    @property
    def lines(self) -> list[str]:
        """Its text."""
        return read(self.path).splitlines()

    def text(self, name: str) -> str:
        """Return a definition as it is written, with the decorators above it."""
        node = self.definitions[name]
        first = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", []))])
        return "\n".join(self.lines[first - 1 : node.end_lineno])


def module(name: str) -> Module:
    """Read a file of the folder.

    Raises
    ------
    PluginError
        If there is no such file, or one of its statements has no place in a program of several files.
    """
    path = FOLDER / f"{name}.py"
    text = read(path)
    made = Module(path)
    for node in ast.parse(text).body:
        if isinstance(node, ast.Expr) and not made.says:
            made.says = "\n".join(text.splitlines()[node.lineno - 1 : node.end_lineno])
        elif isinstance(node, ast.ImportFrom) and not any(one.asname for one in node.names):
            made.imports |= {one.name: (str(node.module), one.name) for one in node.names}
        elif isinstance(node, ast.Import):
            made.imports |= {one.asname or one.name: (one.name, "") for one in node.names}
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            made.definitions[node.name] = node
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            made.definitions[node.targets[0].id] = node
        else:
            what = "this is no import, definition or constant, so a page cannot show it among those of other files"
            raise stop((path, node.lineno), what, "write it as one of these, an import without `as`")
    return made


def names_in(node: ast.stmt) -> Iterator[str]:
    """Yield the names that a statement mentions, those of types between quotation marks too."""
    for one in ast.walk(node):
        if isinstance(one, ast.Name):
            yield one.id
        elif isinstance(one, ast.Constant) and isinstance(one.value, str) and one.value.isidentifier():
            yield one.value


class Gathered:
    """The definitions that functions need, by file, and the imports of other packages."""

    def __init__(self) -> None:
        self.modules: dict[str, Module] = {}
        self.order: list[str] = []
        self.needed: dict[str, set[str]] = {}
        self.imports: set[tuple[str, str, str]] = set()

    def add(self, file: str, name: str) -> None:
        """Add a definition of a file and, before it, what it is made of."""
        if file not in self.modules:
            self.modules[file] = module(file)
            self.needed[file] = set()
        known = self.modules[file]
        if name not in known.definitions:
            what = f"{name} is not defined in this file, from which a snippet imports it"
            raise stop((known.path, None), what, "import it from where it is defined")
        if name in self.needed[file]:
            return
        self.needed[file].add(name)
        for mentioned in names_in(known.definitions[name]):
            if mentioned in known.definitions:
                self.add(file, mentioned)
            elif mentioned in known.imports:
                source, what = known.imports[mentioned]
                if source.startswith(PACKAGE):
                    self.add(source.removeprefix(PACKAGE), what)
                else:
                    self.imports.add((source, what, mentioned))
        if file not in self.order:
            self.order.append(file)  # behind those that it imports from

    def clashing(self) -> str:
        """Return a name that two files define, or an empty text."""
        seen: set[str] = set()
        for names in self.needed.values():
            if both := seen & names:
                return min(both)
            seen |= names
        return ""


def import_lines(imports: set[tuple[str, str, str]]) -> list[str]:
    """Return the lines that import, Python's own modules first, as the linter wants them."""
    plain = sorted(
        f"import {source}" + (f" as {name}" if name != source else "") for source, what, name in imports if not what
    )
    of: dict[str, set[str]] = {}
    for source, what, _ in imports:
        if what:
            of.setdefault(source, set()).add(what)
    lines = plain + [FROM.format(source, ", ".join(sorted(names))) for source, names in sorted(of.items())]
    ours = [line for line in lines if "numpy" in line]
    others = [line for line in lines if "numpy" not in line]
    return [*others, *([""] if ours and others else []), *ours]


@remember
def code(wanted: tuple[tuple[str, str], ...]) -> str:
    """Return a program that defines functions, each named by its file and its name.

    Raises
    ------
    PluginError
        If two of the files define the same name.
    """
    found = Gathered()
    for file, name in wanted:
        found.add(file, name)
    if name := found.clashing():
        path = next(found.modules[file].path for file, names in found.needed.items() if name in names)
        raise stop((path, None), f"two files that are shown together define {name}", "give one another name")
    parts = [HEAD + found.modules[wanted[0][0]].says, "\n".join(import_lines(found.imports))]
    constants: list[tuple[Module, str]] = []
    definitions: list[tuple[Module, str]] = []
    for file in reversed(found.order):  # the function that is wanted first, below it what it calls
        known = found.modules[file]
        for name, node in known.definitions.items():
            if name in found.needed[file]:
                (constants if isinstance(node, ast.Assign) else definitions).append((known, name))
    # A constant may be made of a class, as a type is.
    early = [known.text(name) for known, name in constants if not made_of_classes(known, name)]
    late = [known.text(name) for known, name in constants if made_of_classes(known, name)]
    classes = [known.text(name) for known, name in definitions if isinstance(known.definitions[name], ast.ClassDef)]
    functions = [known.text(name) for known, name in definitions if known.text(name) not in classes]
    top = "\n\n".join(part for part in (*parts, "\n".join(early)) if part)
    body = "\n\n\n".join([top, *classes, *(["\n".join(late)] if late else []), *functions])
    return body + "\n"


def made_of_classes(known: Module, name: str) -> bool:
    """Tell whether a constant needs a class that its file defines."""
    mentioned = set(names_in(known.definitions[name]))
    return any(isinstance(node, ast.ClassDef) and one in mentioned for one, node in known.definitions.items())


def expanded(region: str) -> str:
    """Return the text of a region in which the code of functions stands where it imports them."""
    imports = IMPORT.findall(region)
    if not imports:
        return region
    wanted = tuple((file, name.strip()) for file, names in imports for name in names.split(","))
    rest = IMPORT.sub("", region).strip("\n")
    shown = code(wanted)
    has = set(shown.splitlines())
    kept = [line for line in rest.splitlines() if not (line.startswith(("import ", "from ")) and line in has)]
    return shown + END + "\n".join(kept).strip("\n") + ("\n" if any(kept) else "")


def length(code: str) -> int:
    """Return how many lines of a block are the code of whole functions."""
    functions, end, _ = code.partition(END.strip("\n"))
    return functions.rstrip("\n").count("\n") + 1 if end and code.startswith(HEAD) else 0
