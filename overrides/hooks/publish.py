"""Builds the site apart and puts it in the place of the last one in a single step: `make build`. No event of the build.

Who reads the folder meanwhile finds the last site or the new one, never a part. A build that fails or is killed leaves
the last good one, and of two builds at once the second waits for the first.
"""

import ctypes
import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

from project import CACHE, ROOT

HERE = -100  # AT_FDCWD: paths are those of the current folder
SWAP = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS: two names change places


def swapped(one: Path, other: Path) -> bool:
    """Have two folders change places in a single step; tell whether the system and the disk can."""
    libc = ctypes.CDLL(None)
    names = os.fsencode(one), os.fsencode(other)
    if hasattr(libc, "renamex_np"):
        return libc.renamex_np(*names, SWAP) == 0
    return hasattr(libc, "renameat2") and libc.renameat2(HERE, names[0], HERE, names[1], SWAP) == 0


def publish(new: Path, site: Path) -> None:
    """Put a folder in the place of the site, which then stands where the folder was, for who still reads it."""
    if not site.exists():
        new.rename(site)
    elif not swapped(new, site):  # then there is a moment without a site, but none with half of one
        away = new.with_name("site-old")
        shutil.rmtree(away, ignore_errors=True)
        site.rename(away)
        new.rename(site)


def main() -> int:
    """Build and publish; return the exit status."""
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "build.lock").open("w") as lock:  # the system opens it again, however this ends
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another build is running here; this one waits for it", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        new = CACHE / "site-new"
        if new.is_symlink():
            new.unlink()
        shutil.rmtree(new, ignore_errors=True)
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(new)]
        # The lock is MkDocs' too: it may live on when this process is killed.
        status = subprocess.run(command, cwd=ROOT, pass_fds=[lock.fileno()]).returncode
        if status == 0:
            try:
                publish(new, (ROOT / "site").resolve())
            except OSError as error:
                print(f"The new site is in {new} and cannot take the place of site/: {error}", file=sys.stderr)
                return 1
        return status


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
