"""Says under the title of a lesson where in its chapter it stands, how long it takes to read and what it builds on.

The lessons are named once, in the English page's front matter: ``needs: [kernels/index.md]``. Material can estimate the
time of blog posts alone, and knows no prerequisites.
"""

import html
import math
import re
from typing import Any

from mkdocs.utils import get_relative_url

from sitebuild.core import markdown
from sitebuild.core.project import DOCS
from sitebuild.core.sources import body, front_matter, read, title
from sitebuild.language.numbers import localised
from sitebuild.language.words import filled, word

WORDS_A_MINUTE = 180  # of prose with formulas in it
LINES_A_MINUTE = 20  # of code
FIGURES_A_MINUTE = 3


def minutes(text: str) -> int:
    """Return how long a page takes, in whole minutes, at least one."""
    prose = markdown.masked(re.sub(r"!\[[^\]]*\]\(figure:[^)]*\)", "", body(text)))
    figures = len(re.findall(r"\]\(figure:", text))
    lines = len(re.findall(r"^--8<-- ", text, re.MULTILINE)) * 8  # a region has about so many
    time = len(prose.split()) / WORDS_A_MINUTE + lines / LINES_A_MINUTE + figures / FIGURES_A_MINUTE
    return max(1, math.ceil(time))


def needs(name: str) -> list[str] | None:
    """Return the lessons that a page builds on; None for a page that is no lesson."""
    found: list[str] | None = front_matter(read(DOCS / "en" / name)).get("needs")
    return found


def strip(place: int, pages: int) -> str:
    """Return the chapter as a row of cells with a window on the page at a place, counted from 0."""
    cells = "".join(f"M{12 * i + 3} 3h8v8h-8z" for i in range(pages))
    seen = "".join(f"M{12 * i + 3} 3h8v8h-8z" for i in range(place + 1))
    return (
        f'<svg class="strip" aria-hidden="true" width="{12 * pages + 2}" height="14">'
        f'<path class="ahead" d="{cells}"/><path d="{seen}"/>'
        f'<rect x="{12 * place + 1}" y="1" width="12" height="12" rx="2"/></svg>'
    )


def set_in(page_html: str, page: Any) -> str:
    """Return a finished page with the line under its title, where the search does not read it."""
    language, _, name = page.file.src_uri.partition("/")
    known = needs(name)
    if known is None:
        return page_html
    # The English page's, so that both editions say the same.
    numbers = {"n": minutes(read(DOCS / "en" / name))}
    # A page that the navigation forgets has no chapter; MkDocs says so itself.
    chapter = [child for child in page.parent.children if child.is_page] if page.parent else [page]
    numbers |= {"i": chapter.index(page) + 1, "of": len(chapter)}
    said = filled(
        language, "lesson", "place", **{key: localised(str(number), language) for key, number in numbers.items()}
    )
    links = []
    for need in known:
        folder = "" if language == "en" else f"{language}/"
        address = folder + need.removesuffix("index.md").removesuffix(".md").rstrip("/") + "/"
        named = html.escape(title(DOCS / language / need), quote=False)
        links.append(f'<a href="{get_relative_url(address, page.url)}">{named}</a>')
    listed = word(language, "lesson", "comma").join(links)
    also = f" · {word(language, 'lesson', 'builds_on')}: {listed}" if links else ""
    drawn = strip(chapter.index(page), len(chapter))
    return page_html.replace("</h1>", f'</h1>\n<p class="path">{drawn}<span>{said}{also}</span></p>', 1)
