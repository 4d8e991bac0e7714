"""The two kernels on the photograph, against SciPy and OpenCV; and integers that wrap around."""

import re
from pathlib import Path

import cv2
import numpy as np
import pytest
from scipy import ndimage

from snippets.kernels import photo_filters, small_integers


def test_the_edges_are_opencvs():
    whole = cv2.filter2D(photo_filters.photo, cv2.CV_64F, photo_filters.right_minus_left.astype(float))
    np.testing.assert_allclose(photo_filters.edges, whole[1:-1, 1:-1], atol=1e-9)


def test_the_edges_are_a_difference_of_scipys_column_sums():
    columns = 3 * ndimage.uniform_filter1d(photo_filters.photo, 3, axis=0)
    np.testing.assert_allclose(photo_filters.edges, (columns[:, 2:] - columns[:, :-2])[1:-1], atol=1e-9)


def test_the_mean_is_scipys():
    whole = ndimage.uniform_filter(photo_filters.noisy, 3)
    np.testing.assert_allclose(photo_filters.smooth, whole[1:-1, 1:-1], atol=1e-9)


def test_the_errors_that_the_page_tells():
    facts = photo_filters.facts()
    whole = cv2.blur(photo_filters.noisy, (3, 3))
    wanted = photo_filters.photo[1:-1, 1:-1]
    after = cv2.norm(np.ascontiguousarray(whole[1:-1, 1:-1]), np.ascontiguousarray(wanted)) / wanted.size**0.5
    assert facts["after"] == pytest.approx(after)
    assert facts["before"] == pytest.approx(25, rel=0.01)  # the standard deviation of the noise
    assert facts["after"] > 25 / 3  # nine independent pixels, and some blur beside the noise


def test_half_of_the_answers_are_near_zero_and_the_most_is_possible():
    facts = photo_filters.facts()
    sizes = np.sort(np.abs(photo_filters.edges), axis=None)
    assert (sizes <= facts["edge_half"]).mean() == pytest.approx(0.5, abs=0.01)
    assert sizes[-1] == facts["edge_most"] <= 3 * 255


def test_a_level_edge_leaves_no_trace_and_an_upright_one_does():
    stripes = np.repeat([[0.0], [0], [200], [200], [90]], 6, axis=1)
    assert not photo_filters.slide(stripes, photo_filters.right_minus_left).any()
    np.testing.assert_array_equal(photo_filters.slide(stripes.T, photo_filters.right_minus_left)[0], [600, 600, -330])


def test_the_difference_wraps_around():
    printed = re.findall(r"^#> \[(.*)\]$", Path(small_integers.__file__).read_text("utf-8"), re.MULTILINE)
    assert [float(number) for number in printed] == [(10 - 20) % 256, 10 - 20]
