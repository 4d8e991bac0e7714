"""What the explorers cost a reader's machine and line: `make bench`.

The arithmetic takes turns with the obvious way, a loop over the numbers of `getImageData`, on the same picture in the
same browser, and the fastest of many rounds of each counts.
"""

import gzip
import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.server import served
from tests.browser.conftest import FLAGS
from tests.browser.whole import EVERY, explored

ROUNDS = 40
BUDGET = 1000 / 60  # ms, of a frame

# Both ways on one 512 x 512 photograph with one 7 x 7 kernel, border as zeros; they must agree to be compared.
COMPARE = """async ([rounds, photograph]) => {
  const { convolve, grid } = await import("/assets/explorers/arithmetic.js");
  const bitmap = await createImageBitmap(await (await fetch(photograph)).blob());
  const { width, height } = bitmap;
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(bitmap, 0, 0);
  const weights = Array.from({ length: 7 }, (_, r) => Array.from({ length: 7 }, (_, c) => ((3 * r + 5 * c) % 7) - 3));

  function plain() {
    const { data } = context.getImageData(0, 0, width, height);
    const sums = new Float32Array(width * height);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        let sum = 0;
        for (let i = 0; i < 7; i++) {
          for (let j = 0; j < 7; j++) {
            const row = y + i - 3;
            const column = x + j - 3;
            if (row < 0 || row >= height || column < 0 || column >= width) continue;
            sum += weights[i][j] * data[4 * (row * width + column)];
          }
        }
        sums[y * width + x] = sum;
      }
    }
    return sums;
  }

  const { data } = context.getImageData(0, 0, width, height);
  const values = Float32Array.from({ length: width * height }, (_, i) => data[4 * i]);
  const ours = () => convolve({ rows: height, columns: width, values }, grid(weights), { padding: 3 }).values;

  const [one, other] = [ours(), plain()];
  if (one.some((value, i) => Math.abs(value - other[i]) > 1e-3)) throw new Error("the two ways disagree");
  const best = [Infinity, Infinity];
  for (let round = 0; round < rounds; round++) {
    for (const [i, work] of [ours, plain].entries()) {
      const start = performance.now();
      work();
      best[i] = Math.min(best[i], performance.now() - start);
    }
  }
  return best;
}"""

# A slider that moves in every frame, as a finger moves it: when frames came, and tasks of over 50 ms.
DRAG = """async ([slider, frames]) => {
  const tasks = [];
  const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map((task) => task.duration)));
  observer.observe({ type: "longtask" });
  const range = document.querySelector(slider);
  const [low, high] = [Number(range.min), Number(range.max)];
  const times = [];
  let blocked = 0;
  let pictures = 0;
  const screen = ImageBitmapRenderingContext.prototype;
  const { transferFromImageBitmap } = screen;
  screen.transferFromImageBitmap = function (bitmap) {
    pictures += 1;
    transferFromImageBitmap.call(this, bitmap);
  };
  for (let frame = 0; frame < frames; frame++) {
    times.push(await new Promise(requestAnimationFrame));
    range.value = low + ((high - low) * (frame % 30)) / 30;
    const start = performance.now();
    range.dispatchEvent(new Event("input", { bubbles: true }));
    document.body.offsetHeight;
    blocked = Math.max(blocked, performance.now() - start);
  }
  const shown = (1000 * pictures) / (performance.now() - times[0]);
  await new Promise((done) => setTimeout(done, 200));
  tasks.push(...observer.takeRecords().map((task) => task.duration));
  const gaps = times.slice(1).map((time, i) => time - times[i]).sort((a, b) => a - b);
  const at = (share) => gaps[Math.floor(share * (gaps.length - 1))];
  return { median: at(0.5), slow: at(0.95), blocked, shown, tasks };
}"""


# A stroke that grows in every frame: how long each of its events takes, layout included.
STROKE = """async (frames) => {
  const pad = document.querySelector('.network-pad');
  const { left, top, width } = pad.getBoundingClientRect();
  pad.setPointerCapture = () => {}; // no real pointer is down
  const send = (type, [x, y]) => {
    const place = { clientX: left + x * width, clientY: top + y * width };
    const settings = { bubbles: true, pointerId: 1, button: 0, pointerType: 'mouse', ...place };
    pad.dispatchEvent(new PointerEvent(type, settings));
  };
  const at = (i) => [0.5 + (0.1 + i / frames / 4) * Math.cos(i / 8), 0.5 + (0.1 + i / frames / 4) * Math.sin(i / 8)];
  const times = [];
  send('pointerdown', at(0));
  for (let i = 1; i <= frames; i++) {
    await new Promise(requestAnimationFrame);
    const start = performance.now();
    send('pointermove', at(i));
    document.body.offsetHeight;
    times.push(performance.now() - start);
  }
  send('pointerup', at(frames));
  times.sort((one, other) => one - other);
  return [0.5, 0.95].map((share) => times[Math.floor(share * (times.length - 1))]);
}"""


def draw(page: Page, address: str) -> None:
    """Print how the network keeps up with a stroke, on a desk and on a processor slowed four times."""
    tools = page.context.new_cdp_session(page)
    print(f"\n{'a stroke that grows in every frame':46}{'median':>10}{'95 %':>10}")
    for net in ("max", "mean", "stride"):
        for rate in (1, 4):
            tools.send("Emulation.setCPUThrottlingRate", {"rate": 1})
            page.goto(f"{address}networks/?network=net={net};at=3,11,1,4")
            explored(page)
            page.wait_for_selector("network-view[aria-busy=false]")
            tools.send("Emulation.setCPUThrottlingRate", {"rate": rate})
            times = "".join(f"{time:7.1f} ms" for time in page.evaluate(STROKE, 180))
            print(f"{f'network, {net}' + (', processor slowed four times' if rate > 1 else ''):46}{times}")


def drag(page: Page, what: str, slider: str) -> None:
    """Print how a page keeps up with a slider."""
    explored(page)
    page.locator(slider).scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    found = page.evaluate(DRAG, [slider, 180])
    tasks = f"{len(found['tasks'])}" + (f" ({max(found['tasks']):.0f} ms)" if found["tasks"] else "")
    pictures = f"{found['shown']:.0f}" if found["shown"] else ""
    times = "".join(f"{found[name]:7.1f} ms" for name in ("median", "slow", "blocked"))
    print(f"{what:46}{times}{pictures:>12}{tasks:>14}")


def weights(browser: Browser, address: str, site: Path) -> None:
    """Print how many bytes of script each kind of page loads, once all of its explorers have come."""
    sums: dict[str, dict[str, int]] = {}
    for place in EVERY:
        page = browser.new_page()
        loaded = set()
        page.on("requestfinished", lambda request, loaded=loaded: loaded.add(urlsplit(request.url).path))
        page.goto(address + place)
        explored(page)
        page.wait_for_load_state("networkidle")
        page.close()
        scripts = [site / path[1:] for path in sorted(loaded) if path.endswith(".js")]
        of = {script: len(gzip.compress(script.read_bytes(), 9, mtime=0)) for script in scripts}
        sums[place] = {
            "theme": sum(n for script, n in of.items() if ".min." in script.name),
            "explorers": sum(n for script, n in of.items() if script.parent.name == "explorers"),
            "all": sum(of.values()),
        }
    print(f"\n{'bytes of script, compressed':46}{'theme':>10}{'explorers':>12}{'the rest':>10}{'all':>10}")
    kinds: dict[tuple[int, ...], list[str]] = {}
    for place, of_page in sums.items():
        kinds.setdefault(tuple(of_page.values()), []).append(place or "/")
    for (theme, explorers, every), places in sorted(kinds.items(), key=lambda item: item[0][2]):
        name = places[0] if len(places) == 1 else f"{places[0]} and {len(places) - 1} more"
        print(f"{name:46}{theme:10,}{explorers:12,}{every - theme - explorers:10,}{every:10,}")
    scripts = [script.read_bytes() for script in sorted((site / "assets/explorers").glob("*.js"))]
    apart = sum(len(gzip.compress(script, 9, mtime=0)) for script in scripts)
    together = len(gzip.compress(b"".join(scripts), 9, mtime=0))
    print(f"all explorers: {apart:,} bytes as they are loaded, file by file; {together:,} compressed together")


def main() -> None:
    """Build the site, serve it, and measure it."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright, ExitStack() as stack:
        site = Path(folder)
        build(load_config(site_dir=folder, strict=True))
        address = stack.enter_context(served(site))
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=FLAGS)

        page = browser.new_page()
        page.goto(f"{address}404.html")
        ours, plain = page.evaluate(COMPARE, [ROUNDS, "/assets/photographs/portrait.webp"])
        page.close()
        print(f"Chromium {browser.version}, {os.cpu_count()} cores; fastest of {ROUNDS} rounds, taking turns")
        print("7×7 kernel on 512×512: ", end="")
        print(f"arithmetic.js {ours:.1f} ms, plain loop over getImageData {plain:.1f} ms, ratio {ours / plain:.2f}")
        print(f"within a frame of {BUDGET:.1f} ms: {'yes' if ours <= BUDGET else 'NO'}\n")

        heads = "".join(f"{head:>10}" for head in ("frame", "95 %", "blocked"))
        print(f"{'a slider that moves in every frame':46}{heads}{'pictures/s':>12}{'over 50 ms':>14}")
        for place, what, slider in SLIDERS:
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(address + place)
            drag(page, what, slider)
            page.close()
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        draw(page, address)
        page.close()
        weights(browser, address, site)
        browser.close()


EIGHT = "op=correlation;k=5;p=2;x=" + "/".join(["1,2,3,4,5,6,7,8"] * 8)
SEVEN = "photo=portrait;w=" + "/".join(["1,2,3,4,3,2,1"] * 7)
SLIDERS = [
    ("pooling/stride-and-overlap/", "stepper, 4×4", "window-stepper .steps input"),
    (f"convolution/correlation/?stepper={EIGHT}", "stepper, 8×8 and a 5×5 kernel", "window-stepper .steps input"),
    ("kernels/gallery/", "playground, 512×512 and a 3×3 kernel", "kernel-playground input[name=b]"),
    (f"kernels/gallery/?playground={SEVEN}", "playground, 512×512 and a 7×7 kernel", "kernel-playground input[name=b]"),
    (f"kernels/gallery/?playground={SEVEN}", "the same, dragging the divider", "kernel-playground input[name=cut]"),
    (
        "pooling/max-or-mean/?arena=noise=9;white=1;k=2",
        "arena, 216×216 and 2×2 windows",
        "pooling-arena input[name=noise]",
    ),
    ("kernels/gallery/", "gallery, dragging the line", "kernel-gallery input[name=cut]"),
    ("convolution/receptive-field/", "dive, VGG-16", "field-dive input[name=n]"),
]

if __name__ == "__main__":
    sys.exit(main())
