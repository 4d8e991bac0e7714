"""Holds the sources to their folders and to what they were: no link leads out, and nothing changes during a build.

A link in docs/ would publish a file of the machine, and code that writes into docs/ while it runs what nobody has read.
"""

import hashlib
import os
from pathlib import Path

from sitebuild.core.messages import shown, stop
from sitebuild.core.project import DOCS, SNIPPETS

FOLDERS = (DOCS, SNIPPETS)
State = dict[Path, tuple[int, str]]


def files(folder: Path) -> list[Path]:
    """Return all files and links under a folder, without entering links and what Python keeps for itself."""
    found = []
    for place, inside, names in os.walk(folder):
        inside[:] = sorted(name for name in inside if name != "__pycache__")
        links = [name for name in inside if Path(place, name).is_symlink()]
        found += [Path(place, name) for name in sorted([*names, *links])]
    return found


def check_links() -> None:
    """Stop where a link leads out of the folder of its source.

    Raises
    ------
    PluginError
        Naming the link.
    """
    for folder in FOLDERS:
        for path in files(folder):
            if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
                what = f"this link leads out of {shown(folder)}/, to {path.resolve()}"
                raise stop((path, 1), what, "put the file itself there, or take the link away")


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
