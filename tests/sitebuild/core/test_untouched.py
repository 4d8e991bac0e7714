"""No link leads out of the sources, and what changes during a build is noticed."""

import os

import pytest
from mkdocs.exceptions import PluginError

from sitebuild.core import untouched


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a folder of sources, the only one."""
    inside = tmp_path / "docs"
    (inside / "en").mkdir(parents=True)
    (inside / "en" / "page.md").write_text("# Title\n", "utf-8")
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "key.md").write_text("secret", "utf-8")
    monkeypatch.setattr(untouched, "FOLDERS", (inside,))
    return inside


@pytest.mark.parametrize("target", ["../../secret/key.md", "../../secret", "/etc", "../../nowhere"])
def test_a_link_that_leads_out_is_refused(folder, target):
    (folder / "en" / "link.md").symlink_to(target)
    with pytest.raises(PluginError, match=r"link\.md: this link leads out of ") as caught:
        untouched.check_kinds()
    assert "To mend it" in str(caught.value)


@pytest.mark.parametrize("target", ["page.md", "link.md"], ids=["a page", "itself"])
def test_a_link_that_stays_is_none_of_our_business(folder, target):
    (folder / "en" / "link.md").symlink_to(target)
    assert untouched.check_kinds() is None


def test_a_link_to_a_folder_is_refused(folder):
    """MkDocs follows it, into itself too."""
    (folder / "en" / "link").symlink_to("..")
    with pytest.raises(PluginError, match=r"link: this link leads to a folder.*\n +To mend it: "):
        untouched.check_kinds()


def test_what_would_be_read_for_ever_is_refused(folder):
    os.mkfifo(folder / "en" / "pipe.md")
    with pytest.raises(PluginError, match=r"pipe\.md: this is neither a file nor a folder.*\n +To mend it: "):
        untouched.check_kinds()


@pytest.mark.parametrize(
    "name",
    [
        "en/page.html",
        "en/page.md~",
        "en/page.md.orig",
        "en/notes.txt",
        "en/labs/one.py",
        "en/labs/one.ipynb",
        "en/other.markdown",
        "en/README.md",
        "en/a b.md",
        "en/a%20b.md",
        "en/گام.md",
        "en/a\nb.md",
        "fa/words.yml",
        "de/page.md",
        "page.md",
        "other.yml",
        "assets/page.html",
        "assets/drawing.svg",
    ],
)
def test_what_does_not_belong_into_the_sources_is_told(folder, monkeypatch, name):
    monkeypatch.setattr(untouched, "DOCS", folder)
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("x", "utf-8")
    (told,) = untouched.strays()
    assert told.startswith(f"{folder / name}: this is no page, list of words or asset of the site")
    assert "\n    To mend it: " in told


def test_two_pages_of_one_address_are_told(folder, monkeypatch):
    monkeypatch.setattr(untouched, "DOCS", folder)
    (folder / "en" / "page").mkdir()
    (folder / "en" / "page" / "index.md").touch()
    (told,) = untouched.strays()
    assert "page.md: this page would have the address of " in told


def test_what_is_hidden_is_not_published_and_the_sources_of_the_project_belong(folder, monkeypatch):
    assert untouched.strays() == []
    monkeypatch.setattr(untouched, "DOCS", folder)
    (folder / "en" / ".page.md.swp").touch()
    assert untouched.strays() == []


def change(page):
    page.write_text("# Other\n", "utf-8")


def change_alone(page):
    """Write a file again, as it was."""
    os.utime(page, ns=(1, 1))


def change_unseen(page):
    """Change what is in a file, but not its size, and set its time back."""
    status = page.stat()
    page.write_text("# Title!"[: status.st_size], "utf-8")
    os.utime(page, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert page.stat().st_size == status.st_size


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (change, "page.md:1: this file has changed"),
        (change_alone, "page.md:1: this file has changed"),
        (change_unseen, "page.md:1: this file has changed"),
        (lambda page: page.unlink(), "page.md:1: this file is gone"),
        (lambda page: page.with_name("new.md").write_text("x", "utf-8"), "new.md:1: this file is new"),
    ],
)
def test_what_changes_stops(folder, act, said):
    before = untouched.state()
    untouched.check_unchanged(before)
    act(folder / "en" / "page.md")
    with pytest.raises(PluginError, match=said):
        untouched.check_unchanged(before)


def test_what_python_keeps_for_itself_is_no_source(folder):
    before = untouched.state()
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "a.pyc").write_bytes(b"x")
    untouched.check_unchanged(before)
