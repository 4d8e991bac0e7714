import numpy as np
import pytest

from snippets.pooling import remainder


def test_the_last_row_and_column_are_read_by_nobody(onnx_pool):
    pooled = onnx_pool("MaxPool", remainder.Q, 2, 2)
    np.testing.assert_array_equal(remainder.max_pool(remainder.Q, 2, 2), pooled)
    read = {
        (r, c)
        for r in range(5)
        for c in range(5)
        if (onnx_pool("MaxPool", changed(remainder.Q, r, c), 2, 2) != pooled).any()
    }
    assert read == {(r, c) for r in range(4) for c in range(4)}
    facts = remainder.facts()
    assert (facts["pixels"], facts["unseen"], facts["unseen_share"]) == (25, 9, 0.36)


def changed(x, r, c):
    x = x.copy()
    x[r, c] = 99
    return x


@pytest.mark.parametrize(("place", "arrives"), [(0, True), (31, True), (32, False), (46, False)])
def test_half_of_the_picture_is_lost_in_four_poolings(onnx_pool, place, arrives):
    facts = remainder.facts()
    x = np.zeros((facts["side"], facts["side"]))
    x[place, place] = 1
    for _ in range(facts["times"]):
        x = onnx_pool("MaxPool", x, 2, 2)
    assert x.shape == (2, 2)
    assert x.any() == arrives
    assert facts["sizes"] == r"47 \to 23 \to 11 \to 5 \to 2"
    assert facts["reached"] == 32
    assert facts["lost_share"] == pytest.approx((2209 - 1024) / 2209)


def test_a_multiple_of_sixteen_loses_nothing(onnx_pool):
    for place in range(48):
        x = np.zeros((48, 48))
        x[place, 47 - place] = 1
        for _ in range(4):
            x = onnx_pool("MaxPool", x, 2, 2)
        assert x.sum() == 1
