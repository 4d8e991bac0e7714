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

from sitebuild.core import cache
from sitebuild.core.messages import shown
from sitebuild.core.processes import LIMIT
from sitebuild.core.project import LANGUAGES, SNIPPETS
from sitebuild.core.sources import is_lab, pages, read
from sitebuild.pages import includes

# Runs the statements of a program one after the other and tells what each printed. A statement that fails ends the run,
# and so do the time and the end of who started the program.
RUNNER = """
import ast, contextlib, faulthandler, io, json, os, sys, threading, time, traceback
def watch():
    while os.getppid() == int(sys.argv[2]):
        time.sleep(0.5)
    os._exit(1)
threading.Thread(target=watch, daemon=True).start()
code = sys.stdin.read()
faulthandler.dump_traceback_later(float(sys.argv[1]), exit=True)
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
print(json.dumps(told))
"""


class Failed(Exception):
    """A block does not run."""


def reader() -> str:
    """Return the interpreter that has only NumPy and Matplotlib."""
    python = os.environ.get("READER_PYTHON", "")
    if not Path(python).is_file():
        raise SystemExit("READER_PYTHON names no interpreter; run this through make, which sets one up")
    return str(Path(python).absolute())


def run(code: str, limit: float = LIMIT) -> list[tuple[int, int, str]]:
    """Run a program as a reader would, for `limit` seconds; return first line, last line, output of each statement."""
    environment = {**os.environ, "MPLBACKEND": "agg", "PYTHONHASHSEED": "0"}
    command = [reader(), "-I", "-c", RUNNER, str(limit), str(os.getpid())]
    done = subprocess.run(command, input=code, capture_output=True, text=True, env=environment)
    if done.returncode and re.search(r"^Timeout \(", done.stderr, re.MULTILINE):
        line = re.search(r'"<block>", line (\d+)', done.stderr)
        at = f" in its line {line[1]}" if line else ""
        raise Failed(f"it was ended after {limit:g} s{at}\n    To mend it: look for a loop that has no end there")
    if done.returncode:
        raise Failed(done.stderr.strip())
    try:
        told = json.loads(done.stdout.splitlines()[-1])
    except (IndexError, ValueError):
        raise Failed("it ended Python itself\n    To mend it: look for what ends or closes something there") from None
    if told and told[-1][3]:
        raise Failed(told[-1][3].strip())
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


def rewritten(path: Path, shown_blocks: Iterable[includes.Block]) -> str:
    """Return a snippet file with the output of its shown blocks made anew."""
    lines = read(path).splitlines()
    bare = {
        name: [line for line in lines[a:b] if not line.startswith("#>")]
        for name, (a, b) in includes.spans(path).items()
    }
    made = dict(bare)
    for block in shown_blocks:
        told = run("\n".join(line for name in block.names for line in bare[name]))
        start = 0
        for name in block.names:
            end = start + len(bare[name])
            made[name] = inserted(bare[name], [(last - start, out) for _, last, out in told if start < last <= end])
            start = end
    for name, (a, b) in sorted(includes.spans(path).items(), key=lambda item: item[1], reverse=True):
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
    for path in sorted({block.file for block in everything}):
        try:
            text = rewritten(path, [b for b in everything if b.file == path])
        except Failed as error:
            print(f"{shown(path)}: a shown block does not run alone\n{error}")
            failed += 1
            continue
        if text != read(path):
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
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
