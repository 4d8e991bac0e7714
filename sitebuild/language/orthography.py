"""Holds the orthography of Persian prose: pages, labels and the words of the interface.

Spelling checkers know words; what goes wrong on a technical page is between the words: half spaces, Arabic letters,
Latin punctuation, numbers that right-to-left text turns around. Code, maths, links and quoted facts are left out.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from sitebuild.core import markdown
from sitebuild.core.cache import remember
from sitebuild.core.messages import problem
from sitebuild.core.project import DOCS, ROOT
from sitebuild.core.sources import FRONT_MATTER, pages, read
from sitebuild.core.yaml_file import compose
from sitebuild.language.letters import LETTER, ZWNJ

HIDDEN = "\N{REPLACEMENT CHARACTER}"  # stands where code, maths or a fact stands in the page
DIGIT = "[0-9۰-۹]"
# Scripts that speak of spellings, and so hold wrong ones.
SPELLINGS = {DOCS / "assets" / "javascripts" / name for name in ("letters.js", "search_terms.js")}


class Rule(NamedTuple):
    """What is wrong where a pattern matches, and what to write in its place."""

    name: str
    pattern: re.Pattern[str]
    mend: str


def rule(name: str, pattern: str, mend: str) -> Rule:
    """Compile a rule."""
    return Rule(name, re.compile(pattern), mend)


RULES = (
    rule("Arabic ye or kaf", "[يىك]", "write ی or ک"),
    rule("Arabic digit", "[٠-٩]", "write ۰ to ۹"),
    rule("letter that Persian does not use", "[ةۀۂەہھ]", "write ه, and هٔ for the ezafe"),
    rule("ezafe written ه‌ی", f"ه{ZWNJ}ی(?![{LETTER}{ZWNJ}])", "write هٔ"),
    rule("presentation form", "[\ufb50-\ufdff\ufe70-\ufefc]", "write the plain letters"),
    rule("tatweel", "ـ", "leave it out"),
    rule("stray invisible mark", "[\u00a0\u00ad\u200b\u200d-\u200f\u202a-\u202e\u2066-\u2069\ufeff]", "leave it out"),
    rule("half space doubled", ZWNJ * 2, "write one"),
    rule("half space at the edge of a word", f"(?<![{LETTER}{ZWNJ}]){ZWNJ}|{ZWNJ}(?![{LETTER}{ZWNJ}])", "leave it out"),
    rule("«می» apart from its verb", f"(?<![{LETTER}{ZWNJ}])ن?می (?=[{LETTER}])", "join them with a half space"),
    rule(
        "ending apart from its word",
        f"(?<=[{LETTER}]) (?:ها|های|هایی|هایش|هایشان|تر|تری|ترین)(?![{LETTER}{ZWNJ}])",
        "join them with a half space",
    ),
    rule("Latin punctuation", f"(?<=[{LETTER}»۰-۹)])[,;?](?![۰-۹])|[,;?](?= *[{LETTER}])", "write ، ؛ or ؟"),
    rule("space before a mark", r"(?<=\S) +(?=[،؛؟!:.](?:\s|$))", "leave it out"),
    rule(
        "no space after a mark",
        f"[،؛؟!:](?=[{LETTER}A-Za-z۰-۹«(])|(?<=[{LETTER}»)])\\.(?=[{LETTER}«(])",
        "write one",
    ),
    rule("space inside brackets", r"[«(\[] | [»)\]]", "leave it out"),
    rule("straight quotation mark", "[\"']", "write « and »"),
    rule("Latin decimal point or separator", "[۰-۹][.,/][۰-۹]", "write ٫ for the point and ٬ between thousands"),
    rule("Latin per cent sign", f"{DIGIT} *%", "write ٪"),
    rule("three dots", r"\.\.\.", "write …"),
    rule("two spaces", r"(?<=\S)  +(?=\S)", "write one"),
    # The number of a version stays as its name is written: CC BY 4.0, PyTorch 2.13.
    rule(
        "Latin digit",
        "(?<![A-Za-z0-9._-])(?<![A-Za-z] )[0-9]+(?![A-Za-z0-9_])",
        "write Persian digits, maths or code",
    ),
    # The next three come out in another order than they were typed. A square such as ۳×۳ reads the same both ways.
    rule(
        "size or range that right-to-left text turns around",
        f"(?!({DIGIT}+)×\\1(?!{DIGIT})){DIGIT}+ ?[×–—/+=÷−-] ?{DIGIT}+",
        "write it as maths ($2\\times3$), or in words",
    ),
    rule("number with a sign", f"(?<![A-Za-z0-9{LETTER}])[−-]{DIGIT}", "write it as maths ($-1$), or in words"),
    rule("pair of numbers", f"[(\\[]{DIGIT}+ ?[،,]", "write it as code or maths"),
    rule("name with signs", r"\b(?:C\+\+|C#|F#|\.NET)", "write it as code"),
)


class Fault(NamedTuple):
    """One place that breaks a rule."""

    place: tuple[Path, int]
    rule: Rule
    near: str


def prose(page: str) -> str:
    """Return a Markdown page with what is no prose hidden; each line stays in its place."""

    def lines(match: re.Match[str]) -> str:
        return "\n" * match[0].count("\n")

    def front(match: re.Match[str]) -> str:
        return re.sub(r"(?m)^(?!description: ).*$", "", match[0]).replace("description: ", "")

    def hidden(segment: markdown.Segment) -> str:
        breaks = "\n" * segment.text.count("\n")
        if segment.kind == "fence":
            described = re.search(r'^[^\n]*\balt="([^"\n]*)"', segment.text)
            return (described[1] if described else "") + breaks
        return segment.text if segment.kind == "prose" else HIDDEN + breaks

    text = FRONT_MATTER.sub(front, page, count=1)
    text = re.sub(r'<div class="entries".*?</div>', lines, text, flags=re.DOTALL)  # titles in their own language
    text = markdown.replace(text, hidden)
    text = re.sub(r"\{\{.*?\}\}", HIDDEN, text)
    text = re.sub(r"<(\w+)[^>]*\blang=\"en\"[^>]*>.*?</\1>|https?://[^\s)>]+", HIDDEN, text)
    text = re.sub(r"</?[a-z][^>\n]*>|<!--.*?-->", "", text)
    text = re.sub(r'\]\(figure:\S+ "([^"\n]*)"\)', r"] \1", text)
    text = re.sub(r"\]\([^)\s]*\)|\]\[[^\]\n]*\]", "]", text)
    text = re.sub(r" ?\{ ?[#.:][^}\n]*\}", "", text)
    text = re.sub(r'(?m)^ *(?:!!!|\?\?\?\+?) \w+ "(.*)"$', r"\1", text)
    text = re.sub(r"(?m)^\|?(?: *:?-+:? *\|)+(?: *:?-+:? *)?$", "", text)
    text = re.sub(r"!?\[|\]|\*\*?|\\(?=[|$])", "", text)
    text = re.sub(r"(?m)^ *(?:#+|[-*+]|\d+\.|>|:|---+) +", "", text)
    return re.sub(r" *\| *", "\t", text)


def spoken(file: str) -> str:
    """Return the Persian strings of a template or a script; each line stays in its place."""
    kept = []
    for line in file.splitlines():
        line = re.sub(r"^\s*(?:#|//).*$", "", line)
        line = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|\{\w+\}", HIDDEN, line)
        found = re.findall(rf"[^\"'`<>{{}}\n]*[{LETTER}][^\"'`<>{{}}\n]*", line)
        kept.append("\t".join(text.strip() for text in found))
    return "\n".join(kept)


@remember
def values(file: str) -> str:
    """Return the Persian values of a YAML file; each line stays in its place."""
    lines = [""] * (file.count("\n") + 1)

    def walk(node: yaml.Node | None) -> None:
        if isinstance(node, yaml.MappingNode):
            for _, value in node.value:
                walk(value)
        elif isinstance(node, yaml.SequenceNode):
            for value in node.value:
                walk(value)
        elif isinstance(node, yaml.ScalarNode) and re.search(f"[{LETTER}]", node.value):
            text = re.sub(r"\{\w+\}|<code>.*?</code>", HIDDEN, node.value)
            lines[node.start_mark.line] += "\t" + " ".join(text.split("\n"))

    try:
        walk(compose(file))
    except yaml.YAMLError:
        return ""  # whoever needs the file says what is wrong with it
    return "\n".join(lines)


def check(path: Path, text: str) -> Iterator[Fault]:
    """Yield where a text, already prose, breaks a rule."""
    for number, line in enumerate(text.split("\n"), 1):
        for one in RULES:
            for match in one.pattern.finditer(line):
                near = line[max(0, match.start() - 15) : match.end() + 15].replace("\t", " | ")
                yield Fault((path, number), one, near)


@remember
def checked(path: Path, text: str) -> list[Fault]:
    """Return where a text breaks a rule."""
    return list(check(path, text))


def sources() -> Iterator[tuple[Path, str]]:
    """Yield each file that holds Persian prose, with the prose in it."""
    for path in pages("fa").values():
        yield path, prose(read(path))
    for path in [ROOT / "mkdocs.yml", *sorted(DOCS.rglob("*.yml"))]:
        yield path, values(read(path))
    scripts = {*(DOCS / "assets" / "javascripts").glob("*.js")} - SPELLINGS
    for path in sorted([*(ROOT / "overrides").rglob("*.html"), *scripts]):
        yield path, spoken(read(path))


def problems() -> list[str]:
    """Return every fault in the Persian of the site, as messages."""
    return [
        problem(fault.place, f"{fault.rule.name}: …{fault.near}…", fault.rule.mend)
        for path, text in sources()
        for fault in checked(path, text)
    ]


if __name__ == "__main__":
    found = problems()
    for message in found:
        print(message)
    print(f"{len(found)} faults")
    sys.exit(bool(found))
