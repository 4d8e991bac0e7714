"""Carries the facts of snippets into pages: ``{{ topic/name.fact }}`` becomes the number, in the page's digits.

A macro plugin would run any expression on a page; here a page can only quote, and a test sees every quotation.
"""

import html
import re
from pathlib import Path
from typing import Any

from sitebuild.core import markdown
from sitebuild.core.cache import remember
from sitebuild.core.messages import line_of, line_where, problem, stop
from sitebuild.core.project import SNIPPETS
from sitebuild.core.sources import body, pages, read
from sitebuild.language.numbers import localised
from sitebuild.make import worker
from sitebuild.make.job import Job

NUMBER = re.compile(r"(?<![\w.٫])(?<![^\W\d]-)[-−]?\.?\d+(?:[.,٫٬]\d+)*(?:\s?[%٪])?(?!\w|-[^\W\d])")
WIDEST = 40  # characters; a format may ask for so many that writing them takes for ever
LONE = re.compile(r"[-−+]?[\d.,/]*\d(?:\\?%)?")


def jobs(language: str) -> list[Job]:
    """Return the work that the quotations of a language's pages need."""
    found = []
    for path in pages(language).values():
        text = body(read(path))
        for match in markdown.QUOTE.finditer(markdown.masked(text, ("fence",))):
            job = Job("facts", match["name"])
            if not job.source.is_file():
                raise stop(
                    (path, line_of(text, match.start())),
                    f"{match[0]} quotes a snippet that does not exist",
                    f"check the name; there is no {job.source.relative_to(SNIPPETS.parent)}",
                )
            found.append(job)
    return found


def quoted(text: str, language: str, facts: dict[str, dict[str, Any]], page: Path) -> str:
    """Return a Markdown text with each quotation replaced by its fact.

    In prose a number is written in the language's digits. In maths and code it stays Latin, and in maths an array
    becomes a matrix.
    """

    def changed(segment: markdown.Segment) -> str:
        def fact(match: re.Match[str]) -> str:
            known = facts.get(match["name"], {})
            if match["fact"] not in known:
                raise stop(
                    (page, line_where(read(page), match[0])),
                    f"{match['name']} has no fact {match['fact']!r}",
                    f"quote one of {', '.join(known) or '(it has none)'}, or return it from facts()",
                )
            try:
                return written(known[match["fact"]], match["spec"] or "", segment.kind, language)
            except (ValueError, TypeError) as error:
                raise stop(
                    (page, line_where(read(page), match[0])),
                    f"{match[0]}: {error}",
                    "mend the format, or what facts() returns",
                ) from None

        if segment.kind == "fence":
            return segment.text
        text = markdown.QUOTE.sub(fact, segment.text)
        if left := re.search(r"\{\{.*", text):
            place = (page, line_where(read(page), left[0]))
            raise stop(place, f"{left[0]} is no quotation", "write {{ topic/name.fact }} or {{ topic/name.fact:.2f }}")
        return text

    return markdown.replace(text, changed)


def written(value: Any, spec: str, kind: str, language: str) -> str:
    """Write one fact for the place where it stands (prose, code, display or inline maths)."""
    if wide := next((number for number in re.findall(r"\d+", spec) if len(number) > 4 or int(number) > WIDEST), None):
        raise ValueError(f"a width or a precision of {wide}, where {WIDEST} is the most")
    if spec and spec[-1] in "bcnoxX":
        raise ValueError(f"the format {spec} writes no number that readers know")
    if isinstance(value, list):
        rows = [[format(cell, spec) for cell in row] for row in (value if isinstance(value[0], list) else [value])]
        if kind in ("display", "inline"):
            return r"\begin{bmatrix}" + r" \\ ".join(" & ".join(row) for row in rows) + r"\end{bmatrix}"
        lines = ["[" + ", ".join(row) + "]" for row in rows]
        listed = "[" + ", ".join(lines) + "]" if isinstance(value[0], list) else lines[0]
        return localised(listed, language) if kind == "prose" else listed
    if isinstance(value, str):
        return written_text(format(value, spec), kind)
    number = format(value, spec)
    return localised(number, language) if kind == "prose" else number.replace("%", r"\%" if kind != "code" else "%")


def written_text(text: str, kind: str) -> str:
    """Return a text so that it stays one where it stands: a fact is no Markdown and no HTML.

    Raises
    ------
    ValueError
        If the place cannot hold it.
    """
    if kind == "prose":
        return re.sub(r"([\\`*_{}\[\]|])", r"\\\1", html.escape(text, quote=False))
    forbidden = "`" if kind == "code" else "<>$`"
    if wrong := next((one for one in text if one in forbidden), None):
        raise ValueError(f"the text holds {wrong}, which ends {'code' if kind == 'code' else 'maths'} or starts HTML")
    return text


def typed(language: str) -> list[str]:
    """Return the numbers that tables of a language hold without quoting them, as messages."""
    return [message for page in pages(language).values() for message in typed_in(page, read(page))]


@remember
def typed_in(page: Path, text: str) -> list[str]:
    """Return the numbers that a page's tables hold without quoting them: code may contradict them one day.

    A number inside a name (VGG-16), a link or a formula with letters does not count.
    """
    text = body(text)
    bare = markdown.replace(markdown.QUOTE.sub(lambda m: " " * len(m[0]), text), lone)
    bare = re.sub(r"\[[^\]\n]*\]\([^)\n]*\)|\{[^}\n]*\}", lambda m: " " * len(m[0]), bare)
    return [
        problem(
            (page, line_of(text, table.start() + number.start())),
            f"the table holds the number {number[0]} typed by hand",
            "return it from facts() of a snippet and quote it: {{ topic/name.fact }}",
        )
        for table in markdown.TABLE.finditer(bare)
        for number in NUMBER.finditer(table[0])
    ]


def lone(segment: markdown.Segment) -> str:
    """Return prose as it is, code and maths that hold one number alone without their marks, and the rest blank."""
    if segment.kind == "prose":
        return segment.text
    inside = segment.text.strip("`$")
    blank = re.sub(r"[^\n]", " ", segment.text)
    return segment.text.replace("`", " ").replace("$", " ") if LONE.fullmatch(inside.strip()) else blank


def compute(language: str) -> dict[str, dict[str, Any]]:
    """Return the facts that the pages of a language quote, by snippet."""
    done, account = worker.results(jobs(language))
    if account.made:
        print(f"facts: {account.made} computed, {account.recalled} cached, {account.seconds:.1f} s")
    return {job.name: result["facts"] for job, result in done.items()}
