"""Sets a table of what others made, from docs/vendored.yml, into the page of licences; serves the theme's licences.

Tools that list licences look at what is installed; this is about what a reader is served.
"""

import html
import re
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path
from typing import Any

from mkdocs.utils import get_relative_url

from sitebuild.core import yaml_file
from sitebuild.core.messages import line_of, stop
from sitebuild.core.project import DOCS, LANGUAGES, ROOT
from sitebuild.core.schema import Field, list_of, mapping_of, record, text
from sitebuild.core.sources import read as source
from sitebuild.language.words import word
from sitebuild.make import runtime

SOURCE = DOCS / "vendored.yml"
PAGE = "licences.md"
HERE = "<!-- vendored -->"
ENTRY = record(
    {
        "name": Field(text, "write what it is called", True),
        "in_persian": Field(text, "write what it is called in Persian"),
        "is": Field(
            record({one: Field(text, "say what it is in both languages", True) for one in LANGUAGES}),
            "say what it is in both languages",
            True,
        ),
        "by": Field(text, "write who made it", True),
        "licence": Field(text, "write its name in the list of SPDX, such as MIT", True),
        "home": Field(text, "write the address of its home page", True),
        "from": Field(text, "write the package that it comes in", True),
        "text": Field(text, "write where in docs/ its licence stands"),
        "again": Field(text, "write the command that makes its files again"),
        "files": Field(mapping_of(text, "a mapping from files to sums"), "write a file of docs/ and its SHA-256 sum"),
    }
)
PUBLIC_DOMAIN = "Public-Domain"  # for which SPDX has no name


def texts() -> dict[str, str]:
    """Return the licences that the theme's package brings, by their place in the site."""
    package = distribution("mkdocs-material")
    own = package.read_text("licenses/LICENSE")
    icons = Path(str(package.locate_file("material/templates/.icons/material/LICENSE"))).read_text("utf-8")
    assert own
    return {
        "assets/licences/this-site.txt": source(ROOT / "LICENSE"),
        "assets/licences/mkdocs-material.txt": own,
        "assets/licences/material-design-icons.txt": icons,
    }


def vendored() -> list[dict[str, Any]]:
    """Return what the site serves that others made, but for what runs Python: docs/runtime.yml has that.

    Raises
    ------
    PluginError
        If the file is not YAML, or an entry lacks something or names a file that is not there.
    """
    tree = yaml_file.read(SOURCE, source(SOURCE))
    entries = list_of(ENTRY, "a list of what the site serves")(tree, "begin each entry with `- name:`")
    for entry, node in zip(entries, tree.value, strict=True):
        named = [*entry.get("files", ()), *([entry["text"]] if "text" in entry else [])]
        for name in named:
            if (not (DOCS / name).is_file() or ".." in Path(name).parts) and name not in texts():
                place = node.value["files"].value.get(name) if "files" in node.value else None
                what, mend = f"{name} is not in {DOCS.name}/", "mend the name, or make it with `make fonts`"
                raise (place or node.value["text"]).stop(what, mend, at_key=True)
    return list(entries)


def table(language: str, address: str) -> str:
    """Return the table of a language as it stands on the page with an address."""
    rows = []
    for entry in (*vendored(), *runtime.lock()["packages"]):
        link = f'<a href="{entry["home"]}">{html.escape(entry["name"])}</a>'
        free = entry["licence"] == PUBLIC_DOMAIN
        licence = word(language, "licences", "public_domain") if free else f'<bdi lang="en">{entry["licence"]}</bdi>'
        if "text" in entry:
            licence = f'<a href="{get_relative_url(entry["text"], address)}">{licence}</a>'
        elif not free:
            licence = f'<a href="https://spdx.org/licenses/{entry["licence"]}.html">{licence}</a>'
        where = entry["from"]
        if not re.search(r"\d$", where):  # what requirements.txt names
            where += f" {installed(where)}"
        maker, where = (f'<bdi lang="en">{html.escape(said)}</bdi>' for said in (entry["by"], where))
        name = f'<bdi lang="en">{link}</bdi>'
        if language == "fa" and "in_persian" in entry:
            name = f"{html.escape(entry['in_persian'])} ({name})"
        what = f"{name}: {entry['is'][language]}"
        rows.append(f"<tr><td>{what}</td><td>{maker}</td><td>{licence}</td><td>{where}</td></tr>")
    names = ("what", "by", "licence", "from")
    heads = "".join(f"<th>{word(language, 'licences', name)}</th>" for name in names)
    return f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n" + "\n".join(rows) + "\n</tbody>\n</table>"


def installed(where: str) -> str:
    """Return the version of the package that an entry comes in.

    Raises
    ------
    PluginError
        If there is no such package.
    """
    try:
        return version(where.split()[-1])
    except PackageNotFoundError:
        named = next(file for file in (SOURCE, runtime.SOURCE) if f" {where}\n" in source(file))
        place = named, line_of(source(named), source(named).find(f" {where}\n") + 1)
        what = f"no package {where.split()[-1]!r} is installed whose version could be said"
        raise stop(place, what, "name a package of requirements.txt, or write the version behind the name") from None


def fill(page_html: str, page: Any) -> str:
    """Return the page of licences with the table in it; any other page as it is."""
    language, _, name = page.file.src_uri.partition("/")
    return page_html.replace(HERE, table(language, page.url)) if name == PAGE else page_html


def write(site: Path) -> None:
    """Write the licences that are links of the table."""
    for name, licence in texts().items():
        file = site / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(licence, "utf-8")
