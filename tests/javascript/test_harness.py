"""What docs/assets/run/harness.py makes of a reader's code, here in the Python that builds the site."""

import io
import json
import runpy
import sys

import matplotlib
import numpy as np
import pytest
from matplotlib import pyplot as plt
from PIL import Image

from sitebuild.core.project import DOCS
from sitebuild.pages import labs

LOOK = json.dumps({"ink": "#123456", "paper": "#fedcba", "dpi": 50})


@pytest.fixture(scope="module")
def harness():
    """Return the names of the harness."""
    return runpy.run_path(str(DOCS / "assets/run/harness.py"))


@pytest.fixture
def run(harness):
    """Return a function that runs code and gives what became of it, and what was handed on."""

    def run_it(code, check="", space="", look="", given=()):
        handed = []
        result = harness["run"](code, check, space, look, lambda kind, what: handed.append((kind, what)), dict(given))
        return json.loads(result), handed

    return run_it


def printed(handed, kind="out"):
    return "".join(what for one, what in handed if one == kind)


def test_what_is_printed_is_handed_on_and_warnings_beside_it(run):
    result, handed = run("import sys\nprint(1, 2)\nprint('careful', file=sys.stderr)\nprint('سه', end='')")
    assert result == {"error": None, "verdict": None, "left_out": 0}
    assert printed(handed) == "1 2\nسه"
    assert printed(handed, "error") == "careful\n"


def test_nothing_is_left_for_the_next_unless_it_names_the_same_space(run):
    run("x = 1", space="lab")
    run("import numpy as np\nnp.set_printoptions(precision=1)\nnp.seterr(all='raise')\nx = 2")
    assert run("print(x)", space="lab")[1] == [("out", "1\n")]
    assert run("print(x)")[0]["error"]["text"] == "NameError: name 'x' is not defined"
    assert np.get_printoptions()["precision"] == 8
    assert np.geterr()["over"] == "warn"


@pytest.mark.parametrize("lab", ["learn-a-kernel", "max-or-mean"])
def test_a_lab_runs_through_cell_after_cell_in_one_space(run, lab):
    """The third is run in the browser, in tests/browser/test_labs.py."""
    page = DOCS / f"en/labs/{lab}.md"
    pictures = 0
    for cell in labs.cells(page):
        result, handed = run(cell, space=lab, look=LOOK)
        assert result["error"] is None
        pictures += [kind for kind, _ in handed].count("picture")
    assert pictures == page.read_text("utf-8").count("```python alt=")


def test_files_that_are_given_are_read_by_name_and_by_address_and_go(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    read = "from urllib.request import urlopen\nprint(open('a b.txt').read(), urlopen('http://0.invalid/x').read())"
    given = {"a b.txt": b"one", "http://0.invalid/x": b"two"}
    assert run(read, given=given)[1] == [("out", "one b'two'\n")]
    assert not list(tmp_path.iterdir())
    assert run("from urllib.request import urlopen\nurlopen('http://0.invalid/y')")[0]["error"]["hint"] == "network"


def test_the_streams_and_input_come_back(run):
    before = sys.stdout, sys.stderr, input
    run("raise SystemExit")
    assert (sys.stdout, sys.stderr, input) == before


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (
            "def half(n):\n    return 1 / n\n\nhalf(0)",
            {
                "type": "ZeroDivisionError",
                "text": "ZeroDivisionError: division by zero",
                "lines": [[4, "half(0)"], [2, "return 1 / n"]],
                "hint": "",
            },
        ),
        (
            "x = 1\ny = = 2",
            {
                "type": "SyntaxError",
                "text": "SyntaxError: invalid syntax",
                "lines": [[2, "y = = 2"]],
                "hint": "",
            },
        ),
        (
            "import numpy as np\nnp.zeros(2) + np.zeros(3)",
            {
                "type": "ValueError",
                "text": "ValueError: operands could not be broadcast together with shapes (2,) (3,)",
                "lines": [[2, "np.zeros(2) + np.zeros(3)"]],
                "hint": "",
            },
        ),
    ],
)
def test_an_error_names_the_lines_of_the_block_alone(run, code, error):
    assert run(code)[0]["error"] == error


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("input('name? ')", "input"),
        ("import nothing_of_this_name", "module"),
        ("raise MemoryError", "memory"),
        ("import numpy as np\nnp.zeros((2**62, 2))", "memory"),
        ("def f():\n    f()\nf()", "recursion"),
        ("raise ConnectionRefusedError", "network"),
        ("import urllib.request\nurllib.request.urlopen('nowhere://here')", "network"),
    ],
)
def test_what_a_page_can_explain_has_a_name(run, code, hint):
    error = run(code)[0]["error"]
    assert error["hint"] == hint
    assert len(error["lines"]) <= 10


@pytest.mark.parametrize(
    ("code", "lines", "left_out"),
    [
        ("for i in range(1000): print(i)", 1000, 0),
        ("for i in range(1234): print(i)", 1000, 234),
        ("for i in range(1234): print(i)\nprint('more', end='')", 1000, 235),
        ("print('x' * 300_000, end='')", 0, 1),
        ("print('\\n'.join(map(str, range(1234))))", 1000, 234),
        ("print('x' * 300_000)\nprint(1)", 0, 2),
    ],
)
def test_long_output_is_cut_and_what_is_missing_counted(run, code, lines, left_out):
    result, handed = run(code)
    assert printed(handed).count("\n") == lines
    assert len(printed(handed)) <= 100_000
    assert result["left_out"] == left_out


def test_a_million_lines_make_few_messages(run):
    result, handed = run("for i in range(1_000_000): print(i)")
    assert result["left_out"] == 999_000
    assert len(handed) < 100


RIGHT = "verdict = {'right': made['area'](2, 3) == 6, 'said': 'ششم'}"


def test_a_check_sees_what_the_code_made_and_leaves_a_verdict(run):
    assert run("def area(a, b): return a * b", RIGHT)[0]["verdict"] == {"right": True, "said": "ششم"}
    ended = run("def area(a, b): return a / 0", "verdict = 'before'\nmade['area'](1, 2)")[0]
    assert (ended["verdict"], ended["error"]["lines"]) == ("before", [[1, "def area(a, b): return a / 0"]])
    failed = run("x = 1", RIGHT)[0]
    assert (failed["error"]["type"], failed["verdict"]) == ("KeyError", None)
    assert failed["error"]["lines"] == []  # none of her lines is to blame


def test_code_gives_no_verdict_of_its_own(run):
    own = "verdict = {'right': True, 'said': 'mine'}\n"
    assert run(own + "raise ValueError", RIGHT)[0]["verdict"] is None
    assert run(own)[0]["verdict"] is None
    wrong = run(own + "def area(a, b): return a + b\nraise SystemExit", RIGHT)[0]
    assert (wrong["verdict"]["right"], wrong["error"]) == (False, None)
    assert run("x = 1", "verdict = {'odd': {1, 2}.__len__}")[0]["verdict"]["odd"].startswith("<")


@pytest.mark.parametrize(
    "code",
    [
        "compile = exec = made = None",
        "import builtins\nbuiltins.compile = builtins.exec = builtins.len = None",
        "import numpy as np\nnp.allclose = np.asarray = lambda *_: None",
        "import json, math, copy\njson.dumps = math.prod = copy.deepcopy = None",
    ],
)
def test_what_code_gives_another_meaning_disturbs_neither_its_check_nor_the_next(run, code):
    check = """import copy, math, numpy as np
verdict = [len([1]), bool(np.allclose(np.asarray([1]), 1)), math.prod([2, 3]), copy.deepcopy([4])]"""
    for result in (run(code, check)[0], run("x = 1", check)[0]):
        assert (result["error"], result["verdict"]) == (None, [1, True, 6, [4]])


def test_a_picture_that_is_shown_is_handed_on_in_the_colours_of_the_page(run, monkeypatch):
    monkeypatch.setattr(plt, "show", plt.show)
    with matplotlib.rc_context():
        code = "from matplotlib import pyplot as plt\nplt.axvspan(0, 1, color=plt.rcParams['text.color'])\nplt.show()"
        result, handed = run(code, look=LOOK)
    assert result["error"] is None
    ((kind, data),) = handed
    assert kind == "picture"
    assert plt.get_fignums() == []
    with Image.open(io.BytesIO(data)) as picture:
        colours = {colour[:3] for _, colour in picture.convert("RGB").getcolors(100_000)}
    assert {(0x12, 0x34, 0x56), (0xFE, 0xDC, 0xBA)} <= colours
