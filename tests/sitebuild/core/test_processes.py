import os
import signal
import subprocess
import sys
import tempfile

import pytest

from sitebuild.core import processes
from sitebuild.core.project import ROOT


def python(code, **more):
    """Start a program in a temporary folder of its own choice."""
    return subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, text=True, stdout=subprocess.PIPE, stdin=subprocess.PIPE, **more
    )


FOLDER = "from sitebuild.core import processes; print(processes.temporary_folder(), flush=True)"
WAIT = "import threading; print('waiting', flush=True); threading.Event().wait()"


def test_a_process_notices_that_its_parent_was_killed():
    """All that a process said, and those that it started, has an end only when they are gone."""
    child = f"from sitebuild.core import processes; processes.end_with_parent(); {WAIT}"
    parent = python(f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {child!r}]); {WAIT}")
    assert parent.stdout.readline() == "waiting\n"
    assert parent.stdout.readline() == "waiting\n"
    parent.kill()
    parent.communicate(timeout=30)


@pytest.mark.parametrize("word", ["SIGTERM", "SIGHUP"])
def test_a_signal_that_asks_for_the_end_lets_a_process_tidy_up(tmp_path, word):
    heed = f"import signal; signal.signal(signal.{word}, signal.SIG_DFL)"  # ignored where tests run in the background
    code = f"{heed}; {FOLDER}; processes.end_in_order(); import sys; print('ready', flush=True); sys.stdin.read()"
    process = python(code, env={**os.environ, "TMPDIR": str(tmp_path)})
    assert process.stdout.readline().startswith(str(tmp_path))
    assert process.stdout.readline() == "ready\n"
    number = getattr(signal, word)
    process.send_signal(number)
    process.communicate(timeout=30)
    assert process.returncode == 128 + number
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_a_killed_process_left_is_removed_by_the_next(tmp_path):
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    foreign = tmp_path / f"{processes.PREFIX}-not-ours"
    foreign.mkdir()
    killed, living = (python(f"{FOLDER}; input()", env=environment) for _ in range(2))
    left, kept = (process.stdout.readline().strip() for process in (killed, living))
    killed.kill()
    killed.communicate()
    assert os.path.isdir(left)
    last = python(FOLDER, env=environment)
    last.communicate()
    assert sorted(tmp_path.iterdir()) == sorted(map(type(tmp_path), (kept, foreign)))
    living.communicate("\n")
    assert list(tmp_path.iterdir()) == [foreign]


def test_a_terminal_that_has_no_persian_letters_is_told_their_numbers():
    code = "from sitebuild.core import processes; processes.any_letter(); print('گام')"
    process = python(code, env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert process.communicate()[0] == "\\u06af\\u0627\\u0645\n"
    assert process.returncode == 0


def test_the_path_of_a_socket_stays_short(monkeypatch):
    """A system takes about a hundred characters."""
    monkeypatch.setattr(tempfile, "tempdir", "/tmp")
    folder = processes.temporary_folder.__wrapped__()
    folder.rmdir()
    assert len(f"{folder}/kernel-10") < 60
