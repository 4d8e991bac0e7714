"""A piece of work: what is to be made, from which files, and where the result is kept.

The key of a result is made of every file that its code comes from, found by following imports, so that no change is
missed. Galleries of other projects look at the example file alone.
"""

import ast
import functools
import hashlib
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import packages_distributions, version
from pathlib import Path

from sitebuild.core.messages import stop
from sitebuild.core.project import CACHE, DOCS, ROOT, SNIPPETS
from sitebuild.core.sources import read

OURS = ("snippets", "sitebuild")
ENCODING = re.compile(r"[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")  # as Python looks for it in the first two lines
MAKE = ROOT / "sitebuild" / "make"
MAKERS = {"facts": "snippet.py", "figure": "svg.py", "card": "card.py", "data": "data.py"}
# What the code reads beside modules: an import of the module on the left stands for these files too.
READ = {
    MAKE / "card.py": (DOCS / "assets/fonts", "*.woff2"),
    MAKE / "svg.py": (DOCS / "assets/fonts", "*.woff2"),
    MAKE / "colours.py": (DOCS / "assets/stylesheets", "colours.css"),
    SNIPPETS / "kernels/gallery_split.py": (DOCS / "assets/photographs", "portrait-small.webp"),
    SNIPPETS / "pooling/arena.py": (DOCS / "assets/photographs", "portrait-small.webp"),
    SNIPPETS / "networks/handwriting.py": (SNIPPETS / "networks", "handwriting.json"),
    SNIPPETS / "libraries/measured.py": (SNIPPETS / "libraries", "*.json"),
    SNIPPETS / "networks/worth.py": (SNIPPETS / "networks", "worth.json"),
}


@dataclass(frozen=True)
class Words:
    """What is written on a card; the home page has no chapter, and the site's name is its title."""

    language: str
    title: str
    chapter: str
    site: str


@dataclass(frozen=True)
class Job:
    """One piece of work: a snippet's ``facts``, its ``data``, its ``figure`` in a language, or the ``card`` of a page.

    A card has a page and words, and no snippet where the page has no figure.
    """

    kind: str
    name: str
    language: str = ""
    page: str = ""
    words: Words | None = None

    @property
    def source(self) -> Path:
        """The snippet file."""
        return SNIPPETS / f"{self.name}.py"

    @property
    def maker(self) -> Path:
        """The file of the build whose code does the work."""
        return MAKE / MAKERS[self.kind]

    @property
    def entry(self) -> Path:
        """The file of the cache that holds the result."""
        return CACHE / self.kind / f"{self.page or self.name}{self.language and '.' + self.language}.json"


def key(job: Job, follow: Callable[[Path], set[Path]] | None = None) -> str:
    """Return a digest of all that a result depends on, but for the labels of a figure, which are kept beside it.

    Who asks for many at once gives a `follow` that remembers what `sources` gives for a file.
    """
    follow = follow or sources
    files = follow(MAKE / "worker.py") | follow(job.maker) | (follow(job.source) if job.name else set())
    return digest(files, repr(job))


def digest(files: set[Path], more: str = "") -> str:
    """Return a digest of some files of the project, of what they import from elsewhere, and of a text."""
    sums = [(path.relative_to(ROOT).as_posix(), checksum(path, path.stat().st_mtime_ns)) for path in sorted(files)]
    made_with = (sys.version_info[:2], versions(frozenset(files)), sums, more)
    return hashlib.sha256(repr(made_with).encode()).hexdigest()


@functools.cache  # the same few files are part of every key
def checksum(path: Path, changed: int) -> str:
    """Return a digest of a file as it was when it was last changed."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def sources(path: Path) -> set[Path]:
    """Return the files of the project that a file imports, directly or through others, what those read, and itself."""
    found: set[Path] = set()
    waiting = [path]
    while waiting:
        file = waiting.pop()
        if file not in found and file.is_file():
            found.add(file)
            waiting += [place for name in imported(file, file.stat().st_mtime_ns) for place in places(name)]
            if file in READ:
                folder, pattern = READ[file]
                found.update(folder.glob(pattern))
    return found


@functools.cache
def places(name: str) -> list[Path]:
    """Return where the module of a dotted name would stand, if it is the project's own."""
    if name.split(".")[0] not in OURS:
        return []
    place = ROOT / name.replace(".", "/")
    packages = [place, *(folder for folder in place.parents if folder != ROOT and folder.is_relative_to(ROOT))]
    return [place.with_suffix(".py"), *(package / "__init__.py" for package in packages)]


@functools.cache  # many snippets import the same few files
def imported(file: Path, changed: int) -> list[str]:
    """Return the names that one file, as it was when it was last changed, imports itself, wherever it does."""
    if file.suffix != ".py":
        return []
    found: list[str] = []
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.ImportFrom) and node.level:
            raise stop((file, node.lineno), "an import is relative", "write it whole: from snippets.topic import …")
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return found


def parsed(file: Path) -> ast.Module:
    """Return the tree of a Python file.

    Raises
    ------
    PluginError
        If it is no Python, or says that it is written in another encoding than all sources are.
    """
    text = read(file)
    for number, line in enumerate(text.splitlines()[:2], 1):
        if (match := ENCODING.match(line)) and match[1].lower() not in ("utf-8", "utf8"):
            what = f"this line says that the file is {match[1]}, where UTF-8 is wanted"
            raise stop((file, number), what, "take the line out, and save the file as UTF-8")
    try:
        return ast.parse(text, file)
    except SyntaxError as error:
        raise stop((file, error.lineno or 1), f"this is not Python: {error.msg}", "mend the line") from None
    except (RecursionError, MemoryError):
        raise stop((file, None), "this is nested too deep for Python", "write it in fewer levels") from None


@functools.cache
def versions(files: frozenset[Path]) -> list[str]:
    """Return the packages, with their versions, that some files import; Python's own modules have none."""
    names = {name.split(".")[0] for file in files for name in imported(file, file.stat().st_mtime_ns)}
    outside = names - set(OURS) - sys.stdlib_module_names
    packages = {package for name in outside for package in distributions().get(name, ())}
    return sorted(f"{package} {version(package)}" for package in packages)


@functools.cache
def distributions() -> dict[str, list[str]]:
    """Return which installed package an imported name comes from."""
    return dict(packages_distributions())
