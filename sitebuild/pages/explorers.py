"""Looks at the boxes in which pages start an explorer: the form that the scripts find, a name and a state that exist.

An explorer takes what it can of any state, so that an old address still opens. On a page, what it cannot take is a
typing error, and nobody would see it.
"""

import re
from pathlib import Path
from typing import NamedTuple

from sitebuild.core import markdown
from sitebuild.core.messages import line_of, listed, stop
from sitebuild.core.sources import body, pages, read

BOX = re.compile(
    r'^ *<div class="explorer" data-explorer="(?P<name>[^"\n]*)"(?: data-start="(?P<start>[^"\n]*)")?(?: markdown)?>$',
    re.MULTILINE,
)
TRACE = re.compile(r'\bdata-(?:explorer|start)\b|class="[^"\n]*\bexplorer\b(?!-)')
FORM = '<div class="explorer" data-explorer="stepper" data-start="op=max;k=2" markdown>'


class Value(NamedTuple):
    """What may stand behind a name of a state: as a pattern, and in words."""

    pattern: str
    words: str


def one_of(*words: str) -> Value:
    """Return the value that is one of some words."""
    return Value("|".join(words), f"one of {', '.join(words)}")


def whole(least: int, most: int) -> Value:
    """Return the value that is a whole number between two."""
    return Value("|".join(str(n) for n in range(least, most + 1)), f"a whole number from {least} to {most}")


def several(part: str, words: str) -> Value:
    """Return the value that is one or more of something, with commas between them."""
    return Value(f"(?:{part})(?:,(?:{part}))*", words)


NUMBERS = r"-?\d+(?:\.\d+)?(?:[,/]-?\d+(?:\.\d+)?)*"
GRID = Value(NUMBERS, "numbers, with , between columns and / between rows: 1,0/0,1")
PLACE = Value(r"[1-9]\d*", "a whole number from 1")
KERNELS = ["identity", "box", "gaussian", "sharpen", "unsharp", "sobel-x", "sobel-y", "scharr", "laplacian", "outline"]
KERNELS += ["emboss", "motion"]
LAYER = r"(?:[ct][1-9]\d{0,3}(?:[ksdg][1-9]\d{0,3}|[pob]\d{1,4})*|[ma](?:[ksd][1-9]\d{0,3}|[pr]\d{1,4})*)"
KINDS = ["size", "cell", "pooled", "overlap", "field"]
# Of each explorer; the tests compare it with what the scripts offer.
STATES = {
    "stepper": {
        "op": one_of("correlation", "convolution", "max", "mean"),
        "k": whole(1, 5),
        "s": whole(1, 4),
        "p": whole(0, 3),
        "m": one_of("infinity", "zeros", "reflect", "replicate"),
        "d": whole(1, 3),
        "r": one_of("floor", "ceil"),
        "at": PLACE,
        "x": GRID,
        "w": GRID,
    },
    "calculator": {
        "in": Value(r"[1-9]\d*(?:x[1-9]\d*){0,2}", "rows, columns and channels: 32x32x1"),
        "layers": several(rf"{LAYER}|[1-9]\d?\({LAYER}(?:,{LAYER})*\)", "layers as in c6k5,ak2s2,3(c8p1)"),
        "at": PLACE,
    },
    "playground": {
        "w": Value(f"{'|'.join(KERNELS)}|{NUMBERS}", f"one of {', '.join(KERNELS)}, or {GRID.words}"),
        "photo": one_of("portrait", "photographer", "bricks"),
        "m": one_of("zeros", "reflect", "replicate", "circular"),
        "b": whole(-255, 255),
        "n": whole(0, 1),
        "a": whole(0, 1),
        "f": whole(0, 1),
        "pooling": one_of("none", "max", "mean"),
        "k": whole(2, 8),
        "s": whole(1, 8),
        "zoom": one_of("fit", "1", "4", "16"),
        "cut": whole(0, 100),
        "at": Value(r"\d+,\d+", "a row and a column: 10,20"),
    },
    "exercises": {
        "kinds": several("|".join(KINDS), f"one or more of {', '.join(KINDS)}, with commas between them"),
        "kind": one_of(*KINDS),
        "seed": Value(r"\d+", "a whole number"),
    },
    "portrait": {},
}


def check(language: str) -> None:
    """Stop at the first box of a language that does not start what its page says."""
    for page in pages(language).values():
        check_page(page, read(page))


def check_page(page: Path, text: str) -> None:
    """Stop at the first box of a page that does not start what the page says."""
    prose = markdown.masked(body(text), ("fence", "code"))
    boxes = {line_of(prose, match.start()): match for match in BOX.finditer(prose)}
    for trace in TRACE.finditer(prose):
        if line_of(prose, trace.start()) not in boxes:
            place = page, line_of(prose, trace.start())
            raise stop(place, "this box is written in another way than the scripts look for", f"write it as {FORM}")
    for line, match in boxes.items():
        known = STATES.get(match["name"])
        if known is None:
            what = f"there is no explorer {match['name']!r}"
            raise stop((page, line), what, f"name one of these: {listed(STATES)}")
        said: set[str] = set()
        for field in (match["start"] or "").split(";") if match["start"] else ():
            name, equals, value = field.partition("=")
            if not equals or name not in known:
                what = f"{match['name']} cannot start with {field!r}: it knows no {name!r}"
                raise stop((page, line), what, f"write name=value, with one of these names: {listed(known)}")
            if name in said:
                raise stop((page, line), f"{match['name']} starts with {name!r} twice", "write it once")
            said.add(name)
            if not re.fullmatch(known[name].pattern, value, re.ASCII):  # the scripts read no other digits
                what = f"{match['name']} cannot start with {field!r}"
                raise stop((page, line), what, f"write for {name} {known[name].words}")
            if name in ("x", "w") and len({row.count(",") for row in value.split("/")}) > 1:
                what = f"{match['name']} cannot start with {field!r}, whose rows are not equally long"
                raise stop((page, line), what, "write as many numbers in each row")
