"""How quick the site is to work on: `make bench`.

One copy of the project is built with nothing changed, one clean; `mkdocs serve` shows a changed sentence in one with
everything and in one with the theme and the two languages alone, in turns; then a snippet is changed. The fastest of
several counts: what else the machine does only ever adds time.
"""

import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml
from mkdocs.utils.yaml import get_yaml_loader

from sitebuild.core.project import ROOT
from tests.conftest import ENVIRONMENT, SOURCES

BUILDS, CHANGES = 2, 5
A_QUARTER = 0.25  # of the time of a clean build is what one with nothing changed may take
LATER = 0.0  # s after the theme alone would show it, a changed sentence may be seen
SENTENCE, SNIPPET = 3.0, 6.0  # s after which a changed one is seen, where the machine does nothing else
PAGE, ADDRESS = "docs/en/pooling/index.md", "pooling/"
DRAWN = "snippets/pooling/max_pool.py"  # its figure and its facts are on that page
STOCK = {"search", "i18n"}  # the plugins that a site of this theme in two languages has anyway


def copied(folder: Path) -> Path:
    """Return a copy of the sources of the project."""
    folder.mkdir()
    for name in SOURCES:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    return folder


def stock(folder: Path) -> Path:
    """Return a copy that knows its pages, its theme and its languages, and none of what this project adds."""
    copied(folder)
    loader: Any = get_yaml_loader()
    settings = yaml.load((folder / "mkdocs.yml").read_text("utf-8"), loader)
    del settings["hooks"], settings["theme"]["custom_dir"]
    settings["plugins"] = [one for one in settings["plugins"] if STOCK & set([one] if isinstance(one, str) else one)]
    settings["site_url"] = ENVIRONMENT["SITE_URL"]
    settings.update(repo_url=None, edit_uri=None)
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings, allow_unicode=True, sort_keys=False), "utf-8")
    return folder


def build(folder: Path) -> float:
    """Build a copy and return the seconds it took."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", "built"]
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, env=ENVIRONMENT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


@contextmanager
def served(folder: Path) -> Iterator[Callable[[str, str], float]]:
    """Serve a copy; yield what adds a line to a file of it and returns the seconds until a browser would have it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", place]
    server = subprocess.Popen(
        command, cwd=folder, env=ENVIRONMENT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        assert server.stdout is not None
        ready = any("Serving on" in line for line in server.stdout)
        assert ready, f"{folder.name}: mkdocs serve ended"
        threading.Thread(target=server.stdout.read, daemon=True).start()  # or it would stop at a full pipe
        before = {name: (folder / name).read_text("utf-8") for name in (PAGE, DRAWN)}

        def seen(address: str) -> str:
            with urllib.request.urlopen(f"http://{place}/{address}") as answer:
                return answer.read().decode()

        def changed(name: str, line: str) -> float:
            epoch = re.search(r"livereload\((\d+)", seen(ADDRESS))
            assert epoch, "the page does not wait for changes"
            start = time.perf_counter()
            (folder / name).write_text(f"{before[name]}\n{line}\n", "utf-8")
            seen(f"livereload/{epoch[1]}/1")  # answered when there is a newer site
            took = time.perf_counter() - start
            assert name != PAGE or line in seen(ADDRESS), f"{folder.name}: the sentence is not on the page"
            return took

        yield changed
    finally:
        server.terminate()
        server.wait()


def main() -> int:
    """Print the promises; the exit status tells whether they are kept."""
    with tempfile.TemporaryDirectory() as base:
        ours = copied(Path(base, "ours"))
        clean, same = [], []
        for _ in range(BUILDS):
            shutil.rmtree(ours / ".cache", ignore_errors=True)
            clean.append(build(ours))
            same.append(build(ours))
        quick = min(same) / min(clean)
        print(f"a build with nothing changed takes {quick:.2f} of a clean one (at most {A_QUARTER})")
        plain = stock(Path(base, "stock"))
        with served(ours) as change_ours, served(plain) as change_plain:
            turns = [
                (change_ours(PAGE, sentence), change_plain(PAGE, sentence))
                for sentence in (f"A sentence written {number} times." for number in range(CHANGES))
            ]
            snippet = min(change_ours(DRAWN, f"# Changed {number} times.") for number in range(CHANGES))
        mine, theirs = (min(times) for times in zip(*turns, strict=True))
        print(
            f"a changed sentence is seen after {mine / theirs:.1f} of the time of the theme alone, "
            f"{mine - theirs:+.1f} s (at most {LATER:+.0f} s)"
        )
        print(f"on a machine that does nothing else: a sentence after {mine:.1f} s, at most {SENTENCE:.0f}; ", end="")
        print(f"a snippet after {snippet:.1f} s, at most {SNIPPET:.0f}")
    return int(quick > A_QUARTER or mine - theirs > LATER or mine > SENTENCE or snippet > SNIPPET)


if __name__ == "__main__":
    sys.exit(main())
