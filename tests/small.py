"""A small site of a few pages of the real one: what is said of a whole build is tried on it in a third of the time."""

import ast
import json
import posixpath
import re
from pathlib import Path

import yaml

from sitebuild.core.project import LANGUAGES
from sitebuild.language import twins

# A home page, lessons of one chapter, a lab with all that it links to, so that its run is still known, and the pages
# that the build fills in.
PAGES = (
    "index.md",
    "pooling/index.md",
    "pooling/max-or-mean.md",
    "labs/max-or-mean.md",
    "glossary.md",
    "references.md",
    "licences.md",
)
INSTEAD = "pooling/index.md"  # where a link leads whose page is left out
LINK = re.compile(r"(?P<before>\]\(|href=\")(?P<target>[\w./-]+\.md)(?P<anchor>#[\w-]+)?")
FIGURE = re.compile(r"\]\(figure:([\w/-]+)")
WRITTEN = re.compile(r" <span data-written=[^>]*></span>")  # counts the exercises of a page that is left out
NEEDS = re.compile(r"^needs: \[(?P<pages>.*)\]$", re.MULTILINE)


def make_small(root: Path) -> None:
    """Leave of a copy of the project the pages above, with links that still lead somewhere."""
    for language in LANGUAGES:
        for page in (root / "docs" / language).rglob("*.md"):
            name = page.relative_to(root / "docs" / language).as_posix()
            if name in PAGES:
                page.write_text(_relinked(page.read_text("utf-8"), posixpath.dirname(name)), "utf-8")
            else:
                page.unlink()
    for name in PAGES:
        persian = root / "docs" / "fa" / name
        english = (root / "docs" / "en" / name).read_text("utf-8")
        persian.write_text(twins.stamped(english, persian.read_text("utf-8")), "utf-8")
    terms = root / "docs" / "glossary.yml"
    kept = {
        name: {**term, "page": term["page"]}
        for name, term in yaml.safe_load(terms.read_text("utf-8")).items()
        if term["page"].partition("#")[0] in PAGES
    }
    terms.write_text(yaml.safe_dump(kept, allow_unicode=True, sort_keys=False), "utf-8")
    words = root / "docs" / "fa" / "labels.yml"
    used = _words_used(root)
    known = yaml.safe_load(words.read_text("utf-8"))
    words.write_text(yaml.safe_dump({one: known[one] for one in known if one in used}, allow_unicode=True), "utf-8")
    settings = root / "mkdocs.yml"
    settings.write_text(_navigation_of_what_is_left(settings.read_text("utf-8")), "utf-8")


def _words_used(root: Path) -> set[str]:
    """Return the labels of the figures that are left, as the cache has them, and those that the build itself uses."""
    used = {
        part.value
        for code in (root / "sitebuild").rglob("*.py")
        for part in ast.walk(ast.parse(code.read_text("utf-8")))
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    }
    for page in (root / "docs" / "en").rglob("*.md"):
        for name in FIGURE.findall(page.read_text("utf-8")):
            made = json.loads((root / ".cache" / "figure" / f"{name}.en.json").read_text("utf-8"))
            used |= made["result"]["labels"].keys()
    return used


def _relinked(text: str, folder: str) -> str:
    def lead(match: re.Match[str]) -> str:
        if posixpath.normpath(posixpath.join(folder, match["target"])) in PAGES:
            return match[0]
        return match["before"] + posixpath.relpath(INSTEAD, folder or ".")

    def need(match: re.Match[str]) -> str:
        return f"needs: [{', '.join(page for page in match['pages'].split(', ') if page in PAGES)}]"

    return WRITTEN.sub("", NEEDS.sub(need, LINK.sub(lead, text)))


def _navigation_of_what_is_left(settings: str) -> str:
    before, nav, after = re.split(r"^(nav:\n(?:[ ].*\n)+)", settings, flags=re.MULTILINE)
    left = [line for line in nav.splitlines() if not line.endswith(".md") or line.split("- ")[1] in PAGES]
    below = [*left[1:], "end:"]
    kept = [one for one, other in zip(left, below, strict=True) if not (one.endswith(":") and other.endswith(":"))]
    return before + "".join(f"{line}\n" for line in kept) + after
