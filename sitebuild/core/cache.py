"""Keeps results: in memory for the builds of one `make serve`, and in ``.cache/`` from one build to the next."""

import errno
import functools
import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from sitebuild.core.messages import shown

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)  # errors of a disk that is full, or of a limit on its use

RIGHTS = (errno.EACCES, errno.EPERM, errno.EROFS)

Function = TypeVar("Function", bound=Callable[..., Any])


def trouble(error: OSError) -> str:
    """Return in words what hinders the build at a file, and what to do."""
    named = error.filename2 or error.filename  # of a copy, the first name is what was read
    path = shown(Path(os.fsdecode(named))) if isinstance(named, str | bytes) else "a file of the site"
    if error.errno in FULL:
        mend = "make room on that disk and build again; what was published is as it was"
        return f"{path} cannot be written: {error.strerror}\n    To mend it: {mend}"
    mend = "look at its rights and who owns it" if error.errno in RIGHTS else "look at what stands there"
    return f"{path}: {error.strerror}\n    To mend it: {mend}; all of .cache/ may be removed at any time"


def remember(function: Function) -> Function:
    """Make a function, whose results must depend on its arguments alone, compute each result only once.

    All callers get the same list or dict, so none of them may change it.
    """
    return functools.lru_cache(maxsize=4096)(function)  # type: ignore[return-value]  # it is called the same way


def recall(entry: Path, key: str) -> dict[str, Any] | None:
    """Return what a file of the cache holds, if it is whole and was made from what the key stands for."""
    try:
        kept = json.loads(entry.read_text("utf-8"))
        if kept["sum"] == checksum(key, kept["result"]):
            return kept["result"]
    except (OSError, ValueError, KeyError, TypeError):
        pass  # no entry, or a damaged one: the result is made again
    return None


def checksum(key: str, result: dict[str, Any]) -> str:
    """Return a digest of a key and the result kept under it."""
    return hashlib.sha256(json.dumps([key, result], sort_keys=True).encode()).hexdigest()


def store(entry: Path, key: str, result: dict[str, Any]) -> None:
    """Keep a result; another build never sees half of it."""
    write(entry, json.dumps({"sum": checksum(key, result), "result": result}).encode())


def write(path: Path, data: bytes) -> None:
    """Write a file as a whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException as error:
        os.unlink(temporary)
        if isinstance(error, OSError):
            error.filename = str(path)  # the error of a full disk does not say which file was written
        raise
