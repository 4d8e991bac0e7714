"""The worked position and the whole feature map, against numbers worked by hand, SciPy and OpenCV."""

import cv2
import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import signal

from snippets.kernels import feature_map, one_position


def test_the_position_worked_by_hand():
    assert one_position.products.tolist() == [[-1, 0, 12], [-4, 0, 9], [0, 0, 7]]
    facts = one_position.facts()
    assert (facts["left"], facts["right"], facts["sum"]) == (-5, 28, 23)
    assert facts["products"] == 9
    assert one_position.kernel.sum() == 0  # the page: zero
    np.testing.assert_array_equal(facts["window"], [[1, 0, 6], [2, 1, 9], [0, 3, 7]])
    np.testing.assert_array_equal(facts["kernel"], [[-1, 0, 2], [-2, 0, 1], [-1, 0, 1]])


def test_the_position_is_where_the_figure_puts_it():
    whole = signal.correlate2d(one_position.image, one_position.kernel, mode="valid")
    assert whole[one_position.ROW, one_position.COLUMN] == one_position.products.sum()


def test_the_example_tells_apart_every_way_to_turn_the_kernel():
    kernel = one_position.kernel
    turned = {np.rot90(k, quarter).tobytes() for k in (kernel, kernel.T) for quarter in range(4)}
    assert len(turned) == 8
    convolved = signal.convolve2d(one_position.image, kernel, mode="valid")
    assert (convolved != feature_map.feature_map).all()


def test_the_feature_map_worked_by_hand():
    by_hand = [[-2, 27, 26, 4], [-1, 23, 27, -3], [0, 28, 20, 0]]
    assert feature_map.feature_map.tolist() == by_hand
    facts = {"positions": 12, "edge_low": 20, "edge_high": 28, "flat_low": -3, "flat_high": 4}
    assert feature_map.facts() == facts


def test_both_pages_of_code_show_one_example():
    np.testing.assert_array_equal(one_position.image, feature_map.image)
    np.testing.assert_array_equal(one_position.kernel, feature_map.kernel)


numbers = st.integers(-50, 50)


@given(st.data())
def test_sliding_is_correlation_whatever_the_kernels_shape(data):
    m, n = data.draw(st.integers(1, 5)), data.draw(st.integers(1, 5))
    kernel = data.draw(arrays(np.int64, (m, n), elements=numbers))
    shape = m + data.draw(st.integers(0, 4)), n + data.draw(st.integers(0, 4))
    image = data.draw(arrays(np.int64, shape, elements=numbers))
    found = feature_map.slide(image, kernel)
    np.testing.assert_array_equal(found, signal.correlate2d(image, kernel, mode="valid"))
    whole = cv2.filter2D(image.astype(float), -1, kernel.astype(float), anchor=(0, 0))
    np.testing.assert_allclose(found, whole[: found.shape[0], : found.shape[1]], atol=1e-9)


@given(arrays(np.int64, (4, 5), elements=numbers), numbers)
def test_what_all_pixels_have_in_common_cancels(image, level):
    slide, kernel = feature_map.slide, feature_map.kernel
    np.testing.assert_array_equal(slide(image + level, kernel), slide(image, kernel))
