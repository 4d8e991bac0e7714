"""Ask numerical differentiation, worked examples and general laws whether the gradients of pooling are right.

Both functions are linear near an input whose numbers all differ, so a difference quotient in float64 is exact but for
rounding. The mean is linear everywhere: the sum of output times gradient is that of input times its own.
"""

import warnings
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from snippets.functions.pool2d_grad import avg_pool2d_grad, max_pool2d_grad
from tests.snippets.functions.pool_cases import cases

few = settings(derandomize=True, deadline=None, database=None, max_examples=60)

# The same functions without their types, which do not allow all that is tried here.
any_max: Any = max_pool2d_grad
any_avg: Any = avg_pool2d_grad


def gradient_like(case, output):
    return np.random.default_rng(case.seed + 1).integers(1, 100, output.shape)


def max_grad(case, x, grad):
    return max_pool2d_grad(x, grad, **case.options())


def avg_grad(case, shape, grad):
    return avg_pool2d_grad(shape, grad, **case.options(), count_include_pad=case.count_include_pad)


# ---------------------------------------------------------------------------- differences and laws


@few
@given(case=cases())
def test_maximum_equals_numerical_differentiation(case):
    rng = np.random.default_rng(case.seed)
    x = rng.permutation(np.prod(case.shape)).reshape(case.shape) * 1.0  # whole numbers, all different
    grad = gradient_like(case, case.max(x))
    result = max_grad(case, x, grad * 1.0)
    for place in np.ndindex(case.shape):
        step = np.zeros(case.shape)
        step[place] = 0.25
        with np.errstate(invalid="ignore"):  # windows without any pixel
            change = case.max(x + step) - case.max(x - step)
        assert result[place] == np.nansum(change / 0.5 * grad)


@few
@given(case=cases())
def test_mean_equals_numerical_differentiation(case):
    x = case.image(lead=())
    usual = np.nan_to_num(case.avg(x))
    grad = gradient_like(case, usual)
    result = avg_grad(case, case.shape, grad)
    for place in np.ndindex(case.shape):
        unit = np.zeros(case.shape)
        unit[place] = 1
        np.testing.assert_allclose(result[place], (np.nan_to_num(case.avg(unit)) * grad).sum(), rtol=1e-12)


@few
@given(case=cases(), lead=st.sampled_from([(), (2,), (2, 3)]))
def test_every_plane_has_its_own_gradient(case, lead):
    x = case.image("int8", lead) // 50  # many that are equal
    grad = gradient_like(case, case.max(x))
    of_max, of_mean = max_grad(case, x, grad), avg_grad(case, x.shape, grad)
    assert of_max.shape == of_mean.shape == x.shape
    for plane in np.ndindex(lead):
        np.testing.assert_array_equal(of_max[plane], max_grad(case, x[plane], grad[plane]))
        np.testing.assert_array_equal(of_mean[plane], avg_grad(case, case.shape, grad[plane]))


@few
@given(case=cases())
def test_what_the_windows_have_is_what_the_pixels_get(case):
    x = case.image()
    grad = gradient_like(case, case.max(x))
    seen = case.max(np.ones(x.shape, bool))
    np.testing.assert_allclose(max_grad(case, x, grad * 1.0).sum(), grad[seen].sum())
    largest, indices = case.max(x, return_indices=True)
    expected = np.zeros((2, x[0].size))
    for plane, window, value in zip(expected, indices, grad, strict=True):
        for index, one in zip(window.ravel(), value.ravel(), strict=True):
            plane[index] += one if index >= 0 else 0
    np.testing.assert_array_equal(max_grad(case, x, grad * 1.0).reshape(2, -1), expected)
    assert largest.shape == grad.shape


# ---------------------------------------------------------------------------- worked examples


def test_worked_example_windows_that_overlap_add():
    x, grad = np.array([[1, 5, 2, 0]]), np.array([[1, 10, 100]])
    np.testing.assert_array_equal(max_pool2d_grad(x, grad, (1, 2), 1), [[0, 11, 100, 0]])
    np.testing.assert_array_equal(avg_pool2d_grad((1, 4), grad, (1, 2), 1), [[0.5, 5.5, 55, 50]])
    np.testing.assert_array_equal(max_pool2d_grad(x.T, grad.T, (2, 1), 1), [[0], [11], [100], [0]])


def test_worked_example_windows_side_by_side():
    x = np.array([[1, 3, 2, 1], [4, 6, 5, 0], [7, 2, 8, 3], [0, 1, 4, 9]])
    grad = np.array([[1, 2], [3, 4]])
    np.testing.assert_array_equal(max_pool2d_grad(x, grad, 2), [[0, 0, 0, 0], [0, 1, 2, 0], [3, 0, 0, 0], [0, 0, 0, 4]])
    np.testing.assert_array_equal(avg_pool2d_grad(x.shape, grad, 2), grad.repeat(2, 0).repeat(2, 1) / 4)


def test_of_equal_pixels_the_first_gets_all_and_of_nan_the_last():
    np.testing.assert_array_equal(max_pool2d_grad([[2, 2], [2, 2]], [[7]], 2), [[7, 0], [0, 0]])
    nan = np.nan
    np.testing.assert_array_equal(max_pool2d_grad([[nan, 2], [nan, 2]], [[7.0]], 2), [[0, 0], [7, 0]])
    np.testing.assert_array_equal(max_pool2d_grad([[-np.inf, -np.inf]], [[7.0]], (1, 2)), [[7, 0]])


def test_padding_gets_nothing_and_is_counted_or_not():
    np.testing.assert_array_equal(max_pool2d_grad([[-5]], [[7]], 3, 1, 1), [[7]])
    np.testing.assert_allclose(avg_pool2d_grad((1, 1), [[9]], 3, 1, 1), [[1]])
    np.testing.assert_allclose(avg_pool2d_grad((1, 1), [[9]], 3, 1, 1, count_include_pad=False), [[9]])
    np.testing.assert_allclose(avg_pool2d_grad((1, 5), [[4, 6, 3]], (1, 2), ceil_mode=True), [[2, 2, 3, 3, 3]])
    np.testing.assert_allclose(avg_pool2d_grad((1, 5), [[4, 6]], (1, 2)), [[2, 2, 3, 3, 0]])


def test_a_window_that_misses_every_pixel_passes_nothing_on():
    assert max_pool2d_grad([[5.0]], [[3.0]], 2, 1, 1, 2) == [[0]]
    for counted in (True, False):
        assert avg_pool2d_grad((1, 1), [[3.0]], 2, 1, 1, False, counted, dilation=2) == [[0]]


# ---------------------------------------------------------------------------- dtypes, values, arguments


@pytest.mark.parametrize("dtype", [*"bhilqBHIefdg", ">f4", ">i2"])
def test_dtypes(dtype):
    x, grad = np.array([[1, 5, 2, 0]], dtype), np.array([[1, 10, 100]], dtype)
    of_max, of_mean = max_pool2d_grad(x, grad, (1, 2), 1), avg_pool2d_grad((1, 4), grad, (1, 2), 1)
    assert of_max.dtype == (x.dtype if x.dtype.kind == "f" else np.int64)
    assert of_mean.dtype == (x.dtype if x.dtype.kind == "f" else np.float64)
    np.testing.assert_array_equal(of_max, [[0, 11, 100, 0]])
    np.testing.assert_array_equal(of_mean, [[0.5, 5.5, 55, 50]])


def test_sums_do_not_wrap_or_stop_at_what_the_dtype_holds():
    x = np.zeros((1, 99), "uint8")
    x[0, 49] = 1
    assert max_pool2d_grad(x, np.full((1, 50), 255, "uint8"), (1, 50), 1)[0, 49] == 50 * 255
    peak = np.pad([[1]], [(0, 0), (3999, 3999)]).astype("float16")  # all 4,000 windows have it
    assert max_pool2d_grad(peak, np.ones((1, 4000), "float16"), (1, 4000), 1).max() == 4000
    top = 2**53 + 1
    np.testing.assert_array_equal(max_pool2d_grad([[0, 1, 0]], [[top, 1]], (1, 2), 1), [[0, top + 1, 0]])
    assert max_pool2d_grad([[True]], [[True]], 1) == [[1]]
    assert max_pool2d_grad(np.array([[2**64 - 1]], "uint64"), [[3]], 1) == [[3]]


def test_no_pictures_at_all_give_none():
    x, grad = np.zeros((0, 3, 4, 6)), np.zeros((0, 3, 2, 3))
    assert max_pool2d_grad(x, grad, 2).shape == avg_pool2d_grad(x.shape, grad, 2).shape == x.shape


def test_any_view_gives_what_its_copy_gives_and_stays_as_it_was():
    rng = np.random.default_rng(2)
    x, grad = rng.normal(size=(3, 6, 8)), rng.normal(size=(3, 3, 4))
    expected = max_pool2d_grad(x, grad, 2), avg_pool2d_grad(x.shape, grad, 2)
    views = np.asfortranarray(x), np.asfortranarray(grad)
    for view in views:
        view.flags.writeable = False
    results = any_max(*views, [np.int8(2), 2]), any_avg([3, np.uint8(6), 8], views[1], np.int8(2))
    for result, one in zip(results, expected, strict=True):
        np.testing.assert_array_equal(result, one, strict=True)
    assert all(result.flags.c_contiguous for result in expected)


def test_nothing_is_warned_about():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        max_pool2d_grad(np.full((3, 3), np.nan, "float16"), np.ones((2, 2), "float16"), 2, 1)
        avg_pool2d_grad((1, 1), [[1.0]], 2, 1, 1, False, False, dilation=2)


X, G = np.zeros((2, 5, 6)), np.zeros((2, 2, 3))
COMMON = [
    ({"grad_output": G[0]}, ValueError, r"grad_output has shape \(2, 3\), it must be \(2, 2, 3\) as the output of"),
    ({"grad_output": G[:, :1]}, ValueError, r"grad_output has shape \(2, 1, 3\), it must be \(2, 2, 3\) as the out"),
    ({"grad_output": G + 1j}, TypeError, "grad_output has dtype complex128"),
    ({"stride": 1}, ValueError, r"grad_output has shape \(2, 2, 3\), it must be \(2, 4, 5\) as the output of"),
    ({"kernel_size": 0}, ValueError, "kernel_size=0 must be at least 1"),
    ({"kernel_size": 6}, ValueError, "kernel_size=6 .* no window fits, it must be at most 5"),
    ({"stride": 2.0}, TypeError, r"stride=2\.0 must be an integer"),
    ({"padding": 2}, ValueError, "padding=2 must be at most half of kernel_size=2"),
    ({"dilation": (1, 0)}, ValueError, "dilation=0 must be at least 1"),
    ({"ceil_mode": 1}, TypeError, "ceil_mode=1 must be True or False"),
]


@pytest.mark.parametrize(
    ("options", "error", "says"),
    [
        *COMMON,
        ({"x": X + 1j}, TypeError, "x has dtype complex128, it must be bool, integer or real"),
        ({"x": X[0, 0]}, ValueError, r"x has shape \(6,\), it must have at least two axes"),
        ({"x": X.astype("f4")}, TypeError, "grad_output has dtype float64, it must be float32 as that of x"),
        ({"x": X.astype(int)}, TypeError, r"grad_output has dtype float64, it must be integer or bool as x is"),
        ({"x": X.astype(int), "grad_output": G.astype("u8")}, TypeError, "grad_output has dtype uint64"),
    ],
)
def test_refused_by_the_maximum(options, error, says):
    with pytest.raises(error, match=f"^{says}"):
        any_max(**{"x": X, "grad_output": G, "kernel_size": 2, **options})


@pytest.mark.parametrize(
    ("options", "error", "says"),
    [
        *COMMON,
        ({"x_shape": 5}, ValueError, "x_shape=5 must be a tuple of at least 2 integers"),
        ({"x_shape": (5,)}, ValueError, r"x_shape=\(5,\) must be a tuple of at least 2 integers"),
        ({"x_shape": (2, 5, -6)}, ValueError, "x_shape=-6 must be at least 0"),
        ({"x_shape": (2, 0, 6)}, ValueError, r"x_shape=\(2, 0, 6\) must have at least one pixel along its last two"),
        ({"count_include_pad": 0}, TypeError, "count_include_pad=0 must be True or False"),
    ],
)
def test_refused_by_the_mean(options, error, says):
    with pytest.raises(error, match=f"^{says}"):
        any_avg(**{"x_shape": X.shape, "grad_output": G, "kernel_size": 2, **options})
