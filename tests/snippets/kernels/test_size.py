"""What a larger kernel costs, and two small ones in its place, against SciPy and counts made by hand."""

import numpy as np
import pytest
from scipy import ndimage, signal

from snippets.kernels import two_stacked, what_grows


@pytest.mark.parametrize("k", what_grows.KERNELS)
def test_scipys_output_has_k_minus_1_rows_and_columns_fewer(k):
    facts = what_grows.facts()
    rows, columns = signal.oaconvolve(np.zeros((600, 512)), np.ones((k, k)), mode="valid").shape
    assert (rows, columns) == (600 - k + 1, 512 - k + 1)
    assert facts[f"work_{k}"] * 1e6 == pytest.approx(rows * columns * np.ones((k, k)).sum())


def test_the_table_by_hand():
    facts = what_grows.facts()
    assert [facts[f"products_{k}"] for k in (3, 5, 7, 15)] == [9, 25, 49, 225]
    assert [facts[f"radius_{k}"] for k in (3, 5, 7, 15)] == [1, 2, 3, 7]
    assert [facts[f"left_{k}"] * 784 for k in (3, 5, 7, 15)] == pytest.approx([26**2, 24**2, 22**2, 14**2])
    assert (facts["rows"], facts["columns"]) == (600, 512)


@pytest.mark.parametrize("k", what_grows.KERNELS)
def test_a_result_looks_as_far_as_the_table_says(k):
    dot = np.zeros((41, 41))
    dot[20, 20] = 1
    _, columns = np.nonzero(ndimage.uniform_filter(dot, k) > 1e-12)
    assert columns.max() - 20 == 20 - columns.min() == what_grows.facts()[f"radius_{k}"]


def test_two_means_are_one_kernel():
    combined = signal.convolve2d(np.ones((3, 3)), np.ones((3, 3)))
    np.testing.assert_allclose(two_stacked.mean(two_stacked.mean(two_stacked.dot)), combined)
    image = np.random.default_rng(1).normal(size=(12, 13))
    twice = two_stacked.mean(two_stacked.mean(image))
    np.testing.assert_allclose(twice, signal.correlate2d(image, combined / 81, mode="valid"))


def test_the_counts_of_the_page():
    assert [two_stacked.reached(times) for times in (2, 3)] == [5, 7]
    two = {"stacked_2": 18, "one_2": 25}
    three = {"stacked_3": 27, "one_3": 49}  # as published: 27 C² and 49 C² weights
    assert two_stacked.facts() == {"total": 81, **two, **three}
