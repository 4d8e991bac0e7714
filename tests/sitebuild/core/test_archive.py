"""A zip is read back by Python's own zipfile; what it says beside the files is the same on every machine."""

import io
import zipfile

import pytest

from sitebuild.core.archive import zipped

FILES = {"folder/b.txt": b"one " * 1000, "folder/a.txt": "دو".encode(), "empty": b""}


@pytest.fixture
def archive():
    with zipfile.ZipFile(io.BytesIO(zipped(FILES))) as opened:
        yield opened


def test_the_files_come_out_as_they_went_in_and_in_their_order(archive):
    assert archive.testzip() is None
    assert archive.namelist() == ["folder/b.txt", "folder/a.txt", "empty"]
    assert {name: archive.read(name) for name in archive.namelist()} == FILES


def test_nothing_tells_when_or_where_it_was_made(archive):
    for entry in archive.infolist():
        assert entry.date_time == (1980, 1, 1, 0, 0, 0)
        assert entry.create_system == 3
        assert entry.external_attr >> 16 == 0o644, "whoever unpacks it can read each file and write those of their own"
        assert entry.extra == b""


def test_files_are_compressed(archive):
    assert archive.getinfo("folder/b.txt").compress_size < 100


def test_no_files_are_an_empty_zip():
    with zipfile.ZipFile(io.BytesIO(zipped({}))) as opened:
        assert opened.namelist() == []
