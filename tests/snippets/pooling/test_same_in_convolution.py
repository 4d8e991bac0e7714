"""One walk for pooling and convolution, against SciPy and OpenCV."""

import cv2
import numpy as np
import pytest
from scipy import ndimage, signal

from snippets.pooling.same_in_convolution import P, everywhere, walk, weighted_sum, weights

rng = np.random.default_rng(0)


def test_numbers_worked_by_hand():
    # 1*1 + 3*2 + 4*0 - 6 and so on
    assert walk(P, 2, 2, weighted_sum).tolist() == [[1, 4], [10, 5]]
    assert everywhere.tolist() == [[6, 6, 5], [7, 8, 8], [7, 8, 9]]


@pytest.mark.parametrize("stride", [1, 2, 3, 4])
@pytest.mark.parametrize("n", [5, 8])
def test_a_weighted_sum_is_a_strided_cross_correlation(n, stride):
    image = rng.integers(-9, 9, (n, n))
    walked = walk(image, 2, stride, weighted_sum)
    every = signal.correlate2d(image, weights, mode="valid")
    np.testing.assert_array_equal(walked, every[::stride, ::stride])
    opencv = cv2.filter2D(image.astype(float), -1, weights.astype(float), anchor=(0, 0))
    np.testing.assert_array_equal(walked, opencv[: n - 1 : stride, : n - 1 : stride])


@pytest.mark.parametrize("stride", [1, 2, 3])
@pytest.mark.parametrize("k", [2, 3])
def test_a_strided_maximum_is_every_stride_th_one(k, stride):
    image = rng.integers(0, 99, (9, 9))
    filtered = ndimage.maximum_filter(image, size=k, origin=-((k - 1) // 2) - (k % 2 == 0) * 1)
    inside = filtered[: 10 - k, : 10 - k]
    np.testing.assert_array_equal(walk(image, k, stride, np.max), inside[::stride, ::stride])
