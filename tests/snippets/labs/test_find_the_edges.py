"""The lab's edge detector, step by step against OpenCV and SciPy, and its scores counted again."""

import cv2
import numpy as np
import pytest
from matplotlib.cbook import get_sample_data
from scipy import ndimage

from snippets.labs import find_the_edges as lab

WHOLE = cv2.imread(get_sample_data("grace_hopper.jpg", asfileobj=False), cv2.IMREAD_GRAYSCALE).astype(float)
PICTURES = {"photograph": lab.photo, "disc": lab.disc, "noisy disc": lab.noisy, "whole photograph": WHOLE}
NEIGHBOURS = np.ones((3, 3), bool)


def near(mask):
    return ndimage.binary_dilation(mask, NEIGHBOURS)


@pytest.mark.parametrize("name", PICTURES)
def test_sobel_is_opencvs(name):
    picture = PICTURES[name]
    down, right = lab.sobel(picture)
    for found, dx, dy in ((down, 0, 1), (right, 1, 0)):
        expected = cv2.Sobel(picture, cv2.CV_64F, dx, dy, scale=1 / 8, borderType=cv2.BORDER_REPLICATE)
        np.testing.assert_allclose(found, expected, atol=1e-9)


@pytest.mark.parametrize("sigma", [0.5, 1, 2, 4, 8])
def test_smooth_is_opencvs_and_scipys_gaussian(sigma):
    reach = round(3 * sigma)
    found = lab.smooth(lab.noisy, sigma)
    side = (2 * reach + 1,) * 2
    blurred = cv2.GaussianBlur(lab.noisy, side, sigma, borderType=cv2.BORDER_REPLICATE)
    np.testing.assert_allclose(found, blurred, atol=1e-6)
    filtered = ndimage.gaussian_filter(lab.noisy, sigma, radius=reach, mode="nearest")
    np.testing.assert_allclose(found, filtered, atol=1e-9)


def test_grow_is_a_dilation():
    mask = np.random.default_rng(0).random((40, 50)) < 0.05
    np.testing.assert_array_equal(lab.grow(mask), near(mask))


def test_the_true_edge_lies_on_the_circle():
    rows, columns = np.nonzero(lab.rim)
    radius = np.hypot(rows - 47.5, columns - 47.5)
    assert np.all(abs(radius - 30) < 1.5)
    # All the way round: no gap of more than two degrees.
    angles = np.sort(np.degrees(np.arctan2(rows - 47.5, columns - 47.5)))
    assert np.diff(angles).max() < 2


def test_precision_and_recall_are_counted_by_distance():
    edges = np.random.default_rng(3).random(lab.rim.shape) < 0.05
    right, found = lab.score(edges)
    to_rim = ndimage.distance_transform_cdt(~lab.rim, "chessboard")
    to_edge = ndimage.distance_transform_cdt(~edges, "chessboard")
    assert right == pytest.approx(np.mean(to_rim[edges] <= 1))
    assert found == pytest.approx(np.mean(to_edge[lab.rim] <= 1))
    assert lab.score(np.zeros_like(edges)) == (0, 0)


def test_thresholds_on_the_photograph():
    steep = np.sqrt(sum(ndimage.sobel(lab.photo, axis, mode="nearest") ** 2 for axis in (0, 1))) / 8
    for threshold, count in lab.counts.items():
        assert count == np.count_nonzero(steep > threshold)


def test_what_the_page_says_of_noise_and_smoothing():
    steep = np.sqrt(sum(ndimage.sobel(lab.noisy, axis, mode="nearest") ** 2 for axis in (0, 1))) / 8
    for threshold in (15, 30, 45):
        assert lab.score(steep > threshold)[0] < 0.5  # most of what it finds is wrong
    order = [lab.balance[sigma] for sigma in (0, 0.5, 1, 2)]
    assert order == sorted(order)
    assert lab.balance[2] > 0.95 > lab.balance[8]


def test_a_ridge_is_thin_wherever_the_slope_points():
    for degrees in range(0, 180, 15):
        rows, columns = np.mgrid[-30:31, -30:31]
        across = columns * np.cos(np.radians(degrees)) + rows * np.sin(np.radians(degrees))
        down, right = lab.sobel(255 / (1 + np.exp(-across / 2)))
        ridge = lab.thin(down, right)[10:-10, 10:-10] > 5
        off = abs(across[10:-10, 10:-10][ridge])
        assert off.max() <= 1
        assert 41 <= ridge.sum() < 2 * 41  # a line through 41 rows or columns; slanted, it is a stair


CASES = [
    ("photograph", 1, 4, 12),
    ("photograph", 2, 3, 8),
    ("disc", 1, 6, 14),
    ("noisy disc", 2, 6, 14),
    ("whole photograph", 1, 4, 12),
]


@pytest.mark.parametrize(("name", "sigma", "low", "high"), CASES)
def test_thinning_and_growing_agree_with_opencv_on_the_same_slopes(name, sigma, low, high):
    picture = PICTURES[name]
    ours = lab.canny(picture, sigma, low, high)
    slopes = [np.round(8 * slope).astype(np.int16) for slope in lab.sobel(lab.smooth(picture, sigma))]
    theirs = cv2.Canny(slopes[1], slopes[0], 8 * low, 8 * high, L2gradient=True) > 0
    # The page: more than 98% of the edge pixels of each lie within one pixel of the other's.
    assert np.mean(near(theirs)[ours]) > 0.98
    assert np.mean(near(ours)[theirs]) > 0.98
    assert (ours & theirs).sum() / (ours | theirs).sum() > 0.94


@pytest.mark.parametrize(("name", "sigma", "low", "high"), CASES)
def test_the_whole_detector_agrees_with_opencv(name, sigma, low, high):
    picture = np.clip(np.round(PICTURES[name]), 0, 255)
    ours = lab.canny(PICTURES[name], sigma, low, high)
    side = (2 * round(3 * sigma) + 1,) * 2
    blurred = cv2.GaussianBlur(picture.astype(np.uint8), side, sigma, borderType=cv2.BORDER_REPLICATE)
    theirs = cv2.Canny(blurred, 8 * low, 8 * high, L2gradient=True) > 0
    # OpenCV rounds the blurred picture to whole grey levels, and so a weak piece may come or go.
    assert np.mean(near(theirs)[ours]) > 0.95
    assert np.mean(near(ours)[theirs]) > 0.95


@pytest.mark.parametrize(("name", "sigma", "low", "high"), CASES)
def test_growing_keeps_the_pieces_that_hold_a_strong_pixel(name, sigma, low, high):
    ridge = lab.thin(*lab.sobel(lab.smooth(PICTURES[name], sigma)))
    pieces, _ = ndimage.label(ridge > low, NEIGHBOURS)
    strong = np.unique(pieces[ridge > high])
    np.testing.assert_array_equal(lab.canny(PICTURES[name], sigma, low, high), np.isin(pieces, strong[strong > 0]))


def test_both_thresholds_together_beat_each_alone():
    (high, low, both), _ = lab.contest(lab.noisy)
    assert high[1] < both[1]  # gaps
    assert low[0] < both[0]  # specks
    assert min(both) > 0.95
