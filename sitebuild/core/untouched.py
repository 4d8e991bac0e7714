"""Holds the sources to their folders and to what they were: only what belongs there, and nothing changes in a build.

A link in docs/ would publish a file of the machine, code that writes into docs/ while it runs what nobody has read, and
MkDocs publishes every file that it finds there as it is: notes, what an editor leaves, HTML with scripts of its own.
"""

import hashlib
import os
import re
from pathlib import Path

from sitebuild.core.messages import problem, shown, stop
from sitebuild.core.project import DOCS, SNIPPETS

FOLDERS = (DOCS, SNIPPETS)
BELONGS = re.compile(
    r"(?:en|fa)/(?:[a-z0-9-]+/)*[a-z0-9-]+\.md|fa/labels\.yml"
    r"|(?:coding_exercises|explorers|glossary|runtime|vendored|words)\.yml"
    r"|assets/(?:[\w-]+/)*[\w.-]+\.(?:css|js|py|ts|txt|woff2|webp|png)",
    re.ASCII,
)
State = dict[Path, tuple[int, str]]


def files(folder: Path) -> list[Path]:
    """Return all files and links under a folder, without entering links and what Python keeps for itself."""
    found = []
    for place, inside, names in os.walk(folder):
        inside[:] = sorted(name for name in inside if name != "__pycache__")
        links = [name for name in inside if Path(place, name).is_symlink()]
        found += [Path(place, name) for name in sorted([*names, *links])]
    return found


def check_kinds() -> None:
    """Stop at a link that leads out of the folder of its source or to a folder, and at what is no file at all.

    Raises
    ------
    PluginError
        Naming the link, or the pipe that would be read for ever.
    """
    for folder in FOLDERS:
        for path in files(folder):
            if path.is_symlink():
                target = Path(os.path.realpath(path))
                if not target.is_relative_to(folder.resolve()):
                    what = f"this link leads out of {shown(folder)}/, to {target}"
                    raise stop((path, None), what, "put the file itself there, or take the link away")
                if target.is_dir():
                    what = "this link leads to a folder, whose files would be published twice or without an end"
                    raise stop((path, None), what, "link to the pages, or take the link away")
            elif not path.is_file():
                what = "this is neither a file nor a folder, and reading it may never end"
                raise stop((path, None), what, "take it away")


def strays() -> list[str]:
    """Return what is in docs/ and does not belong there, as messages; hidden files, which MkDocs leaves out, may."""
    found = []
    for path in files(DOCS):
        name = path.relative_to(DOCS).as_posix()
        if any(part.startswith(".") for part in name.split("/")):
            continue
        if not BELONGS.fullmatch(name):
            what = "this is no page, list of words or asset of the site, and would be published as it is"
            mend = "take it away, or name it as the others are: small Latin letters, digits and hyphens, and .md"
            found.append(problem((path, None), what, mend))
        elif path.suffix == ".md" and path.with_suffix("").joinpath("index.md").exists():
            what = f"this page would have the address of {shown(path.with_suffix('') / 'index.md')}"
            found.append(problem((path, None), what, "give one of them another name"))
    return found


def state() -> State:
    """Return when each source was changed last, and a sum of what it holds: a time can be set back."""
    found = {}
    for folder in FOLDERS:
        for path in files(folder):
            inside = os.readlink(path).encode() if path.is_symlink() else path.read_bytes()
            found[path] = (path.lstat().st_mtime_ns, hashlib.blake2b(inside).hexdigest())
    return found


def check_unchanged(before: State) -> None:
    """Stop where a source is not as it was when the build began.

    Raises
    ------
    PluginError
        Naming the source.
    """
    after = state()
    for path in sorted(before.keys() | after.keys()):
        if before.get(path) != after.get(path):
            done = "is new" if path not in before else "is gone" if path not in after else "has changed"
            what = f"this file {done} since the build began, so the site may hold two states of it"
            raise stop((path, 1), what, "build again; if it happens again, a snippet or a lab writes it")
