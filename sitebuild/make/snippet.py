"""Runs a snippet file and computes its facts, in a process that worker.py starts."""

import contextlib
import importlib
import io
import re
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from sitebuild.core.project import ROOT, SNIPPETS
from sitebuild.make.job import Job

LETTERS, NUMBERS = 1000, 1000  # of one fact; a page would show no more
SHOWN = 80  # letters of a value in a message


@contextlib.contextmanager
def loaded(job: Job, wanted: str) -> Iterator[ModuleType]:
    """Import a snippet file that has the wanted function, and keep what it prints to itself."""
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    with contextlib.redirect_stdout(io.StringIO()):  # shown examples print when they are imported
        module = importlib.import_module(f"{SNIPPETS.name}.{job.name.replace('/', '.')}")
        if not hasattr(module, wanted):
            raise AttributeError(f"the file has no {wanted}()")
        if not callable(getattr(module, wanted)):
            raise TypeError(f"{wanted} is no function, but {said(getattr(module, wanted))}")
        yield module


def make(job: Job, labels: dict[str, str]) -> dict[str, Any]:
    """Return the facts of a snippet, which use no label."""
    with loaded(job, "facts") as module:
        found = module.facts()
        if not isinstance(found, dict):
            raise TypeError(f'it returned {said(found)}; end it with `return {{"name": value}}`')
        for name in found:
            if not isinstance(name, str) or not re.fullmatch(r"\w+", name):
                raise TypeError(f"no page can quote {said(name)}: write a name of letters, digits and _")
        return {"facts": {name: plain(name, value) for name, value in found.items()}, "labels": {}}


def said(value: Any) -> str:
    """Return a value as a message can show it: what it is, and how it begins."""
    if value is None:
        return "nothing"
    try:
        text = repr(value)
    except Exception:  # whoever wrote its class
        text = ""
    return f"the {type(value).__name__} {text if len(text) <= SHOWN else text[:SHOWN] + '…'}".strip()


def plain(name: str, value: Any) -> int | float | str | list:
    """Return a fact as JSON can hold it, exactly."""
    import numpy as np

    if isinstance(value, str):
        if odd := re.search("[\x00-\x1f\x7f\ud800-\udfff]", value):
            raise ValueError(f"fact {name!r} holds the sign U+{ord(odd[0]):04X}: a fact is text in one line")
        if len(value) > LETTERS:
            raise ValueError(f"fact {name!r} has {len(value)} letters, and a page has room for {LETTERS}")
        return value
    array = np.asarray(value)
    if array.dtype.kind not in "iuf" or array.ndim > 2 or not array.size or not np.isfinite(array).all():
        raise TypeError(
            f"fact {name!r} is {said(value)}; allowed are a text, a finite number, and a row or matrix of those"
        )
    if array.size > NUMBERS:
        raise ValueError(f"fact {name!r} has {array.size} numbers, and a page has room for {NUMBERS}")
    return array.tolist()
