import os
import re
import shlex
import shutil
import subprocess
import sys

import pytest

from sitebuild.core.project import ROOT


@pytest.fixture
def hold(tmp_path):
    """Start processes that hold the same lock, say so and wait for a line."""
    started = []

    def start():
        code = (
            "import pathlib, sys\nfrom sitebuild.core.lock import held\n"
            f"with held(pathlib.Path({str(tmp_path / 'lock')!r}), 'build'):\n"
            "    print('holds it', flush=True)\n    sys.stdin.readline()\n"
        )
        command = [sys.executable, "-c", code]
        process = subprocess.Popen(command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_who_waits_says_for_whom_since_when_and_what_to_do(hold):
    first = hold()
    assert first.stdout.readline() == "holds it\n"
    second = hold()
    said = [second.stdout.readline() for _ in range(3)]
    assert said[0] == "Another build is running here; this one waits for it\n"
    assert re.match(rf"    It is process {first.pid}, since \d\d:\d\d:\d\d: .*python.* -c ", said[1])
    first.kill()  # a dead holder is no holder
    while (line := second.stdout.readline()) != "holds it\n":
        assert line, "it never got the lock"
        said.append(line)
    assert f"    To end it: kill {first.pid}\n" in said
    third = hold()
    said = [third.stdout.readline() for _ in range(2)]
    assert f"process {second.pid}," in said[1], "the note is of the one before"


def test_a_command_holds_the_lock_in_place_of_who_took_it(project):
    """As the Makefile has things installed: the lock lives as long as the command."""
    lock = [sys.executable, "-m", "sitebuild.core.lock"]
    pipes = {"cwd": project.path, "text": True, "stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    first = subprocess.Popen([*lock, "sh", "-c", "echo first; read line"], **pipes)
    assert first.stdout.readline() == "first\n"
    second = subprocess.Popen([*lock, "echo", "second"], **pipes)
    assert second.stdout.readline() == "Another installation is running here; this one waits for it\n"
    first.communicate("\n")
    assert second.communicate()[0].splitlines()[-1] == "second"


PYTHON = """\
#!/bin/sh
# Stands in for Python where it would make an environment: it notes that, waits to be let go on, and makes an empty one.
case "$*" in
*"-m venv"*)
    echo venv >> made
    echo making
    read line < pipe
    mkdir -p .venv/bin
    cp "$0" .venv/bin/python
    ;;
*"-m pip"*) ;;
*) exec {python} "$@" ;;
esac
"""


def test_of_two_first_makes_one_installs_and_the_other_waits(tmp_path):
    folder = tmp_path / "a site سایت"
    shutil.copytree(ROOT / "sitebuild", folder / "sitebuild")
    for name in ("Makefile", "requirements.txt"):
        shutil.copy(ROOT / name, folder)
    python = folder / "python of mine"
    python.write_text(PYTHON.format(python=shlex.quote(sys.executable)), "utf-8")
    python.chmod(0o755)
    os.mkfifo(folder / "pipe")
    command = ["make", ".venv/.installed", f"PYTHON={python}"]
    # The tests may have been started by make, which would be heard in what this one says.
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    pipes = {"cwd": folder, "env": environment, "text": True, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    first = subprocess.Popen(command, **pipes)
    said = []
    while "making\n" not in said:
        said.append(first.stdout.readline())
        assert said[-1], said
    second = subprocess.Popen(command, **pipes)
    assert second.stdout.readline() == "Another installation is running here; this one waits for it\n"
    (folder / "pipe").write_text("go on\n", "utf-8")
    for process in (first, second):
        said = process.communicate()[0]
        assert process.returncode == 0, said
    assert (folder / "made").read_text("utf-8") == "venv\n"
