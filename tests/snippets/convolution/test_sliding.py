"""The four loops and what surrounds them, against hand computation, SciPy, OpenCV and ONNX Runtime."""

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy import signal

from snippets.convolution import definition, on_photo, shift, sliding

SMALL = st.integers(-9, 9)


def test_worked_by_hand():
    # left column times 1, 2, 1 taken from the right column times 1, 2, 1, window by window
    top = [2 + 10 + 8 - (1 + 8 + 7), 1 + 0 + 3 - (3 + 12 + 2)]
    bottom = [5 + 16 + 4 - (4 + 14 + 0), 0 + 6 + 9 - (6 + 4 + 1)]
    assert sliding.y.tolist() == [top, bottom] == [[4, -13], [7, 4]]
    facts = sliding.facts()
    assert (facts["left"], facts["right"]) == (3 + 12 + 2, 1 + 0 + 3)
    assert (facts["first"], facts["second"], facts["outputs"], facts["multiplications"]) == (4, -13, 4, 36)


def test_the_product_of_the_formula_is_the_one_drawn():
    found = definition.facts()
    assert (found["weight"], found["pixel"], found["result"]) == (1, 5, 7)


@given(
    arrays.arrays(int, st.tuples(st.integers(4, 8), st.integers(4, 8)), elements=SMALL),
    arrays.arrays(int, st.tuples(st.integers(1, 4), st.integers(1, 4)), elements=SMALL),
)
def test_scipy_correlates_to_the_same(x, w):
    expected = signal.correlate2d(x, w, mode="valid")
    for made in (sliding.convolve(x, w), on_photo.convolve(x, w), shift.convolve(x, w)):
        np.testing.assert_array_equal(made, expected)
        assert made.shape == (x.shape[0] - w.shape[0] + 1, x.shape[1] - w.shape[1] + 1)


def test_opencv_finds_the_same_edges_in_the_photograph():
    sobel = cv2.Sobel(on_photo.face, cv2.CV_64F, 1, 0, ksize=3)[1:-1, 1:-1]
    np.testing.assert_allclose(on_photo.y, sobel, atol=1e-9)
    facts = on_photo.facts()
    assert (facts["lowest"], facts["highest"]) == (round(sobel.min(), -1), round(sobel.max(), -1))
    assert facts["negative"] == pytest.approx((sobel < -1e-9).mean())


def test_only_the_first_column_of_the_photograph_differs():
    moved = np.roll(on_photo.face, 1, axis=1)
    sobel = cv2.Sobel(moved, cv2.CV_64F, 1, 0, ksize=3)[1:-1, 1:-1]
    np.testing.assert_allclose(sobel[:, 1:], on_photo.y[:, :-1], atol=1e-9)
    assert not np.allclose(sobel[:, 0], on_photo.y[:, -1])
    assert (on_photo.facts()["differ"], on_photo.facts()["columns"]) == (1, 170)


@given(arrays.arrays(int, (7, 8), elements=SMALL), arrays.arrays(int, (3, 3), elements=SMALL), st.integers(0, 4))
def test_the_output_moves_along(x, w, steps):
    moved = shift.convolve(np.roll(x, steps, axis=1), w)
    np.testing.assert_array_equal(moved[:, steps:], shift.convolve(x, w)[:, : 6 - steps])


@given(*[arrays.arrays(int, (5, 6), elements=SMALL)] * 2, SMALL, SMALL)
def test_linear(one, other, a, b):
    mixed = sliding.convolve(a * one + b * other, sliding.w)
    parts = a * sliding.convolve(one, sliding.w) + b * sliding.convolve(other, sliding.w)
    np.testing.assert_array_equal(mixed, parts)


def test_a_turned_or_enlarged_picture_gives_another_output_than_the_old_one_turned_or_enlarged():
    w, picture = np.array(sliding.w), np.array(sliding.x)
    made = signal.correlate2d(picture, w, "valid")
    assert not np.array_equal(signal.correlate2d(np.rot90(picture), w, "valid"), np.rot90(made))
    larger = signal.correlate2d(np.kron(picture, np.ones((2, 2))), w, "valid")
    assert larger.shape != np.kron(made, np.ones((2, 2))).shape
    assert not np.array_equal(larger[1:-1, 1:-1], np.kron(made, np.ones((2, 2))))


def test_level_edges_give_nothing():
    level = np.repeat([[0], [0], [9], [9]], 5, axis=1)
    assert not sliding.convolve(level, sliding.w).any()
