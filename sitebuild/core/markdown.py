"""Tells apart the prose, the code and the maths of a Markdown text."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from sitebuild.core.cache import remember

# In the order in which they claim text: a dollar inside code is no maths, a backtick inside a fence is no code.
TOKEN = re.compile(
    r"""
    (?P<fence>^(?P<indent>[ ]*)(?P<ticks>`{3,}|~{3,})[^\n]*\n.*?(?:^(?P=indent)(?P=ticks)[ ]*$|\Z))
    |(?P<code>(?P<quote>`+)(?!`)(?:(?!\n\s*\n).)+?(?<!`)(?P=quote)(?!`))
    |(?P<display>\$\$.+?\$\$)
    |(?P<inline>(?<![\\$])\$(?![\s$])(?:\\.|[^$\\\n])+?(?<![\s\\])\$(?![\d$]))
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)


# A quoted fact, {{ topic/name.fact }} or {{ topic/name.fact:.2f }}.
QUOTE = re.compile(r"\{\{\s*(?P<name>[\w/-]+)\.(?P<fact>\w+)(?::(?P<spec>[^}\s]+))?\s*\}\}")
TABLE = re.compile(r"^ *\|.*\n *\|[ :|-]+\|? *\n(?: *\|.*(?:\n|\Z))*", re.MULTILINE)


@dataclass(frozen=True)
class Segment:
    """A stretch of Markdown: its kind (prose, fence, code, display or inline), its text and where it starts."""

    kind: str
    text: str
    start: int


@remember
def segments(text: str) -> list[Segment]:
    """Split a Markdown text into its segments, in order; joined again they give the text."""
    found: list[Segment] = []
    end = 0
    for match in TOKEN.finditer(text):
        if match.start() > end:
            found.append(Segment("prose", text[end : match.start()], end))
        kind = next(k for k in ("fence", "code", "display", "inline") if match[k] is not None)
        found.append(Segment(kind, match[0], match.start()))
        end = match.end()
    if end < len(text):
        found.append(Segment("prose", text[end:], end))
    return found


def replace(text: str, change: Callable[[Segment], str]) -> str:
    """Return the text with each segment changed."""
    return "".join(change(segment) for segment in segments(text))


@remember
def masked(text: str, kinds: tuple[str, ...] = ("fence", "code", "display", "inline")) -> str:
    """Blank the segments of some kinds, keeping length and lines, so that a search sees only the rest."""
    return replace(text, lambda s: re.sub(r"[^\n]", " ", s.text) if s.kind in kinds else s.text)


def tied(before: str, piece: str, after: str) -> tuple[str, str, str]:
    """Return a piece of HTML tied to the punctuation around it, with what is left of the text before and after.

    Browsers may break a line on either side of a button or a formula, even before a full stop.
    """
    start = len(before.rstrip("(«“"))
    end = len(after) - len(after.lstrip(".,:;!?)»”،؛؟"))
    if before[start:] or after[:end]:
        piece = f'<span class="tied">{before[start:]}{piece}{after[:end]}</span>'
    return before[:start], piece, after[end:]
