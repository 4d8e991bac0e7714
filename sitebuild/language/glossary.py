"""Carries the glossary, docs/glossary.yml, to its page, to the first mention of a term on each page, and to the search.

Python-Markdown's abbreviations know no plural, no half space and no second language, and their titles open neither by
keyboard nor by touch.
"""

import re
from dataclasses import dataclass
from typing import Any

from mkdocs.utils import get_relative_url

from sitebuild.core import markdown, yaml_file
from sitebuild.core.cache import remember
from sitebuild.core.messages import line_of, problem, stop
from sitebuild.core.project import DOCS, LANGUAGES
from sitebuild.core.schema import Field, list_of, mapping_of, record, text
from sitebuild.core.sources import body, pages, title
from sitebuild.core.sources import read as source
from sitebuild.core.yaml_file import Node
from sitebuild.language.letters import ALPHABET, LETTER, ZWNJ
from sitebuild.language.words import word

SOURCE = DOCS / "glossary.yml"
VOWELS = "\N{ARABIC FATHA}\N{ARABIC DAMMA}\N{ARABIC KASRA}\N{ARABIC SHADDA}"
UNSORTED = ZWNJ + VOWELS  # what the order of words does not see
PAGE = "glossary.md"
LISTS = (PAGE, "references.md")  # pages that name terms rather than use them
HERE = "<!-- glossary -->"  # where the page of the glossary has its entries
# No mention inside these is marked: they have a link or a name already, or are no prose.
CLOSED = "a|button|code|h[1-6]|figure|table|summary|style|nav|dl|bdi|label"
# These have none of their own kind inside, and hold most of a page's tags: each is passed over as one piece.
WHOLE = ("<svg", "<math", "<pre", "<script")
PIECES = re.compile("(" + "|".join(rf"{start}\b.*?</{start[1:]}>" for start in WHOLE) + "|<[^>]*>)", re.DOTALL)
VOID = "area|base|br|col|hr|img|input|link|meta|source|wbr"


@dataclass(frozen=True)
class Term:
    """A concept: its one name in each language, other names, where they mean something else, and what it is.

    The search knows the names in `searched` too. They are not printed: a form of a word or a near name is no synonym.
    """

    key: str
    name: dict[str, str]
    also: dict[str, list[str]]
    allowed: dict[str, list[str]]
    searched: dict[str, list[str]]
    means: dict[str, str]
    page: str
    line: int


def terms() -> list[Term]:
    """Return the glossary in the order of its file, as it is now.

    Raises
    ------
    PluginError
        If an entry lacks something, two share a name, or one is taught on a page that is not there.
    """
    found = read(source(SOURCE))
    for term in found:
        file, _, anchor = term.page.partition("#")
        target = DOCS / "en" / file
        if not target.is_file() or (anchor and f"{{ #{anchor} }}" not in source(target)):
            what = f"{term.key!r} is taught on {term.page}, which is not there"
            raise stop((SOURCE, term.line), what, "name the page, and its section")
    return found


NAMES = "write it as { en: [mask], fa: [ماسک] }"
BOTH = "write both languages: { en: …, fa: … }"
SAID = record({language: Field(text, BOTH, True) for language in LANGUAGES})
OTHERS = record({language: Field(list_of(text, "a list of names"), NAMES) for language in LANGUAGES})
ENTRY = record(
    {
        "name": Field(SAID, BOTH, True),
        "also": Field(OTHERS, NAMES),
        "allowed": Field(OTHERS, NAMES),
        "searched": Field(OTHERS, NAMES),
        "means": Field(SAID, BOTH, True),
        "page": Field(text, "write the page that teaches it, as in nav: kernels/index.md#its-section", True),
    }
)


def key_of(node: Node) -> None:
    """Stop at a key that cannot stand in an address."""
    if not re.fullmatch(r"[a-z0-9-]+", node.name):
        what = f"{node.name!r} cannot be an id"
        raise node.stop(what, "write small Latin letters, digits and hyphens", at_key=True)


@remember
def read(glossary: str) -> list[Term]:
    """Return the entries of a glossary."""
    found = []
    owners: dict[str, str] = {}
    tree = yaml_file.read(SOURCE, glossary)
    known = mapping_of(ENTRY, "a mapping from an id to what the term is", key_of)(
        tree, "look at the entries of the file"
    )
    for key, entry in known.items():
        node = tree.value[key]
        if markup := re.search(r"</?[a-z!][^>]*>?", str(entry), re.IGNORECASE):
            what = f"the entry {key!r} holds {markup[0]}: names and meanings are text"
            raise node.stop(what, "write it in words", at_key=True)
        also, allowed, searched = (
            {language: entry.get(kind, {}).get(language, []) for language in LANGUAGES}
            for kind in ("also", "allowed", "searched")
        )
        term = Term(key, entry["name"], also, allowed, searched, entry["means"], entry["page"], node.key_line)
        for language in LANGUAGES:
            for name in (term.name[language], *also[language], *searched[language]):
                if owners.setdefault(name.lower(), key) != key:
                    what = f"{name!r} already belongs to {owners[name.lower()]!r}"
                    raise node.stop(what, "give it to one of them", at_key=True)
            for name in allowed[language]:
                if name not in also[language]:
                    what = f"{name!r} is allowed, but stands not under also"
                    raise node.value["allowed"].stop(what, "write it under also too, or remove it", at_key=True)
        found.append(term)
    return found


@remember
def pattern(name: str, language: str) -> re.Pattern[str]:
    """Return what finds a name, its plural and its endings, as whole words."""
    words = r"\s+".join(re.escape(word) for word in name.split())
    if language == "fa":
        return re.compile(f"(?<![{LETTER}{ZWNJ}]){words}(?:{ZWNJ}(?:ها|های|هایی|ای))?(?![{LETTER}{ZWNJ}])")
    return re.compile(rf"(?<![\w-]){words}(?:s|es)?(?![\w-])", re.IGNORECASE)


def entries(language: str) -> str:
    """Return the glossary as Markdown: a definition list, in the order of the language's names."""
    other = next(code for code in LANGUAGES if code != language)
    also, taught, comma = (word(language, "glossary", name) for name in ("also", "taught", "comma"))
    lines = []
    for term in sorted(terms(), key=lambda t: order(t.name[language], language)):
        direction = "rtl" if other == "fa" else "ltr"
        twin = f'<span lang="{other}" dir="{direction}">{term.name[other]}</span>'
        lesson = title(DOCS / language / term.page.partition("#")[0])
        end = "" if lesson.endswith(("?", "؟")) else "."
        named = f" {also}: {comma.join(term.also[language])}." if term.also[language] else ""
        lines.append(
            f'<dt id="{term.key}" markdown="span">**{term.name[language]}** ({twin})</dt>\n'
            f'<dd markdown="span">{term.means[language]}{named} {taught}: [{lesson}]({term.page}){end}</dd>'
        )
    return '<dl class="glossary" markdown>\n' + "\n".join(lines) + "\n</dl>"


def order(name: str, language: str) -> str:
    """Return what a name is sorted by: the Persian alphabet is not in the order of its code points."""
    if language == "fa":
        return "".join(f"{ALPHABET.find(letter) + 1:02}" for letter in name if letter not in UNSORTED)
    return name.lower()


@remember
def explained(glossary: str, page_html: str, language: str, home: str) -> str:
    """Return a finished page with the first mention of each term made into a link to its entry.

    The meaning itself stands in the glossary alone, from where docs/assets/javascripts/terms.js fetches it: so what is
    seen of a sentence is what is copied, printed and read aloud.

    Parameters
    ----------
    glossary : str
        The text of the glossary, on which the result depends.
    page_html, language : str
        The page.
    home : str
        The address of the glossary's page.
    """
    start, end = page_html.find("<article"), page_html.rfind("</article>")
    if start < 0:
        return page_html
    other = next(code for code in LANGUAGES if code != language)
    open_terms = {term.key: term for term in sorted(read(glossary), key=lambda t: -len(t.name[language]))}
    matcher = {key: pattern(term.name[language], language) for key, term in open_terms.items()}
    out: list[str] = []
    inside: list[str] = []  # closed elements that are open here
    paragraph = 0
    for piece in PIECES.split(page_html[start:end]):
        if piece.startswith(WHOLE):
            out.append(piece)
            continue
        tag = re.match(r"<(/?)([a-z][a-z0-9]*)", piece)
        if tag:
            closing, name = tag[1], tag[2]
            foreign = not closing and f'lang="{other}"' in piece
            if inside:
                if closing and name == inside[-1]:
                    inside.pop()
                elif not closing and name == inside[-1]:
                    inside.append(name)
            elif not closing and (re.fullmatch(CLOSED, name) or (foreign and not re.fullmatch(VOID, name))):
                inside.append(name)
            elif name in ("p", "li"):
                paragraph += -1 if closing else 1
        elif not inside and paragraph > 0 and piece.strip():
            piece = marked(piece, open_terms, matcher, home)
        out.append(piece)
    return page_html[:start] + "".join(out) + page_html[end:]


def marked(
    text: str,
    left: dict[str, Term],
    matcher: dict[str, re.Pattern[str]],
    home: str,
) -> str:
    """Return a stretch of text with the terms that are left linked; a longer name goes before a shorter one."""
    found: list[tuple[int, int, Term]] = []
    for key, term in list(left.items()):
        for match in matcher[key].finditer(text):
            if all(match.end() <= a or match.start() >= b for a, b, _ in found):
                found.append((match.start(), match.end(), term))
                del left[key]
                break
    for start, end, term in sorted(found, key=lambda f: -f[0]):
        term_html = f'<a class="term" href="{home}#{term.key}">{text[start:end]}</a>'
        text = "".join(markdown.tied(text[:start], term_html, text[end:]))
    return text


@remember
def mentions(text: str, names: tuple[str, ...]) -> list[tuple[int, str]]:
    """Return where a Persian text mentions some names: the line and the mention."""
    return [(line_of(text, m.start()), m[0]) for name in names for m in pattern(name, "fa").finditer(text)]


def problems() -> list[str]:
    """Return where a Persian page calls a concept by another name than the chosen one, as messages."""
    known = terms()
    found = []
    for name, path in pages("fa").items():
        if name in LISTS:
            continue
        text = markdown.masked(body(source(path)))
        text = re.sub(r"\]\([^)\s]*", lambda m: " " * len(m[0]), text)
        for term in known:
            others = set(term.also["fa"]) - set(term.allowed["fa"])
            for line, mention in mentions(text, tuple(sorted(others))):
                mend = f"write «{term.name['fa']}», or allow the word in docs/glossary.yml"
                what = f"«{mention}» is not the chosen name of {term.name['en']}"
                found.append(problem((path, line), what, mend))
    return found


def fill(text: str, page: Any) -> str:
    """Return the Markdown of the glossary's page with the entries in it; that of any other page as it is."""
    language, _, name = page.file.src_uri.partition("/")
    return text.replace(HERE, entries(language)) if name == PAGE else text


def explain(page_html: str, page: Any) -> str:
    """Return a finished page with the first mention of each term linked; a list of terms as it is."""
    language, _, name = page.file.src_uri.partition("/")
    if name in LISTS:
        return page_html
    folder = "" if language == LANGUAGES[0] else f"{language}/"
    return explained(source(SOURCE), page_html, language, get_relative_url(f"{folder}glossary/", page.url))
