"""Runs a snippet file for what a page needs of it: its facts, its figure. In a process of its own, see worker.py."""

import contextlib
import importlib
import io
import re
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from sitebuild.core.project import ROOT, SNIPPETS
from sitebuild.language.labels import translator
from sitebuild.make import svg
from sitebuild.make.job import Job


@contextlib.contextmanager
def loaded(job: Job, wanted: str) -> Iterator[ModuleType]:
    """Import a snippet file that has the wanted function, and keep what it prints to itself."""
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    with contextlib.redirect_stdout(io.StringIO()):  # shown examples print when they are imported
        module = importlib.import_module(f"{SNIPPETS.name}.{job.name.replace('/', '.')}")
        if not hasattr(module, wanted):
            raise AttributeError(f"the file has no {wanted}()")
        yield module


def make(job: Job, labels: dict[str, str]) -> dict[str, Any]:
    """Return the facts of a snippet, or its figure as SVG; and which labels it used."""
    used: dict[str, str] = {}
    with loaded(job, job.kind) as module:
        if job.kind == "facts":
            return {"facts": {name: plain(name, value) for name, value in module.facts().items()}, "labels": used}
        figure = module.figure(translator(job.language, labels, used))
        return {**svg.drawn(figure, re.sub(r"\W+", "-", job.name)), "labels": used}


def plain(name: str, value: Any) -> int | float | str | list:
    """Return a fact as JSON can hold it, exactly."""
    import numpy as np

    if isinstance(value, str):
        return value
    array = np.asarray(value)
    if array.dtype.kind not in "iuf" or array.ndim > 2 or not array.size or not np.isfinite(array).all():
        kind = f"{type(value).__name__} {value!r}"
        raise TypeError(
            f"fact {name!r} is the {kind}; allowed are a text, a finite number, and a row or matrix of those"
        )
    return array.tolist()
