import contextlib
import os
import shutil
import signal
import socket
import subprocess

import pytest

from sitebuild.core.project import ROOT
from sitebuild.delivery import serve


@pytest.fixture
def taken():
    """Listen on a port that is free otherwise, and return it."""
    with socket.socket() as one:
        one.bind((serve.HOST, 0))
        one.listen()
        yield one.getsockname()[1]


@pytest.fixture
def small(tmp_path):
    """Start `make serve` for a site of one page; all that it leaves in the temporary folder is seen."""
    folder = tmp_path / "a site سایت"
    shutil.copytree(ROOT / "sitebuild", folder / "sitebuild")
    shutil.copy(ROOT / "Makefile", folder)
    (folder / "requirements.txt").touch()
    (folder / ".venv").symlink_to(ROOT / ".venv")
    (folder / "docs").mkdir()
    (folder / "docs/index.md").write_text("# Page\n", "utf-8")
    (folder / "mkdocs.yml").write_text("site_name: Small\nsite_url: !ENV SITE_URL\n", "utf-8")
    temporary = tmp_path / "temporary"
    temporary.mkdir()

    started = []

    def heed():
        """Undo what tests that run in the background inherit: no terminal could end them."""
        for number in (signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)

    def start(port):
        make = subprocess.Popen(
            ["make", "serve", f"PORT={port}", "--assume-old", "requirements.txt"],
            cwd=folder,
            env={**os.environ, "TMPDIR": str(temporary), "PYTHONUNBUFFERED": "1"},
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=heed,
        )
        started.append(make)
        return make

    start.temporary = temporary
    yield start
    for make in started:
        with contextlib.suppress(ProcessLookupError):  # as it should be
            os.killpg(make.pid, signal.SIGKILL)


def until(process, words):
    told = []
    for line in process.stdout:
        told.append(line)
        if words in line:
            return told
    raise AssertionError(f"it ended without {words!r}\n{''.join(told)}")


def free():
    with socket.socket() as one:
        one.bind((serve.HOST, 0))
        return one.getsockname()[1]


def test_a_taken_port_is_told_before_anything_is_built(small, taken):
    make = small(taken)
    said = make.communicate()[0]
    assert make.returncode != 0
    assert f"Port {taken} is taken, perhaps by another `make serve`\n" in said
    assert f"To mend it: make serve PORT={taken + 1}\n" in said
    assert "Building" not in said
    assert "Traceback" not in said


@pytest.mark.parametrize("port", ["", "x", "0", "65536", "80 81", "-1", "８０００", "9" * 5000])
def test_what_is_no_port_is_told(port):
    assert "is no port" in serve.trouble(port)


def test_a_free_port_is_no_trouble():
    assert serve.trouble(str(free())) is None


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL], ids=str)
def test_a_signal_to_make_alone_ends_the_server_and_leaves_nothing(small, number):
    """The output has an end only when all that make has started is gone."""
    make = small(free())
    until(make, "Serving on")
    assert list(small.temporary.iterdir())
    make.send_signal(number)
    make.communicate(timeout=60)
    assert list(small.temporary.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP], ids=str)
def test_a_terminal_ends_the_server_and_leaves_nothing(small, number):
    """It sends its signals to all that make has started."""
    make = small(free())
    until(make, "Serving on")
    os.killpg(make.pid, number)
    assert "Traceback" not in make.communicate(timeout=60)[0]
    assert list(small.temporary.iterdir()) == []
