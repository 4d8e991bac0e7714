"""Has figures, facts and cards made in parallel, each again only when something that it depends on has changed."""

import importlib
import os
import sys
import time
import traceback
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError

from sitebuild.core import cache
from sitebuild.core.messages import shown, stop
from sitebuild.core.project import DOCS, ROOT, SNIPPETS
from sitebuild.language.labels import CATALOGUE, UnknownLabel, labels
from sitebuild.make.job import Job, key

# The last bits of a sum depend on how many threads share it, so whatever the build starts, labs too, has one. It is
# faster so: there is a process for each core already.
os.environ["OPENBLAS_NUM_THREADS"] = "1"


def perform(job: Job, known: dict[str, str]) -> dict[str, Any]:
    """Do a job in this process and return its result, or ``{"error": …, "line": …}``."""
    os.environ["MPLBACKEND"] = "agg"  # a shown example that calls plt.show() would open a window
    try:
        return importlib.import_module(f"sitebuild.make.{job.maker.stem}").make(job, known)
    except (Exception, SystemExit) as error:  # a snippet may fail in any way, and the build must say where
        if isinstance(error, OSError) and error.errno in cache.FULL:
            raise
        frames = [f for f in traceback.extract_tb(error.__traceback__) if Path(f.filename).is_relative_to(SNIPPETS)]
        line = next((f.lineno for f in reversed(frames) if f.filename == str(job.source)), 1)
        path = [f"{Path(f.filename).relative_to(ROOT)}:{f.lineno}: {f.line}" for f in frames]
        unknown = isinstance(error, UnknownLabel)
        return {"error": f"{type(error).__name__}: {error}", "line": line, "path": path, "unknown": unknown}


def recalled(job: Job, known: dict[str, str]) -> dict[str, Any] | None:
    """Return a result from the cache if it is whole and nothing that it depends on has changed."""
    result = cache.recall(job.entry, key(job))
    return result if result and all(known.get(k) == v for k, v in result["labels"].items()) else None


@dataclass
class Account:
    """What a build did: how many results were made, how many recalled, and in what time."""

    made: int
    recalled: int
    seconds: float


def results(jobs: Iterable[Job]) -> tuple[dict[Job, dict[str, Any]], Account]:
    """Return the result of every job, from the cache or made now in parallel.

    Raises
    ------
    PluginError
        Naming every snippet file that failed, its line and the mend.
    """
    start = time.monotonic()
    wanted = list(dict.fromkeys(jobs))
    known = labels()
    done = {job: result for job in wanted if (result := recalled(job, known)) is not None}
    missing = [job for job in wanted if job not in done]
    failures = []
    if missing:
        path = sys.path.copy()
        sys.path.insert(0, str(ROOT))  # the processes inherit it
        try:
            count = min(os.cpu_count() or 1, len(missing))
            with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
                made = pool.map(perform, missing, [known] * len(missing))
                for job, result in zip(missing, made, strict=True):
                    if "error" in result:
                        failures.append(failure(job, result))
                    else:
                        cache.store(job.entry, key(job), result)
                        done[job] = result
        except BrokenProcessPool:
            names = ", ".join(f"{job.name}.py" for job in missing if job not in done)
            raise PluginError(f"a snippet ended Python itself, without an error; it is one of {names}") from None
        finally:
            sys.path[:] = path
    if failures:
        raise PluginError("\n".join(dict.fromkeys(str(f) for f in failures)))
    return done, Account(len(missing), len(wanted) - len(missing), time.monotonic() - start)


def failure(job: Job, result: dict[str, Any]) -> PluginError:
    """Say which snippet failed, where, and what to do."""
    if result["unknown"]:
        mend = f"add it with its Persian to {shown(CATALOGUE)}, or use a label that is there"
    else:
        end = shown(job.maker) if job.words else f"the end of {shown(job.source)}"
        mend = "look at " + ("; ".join(result["path"][-2:]) or end)
    if job.words:  # the figure itself has been drawn before, so this is about the page
        return stop((DOCS / job.language / f"{job.page}.md", 1), f"its card cannot be drawn: {result['error']}", mend)
    return stop((job.source, result["line"]), f"{job.kind}() failed: {result['error']}", mend)
