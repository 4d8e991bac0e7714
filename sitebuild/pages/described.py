"""Sets what the code says of a function into a page: its signature and its docstring, read by griffe.

A page holds ``<!-- described: conv2d.conv2d -->``, the file and the function. mkdocstrings, which is made for this,
would bring templates and stylesheets of its own, and headings that no twin has; griffe is what it reads code with.
The docstring stays English in every language, since it is the code that readers get.
"""

import html
import re
from collections.abc import Iterator
from typing import Any

import griffe

from sitebuild.core.cache import remember
from sitebuild.core.messages import stop
from sitebuild.core.sources import read
from sitebuild.pages import whole_functions

HERE = re.compile(r"^<!-- described: (\w+)\.(\w+) -->$", re.MULTILINE)
WIDEST = 60  # columns of a signature in one line
INDENTED = re.compile(r"(?:^ {4}[^\n]*\n?)+", re.MULTILINE)


def fill(markdown: str) -> str:
    """Return a page with the descriptions that it asks for."""
    return HERE.sub(lambda match: description(match[1], match[2]), markdown)


@remember
def description(file: str, name: str) -> str:
    """Return the signature and the docstring of a function as Markdown.

    Raises
    ------
    PluginError
        If the file does not define it, or says nothing of it.
    """
    path = whole_functions.FOLDER / f"{file}.py"
    function = griffe.visit(file, filepath=path, code=read(path)).members.get(name)
    if not isinstance(function, griffe.Function) or not function.docstring:
        raise stop((path, None), f"this file has no function {name} with a docstring", "mend the name on the page")
    # Not the docstring of the function itself: of that, griffe reads the types as Python, and ours are sentences.
    sections = griffe.parse_numpy(griffe.Docstring(function.docstring.value), warnings=False)
    parts = [fence(signature(function)), *(part for section in sections for part in said(section))]
    return '<div class="described" lang="en" dir="ltr" markdown>\n\n' + "\n\n".join(parts) + "\n\n</div>"


def signature(function: griffe.Function) -> str:
    """Return how a function is called, without its types, which the docstring explains."""
    arguments = [one.name + (f"={one.default}" if one.default is not None else "") for one in function.parameters]
    line = f"{function.name}({', '.join(arguments)})"
    if len(line) <= WIDEST:
        return line
    return f"{function.name}(\n" + "".join(f"    {one},\n" for one in arguments) + ")"


def said(section: Any) -> Iterator[str]:
    """Yield the Markdown of a section: its name, and what it says."""
    kind, value = section.kind.value, section.value
    if kind == "text":
        yield prose(value)
    elif kind == "admonition":
        yield f"**{section.title}**"
        yield prose(value.contents)
    elif kind == "examples":
        yield "**Examples**"
        yield fence("\n".join(text for _, text in value))
    else:
        yield f"**{kind.capitalize()}**"
        yield "\n\n".join(entries(value))


def entries(value: Any) -> Iterator[str]:
    """Yield what a section lists; names that stand in one line of the docstring stay together."""
    groups: list[tuple[list[str], str, str]] = []
    for one in value:
        name, kind = getattr(one, "name", ""), str(one.annotation or "")
        if groups and name and (groups[-1][1], groups[-1][2]) == (kind, one.description):
            groups[-1][0].append(name)
        else:
            groups.append(([name] if name else [], kind, one.description))
    for names, kind, text in groups:
        named = ", ".join(f"`{name}`" for name in names)
        head = f"{named}: {prose(kind)}" if named and kind else named or prose(kind)
        yield head + "\n:   " + prose(text).replace("\n", "\n    ")


def prose(text: str) -> str:
    """Return a text of a docstring as Markdown: marks of code are alike in both, a formula stands indented."""
    parts = re.split(
        r"(`+[^`]+`+|<pre .*?</pre>)", INDENTED.sub(lambda match: fence(match[0]) + "\n", text), flags=re.DOTALL
    )
    return "".join(part if i % 2 else re.sub(r"(?<!\w)([*_<])", r"\\\1", part) for i, part in enumerate(parts))


def fence(text: str) -> str:
    """Return text as a block of its own, without what indents all of it; as HTML, for it is no code to run."""
    lines = text.rstrip("\n").splitlines()
    least = min(len(line) - len(line.lstrip()) for line in lines if line.strip())
    inside = html.escape("\n".join(line[least:] for line in lines), quote=False)
    return f'<pre class="no-copy"><code>{inside}</code></pre>'
