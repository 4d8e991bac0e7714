"""What Lighthouse says of every page on a phone: `make lighthouse`, on a machine that does nothing else.

Each page is opened three times, on the line and with the processor of a slow phone as Lighthouse simulates them, and
the middle score of each kind counts. Beside the scores stand the longest task while loading, on this machine as it is,
and the audits that took something off.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.bench.server import served
from tests.browser.conftest import FLAGS

RUNS = int(os.environ.get("RUNS", "3"))
KINDS = ("performance", "accessibility", "best-practices", "seo")
SITE = Path("site")


def report(command: list[str], address: str, file: Path) -> dict:
    """Return what Lighthouse says of a page."""
    words = [address, f"--only-categories={','.join(KINDS)}", "--output=json", f"--output-path={file}", "--quiet"]
    subprocess.run([*command, *words], check=True)
    return json.loads(file.read_text("utf-8"))


def weighed(said: dict) -> set[str]:
    """Return the audits that took something off a score."""
    audits = said["audits"]
    refs = [ref for kind in KINDS for ref in said["categories"][kind]["auditRefs"] if ref["weight"]]
    return {
        ref["id"]
        for ref in refs
        if (audits[ref["id"]]["score"] or 0) < 0.995 and audits[ref["id"]]["score"] is not None
    }


def longest(said: dict) -> float:
    """Return how long the longest task took, in ms."""
    return max(task["duration"] for task in said["audits"]["main-thread-tasks"]["details"]["items"])


def main() -> int:
    """Print a line a page, and how many pages have less than 100 of something."""
    command = sys.argv[1:]
    pages = sorted(file.parent.relative_to(SITE).as_posix() for file in SITE.rglob("index.html"))
    wanting = 0
    print("| page | performance | accessibility | best practices | SEO | longest task | for |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright, served(SITE.resolve(), 8000) as host:
        port = "9333"
        flags = [*FLAGS, f"--remote-debugging-port={port}"]
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=flags)
        for page in pages:
            address = host + ("" if page == "." else f"{page}/")
            runs = [report([*command, f"--port={port}"], address, Path(folder, "said.json")) for _ in range(RUNS)]
            scores = [
                round(100 * statistics.median(run["categories"][kind]["score"] for run in runs)) for kind in KINDS
            ]
            task = statistics.median(longest(run) for run in runs)
            reasons = ", ".join(sorted(set.union(*map(weighed, runs)))) if min(scores) < 100 else ""
            print(f"| {page} | {' | '.join(map(str, scores))} | {task:.0f} ms | {reasons} |", flush=True)
            wanting += min(scores) < 100
        browser.close()
    print(f"\n{len(pages)} pages, {wanting} with less than 100 of something")
    return bool(wanting)


if __name__ == "__main__":
    sys.exit(main())
