"""Builds the site aside and puts it in the place of the last one: ``make build``.

A build that fails or is killed leaves the last good site, and of two builds at once the second waits for the first.
"""

import os
import shutil
import sys
from pathlib import Path

from mkdocs.__main__ import cli

from sitebuild.core.cache import trouble
from sitebuild.core.lock import held
from sitebuild.core.processes import any_letter, end_in_order, end_with_parent
from sitebuild.core.project import CACHE, ROOT


def remove(path: Path) -> None:
    """Remove whatever stands at a path."""
    if path.is_symlink() or path.is_file():
        path.unlink()
    shutil.rmtree(path, ignore_errors=True)


def publish(new: Path, site: Path) -> None:
    """Put a folder in the place of the site, which then stands where the folder was.

    Between the two renames there is for a moment no site, but never half of one; if the second fails, the last site
    goes back.
    """
    away = new.with_name("site-old")
    remove(away)
    if site.exists():
        site.rename(away)
    try:
        new.rename(site)
    except OSError:
        if away.exists():
            away.rename(site)
        raise
    shutil.rmtree(away, ignore_errors=True)


def build(site: Path) -> int:
    """Have MkDocs build strictly into a folder; return the exit status.

    It does so in this process: one of its own would outlive this one when this one is killed, and build on.
    """
    os.chdir(ROOT)
    try:
        cli.main(["build", "--strict", "--site-dir", str(site)], prog_name="mkdocs")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1


def main() -> int:
    """Build and publish; return the exit status."""
    end_in_order()
    end_with_parent()
    any_letter()
    try:
        with held(CACHE / "build.lock", "build"):
            new = CACHE / "site-new"
            remove(new)
            status = build(new)
            if status == 0:
                try:
                    publish(new, (ROOT / "site").resolve())
                except OSError as error:
                    print(f"The new site is in {new} and cannot take the place of site/: {error}", file=sys.stderr)
                    return 1
            return status
    except OSError as error:
        print(trouble(error), file=sys.stderr)
        return 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
