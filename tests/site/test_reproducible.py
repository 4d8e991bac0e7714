"""The same sources give the same bytes, wherever, whenever and by whomever they are built."""

import os
import shutil
import subprocess

from sitebuild.core.project import ROOT
from tests.conftest import ENVIRONMENT
from tests.site.same import differing


def test_nothing_around_the_sources_changes_a_byte(site, project):
    """The other build has no cache, its own folder and user settings, and its date is that of the commit."""
    shutil.rmtree(project.path / ".cache", ignore_errors=True)
    shutil.copy(ROOT / "Makefile", project.path)
    (project.path / "requirements.txt").touch()
    (project.path / ".venv").symlink_to(ROOT / ".venv")
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
    done = subprocess.run(command, cwd=project.path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert differing(site, project.path / "site") == [], "these files hold something that is not in the sources"
