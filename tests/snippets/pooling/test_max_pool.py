"""The first example, against numbers worked by hand and SciPy's filters."""

import numpy as np
from scipy import ndimage

from snippets.pooling import max_pool


def test_the_numbers_worked_by_hand():
    assert max_pool.pooled.tolist() == [[6, 5], [7, 9]]
    assert max_pool.MEANS.tolist() == [[3.5, 2], [2.5, 6]]


def test_scipy_agrees():
    # A filter whose window reaches up and left, sampled at the last pixel of every window.
    filtered = ndimage.maximum_filter(max_pool.P, size=2)[1::2, 1::2]
    np.testing.assert_array_equal(max_pool.pooled, filtered)
    means = ndimage.uniform_filter(max_pool.P.astype(float), size=2)[1::2, 1::2]
    np.testing.assert_allclose(max_pool.MEANS, means)


def test_one_value_in_four_is_kept():
    facts = max_pool.facts()
    assert (facts["pixels"], facts["kept"], facts["share"], facts["dropped"]) == (16, 4, 1 / 4, 3 / 4)


def test_the_blue_window_is_the_one_the_page_speaks_of():
    facts = max_pool.facts()
    assert facts["first_window"].tolist() == [[1, 3], [4, 6]]
    assert (facts["first_maximum"], facts["first_mean"]) == (6, 3.5)
