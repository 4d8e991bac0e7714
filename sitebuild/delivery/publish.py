"""Builds the site aside and puts it in the place of the last one: ``make build``.

A build that fails or is killed leaves the last good site, and of two builds at once the second waits for the first.
"""

import fcntl
import shutil
import subprocess
import sys
from pathlib import Path

from sitebuild.core.project import CACHE, ROOT


def publish(new: Path, site: Path) -> None:
    """Put a folder in the place of the site, which then stands where the folder was.

    Between the two renames there is for a moment no site, but never half of one; if the second fails, the last site
    goes back.
    """
    away = new.with_name("site-old")
    shutil.rmtree(away, ignore_errors=True)
    if site.exists():
        site.rename(away)
    try:
        new.rename(site)
    except OSError:
        if away.exists():
            away.rename(site)
        raise
    shutil.rmtree(away, ignore_errors=True)


def main() -> int:
    """Build and publish; return the exit status."""
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "build.lock").open("w") as lock:  # the system unlocks it, however this process ends
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
