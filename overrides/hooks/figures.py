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
import steps
import workshop
from project import DOCS, SNIPPETS, body, line_of, pages, stop

NAMED = re.compile(r"!\[(?P<alt>[^\]]*)\]\(figure:(?P<name>[\w/-]+)(?:\s+\"(?P<title>[^\"]*)\")?\)")
IMAGE = re.compile(
    r'<p>\s*<img alt="(?P<alt>[^"]*)" src="figure:(?P<name>[^"]+)" title="(?P<title>[^"]*)"\s*/?>\s*</p>'
)
PHOTOGRAPH = re.compile(r"<image (?P<said>[^>]*?) ?/>")
PLACE = re.compile(r' ?transform="matrix\((?P<sx>\S+) 0 0 (?P<sy>\S+) (?P<x>\S+) (?P<y>\S+)\)"')
WIDTH = re.compile(r'<svg width="([\d.]+)"')
NARROW = 288  # px: what a figure has on a screen of 320
FOLDER = "assets/figures/"
WORDS = {
    "en": {"enlarge": "Enlarge the figure", "code": "Code of this figure"},
    "fa": {"enlarge": "بزرگ کردن شکل", "code": "کد این شکل"},
}


def named(path: Path) -> list[tuple[int, re.Match[str]]]:
    """Return the figures that a page names, each with its line."""
    text = body(path.read_text("utf-8"))
    return [(line_of(text, m.start()), m) for m in NAMED.finditer(markup.masked(text, ("fence", "code")))]


def jobs(language: str) -> list[workshop.Job]:
    """Return the work that the figures of a language's pages need."""
    found: list[tuple[workshop.Job, Path]] = []
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
            if (job, path) in found:
                raise stop((path, line), f"the figure {match['name']!r} stands here twice", "refer to it in words")
            found.append((job, path))
    return [job for job, _ in found]


def set_in(page_html: str, figures: dict[str, dict[str, Any]], assets: str, language: str) -> str:
    """Return the HTML of a page with its named figures drawn in it.

    The stage is what figure.js enlarges; standalone.py writes the file behind the link.
    """
    words = WORDS[language]
    labels = workshop.catalogue()
    first = match.start() if (match := IMAGE.search(page_html)) else 0

    def drawn(match: re.Match[str]) -> str:
        name = re.sub(r"\W+", "-", match["name"])
        labelled = (
            f' aria-labelledby="{name}-title" aria-describedby="{name}-description">'
            f'<desc id="{name}-description">{match["alt"]}</desc'
        )
        svg = figures[match["name"]]["svg"].replace("{described}", labelled, 1)
        svg = waiting(svg, match.start() > first).replace("{assets}", assets)
        # A figure that a small screen scrolls can be scrolled from the keyboard; others are no stop on its way.
        focus = ' tabindex="0"' if width(svg) > NARROW else ""
        stage = f'<div class="figure-box"{focus}>{svg}</div>{steps.bar(svg, language, labels)}'
        file = match["name"].split("/")[-1] + ".py"
        return (
            f'<figure class="figure" id="figure-{name}"><div class="figure-stage">{stage}</div>'
            f'<button class="figure-enlarge" type="button" title="{words["enlarge"]}"></button>'
            f'<details class="figure-code"><summary>{words["code"]}</summary>'
            f'<a href="{assets}{match["name"]}.py" download dir="ltr">{file}</a></details>'
            # The last, as HTML wants it; the stylesheet shows it under the drawing.
            f'<figcaption id="{name}-title">{match["title"]}</figcaption></figure>'
        )

    return IMAGE.sub(drawn, page_html)


def waiting(svg: str, lazy: bool) -> str:
    """Return a drawing whose photographs are pictures of HTML, which can wait until they come near the screen."""

    def picture(match: re.Match[str]) -> str:
        said = dict(re.findall(r'([\w-]+)="([^"]*)"', match["said"]))
        place = PLACE.search(match["said"])
        assert place, match[0]
        wide, high = float(said["width"]) * float(place["sx"]), float(said["height"]) * float(place["sy"])
        lazily = ' loading="lazy"' if lazy else ""
        style = f' style="{said["style"]}"' if "style" in said else ""
        return (
            f'<foreignObject x="{place["x"]}" y="{place["y"]}" width="{wide:.7g}" height="{high:.7g}">'
            f'<img alt="" src="{said["href"]}" width="{said["width"]}" height="{said["height"]}"'
            f"{lazily}{style}></foreignObject>"
        )

    return PHOTOGRAPH.sub(picture, svg)


def width(svg: str) -> float:
    """Return the width of a drawing in px."""
    found = WIDTH.match(svg)
    assert found, svg[:80]
    return float(found[1])


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
    source = DOCS / page.file.src_uri
    written = {match["name"] for _, match in named(source)}
    found = list(re.finditer(r'src="figure:([^"]+)"', output))
    whole = {match["name"] for match in IMAGE.finditer(output)}
    for match in found:
        name = html.unescape(match[1])
        if name not in written or name not in whole:
            text = source.read_text("utf-8")
            raise stop(
                (source, line_of(text, max(text.find(f"figure:{name}"), 0))),
                f"the figure {name!r} cannot be set in",
                'write ![description](figure:topic/name "caption") alone in its paragraph, '
                'with no ] in the description and no " in the caption',
            )
        store(known[name]["images"], config.site_dir)
    return set_in(output, known, get_relative_url(FOLDER, page.url), config.plugins["i18n"].current_language)
