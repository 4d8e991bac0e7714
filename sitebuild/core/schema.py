"""Says what a YAML file may hold, field by field: each check names the line, what stands there and what is wanted.

A check takes a node and returns its plain value. pydantic and jsonschema check as much, but know no line of a file, so
their messages would have to be written again here.
"""

import difflib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from sitebuild.core.messages import listed
from sitebuild.core.yaml_file import Node

Check = Callable[[Node, str], Any]  # the node, and how to mend it


@dataclass(frozen=True)
class Field:
    """What may stand under a key, and what to write there."""

    check: Check
    mend: str
    needed: bool = False


def wanted(node: Node, what: str, mend: str) -> Exception:
    """Return the error for a node that is something else than what is wanted."""
    return node.stop(f"{node.name} is {node.said()}, but {what} is wanted", mend)


def text(node: Node, mend: str) -> str:
    """Return a text that says something."""
    if not isinstance(node.value, str) or not node.value.strip():
        raise wanted(node, "a text", mend)
    return node.value


def string(node: Node, mend: str) -> str:
    """Return a text, which may say nothing."""
    if not isinstance(node.value, str):
        raise wanted(node, "a text", mend)
    return node.value


def number(node: Node, mend: str) -> float:
    """Return a number that is not negative."""
    if isinstance(node.value, bool) or not isinstance(node.value, (int, float)) or not 0 <= node.value < float("inf"):
        raise wanted(node, "a number, zero or more,", mend)
    return node.value


def flag(node: Node, mend: str) -> bool:
    """Return true or false."""
    if not isinstance(node.value, bool):
        raise wanted(node, "true or false", mend)
    return node.value


def one_of(allowed: Collection[str]) -> Check:
    """Return a check for one of some words."""

    def check(node: Node, mend: str) -> str:
        if node.value not in allowed:
            raise wanted(node, f"one of {listed(allowed)}", mend)
        return str(node.value)

    return check


def list_of(check: Check, called: str) -> Check:
    """Return a check for a list, whose entries have a check of their own; a message calls it by that name."""

    def each(node: Node, mend: str) -> list[Any]:
        if not isinstance(node.value, list):
            raise wanted(node, called, mend)
        return [check(one, mend) for one in node.value]

    return each


def mapping_of(check: Check, called: str, ids: Callable[[Node], None] = lambda node: None) -> Check:
    """Return a check for a mapping from any keys, whose values have one check; `ids` may look at each key."""

    def each(node: Node, mend: str) -> dict[str, Any]:
        if not isinstance(node.value, dict):
            raise wanted(node, called, mend)
        for one in node.value.values():
            ids(one)
        return {key: check(one, mend) for key, one in node.value.items()}

    return each


def record(fields: dict[str, Field]) -> Check:
    """Return a check for a mapping with some fields and no others; each says itself how to mend it."""

    def check(node: Node, mend: str) -> dict[str, Any]:
        if not isinstance(node.value, dict):
            raise wanted(node, f"a mapping with {listed(fields)}", mend)
        for key, one in node.value.items():
            if key not in fields:
                close = difflib.get_close_matches(key, fields, 1)
                advice = f"write {close[0]!r}" if close else f"remove it, or write one of {listed(fields)}"
                raise one.stop(f"{node.name} knows no {key!r}", advice, at_key=True)
        for key, field in fields.items():
            if field.needed and key not in node.value:
                raise node.stop(f"{node.name} has no {key!r}", field.mend, at_key=True)
        return {key: fields[key].check(one, fields[key].mend) for key, one in node.value.items()}

    return check
