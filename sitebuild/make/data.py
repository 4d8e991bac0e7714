"""Computes what a snippet has for explorers, in a process that worker.py starts: its ``data()``, files by name."""

import json
from typing import Any

from sitebuild.make.job import Job
from sitebuild.make.snippet import loaded


def make(job: Job, labels: dict[str, str]) -> dict[str, Any]:
    """Return the data of a snippet as the site serves it, which uses no label."""
    with loaded(job, "data") as module:
        files = {name: json.dumps(data, separators=(",", ":")) for name, data in module.data().items()}
        return {"files": files, "labels": {}}
