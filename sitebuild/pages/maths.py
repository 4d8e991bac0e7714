"""Turns the maths of a page into MathML when the site is built.

Scripts that set maths in the browser scramble it in right-to-left text; MathML needs no script and is read aloud.
"""

import functools
import html
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from latex2mathml.converter import convert

from sitebuild.core import markdown
from sitebuild.core.cache import remember
from sitebuild.core.messages import line_where, problem, stop
from sitebuild.core.project import DOCS
from sitebuild.core.sources import body, pages, read
from sitebuild.language.numbers import localised
from sitebuild.language.orthography import prose
from sitebuild.pages.facts import quoted

# What pymdownx.arithmatex leaves in the page for $…$ and $$…$$.
INLINE = re.compile(r'<span class="arithmatex">\\\((.*?)\\\)</span>', re.DOTALL)
DISPLAY = re.compile(r'<div class="arithmatex">\s*\\\[(.*?)\\\]\s*</div>', re.DOTALL)

HEADING = re.compile(r"(<th\b[^>]*><math\b[^>]*)>((?:(?!</math>).)*)</math></th>")
TAG = re.compile("<[^>]*>")
LONG = 18  # letters; 288 px, the text of the smallest phone, have room for some twenty
LONG_LINE = 28  # letters of a formula on a line of its own, which a phone shows smaller from here on
MATH = re.compile(r'<math[^>]* display="inline".*?</math>', re.DOTALL)

# What makes a formula more than numbers and signs: a name, a text, a table. A slash between Persian digits could be a
# decimal point, and an arrow has no order in a sentence that is read from right to left.
MORE = re.compile("<m[it]|&#x0002F;|&#x02192;")
COMMA = re.compile(r"(?<!\\),(?:\\[;, ])?\s*")
NUMBER = re.compile("(?<=<mn>)[^<]+")

# Between them stands a sentence, in what `prose` leaves of a page.
END = re.compile(r"(?<=[.؟!؛:…])\s|[\t\n]")
LATIN, PERSIAN = "\x02", "\x03"  # stand where a formula comes out with such digits

# A prime is a raised sign by itself: as a power it would be too small to be seen.
PRIME = re.compile(r"<msup><mi>(\w)</mi><mi>&#x02032;</mi></msup>")
# A sign behind a bracket, a comma or another operator belongs to the number that follows: it is no subtraction.
SIGN = re.compile(
    r"(<mo[^>]*>(?:&#x00028;|&#x0005B;|&#x0007B;|&#x0002C;|&#x0003D;|&#x000B7;|&#x000D7;)</mo>)"
    r"<mo>(&#x02212;|&#x0002B;)</mo>"
)
STRUT = '<mspace width="0" height="0.8em" depth="0.1em"/>'  # else the bar of a root lies on a low letter
# Between Persian digits a dot looks like their zero.
DOTS = re.compile("&#x000B7;|&#x022C5;")

# How many parts these have; the converter leaves one out without a word where the LaTeX does.
PARTS = {"mfrac": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "mroot": 2, "msubsup": 3, "munderover": 3}


@functools.cache
def mathml(latex: str, display: str) -> str:
    """Return LaTeX maths as MathML, ``display`` being ``inline`` or ``block``.

    Raises
    ------
    ValueError
        If it holds an unknown command or a style that browsers give up, or lacks a part; the converter has more kinds
        of errors.
    """
    braces = re.sub(r"\\.", "", latex)
    if braces.count("{") != braces.count("}"):  # which the converter passes over
        raise ValueError("a brace is not closed, or closes nothing")
    made = convert(latex.strip(), display=display).replace(' xmlns="http://www.w3.org/1998/Math/MathML"', "")
    tree = ElementTree.fromstring(made)
    if unknown := [text for text in tree.itertext() if text.startswith("\\")]:
        raise ValueError(f"unknown command {unknown[0]}")
    if any(len(element) != PARTS.get(element.tag, len(element)) for element in tree.iter()):
        raise ValueError("a part is missing")
    if any(element.get("mathvariant", "normal") != "normal" for element in tree.iter()):
        raise ValueError("a style that browsers give up, as Firefox says on the page; write \\mathrm")
    # The converter takes floors and ceilings for names, which would set them in italics and never stretch them.
    made = re.sub(r"<mi>(&#x0230[89AB];)</mi>", r'<mo stretchy="false">\1</mo>', made)
    made = PRIME.sub(r'<mrow><mi>\1</mi><mo lspace="0" rspace="0">&#x02032;</mo></mrow>', made)
    made = SIGN.sub(r'\1<mo form="prefix">\2</mo>', made)
    made = made.replace("<msqrt>", f"<msqrt>{STRUT}")
    return made.replace("<mo>&#x0221E;</mo>", "<mi>&#x0221E;</mi>")  # infinity is a number, with no space around it


def is_persian(page: Path) -> bool:
    """Tell whether a page of the site is a Persian one."""
    return page.is_relative_to(DOCS / "fa")


def numbers_alone(latex: str) -> list[str] | None:
    """Return inline maths that is numbers and signs alone as MathML with Persian digits, or None where it is more.

    A list gives several formulas, since it is read from right to left while each of them is read from left to right.
    """
    whole, parts = mathml(latex, "inline"), COMMA.split(latex)
    in_brackets = any(part.count(mark[0]) != part.count(mark[1]) for part in parts for mark in ("()", "[]", "{}"))
    if in_brackets or MORE.search(whole) or not NUMBER.search(whole):
        return None
    made = [mathml(part, "inline") for part in parts]
    return [NUMBER.sub(lambda m: localised(m[0], "fa"), DOTS.sub("&#x000D7;", part)) for part in made]


def set_in(page_html: str, page: Path) -> str:
    """Return a page's HTML with its maths set."""

    def one(display: str, match: re.Match[str]) -> str:
        latex = html.unescape(match[1])
        try:
            result = mathml(latex, display)
            if display == "inline" and is_persian(page) and (numbers := numbers_alone(latex)):
                result = "، ".join(numbers)
        except Exception as error:  # the converter raises many kinds, all of which mean: not LaTeX that it knows
            raise stop(
                (page, line_where(read(page), latex.strip())),
                f"${latex.strip()}$ is not maths: {type(error).__name__} {error}",
                "mend the LaTeX",
            ) from None
        if display == "inline":
            return result
        long = " maths-long" if letters(result) > LONG_LINE and "<mtable" not in result else ""
        return f'<div class="maths{long}" tabindex="0">{result}</div>'

    page_html = DISPLAY.sub(lambda m: one("block", m), page_html)
    done, rest = "", INLINE.sub(lambda m: one("inline", m), page_html)
    while found := MATH.search(rest):
        before, piece, rest = markdown.tied(rest[: found.start()], found[0], rest[found.end() :])
        done += before + piece
    return done + rest


def letters(mathml_text: str) -> int:
    """Count the letters and signs that a formula in MathML shows."""
    return len(re.sub(r"\s", "", html.unescape(TAG.sub("", mathml_text))))


def name_headings(page_html: str) -> str:
    """Name the formulas that alone are a heading of a table, which is announced by its text: MathML has none."""
    return HEADING.sub(lambda m: f'{m[1]} aria-label="{TAG.sub("", m[2])}">{m[2]}</math></th>', page_html)


def wrap_long_formulas(page_html: str) -> str:
    """Give a formula in a line a box to scroll in where it may be wider than a phone: browsers do not break it."""

    def one(match: re.Match[str]) -> str:
        long = letters(match[0]) >= LONG
        return f'<span class="maths">{match[0]}</span>' if long else match[0]

    return MATH.sub(one, page_html)


def render(page_html: str, page: Path) -> str:
    """Return a page's HTML with its maths set, named in headings of tables and boxed where it is long."""
    return wrap_long_formulas(name_headings(set_in(page_html, page)))


@remember
def mixed(page: Path, text: str) -> list[str]:
    """Return the sentences of a Persian page, its facts quoted, that have both sets of digits, as messages.

    A matrix and code have Latin digits wherever they stand, and so do not count.
    """

    def marked(segment: markdown.Segment) -> str:
        if segment.kind != "inline":
            return segment.text
        latex = segment.text[1:-1]
        try:
            made = mathml(latex, "inline")
            if not NUMBER.search(made) or "<mtable" in made:
                return segment.text
            return PERSIAN if numbers_alone(latex) else f"{LATIN}{latex}{LATIN}"
        except Exception:  # the page says what is wrong when its maths is set
            return segment.text

    plain = prose(markdown.replace(body(text), marked))
    return [
        problem(
            (page, line),
            f"two sets of digits in one sentence: …{sentence.replace(LATIN, '$').replace(PERSIAN, '$…$').strip()}…",
            "put the other number into a formula with a letter too ($m = 3$), or make two sentences, in both languages",
        )
        for line, row in enumerate(plain.split("\n"), 1)
        for sentence in END.split(row)
        if LATIN in sentence and re.search(f"[۰-۹{PERSIAN}]", sentence)
    ]


def problems(known: dict[str, dict[str, Any]]) -> list[str]:
    """Return the sentences of all Persian pages that have both sets of digits, as messages."""
    return [message for page in pages("fa").values() for message in mixed(page, quoted(read(page), "fa", known, page))]
