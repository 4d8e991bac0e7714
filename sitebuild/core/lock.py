"""Lets one process at a time do what two at once would spoil: building into `site/`, installing into `.venv`.

    python -m sitebuild.core.lock COMMAND…    run a command when no other installation runs here

It needs nothing but Python, since it runs before anything is installed. The system gives a lock back when the process
that holds it ends, however that was.
"""

import contextlib
import fcntl
import os
import shlex
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from sitebuild.core.project import CACHE


@contextlib.contextmanager
def held(path: Path, what: str) -> Iterator[TextIO]:
    """Hold a lock, after waiting for whoever holds it now, and note in its file who we are."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            print(f"Another {what} is running here; this one waits for it\n{file.read()}", end="", flush=True)
            fcntl.flock(file, fcntl.LOCK_EX)
        file.truncate(0)
        command = shlex.join(sys.orig_argv)
        file.write(f"    It is process {os.getpid()}, since {time.strftime('%H:%M:%S')}: {command}\n")
        file.write(f"    To end it: kill {os.getpid()}\n")
        file.flush()
        yield file


if __name__ == "__main__":
    try:
        with held(CACHE / "install.lock", "installation") as lock:
            os.set_inheritable(lock.fileno(), True)  # the command takes the place of this process, and holds the lock
            os.execvp(sys.argv[1], sys.argv[1:])
    except OSError as error:
        sys.exit(f"{error.filename}: {error.strerror}\n    To mend it: look at what stands there, and at its rights")
