"""Gives `make serve` each page that would come out as before as it was, so that a changed sentence is seen at once.

MkDocs can build only what has changed (`--dirty`), but looks at the page's own file alone: a number, a figure or a
title that has changed elsewhere would not be seen.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mkdocs.commands import build as mkdocs_build
from mkdocs.structure.pages import Page

from sitebuild.core import markdown
from sitebuild.core.cache import write
from sitebuild.core.patches import patched_method
from sitebuild.core.project import DOCS, LANGUAGES, ROOT
from sitebuild.core.sources import front_matter, is_lab, pages, read, title
from sitebuild.make.job import digest
from sitebuild.pages import coding_exercises, described, figures, includes, labs, lesson_line

Results = dict[str, dict[str, Any]]
# What MkDocs has found out about a page when it has read it.
FIELDS = ("markdown", "content", "toc", "meta", "present_anchor_ids", "_title_from_render")


@dataclass
class Kept:
    """A page as it came out, what it was made from, and what else it gave: links, search entries, a notebook."""

    key: str
    fields: dict[str, Any]
    links: dict[str, dict[str, str]]
    pictures: dict[str, str]  # of a lab
    notebook: bytes
    html: bytes = b""
    entries: list[dict[str, Any]] = field(default_factory=list)


def common() -> str:
    """Return a digest of what any page may show: words, terms, labels, templates, and the titles of all pages."""
    files = {ROOT / "mkdocs.yml", *DOCS.glob("*.yml"), *DOCS.glob("fa/*.yml"), *ROOT.glob("LICENSE*")}
    files |= {path for path in (ROOT / "overrides").rglob("*") if path.is_file()}
    said = []
    for language in LANGUAGES:
        for name, path in pages(language).items():
            head = {key: value for key, value in front_matter(read(path)).items() if key != "twin"}
            said.append((language, name, title(path), head))
    return digest(files, repr(said))


def key(source: Path, language: str, shared: str, facts: Results, drawn: Results) -> str:
    """Return a digest of all that a page of a language is made from."""
    text = read(source)
    quoted = sorted({match["name"] for match in markdown.QUOTE.finditer(text)})
    shown = sorted({match["name"] for _, match in figures.named(source)})
    made_from = (
        shared,
        text,
        lesson_line.minutes(read(DOCS / LANGUAGES[0] / source.relative_to(DOCS / language))),
        labs.expanded(source) if is_lab(source) else [block.code for block in includes.blocks(source)],
        described.fill(text),
        [facts.get(name) for name in quoted],
        [drawn.get(name) for name in shown],
        [coding_exercises.counted(language, match["chapter"]) for match in coding_exercises.WRITTEN.finditer(text)],
    )
    return hashlib.sha256(repr(made_from).encode()).hexdigest()


def begin(known: Callable[[], tuple[str, Results, Results, dict[str, dict[str, str]]]]) -> None:
    """Have MkDocs ask for each page whether it would come out as before.

    Parameters
    ----------
    known : callable
        Returns what `common` gave in this build; the facts, the figures and the labs' pictures of the language being
        built.
    """
    kept: dict[str, Kept] = {}
    populate = patched_method(mkdocs_build, "pages-recalled", "_populate_page")
    build = patched_method(mkdocs_build, "pages-recalled", "_build_page")

    def populated(page: Page, config: Any, files: Any, dirty: bool = False) -> None:
        source, name = DOCS / page.file.src_uri, page.file.src_uri
        shared, facts, drawn, pictures = known()
        notebook = Path(page.file.abs_dest_path).with_name(f"{page.file.name}.ipynb")
        now = key(source, name.partition("/")[0], shared, facts, drawn)
        old = kept.pop(name, None)
        if old and old.key == now:
            vars(page).update(old.fields)
            page.links_to_anchors = {files.get_file_from_path(path): links for path, links in old.links.items()}
            figures.store({name: {"images": old.pictures}}, config.site_dir)
            if old.notebook:
                write(notebook, old.notebook)
            kept[name] = old
            return
        populate(page, config, files, dirty)
        links = {file.src_uri: links for file, links in (page.links_to_anchors or {}).items()}
        fields = {one: getattr(page, one) for one in FIELDS}
        made = notebook.read_bytes() if is_lab(source) else b""
        kept[name] = Kept(now, fields, links, pictures.get(name, {}), made)

    def built(page: Page, config: Any, *rest: Any, **more: Any) -> None:
        old = kept.get(page.file.src_uri)
        target, found = Path(page.file.abs_dest_path), config.plugins["material/search"].search_index.entries
        if old and old.html:
            write(target, old.html)
            found += [dict(entry) for entry in old.entries]
            return
        start = len(found)
        build(page, config, *rest, **more)
        if old:
            old.html, old.entries = target.read_bytes(), [dict(entry) for entry in found[start:]]

    mkdocs_build._populate_page = populated
    mkdocs_build._build_page = built
