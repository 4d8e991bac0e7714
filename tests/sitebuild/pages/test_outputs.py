import os
import re
import select
import subprocess
import sys
from pathlib import Path

import pytest

from sitebuild.core.project import ROOT
from sitebuild.pages import outputs
from sitebuild.pages.includes import Block

START, END = "# --8<-- [start:{}]", "# --8<-- [end:{}]"


@pytest.fixture
def snippet(tmp_path):
    """Write a snippet file from its parts, named ones being regions, and return what `make outputs` makes of it."""

    def rewrite(parts, shown):
        lines = []
        for name, code in parts:
            lines += [START.format(name), code, END.format(name)] if name else [code]
        file = tmp_path / "topic.py"
        file.write_text("\n".join(lines) + "\n", "utf-8")
        return outputs.rewritten([Block(file, 1, file, names) for names in shown])[file]

    return rewrite


def test_output_follows_the_statement_that_printed_it(snippet):
    code = "import numpy as np\nx = np.arange(4).reshape(2, 2)\nprint(x)\n#> wrong\n\ny = x + 1\nprint(y[0, 0])"
    assert snippet([("one", code)], [("one",)]).splitlines()[1:-1] == [
        "import numpy as np",
        "x = np.arange(4).reshape(2, 2)",
        "print(x)",
        "#> [[0 1]",
        "#>  [2 3]]",
        "",
        "y = x + 1",
        "print(y[0, 0])",
        "#> 1",
    ]


def test_a_loop_prints_below_itself(snippet):
    made = snippet([("one", "for i in range(2):\n    print(i)\nz = 0")], [("one",)])
    assert made.splitlines()[1:-1] == ["for i in range(2):", "    print(i)", "#> 0", "#> 1", "z = 0"]


def test_hidden_code_and_other_regions_stay_as_they_are(snippet):
    parts = [("setup", "x = 5"), (None, "print(x)"), ("use", "\nprint(x)"), ("again", "print(x + 1)")]
    made = snippet(parts, [("setup", "use"), ("setup", "again")])
    assert made.splitlines() == [
        START.format("setup"),
        "x = 5",
        END.format("setup"),
        "print(x)",
        START.format("use"),
        "",
        "print(x)",
        "#> 5",
        END.format("use"),
        START.format("again"),
        "print(x + 1)",
        "#> 6",
        END.format("again"),
    ]


def test_a_block_that_fails_says_why_and_the_others_run():
    failed, ran = outputs.run(["print(absent)", "print(1)\nprint(2)"])
    assert "NameError" in str(failed)
    assert ran == [(1, 1, "1\n"), (2, 2, "2\n")]


def test_a_file_with_a_block_that_fails_is_named(snippet):
    assert "NameError" in str(snippet([("one", "print(absent)"), ("two", "print(1)")], [("two",), ("one",)]))


def test_a_block_sees_nothing_of_another():
    codes = ["import numpy\nx = numpy.pi = 3", "import numpy\nprint(numpy.pi > 3)", "x"]
    _, (_, (_, _, printed)), failed = outputs.run(codes)
    assert printed == "True\n"
    assert "NameError" in str(failed)


@pytest.mark.parametrize(
    "endless",
    ["while True:\n    pass", "import re\nre.match('(a|a)*b', 'a' * 99)", "import threading\nthreading.Event().wait()"],
)
def test_a_block_without_an_end_says_where(endless):
    (failed,) = outputs.run([endless], limit=0.5)
    assert re.match(r"it was ended after 0\.5 s in its line [12]\n +To mend it: look for a loop", str(failed))


def test_a_block_that_ends_python_is_told_in_words():
    for failed in outputs.run(["import os\nos._exit(0)", "import os\nos._exit(3)", "import os\nos.abort()"]):
        assert re.match(r"it ended Python itself\n +To mend it: look for what ends", str(failed))


def test_the_reader_has_only_numpy_and_matplotlib():
    has, *missing = outputs.run(
        ["import numpy, matplotlib", "import scipy", "import cv2", "import snippets", "import mkdocs"]
    )
    assert has == [(1, 1, "")]
    assert all("ModuleNotFoundError" in str(said) for said in missing)


def test_one_file_can_be_asked_for(snippet, monkeypatch, tmp_path, capsys):
    snippet([("one", "print(1)")], [("one",)])
    file, other = tmp_path / "topic.py", tmp_path / "other.py"
    other.write_text(file.read_text("utf-8"), "utf-8")
    monkeypatch.setattr(outputs, "SNIPPETS", tmp_path)
    monkeypatch.setattr(outputs, "blocks", lambda: [Block(one, 1, one, ("one",)) for one in (file, other)])
    before = other.read_text("utf-8")
    assert outputs.main(["topic"]) == 0
    assert "#> 1" in file.read_text("utf-8")
    assert other.read_text("utf-8") == before
    assert outputs.main(["absent"]) == 2
    assert "absent.py; SNIPPET is a path inside snippets" in capsys.readouterr().out


def children(process):
    """Return the numbers of the processes that one has started."""
    return [int(number) for number in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def test_a_block_ends_with_the_one_that_started_it(tmp_path):
    block = f"open({str(tmp_path / 'begun')!r}, 'w').close()\nwhile True: pass"
    start = f"from sitebuild.pages import outputs; outputs.run([{block!r}])"
    ours = subprocess.Popen([sys.executable, "-c", start], cwd=ROOT, stderr=subprocess.PIPE)
    while not (tmp_path / "begun").exists():
        assert ours.poll() is None, ours.stderr.read()
    (runner,) = children(ours.pid)
    left = [os.pidfd_open(number) for number in (runner, *children(runner))]
    assert len(left) == 2
    ours.kill()
    ours.communicate()
    for process in left:
        assert select.select([process], [], [], 30)[0], "the block still runs"
        os.close(process)


def test_the_command_finds_and_mends_a_wrong_line(project):
    """In a project of one page: the blocks of all others are run elsewhere."""
    page = project.path / "docs/en/pooling/index.md"
    assert "pooling/max_pool.py:" in page.read_text("utf-8")
    for other in (project.path / "docs").rglob("*.md"):
        if other != page:
            other.unlink()
    file = "snippets/pooling/max_pool.py"
    right = project.read(file)
    project.edit(file, "#> ", "#> 9")
    wrong = project.read(file)
    done = project.command("pages.outputs", "--check")
    assert done.returncode == 1
    assert f"{file}: its #> lines are wrong" in done.stdout
    assert project.read(file) == wrong
    assert project.command("pages.outputs").returncode == 0
    assert project.read(file) == right
