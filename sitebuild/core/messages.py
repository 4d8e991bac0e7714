"""How a fault is told: the file, the line, what is wrong and what to do about it."""

import logging
from collections.abc import Iterable
from pathlib import Path

from mkdocs.exceptions import PluginError

from sitebuild.core.project import ROOT

log = logging.getLogger(
    "mkdocs.sitebuild"
)  # MkDocs counts the warnings of its own loggers; a strict build stops at one

Place = tuple[Path, int | None]  # without a line where the fault is that of the whole file: it is missing, or a folder


def shown(path: Path) -> str:
    """Return a path as it is known to who reads an error message: relative to the project."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)


def problem(place: Place, what: str, mend: str) -> str:
    """Say where something is wrong, what it is and what to do about it."""
    path, line = place
    at = "" if line is None else f"{line}:"
    return f"{shown(path)}:{at} {what}\n    To mend it: {mend}"


def stop(place: Place, what: str, mend: str) -> PluginError:
    """Return the error that stops the build with such a message."""
    return PluginError(problem(place, what, mend))


def warn(messages: Iterable[str]) -> None:
    """Tell problems that `make serve` can go on with; a strict build stops at the first."""
    for message in messages:
        log.warning(message)


def line_of(text: str, offset: int) -> int:
    """Return the number of the line that holds a character."""
    return text.count("\n", 0, offset) + 1


def line_where(text: str, *parts: str) -> int:
    """Return the line where the first of some parts stands that a text has; 1 where it has none of them."""
    return next((line_of(text, text.find(part)) for part in parts if part and part in text), 1)


def listed(names: Iterable[str]) -> str:
    """Return names as a list that a message can show."""
    return ", ".join(names) or "(there is none)"
