"""Sets the figures that a page names, ``![description](figure:topic/name "caption")``, into the page as SVG.

workshop.py draws them. An image in the page would need a second file for the dark scheme and could not hold the page's
own font, so the SVG stands in the page.
"""

import base64
import html
import re
from pathlib import Path
from typing import Any

from mkdocs.utils import get_relative_url

import markup
import workshop
from project import SNIPPETS, body, line_of, pages, stop

NAMED = re.compile(r"!\[(?P<alt>[^\]]*)\]\(figure:(?P<name>[\w/-]+)(?:\s+\"(?P<title>[^\"]*)\")?\)")
IMAGE = re.compile(
    r'<p>\s*<img alt="(?P<alt>[^"]*)" src="figure:(?P<name>[^"]+)" title="(?P<title>[^"]*)"\s*/?>\s*</p>'
)
FOLDER = "assets/figures/"


def named(path: Path) -> list[tuple[int, re.Match[str]]]:
    """Return the figures that a page names, each with its line."""
    text = body(path.read_text("utf-8"))
    return [(line_of(text, m.start()), m) for m in NAMED.finditer(markup.masked(text, ("fence", "code")))]


def jobs(language: str) -> list[workshop.Job]:
    """Return the work that the figures of a language's pages need."""
    found = []
    for path in pages(language).values():
        for line, match in named(path):
            job = workshop.Job("figure", match["name"], language)
            if not job.source.is_file():
                raise stop(
                    (path, line),
                    f"there is no figure {match['name']!r}",
                    f"check the name, or write {job.source.relative_to(SNIPPETS.parent)} with a figure(t)",
                )
            if not match["alt"].strip() or not (match["title"] or "").strip():
                raise stop(
                    (path, line),
                    f"the figure {match['name']!r} lacks a description or a caption",
                    'write ![what it shows, for a reader who cannot see it](figure:… "what to see in it")',
                )
            found.append(job)
    return found


def set_in(page_html: str, figures: dict[str, dict[str, Any]], assets: str) -> str:
    """Return the HTML of a page with its named figures drawn in it."""

    def drawn(match: re.Match[str]) -> str:
        name = re.sub(r"\W+", "-", match["name"])
        labelled = (
            f' aria-labelledby="{name}-title {name}-desc"><title id="{name}-title">{match["title"]}</title>'
            f'<desc id="{name}-desc">{match["alt"]}</desc'
        )
        svg = figures[match["name"]]["svg"].replace("{described}", labelled, 1).replace("{assets}", assets)
        return (
            f'<figure class="figure" id="figure-{name}"><div class="figure-box" tabindex="0" role="group" '
            f'aria-labelledby="{name}-title">{svg}</div><figcaption>{match["title"]}</figcaption></figure>'
        )

    return IMAGE.sub(drawn, page_html)


def store(images: dict[str, str], site_dir: str) -> None:
    """Write the photographs of a figure into the site."""
    for name, data in images.items():
        target = Path(site_dir) / FOLDER / name
        if not target.exists():
            workshop.write(target, base64.b64decode(data))


known: dict[str, dict[str, Any]] = {}


def on_pre_build(config: Any) -> None:
    """Draw what the pages of this language name."""
    language = config.plugins["i18n"].current_language
    done, account = workshop.results(jobs(language))
    known.clear()
    known.update({job.name: result for job, result in done.items()})
    print(f"figures ({language}): {account.made} drawn, {account.recalled} cached, {account.seconds:.1f} s")


def on_post_page(output: str, page: Any, config: Any) -> str:
    """Set the figures into the finished page, so that neither the search index nor the contents see their inside."""
    for match in IMAGE.finditer(output):
        store(known[match["name"]]["images"], config.site_dir)
    output = set_in(output, known, get_relative_url(FOLDER, page.url))
    if left := re.search(r'src="(figure:[^"]+)"', output):
        raise stop(
            (Path(page.file.abs_src_path), 1),
            f"the figure {html.unescape(left[1])!r} does not stand alone in its paragraph",
            "put an empty line before and after it, and give it a caption",
        )
    return output
