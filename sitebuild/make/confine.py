"""Confines the code of snippets and labs: no network, no programs, none of the environment's secrets, no files of ours.

It is no wall against who means harm. It stops what slips in: an example that downloads its picture, a program that
outlives the build, a token that gets into an output, a drawing that is saved beside its page.
"""

import contextlib
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sitebuild.core.processes import temporary_folder
from sitebuild.core.project import CACHE, ROOT

KEPT = re.compile(
    r"PATH|HOME|LANG|LANGUAGE|LC_\w+|TZ|TMPDIR|SOURCE_DATE_EPOCH|NO_MKDOCS_2_WARNING|VIRTUAL_ENV|LD_LIBRARY_PATH"
    r"|(?:PYTHON|MPL|OPENBLAS|OMP|MKL|JUPYTER|IPYTHON|COVERAGE|XDG_)\w*"
)
NETWORK = {"socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}
PROGRAMS = {"subprocess.Popen", "os.system", "os.fork", "os.forkpty", "os.exec", "os.posix_spawn"}
# Each has the paths among its values that it changes.
CHANGES = {
    f"os.{name}" for name in ("chmod", "chown", "link", "mkdir", "remove", "rename", "rmdir", "symlink", "truncate")
} | {"shutil.rmtree"}
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
MENDS = "Keep what it needs in the project, under snippets/, docs/assets/ or in a package"
FREE = [CACHE]  # folders of the project in which code may leave something
confined = False


@contextlib.contextmanager
def environment() -> Iterator[None]:
    """Leave in the environment, for the processes that are started meanwhile, only what code needs to run.

    What they leave in the temporary folder goes when the build ends.
    """
    before = dict(os.environ)
    for name in before:
        if not KEPT.fullmatch(name):
            del os.environ[name]
    os.environ["TMPDIR"] = str(temporary_folder())
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def confine() -> None:
    """Confine this process from now on; there is no way back."""
    global confined
    for name in list(os.environ):
        if not KEPT.fullmatch(name):
            del os.environ[name]
    if not confined:
        temporary = Path(tempfile.gettempdir())  # it tries to write there, which must not be asked of refuse()
        if temporary.is_relative_to(ROOT):
            FREE.append(temporary)
        sys.addaudithook(refuse)
        confined = True


def refuse(event: str, values: tuple[Any, ...]) -> None:
    """Refuse what Python is about to do, if it reaches for the network, for a program or for a file of the project.

    Raises
    ------
    PermissionError
        In words, which the message of the build puts behind file and line.
    """
    if event in NETWORK and not local(event, values):
        raise PermissionError(f"code on this site may not use the network. {MENDS}")
    if event in PROGRAMS:
        raise PermissionError(f"code on this site may not start a program, which could outlive the build. {MENDS}")
    changed: tuple[Any, ...] = values if event in CHANGES else ()
    if event == "open":
        mode, flags = values[1], values[2]
        writes = re.search("[wax+]", mode) if isinstance(mode, str) else (flags or 0) & WRITES
        changed = values[:1] if writes else ()
    for path in changed:
        if isinstance(path, str | bytes | os.PathLike) and ours(Path(os.path.abspath(os.fsdecode(path)))):
            named = os.path.relpath(os.fsdecode(path), ROOT)
            raise PermissionError(f"code on this site may not change {named}: a build leaves its project as it was")


def local(event: str, values: tuple[Any, ...]) -> bool:
    """Tell whether a socket is of this machine's file system, as those of Jupyter's kernels are."""
    return event in ("socket.connect", "socket.bind", "socket.sendto") and isinstance(values[1], str | bytes)


def ours(path: Path) -> bool:
    """Tell whether a file is the project's; what Python keeps for itself, the cache and temporary files are not."""
    return path.is_relative_to(ROOT) and "__pycache__" not in path.parts and not any(map(path.is_relative_to, FREE))
