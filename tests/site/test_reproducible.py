"""The same sources give the same bytes, wherever, whenever and by whomever they are built."""

import os
import shutil
import subprocess

from sitebuild.core.project import ROOT
from tests.conftest import ENVIRONMENT
from tests.site.same import differing


def forget(cache):
    """Empty a cache but for one of two twins: they are made by the same code, so either tells what that depends on."""
    kept = set()
    for kind in ("figure", "card", "labs/run"):
        entries = sorted((cache / kind).rglob("*.json"))
        english = [file for file in entries if ".en." in file.name or "en" in file.relative_to(cache / kind).parts]
        persian = [file for file in entries if file not in english]
        assert len(english) == len(persian) > 1
        kept |= {*english[::2], *persian[1::2]}
    for file in cache.rglob("*"):
        if file.is_file() and file not in kept:
            file.unlink()


def test_nothing_around_the_sources_changes_a_byte(small):
    """The other build makes it anew, in its own folder, with other settings; its date is that of the commit."""
    done = small.build()
    assert done.returncode == 0, done.stdout
    forget(small.path / ".cache")
    shutil.copy(ROOT / "Makefile", small.path)
    (small.path / "requirements.txt").touch()
    (small.path / ".venv").symlink_to(ROOT / ".venv")
    other = {
        "TZ": "Asia/Tehran",
        "PYTHONHASHSEED": "4711",
        "LC_ALL": "C",
        "LANGUAGE": "fa",
        "COLUMNS": "40",
        "GIT_DIR": str(ROOT / ".git"),
    }
    environment = {name: value for name, value in ENVIRONMENT.items() if name != "SOURCE_DATE_EPOCH"} | other
    command = ["sh", "-c", "umask 027 && make build --assume-old requirements.txt"]
    assert os.environ.get("SOURCE_DATE_EPOCH"), "`make test` gives the site its date; run this through make"
    done = subprocess.run(command, cwd=small.path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    wrong = differing(small.path / "built", small.path / "site")
    assert wrong == [], "these files hold something that is not in the sources"
