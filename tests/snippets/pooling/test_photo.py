"""The pooled photograph, against Pillow's reduction and OpenCV's dilation."""

import cv2
import numpy as np
from matplotlib.cbook import get_sample_data
from PIL import Image

from snippets.pooling import photo, photo_window

ELEMENT = np.ones((2, 2), np.uint8)


def maxima(image):
    """Dilate, whose element reaches up and left, and take the last pixel of every window."""
    return cv2.dilate(np.ascontiguousarray(image), ELEMENT)[1::2, 1::2]


def test_the_photograph_is_the_grey_mean_of_its_channels():
    with Image.open(get_sample_data("grace_hopper.jpg", asfileobj=False)) as picture:
        red, green, blue = (np.asarray(band, float) for band in picture.split())
    assert photo.photo.shape == (600, 512)
    np.testing.assert_allclose(photo.photo, (red + green + blue) / 3, rtol=1e-12)


def test_pillow_finds_the_same_means():
    reduced = Image.fromarray(photo.photo.astype(np.float32)).reduce(2)
    np.testing.assert_allclose(photo.means, np.asarray(reduced), atol=1e-4)


def test_opencv_finds_the_same_maxima():
    np.testing.assert_array_equal(photo.largest, maxima(photo.photo))


def test_what_the_page_says_of_the_photograph():
    facts = photo.facts()
    reduced = np.asarray(Image.fromarray(photo.photo.astype(np.float32)).reduce(2))
    gap = maxima(photo.photo) - reduced
    assert facts["pixels"] == 307_200
    assert facts["pixels_kept"] == 76_800
    assert facts["agree"] == np.count_nonzero(gap <= 5.001) / 76_800
    assert abs(facts["widest_gap"] - gap.max()) < 1e-3
    assert abs(facts["grey"] - np.mean(photo.photo)) < 1e-9
    assert abs(facts["grey_mean"] - facts["grey"]) < 1e-9  # the mean keeps the brightness
    assert abs(facts["grey_maximum"] - np.mean(maxima(photo.photo))) < 1e-9


def test_a_summary_takes_each_window_alone():
    image = np.arange(24).reshape(4, 6)[::-1]
    assert photo.pool(image, np.max).tolist() == [[19, 21, 23], [7, 9, 11]]
    assert photo.pool(image, np.min).tolist() == [[12, 14, 16], [0, 2, 4]]


def test_the_picture_of_the_home_page():
    assert photo_window.facts() == {"side": 192, "pooled_side": 96}
    assert photo_window.HEAD.shape == (192, 192)
    # The close-up and its windows start where windows of the photograph start, so both rows of the picture agree.
    starts = [photo_window.TOP, photo_window.LEFT, *np.ravel(photo_window.WINDOWS)]
    assert not np.any(np.array(starts) % 2)
