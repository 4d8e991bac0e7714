from pathlib import Path

import pytest

from sitebuild.delivery import publish


def folder(path, text):
    path.mkdir()
    (path / "page").write_text(text, "utf-8")
    return path


def test_the_first_site_and_the_next(tmp_path):
    site = tmp_path / "site"
    for text in ("first", "second", "third"):
        publish.publish(folder(tmp_path / "new", text), site)
        assert (site / "page").read_text("utf-8") == text
    assert [path.name for path in tmp_path.iterdir()] == ["site"], "something is left of the last site"


def test_a_site_that_cannot_be_replaced_goes_back(tmp_path, monkeypatch):
    """As where the two folders lie on different disks."""
    site, new = folder(tmp_path / "site", "last"), folder(tmp_path / "new", "next")
    rename = Path.rename

    def refuses(self, target):
        if self == new:
            raise OSError("Invalid cross-device link")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuses)
    with pytest.raises(OSError, match="cross-device"):
        publish.publish(new, site)
    assert (site / "page").read_text("utf-8") == "last"
