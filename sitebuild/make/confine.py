"""Confines the code of snippets and labs: it has no network, none of the environment's secrets, and changes no source.

It is no wall against who means harm: a program that the code starts is not followed. It stops what slips in: an example
that downloads its picture, a token that gets into an output, a drawing that is saved beside its page.
"""

import contextlib
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sitebuild.core.project import DOCS, ROOT, SNIPPETS

KEPT = re.compile(
    r"PATH|HOME|LANG|LANGUAGE|LC_\w+|TZ|TMPDIR|SOURCE_DATE_EPOCH|NO_MKDOCS_2_WARNING|VIRTUAL_ENV|LD_LIBRARY_PATH"
    r"|(?:PYTHON|MPL|OPENBLAS|OMP|MKL|JUPYTER|IPYTHON|COVERAGE|XDG_)\w*"
)
NETWORK = {"socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
MENDS = "Keep what it needs in the project, under snippets/, docs/assets/ or in a package"
confined = False


@contextlib.contextmanager
def environment() -> Iterator[None]:
    """Leave in the environment, for the processes that are started meanwhile, only what code needs to run."""
    away = {name: os.environ.pop(name) for name in list(os.environ) if not KEPT.fullmatch(name)}
    try:
        yield
    finally:
        os.environ.update(away)


def confine() -> None:
    """Confine this process from now on; there is no way back."""
    global confined
    for name in list(os.environ):
        if not KEPT.fullmatch(name):
            del os.environ[name]
    if not confined:
        sys.addaudithook(refuse)
        confined = True


def refuse(event: str, values: tuple[Any, ...]) -> None:
    """Refuse what Python is about to do, if it reaches for the network or for a source.

    Raises
    ------
    PermissionError
        In words, which the message of the build puts behind file and line.
    """
    if event in NETWORK and not local(event, values):
        raise PermissionError(f"code on this site may not use the network. {MENDS}")
    if event == "open" and isinstance(values[0], str | bytes | os.PathLike):
        mode, flags = values[1], values[2]
        writes = re.search("[wax+]", mode) if isinstance(mode, str) else (flags or 0) & WRITES
        if writes and source(Path(os.path.abspath(os.fsdecode(values[0])))):
            named = os.path.relpath(os.fsdecode(values[0]), ROOT)
            raise PermissionError(f"code on this site may not write {named}: what it writes would be published unread")


def local(event: str, values: tuple[Any, ...]) -> bool:
    """Tell whether a socket is of this machine's file system, as those of Jupyter's kernels are."""
    return event in ("socket.connect", "socket.bind", "socket.sendto") and isinstance(values[1], str | bytes)


def source(path: Path) -> bool:
    """Tell whether a file is a source; what Python keeps for itself beside one is none."""
    return any(path.is_relative_to(folder) for folder in (DOCS, SNIPPETS)) and "__pycache__" not in path.parts
