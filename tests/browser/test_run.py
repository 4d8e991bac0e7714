"""Code runs in the page: all that is shown prints what is shown, and what goes wrong is said and harms nothing.

That each block has its button is a check of every page, in checks/running.py.
"""

import re

import pytest
from playwright.sync_api import expect

from sitebuild.language.words import of_feature
from sitebuild.pages import outputs
from tests.browser.visit import REFUSED
from tests.browser.whole import go, settled

expect.set_options(timeout=60_000)  # a machine may be busy
SAID = of_feature("en", "run") | of_feature("en", "running")
# Runs code as a block does, and gives what it prints, how many pictures it shows, and what became of it.
RUN = """async ([code, limit]) => {
  const at = (path) => new URL(`../../${path}`, document.querySelector("script[src$='javascripts/run.js']").src).href;
  const { runPython } = await import(at("assets/run/python.js"));
  const { draws } = await import(at("assets/javascripts/run.js"));
  const look = draws(code) ? '{"ink": "#000000", "paper": "#ffffff", "dpi": 50}' : "";
  const told = { out: "", error: "", pictures: 0 };
  const { result } = runPython({ code, check: "", space: "", look }, {
    printed: (kind, text) => { told[kind] += text; },
    picture: () => { told.pictures++; },
  }, limit);
  const ended = await result;
  return { ...told, result: ended };
}"""
RESTART = """async () => {
  const script = document.querySelector("script[src$='javascripts/run.js']").src;
  (await import(new URL("../run/python.js", script).href)).restartPython();
}"""
# Waits until the browser has kept a copy of Python's memory, which a later visit begins with.
KEPT_COPY = """async () => {
  for (;;) {
    for (const name of await caches.keys()) {
      for (const { url } of await (await caches.open(name)).keys()) if (url.includes("/copy.")) return;
    }
    await new Promise(requestAnimationFrame);
  }
}"""
# The time at which Python began, which a copy of its memory has too, and a random number, which it must not have.
BEGUN = "import logging, random\nprint(logging._startTime, random.random())"
FOREVER = "print('begun')\nwhile True:\n    pass"


class Reader:
    """A page of a browser of its own, with what its policy refuses and what goes wrong on it."""

    def __init__(self, browser, address, place="pooling/"):
        self.context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
        self.context.set_default_timeout(60_000)  # a machine may be busy
        self.context.add_init_script(REFUSED)
        self.found, self.asked = [], []
        self.page = self.context.new_page()
        self.page.on("console", lambda m: m.type in ("error", "warning") and self.found.append(m.text))
        self.page.on("pageerror", lambda e: self.found.append(str(e)))
        self.context.on("request", lambda r: self.asked.append(r.url.removeprefix(address)))
        self.address = address
        go(self.page, address + place)

    def block(self, number=0):
        """Return a block that can be run."""
        return self.page.locator("[data-runs]").nth(number)

    def run(self, code, limit=30):
        """Run code and return what came of it."""
        return self.page.evaluate(RUN, [code, limit])

    def write(self, code, number=0):
        """Write code in the place of that of a block."""
        block = self.block(number)
        if block.locator(".run-change").is_visible():
            block.locator(".run-change").click()
        block.locator(".cm-content").press("Control+a")
        self.page.keyboard.insert_text(code)
        return block


@pytest.fixture(scope="module")
def reader(browser, address):
    """Return a page for everything that leaves Python as it was."""
    one = Reader(browser, address)
    yield one
    refused = one.page.evaluate("refused")
    one.context.close()
    assert one.found + refused == []


def press(block):
    """Press Run, and wait until it has run."""
    block.locator(".run").click()
    block.and_(block.page.locator(":not([data-running])")).wait_for()
    return block


def test_who_does_not_press_loads_nothing_of_it(browser, address):
    one = Reader(browser, address)
    expect(one.block().locator(".run-cost")).to_have_text(re.compile(r"^\d\.\d MB, once$"))
    assert [url for url in one.asked if "assets/python" in url] == []
    assert {url for url in one.asked if "assets/run" in url} == {"assets/run/files.js"}
    one.context.close()


def test_a_block_prints_what_the_page_shows(reader):
    block = reader.block()
    press(block)
    output = block.locator(".run-output")
    assert output.get_attribute("data-same") == "true"
    shown = re.findall(r"^#> ?(.*)$", block.locator("pre > code").first.text_content(), re.MULTILINE)
    assert output.text_content().splitlines() == shown
    expect(block.locator(".run-state")).to_have_text(SAID["same"])
    expect(block.locator(".run-cost")).to_have_text("")


def test_python_is_put_back_from_a_copy_of_its_memory(reader):
    """The next test runs all blocks in what was put back."""
    begun, chance = reader.run(BEGUN)["out"].split()
    reader.page.evaluate(KEPT_COPY)
    reader.page.evaluate(RESTART)
    again, other = reader.run(BEGUN)["out"].split()
    assert again == begun
    assert other != chance


def test_every_block_prints_what_its_page_shows(reader):
    """Both languages show the same blocks; each page's own buttons have the code of that page."""
    blocks = outputs.blocks()
    assert len(blocks) > 100
    pictures = 0
    for block in blocks:
        told = reader.run(block.code)
        shown = [line for line in block.code.splitlines() if line.startswith("#>")]
        assert [f"#> {line}".rstrip() for line in told["out"].splitlines()] == shown, block.file
        assert (told["result"]["ended"], told["result"]["error"], told["error"]) == ("done", None, ""), block.file
        pictures += told["pictures"]
        assert told["pictures"] == block.code.count("plt.show()")
    assert pictures > 2


def test_a_picture_stands_in_the_page_in_its_colours(browser, address):
    one = Reader(browser, address, "fa/convolution/")
    one.page.emulate_media(color_scheme="dark")
    settled(one.page, "dark")
    block = one.page.locator("[data-runs]", has_text="plt.show()").first
    paper = one.page.evaluate("getComputedStyle(document.body).getPropertyValue('--fig-paper').trim()")
    press(block)
    image = block.locator(".run-output img")
    assert image.get_attribute("alt") == of_feature("fa", "running")["picture"]
    corner = image.evaluate(
        """async image => {
          await image.decode();
          const tool = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d');
          tool.drawImage(image, 0, 0, 1, 1, 0, 0, 1, 1);
          const [r, g, b] = tool.getImageData(0, 0, 1, 1).data;
          return '#' + ((r << 16) + (g << 8) + b).toString(16);
        }"""
    )
    assert corner == paper == "#15181e"
    assert block.locator(".run-output").get_attribute("data-same") == "true"
    assert one.found + one.page.evaluate("refused") == []
    one.context.close()


def test_an_error_shows_the_lines_of_the_block(reader):
    block = press(reader.write("def half(n):\n    return 1 / n\n\nhalf(0)"))
    assert block.locator(".run-error").inner_text().splitlines() == [
        "Line 4 half(0)",
        "Line 2 return 1 / n",
        "ZeroDivisionError: division by zero",
    ]
    assert block.locator(".run-line").all_inner_texts() == ["    return 1 / n", "half(0)"]
    expect(block.locator(".run-state")).to_have_text(SAID["error"])


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("input('name? ')", "input"),
        ("import scipy", "module"),
        ("import numpy as np\nnp.ones((200_000, 200_000))", "memory"),
        ("import urllib.request\nurllib.request.urlopen('http://127.0.0.1:1/')", "network"),
    ],
)
def test_what_cannot_be_done_here_is_explained(reader, code, name):
    block = press(reader.write(code))
    expect(block.locator(".run-error p")).to_have_text(SAID[f"hint_{name}"])


def test_a_million_lines_are_cut(reader):
    block = press(reader.write("for i in range(1_000_000):\n    print(i)"))
    output = block.locator(".run-out")
    assert output.text_content().count("\n") == 1000
    assert [output.get_attribute(one) for one in ("tabindex", "aria-label")] == ["0", SAID["output"]], "it scrolls"
    assert block.locator(".run-note").get_attribute("tabindex") is None, "it does not"
    expect(block.locator(".run-note")).to_have_text(SAID["left_out"].replace("{n}", "999,000") + "\n")
    assert block.locator(".run-output").get_attribute("data-same") == "false"


# What code might use to reach the network, what the browser keeps, or the page.
REACHED = """
import pyodide_js, js
from pyodide.ffi import to_js
found = []
names = ("fetch", "XMLHttpRequest", "WebSocket", "EventSource", "indexedDB", "caches", "importScripts", "Worker",
         "navigator", "BroadcastChannel", "eval", "location", "document", "postMessage", "origin", "FontFace")
for place in (js, pyodide_js, pyodide_js._module, to_js([1])):
    found += [name for name in names if getattr(place, name, None) is not None and name != "eval" or hasattr(js, name)]
for made in (to_js([1]), to_js({}), pyodide_js.runPython):
    maker = getattr(made, "constructor", None)
    maker = getattr(maker, "constructor", None)
    try:
        found.append(str(maker("return self")()))
    except Exception as error:
        pass
try:
    from pyodide.code import run_js
    found.append(str(run_js("self.caches")))
except Exception:
    pass
print(found)
"""


def test_code_reaches_neither_the_network_nor_what_the_browser_keeps(reader):
    assert reader.run(REACHED)["out"] == "[]\n"
    asked = len(reader.asked)
    told = reader.run("import pyodide_js\npyodide_js.loadPackage('https://example.org/x.whl')")
    reader.run("print(1)")
    assert len(reader.asked) == asked, told
    reader.found.clear()  # Pyodide says what it misses


# Changes what a script of the worker would use to fetch Matplotlib.
STEERS = """
import js
from pyodide.ffi import create_proxy, to_js
arrays = to_js([1]).constructor.prototype
own = arrays.filter
def elsewhere(this, *what):
    if this.length and hasattr(this[0], "length") and not isinstance(this[0], str):
        return to_js([["http://127.0.0.1:1/x.tar", 1]])
    return js.Reflect.apply(own, this, to_js(what))
arrays.filter = create_proxy(elsewhere, capture_this=True)
"""


def test_code_does_not_steer_what_is_fetched_after_it(reader):
    reader.page.evaluate(RESTART)
    asked = len(reader.asked)
    assert reader.run(STEERS)["result"] == {"ended": "done", "error": None, "verdict": None, "left_out": 0}
    reader.run("import matplotlib")  # what becomes of it is hers to spoil
    assert [url for url in reader.asked[asked:] if "x.tar" in url] == []
    reader.page.evaluate(RESTART)


def test_code_of_which_nothing_is_left_runs(reader):
    block = reader.write("print(1)")
    block.locator(".cm-content").press("Control+a")
    reader.page.keyboard.press("Backspace")
    expect(press(block).locator(".run-state")).to_have_text(SAID["other"])
    block.locator(".run-reset").click()


def test_what_she_changes_is_kept_and_reset_brings_the_page_back(reader):
    page = reader.page
    block = reader.write("print('mine')")
    go(page, page.url)
    expect(block.locator(".cm-content")).to_have_text("print('mine')")
    block.locator(".run-reset").click()
    expect(block.locator(".run-editor")).to_have_count(0)
    expect(block.locator("pre > code").first).to_be_visible()
    assert page.evaluate("localStorage.getItem('changed-code')") is None


def test_the_editor_is_made_for_code_and_can_be_left(reader):
    block = reader.write("if True:")
    content = block.locator(".cm-content")
    said = content.evaluate("e => [...e.attributes].map(one => [one.name, one.value])")
    assert {"autocorrect": "off", "autocapitalize": "off", "spellcheck": "false"}.items() <= dict(said).items()
    assert dict(said)["aria-label"] == SAID["editor"]
    size, direction = content.evaluate("e => [getComputedStyle(e).fontSize, getComputedStyle(e).direction]")
    assert float(size.removesuffix("px")) >= 16
    assert direction == "ltr"
    keys = reader.page.keyboard
    keys.press("Enter")
    keys.type("pass")
    assert content.inner_text().splitlines()[1] == "    pass"
    keys.press("Tab")
    assert content.inner_text().splitlines()[1] == "        pass"
    keys.press("Shift+Tab")
    assert content.inner_text().splitlines()[1] == "    pass"
    keys.type("ed")
    keys.press("Control+z")
    assert content.inner_text().splitlines()[1] == "    pass"
    keys.press("Escape")
    keys.press("Tab")
    assert reader.page.evaluate("document.activeElement.classList.contains('run')")
    block.locator(".run-reset").click()


def test_a_link_holds_the_code_and_does_not_run_it(browser, reader, address):
    block = reader.write("print('سلام' * 2)")
    block.locator(".run-link").click()
    expect(block.locator(".run-state")).to_have_text(SAID["linked"])
    link = reader.page.evaluate("navigator.clipboard.readText()")
    block.locator(".run-reset").click()
    other = Reader(browser, address, link.removeprefix(address))
    there = other.block()
    expect(there.locator(".run-state")).to_have_text(SAID["from_link"])
    expect(there.locator(".cm-content")).to_have_text("print('سلام' * 2)")
    assert not [url for url in other.asked if "run/worker" in url]
    assert not other.page.evaluate("Object.keys(localStorage).includes('changed-code')")
    assert other.found + other.page.evaluate("refused") == []
    other.context.close()


# ---- From here on Python is ended and starts anew.


def test_two_blocks_at_once_run_one_after_the_other_and_stop_ends_what_has_no_end(reader):
    first, second = reader.write(FOREVER), reader.block(1)
    first.locator(".run").click()
    expect(first.locator(".run-output")).to_have_text("begun\n")
    second.locator(".run").click()
    expect(second.locator(".run-state")).to_have_text(SAID["waiting"])
    first.locator(".run").dispatch_event("click")  # it runs already
    first.locator(".run-stop").click()
    expect(first.locator(".run-state")).to_have_text(SAID["stopped"])
    expect(second.locator(".run-output")).to_have_attribute("data-same", "true", timeout=60_000)
    assert first.locator(".run").evaluate("e => document.activeElement === e")
    first.locator(".run-reset").click()


# Runs code, and stops other code that waits behind it as soon as the first runs: its own limit still holds.
STOP_WAITING = """async code => {
  const script = document.querySelector("script[src$='javascripts/run.js']").src;
  const { runPython } = await import(new URL("../run/python.js", script).href);
  const request = { code, check: "", space: "", look: "" };
  const first = runPython(request, { running: () => queueMicrotask(() => second.stop()) }, 0.2);
  const second = runPython(request, {});
  return [(await first.result).ended, (await second.result).ended];
}"""


def test_what_has_no_end_is_stopped_after_the_time_that_is_named(reader):
    assert reader.page.evaluate(STOP_WAITING, FOREVER) == ["late", "stopped"]
    assert reader.run("print(2)")["out"] == "2\n"


def test_the_second_visit_needs_no_network(reader):
    press(reader.block())
    go(reader.page, reader.address + "pooling/borders/")
    asked = len(reader.asked)
    reader.context.set_offline(True)  # the scripts of Run are among what a browser keeps of each site
    press(reader.block())
    reader.context.set_offline(False)
    assert reader.block().locator(".run-output").get_attribute("data-same") == "true"
    assert [url for url in reader.asked[asked:] if "python" in url and "run/python.js" not in url] == []


# Spoils one file of what the browser keeps, and lays something beside it that is another site's.
SPOIL = """async () => {
  const [name] = await caches.keys();
  const kept = await caches.open(name);
  const { url } = (await kept.keys()).find(one => one.url.includes("pyodide.mjs"));
  await kept.put(url, new Response("spoilt"));
  const copy = (await kept.keys()).find(one => one.url.includes("/copy."));
  const { headers } = await kept.match(copy);
  await kept.put(copy, new Response(new Uint8Array(31e6), { headers }));
  await caches.open(name.replace("python /", "python /other/"));
  return [url, (await caches.keys()).length];
}"""


def test_of_what_is_kept_only_a_damaged_file_is_fetched_again(reader, address):
    begun = reader.run(BEGUN)["out"].split()[0]
    reader.page.evaluate(KEPT_COPY)
    spoilt, stores = reader.page.evaluate(SPOIL)
    go(reader.page, address + "pooling/")
    press(reader.block())
    expect(reader.block().locator(".run-state")).to_have_text(SAID["failed"])
    asked = len(reader.asked)
    press(reader.block())
    assert reader.block().locator(".run-output").get_attribute("data-same") == "true"
    fetched = [url for url in reader.asked[asked:] if "python" in url and "run/" not in url]
    assert fetched == [spoilt.removeprefix(address)]
    assert reader.page.evaluate("caches.keys().then(names => names.length)") == stores == 2
    assert reader.run(BEGUN)["out"].split()[0] != begun, "the copy was spoilt: it began anew"


# Empties what the browser keeps.
EMPTY = "async () => { for (const name of await caches.keys()) await caches.delete(name); }"


def test_where_there_is_no_room_two_blocks_run_while_it_loads_and_nothing_is_kept(reader, address):
    go(reader.page, address + "pooling/")
    reader.page.evaluate(EMPTY)
    tools = reader.context.new_cdp_session(reader.page)
    tools.send("Storage.overrideQuotaForOrigin", {"origin": address.rstrip("/"), "quotaSize": 100_000})
    for block in (reader.block(0), reader.block(1)):
        block.locator(".run").click()
    for block in (reader.block(0), reader.block(1)):
        expect(block.locator(".run-output")).to_have_attribute("data-same", "true")
    expect(reader.block().locator(".run-cost")).to_have_text(re.compile(r"\d MB, once$"))
    tools.send("Storage.overrideQuotaForOrigin", {"origin": address.rstrip("/")})


def test_without_a_network_the_first_visit_says_so_and_the_next_press_tries_again(browser, address):
    one = Reader(browser, address)
    one.context.route("**/assets/python/**", lambda route: route.abort())
    press(one.block())
    expect(one.block().locator(".run-state")).to_have_text(SAID["failed"])
    one.context.unroute("**/assets/python/**")
    # While it loads, another page is opened, and there Run is pressed again.
    one.block().locator(".run").click()
    go(one.page, address + "pooling/borders/")
    press(one.block())
    assert one.block().locator(".run-output").get_attribute("data-same") == "true"
    one.context.close()


def test_where_nothing_may_be_kept_it_runs_and_where_memory_is_short_it_says_so(browser, address):
    one = Reader(browser, address, "404.html")
    # As a browser is that keeps nothing: in the page, and in the worker, whose script begins with this.
    refuse = "for (const name of ['open', 'keys', 'match', 'delete']) CacheStorage.prototype[name] = " + (
        "() => Promise.reject(new DOMException('', 'SecurityError'));"
    )
    one.page.add_init_script(
        refuse + "Object.defineProperty(self, 'localStorage', { get() { throw new DOMException(); } });"
    )

    # Nor has it more memory to give than Python needs to start.
    less = """const { grow } = WebAssembly.Memory.prototype;
      WebAssembly.Memory.prototype.grow = function (pages) {
        if (this.buffer.byteLength + 65536 * pages > 6e7) throw new RangeError();
        return grow.call(this, pages);
      };"""
    before = [refuse + less]

    def begin(route):
        route.fulfill(body=before[0] + route.fetch().text(), content_type="text/javascript")

    one.context.route("**/assets/run/worker.js", begin)
    go(one.page, address + "pooling/")
    block = press(one.write("print(40 + 2)"))
    expect(block.locator(".run-output")).to_have_text("42\n")
    block = press(one.write("import numpy as np\nprint(np.ones(10_000_000).sum())"))
    expect(block.locator(".run-error p")).to_have_text(SAID["hint_memory"])
    assert one.page.evaluate("refused") == []
    # And here not even that.
    for nothing in (
        "WebAssembly.Memory = class { constructor() { throw new RangeError('could not allocate memory'); } };",
        "WebAssembly.instantiate = async () => { throw new RangeError('Out of memory'); };",
    ):
        before[0] = refuse + nothing
        one.page.evaluate(RESTART)
        expect(press(block).locator(".run-state")).to_have_text(SAID["no_memory"])
    one.context.close()


def test_it_is_not_printed_and_without_script_there_is_nothing(reader, browser, address):
    reader.page.emulate_media(media="print")
    expect(reader.block().locator(".run-bar")).to_be_hidden()
    reader.page.emulate_media(media="screen")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "pooling/")
    expect(page.locator(".run")).to_have_count(0)
    assert page.locator(".language-python").first.evaluate("e => getComputedStyle(e).paddingBottom") == "0px"
    context.close()
