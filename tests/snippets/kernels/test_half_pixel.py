"""The half pixel, against SciPy's centre of mass, OpenCV's phase correlation and each library's own filters."""

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import ndimage, signal

from snippets.kernels import drift, half_pixel


def middle(row):
    """Return the centre of mass as SciPy finds it."""
    return ndimage.center_of_mass(row)[0]


@pytest.mark.parametrize("k", [2, 3, 4, 5])
@pytest.mark.parametrize("later", [0, 1])
def test_scipys_mean_moves_the_dot_as_far(k, later):
    before = (k - 1 + later) // 2
    theirs = ndimage.uniform_filter1d(half_pixel.dot, k, mode="constant", origin=before - k // 2)
    np.testing.assert_allclose(half_pixel.blur(half_pixel.dot, k, before), theirs)
    assert half_pixel.centre(theirs) == pytest.approx(middle(theirs))
    moved = middle(theirs) - middle(half_pixel.dot)
    assert moved == pytest.approx((later - 0.5) * (k % 2 == 0))


def test_the_numbers_of_the_page():
    assert half_pixel.facts() == {"dot": 4, "even": 0.5}


@given(arrays(float, 6, elements=st.integers(0, 9)).filter(np.any), st.integers(1, 6))
def test_any_row_moves_by_half_a_pixel_or_not_at_all(values, k):
    row = np.pad(values, 6)
    blurred = half_pixel.blur(row, k, k // 2)
    assert middle(blurred) - middle(row) == pytest.approx(0 if k % 2 else 0.5)


def test_opencv_finds_the_photograph_moved_as_far():
    frame = cv2.createHanningWindow(drift.photo.shape[::-1], cv2.CV_64F)
    images = (drift.odd, drift.up, drift.down)  # copied, because OpenCV writes into what it compares
    found = [cv2.phaseCorrelate(drift.photo.copy(), image.copy(), frame)[0] for image in images]
    np.testing.assert_allclose(found, [[0, 0], [-8, -8], [8, 8]], atol=0.25)
    assert drift.facts() == {"up": 8, "once": 0.5}
    assert drift.moved(drift.odd) == 0  # the page: zero


def test_no_shift_in_any_direction_fits_better():
    inside = drift.photo[20:-20, 20:-20]
    for image, wanted in ((drift.odd, (0, 0)), (drift.up, (-8, -8)), (drift.down, (8, 8))):
        windows = np.lib.stride_tricks.sliding_window_view(image[8:-8, 8:-8], inside.shape)
        errors = np.abs(windows - inside).mean(axis=(2, 3))
        found = np.unravel_index(errors.argmin(), errors.shape)
        assert tuple(np.array(found) - 12) == wanted


def test_the_passes_are_opencvs():
    for found, k, anchor, times in ((drift.odd, 3, 1, 6), (drift.up, 2, 0, 16), (drift.down, 2, 1, 16)):
        image = drift.photo
        for _ in range(times):
            image = cv2.blur(image, (k, k), anchor=(anchor, anchor), borderType=cv2.BORDER_REPLICATE)
        np.testing.assert_allclose(found, image, atol=1e-9)


def test_sixteen_small_passes_blur_as_much_as_six_larger_ones():
    def variance(k, times):
        kernel = np.ones(1)
        for _ in range(times):
            kernel = np.convolve(kernel, np.ones(k) / k)
        places = np.arange(len(kernel))
        return kernel @ places**2 - (kernel @ places) ** 2

    assert variance(3, 6) == pytest.approx(variance(2, 16)) == pytest.approx(4)


@pytest.mark.parametrize(
    ("filtered", "moved"),
    [
        (lambda dot, mean: cv2.filter2D(dot, -1, mean), 0.5),
        (lambda dot, mean: ndimage.correlate(dot, mean, mode="constant"), 0.5),
        (lambda dot, mean: signal.correlate2d(dot, mean, mode="same"), -0.5),
    ],
    ids=["cv2.filter2D", "scipy.ndimage.correlate", "scipy.signal.correlate2d"],
)
@pytest.mark.parametrize("k", [2, 4])
def test_libraries_choose_different_anchors(filtered, moved, k):
    dot = np.zeros((11, 11))
    dot[5, 5] = 1
    found = filtered(dot, np.full((k, k), 1 / k**2))
    assert found.shape == dot.shape
    np.testing.assert_allclose(np.array(ndimage.center_of_mass(found)) - 5, moved)


def test_an_odd_kernel_that_is_not_symmetric_moves_a_dot_too():
    dot = np.zeros(9)
    dot[4] = 1
    assert middle(ndimage.correlate1d(dot, [0, 1, 3], mode="constant")) != middle(dot)
    assert middle(ndimage.correlate1d(dot, [2, 1, 2], mode="constant")) == pytest.approx(middle(dot))
