"""A result is recalled only if it is whole and was made from the same things; a file is written whole or not at all."""

import errno
import json
import os
import re
import stat

import pytest

from sitebuild.core import cache

RESULT = {"svg": "<svg/>", "labels": {"Input": "ورودی"}, "size": [1, 2.5]}


@pytest.fixture
def entry(tmp_path):
    """Return a file of the cache, in a folder that is not there yet."""
    return tmp_path / "figure" / "topic" / "one.json"


def test_what_is_stored_is_recalled(entry):
    cache.store(entry, "key", RESULT)
    assert cache.recall(entry, "key") == RESULT


def test_nothing_is_recalled_where_nothing_was_stored(entry):
    assert cache.recall(entry, "key") is None


def test_what_was_made_from_something_else_is_not_recalled(entry):
    cache.store(entry, "key", RESULT)
    assert cache.recall(entry, "another key") is None


@pytest.mark.parametrize(
    "damaged",
    [b"", b"{", b"[]", b"3", b'{"sum": 1}', b'{"result": {}}', b"\xff\xfe", b'{"sum": "", "result": {}}'],
)
def test_a_damaged_entry_is_not_recalled(entry, damaged):
    cache.store(entry, "key", RESULT)
    entry.write_bytes(damaged)
    assert cache.recall(entry, "key") is None


def test_a_result_that_was_changed_by_hand_is_not_recalled(entry):
    cache.store(entry, "key", RESULT)
    kept = json.loads(entry.read_text("utf-8"))
    kept["result"]["size"] = [1, 3]
    entry.write_text(json.dumps(kept), "utf-8")
    assert cache.recall(entry, "key") is None


def test_a_function_that_remembers_runs_once_for_the_same_arguments():
    asked = []

    @cache.remember
    def doubled(number):
        asked.append(number)
        return [2 * number]

    assert doubled(2) == [4]
    assert doubled(3) == [6]
    assert doubled(2) is doubled(2)
    assert asked == [2, 3]


def test_a_written_file_can_be_read_by_everybody(entry):
    cache.write(entry, b"new")
    assert entry.read_bytes() == b"new"
    assert stat.S_IMODE(entry.stat().st_mode) == 0o644


@pytest.mark.parametrize("step", ["fdopen", "chmod", "replace"])
def test_a_disk_that_is_full_leaves_the_last_file_and_no_other_and_is_told_with_the_name(entry, monkeypatch, step):
    cache.write(entry, b"old")

    def full(*words):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, step, full)
    with pytest.raises(OSError, match="No space left") as caught:
        cache.write(entry, b"new")
    assert caught.value.filename == str(entry)
    assert entry.read_bytes() == b"old"
    assert list(entry.parent.iterdir()) == [entry]


@pytest.mark.parametrize(
    ("number", "names", "said"),
    [
        (errno.ENOSPC, (None, None), "a file of the site cannot be written: No space left on device\n .*make room"),
        (errno.EFBIG, ("/a/b", None), "/a/b cannot be written: File too large\n .*make room"),
        (errno.EDQUOT, ("/a/b", "/c/d"), "/c/d cannot be written: Disk quota exceeded\n .*make room"),
        (errno.EACCES, ("/a/b", None), "/a/b: Permission denied\n .*: look at its rights"),
        (errno.EISDIR, (b"/a/b", None), "/a/b: Is a directory\n .*: look at what stands there"),
    ],
)
def test_what_hinders_at_a_file_is_told_in_words(number, names, said):
    error = OSError(number, os.strerror(number), names[0], None, names[1])
    assert re.match(said, cache.trouble(error))


def test_a_write_that_fails_otherwise_leaves_nothing(entry):
    with pytest.raises(TypeError):
        cache.write(entry, "a text is no bytes")
    assert list(entry.parent.iterdir()) == []
