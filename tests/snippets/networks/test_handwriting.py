"""The record of how the networks read handwriting: whole, and quoted as it is."""

import json

import numpy as np
import pytest

from snippets.networks import handwriting, trained


def test_the_facts_are_those_of_the_record():
    record, facts = json.loads(handwriting.RECORD.read_text("utf-8")), handwriting.facts()
    assert (facts["all"], facts["tested"]) == (1797, 897)
    for pooling in trained.POOLINGS:
        table = np.array(record[pooling])
        assert table.sum() == 897
        # Each digit is among them nearly as often as any other, in every network's table equally often.
        np.testing.assert_array_equal(table.sum(axis=1), np.sum(record["max"], axis=1))
        right = sum(table[digit][digit] for digit in range(10))
        assert facts[pooling] == pytest.approx(right / 897)
        assert 0.75 < facts[pooling] < 0.98
    table = record["max"]
    assert facts["worst_share"] == min(table[digit][digit] / sum(table[digit]) for digit in range(10))


def test_another_file_than_the_known_one_is_refused(tmp_path):
    import zipfile

    wheel = tmp_path / "one.whl"
    with zipfile.ZipFile(wheel, "w") as package:
        package.writestr(handwriting.INSIDE, b"another")
    with pytest.raises(SystemExit, match="not the file whose sum is known"):
        handwriting.written(wheel)
