"""Looks after the words in figures: each goes through ``t``, and the catalogue has none that nothing uses.

A word that ``t`` translates and the catalogue lacks stops the build when the figure is drawn.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sitebuild.core.cache import remember
from sitebuild.core.messages import line_of, problem
from sitebuild.core.project import ROOT, SNIPPETS
from sitebuild.core.sources import read
from sitebuild.language import labels

# What writes into a figure: methods of Matplotlib, and functions of snippets/shared/drawing.py.
WRITES = re.compile(
    r"text|annotate|suptitle|set_title|set_[xy]label|set_[xy]ticklabels|legend|says|distance|grid|changing|picture|cell"
)
WORD = re.compile(r"[^\W\d_]{2,}")
SAID = ("title", "label", "labels", "s", "text")  # the arguments with names that are words; others are styles


def problems(drawn: dict[str, dict[str, Any]]) -> list[str]:
    """Return what is wrong with the words of the figures of a language, as messages.

    Parameters
    ----------
    drawn : dict
        The figures, as pages/figures.py draws them.
    """
    found = []
    for path in sorted(SNIPPETS.rglob("*.py")):
        if path.parent.name != "labs":  # a lab is for readers of one language; its cells are the same in both
            found += untranslated(path, read(path))
    return found + unused({label for made in drawn.values() for label in made["labels"]})


@remember
def untranslated(path: Path, code: str) -> list[str]:
    """Return the words that the code of a figure writes as they stand, as messages."""
    return [
        problem(
            (path, node.lineno),
            f"the figure says {word!r} in one language alone",
            f'write t("…") around it, and its Persian into {labels.CATALOGUE.relative_to(ROOT)}',
        )
        for node, word in written(ast.parse(code))
    ]


def written(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """Yield each call in which a word is written that does not go through ``t``, and the word."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and WRITES.fullmatch(node.func.attr):
            values = [*node.args, *(one.value for one in node.keywords if one.arg in SAID)]
            # A list of words, as for ticks; and a text with values in it.
            values += [one for value in values if isinstance(value, ast.List | ast.Tuple) for one in value.elts]
            values += [one for value in values if isinstance(value, ast.JoinedStr) for one in value.values]
            for value in values:
                if isinstance(value, ast.Constant) and isinstance(value.value, str) and WORD.search(value.value):
                    yield node, value.value


def unused(used: set[str]) -> list[str]:
    """Return the labels that neither a figure nor the build itself uses, as messages."""
    build = "".join(read(path) for path in sorted((ROOT / "sitebuild").rglob("*.py")))
    catalogue = read(labels.CATALOGUE)
    found = []
    for label in labels.labels():
        if label not in used and f'"{label}"' not in build:
            at = re.search(rf"^[\"']?{re.escape(label)}[\"']?:", catalogue, re.MULTILINE)
            place = (labels.CATALOGUE, line_of(catalogue, at.start()) if at else 1)
            found.append(problem(place, f"no figure uses {label!r}", "remove it, or pass it through t() in a figure"))
    return found
