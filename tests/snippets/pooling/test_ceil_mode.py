from itertools import product

import numpy as np
import pytest

from snippets.pooling import ceil_mode

SIZES = [
    (n, k, s, p)
    for n, k, s in product(range(1, 13), range(1, 6), range(1, 6))
    for p in range(k // 2 + 1)
    if n + 2 * p >= k
]


def test_counts_are_those_of_a_library(onnx_pool):
    for n, k, s, p in SIZES:
        pooled = onnx_pool("MaxPool", np.ones((n, n)), k, s, p, ceil_mode=1)
        assert pooled.shape == (ceil_mode.right(n, k, s, p),) * 2, (n, k, s, p)


@pytest.mark.parametrize(
    ("name", "case", "naive", "right"),
    [
        ("over", (5, 2, 2, 0), 3, 3),
        ("padded", (5, 2, 2, 1), 4, 3),
        ("beyond", (10, 1, 2, 0), 6, 5),
    ],
)
def test_worked_cases(name, case, naive, right):
    assert ceil_mode.CASES[name] == case
    assert (ceil_mode.naive(*case), ceil_mode.right(*case)) == (naive, right)


def test_facts():
    facts = {"over_floor": 2, "over_right": 3}
    facts |= {"padded_naive": 4, "padded_right": 3, "beyond_naive": 6, "beyond_right": 5}
    assert ceil_mode.facts() == facts


def test_no_pixel_is_left_out_unless_the_stride_is_larger_than_the_window():
    for n, k, s, p in SIZES:
        starts = [i * s - p for i in range(ceil_mode.right(n, k, s, p))]
        seen = {start + i for start in starts for i in range(k)}
        if s <= k:
            assert seen >= set(range(n)), (n, k, s, p)
    assert 9 not in {2 * i for i in range(ceil_mode.right(10, 1, 2, 0))}


def test_what_hangs_over_is_not_counted_in_a_mean(onnx_pool):
    x = np.full((5, 5), 8)
    for count_include_pad in (0, 1):
        options = {"ceil_mode": 1, "count_include_pad": count_include_pad}
        assert (onnx_pool("AveragePool", x, 2, 2, **options) == 8).all()
