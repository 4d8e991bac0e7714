"""Folds what a block of code repeats: statements that stood in a block above become one line, which opens.

Each block is whole, since it is copied and run alone; so a page that shows one function at work several times would
show the function several times. Whole functions, which are longer than a screen, are folded from the first time on, so
that what they give is seen. Nothing is taken out: without a script and on paper all lines stand there, and what
copies or runs a block takes them. docs/assets/javascripts/folds.js opens the line.
"""

import ast
import html
import re
from collections.abc import Iterator

from sitebuild.language.numbers import localised
from sitebuild.language.words import word
from sitebuild.pages import whole_functions

BLOCK = re.compile(r'(<div class="language-python highlight"><pre[^>]*>.*?<code>)(.*?)(</code>)', re.DOTALL)
TAG = re.compile(r"<[^>]*>")
SCRIPT = re.compile(r'<script src="[^"]*/folds\.js" type="module"></script>\s*')
FEWEST = 5  # lines: fewer are read as fast as the line that stands for them


def statements(code: str) -> Iterator[tuple[int, int]]:
    """Yield the first line of each statement of a program and the line after its last, counted from 0."""
    for node in ast.parse(code).body:
        first = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", []))])
        yield first - 1, node.end_lineno or first


def repeated(code: str, seen: set[str]) -> list[tuple[int, int]]:
    """Return the runs of lines of a program that hold statements seen before, and add its statements to those.

    Each run has its first line and the line after its last, counted from 0.
    """
    try:
        found = list(statements(code))
    except SyntaxError:  # the beginning of a function that a reader is to write
        return []
    lines = code.splitlines()
    runs: list[tuple[int, int]] = []
    goes_on = False
    texts = ["\n".join(lines[first:end]) for first, end in found]
    for (first, end), text in zip(found, texts, strict=True):
        if text not in seen:
            goes_on = False
        elif goes_on:
            runs[-1] = runs[-1][0], end
        else:
            runs.append((first, end))
            goes_on = True
    seen.update(texts)
    return [(first, end) for first, end in runs if end - first >= FEWEST]


def set_in(page_html: str, language: str) -> str:
    """Return the HTML of a page in which what its blocks repeat is folded."""
    seen: set[str] = set()
    # Of a function the search finds what its docstring says, once. The plugin passes over an element until one of the
    # same name ends in it, so this must not be a <span>, as the coloured words in it are.
    unsought = "bdi data-search-exclude"

    def folded(match: re.Match[str]) -> str:
        lines = match[2].splitlines(keepends=True)
        code = html.unescape(TAG.sub("", match[2]))
        whole = whole_functions.length(code)
        runs = [(first, end, "folded") for first, end in repeated(code, seen) if first >= whole]
        for first, end, name in reversed([(0, whole, "whole"), *runs] if whole else runs):
            said = word(language, "code", name).replace("{n}", localised(str(end - first), language))
            # The name stands in an attribute: what is written in a block is code.
            named = f'type="button" aria-expanded="false" aria-label="{html.escape(said)}"'
            while end < len(lines) and not TAG.sub("", lines[end]).strip():
                end += 1  # the empty lines below them have nothing to keep apart
            lines[first:end] = [
                f'<button class="fold" {named}></button><{unsought if name == "whole" else "span"} class="folded">',
                *lines[first:end],
                "</bdi>" if name == "whole" else "</span>",
            ]
        return match[1] + "".join(lines) + match[3]

    return BLOCK.sub(folded, page_html)


def drop_script(page_html: str) -> str:
    """Return a page without the script of the folds where it has none."""
    return page_html if '<button class="fold"' in page_html else SCRIPT.sub("", page_html, count=1)
