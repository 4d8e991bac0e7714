"""Tells search engines what each page is and where it belongs, in schema.org's vocabulary; main.html writes it."""

import html
import json
from typing import Any
from urllib.parse import urljoin

from sitebuild.core.project import DOCS, LANGUAGES
from sitebuild.pages import open_graph

LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def way(page: Any) -> list[Any]:
    """Return the pages above a page: the index pages of its chapters, the outermost first."""
    indexes = [section.children[0] for section in reversed(page.ancestors) if section.children]
    return [index for index in indexes if index.is_page and index.is_index and index is not page]


def graph(page: Any, config: Any) -> dict[str, Any]:
    """Return what is said of a page."""
    language, _, name = page.file.src_uri.removesuffix(".md").partition("/")
    home = {other: urljoin(config.site_url, "" if other == LANGUAGES[0] else f"{other}/") for other in LANGUAGES}
    site = {"@type": "WebSite", "name": config.site_name, "url": home[language], "inLanguage": language}
    described = open_graph.described(DOCS / page.file.src_uri)
    if name == "index":
        return {"@context": "https://schema.org", **site, "description": described, "license": LICENCE}
    address = page.canonical_url
    twin = home[next(other for other in LANGUAGES if other != language)] + address.removeprefix(home[language])
    article = {
        "@type": "TechArticle",
        "headline": html.unescape(page.title),
        "description": described,
        "url": address,
        "inLanguage": language,
        "image": urljoin(config.site_url, f"{open_graph.FOLDER}{language}/{name}.png"),
        "author": {"@type": "Organization", "name": config.site_name, "url": home[language]},
        "license": LICENCE,
        # The English was written first, see language/twins.py.
        "workTranslation" if language == LANGUAGES[0] else "translationOfWork": {"@type": "TechArticle", "@id": twin},
        "isPartOf": site,
    }
    steps = [
        (config.site_name, home[language]),
        *((html.unescape(p.title), p.canonical_url) for p in [*way(page), page]),
    ]
    crumbs = [
        {"@type": "ListItem", "position": i, "name": title, "item": where} for i, (title, where) in enumerate(steps, 1)
    ]
    return {
        "@context": "https://schema.org",
        "@graph": [article, {"@type": "BreadcrumbList", "itemListElement": crumbs}],
    }


def said(page: Any, config: Any) -> str | None:
    """Return what is said of a page as JSON for the template, or None for a site without an address."""
    if not page.canonical_url:
        return None
    text = json.dumps(graph(page, config), ensure_ascii=False, separators=(",", ":"))
    return text.replace("</", "<\\/")  # the end of a script must not stand inside one
