"""Windows over a pixel, against SciPy's convolution of the starts and counts worked by hand."""

import numpy as np
import pytest
from scipy import signal

from snippets.pooling import how_often


def test_counts_worked_by_hand():
    assert how_often.seen(4, 2, 2).tolist() == [[1] * 4] * 4
    once, twice = [1, 2, 2, 1], [2, 4, 4, 2]
    assert how_often.seen(4, 2, 1).tolist() == [once, twice, twice, once]
    # AlexNet's three over two
    assert how_often.seen(5, 3, 2)[2].tolist() == [2, 2, 4, 2, 2]


def test_the_remainder_is_as_many_pixels_as_the_gaps():
    unseen = how_often.seen(5, 2, 2) == 0
    assert unseen[:, 4].all()
    assert unseen[4].all()
    assert not unseen[:4, :4].any()
    assert how_often.facts() == {"remainder_missed": 9}
    assert (how_often.seen(5, 2, 3) == 0).sum() == 9


CASES = [(n, k, s) for n in (1, 4, 5, 8, 11) for k in (1, 2, 3, 4) for s in (1, 2, 3, 5) if k <= n]


@pytest.mark.parametrize(("n", "kernel_size", "stride"), CASES)
def test_scipy_spreads_the_starts_the_same_way(n, kernel_size, stride):
    starts = np.zeros((n - kernel_size + 1,) * 2, int)
    starts[::stride, ::stride] = 1
    spread = signal.convolve2d(starts, np.ones((kernel_size, kernel_size), int))
    np.testing.assert_array_equal(how_often.seen(n, kernel_size, stride), spread)


@pytest.mark.parametrize("kernel_size", [1, 2, 3, 4, 7])
@pytest.mark.parametrize("stride", [1, 2, 3, 5])
def test_away_from_the_border_the_count_is_a_floor_or_a_ceiling(kernel_size, stride):
    n = 12 * stride + kernel_size  # nothing left over
    times = how_often.seen(n, kernel_size, stride)
    along = times[0, kernel_size - 1 : n - kernel_size + 1]  # the first row is seen once, or it is one axis
    low, high = kernel_size // stride, -(-kernel_size // stride)
    assert set(along.tolist()) <= {low, high}
    assert {low, high} <= set(along.tolist())
    np.testing.assert_array_equal(times, np.outer(times[:, 0], times[0]))
