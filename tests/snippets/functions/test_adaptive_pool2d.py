"""Ask the definition, other functions and general laws whether pooling to a given size is right.

ONNX has no adaptive pooling. The oracle is the definition, window by window, with fractions that are exact. OpenCV's
INTER_AREA weighs the pixels at the edges of a window, so it agrees only where the size divides the axis.
"""

import math
import warnings
from fractions import Fraction
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from snippets.functions.adaptive_pool2d import adaptive_avg_pool2d, adaptive_max_pool2d
from snippets.functions.pool2d import avg_pool2d, max_pool2d

few = settings(derandomize=True, deadline=None, database=None, max_examples=100)
many = settings(few, max_examples=120)

# The same functions without their types, which do not allow all that is tried here.
any_avg: Any = adaptive_avg_pool2d
any_max: Any = adaptive_max_pool2d
BOTH = (adaptive_avg_pool2d, adaptive_max_pool2d)

sizes = st.tuples(*[st.integers(1, 12)] * 2)
seeds = st.integers(0, 10**9)


def image(shape, seed, dtype="float64"):
    rng = np.random.default_rng(seed)
    if np.dtype(dtype).kind in "iu":
        limits = np.iinfo(dtype)
        return rng.integers(limits.min, limits.max, (2, *shape), dtype=dtype, endpoint=True)
    return rng.normal(size=(2, *shape)).astype(dtype)


def ranges(n, m):
    """List the windows along one axis: all pixels that lie in the i-th of m equal parts, were it only in part."""
    parts = [(Fraction(i * n, m), Fraction((i + 1) * n, m)) for i in range(m)]
    return [[pixel for pixel in range(n) if pixel + 1 > start and pixel < stop] for start, stop in parts]


def by_definition(x, output_size, of_window):
    rows, columns = (ranges(n, m) for n, m in zip(x.shape[-2:], output_size, strict=True))
    return np.array([[[of_window(plane[np.ix_(r, c)]) for c in columns] for r in rows] for plane in x])


# ---------------------------------------------------------------------------- against the definition and others


@pytest.mark.parametrize("dtype", ["float64", "uint8"])
@many
@given(shape=sizes, output_size=sizes, seed=seeds)
def test_equals_the_definition(dtype, shape, output_size, seed):
    x = image(shape, seed, dtype)
    expected = by_definition(x.astype("float64"), output_size, np.mean)
    largest = np.abs(x.astype("float64")).max()
    np.testing.assert_allclose(
        adaptive_avg_pool2d(x, output_size), expected, rtol=1e-13, atol=1e-14 * largest, strict=True
    )
    expected = by_definition(x, output_size, np.max)
    np.testing.assert_array_equal(adaptive_max_pool2d(x, output_size), expected, strict=True)


@many
@given(shape=sizes, output_size=sizes, seed=seeds)
def test_indices_are_of_the_first_largest_pixel_of_the_window(shape, output_size, seed):
    x = image(shape, seed, "int8") // 50  # many that are equal
    numbers = np.arange(math.prod(shape)).reshape(shape)
    # the largest value of the first pixel: one key that ranks a pixel by its value, then by its place
    keys = x.astype("int64") * numbers.size - numbers
    expected = -(by_definition(keys, output_size, np.max)) % numbers.size
    largest, indices = adaptive_max_pool2d(x, output_size, return_indices=True)
    np.testing.assert_array_equal(indices, expected, strict=True)
    np.testing.assert_array_equal(largest, adaptive_max_pool2d(x, output_size), strict=True)


@few
@given(output_size=sizes, times=st.tuples(*[st.integers(1, 5)] * 2), seed=seeds)
def test_where_the_size_divides_it_is_pooling_with_a_fixed_window(output_size, times, seed):
    x = image([m * k for m, k in zip(output_size, times, strict=True)], seed, "float32")
    np.testing.assert_array_equal(adaptive_avg_pool2d(x, output_size), avg_pool2d(x, times), strict=True)
    ours, fixed = adaptive_max_pool2d(x, output_size, True), max_pool2d(x, times, return_indices=True)
    for mine, other in zip(ours, fixed, strict=True):
        np.testing.assert_array_equal(mine, other, strict=True)
    resized = cv2.resize(x[0], output_size[::-1], interpolation=cv2.INTER_AREA)
    np.testing.assert_allclose(adaptive_avg_pool2d(x[0], output_size), resized, rtol=1e-5, atol=1e-6)


def test_large_axes_with_and_without_a_common_divisor():
    x = image((1, 450), 5, "float32")[:1]
    for m in (1, 7, 225, 300, 449, 700):
        expected = by_definition(x.astype("float64"), (1, m), np.mean)
        np.testing.assert_allclose(adaptive_avg_pool2d(x, (1, m)), expected, rtol=1e-5, atol=1e-6)
        np.testing.assert_array_equal(adaptive_max_pool2d(x, (1, m)), by_definition(x, (1, m), np.max))


# ---------------------------------------------------------------------------- worked examples and laws


def test_worked_example_one_to_seven():
    x = np.arange(1, 8)[None]
    np.testing.assert_array_equal(adaptive_avg_pool2d(x, (1, 3)), [[2, 4, 6]])
    np.testing.assert_array_equal(adaptive_max_pool2d(x, (1, 3)), [[3, 5, 7]])
    np.testing.assert_array_equal(adaptive_avg_pool2d(x.T, (3, 1)), [[2], [4], [6]])


def test_worked_example_more_windows_than_pixels():
    x = [[1, 5, 3]]
    np.testing.assert_array_equal(adaptive_max_pool2d(x, (1, 5)), [[1, 5, 5, 5, 3]])
    np.testing.assert_array_equal(adaptive_avg_pool2d(x, (2, 5)), [[1, 3, 5, 4, 3]] * 2)


@few
@given(shape=sizes, seed=seeds)
def test_one_window_is_the_whole_plane_and_as_many_as_pixels_change_nothing(shape, seed):
    x = image(shape, seed)
    np.testing.assert_allclose(adaptive_avg_pool2d(x, 1)[:, 0, 0], x.mean(axis=(1, 2)), rtol=1e-12, atol=1e-12)
    np.testing.assert_array_equal(adaptive_max_pool2d(x, 1)[:, 0, 0], x.max(axis=(1, 2)))
    for pool in BOTH:
        np.testing.assert_array_equal(pool(x, shape), x)
        np.testing.assert_array_equal(pool(x, (None, None)), x)
        np.testing.assert_array_equal(pool(x, (1, None)), pool(x, (1, shape[1])))
        assert not np.shares_memory(pool(x, shape), x)


@few
@given(shape=sizes, output_size=sizes, seed=seeds)
def test_a_mirrored_or_transposed_image_gives_a_mirrored_or_transposed_result(shape, output_size, seed):
    x = image(shape, seed, "int32")
    for pool in BOTH:
        expected = pool(x, output_size)
        np.testing.assert_array_equal(pool(x[:, ::-1, ::-1], output_size), expected[:, ::-1, ::-1])
        np.testing.assert_array_equal(pool(x.swapaxes(1, 2), output_size[::-1]), expected.swapaxes(1, 2))


@few
@given(shape=sizes, output_size=sizes, seed=seeds, lead=st.sampled_from([(), (3,), (2, 1, 2)]))
def test_every_plane_is_pooled_by_itself(shape, output_size, seed, lead):
    x = np.random.default_rng(seed).normal(size=(*lead, *shape))
    for pool in BOTH:
        pooled = pool(x, output_size)
        assert pooled.shape == (*lead, *output_size)
        for plane in np.ndindex(lead):
            np.testing.assert_array_equal(pooled[plane], pool(x[plane], output_size))


# ---------------------------------------------------------------------------- dtypes, values, arguments


@pytest.mark.parametrize("dtype", [*"bhilqBHILQefdg?", ">f4", ">i2"])
def test_dtypes(dtype):
    x = np.array([[1, 0, 1, 0, 1]], dtype)
    mean, largest = adaptive_avg_pool2d(x, (1, 2)), adaptive_max_pool2d(x, (1, 2))
    assert largest.dtype == x.dtype
    assert mean.dtype == (x.dtype if x.dtype.kind == "f" else np.float64)
    np.testing.assert_array_equal(largest, [[1, 1]])
    np.testing.assert_array_equal(mean * 3, [[2, 2]])


def test_half_precision_is_added_up_in_single_and_integers_do_not_wrap():
    assert adaptive_avg_pool2d(np.full((64, 96), 65504, "float16"), 1) == [[65504]]
    assert adaptive_avg_pool2d(np.full((9, 9), 255, "uint8"), 1) == [[255]]


def test_nan_reaches_the_windows_that_see_it():
    x = np.zeros((1, 7))
    x[0, 2] = np.nan  # the last pixel of the first window, and the first of the second
    for pool in BOTH:
        np.testing.assert_array_equal(np.isnan(pool(x, (1, 3))), [[True, True, False]])
    np.testing.assert_array_equal(adaptive_max_pool2d(x, (1, 3), True)[1], [[2, 2, 4]])


def test_no_pictures_or_no_windows_give_none():
    for pool in BOTH:
        assert pool(np.zeros((0, 3, 4, 6), "float32"), (3, 5)).shape == (0, 3, 3, 5)
        assert pool(np.zeros((2, 4, 6)), (0, 5)).shape == (2, 0, 5)
    assert adaptive_max_pool2d(np.zeros((2, 4, 6)), (3, 0), True)[1].shape == (2, 3, 0)


def test_the_input_stays_as_it_was_and_axes_lie_in_memory_as_its_own():
    x = np.ones((2, 6, 8, 3)).transpose(0, 3, 1, 2)
    x.flags.writeable = False
    for pool in BOTH:
        assert pool(x, (4, 3)).transpose(0, 2, 3, 1).flags.c_contiguous
        assert pool(x.copy("C"), (4, 3)).flags.c_contiguous


def test_sizes_may_be_lists_and_numpy_integers_and_nothing_is_warned_about():
    x = np.random.default_rng(1).normal(size=(7, 7))
    x[2, 2] = np.nan
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for pool in (any_avg, any_max):
            np.testing.assert_array_equal(pool(x.tolist(), [np.uint8(3), None]), pool(x, (3, 7)))
            np.testing.assert_array_equal(pool(x, np.int8(2)), pool(x, (2, 2)))
        any_max(x, 3, return_indices=np.True_)


@pytest.mark.parametrize("pool", [any_avg, any_max])
@pytest.mark.parametrize(
    ("x", "output_size", "error", "says"),
    [
        (np.zeros((5, 6)), -1, ValueError, "output_size=-1 must be at least 0"),
        (np.zeros((5, 6)), (2, -1), ValueError, "output_size=-1 must be at least 0"),
        (np.zeros((5, 6)), (2,), ValueError, r"output_size=\(2,\) must be an integer or a pair of them, \(H, W\)"),
        (np.zeros((5, 6)), (None, 2, 2), ValueError, r"output_size=\(None, 2, 2\) must be an integer or a pair"),
        (np.zeros((5, 6)), None, TypeError, "output_size=None must be an integer of at least 0"),
        (np.zeros((5, 6)), (None, 2.0), TypeError, r"output_size=2\.0 must be an integer of at least 0"),
        (np.zeros((5, 6)), True, TypeError, "output_size=True must be an integer"),
        (np.zeros((5, 6), complex), 2, TypeError, "x has dtype complex128, it must be bool, integer or real"),
        (np.zeros(6), 2, ValueError, r"x has shape \(6,\), it must have at least two axes"),
        (np.zeros((5, 0)), 2, ValueError, r"x has shape \(5, 0\), .* at least one pixel"),
    ],
)
def test_refused(pool, x, output_size, error, says):
    with pytest.raises(error, match=f"^{says}"):
        pool(x, output_size)


def test_return_indices_must_be_a_flag():
    with pytest.raises(TypeError, match=r"^return_indices=1 must be True or False"):
        any_max([[1]], 1, 1)
