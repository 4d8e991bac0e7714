"""What is installed or fetched is what was recorded: another package with the same name and version is refused."""

import base64
import hashlib
import http.server
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import threading
import zipfile

import pytest

from sitebuild.core.project import ROOT
from sitebuild.make import photographs

MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
PLAIN = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}


def test_each_requirement_has_a_hash():
    text = (ROOT / "requirements.txt").read_text("utf-8").replace("\\\n", " ")
    wanted = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    assert len(wanted) > 100
    bare = [line for line in wanted if not re.match(r"[\w.-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line)]
    assert not bare, "`make lock` writes a version and its hashes for each"


def test_make_installs_nothing_without_looking_at_hashes():
    installs = re.findall(r"^\t@\$\(PIP\).* install .*$", MAKEFILE, re.MULTILINE)
    loose = [line for line in installs if "--require-hashes -r " not in line]
    # The CPU build of PyTorch, which comes from where the user says, has other bytes than the one on PyPI.
    with_pytorch = ["tests/bench/requirements.txt", "tests/libraries/requirements.txt"]
    assert [line.rpartition(" ")[2] for line in loose] == with_pytorch, "install with --require-hashes"
    assert len(installs) == 2 + len(loose)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("leaf==1.0 --hash=sha256:{sum}", ""),
        ("leaf==1.0 --hash=sha256:{other}", "DO NOT MATCH THE HASHES"),
        ("leaf==1.0", "Hashes are required"),
    ],
)
def test_a_package_with_another_hash_is_not_installed(tmp_path, line, said):
    """As `make` installs, but from a folder."""
    wheel = tmp_path / "leaf-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as package:
        package.writestr("leaf.py", "")
        package.writestr("leaf-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: leaf\nVersion: 1.0\n")
        package.writestr("leaf-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        package.writestr("leaf-1.0.dist-info/RECORD", "")
    found = hashlib.sha256(wheel.read_bytes()).hexdigest()
    (tmp_path / "requirements.txt").write_text(line.format(sum=found, other=found[::-1]), "utf-8")
    command = [sys.executable, "-m", "pip", "--isolated", "install", "--no-index", "--find-links", str(tmp_path)]
    command += ["--target", str(tmp_path / "into"), "--require-hashes", "-r", str(tmp_path / "requirements.txt")]
    done = subprocess.run(command, capture_output=True, text=True, env=PLAIN)
    assert (done.returncode != 0) == bool(said), done.stderr
    assert said in done.stdout + done.stderr
    assert (tmp_path / "into" / "leaf.py").exists() == (not said)


NPM = [ROOT / "tests/javascript", ROOT / "sitebuild/make/editor"]


@pytest.mark.parametrize("folder", NPM, ids=lambda folder: folder.name)
def test_each_package_of_npm_has_a_sum_and_comes_from_wherever_the_machine_says(folder):
    lock = json.loads((folder / "package-lock.json").read_text("utf-8"))
    packages = [package for name, package in lock["packages"].items() if name]
    assert len(packages) > 20
    assert all(package["integrity"].startswith("sha512-") for package in packages), "`make lock` writes the sums"
    assert not [package for package in packages if "resolved" in package], "`make lock` names no registry"
    asked = json.loads((folder / "package.json").read_text("utf-8"))
    assert all(re.fullmatch(r"[\d.]+", version) for version in asked["devDependencies"].values()), "name exact versions"


def test_make_installs_from_the_lock_file_and_runs_nothing_of_a_package():
    installs = re.findall(r"npm ci .*", MAKEFILE)
    assert len(installs) == len(NPM)
    assert all("--ignore-scripts" in install for install in installs)


@pytest.mark.parametrize("right", [True, False])
def test_a_package_of_npm_with_another_sum_is_not_installed(tmp_path, right):
    """As `make` installs, but from a registry that has one package."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as package:
        text = json.dumps({"name": "leaf", "version": "1.0.0"}).encode()
        entry = tarfile.TarInfo("package/package.json")
        entry.size = len(text)
        package.addfile(entry, io.BytesIO(text))
    data = packed.getvalue()
    digest = hashlib.sha512(data if right else b"another").digest()

    class Registry(http.server.BaseHTTPRequestHandler):
        """Gives the package, whatever is asked for."""

        def do_GET(self):
            if self.path.endswith(".tgz"):
                body = data
            else:
                archive = f"http://{self.headers['Host']}/leaf/-/leaf-1.0.0.tgz"
                version = {"name": "leaf", "version": "1.0.0", "dist": {"tarball": archive}}
                body = json.dumps({"name": "leaf", "versions": {"1.0.0": version}}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *words):
            pass

    leaf = {"version": "1.0.0", "integrity": f"sha512-{base64.b64encode(digest).decode()}"}
    wanted = {"dependencies": {"leaf": "1.0.0"}}
    lock = {"lockfileVersion": 3, "packages": {"": wanted, "node_modules/leaf": leaf}}
    (tmp_path / "package.json").write_text(json.dumps(wanted), "utf-8")
    (tmp_path / "package-lock.json").write_text(json.dumps(lock), "utf-8")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Registry) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        registry = f"http://127.0.0.1:{server.server_address[1]}/"
        command = ["npm", "ci", "--ignore-scripts", "--cache=cache", "--fetch-retries=0", f"--registry={registry}"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
        server.shutdown()
    assert (done.returncode == 0) == right, done.stderr
    assert ("EINTEGRITY" in done.stderr) != right
    assert (tmp_path / "node_modules/leaf").exists() == right


def test_a_font_from_another_package_is_not_taken(tmp_path):
    """As `make fonts` does it, with an npm that brings something else."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as package:
        package.addfile(tarfile.TarInfo("package/files/vazirmatn-arabic-wght-normal.woff2"))
    (tmp_path / "other.tgz").write_bytes(packed.getvalue())
    npm = tmp_path / "bin" / "npm"
    npm.parent.mkdir()
    npm.write_text(f"#!/bin/sh\ncp {tmp_path}/other.tgz . && echo other.tgz\n", "utf-8")
    npm.chmod(0o755)
    for name in ("Makefile", "requirements.txt"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / ".venv").symlink_to(ROOT / ".venv")
    environment = {**os.environ, "PATH": f"{npm.parent}{os.pathsep}{os.environ['PATH']}"}
    command = ["make", "fonts", "--assume-old", "requirements.txt"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode != 0
    assert "npm gave another @fontsource-variable/vazirmatn@" in done.stderr
    assert [file.name for file in (tmp_path / ".cache/fonts/vazirmatn").iterdir()] == ["other.tgz"]


def test_another_picture_is_not_taken(tmp_path, monkeypatch):
    monkeypatch.setattr(photographs, "FOLDER", tmp_path / "photographs")
    wheel = tmp_path / "scikit_image.whl"
    with zipfile.ZipFile(wheel, "w") as package:
        for path, _ in photographs.FROM_SCIKIT_IMAGE.values():
            package.writestr(path, "another")
    with pytest.raises(SystemExit, match="is not the picture whose sum is known"):
        photographs.main(wheel)
    assert not photographs.FOLDER.exists()
