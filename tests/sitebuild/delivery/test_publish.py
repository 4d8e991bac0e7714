import os
import re
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


def test_whatever_stands_in_the_way_is_removed(tmp_path):
    outside = folder(tmp_path / "outside", "kept")
    way = tmp_path / "way"
    for stand in (
        lambda: folder(way, "x"),
        lambda: way.write_text("x", "utf-8"),
        lambda: way.symlink_to(outside),
        lambda: way.symlink_to("/nowhere"),
        lambda: None,
    ):
        stand()
        publish.remove(way)
        assert not os.path.lexists(way)
    assert (outside / "page").read_text("utf-8") == "kept"


def test_what_hinders_the_build_is_told_in_words(tmp_path, monkeypatch, capsys):
    (tmp_path / "cache").write_text("a file", "utf-8")
    monkeypatch.setattr(publish, "CACHE", tmp_path / "cache")
    for name in ("end_in_order", "end_with_parent", "any_letter"):
        monkeypatch.setattr(publish, name, lambda: None)
    assert publish.main() == 1
    assert re.search(r"cache: .*\n +To mend it: look at what stands there", capsys.readouterr().err)


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
