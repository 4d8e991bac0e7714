"""Keeps each Persian page in step with the English page that it was written from.

Structure is compared as it stands. Freshness is by content: the Persian page records a hash of every English section,
and when the English changes, the section to look at is named. Plugins compare dates, which change with a comma.

    python -m sitebuild.language.twins report        pages, sections, percent in step, and the English of what is not
    python -m sitebuild.language.twins stamp PAGE …  record that these Persian pages were reviewed
"""

import difflib
import hashlib
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from html import unescape
from itertools import pairwise, zip_longest
from pathlib import Path

from sitebuild.core import markdown
from sitebuild.core.cache import remember
from sitebuild.core.messages import line_of, line_where, problem, shown, stop
from sitebuild.core.project import DOCS, ROOT
from sitebuild.core.sources import FRONT_MATTER, body, faults, front_matter, pages, read

HEADING = re.compile(r"^(#{1,6}) +(.+?)(?: *\{[^}\n]*?#([\w-]+)[^}\n]*\})? *$", re.MULTILINE)
BOX = re.compile(r'\bdata-(?:exercise|written)="[^"\n]*"')
ADMONITION = re.compile(r"^ *(?:!!!|\?\?\?\+?) +([\w-]+)", re.MULTILINE)
UNTITLED = re.compile(r"^ *(?:!!!|\?\?\?\+?) +([\w-]+) *$", re.MULTILINE)
LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)\s]+)[^)]*\)")
HEADING_TAG = re.compile(r'<h[1-6](?: [^>]*?\bid="(?P<id>[^"]*)")?[^>]*>(?P<text>.*?)</h[1-6]>', re.DOTALL)
ID = re.compile(r"\{[^}\n]*?#(?P<mark>[\w-]+)[^}\n]*\}|<[^>\n]*\bid=\"(?P<html>[^\"\n]*)\"")
KINDS = ("note", "tip", "success", "warning")  # of admonitions, each with a colour and a sign
PAGE = "description"  # the part of a page that stands in its front matter


@dataclass
class Section:
    """A heading and the text up to the next one."""

    id: str | None
    level: int
    line: int
    text: str
    parts: dict[str, list[str]] = field(default_factory=dict)

    @property
    def hash(self) -> str:
        """A digest of the text, blind to line breaks and spaces at their ends."""
        return digest(self.text)


def digest(text: str) -> str:
    """Return a short digest of a text, blind to how it is broken into lines."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:10]


@remember
def sections(text: str) -> list[Section]:
    """Split a page into its sections."""
    text = body(text)
    heads = list(HEADING.finditer(markdown.masked(text, ("fence",))))
    ends = [*(h.start() for h in heads[1:]), len(text)][: len(heads)]
    found = []
    for head, end in zip(heads, ends, strict=True):
        part = text[head.start() : end]
        found.append(Section(head[3], len(head[1]), line_of(text, head.start()), part, parts(part)))
    return found


def parts(text: str) -> dict[str, list[str]]:
    """Return what a section and its twin must both have, by the name under which a message speaks of it."""
    split = markdown.segments(text)
    prose = markdown.masked(text)
    links = [(m[1], m[2]) for m in LINK.finditer(markdown.masked(text, ("fence", "code")))]
    return {
        # The description of a lab's picture is prose: it must be there in both, in the language of each.
        "code blocks": [re.sub(r'alt="[^"]+"', "alt", s.text.strip()) for s in split if s.kind == "fence"],
        "figures": [target for mark, target in links if mark],
        "link targets": sorted(target for mark, target in links if not mark),
        "facts": sorted(re.sub(r"\s", "", m[0]) for m in markdown.QUOTE.finditer(markdown.masked(text, ("fence",)))),
        "maths": sorted("".join(s.text.split()) for s in split if s.kind in ("inline", "display")),
        "exercises": BOX.findall(prose),
        "admonitions": ADMONITION.findall(prose),
        "tables": [shape(m[0]) for m in markdown.TABLE.finditer(prose)],
    }


def shape(table: str) -> str:
    """Return the size of a Markdown table in words."""
    rows = table.strip().splitlines()
    return f"{len(rows) - 1} rows of {cells(rows[0])}"


def hashes(english: str) -> dict[str, str]:
    """Return the hash of every part of an English page, by section id."""
    found = {PAGE: digest(str(front_matter(english).get(PAGE, "")))}
    found.update({s.id: s.hash for s in sections(english) if s.id})
    return found


def structure(name: str, english: str, persian: str) -> list[str]:
    """Return what stands differently in a page and its twin, as messages that name the line and the mend."""
    en, fa = DOCS / "en" / name, DOCS / "fa" / name
    found = []
    for path, text in ((en, english), (fa, persian)):
        found += faults(path, text)
        bare = markdown.masked(body(text), ("fence",))
        if not re.match(r"\s*# ", bare):
            line = line_of(bare, len(bare) - len(bare.lstrip()))
            found.append(
                problem((path, line), "the page does not begin with a heading", "begin with # Title { #its-id }")
            )
        for untitled in UNTITLED.finditer(bare):
            place = (path, line_of(bare, untitled.start(1)))
            what, mend = f"the {untitled[1]} has no title", f'give it one: {untitled[0].strip()} "Title"'
            found.append(problem(place, what, mend))
        found += ids_twice(path, bare) + levels(path, text) + ragged(path, text)
        for used in ADMONITION.finditer(bare):
            if used[1] not in KINDS:
                place, what = (path, line_of(bare, used.start(1))), f"there is no admonition {used[1]!r}"
                found.append(problem(place, what, f"write one of {', '.join(KINDS)}"))
        for section in sections(text):
            if section.id == PAGE:
                what = f"the id {PAGE!r} is taken: under it the twin keeps the sum of the page's description"
                found.append(problem((path, section.line), what, "give the heading another id"))
            if section.id and not re.fullmatch("[a-z0-9-]+", section.id):
                what = f"the id {section.id!r} is not of small Latin letters, digits and hyphens"
                found.append(problem((path, section.line), what, "write one in English: { #its-id }"))
            if section.id is None:
                what = f"the heading {section.text.splitlines()[0]!r} has no id"
                found.append(problem((path, section.line), what, "write one in English behind it: { #its-id }"))
    ours, theirs = sections(english), sections(persian)
    pairs = list(zip_longest([(s.level, s.id) for s in ours], [(s.level, s.id) for s in theirs]))
    at = next((i for i, (one, two) in enumerate(pairs) if one != two), None)
    if at is not None:
        want = f"{'#' * ours[at].level} … {{ #{ours[at].id} }}" if at < len(ours) else "no further heading"
        have = f"{'#' * theirs[at].level} … {{ #{theirs[at].id} }}" if at < len(theirs) else "none"
        line = theirs[at].line if at < len(theirs) else persian.count("\n") + 1
        what = f"headings differ from the English page: there {want}, here {have}"
        return [*found, problem((fa, line), what, f"give both the same levels and ids ({shown(en)})")]
    for one, two in zip(ours, theirs, strict=True):
        for kind, wanted in one.parts.items():
            if wanted != two.parts[kind]:
                lacking = list((Counter(wanted) - Counter(two.parts[kind])).elements())
                extra = list((Counter(two.parts[kind]) - Counter(wanted)).elements())
                told = "; ".join(
                    f"{word} {', '.join(' '.join(x.split()) for x in items)}"
                    for word, items in (("missing:", lacking), ("not in the English:", extra))
                    if items
                )
                what = f"{kind} of #{two.id} differ from the English section: {told or 'their order'}"
                found.append(problem((fa, two.line), what, f"make them equal to {shown(en)}:{one.line}"))
    return found


def ids_twice(path: Path, text: str) -> list[str]:
    """Return each id that stands twice on a page, as messages: of two sections one would never be compared again."""
    first: dict[str, int] = {}
    found = []
    for match in ID.finditer(markdown.masked(text)):
        name, line = match["mark"] or match["html"], line_of(text, match.start())
        if name in first:
            what = f"the id {name!r} stands here again, first in line {first[name]}"
            found.append(problem((path, line), what, "give this one an id of its own, and the same to its twin"))
        first.setdefault(name, line)
    return found


def levels(path: Path, text: str) -> list[str]:
    """Return each heading that is a second title, or leaves out a level, as messages."""
    found = []
    heads = sections(text)
    for before, head in pairwise(heads):
        if head.level == 1 or head.level > before.level + 1:
            what = "this is a second title" if head.level == 1 else f"a level is left out above {head.text.split()[0]}"
            wanted = "##" if head.level == 1 else "#" * (before.level + 1)
            found.append(problem((path, head.line), what, f"write {wanted}"))
    return found


def ragged(path: Path, text: str) -> list[str]:
    """Return each row of a table that has not as many cells as its head, as messages: Markdown drops what is more."""
    prose = markdown.masked(body(text))
    found = []
    for table in markdown.TABLE.finditer(prose):
        first = line_of(prose, table.start())
        rows = [cells(row) for row in table[0].strip().splitlines()]
        for number, row in enumerate(rows):
            if row != rows[0]:
                what = f"this row has {row} cells, and the head of its table {rows[0]}"
                found.append(problem((path, first + number), what, "write as many; \\| stands for | in a cell"))
    return found


def cells(row: str) -> int:
    """Return how many cells a row of a table has."""
    return len(re.findall(r"(?<!\\)\|", row.strip())) - row.strip().endswith("|")


def check_headings(page_html: str, source: Path) -> str:
    """Return the content of a page as it is, if each of its headings is one that is compared with the other language.

    Raises
    ------
    PluginError
        If one is written in another way that Markdown knows: underlined, as a tag, inside something else.
    """
    text = read(source)
    known = {section.id for section in sections(text)}
    if None in known:
        return page_html  # a heading without an id: that is told with all that differs between the twins
    for match in HEADING_TAG.finditer(page_html):
        if match["id"] not in known:
            words = re.sub("<[^>]*>", "", unescape(match["text"])).rstrip("¶").strip()
            line = line_where(text, words)
            what = f"the heading {words!r} is written so that no twin is compared with it"
            raise stop((source, line), what, "write it at the beginning of a line: ## Title { #its-id }")
    return page_html


def stale(name: str, english: str, persian: str) -> list[str]:
    """Return the parts of a Persian page that were written from an English text that has changed since."""
    fa = DOCS / "fa" / name
    recorded = front_matter(persian).get("twin") or {}
    lines = {PAGE: line_of(persian, persian.find(f"\n{PAGE}:") + 1), **{s.id: s.line for s in sections(persian)}}
    page = name.removesuffix(".md")
    if not recorded:
        return [
            problem(
                (fa, 1), "nobody has compared this page with its English twin yet", f"do, then `make stamp PAGE={page}`"
            )
        ]
    return [
        problem(
            (fa, lines.get(part, 1)),
            f"the English of #{part} has changed since this was written" if part in recorded else f"#{part} is new",
            f"bring it in step with {shown(DOCS / 'en' / name)}, then run `make stamp PAGE={page}`",
        )
        for part, value in hashes(english).items()
        if recorded.get(part) != value
    ]


def problems() -> list[str]:
    """Return everything that is out of step, page by page."""
    en, fa = pages("en"), pages("fa")
    found = []
    for name in sorted(en.keys() | fa.keys()):
        if name not in fa or name not in en:
            here, there = (en[name], DOCS / "fa" / name) if name in en else (fa[name], DOCS / "en" / name)
            found.append(problem((here, None), "this page has no twin", f"write {shown(there)}"))
            continue
        english, persian = read(en[name]), read(fa[name])
        found += structure(name, english, persian) or stale(name, english, persian)
    return found


def stamped(english: str, persian: str) -> str:
    """Return the Persian page with the hashes of the English one recorded in its front matter."""
    match = FRONT_MATTER.match(persian)
    head, rest = (match[1], persian[match.end() :]) if match else ("", persian)
    record = "twin:\n" + "".join(f"  {part}: {value!r}\n" for part, value in hashes(english).items())
    # In its place, so that only the lines of what has changed are other than before.
    head, found = re.subn(r"^twin:.*\n(?:[ ]+.*\n)*", record, head, count=1, flags=re.MULTILINE)
    return f"---\n{head if found else head + record}---\n{rest}"


def stamp(name: str) -> str | None:
    """Record the English of a page in its twin, unless their structures differ; return what hinders."""
    name = name.removesuffix(".md") + ".md"
    en, fa = DOCS / "en" / name, DOCS / "fa" / name
    for path in (en, fa):
        if not path.is_file():
            return f"there is no {shown(path)}; PAGE is a path inside docs/en, such as pooling/index"
    english, persian = read(en), read(fa)
    if found := structure(name, english, persian):
        return "\n".join(found)
    fa.write_text(stamped(english, persian), "utf-8")
    return None


def part_of(english: str, part: str) -> str:
    """Return the text of a part of an English page; an empty one if it has no such part."""
    if part == PAGE:
        return str(front_matter(english).get(PAGE, ""))
    return next((section.text for section in sections(english) if section.id == part), "")


def written_from(path: Path, part: str, recorded: str) -> str | None:
    """Return the text that a part of an English page had when its sum was the recorded one; None if git has no such."""
    name = path.relative_to(ROOT).as_posix()
    for revision in git("log", "--format=%H", "--", name).split():
        text = git("show", f"{revision}:{name}")
        if hashes(text).get(part) == recorded:
            return part_of(text, part)
    return None


def git(*words: str) -> str:
    """Return what git says; nothing where there is no git, or no such file in it."""
    try:
        return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, encoding="utf-8").stdout
    except FileNotFoundError:
        return ""


def changes() -> str:
    """Return each part whose English has changed since its twin was written: the message, then what was and what is."""
    told = []
    fa = pages("fa")
    for name, path in pages("en").items():
        if name not in fa:
            continue
        english, persian = read(path), read(fa[name])
        recorded = front_matter(persian).get("twin") or {}
        messages = stale(name, english, persian)
        if not recorded:
            told += messages
            continue
        behind = [part for part, value in hashes(english).items() if recorded.get(part) != value]
        for part, message in zip(behind, messages, strict=True):
            before = written_from(path, part, recorded[part]) if part in recorded else ""
            if before is None:
                told.append(f"{message}\n    git has no version that it was written from: read the whole section")
                continue
            lines = difflib.unified_diff(before.splitlines(), part_of(english, part).splitlines(), n=0, lineterm="")
            told.append("\n".join([message, *(f"    {line}" for line in [*lines][2:] if not line.startswith("@@"))]))
    return "\n\n".join(told)


def report() -> str:
    """Return a table of the pages: sections, how many are in step, percent."""
    lines = [f"{'page':40} {'sections':>8} {'in step':>8} {'%':>4}"]
    total = good = 0
    fa = pages("fa")
    for name, path in pages("en").items():
        english = read(path)
        recorded = (front_matter(read(fa[name])).get("twin") or {}) if name in fa else {}
        wanted = hashes(english)
        step = sum(recorded.get(part) == value for part, value in wanted.items())
        total, good = total + len(wanted), good + step
        lines.append(f"{name:40} {len(wanted):8} {step:8} {100 * step // len(wanted):4}")
    lines.append(f"{f'{len(lines) - 1} pages':40} {total:8} {good:8} {100 * good // max(total, 1):4}")
    return "\n".join(lines)


def main(words: list[str]) -> int:
    """Run a command; return its exit status."""
    if words == ["report"]:
        if told := changes():
            print(f"{told}\n")
        print(report())
        return 0
    if len(words) > 1 and words[0] == "stamp":
        hindrances = [h for name in words[1:] if (h := stamp(name))]
        print("\n".join(hindrances) or f"stamped: {', '.join(words[1:])}")
        return bool(hindrances)
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
