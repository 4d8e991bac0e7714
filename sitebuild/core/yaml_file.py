"""Reads YAML strictly: nothing in a file is lost without a word, and every value knows the line where it stands.

PyYAML's own loader takes the last of two equal keys, reads `no` as false and forgets where a value stood. This is built
on its parser. ruamel.yaml would see the equal keys too, but no line of a text; strictyaml refuses ``{en: …, fa: …}``.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from mkdocs.exceptions import PluginError

from sitebuild.core.cache import remember
from sitebuild.core.messages import stop

TOP = "the file"  # the name of what a whole file holds
# What a key or a value that is no text is called in a message.
KINDS = {
    "bool": "true or false",
    "int": "a number",
    "float": "a number",
    "NoneType": "nothing",
    "list": "a list",
    "dict": "a mapping",
    "date": "a date",
    "datetime": "a date",
}


@dataclass(frozen=True)
class Node:
    """A value of a YAML file: of a mapping or a list the nodes in it, else what the text stands for."""

    path: Path
    line: int
    end: int  # the line of its last character
    name: str  # the key or the place in a list that it stands under, as a message calls it
    key_line: int
    value: Any

    def stop(self, what: str, mend: str, at_key: bool = False) -> PluginError:
        """Return the error that names its line, or that of its key."""
        return stop((self.path, self.key_line if at_key else self.line), what, mend)

    def plain(self) -> Any:
        """Return it without lines, as other loaders give it."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        return [node.plain() for node in self.value] if isinstance(self.value, list) else self.value

    def said(self) -> str:
        """Return what it is in words, as in: the number 3."""
        if isinstance(self.value, str):
            return f"the text {self.value!r}" if self.value.strip() else "an empty text"
        kind = KINDS.get(type(self.value).__name__, "something else")
        if self.value is None or isinstance(self.value, (list, dict)):
            return kind
        return f"{str(self.value).lower() if isinstance(self.value, bool) else self.value} ({kind}, not a text)"


@remember
def compose(text: str) -> yaml.Node | None:
    """Return the tree of PyYAML's parser, of which a tag may be one that only another program knows."""
    return yaml.compose(text, Loader=yaml.SafeLoader)


def not_yaml(path: Path, error: yaml.YAMLError, before: int = 0) -> PluginError:
    """Return the error that says in which line a file is no YAML."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line + 1 + before if mark else None
    if isinstance(error, yaml.reader.ReaderError):
        what = f"the sign U+{int(error.character):04X} at place {error.position} is not allowed in YAML"
        return stop((path, line), what, "remove it")
    why = getattr(error, "problem", None) or "its end is missing"
    return stop((path, line), f"this is not YAML: {why}", "put what has : # { or quotes in it between quotes")


def read(path: Path, text: str, before: int = 0) -> Node:
    """Return what a YAML text holds; the text begins after so many lines of its file.

    Raises
    ------
    PluginError
        If it is not YAML, has a key twice, a key that is no text, or an alias.
    """
    try:
        tree = compose(text)
        return (
            Node(path, before + 1, before + 1, TOP, before + 1, None)
            if tree is None
            else Reader(path, before).node(tree, TOP, before + 1)
        )
    except yaml.YAMLError as error:
        raise not_yaml(path, error, before) from None
    except RecursionError:
        raise stop((path, before + 1), "this is nested too deep", "write it in fewer levels") from None


class Reader:
    """Makes nodes of the tree of one file."""

    def __init__(self, path: Path, before: int) -> None:
        """Begin with a file whose YAML stands after so many lines."""
        self.path, self.before = path, before
        self.scalars = yaml.SafeLoader("")
        self.seen: set[int] = set()

    def line(self, node: yaml.Node) -> int:
        """Return the line in which something begins."""
        return int(node.start_mark.line) + 1 + self.before

    def scalar(self, node: yaml.Node) -> Any:
        """Return what a text without quotes stands for."""
        try:
            return self.scalars.construct_object(node)
        except ValueError as error:  # such as the 31st of February
            raise stop((self.path, self.line(node)), f"{node.value!r}: {error}", "put it between quotes") from None

    def node(self, node: yaml.Node, name: str, key_line: int) -> Node:
        """Return a value."""
        line = self.line(node)
        if id(node) in self.seen:
            raise stop((self.path, line), f"{name} repeats a value by its &name", "write the value again")
        self.seen.add(id(node))
        end = node.end_mark.line + bool(node.end_mark.column) + self.before
        value: Any
        if isinstance(node, yaml.MappingNode):
            value = self.mapping(node, "" if name == TOP else f"{name}.")
        elif isinstance(node, yaml.SequenceNode):
            of = "" if name == TOP else f" of {name}"
            value = [self.node(one, f"entry {i}{of}", self.line(one)) for i, one in enumerate(node.value, 1)]
        else:
            value = self.scalar(node)
        return Node(self.path, line, max(line, end), name, key_line, value)

    def mapping(self, node: yaml.MappingNode, prefix: str) -> dict[str, Node]:
        """Return the values of a mapping by their keys."""
        found: dict[str, Node] = {}
        for key, value in node.value:
            line = self.line(key)
            name = self.scalar(key) if isinstance(key, yaml.ScalarNode) else None
            if not isinstance(name, str):
                what = f"the key {key.value} is" if isinstance(key, yaml.ScalarNode) else "a list or mapping is a key,"
                raise stop((self.path, line), f"{what} no text", "put it between quotes")
            if name in found:
                what = f"the key {name!r} stands here again, first in line {found[name].key_line}"
                raise stop((self.path, line), what, "keep one of them; the other would be lost")
            found[name] = self.node(value, prefix + name, line)
        return found
