"""Writes what explorers get from snippets into the site: each file that a ``data()`` returns, in assets/."""

from pathlib import Path

from sitebuild.core import cache
from sitebuild.core.processes import LIMIT
from sitebuild.make import worker
from sitebuild.make.job import Job

JOBS = [Job("data", "networks/trained")]
PATIENT = 5 * LIMIT  # seconds: three networks are trained, and a machine may have other things to do


def compute() -> dict[str, str]:
    """Return the files that the site serves, by their paths in assets/."""
    done, account = worker.results(JOBS, limit=PATIENT)
    if account.made:
        print(f"data: {account.made} computed, {account.seconds:.1f} s")
    return {name: text for result in done.values() for name, text in result["files"].items()}


def write(files: dict[str, str], site: Path) -> None:
    """Put the files into the site."""
    for name, text in files.items():
        cache.write(site / "assets" / name, text.encode())
