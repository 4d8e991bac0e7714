"""Firefox and WebKit as Debian has them, driven by WebDriver: so much of Playwright's page as the promises use.

Playwright drives Chromium as it comes, and of the others builds of its own alone, which few machines can have.
"""

import base64
import json
import os
import socket
import subprocess
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from playwright.sync_api import Error

KEYS = {
    "ArrowDown": "\ue015",
    "ArrowRight": "\ue014",
    "Control": "\ue009",
    "Enter": "\ue007",
    "Escape": "\ue00c",
    "Tab": "\ue004",
}
# Evaluates an expression, or calls a function that it gives, and waits for what comes of it, as Playwright does.
EVALUATE = """const [given, done] = arguments;
(async () => { const it = (SCRIPT); return typeof it === 'function' ? it(given) : it; })()
  .then((value) => done({ value: value ?? null }), (error) => done({ error: `${error}` }));"""


class Keyboard:
    """The keys of a page."""

    def __init__(self, do):
        self.do = do

    def press(self, keys):
        """Press keys together, such as Control+a."""
        values = [KEYS.get(name, name) for name in keys.split("+")]
        self._act([("keyDown", one) for one in values] + [("keyUp", one) for one in reversed(values)])

    def type(self, text):
        """Press the key of each letter."""
        self._act([(kind, letter) for letter in text for kind in ("keyDown", "keyUp")])

    def _act(self, acts):
        keys = [{"type": kind, "value": value} for kind, value in acts]
        self.do("PerformActions", actions=[{"type": "key", "id": "keys", "actions": keys}])


class Mouse:
    """The mouse of a page."""

    def __init__(self, do):
        self.do = do

    def move(self, x, y):
        """Move it to a place of what is seen of the page."""
        self._act(type="pointerMove", x=round(x), y=round(y), duration=0, origin="viewport")

    def down(self):
        """Press its left button."""
        self._act(type="pointerDown", button=0)

    def up(self):
        """Let its button go."""
        self._act(type="pointerUp", button=0)

    def _act(self, **act):
        mouse = {"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": [act]}
        self.do("PerformActions", actions=[mouse])


class Page:
    """The page of a session, by what does a command of WebDriver."""

    def __init__(self, do):
        self.do = do
        self.keyboard = Keyboard(do)
        self.mouse = Mouse(do)

    @property
    def url(self):
        """The address that is shown."""
        return self.do("GetCurrentURL")

    def goto(self, address):
        """Open an address, and wait until it is loaded."""
        self.do("Navigate", url=address)

    def wait_for_load_state(self):
        """Wait for a page to which a link has led: to open one waits for it."""
        while self.evaluate("document.documentElement && document.readyState") != "complete":
            pass

    def evaluate(self, script, given=None):
        """Evaluate a script and return what comes of it."""
        answer = None
        while answer is None:  # Firefox says nothing where it has put another page into the place of this one
            answer = self.do("ExecuteAsyncScript", script=EVALUATE.replace("SCRIPT", script), args=[given])
        if "error" in answer:
            raise Error(answer["error"])
        return answer["value"]

    def click(self, selector):
        """Bring an element to sight and press it with the mouse."""
        (found,) = self.do("FindElement", using="css selector", value=selector).values()
        # What lies under the header counts as seen, and is not brought to sight; what does otherwise stands still.
        self.evaluate(
            """async selector => {
              document.querySelector(selector).scrollIntoView({ block: 'center', behavior: 'instant' });
              for (const _ of [1, 2]) await new Promise(requestAnimationFrame);
            }""",
            selector,
        )
        self.do("ElementClick", id=found)

    def set_viewport_size(self, size):
        """Make the window as large as it must be for its inside to have a size."""
        self.do("SetWindowRect", **size)
        inner = self.evaluate("[innerWidth, innerHeight]")
        if inner != [size["width"], size["height"]]:
            self.do("SetWindowRect", width=2 * size["width"] - inner[0], height=2 * size["height"] - inner[1])

    def pdf(self):
        """Print the page."""
        return base64.b64decode(self.do("Print"))


def soon(look, what):
    """Return what a function gives as soon as it raises nothing."""
    end = time.monotonic() + 30
    while True:
        try:
            return look()
        except (OSError, ValueError):
            assert time.monotonic() < end, f"{what} does not start"
            time.sleep(0.05)


@contextmanager
def running(command, **settings):
    """Run a program until its user has done."""
    process = subprocess.Popen(command, **settings)
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


# ---- Firefox, by the socket that geckodriver speaks to

PREFERENCES = {
    "marionette.port": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
}
ASKED = "asks for "  # how a line begins that tells of a request
# What Firefox says of pages, in whatever part of it, since it was asked last, and what they ask of the network. Not
# meant is what it says of itself, that fonts were named for nothing in the head of a page which it has in memory from
# the page before, and that Pyodide was compiled for older browsers.
HEARD = """const [done] = arguments, found = [];
const known = /preloaded with link preload was not used|WebAssembly exception handling 'try' instruction/;
const say = (file, text) => {
  if (/^(http|file|blob)/.test(file) && !known.test(text)) found.push(text);
};
for (const one of Services.console.getMessageArray())
  if (one instanceof Ci.nsIScriptError) say(one.sourceName, `${one.category}: ${one.errorMessage}`);
Services.console.reset();
const storage = Cc['@mozilla.org/consoleAPI-storage;1'].getService(Ci.nsIConsoleAPIStorage);
for (const { level, filename, arguments: said } of storage.getEvents()) say(filename, `${level}: ${said.map(String)}`);
storage.clearEvents();
done([...found, ...window.asked.splice(0)]);"""
LISTEN = f"""const [done] = arguments;
window.asked = [];
Services.obs.addObserver({{ observe(subject) {{
  const {{ URI, loadInfo }} = subject.QueryInterface(Ci.nsIHttpChannel);
  if (!loadInfo.loadingPrincipal?.isSystemPrincipal) window.asked.push(`{ASKED}${{URI.spec}}`);
}} }}, 'http-on-opening-request');
done();"""


@contextmanager
def firefox(folder):
    """Give a page of Firefox, and a function that returns what was said since it was called last."""
    assert "FIREFOX" in os.environ, "FIREFOX names no browser; run this through make, which finds or installs one"
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in PREFERENCES.items()]
    profile = Path(folder) / "firefox"
    profile.mkdir()
    (profile / "user.js").write_text("\n".join(lines), "utf-8")
    command = [
        os.environ["FIREFOX"],
        "--headless",
        "--marionette",
        "--remote-allow-system-access",
        "--no-remote",
        "--profile",
        str(profile),
    ]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": os.environ | {"HOME": str(profile)}}
    with running(command, **quiet):
        port = soon(lambda: int((profile / "MarionetteActivePort").read_text()), "Firefox")
        with socket.create_connection(("127.0.0.1", port)) as connection, connection.makefile("rb") as answers:

            def heard():
                size = b""
                while (letter := answers.read(1)) != b":":
                    size += letter
                return json.loads(answers.read(int(size)))

            heard()  # it says who it is
            number = 0

            def send(command, **body):
                nonlocal number
                number += 1
                text = json.dumps([0, number, command, body]).encode()
                connection.sendall(b"%d:%s" % (len(text), text))
                _, _, error, result = heard()
                if error:
                    raise Error(error["message"] or error["error"])
                return result["value"] if list(result) == ["value"] else result

            def inside(script):
                send("Marionette:SetContext", value="chrome")
                try:
                    return send("WebDriver:ExecuteAsyncScript", script=script, args=[])
                finally:
                    send("Marionette:SetContext", value="content")

            made = send("WebDriver:NewSession", capabilities={"alwaysMatch": {"timeouts": {"script": 300_000}}})
            inside(LISTEN)
            page = Page(lambda command, **body: send(f"WebDriver:{command}", **body))
            page.version = made["capabilities"]["browserVersion"]
            yield page, lambda: inside(HEARD)
            send("Marionette:Quit", flags=["eForceQuit"])


# ---- WebKit, by its WebDriver, on a screen that nobody sees

PATHS = {
    "GetCurrentURL": ("GET", "/url"),
    "Navigate": ("POST", "/url"),
    "ExecuteAsyncScript": ("POST", "/execute/async"),
    "FindElement": ("POST", "/element"),
    "ElementClick": ("POST", "/element/{id}/click"),
    "PerformActions": ("POST", "/actions"),
    "SetWindowRect": ("POST", "/window/rect"),
    "Print": ("POST", "/print"),
}


@contextmanager
def screen():
    """Give the name of a screen."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]
    with running(command, pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL):
        os.close(write)
        with os.fdopen(read) as told:
            yield f":{told.readline().strip()}"


def free_port():
    """Return a port that nobody listens at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


# WebKit's driver does not tell what is written into its console, so each page notes what would be, in a script that
# comes first: errors, what the policy refuses, what does not come, what is asked of another origin.
NOTE = f"""{{
  const {{ getItem, setItem }} = Storage.prototype;
  const say = (text) => {{
    const heard = JSON.parse(getItem.call(sessionStorage, 'heard') ?? '[]');
    setItem.call(sessionStorage, 'heard', JSON.stringify([...heard, `${{text}}`]));
  }};
  const failed = ({{ message, target }}) => say(message ?? `${{target.src ?? target.href}} does not come`);
  addEventListener('error', failed, true);
  addEventListener('unhandledrejection', ({{ reason }}) => say(reason));
  document.addEventListener('securitypolicyviolation', (one) => say(`${{one.violatedDirective}}: ${{one.blockedURI}}`));
  for (const kind of ['error', 'warn']) console[kind] = (...said) => say(said.map(String));
  new PerformanceObserver((list) => {{
    for (const {{ name }} of list.getEntries()) if (!name.startsWith(location.origin)) say(`{ASKED}${{name}}`);
  }}).observe({{ type: 'resource', buffered: true }});
}}"""
NOTED = """() => {
  const heard = JSON.parse(sessionStorage.getItem('heard') ?? '[]');
  sessionStorage.removeItem('heard');
  return heard;
}"""


@contextmanager
def webkit(folder):
    """Give a page of WebKit, and a function that returns what it has noted since it was called last."""
    port = free_port()
    with screen() as display:
        environment = os.environ | {
            "DISPLAY": display,
            "GDK_BACKEND": "x11",
            "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
            "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",  # it shows nothing but this site
        }
        driver = ["WebKitWebDriver", f"--port={port}"]
        with running(driver, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL):
            connection = HTTPConnection("127.0.0.1", port, timeout=300)
            soon(connection.connect, "WebKitWebDriver")

            def send(method, path, **body):
                connection.request(method, path, json.dumps(body) if method == "POST" else None)
                with connection.getresponse() as answer:
                    value = json.load(answer)["value"]
                if answer.status >= 400:
                    raise Error(value["message"] or value["error"])
                return value

            browser = str(next(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser")))
            arguments = ["--automation", "--enable-tabs-to-links=true"]
            wanted = {"webkitgtk:browserOptions": {"binary": browser, "args": arguments}}
            made = send("POST", "/session", capabilities={"alwaysMatch": wanted})
            root = f"/session/{made['sessionId']}"
            send("POST", f"{root}/timeouts", script=300_000, pageLoad=300_000)

            def do(command, **body):
                method, path = PATHS[command]
                return send(method, root + path.format(**body), **body)

            page = Page(do)
            page.version = made["capabilities"]["browserVersion"]
            yield page, lambda: page.evaluate(NOTED)
            send("DELETE", root)
