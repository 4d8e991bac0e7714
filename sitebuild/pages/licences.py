"""Sets a table of what others made, from docs/vendored.yml, into the page of licences; serves the theme's licences.

Tools that list licences look at what is installed; this is about what a reader is served.
"""

import html
import re
from importlib.metadata import distribution, version
from pathlib import Path
from typing import Any

import yaml
from mkdocs.utils import get_relative_url

from sitebuild.core.messages import line_of, not_yaml, stop
from sitebuild.core.project import DOCS, LANGUAGES, ROOT

SOURCE = DOCS / "vendored.yml"
PAGE = "licences.md"
HERE = "<!-- vendored -->"
WANTED = {"name", "is", "by", "licence", "home", "from"}
HEADS = {
    "en": ("What", "Made by", "Licence", "Comes in"),
    "fa": ("نام و کاربرد", "سازنده", "مجوز", "در بستهٔ"),
}
# SPDX has no name for these.
PLAIN = {"Public-Domain": {"en": "public domain", "fa": "مالکیت عمومی"}}


def texts() -> dict[str, str]:
    """Return the licences that the theme's package brings, by their place in the site."""
    package = distribution("mkdocs-material")
    own = package.read_text("licenses/LICENSE")
    icons = Path(str(package.locate_file("material/templates/.icons/material/LICENSE"))).read_text("utf-8")
    assert own
    return {
        "assets/licences/this-site.txt": (ROOT / "LICENSE").read_text("utf-8"),
        "assets/licences/mkdocs-material.txt": own,
        "assets/licences/material-design-icons.txt": icons,
    }


def vendored() -> list[dict[str, Any]]:
    """Return what the site serves that others made.

    Raises
    ------
    PluginError
        If the file is not YAML, or an entry lacks something or names a file that is not there.
    """
    text = SOURCE.read_text("utf-8")
    try:
        entries = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise not_yaml(SOURCE, error) from None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise stop((SOURCE, 1), "this is no list of what the site serves", "begin each entry with `- name:`")
    for entry in entries:
        place = SOURCE, line_of(text, max(text.find(f"- name: {entry.get('name')}\n"), 0))
        lacking = sorted(WANTED - entry.keys())
        if lacking or set(entry["is"] or ()) != set(LANGUAGES):
            raise stop(place, f"an entry lacks {', '.join(lacking) or 'a language'}", "see the entries around it")
        named = [*entry.get("files", ()), *([entry["text"]] if "text" in entry else [])]
        for name in named:
            if not (DOCS / name).is_file() and name not in texts():
                raise stop(place, f"{name} is not in {DOCS.name}/", "mend the name, or make it with `make fonts`")
    return list(entries)


def table(language: str, address: str) -> str:
    """Return the table of a language as it stands on the page with an address."""
    rows = []
    for entry in vendored():
        link = f'<a href="{entry["home"]}">{html.escape(entry["name"])}</a>'
        licence = PLAIN.get(entry["licence"], {}).get(language) or f'<bdi lang="en">{entry["licence"]}</bdi>'
        if "text" in entry:
            licence = f'<a href="{get_relative_url(entry["text"], address)}">{licence}</a>'
        elif entry["licence"] not in PLAIN:
            licence = f'<a href="https://spdx.org/licenses/{entry["licence"]}.html">{licence}</a>'
        where = entry["from"]
        if not re.search(r"\d$", where):  # what requirements.txt names
            where += f" {version(where.split()[-1])}"
        maker, where = (f'<bdi lang="en">{html.escape(said)}</bdi>' for said in (entry["by"], where))
        what = f'<bdi lang="en">{link}</bdi>: {entry["is"][language]}'
        rows.append(f"<tr><td>{what}</td><td>{maker}</td><td>{licence}</td><td>{where}</td></tr>")
    heads = "".join(f"<th>{head}</th>" for head in HEADS[language])
    return f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n" + "\n".join(rows) + "\n</tbody>\n</table>"


def fill(page_html: str, page: Any) -> str:
    """Return the page of licences with the table in it; any other page as it is."""
    language, _, name = page.file.src_uri.partition("/")
    return page_html.replace(HERE, table(language, page.url)) if name == PAGE else page_html


def write(site: Path) -> None:
    """Write the licences that are links of the table."""
    for name, text in texts().items():
        file = site / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
