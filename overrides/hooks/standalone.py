"""Writes the code of each figure as one file that needs nothing of this project: ``assets/figures/<topic>/<name>.py``.

The file holds what ``figure(t)`` of the snippet reaches, and no more: of the snippet itself and of what it imports from
``snippets``. Galleries offer their example file as it is, which here would stop at the first such import.
"""

import ast
import re
import symtable
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import figures
import palette
import workshop
from project import DOCS, ROOT, SNIPPETS, pure, stop

DRAWING = SNIPPETS / "drawing.py"
LIBRARIES = {"numpy": "NumPy", "matplotlib": "Matplotlib"}
DPI = 144  # two pixels for each px of the figure on the page
COLOUR = '''\
def colour(role):
    """Return the colour of a role."""
    return COLOURS[role]'''
RUN = '''\
def t(label, **values):
    """Fill values into a label."""
    return label.format(**{{name: str(value).replace("-", "\N{MINUS SIGN}") for name, value in values.items()}})


matplotlib.rcParams["text.parse_math"] = False  # labels are plain text
figure(t).savefig("{name}.png", dpi={dpi}, transparent=True, facecolor="{paper}")
'''


@dataclass
class Statement:
    """A statement at the top level of a snippet file."""

    text: str
    first: int  # its lines, with the comment above it
    last: int
    defines: bool  # a function or class, whose inside runs later
    binds: set[str]
    sets: set[str]  # those that it binds in any case; a loop may have no round
    uses: set[str]
    members: set[tuple[str, str]]  # what it takes of a module: drawing.grid is ("drawing", "grid")
    changes: set[str]  # names that it changes without binding them: picture[0] = 1


@dataclass
class Module:
    """A snippet file, taken apart."""

    path: Path
    docstring: str = ""
    statements: list[Statement] = field(default_factory=list)
    # Names imported from snippets: the file they come from, and their name there; none where it is the file itself.
    ours: dict[str, tuple[Path, str]] = field(default_factory=dict)
    # Names imported from elsewhere: the module, and their name there; none for `import module as name`.
    others: dict[str, tuple[str, str]] = field(default_factory=dict)


# ---- taking a snippet file apart


def module(path: Path) -> Module:
    """Return a snippet file, taken apart."""
    return _module(path, path.stat().st_mtime_ns)


@pure  # drawing.py is part of every figure
def _module(path: Path, changed: int) -> Module:
    source = path.read_text("utf-8")
    lines = source.splitlines()
    tree = ast.parse(source, path)
    made = Module(path, ast.get_docstring(tree) or "")
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            imported(node, made)
        elif not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            made.statements.append(statement(node, lines))
    generators = {n for s in made.statements if "default_rng(" in s.text and not s.defines for n in s.binds}
    for one in made.statements:
        if not one.defines:
            one.changes |= one.uses & generators  # who draws a number changes the next one
    if path == DRAWING:
        coloured(made)
    return made


def imported(node: ast.Import | ast.ImportFrom, made: Module) -> None:
    """Note what an import of a snippet file binds."""
    for alias in node.names:
        name = alias.asname or alias.name
        if isinstance(node, ast.Import):
            if alias.name.split(".")[0] == SNIPPETS.name:
                raise stop((made.path, node.lineno), "this import names snippets as a whole", "write from snippets …")
            made.others[name] = (alias.name, "")
        elif node.module and node.module.split(".")[0] == SNIPPETS.name:
            file = ROOT / f"{node.module.replace('.', '/')}.py"
            inside = ROOT / node.module.replace(".", "/") / f"{alias.name}.py"
            made.ours[name] = (file, alias.name) if file.is_file() else (inside, "")
        else:
            made.others[name] = (node.module or "", alias.name)


def statement(node: ast.stmt, lines: list[str]) -> Statement:
    """Return a statement with what it does to which names."""
    defines = isinstance(node, ast.FunctionDef | ast.ClassDef)
    first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
    last = node.end_lineno or first
    binds, uses = names("\n".join(lines[first - 1 : last]))
    sets = binds if defines or isinstance(node, ast.Assign | ast.AnnAssign | ast.With) else set()
    if isinstance(node, ast.For):
        uses = exposed([node])
    elif isinstance(node, ast.AugAssign):
        uses |= binds
    while first > 1 and re.match(r"#(?!>| --8<--)", lines[first - 2]):
        first -= 1
    text = "\n".join(line for line in lines[first - 1 : last] if not line.startswith("#>"))
    members = {
        (inner.value.id, inner.attr)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Attribute) and isinstance(inner.value, ast.Name)
    }
    return Statement(text, first, last, defines, binds, sets, uses, members, set() if defines else changes(node))


def names(source: str) -> tuple[set[str], set[str]]:
    """Return the names that code binds in its module, and those of its module that it reads."""

    def read(table: symtable.SymbolTable) -> set[str]:
        top = table.get_type() == "module"
        own = {s.get_name() for s in table.get_symbols() if s.is_referenced() and (top or s.is_global())}
        return own.union(*map(read, table.get_children()))

    whole = symtable.symtable(source, "snippet", "exec")
    return {s.get_name() for s in whole.get_symbols() if s.is_assigned()}, read(whole)


def exposed(nodes: list[ast.stmt]) -> set[str]:
    """Return the names that statements read before they set them themselves, as loops do with what they compute."""
    found: set[str] = set()
    known: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.For):
            targets = {n.id for n in ast.walk(node.target) if isinstance(n, ast.Name)}
            found |= (names(ast.unparse(node.iter))[1] | (exposed(node.body + node.orelse) - targets)) - known
            continue
        binds, uses = names(ast.unparse(node))
        changed = binds if isinstance(node, ast.AugAssign) else set()
        found |= (uses | changed) - known
        known |= binds if isinstance(node, ast.Assign | ast.AnnAssign) else set()
    return found


def changes(node: ast.stmt) -> set[str]:
    """Return the names whose values a statement may change without binding them."""
    found = set()
    for inner in ast.walk(node):
        target: ast.AST | None = None
        if isinstance(inner, ast.Subscript | ast.Attribute) and not isinstance(inner.ctx, ast.Load):
            target = inner
        elif isinstance(inner, ast.Expr) and isinstance(inner.value, ast.Call):
            target = inner.value.func if isinstance(inner.value.func, ast.Attribute) else None
        while isinstance(target, ast.Subscript | ast.Attribute):
            target = target.value
        if isinstance(target, ast.Name):
            found.add(target.id)
    return found


def coloured(drawing: Module) -> None:
    """Give the roles their colours: on the page they are placeholders, which only the build can resolve."""
    roles = next(s for s in drawing.statements if "ROLES" in s.binds)
    function = next(s for s in drawing.statements if "colour" in s.binds)
    known = palette.colours("light")
    rows = re.findall(r'^ +"([\w-]+)",( +#.*)?$', roles.text, re.MULTILINE)
    roles.text = "\n".join(["COLOURS = {", *(f'    "{role}": "{known[role]}",{why}' for role, why in rows), "}"])
    roles.binds = {"COLOURS"}
    function.text, function.uses, function.members = COLOUR, {"COLOURS"}, set()


@pure
def brief(text: str) -> str:
    """Return a function or class with the first line of each docstring alone."""
    lines = text.splitlines()
    for node in list(ast.walk(ast.parse(text)))[::-1]:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and isinstance(node.body[0], ast.Expr):
            docstring = node.body[0].value
            first, last = docstring.lineno - 1, docstring.end_lineno or 0
            if last > first + 1:
                lines[first:last] = [f'{lines[first].rstrip()}"""']
    return "\n".join(lines)


# ---- what a figure needs


@dataclass
class Needs:
    """What a figure is made of."""

    statements: dict[Path, set[int]] = field(default_factory=dict)  # by file, the numbers of its statements
    names: dict[Path, set[str]] = field(default_factory=dict)  # the imported names that these read
    spaces: set[Path] = field(default_factory=set)  # files that are used by name, such as drawing

    def add(self, path: Path, name: str, before: int | None = None) -> None:
        """Add a name of a snippet file, as it is before one of its statements, with all that it needs in turn.

        Without a statement it is as it is at the end of the file, when figure() is called.
        """
        made = module(path)
        if name in made.ours:
            file, there = made.ours[name]
            self.names.setdefault(path, set()).add(name)
            if there:
                self.add(file, there)
            else:
                self.spaces.add(file)
        elif name in made.others:
            self.names.setdefault(path, set()).add(name)
        have = self.statements.setdefault(path, set())
        touching = [n for n, one in enumerate(made.statements[:before]) if name in one.binds | one.changes]
        start = max((n for n in touching if name in made.statements[n].sets), default=0)
        for number in touching:
            one = made.statements[number]
            if number < start or number in have:
                continue
            have.add(number)
            for used in one.uses:
                self.add(path, used, None if one.defines else number)
            for space, member in one.members:
                if space in made.ours and not made.ours[space][1]:
                    self.add(made.ours[space][0], member)

    def chosen(self, path: Path) -> list[Statement]:
        """Return the statements that are needed of a file, in its order."""
        every = module(path).statements
        return [every[number] for number in sorted(self.statements.get(path, ()))]

    def bound(self, path: Path) -> dict[str, object]:
        """Return what the names that a file needs at its top level stand for."""
        made = module(path)
        found: dict[str, object] = {name: (path, name) for one in self.chosen(path) for name in one.binds}
        for name in self.names.get(path, ()):
            found[name] = origin(*made.ours[name]) if name in made.ours else made.others[name]
        return found


def origin(path: Path, name: str) -> tuple[Path, str]:
    """Return where a name is bound that may have been imported on the way."""
    ours = module(path).ours
    return origin(*ours[name]) if name in ours else (path, name)


def order(path: Path, needs: Needs) -> Iterator[Path]:
    """Yield the files that a file needs, each after those that it needs itself, and it."""
    for name in sorted(needs.names.get(path, ())):
        if name in module(path).ours:
            yield from order(module(path).ours[name][0], needs)
    yield path


# ---- putting the file together


def joined(statements: Iterable[Statement], between: int) -> str:
    """Write statements one below the other, with empty lines where Python's style has them."""
    text, before = "", None
    for one in statements:
        if before and (one.defines or before.defines):
            text += "\n" * between
        elif before and one.first > before.last + 1:
            text += "\n"
        text += one.text + "\n"
        before = one
    return text


def space_of(path: Path, taken: Iterable[str]) -> str:
    """Return the name under which a file that is a closure is known."""
    return path.stem if path.stem not in taken else f"{path.stem}_file"


def code(name: str) -> str:
    """Return the code of a figure, whole.

    Parameters
    ----------
    name : str
        The figure as pages name it, such as ``pooling/max_pool``.
    """
    main = SNIPPETS / f"{name}.py"
    needs = Needs()
    needs.add(main, "figure")
    files = list(dict.fromkeys(order(main, needs)))

    # Files whose names clash with others', and those used by name, become closures; the rest stands side by side.
    closed, flat = set(needs.spaces), needs.bound(main)
    for path in files[:-1]:
        bound = needs.bound(path)
        if any(flat.get(one, what) != what for one, what in bound.items()):
            closed.add(path)
        elif path not in closed:
            flat |= bound
    taken = {one for one, what in flat.items() if not (isinstance(what, tuple) and what[1] == "")}
    spaces = {path: space_of(path, taken) for path in closed}

    def links(path: Path) -> str:
        """Bind the names that a file imports, where they are not there already."""
        lines = []
        for own in sorted(needs.names.get(path, set()) & set(module(path).ours)):
            file, there = origin(*module(path).ours[own])
            target = f"{spaces[file]}.{there}".rstrip(".") if file in closed else there
            if own != target:
                lines.append(f"{own} = {target}\n")
        return "".join(lines)

    def part(path: Path) -> str:
        """Write a file that the figure imports, as it stands in this one."""
        chosen = [Statement(**{**vars(s), "text": brief(s.text) if s.defines else s.text}) for s in needs.chosen(path)]
        if path not in closed:
            return "\n\n".join(text for text in (links(path), joined(chosen, 2)) if text)
        inside = "\n".join(text for text in (links(path), joined(chosen, 1)) if text)
        last = "\n" if chosen and chosen[-1].defines else ""
        inside = re.sub(r"^(?=.)", "    ", f"{inside}{last}return SimpleNamespace(**locals())\n", flags=re.MULTILINE)
        return f"def _{path.stem}():\n{inside}\n\n{spaces[path]} = _{path.stem}()\n"

    # What a figure looks like stands below what it says, where nothing needs it earlier.
    late = [p for p in files[:-1] if p == DRAWING and not any(s for f in files for s in early(needs, f, p))]
    parts = [part(path) for path in files[:-1] if path not in late]
    own = [text for text in (links(main), joined(needs.chosen(main), 2)) if text]
    parts += [*own, *(part(path) for path in late)]
    parts.append(RUN.format(name=main.stem, dpi=DPI, paper=palette.colours("light")["paper"]))

    wanted = {module(path).others[n] for path in files for n in needs.names.get(path, ()) if n in module(path).others}
    renamed = {what: n for p in files for n in needs.names.get(p, ()) if (what := module(p).others.get(n)) is not None}
    wanted.add(("matplotlib", ""))
    if closed:
        wanted.add(("types", "SimpleNamespace"))
    foreign = sorted({one.split(".")[0] for one, _ in wanted} - set(sys.stdlib_module_names) - set(LIBRARIES))
    head = f"# Draws {main.stem}.png. Needs {' and '.join([*LIBRARIES.values(), *foreign])}.\n"
    gap = "\n" * (1 + parts[0].startswith(("def", "class", "@")))
    return f'{head}"""{module(main).docstring}"""\n\n{imports(wanted, renamed)}{gap}' + "\n\n".join(parts)


def early(needs: Needs, path: Path, wanted: Path) -> Iterator[Statement]:
    """Yield the statements of a file that need another one as soon as they are run."""
    for one in needs.chosen(path):
        if not one.defines:
            reached = Needs()
            for used in one.uses:
                reached.add(path, used)
            if wanted in reached.spaces | set(reached.statements):
                yield one


def imports(wanted: set[tuple[str, str]], renamed: dict[tuple[str, str], str]) -> str:
    """Write imports, the standard library's first."""
    groups: dict[bool, list[str]] = {True: [], False: []}
    for library in sorted({one for one, member in wanted if not member}):
        name = renamed.get((library, ""), library)
        groups[standard(library)].append(f"import {library}" + f" as {name}" * (name != library))
    for library in sorted({one for one, member in wanted if member}):
        members = sorted((m, renamed.get((library, m), m)) for one, m in wanted if one == library and m)
        listed = ", ".join(member + f" as {name}" * (name != member) for member, name in members)
        groups[standard(library)].append(f"from {library} import {listed}")
    return "\n\n".join("\n".join(lines) for lines in groups.values() if lines) + "\n"


def standard(library: str) -> bool:
    """Tell whether a module comes with Python."""
    return library.split(".")[0] in sys.stdlib_module_names


def on_post_page(output: str, page: Any, config: Any) -> str:
    """Write the code of the figures of a page beside their pictures."""
    for _, match in figures.named(DOCS / page.file.src_uri):
        target = Path(config.site_dir) / figures.FOLDER / f"{match['name']}.py"
        if not target.exists():
            workshop.write(target, code(match["name"]).encode())
    return output
