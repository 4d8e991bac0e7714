"""Stops at marks of Markdown that Markdown has left in a page: something was never closed, or names what is not there.

Python-Markdown shows as text whatever it does not understand, and a link to nothing, a table without its rule or a
conflict that git could not solve is published without a word.
"""

import re
from html import unescape
from pathlib import Path

from sitebuild.core.messages import line_where, stop
from sitebuild.core.sources import read

# What shows such marks as they are, and all tags.
SHOWN = re.compile(r"<(code|pre|math|script)\b.*?</\1>|<[^>]*>", re.DOTALL)
EMPTY = re.compile(
    r'<p class="admonition-title">(?P<title>[^<]*)</p>\s*</div>|<summary>(?P<fold>[^<]*)</summary>\s*</details>'
)
MARKS = (
    (r"^(?:&lt;){5}.*|^={7}$|^(?:&gt;){5}.*", "a conflict of git", "keep one of the two versions"),
    (r"\$[^\n]*", "a formula that is never closed", "write $…$ in one line, or $$…$$"),
    (r"`[^\n]*", "code that is never closed", "write `code`"),
    (r"\[\^[^\n]*", "a footnote that is not there", "write it below: [^name]: its text"),
    (r"\[[^\]\n]*\]\s?\[[^\n]*", "a link to nothing", "write [text](page.md)"),
    (r"\]\([^\n]*", "a link that is never closed", "write [text](page.md), without spaces in the address"),
    (r"\*\*[^\n]*", "a mark of bold text that is never closed", "write **text**"),
    (r"^(?:!{2,}|\?{2,}\+?) [^\n]*", "an admonition that is written in another way", 'write !!! note "Title"'),
    (r"^\|[^\n]*", "a table without its rule, or without a blank line above", "write | --- | below its heads"),
    (r"\{:? ?[.#][^\n]*", "attributes that are never closed, or stand alone", "write **word**{ .kernel }"),
    (r"&lt;!--[^\n]*", "a comment that is never closed", "take it away; a page may hold none"),
    (r"\{\{[^\n]*", "a fact where none is filled in", "write its value in words, or quote it on a page"),
    (
        r"\{%[^\n]*",
        "a statement of a template, which pages do not have",
        "write {{ topic/name.fact }}, or leave it out",
    ),
)
MARK = re.compile("|".join(f"(?P<m{i}>{pattern})" for i, (pattern, _, _) in enumerate(MARKS)), re.MULTILINE)


def check(html: str, source: Path) -> str:
    """Return the content of a page as it is, with its formulas set.

    Raises
    ------
    PluginError
        If a mark of Markdown stands in its text, or an admonition holds nothing.
    """
    if empty := EMPTY.search(html):
        title = unescape(empty["title"] or empty["fold"])
        raise stop(
            (source, line_where(read(source), f'"{title}"')),
            f"{title!r} holds nothing",
            "indent its text by four spaces",
        )
    if found := MARK.search(SHOWN.sub("", html)):
        _, what, mend = MARKS[int(str(found.lastgroup)[1:])]
        seen = unescape(found[0].strip())
        line = line_where(read(source), seen, seen[:12], *seen.split()[:1])
        raise stop((source, line), f"this is {what}: {seen[:60]}", mend)
    return html
