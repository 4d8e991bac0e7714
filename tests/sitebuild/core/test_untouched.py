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
    with pytest.raises(PluginError, match=r"link\.md:1: this link leads out of ") as caught:
        untouched.check_links()
    assert "To mend it" in str(caught.value)


def test_a_link_that_stays_is_none_of_our_business(folder):
    (folder / "en" / "link.md").symlink_to("page.md")
    assert untouched.check_links() is None


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
