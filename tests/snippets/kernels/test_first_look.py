"""The picture of the home page and its edges, against SciPy."""

import numpy as np
from scipy import ndimage

from snippets.kernels import first_look
from snippets.shared.photograph import PHOTO


def test_the_small_picture_is_the_mean_of_four_pixels():
    means = ndimage.uniform_filter(PHOTO, size=2)[119:327:2, 109:421:2]  # a filter whose window reaches up and left
    np.testing.assert_allclose(first_look.small, means, atol=0.5001)
    assert (first_look.small == first_look.small.round()).all()


def test_the_result_is_that_of_scipy():
    expected = ndimage.correlate(first_look.small, first_look.KERNEL, mode="nearest")
    np.testing.assert_array_equal(first_look.filtered(), expected)
    assert first_look.shown(np.array([-300, -256, 0, 2, 254, 300])).tolist() == [0, 0, 128, 129, 255, 255]


def test_the_sum_is_that_of_the_place_that_the_figure_marks():
    r, c = first_look.place()
    assert first_look.facts()["sum"] == first_look.filtered()[r, c] == (first_look.window() * first_look.KERNEL).sum()
    assert first_look.shown(first_look.filtered())[r, c] == 255  # the page: a bright pixel
    assert c > first_look.CUT  # where the result is shown
