"""The windows by fractions, OpenCV's area resizing, and the numbers of the page worked by hand."""

from fractions import Fraction

import cv2
import numpy as np
import pytest

from snippets.functions.adaptive_pool2d import adaptive_avg_pool2d, adaptive_max_pool2d
from snippets.pooling import adaptive

PAIRS = [(n, m) for n in range(1, 20) for m in range(1, 25)]


def touched(n, m):
    """List the first pixel that each of m equal parts touches, and the one behind the last."""
    parts = [(Fraction(i * n, m), Fraction((i + 1) * n, m)) for i in range(m)]
    pixels = [[p for p in range(n) if start < p + 1 and p < stop] for start, stop in parts]
    return [(one[0], one[-1] + 1) for one in pixels]


def test_a_window_has_the_pixels_that_its_part_touches():
    for n, m in PAIRS:
        assert adaptive.windows(n, m) == touched(n, m)


def test_the_rows_of_the_page_come_out_as_the_whole_functions_say():
    row, shuffled = np.arange(1, 8)[None], adaptive.row
    np.testing.assert_array_equal(adaptive_avg_pool2d(row, (1, 3)), [[2, 4, 6]])
    np.testing.assert_array_equal(adaptive_max_pool2d(row, (1, 3)), [[3, 5, 7]])
    assert (shuffled == row).all(), "the last row of the file is the first one again"
    np.testing.assert_allclose(adaptive.adaptive, [11 / 3, 17 / 3, 10 / 3, 16 / 3])
    np.testing.assert_allclose(adaptive.fixed, [12 / 4, 19 / 4, 19 / 4, 16 / 4])


@pytest.mark.parametrize(("n", "m"), [(7, 3), (10, 4), (11, 4), (8, 4), (9, 9), (31, 6)])
def test_the_shares_are_those_of_opencv(n, m):
    row = np.random.default_rng(n).normal(size=n)
    resized = cv2.resize(np.tile(row, (2, 1)), (m, 2), interpolation=cv2.INTER_AREA)[0]
    np.testing.assert_allclose(adaptive.area_exact(row, m), resized, rtol=1e-6)


def test_both_areas_agree_where_the_size_divides_the_row():
    for n, m in PAIRS:
        row = np.random.default_rng(n).normal(size=n)
        pooled = adaptive_avg_pool2d(row[None], (1, m))[0]
        if n % m == 0:
            np.testing.assert_allclose(pooled, adaptive.area_exact(row, m))
        elif m < n:
            assert not np.allclose(pooled, adaptive.area_exact(row, m)), (n, m)


def test_how_often_one_window_and_one_stride_fit():
    pairs = [(n, m) for n in range(2, 33) for m in range(2, n)]
    fit = 0
    for n, m in pairs:
        (start, stop), (second, _), *_ = edges = touched(n, m)
        fit += edges == [(i * second, i * second + stop - start) for i in range(m)]
    facts = adaptive.facts()
    assert (facts["alike"], facts["pairs"], facts["largest"]) == (fit, len(pairs), 32)
    assert facts["divided"] == sum(n % m == 0 for n, m in pairs)
    assert (facts["kernel"], facts["stride"]) == (4, 2)
