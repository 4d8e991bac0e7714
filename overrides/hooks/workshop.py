"""Draws figures and cards and computes the facts of snippet files, in parallel, each again only when it has changed.

No plugin does this: galleries look at the example file alone, while a figure here also depends on what the file imports
from the project, on its labels in the page's language and on the libraries that draw it.
"""

import ast
import errno
import functools
import hashlib
import importlib
import io
import json
import os
import re
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import yaml
from mkdocs.exceptions import PluginError

import card
import svg
from project import CACHE, DOCS, ROOT, SNIPPETS, line_of, localised, pure, stop

# How many threads share a sum decides its last bits, so whatever the build starts, labs too, has one. It is faster so:
# there is a process for each core already.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

CATALOGUE = DOCS / "fa" / "labels.yml"
LIBRARIES = ("matplotlib", "numpy", "pillow")
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)  # what a system says of a disk that takes no more


# The facts that the pages of the language being built quote, by snippet. MkDocs loads hooks apart from imports, so what
# two of them share stands here.
facts: dict[str, dict[str, Any]] = {}


@dataclass(frozen=True)
class Job:
    """One piece of work: the ``facts`` of a snippet, its ``figure`` in a language, or the ``card`` of a page.

    A card has a page and words, and no snippet where the page has no figure.
    """

    kind: str
    name: str
    language: str = ""
    page: str = ""
    words: card.Words | None = None

    @property
    def source(self) -> Path:
        """The snippet file."""
        return SNIPPETS / f"{self.name}.py"

    @property
    def entry(self) -> Path:
        """The file of the cache that holds the result."""
        return CACHE / self.kind / f"{self.page or self.name}{self.language and '.' + self.language}.json"


class UnknownLabel(LookupError):
    """A figure uses a label that the catalogue does not have."""


# ---- what a result depends on


def imports(path: Path) -> set[Path]:
    """Return the files of ``snippets/`` that a snippet file imports, directly or through others, and itself.

    Data files are not followed: snippets make their data or take Matplotlib's.
    """
    found: set[Path] = set()
    waiting = [path]
    while waiting:
        file = waiting.pop()
        if file not in found and file.is_file():
            found.add(file)
            waiting += named(file, file.stat().st_mtime_ns)
    return found


@functools.cache  # many snippets import the same few files
def named(file: Path, changed: int) -> list[Path]:
    """Return the files of ``snippets/`` that one file, as it was when it was last changed, imports itself."""
    try:
        tree = ast.parse(file.read_text("utf-8"), file)
    except SyntaxError as error:
        raise stop((file, error.lineno or 1), f"this is not Python: {error.msg}", "mend the line") from None
    found: list[Path] = []
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.ImportFrom) and node.level:
            raise stop((file, node.lineno), "an import is relative", "write it whole: from snippets.topic import …")
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        ours = [ROOT / n.replace(".", "/") for n in names if n.split(".")[0] == SNIPPETS.name]
        found += [place for n in ours for place in (n.with_suffix(".py"), n / "__init__.py")]
    return found


@functools.cache
def tools() -> str:
    """Return what every result depends on: Python, the libraries, the code that makes it."""
    code = [Path(file).read_text("utf-8") for file in (__file__, svg.__file__)]
    return repr((sys.version_info[:2], [version(name) for name in LIBRARIES], code))


def key(job: Job) -> str:
    """Return a digest of all that a result depends on, but for its labels."""
    digest = hashlib.sha256(tools().encode())
    if job.words:
        digest.update(repr((job.name, job.words, card.made_of())).encode())
    for path in sorted(imports(job.source)):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def catalogue() -> dict[str, str]:
    """Return the Persian label of each English one.

    Raises
    ------
    PluginError
        If the file is not a list of ``English: Persian`` with the same ``{values}`` on both sides.
    """
    return _catalogue(CATALOGUE.read_text("utf-8"))


@pure
def _catalogue(text: str) -> dict[str, str]:
    try:
        labels = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise stop((CATALOGUE, line), "this is not YAML", "put a label with : # { or quotes between quotes") from None
    if not isinstance(labels, dict):
        raise stop((CATALOGUE, 1), "this holds no labels", "write one a line, as `English: Persian`")
    for english, persian in labels.items():
        line = line_of(text, max(text.find(str(english)), 0))
        if not isinstance(english, str) or not isinstance(persian, str):
            raise stop((CATALOGUE, line), f"{english!r}: {persian!r} is no pair of texts", "put it between quotes")
        if sorted(re.findall(r"\{\w*\}", english)) != sorted(re.findall(r"\{\w*\}", persian)):
            raise stop((CATALOGUE, line), f"{english!r} and {persian!r} have other values", "use the same {values}")
    return labels


def translator(language: str, labels: dict[str, str], used: dict[str, str]) -> Callable[..., str]:
    """Return ``t``, which translates a label, fills in values in the language's digits and notes what it used."""

    def t(label: str, **values: object) -> str:
        if label not in labels:
            raise UnknownLabel(f"the label {label!r} is not in {CATALOGUE.relative_to(ROOT)}")
        used[label] = labels[label]
        text = labels[label] if language == "fa" else label
        return text.format(**{name: localised(str(value), language) for name, value in values.items()})

    return t


# ---- doing the work, in a process of its own


def perform(job: Job, labels: dict[str, str]) -> dict[str, Any]:
    """Do a job in this process and return its result, or ``{"error": …, "line": …}``."""
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    used: dict[str, str] = {}
    os.environ["MPLBACKEND"] = "agg"  # what a shown example shows would open a window
    shown = sys.stdout
    try:
        sys.stdout = io.StringIO()  # shown examples print when they are imported
        if job.words and not job.name:
            return {"png": card.drawn(job.words, None), "labels": {}}
        module = importlib.import_module(f"{SNIPPETS.name}.{job.name.replace('/', '.')}")
        entry = "figure" if job.words else job.kind
        if not hasattr(module, entry):
            raise AttributeError(f"the file has no {entry}()")
        if job.kind == "facts":
            return {"facts": {name: plain(name, value) for name, value in module.facts().items()}, "labels": {}}
        t = translator(job.language, labels, used)
        if job.words:
            return {"png": card.drawn(job.words, lambda: module.figure(t)), "labels": used}
        figure = module.figure(t)
        return {**svg.drawn(figure, re.sub(r"\W+", "-", job.name)), "labels": used}
    except (Exception, SystemExit) as error:  # a snippet may fail in any way, and the build must say where
        if isinstance(error, OSError) and error.errno in FULL:
            raise
        frames = [f for f in traceback.extract_tb(error.__traceback__) if Path(f.filename).is_relative_to(SNIPPETS)]
        line = next((f.lineno for f in reversed(frames) if f.filename == str(job.source)), 1)
        path = [f"{Path(f.filename).relative_to(ROOT)}:{f.lineno}: {f.line}" for f in frames]
        known = isinstance(error, UnknownLabel)
        return {"error": f"{type(error).__name__}: {error}", "line": line, "path": path, "unknown": known}
    finally:
        sys.stdout = shown


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


# ---- the cache


def recalled(job: Job, labels: dict[str, str]) -> dict[str, Any] | None:
    """Return a result from the cache if it is whole and nothing that it depends on has changed."""
    result = stored(job.entry, key(job))
    return result if result and all(labels.get(k) == v for k, v in result["labels"].items()) else None


def stored(entry: Path, key: str) -> dict[str, Any] | None:
    """Return a result from a file of the cache if it is whole and was made from the same."""
    try:
        kept = json.loads(entry.read_text("utf-8"))
        if kept["sum"] == checksum(key, kept["result"]):
            return kept["result"]
    except (OSError, ValueError, KeyError, TypeError):
        pass  # there is none, or it was cut short: it is made again
    return None


def checksum(key: str, result: dict[str, Any]) -> str:
    """Return a digest of what a result was made from and the result."""
    return hashlib.sha256(json.dumps([key, result], sort_keys=True).encode()).hexdigest()


def store(entry: Path, key: str, result: dict[str, Any]) -> None:
    """Keep a result; another build never sees half of it."""
    write(entry, json.dumps({"sum": checksum(key, result), "result": result}).encode())


def write(path: Path, data: bytes) -> None:
    """Write a file as a whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException as error:
        os.unlink(temporary)
        if isinstance(error, OSError):
            error.filename = str(path)  # a full disk does not say at what
        raise


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
    labels = catalogue()
    done = {job: result for job in wanted if (result := recalled(job, labels)) is not None}
    missing = [job for job in wanted if job not in done]
    failures = []
    if missing:
        path = sys.path.copy()
        sys.path[:0] = [str(Path(__file__).parent), str(ROOT)]  # the processes inherit it
        try:
            count = min(os.cpu_count() or 1, len(missing))
            with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
                made = pool.map(perform, missing, [labels] * len(missing))
                for job, result in zip(missing, made, strict=True):
                    if "error" in result:
                        failures.append(failure(job, result))
                    else:
                        store(job.entry, key(job), result)
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
        mend = f"add it with its Persian to {CATALOGUE.relative_to(ROOT)}, or use a label that is there"
    else:
        end = "overrides/hooks/card.py" if job.words else f"the end of {job.source.relative_to(ROOT)}"
        mend = "look at " + ("; ".join(result["path"][-2:]) or end)
    if job.words:  # figures.py has drawn the figure before, so this is about the page
        return stop((DOCS / job.language / f"{job.page}.md", 1), f"its card cannot be drawn: {result['error']}", mend)
    return stop((job.source, result["line"]), f"{job.kind}() failed: {result['error']}", mend)
