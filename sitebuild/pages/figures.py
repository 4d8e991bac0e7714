"""Sets the figures that a page names, ``![description](figure:topic/name "caption")``, into the page as SVG.

make/worker.py has them drawn. An image in the page would need a second file for the dark scheme and could not hold the
page's own font, so the SVG stands in the page.
"""

import base64
import html
import re
from pathlib import Path
from typing import Any

from mkdocs.utils import get_relative_url

from sitebuild.core import cache, markdown
from sitebuild.core.messages import line_of, line_where, stop
from sitebuild.core.project import DOCS, SNIPPETS
from sitebuild.core.sources import body, pages, read
from sitebuild.language.labels import labels
from sitebuild.language.words import of_feature
from sitebuild.make import worker
from sitebuild.make.job import Job
from sitebuild.make.svg import FITS
from sitebuild.pages import step_bar

NAMED = re.compile(r"!\[(?P<alt>[^\]]*)\]\(figure:(?P<name>[\w/-]+)(?:\s+\"(?P<title>[^\"]*)\")?\)")
IMAGE = re.compile(
    r'<p>\s*<img alt="(?P<alt>[^"]*)" src="figure:(?P<name>[^"]+)" title="(?P<title>[^"]*)"\s*/?>\s*</p>'
)
PHOTOGRAPH = re.compile(r"<image (?P<said>[^>]*?) ?/>")
PLACE = re.compile(r' ?transform="matrix\((?P<sx>\S+) 0 0 (?P<sy>\S+) (?P<x>\S+) (?P<y>\S+)\)"')
MARK = re.compile(r"\*\*|[`$]")
WIDTH = re.compile(r'<svg width="([\d.]+)"')
NARROW = 288 / FITS  # px: a figure of this width fits a screen of 320
FOLDER = "assets/figures/"


def named(path: Path) -> list[tuple[int, re.Match[str]]]:
    """Return the figures that a page names, each with its line."""
    text = body(read(path))
    return [(line_of(text, m.start()), m) for m in NAMED.finditer(markdown.masked(text, ("fence", "code")))]


def jobs(language: str) -> list[Job]:
    """Return the work that the figures of a language's pages need."""
    found: list[tuple[Job, Path]] = []
    for path in pages(language).values():
        for line, match in named(path):
            job = Job("figure", match["name"], language)
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
            if mark := MARK.search(match["alt"] + match["title"]):
                what = f"the words of the figure {match['name']!r} hold {mark[0]}, which would stand there as it is"
                raise stop((path, line), what, "say it in words: both are plain text")
            if (job, path) in found:
                raise stop((path, line), f"the figure {match['name']!r} stands here twice", "refer to it in words")
            found.append((job, path))
    return [job for job, _ in found]


def set_in(page_html: str, figures: dict[str, dict[str, Any]], assets: str, language: str) -> str:
    """Return the HTML of a page with its named figures drawn in it.

    The stage is what figure.js enlarges; figure_code.py writes the files behind the links.
    """
    words = of_feature(language, "figure")
    known = labels()
    first = match.start() if (match := IMAGE.search(page_html)) else 0

    def drawn(match: re.Match[str]) -> str:
        name = re.sub(r"\W+", "-", match["name"])
        labelled = (
            f' aria-labelledby="{name}-title" aria-describedby="{name}-description">'
            f'<desc id="{name}-description">{text(match["alt"])}</desc'
        )
        svg = figures[match["name"]]["svg"].replace("{described}", labelled, 1)
        svg = waiting(svg, match.start() > first).replace("{assets}", assets)
        # A figure that a small screen scrolls can be scrolled from the keyboard; others are no stop on its way.
        focus = ' tabindex="0"' if width(svg) > NARROW else ""
        stage = f'<div class="figure-box" translate="no"{focus}>{svg}</div>{step_bar.bar(svg, language, known)}'
        file = match["name"].split("/")[-1] + ".py"
        return (
            f'<figure class="figure" id="figure-{name}"><div class="figure-stage">{stage}</div>'
            f'<button class="figure-enlarge" type="button" title="{words["enlarge"]}"></button>'
            f'<details class="figure-code"><summary>{words["code"]}</summary>'
            f'<a href="{assets}{match["name"]}.py" download dir="ltr">{file}</a>'
            f' <a href="{assets}{match["name"]}.zip" download>{words["whole"]}</a></details>'
            # The last, as HTML wants it; the stylesheet shows it under the drawing.
            f'<figcaption id="{name}-title">{text(match["title"])}</figcaption></figure>'
        )

    return IMAGE.sub(drawn, page_html)


def text(value: str) -> str:
    """Return what an attribute says as the text of an element."""
    return html.escape(html.unescape(value), quote=False)


def waiting(svg: str, lazy: bool) -> str:
    """Return a drawing whose photographs are pictures of HTML, which can wait until they come near the screen."""

    def picture(match: re.Match[str]) -> str:
        said = dict(re.findall(r'([\w-]+)="([^"]*)"', match["said"]))
        place = PLACE.search(match["said"])
        assert place, match[0]
        wide, high = float(said["width"]) * float(place["sx"]), float(said["height"]) * float(place["sy"])
        lazily = ' loading="lazy"' if lazy else ""
        style = f'class="{said["class"]}" ' if "class" in said else ""
        return (
            f'<foreignObject x="{place["x"]}" y="{place["y"]}" width="{wide:.7g}" height="{high:.7g}">'
            f'<img {style}alt="" src="{said["href"]}" width="{said["width"]}" height="{said["height"]}"'
            f"{lazily}></foreignObject>"
        )

    return PHOTOGRAPH.sub(picture, svg)


def width(svg: str) -> float:
    """Return the width of a drawing in px."""
    found = WIDTH.match(svg)
    assert found, svg[:80]
    return float(found[1])


def store(drawn: dict[str, dict[str, Any]], site_dir: str) -> None:
    """Write the photographs of figures into the site."""
    for name, data in (one for made in drawn.values() for one in made["images"].items()):
        target = Path(site_dir) / FOLDER / name
        if not target.exists():
            cache.write(target, base64.b64decode(data))


def draw(language: str) -> dict[str, dict[str, Any]]:
    """Return the figures that the pages of a language name, drawn, by name."""
    done, account = worker.results(jobs(language))
    print(f"figures ({language}): {account.made} drawn, {account.recalled} cached, {account.seconds:.1f} s")
    return {job.name: result for job, result in done.items()}


def place(page_html: str, page: Any, drawn: dict[str, dict[str, Any]]) -> str:
    """Return the HTML of a page with its figures in it.

    It is done when the page is finished, so that neither the search index nor the contents see the inside of a figure.
    """
    source = DOCS / page.file.src_uri
    written = {match["name"] for _, match in named(source)}
    whole = {match["name"] for match in IMAGE.finditer(page_html)}
    for match in re.finditer(r'src="figure:([^"]+)"', page_html):
        name = html.unescape(match[1])
        if name not in written or name not in whole:
            raise stop(
                (source, line_where(read(source), f"figure:{name}")),
                f"the figure {name!r} cannot be set in",
                'write ![description](figure:topic/name "caption") alone in its paragraph, '
                'with no ] in the description and no " in the caption',
            )
    return set_in(page_html, drawn, get_relative_url(FOLDER, page.url), page.file.src_uri.partition("/")[0])
