"""Rewrites the ``#>`` lines of the snippets: what each shown block prints, under the statement that prints it.

    python -m sitebuild.pages.outputs                    rewrite
    python -m sitebuild.pages.outputs pooling/overlap    rewrite this file alone
    python -m sitebuild.pages.outputs --check            only tell what would change (exit status 1)

The blocks run in an interpreter that has only NumPy and Matplotlib, as a reader's may: $READER_PYTHON, which make sets.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sitebuild.core import cache
from sitebuild.core.messages import shown
from sitebuild.core.processes import LIMIT, end_in_order, end_with_parent
from sitebuild.core.project import LANGUAGES, SNIPPETS
from sitebuild.core.sources import is_lab, pages, read
from sitebuild.pages import includes, whole_functions

# Runs programs, each in a process of its own, which has nothing but the modules that are loaded already: to load NumPy
# for each would take most of the time. The statements of a program run one after the other, and what each printed is
# told. A statement that fails ends its program, and so do the time and the end of who started it all.
RUNNER = """
import ast, contextlib, faulthandler, io, json, os, sys, tempfile, threading, time, traceback
def end_with(parent):
    def watch():
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)
    threading.Thread(target=watch, daemon=True).start()
def run(code):
    space, told = {"__name__": "__main__"}, []
    for node in ast.parse(code).body:
        out = io.StringIO()
        try:
            with contextlib.redirect_stdout(out):
                exec(compile(ast.Module([node], []), "<block>", "exec"), space)
        except BaseException:
            told.append([node.lineno, node.end_lineno, out.getvalue(), traceback.format_exc()])
            break
        told.append([node.lineno, node.end_lineno, out.getvalue(), ""])
    return told
codes, parent = json.load(sys.stdin), os.getpid()
import numpy
if any("matplotlib" in code for code in codes):
    import matplotlib.pyplot
children = []
for code in codes:
    with tempfile.TemporaryFile("w+") as said, tempfile.TemporaryFile("w+") as failed:
        child = os.fork()
        if not child:
            end_with(parent)
            os.dup2(failed.fileno(), 2)
            faulthandler.dump_traceback_later(float(sys.argv[1]), exit=True)
            try:
                json.dump(run(code), said)
                said.flush()
            except BaseException:
                traceback.print_exc()
                sys.stderr.flush()
                os._exit(1)
            os._exit(0)
        while not (done := os.waitpid(child, os.WNOHANG))[0]:
            if os.getppid() != int(sys.argv[2]):
                os._exit(1)
            time.sleep(0.002)
        status = done[1]
        said.seek(0), failed.seek(0)
        children.append([status, said.read(), failed.read()])
print(json.dumps(children))
"""


ENDED = "it ended Python itself\n    To mend it: look for what ends or crashes it there"


class Failed(Exception):
    """A block does not run."""


def reader() -> str:
    """Return the interpreter that has only NumPy and Matplotlib."""
    python = os.environ.get("READER_PYTHON", "")
    if not Path(python).is_file():
        raise SystemExit("READER_PYTHON names no interpreter; run this through make, which sets one up")
    return str(Path(python).absolute())


def run(codes: list[str], limit: float = LIMIT) -> list[list[tuple[int, int, str]] | Failed]:
    """Run programs as a reader would, each alone and for `limit` seconds.

    Return first line, last line and output of each statement, or why the program failed.
    """
    environment = {**os.environ, "MPLBACKEND": "agg", "PYTHONHASHSEED": "0"}
    command = [reader(), "-I", "-c", RUNNER, str(limit), str(os.getpid())]
    done = subprocess.run(command, input=json.dumps(codes), capture_output=True, text=True, env=environment)
    if done.returncode:
        raise Failed(done.stderr.strip())
    told = json.loads(done.stdout.splitlines()[-1])
    return [understood(status, said, failed, limit) for status, said, failed in told]


def understood(status: int, said: str, failed: str, limit: float) -> list[tuple[int, int, str]] | Failed:
    """Return what the run of a program has told, or why it failed."""
    if status and re.search(r"^Timeout \(", failed, re.MULTILINE):
        line = re.search(r'"<block>", line (\d+)', failed)
        at = f" in its line {line[1]}" if line else ""
        return Failed(f"it was ended after {limit:g} s{at}\n    To mend it: look for a loop that has no end there")
    if status or not said:
        return Failed(failed.strip() or ENDED)
    told = json.loads(said)
    if told and told[-1][3]:
        return Failed(told[-1][3].strip())
    return [(first, last, out) for first, last, out, _ in told]


def inserted(lines: list[str], told: Iterable[tuple[int, str]]) -> list[str]:
    """Return the lines of a program with what was printed below the lines that printed it, counted from 1."""
    made = list(lines)
    for last, out in sorted(told, reverse=True):
        made[last:last] = [f"#> {line}".rstrip() for line in out.splitlines()]
    return made


def blocks() -> list[includes.Block]:
    """Return every shown block once; labs show their output themselves."""
    found: dict[tuple[Path, tuple[str, ...]], includes.Block] = {}
    for language in LANGUAGES:
        for page in pages(language).values():
            if not is_lab(page):
                for block in includes.blocks(page):
                    found.setdefault((block.file, block.names), block)
    return list(found.values())


def code_of(block: includes.Block) -> str:
    """Return the code of a block without its ``#>`` lines."""
    return "\n".join(line for name in block.names for line in bare(block.file)[name])


def bare(path: Path) -> dict[str, list[str]]:
    """Return the regions of a snippet file without their ``#>`` lines, with the functions that they import."""
    lines = read(path).splitlines()
    written = {
        name: [line for line in lines[a:b] if not line.startswith("#>")]
        for name, (a, b) in includes.spans(path).items()
    }
    return {
        name: includes.regions(path)[name].splitlines() if whole(region) else region for name, region in written.items()
    }


def whole(region: list[str]) -> bool:
    """Tell whether a region imports whole functions, which a page shows in its place."""
    return bool(whole_functions.IMPORT.search("\n".join(region) + "\n"))


def rewritten(shown_blocks: list[includes.Block]) -> dict[Path, str | Failed]:
    """Return the snippet files of shown blocks with their output made anew, or why a block failed."""
    ran = run([code_of(block) for block in shown_blocks])
    told: dict[Path, list[tuple[includes.Block, list[tuple[int, int, str]] | Failed]]] = {}
    for block, found in zip(shown_blocks, ran, strict=True):
        told.setdefault(block.file, []).append((block, found))
    return {
        path: next((found for _, found in blocks if isinstance(found, Failed)), None) or filled(path, blocks)
        for path, blocks in sorted(told.items())
    }


def filled(path: Path, ran: list[tuple[includes.Block, Any]]) -> str:
    """Return a snippet file with what its blocks have printed."""
    lines, regions = read(path).splitlines(), bare(path)
    made = dict(regions)
    for block, told in ran:
        start = 0
        for name in block.names:
            end = start + len(regions[name])
            made[name] = inserted(regions[name], [(last - start, out) for _, last, out in told if start < last <= end])
            start = end
    for name, (a, b) in sorted(includes.spans(path).items(), key=lambda item: item[1], reverse=True):
        if not whole(lines[a:b]):
            lines[a:b] = made[name]
    return "\n".join(lines) + "\n"


def main(words: list[str]) -> int:
    """Rewrite, or check, every snippet file that a page shows, or those that are named."""
    changed = failed = 0
    check = "--check" in words
    only = {
        SNIPPETS / f"{word.removeprefix('snippets/').removesuffix('.py')}.py" for word in words if word != "--check"
    }
    if absent := sorted(path for path in only if not path.is_file()):
        print(f"there is no {shown(absent[0])}; SNIPPET is a path inside snippets, such as pooling/overlap")
        return 2
    everything = [block for block in blocks() if not only or block.file in only]
    for path, text in rewritten(everything).items():
        if isinstance(text, Failed):
            print(f"{shown(path)}: a shown block does not run alone\n{text}")
            failed += 1
        elif text != read(path):
            changed += 1
            print(f"{shown(path)}: {'its #> lines are wrong' if check else 'rewritten'}")
            if not check:
                cache.write(path, text.encode())  # whole, however this ends
    used = {(b.file, name) for b in everything for name in b.names}
    for path in sorted(only or SNIPPETS.rglob("*.py")):
        for name in includes.spans(path):
            if (path, name) not in used and path.parent.name != "labs":
                print(f"{shown(path)}: no page includes the region {name!r} yet, so nothing was written under it")
    files = len({b.file for b in everything})
    print(f"{len(everything)} blocks of {files} files; {changed} files changed, {failed} failed")
    return bool(failed or (check and changed))


if __name__ == "__main__":
    end_in_order()
    end_with_parent()
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
