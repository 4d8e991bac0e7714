"""Looks at the boxes in which pages start an explorer, and at links that ask for another state: each must exist.

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
LINK = re.compile(r"\]\(\?(?P<name>[\w-]+)=(?P<state>[^)#\s]*)")
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
PIXEL = Value(r"\d+,\d+", "a row and a column: 10,20")
PERCENT = Value(r"[0-4](?:\.[1-9])?|5", "a number from 0 to 5 with at most one decimal")
KERNELS = ["identity", "box", "gaussian", "sharpen", "unsharp", "sobel-x", "sobel-y", "scharr", "laplacian", "outline"]
KERNELS += ["emboss", "motion"]
LAYER = r"(?:[ct][1-9]\d{0,3}(?:[ksdg][1-9]\d{0,3}|[pob]\d{1,4})*|[ma](?:[ksd][1-9]\d{0,3}|[pr]\d{1,4})*)"
# Two letters for both places of the first point of a stroke, and two for each step; "." between strokes.
STROKE = r"[\w-]{4}(?:[\w-]{2})*"
KINDS = ["size", "cell", "pooled", "overlap", "field"]
# Of each explorer; the tests compare it with what the scripts offer.
STATES = {
    "stepper": {
        "op": one_of("correlation", "convolution", "max", "mean"),
        "rows": whole(1, 8),
        "columns": whole(1, 8),
        "k": whole(1, 5),
        "s": whole(1, 4),
        "p": whole(0, 3),
        "m": one_of("infinity", "zeros", "reflect", "replicate"),
        "d": whole(1, 3),
        "r": one_of("floor", "ceil"),
        "c": whole(0, 1),
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
        "v": whole(0, 1),
        "at": PIXEL,
    },
    "gallery": {
        "w": one_of(*KERNELS),
        "photo": one_of("portrait", "photographer", "bricks"),
        "n": whole(0, 1),
        "cut": whole(0, 100),
    },
    "arena": {
        "photo": one_of("portrait", "photographer", "bricks", "letters", "points", "wave", "grey"),
        "i": whole(0, 1),
        "noise": whole(0, 60),
        "white": PERCENT,
        "black": PERCENT,
        "shift": whole(0, 8),
        "k": whole(2, 8),
        "at": PIXEL,
    },
    "dive": {
        "net": one_of("vgg", "small"),
        "s": whole(0, 1),
        "d": one_of("1", "2", "4", "8", "mixed", "double"),
        "n": whole(0, 18),
        "at": PIXEL,
    },
    "network": {
        "net": one_of("max", "mean", "stride"),
        "sample": Value(r"\d,\d{1,3}", "a digit and the number of one of its samples: 3,0"),
        "ink": Value(rf"{STROKE}(?:\.{STROKE})*", "strokes as the explorer writes them"),
        "fit": whole(0, 1),
        "x": whole(-4, 4),
        "y": whole(-4, 4),
        "at": Value(r"[0-6],\d{1,2},\d{1,2},\d{1,2}", "a row of maps, a map, a row and a column: 3,0,4,5"),
        "filter": Value(r"[03],\d{1,2}", "a row of filters, 0 or 3, and a filter: 0,5"),
    },
    "between": {
        "photo": one_of("portrait", "photographer", "bricks"),
        "rule": one_of("power", "exp"),
        "s": whole(0, 12),
        "at": PIXEL,
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
        check_state((page, line), match["name"], match["start"] or "", "start with")
    there = {match["name"] for match in boxes.values()}
    for match in LINK.finditer(prose):
        place = page, line_of(prose, match.start())
        if match["name"] not in there:
            what = f"this link asks an explorer {match['name']!r} for a state, and the page has none"
            raise stop(place, what, f"name one that the page has: {listed(sorted(there))}")
        check_state(place, match["name"], match["state"], "show")


def check_state(place: tuple[Path, int], explorer: str, text: str, verb: str) -> None:
    """Stop at the first part of a state that an explorer does not take."""
    known = STATES[explorer]
    said: set[str] = set()
    for field in text.split(";") if text else ():
        name, equals, value = field.partition("=")
        if not equals or name not in known:
            what = f"{explorer} cannot {verb} {field!r}: it knows no {name!r}"
            raise stop(place, what, f"write name=value, with one of these names: {listed(known)}")
        if name in said:
            raise stop(place, f"{explorer} is to {verb} {name!r} twice", "write it once")
        said.add(name)
        if not re.fullmatch(known[name].pattern, value, re.ASCII):  # the scripts read no other digits
            raise stop(place, f"{explorer} cannot {verb} {field!r}", f"write for {name} {known[name].words}")
        if len({row.count(",") for row in value.split("/")}) > 1:
            what = f"{explorer} cannot {verb} {field!r}, whose rows are not equally long"
            raise stop(place, what, "write as many numbers in each row")
