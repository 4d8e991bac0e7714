"""Has figures, facts and cards made in parallel, each again only when something that it depends on has changed."""

import contextlib
import functools
import importlib
import linecache
import os
import re
import sys
import time
import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError

from sitebuild.core import cache
from sitebuild.core.messages import line_of, shown, stop
from sitebuild.core.processes import LIMIT, PATIENCE
from sitebuild.core.project import DOCS, ROOT, SNIPPETS
from sitebuild.core.sources import read
from sitebuild.language.labels import CATALOGUE, UnknownLabel, labels
from sitebuild.make import pool
from sitebuild.make.job import Job, key, sources

# The last bits of a sum depend on how many threads share it, so whatever the build starts, labs too, has one. It is
# faster so: there is a process for each core already.
os.environ["OPENBLAS_NUM_THREADS"] = "1"


def perform(known: dict[str, str], job: Job) -> dict[str, Any]:
    """Do a job in this process and return its result, or ``{"error": …, "line": …}``."""
    os.environ["MPLBACKEND"] = "agg"  # a shown example that calls plt.show() would open a window
    try:
        return importlib.import_module(f"sitebuild.make.{job.maker.stem}").make(job, known)
    except BaseException as error:  # a snippet may fail in any way, and the build must say where
        if isinstance(error, OSError) and error.errno in cache.FULL:
            raise
        frames = [(f.filename, f.lineno or 1) for f in traceback.extract_tb(error.__traceback__)]
        unknown = isinstance(error, UnknownLabel)
        return {"error": f"{type(error).__name__}: {error}", "unknown": unknown, **where(job, frames)}


def where(job: Job, frames: list[tuple[str, int]]) -> dict[str, Any]:
    """Return the line of a job's file in which it failed, and the last places in the snippets that led to it."""
    ours = [(Path(name), line) for name, line in frames if Path(name).is_relative_to(SNIPPETS)]
    line = next((line for path, line in reversed(ours) if path == job.source), None)
    path = [f"{path.relative_to(ROOT)}:{line}: {linecache.getline(str(path), line).strip()}" for path, line in ours]
    return {"line": line or first_line(job), "path": path}


def first_line(job: Job) -> int:
    """Return the line in which a job's function begins, or else the first one."""
    text = read(job.source) if job.name else ""
    function = re.search(rf"^def {job.kind}\b", text, re.MULTILINE)
    return line_of(text, function.start()) if function else 1


def recalled(job: Job, made_from: str, known: dict[str, str]) -> dict[str, Any] | None:
    """Return a result from the cache if it is whole and nothing that it depends on has changed."""
    result = cache.recall(job.entry, made_from)
    return result if result and all(known.get(k) == v for k, v in result["labels"].items()) else None


@dataclass
class Account:
    """What a build did: how many results were made, how many recalled, and in what time."""

    made: int
    recalled: int
    seconds: float


def results(
    jobs: Iterable[Job], limit: float = LIMIT, patience: float = PATIENCE
) -> tuple[dict[Job, dict[str, Any]], Account]:
    """Return the result of every job, from the cache or made now in parallel.

    Each may take `limit` seconds; one that takes longer than `patience` is named.

    Raises
    ------
    PluginError
        Naming every snippet file that failed, its line and the mend.
    """
    start = time.monotonic()
    wanted = list(dict.fromkeys(jobs))
    known = labels()
    follow = functools.cache(sources)
    keys = {job: key(job, follow) for job in wanted}
    done = {job: result for job in wanted if (result := recalled(job, keys[job], known)) is not None}
    missing = [job for job in wanted if job not in done]
    failures: dict[Job, PluginError] = {}
    path = sys.path.copy()
    sys.path.insert(0, str(ROOT))  # the processes inherit it
    try:
        made = pool.answers(functools.partial(perform, known), missing, say_slow, limit, patience)
        with contextlib.closing(made):
            for job, result in made:
                if isinstance(result, pool.Ended):
                    failures[job] = ended(job, result)
                elif "error" in result:
                    failures[job] = failure(job, result)
                else:
                    cache.store(job.entry, keys[job], result)
                    done[job] = result
    finally:
        sys.path[:] = path
    if failures:
        raise PluginError("\n".join(dict.fromkeys(str(failures[job]) for job in missing if job in failures)))
    return done, Account(len(missing), len(wanted) - len(missing), time.monotonic() - start)


def say_slow(job: Job) -> None:
    """Say what the build is waiting for."""
    named = f"the card of {job.page}.md" if job.words else f"{job.name}.py"
    print(f"still {'computing' if job.kind == 'facts' else 'drawing'} {named}", flush=True)


def failure(job: Job, result: dict[str, Any]) -> PluginError:
    """Say which snippet failed, where, and what to do."""
    if result["unknown"]:
        mend = f"add it with its Persian to {shown(CATALOGUE)}, or use a label that is there"
    else:
        end = shown(job.maker) if job.words else f"the end of {shown(job.source)}"
        mend = "look at " + ("; ".join(result["path"][-2:]) or end)
    what = result["error"] if job.words else f"failed: {result['error']}"
    return told(job, result["line"], what, mend)


def ended(job: Job, end: pool.Ended) -> PluginError:
    """Say which snippet took Python with it or had no end, where, and what to do."""
    result = where(job, end.frames[::-1])
    mend = "look for a loop that has no end, or compute less" if end.late else "look for what ends Python or crashes it"
    seen = "; ".join(result["path"][-2:])
    what = f"it {end.how}" if job.words else end.how
    return told(job, result["line"], what, f"{mend}{seen and f', at {seen}'}")


def told(job: Job, line: int, what: str, mend: str) -> PluginError:
    """Say of a job what happened; a figure on a card has been drawn before, so with a card it is about the page."""
    if job.words:
        return stop((DOCS / job.language / f"{job.page}.md", 1), f"its card cannot be drawn: {what}", mend)
    return stop((job.source, line), f"{job.kind}() {what}", mend)
