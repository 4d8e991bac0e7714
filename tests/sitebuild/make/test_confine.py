"""Code of snippets and labs reaches no network, no secrets and no sources; each trial has a process of its own."""

import json
import os
import subprocess
import sys

import nbformat
import pytest
from nbclient import NotebookClient

from sitebuild.core.project import DOCS, ROOT
from sitebuild.make import confine
from sitebuild.pages import labs

TRIALS = {
    "connect": ("import socket; socket.create_connection(('127.0.0.1', 9), 1)", "may not use the network"),
    "name": ("import socket; socket.getaddrinfo('a.example', 80)", "may not use the network"),
    "address": ("import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')", "may not use the network"),
    "datagram": (
        "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
        "may not use the network",
    ),
    "listen": ("import socket; socket.socket().bind(('127.0.0.1', 0))", "may not use the network"),
    "write": (f"open({str(DOCS / 'en' / 'stray.md')!r}, 'w')", "may not change docs/en/stray.md"),
    "write through a path": (f"import os; os.open({str(DOCS / 'x' / '..' / 'y.md')!r}, os.O_CREAT)", "may not change"),
    "write beside": ("open('stray.png', 'wb')", "may not change stray.png"),
    "remove": (f"import os; os.remove({str(DOCS / 'en' / 'nowhere.md')!r})", "may not change docs/en/nowhere.md"),
    "rename": ("import os; os.rename('/nowhere', 'docs/en/stray.md')", "may not change docs/en/stray.md"),
    "remove a folder": ("import shutil; shutil.rmtree('docs/nowhere')", "may not change docs/nowhere"),
    "empty": ("import os; os.truncate('docs/nowhere.md', 0)", "may not change docs/nowhere.md"),
    "link": ("import os; os.symlink('/nowhere', 'docs/stray.md')", "may not change docs/stray.md"),
    "program": ("import subprocess; subprocess.Popen(['true'])", "may not start a program"),
    "shell": ("import os; os.system('true')", "may not start a program"),
    "fork": ("import os; os.fork()", "may not start a program"),
}


def run(code, **more):
    """Run code in a confined process."""
    start = "from sitebuild.make.confine import confine; confine()\n"
    environment = {**os.environ, "TOKEN": "secret", **more}
    return subprocess.run(
        [sys.executable, "-c", start + code], cwd=ROOT, env=environment, capture_output=True, text=True
    )


@pytest.mark.parametrize("name", TRIALS)
def test_what_code_may_not_do_is_refused_in_words(name):
    code, said = TRIALS[name]
    done = run(code)
    assert done.returncode == 1
    assert said in done.stderr
    assert not (DOCS / "en" / "stray.md").exists()


def test_what_code_needs_goes_on(tmp_path):
    code = f"""
import socket, numpy
from matplotlib.figure import Figure
a, b = socket.socketpair()
a.send(b"x")
one = socket.socket(socket.AF_UNIX)
one.bind({str(tmp_path / "socket")!r})
Figure().savefig({str(tmp_path / "a.svg")!r})
open({str(DOCS / "words.yml")!r}).read()
print("went on")
"""
    done = run(code)
    assert done.stdout == "went on\n", done.stderr


def test_secrets_are_gone_and_what_code_needs_is_there():
    done = run("import json, os; print(json.dumps(dict(os.environ)))", LC_ALL="C.UTF-8", AWS_KEY="secret")
    names = json.loads(done.stdout)
    assert "secret" not in names.values()
    assert names["LC_ALL"] == "C.UTF-8"
    assert names["PATH"] == os.environ["PATH"]


def test_processes_that_are_started_meanwhile_never_see_secrets(monkeypatch):
    monkeypatch.setenv("TOKEN", "secret")
    with confine.environment():
        seen = subprocess.run([sys.executable, "-c", "import os; print('TOKEN' in os.environ)"], capture_output=True)
    assert seen.stdout.strip() == b"False"
    assert os.environ["TOKEN"] == "secret"


def test_what_processes_leave_in_the_temporary_folder_goes_with_the_build(tmp_path):
    leave = "import tempfile; print(tempfile.mkstemp()[1])"
    code = f"""
import subprocess, sys
from sitebuild.make import confine
with confine.environment():
    print(subprocess.run([sys.executable, "-c", {leave!r}], capture_output=True, text=True).stdout)
"""
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.stdout.startswith(str(tmp_path)), done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_kernel_is_confined_before_its_first_cell(monkeypatch):
    """And its cells see no name of what confined it."""
    monkeypatch.setenv("TOKEN", "secret")
    monkeypatch.setenv("IPYTHONDIR", labs.kernels())
    monkeypatch.setenv("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    cells = [
        "import socket; socket.create_connection(('127.0.0.1', 9), 1)",
        "import os; print('TOKEN' in os.environ, 'confine' in globals(), 'sys' in globals())",
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    with confine.environment():
        NotebookClient(notebook, allow_errors=True, kernel_name="python3").execute()
    first, second = (cell.outputs[0] for cell in notebook.cells)
    assert "may not use the network" in first.evalue
    assert second.text == "False False False\n"
