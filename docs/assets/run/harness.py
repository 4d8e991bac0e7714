"""Runs a reader's code in the page: worker.js executes this in the Python that it has started.

What the code prints goes to `post` while it runs; what became of it is returned. No name of one run is left for the
next, unless both name the same space, as the cells of a lab do; and what code has changed in the modules of OWN is put
back. What else it changes stays until Python is started anew: files, the state of random numbers, other modules.
"""

import builtins
import contextlib
import importlib
import io
import json
import linecache
import logging
import pathlib
import random
import sys
import time
import traceback
import warnings

import numpy as np

BLOCK, CHECK = "<block>", "<check>"
LINES = 1000  # so many are shown, and the others counted
SIGNS = 100_000  # of one line, or of all
PAUSE = 0.05  # seconds between two messages with what was printed

# What the checks of exercises use, as it was before any code of a reader: hers may give np.allclose another meaning.
USED = "ast builtins contextlib copy inspect io json linecache math textwrap time traceback numpy numpy.linalg"
OWN = [(module, dict(vars(module))) for module in map(importlib.import_module, USED.split())]

spaces = {}


class Printed(io.TextIOBase):
    """A stream that hands on what is printed, up to a limit."""

    def __init__(self, kind, post):
        self.kind, self.post = kind, post
        self.waiting, self.signs, self.lines, self.last = [], 0, 0, time.monotonic() - 2 * PAUSE
        self.lacks, self.cut = 0, False  # the lines that are not shown to their end, and whether one more has begun

    def writable(self):
        """Return that one may write."""
        return True

    def write(self, text):
        """Hand on a text, a few times a second."""
        rest = text
        if self.lines < LINES and self.signs < SIGNS:
            parts = text.split("\n")
            room = LINES - self.lines
            shown = "\n".join(parts[:room]) + ("\n" if len(parts) > room else "")
            shown = shown[: SIGNS - self.signs]
            self.waiting.append(shown)
            self.signs += len(shown)
            self.lines += shown.count("\n")
            rest = text[len(shown) :]
            if time.monotonic() - self.last > (PAUSE if "\n" in shown else 10 * PAUSE):
                self.flush()
        if rest:
            self.lacks, self.cut = self.lacks + rest.count("\n"), not rest.endswith("\n")
        return len(text)

    @property
    def left_out(self):
        """The number of lines that are not shown, or not to their end."""
        return self.lacks + self.cut

    def flush(self):
        """Hand on what waits."""
        if self.waiting:
            self.post(self.kind, "".join(self.waiting))
            self.waiting, self.last = [], time.monotonic()


class NobodyToAsk(EOFError):
    """The code asks for something to be typed."""


def ask(*_):
    """Stand in for input()."""
    raise NobodyToAsk("input() has nobody to ask here")


def hint(error):
    """Return the name of what a page can say about an error, beside what Python says."""
    if isinstance(error, ValueError) and "array is too big" in str(error):
        return "memory"
    kinds = {NobodyToAsk: "input", MemoryError: "memory", ModuleNotFoundError: "module", RecursionError: "recursion"}
    for kind, name in kinds.items():
        if isinstance(error, kind):
            return name
    module = type(error).__module__
    network = module in ("urllib.error", "http.client", "socket", "js") or isinstance(error, ConnectionError)
    return "network" if network else ""


def told(error, code):
    """Return an error with the lines of the block that led to it, the outermost first."""
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == BLOCK]
    if isinstance(error, SyntaxError) and error.filename == BLOCK:
        lines.append(error.lineno)
    source = code.splitlines()
    found = [[line, source[line - 1].strip()] for line in lines if line and line <= len(source)]
    if len(found) > 10:  # of a function that calls itself
        found = found[:5] + found[-5:]
    text = "".join(traceback.format_exception_only(type(error), error.with_traceback(None)))
    if isinstance(error, SyntaxError):
        text = f"{type(error).__name__}: {error.msg}"
    return {"type": type(error).__name__, "text": text.strip(), "lines": found, "hint": hint(error)}


def prepare_pictures(post, look):
    """Make plt.show() hand the pictures on, in the colours that the page has."""
    import matplotlib

    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)  # it looks for fonts, and says so
    matplotlib.use("agg")
    from matplotlib import pyplot as plt

    matplotlib.rcdefaults()
    ink, paper = look["ink"], look["paper"]
    names = ("text.color", "axes.edgecolor", "axes.labelcolor", "axes.titlecolor", "xtick.color", "ytick.color")
    matplotlib.rcParams.update(dict.fromkeys(names, ink))
    matplotlib.rcParams.update(dict.fromkeys(("figure.facecolor", "axes.facecolor", "savefig.facecolor"), paper))

    def show(*_, **__):
        sys.stdout.flush()  # what was printed before comes before
        for number in plt.get_fignums():
            data = io.BytesIO()
            plt.figure(number).savefig(data, format="png", dpi=look["dpi"], bbox_inches="tight")
            post("picture", data.getvalue())
        plt.close("all")

    plt.close("all")
    plt.show = show


def give(given):
    """Put files where code finds them: by their names in its folder, or by the addresses that it opens."""
    addresses = {}
    for name, data in given.items():
        if "://" in name:
            addresses[name] = bytes(data)
        else:
            pathlib.Path(name).write_bytes(data)
    if not addresses:
        return
    import urllib.request  # only here: it brings much with it
    import urllib.response

    class Given(urllib.request.BaseHandler):
        def default_open(self, request):
            if request.full_url not in addresses:
                return None
            data = io.BytesIO(addresses[request.full_url])
            answer = urllib.response.addinfourl(data, {}, request.full_url, 200)
            answer.msg = "OK"
            return answer

    urllib.request.install_opener(urllib.request.build_opener(Given))


def begin():
    """Take other random numbers than the memory has that Python was put back from: it is the same at each start."""
    random.seed()


def put_back():
    """Give the modules of OWN what code has changed in them."""
    for module, names in OWN:
        vars(module).update(names)


def run(code, check, space, look, post, given):
    """Run code, and then a check of it in a space of its own, and return as JSON what became of it.

    Parameters
    ----------
    code : str
        What the reader wrote.
    check : str
        Code that looks at the names of hers, which it has as `made`, and leaves what it has found in `verdict`; it may
        be empty.
    space : str
        The space to run in, kept for the next run that names it; a new one if it has no name.
    look : str
        The colours and the resolution of pictures, as JSON; empty for code that does not import Matplotlib.
    post : callable
        Takes a kind, ``out``, ``error`` or ``picture``, and what it has.
    given : dict
        The bytes of files, as `give` takes them.

    Returns
    -------
    str
        ``error``, as `told` has it, or null; ``left_out``, the lines that were not shown; ``verdict`` of the check.
    """
    names = spaces.setdefault(space, {"__name__": "__main__"}) if space else {"__name__": "__main__"}
    streams = Printed("out", post), Printed("error", post)
    give(given)
    if look:
        prepare_pictures(post, json.loads(look))
    was = sys.stdout, sys.stderr, builtins.input
    result, looking = {"error": None}, {"__name__": "check", "made": names}
    linecache.cache[BLOCK] = (len(code), None, code.splitlines(keepends=True), BLOCK)
    sys.stdout, sys.stderr, builtins.input = *streams, ask
    try:
        with warnings.catch_warnings(), np.errstate(), np.printoptions():
            with contextlib.suppress(SystemExit):
                exec(compile(code, BLOCK, "exec"), names)
            if check:
                put_back()
                exec(compile(check, CHECK, "exec"), looking)
    except BaseException as error:
        result["error"] = told(error, code)
    finally:
        sys.stdout, sys.stderr, builtins.input = was
        for name in given:
            pathlib.Path(name).unlink(missing_ok=True)
        if not space:
            put_back()
    for stream in streams:
        stream.flush()
    result["verdict"] = looking.get("verdict")  # a check may end with the error that it has found
    result["left_out"] = sum(stream.left_out for stream in streams)
    return json.dumps(result, ensure_ascii=False, default=str)
