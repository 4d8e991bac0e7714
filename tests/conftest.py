"""What tests share: the site, built once, and copies of the project to break."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import markdown
import pytest
from filelock import FileLock
from mkdocs.config import load_config

from sitebuild.core.project import ROOT
from sitebuild.pages import maths
from tests.bench.server import served
from tests.one_page import PAGES, Choice
from tests.small import make_small

hypothesis.settings.register_profile("project", deadline=None)  # a slow machine is no fault of the code
hypothesis.settings.load_profile("project")

os.environ["MPLBACKEND"] = "agg"  # a snippet that shows a picture would open a window


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let one page be asked for."""
    parser.addoption("--page", choices=sorted(PAGES), metavar="PAGE", help="test one page, in both languages")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Do not even read what cannot belong to the page that is asked for."""
    page = config.getoption("--page")
    return None if not page or Choice(page).may_have(collection_path) else True


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what does not belong to the page that is asked for."""
    if page := config.getoption("--page"):
        choice = Choice(page)
        config.hook.pytest_deselected(items=[item for item in items if not choice.has(item)])
        items[:] = [item for item in items if choice.has(item)]


SOURCES = ("docs", "snippets", "sitebuild", "overrides", "mkdocs.yml", "LICENSE")
UNUSED = (
    "site-*",
    "scikit_image-*",
    "fonts",
    "node",
    "python",
    "editor",
    "lighthouse",
)  # of the cache: what other targets of make leave there
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": "http://127.0.0.1:8000/"}


@dataclass
class Project:
    """A copy of the project that a test may break."""

    path: Path

    def edit(self, name: str, old: str, new: str) -> None:
        """Change one place of a file, which must be there."""
        file = self.path / name
        text = file.read_text("utf-8")
        assert old in text, f"{name} has no {old!r} to change"
        file.write_text(text.replace(old, new, 1), "utf-8")

    def write(self, name: str, text: str) -> None:
        """Write a file."""
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def read(self, name: str) -> str:
        """Read a file."""
        return (self.path / name).read_text("utf-8")

    def build(self) -> subprocess.CompletedProcess[str]:
        """Build the copy strictly; stdout holds everything that was said."""
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", "built"]
        return self._run(command)

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a module of the build as a command, given by its place in sitebuild."""
        return self._run([sys.executable, "-m", f"sitebuild.{words[0]}", *words[1:]])

    def _run(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=self.path,
            env=ENVIRONMENT,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return the folder of the site, built strictly from what is in the checkout, once for all workers."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "site"
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", f"{folder}-new"]
            done = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True)
            assert done.returncode == 0, done.stdout + done.stderr
            Path(f"{folder}-new").rename(folder)
    return folder


def copied(to: Path) -> Project:
    """Copy the whole project, with the cache that was filled so far."""
    to.mkdir()
    for name in (*SOURCES, ".cache"):
        source = ROOT / name
        if source.is_dir():
            ignored = shutil.ignore_patterns(*UNUSED) if name == ".cache" else None
            shutil.copytree(source, to / name, ignore=ignored)
        elif source.exists():
            shutil.copy(source, to / name)
    fetched = ROOT / ".cache" / "python"  # large, and never changed
    fetched.mkdir(parents=True, exist_ok=True)
    (to / ".cache" / "python").symlink_to(fetched)
    return Project(to)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a copy of the whole project."""
    return copied(tmp_path / "project")


@pytest.fixture
def small(tmp_path: Path, site: Path) -> Project:
    """Return a copy of the project that has a few of its pages, for what does not depend on how many there are.

    Its cache is what the build of the whole site has left.
    """
    copy = copied(tmp_path / "project")
    make_small(copy.path)
    return copy


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Return the address at which the built site is served, as a host does it."""
    with served(site) as where:
        yield where


@pytest.fixture(scope="session")
def content_of():
    """Return a function that makes the content of a page of Markdown as the build does, before it is looked at."""
    config = load_config(str(ROOT / "mkdocs.yml"))

    def render(text: str) -> str:
        made = markdown.Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs or {})
        return maths.render(made.convert(text), ROOT / "README.md")

    return render
