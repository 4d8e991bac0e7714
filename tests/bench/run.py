"""What Run costs a reader: time from the press to what the code prints or draws, bytes, and memory; `make bench`."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.bench.server import served
from tests.browser.conftest import FLAGS
from tests.browser.test_run import KEPT_COPY

ROUNDS = 3
# Where the first block is of a kind, and where another is that may be pressed after it.
KINDS = {"prints": ("pooling/", "pre.run-out"), "draws": ("convolution/", "img")}
# Presses Run on a block of a kind, and gives the milliseconds until something of that kind stands under it.
PRESS = """async ([kind, number]) => {
  const draws = (block) => block.querySelector("code").textContent.includes("plt.show()");
  const blocks = [...document.querySelectorAll(".highlight[data-runs]:not(:has(.check))")];
  const block = blocks.filter((one) => draws(one) === (kind === "img"))[number];
  const { promise, resolve } = Promise.withResolvers();
  const observer = new MutationObserver(() => {
    if (block.querySelector(`.run-output ${kind}`)) resolve(performance.now());
  });
  observer.observe(block, { childList: true, subtree: true });
  const start = performance.now();
  block.querySelector(".run").click();
  const end = await promise;
  while (block.hasAttribute("data-running")) await new Promise(requestAnimationFrame);
  return end - start;
}"""


def memory(browser: Browser) -> float:
    """Return the megabytes that the processes of pages, with their workers, take of the machine."""
    found = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    pids = ",".join(str(one["id"]) for one in found if one["type"] == "renderer")
    listed = subprocess.run(["ps", "-o", "rss=", "-p", pids], capture_output=True, text=True, check=True).stdout
    return sum(map(int, listed.split())) * 1024 / 1e6


def opened(context: BrowserContext, address: str) -> Page:
    """Return a page of which everything is there that comes before a press."""
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector(".run")
    page.wait_for_load_state("networkidle")
    return page


def measured(browser: Browser, address: str, kind: str) -> dict[str, float]:
    """Return times, bytes and memory of a reader who has never been here."""
    context = browser.new_context()
    came = []
    page = opened(context, address)
    before = memory(browser)
    context.on("response", lambda answer: came.append(int(answer.headers.get("content-length", 0))))
    found = {"cold": page.evaluate(PRESS, [kind, 0])}
    found["bytes"] = sum(came)
    page.evaluate(KEPT_COPY)
    page.close()
    page = opened(context, address)
    found["cached"] = page.evaluate(PRESS, [kind, 0])
    found["again"] = page.evaluate(PRESS, [kind, 0 if kind == "img" else 1])
    found["memory"] = memory(browser) - before
    context.close()
    return found


def main() -> None:
    """Build the site, serve it, and measure it: of several rounds the least of each."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        build(load_config(site_dir=folder, strict=True))
        with served(Path(folder)) as address:
            browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=FLAGS)
            heads = "".join(
                f"{head:>12}" for head in ("first press", "from cache", "next press", "MB loaded", "MB taken")
            )
            print(f"\n{f'Run, Chromium {browser.version}, {os.cpu_count()} cores, best of {ROUNDS}':46}{heads}")
            for name, (place, kind) in KINDS.items():
                rounds = [measured(browser, address + place, kind) for _ in range(ROUNDS)]
                best = {key: min(one[key] for one in rounds) for key in rounds[0]}
                times = "".join(f"{best[key]:9.0f} ms" for key in ("cold", "cached", "again"))
                print(f"{f'a block that {name}':46}{times}{best['bytes'] / 1e6:12.1f}{best['memory']:12.0f}")
            browser.close()


if __name__ == "__main__":
    sys.exit(main())
