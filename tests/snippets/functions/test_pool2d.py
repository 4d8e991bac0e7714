"""Ask two other implementations, worked examples and general laws whether pooling is right.

The oracles, and what was found about them beside PyTorch 2.13, on thousands of random cases:

- ONNX Runtime 1.32, the C++ code that runs exported networks, knows every option. It agrees with
  PyTorch, `ceil_mode` and `count_include_pad` together included, but for one thing: a dilated
  window that misses every pixel gets the lowest finite number, not minus infinity. Its mean is 0
  there and NaN here; PyTorch has no dilated mean.
- SciPy's image filters know windows, not strides: the filtered image is sampled at the window
  starts. The starts come from the words of PyTorch's manual, not from its formula.
- The reference evaluator of the `onnx` package is not used. With `ceil_mode` it divides the mean of
  a last, partly filled window by other counts, and it gives a wrong shape for some padded maxima.
"""

import tracemalloc
import warnings
from dataclasses import replace
from typing import Any

import numpy as np
import onnxruntime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from onnx import TensorProto, helper
from scipy import ndimage

from snippets.functions.pool2d import avg_pool2d, max_pool2d, output_size
from tests.snippets.functions.pool_cases import cases, window_starts

few = settings(derandomize=True, deadline=None, database=None, max_examples=100)
many = settings(few, max_examples=400)

# The same functions without their types, which do not allow all that is tried here.
any_max: Any = max_pool2d
any_avg: Any = avg_pool2d
any_size: Any = output_size

P = np.array([[1, 3, 2, 1], [4, 6, 5, 0], [7, 2, 8, 3], [0, 1, 4, 9]])


# ---------------------------------------------------------------------------- cases and oracles


dense_cases = cases(largest_dilation=1)
whole_cases = cases(largest_dilation=1, whole_windows_only=True)


def by_onnxruntime(operator, x, case, indices=False, **attributes):
    kind = helper.np_dtype_to_tensor_dtype(x.dtype)
    node = helper.make_node(
        operator,
        ["x"],
        ["y", "where"][: 1 + indices],
        kernel_shape=case.kernel_size,
        strides=case.stride,
        pads=case.padding * 2,
        dilations=case.dilation,
        ceil_mode=int(case.ceil_mode),
        **attributes,
    )
    x_info, *y_infos = (
        helper.make_tensor_value_info(name, TensorProto.INT64 if name == "where" else kind, [None] * 4)
        for name in (*node.input, *node.output)
    )
    model = helper.make_model(
        helper.make_graph([node], "pool", [x_info], y_infos),
        opset_imports=[helper.make_opsetid("", 22)],
        ir_version=10,
    )
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    return [result[0] for result in session.run(None, {"x": x[None]})]


def by_scipy(image_filter, plane, case, beyond, window, **options):
    """Filter a padded plane with a window from every pixel on; keep the starts of the case."""
    filtered = image_filter(
        plane,
        **window,
        **options,
        mode="constant",
        cval=beyond,
        origin=tuple(
            -((dilation * (kernel_size - 1) + 1) // 2)
            for kernel_size, dilation in zip(case.kernel_size, case.dilation, strict=True)
        ),
    )
    return filtered[np.ix_(case.window_starts(0), case.window_starts(1))]


def footprint(case):
    """Return where in its span a window has pixels."""
    down, along = (
        np.arange(dilation * (kernel_size - 1) + 1) % dilation == 0
        for kernel_size, dilation in zip(case.kernel_size, case.dilation, strict=True)
    )
    return np.logical_and.outer(down, along)


def max_by_scipy(x, case, padding_value):
    sides = [(p, p) for p in case.padding]
    return [
        by_scipy(
            ndimage.maximum_filter,
            np.pad(plane, sides, constant_values=padding_value),
            case,
            padding_value,
            {"footprint": footprint(case)},
        )
        for plane in x
    ]


def mean_by_scipy(x, case):
    sides = [(p, p) for p in case.padding]
    counted = np.pad(np.ones(case.shape), sides, constant_values=float(case.count_include_pad))
    total, count = (
        np.array(
            [by_scipy(ndimage.correlate, plane, case, 0.0, {"weights": footprint(case) * 1.0}) for plane in planes]
        )
        for planes in (np.pad(x.astype("float64"), [(0, 0), *sides]), counted[None])
    )
    return np.where(count == 0, np.nan, total / np.maximum(count, 1))


# ---------------------------------------------------------------------------- against the oracles


@pytest.mark.parametrize("dtype", ["float32", "float64", "int8", "uint8"])
@many
@given(case=cases())
def test_max_equals_onnxruntime(dtype, case):
    x = case.image(dtype)
    (expected,) = by_onnxruntime("MaxPool", x, case)
    if x.dtype.kind == "f":  # windows without any pixel, see the top of this file
        expected[expected == np.finfo(dtype).min] = -np.inf
    np.testing.assert_array_equal(case.max(x), expected, strict=True)


@pytest.mark.parametrize("dtype", ["float32", "float64", "int16", "uint16", "int32", "uint32"])
@many
@given(case=cases())
def test_max_equals_scipy(dtype, case):
    x = case.image(dtype)
    lowest = -np.inf if x.dtype.kind == "f" else np.iinfo(dtype).min
    np.testing.assert_array_equal(case.max(x), max_by_scipy(x, case, lowest))


@pytest.mark.parametrize("dtype", ["float32", "int8"])
@many
@given(case=cases())
def test_indices_equal_those_of_onnxruntime(dtype, case):
    x = case.image(dtype) if case.seed % 2 else case.image(dtype) // 100  # the second with many that are equal
    _, where = by_onnxruntime("MaxPool", x, case, indices=True)
    where -= np.arange(2)[:, None, None] * case.shape[0] * case.shape[1]  # there, of all channels
    largest, indices = case.max(x, return_indices=True)
    seen = case.max(np.ones(case.shape, bool))
    np.testing.assert_array_equal(largest, case.max(x), strict=True)
    np.testing.assert_array_equal(indices, np.where(seen, where, -1), strict=True)


@many
@given(case=cases())
def test_mean_equals_onnxruntime(case):
    x = case.image("float32")
    attributes = {"count_include_pad": int(case.count_include_pad)}
    (expected,) = by_onnxruntime("AveragePool", x, case, **attributes)
    if not case.count_include_pad:  # windows without any pixel, see the top of this file
        expected[:, ~case.max(np.ones(case.shape, bool))] = np.nan
    np.testing.assert_allclose(case.avg(x), expected, rtol=1e-5, atol=1e-6, strict=True)


@pytest.mark.parametrize("dtype", ["float64", "int8", "uint16", "int32"])
@many
@given(case=cases())
def test_mean_equals_scipy(dtype, case):
    x = case.image(dtype)
    largest = np.abs(x.astype("float64")).max()
    expected = mean_by_scipy(x, case)
    np.testing.assert_allclose(case.avg(x), expected, rtol=1e-13, atol=1e-14 * largest, strict=True)


def test_number_of_windows_is_that_of_the_listed_starts():
    asked = 0
    for kernel_size in range(1, 6):
        for padding in range(kernel_size // 2 + 1):
            for n, stride, dilation, ceil_mode in np.ndindex(9, 5, 3, 2):
                sizes = (n + 1, kernel_size, stride + 1, padding, dilation + 1, bool(ceil_mode))
                starts = window_starts(*sizes)
                if starts:
                    assert output_size(*sizes) == len(starts), sizes
                else:
                    with pytest.raises(ValueError, match="no window fits"):
                        output_size(*sizes)
                asked += 1
    assert asked == 11 * 9 * 5 * 3 * 2


# ---------------------------------------------------------------------------- worked examples


def test_worked_example_windows_side_by_side():
    np.testing.assert_array_equal(max_pool2d(P, 2), [[6, 5], [7, 9]])
    np.testing.assert_array_equal(avg_pool2d(P, 2), [[3.5, 2], [2.5, 6]])


def test_worked_example_windows_that_overlap():
    np.testing.assert_array_equal(max_pool2d(P, 2, 1), [[6, 6, 5], [7, 8, 8], [7, 8, 9]])
    np.testing.assert_array_equal(avg_pool2d(P, 2, 1), [[3.5, 4, 2], [4.75, 5.25, 4], [2.5, 3.75, 6]])


def test_worked_example_output_sizes():
    assert output_size(5, 2, 2) == 2
    assert output_size(5, 2, 2, ceil_mode=True) == 3
    assert output_size(5, 2, 2, padding=1) == output_size(5, 2, 2, padding=1, ceil_mode=True) == 3
    assert output_size(10, 1, 2, ceil_mode=True) == 5
    assert output_size(7, 3, 2, 1, 2) == 3
    assert output_size(2, 3, 2, ceil_mode=True) == 1  # one window, larger than what there is
    assert type(any_size(np.int8(100), np.int8(100), np.int8(1), np.int8(50))) is int
    assert any_size(np.int8(100), np.int8(100), np.int8(1), np.int8(50)) == 101


def test_worked_example_count_include_pad():
    x = [[1.0, 2.0], [3.0, 4.0]]
    assert avg_pool2d(x, 3, padding=1, count_include_pad=False) == [[2.5]]
    assert avg_pool2d(x, 3, padding=1) == [[10 / 9]]


def test_what_ceil_mode_adds_beyond_the_padding_never_counts():
    # On an axis of 4 ones, windows of 3 start at -1, 1 and 3. The first sees two ones and one zero
    # of padding; the second, three ones; the last, a one, a zero, and a place that does not count.
    share = np.array([2 / 3, 1, 1 / 2])
    mean = avg_pool2d(np.ones((4, 4)), 3, 2, 1, ceil_mode=True)
    np.testing.assert_allclose(mean, np.outer(share, share), rtol=1e-15)


def test_worked_example_padding_never_wins():
    x = np.full((4, 4), -1)
    for dtype in ("int64", "float32", "float16"):
        np.testing.assert_array_equal(max_pool2d(x.astype(dtype), 3, 2, 1), [[-1, -1], [-1, -1]])


def test_worked_example_pooling_is_not_shift_invariant():
    x = np.array([[0, 0, 1, 1, 0, 0, 1, 1]])
    shifted = np.roll(x, 1, axis=1)
    np.testing.assert_array_equal(max_pool2d(x, (1, 2)), [[0, 1, 0, 1]])
    np.testing.assert_array_equal(max_pool2d(shifted, (1, 2)), [[1, 1, 1, 1]])
    np.testing.assert_array_equal(avg_pool2d(x, (1, 2)), [[0, 1, 0, 1]])
    np.testing.assert_array_equal(avg_pool2d(shifted, (1, 2)), [[0.5, 0.5, 0.5, 0.5]])


# ---------------------------------------------------------------------------- laws


@few
@given(case=dense_cases)
def test_max_is_at_least_the_mean_of_the_pixels(case):
    x = case.image("int16")
    pixels_only = replace(case, count_include_pad=False)
    assert (case.max(x) >= pixels_only.avg(x)).all()


@few
@given(case=whole_cases, rows=st.integers(0, 2), columns=st.integers(0, 2))
def test_a_shift_by_whole_strides_shifts_the_result(case, rows, columns):
    down, along = case.stride
    x = np.random.default_rng(case.seed).integers(
        -99, 99, (case.shape[0] + rows * down, case.shape[1] + columns * along)
    )
    later = x[rows * down :, columns * along :]
    np.testing.assert_array_equal(case.max(later), case.max(x)[rows:, columns:])
    np.testing.assert_array_equal(case.avg(later), case.avg(x)[rows:, columns:])


@few
@given(case=dense_cases)
def test_max_commutes_with_a_monotone_map(case):
    x = case.image()
    np.testing.assert_array_equal(case.max(np.cbrt(x)), np.cbrt(case.max(x)))


@few
@given(case=dense_cases, a=st.integers(-9, 9), b=st.integers(-9, 9))
def test_mean_is_linear(case, a, b):
    x, y = case.image("float64", lead=(2, 3))
    np.testing.assert_allclose(case.avg(a * x + b * y), a * case.avg(x) + b * case.avg(y), rtol=1e-12, atol=1e-12)


@few
@given(case=dense_cases)
def test_negation(case):
    x = case.image()
    np.testing.assert_array_equal(case.avg(-x), -case.avg(x))
    assert (-case.max(-x) <= case.max(x)).all()


@few
@given(case=cases())
def test_transposed_image_gives_transposed_result(case):
    x = case.image("int32")
    swapped, other = x.swapaxes(-2, -1), case.transposed()
    np.testing.assert_array_equal(other.max(swapped), case.max(x).swapaxes(-2, -1))


@few
@given(case=cases())
def test_transposed_image_gives_transposed_mean(case):
    x = case.image("int32")
    swapped, other = x.swapaxes(-2, -1), case.transposed()
    np.testing.assert_array_equal(other.avg(swapped), case.avg(x).swapaxes(-2, -1))


@few
@given(case=whole_cases)
def test_two_dense_maxima_are_one_of_a_larger_window(case):
    (h, w), (down, along) = case.shape, case.kernel_size
    x = np.random.default_rng(case.seed).normal(size=(h + 2, w + 1))
    twice = max_pool2d(max_pool2d(x, (down, along), 1), (3, 2), 1)
    np.testing.assert_array_equal(twice, max_pool2d(x, (down + 2, along + 1), 1))


@few
@given(case=dense_cases, lead=st.sampled_from([(), (1,), (3,), (2, 3), (2, 1, 2)]))
def test_every_plane_is_pooled_by_itself(case, lead):
    x = case.image(lead=lead)
    for pool in (case.max, case.avg):
        pooled = pool(x)
        assert pooled.shape[:-2] == lead
        for plane in np.ndindex(lead):
            np.testing.assert_array_equal(pooled[plane], pool(x[plane]))


@few
@given(case=cases(), steps=st.tuples(*[st.sampled_from([-3, -2, -1, 1, 2])] * 2))
def test_any_view_gives_what_its_copy_gives(case, steps):
    rng = np.random.default_rng(case.seed)
    h, w = case.shape
    whole = rng.normal(size=(2, h * abs(steps[0]), w * abs(steps[1])))
    strided = whole[:, :: steps[0], :: steps[1]]
    views = [
        strided,
        np.asfortranarray(strided),
        np.broadcast_to(strided[:1], (4, h, w)),
        np.broadcast_to(strided[:, :, :1], (2, h, w)),
    ]
    views[-1].flags.writeable = False
    for view in views:
        copy = np.array(view, order="C")
        np.testing.assert_array_equal(case.max(view), case.max(copy), strict=True)
        np.testing.assert_array_equal(case.avg(view), case.avg(copy), strict=True)
        for of_view, of_copy in zip(*(case.max(array, return_indices=True) for array in (view, copy)), strict=True):
            np.testing.assert_array_equal(of_view, of_copy, strict=True)


# ---------------------------------------------------------------------------- arguments


def test_stride_is_the_window_unless_given():
    x = np.arange(48.0).reshape(6, 8) % 7
    for pool in (max_pool2d, avg_pool2d):
        assert pool(x, (3, 2)).shape == (2, 4)
        np.testing.assert_array_equal(pool(x, (3, 2)), pool(x, (3, 2), (3, 2)))


def test_first_of_a_pair_goes_down_and_one_number_goes_both_ways():
    x = np.random.default_rng(3).normal(size=(9, 9))
    assert max_pool2d(x, (5, 2), (1, 2), (2, 0), (2, 1)).shape == (5, 4)
    assert avg_pool2d(x, (5, 2), (1, 2), (2, 0)).shape == (9, 4)
    np.testing.assert_array_equal(max_pool2d(x, 3, 2, 1, 2), any_max(x, [3, 3], [2, 2], [1, 1], [2, 2]))
    np.testing.assert_array_equal(avg_pool2d(x, 3, 2, 1), avg_pool2d(x, (3, 3), (2, 2), (1, 1)))


def test_defaults_are_those_of_pytorch():
    x = np.random.default_rng(4).normal(size=(5, 5))
    assert max_pool2d(x, 2).shape == avg_pool2d(x, 2).shape == (2, 2)
    np.testing.assert_array_equal(
        avg_pool2d(x, 3, 2, 1), avg_pool2d(x, 3, 2, 1, ceil_mode=False, count_include_pad=True)
    )


def test_sizes_and_flags_may_be_numpy_scalars():
    x = np.random.default_rng(5).normal(size=(200, 200))
    kernel_size, stride, padding, yes = np.uint8(250), np.int8(3), np.int16(100), np.True_
    np.testing.assert_array_equal(
        any_max(x, kernel_size, stride, padding, np.uint8(1), yes),
        max_pool2d(x, 250, 3, 100, 1, True),
    )
    np.testing.assert_array_equal(
        any_avg(x, kernel_size, stride, padding, yes, yes),
        avg_pool2d(x, 250, 3, 100, True, True),
    )


def test_nested_lists_are_arrays_too():
    np.testing.assert_array_equal(max_pool2d(P.tolist(), 2), [[6, 5], [7, 9]])
    np.testing.assert_array_equal(avg_pool2d(P.tolist(), 2), [[3.5, 2], [2.5, 6]])


# ---------------------------------------------------------------------------- dtypes and values


@pytest.mark.parametrize("dtype", [*"bhilqBHILQefdg", ">f4", ">i2", "<f8"])
def test_dtypes(dtype):
    x = P.astype(dtype)
    largest, mean = max_pool2d(x, 2), avg_pool2d(x, 2)
    assert largest.dtype == x.dtype
    assert mean.dtype == (x.dtype if x.dtype.kind == "f" else np.float64)
    np.testing.assert_array_equal(largest, [[6, 5], [7, 9]])
    np.testing.assert_array_equal(mean, [[3.5, 2], [2.5, 6]])


def test_bools():
    x = P > 4
    largest, mean = max_pool2d(x, 2, 1), avg_pool2d(x, 2)
    np.testing.assert_array_equal(largest, np.full((3, 3), True), strict=True)
    np.testing.assert_array_equal(max_pool2d(~x, 1), ~x, strict=True)
    np.testing.assert_array_equal(max_pool2d(x, (1, 3), 1, (0, 1))[0], [False] * 4, strict=True)
    np.testing.assert_array_equal(mean, [[0.25, 0.25], [0.25, 0.5]], strict=True)


def test_large_integers_stay_exact_in_the_maximum():
    for dtype, top in (("int64", 2**63 - 1), ("uint64", 2**64 - 1)):
        x = np.array([[top - 2, top - 1], [top, top - 3]], dtype)
        np.testing.assert_array_equal(max_pool2d(x, 2), np.array([[top]], dtype), strict=True)


def test_means_of_narrow_integers_do_not_wrap():
    assert avg_pool2d(np.full((9, 9), 255, "uint8"), 9) == [[255.0]]
    assert avg_pool2d(np.full((9, 9), -128, "int8"), 9) == [[-128.0]]


def test_half_precision_is_added_up_in_single():
    # In half precision alone, a sum of ones stops at 2048 and a sum of thousands overflows.
    for value in (1, 6000, 65504):
        x = np.full((64, 96), value, "float16")
        assert avg_pool2d(x, (64, 96)) == [[value]]


def test_single_precision_mean_of_a_million_pixels():
    # Added up one after another in single precision, the error would be near one percent.
    x = np.full((1024, 1024), 0.1, "float32")
    assert avg_pool2d(x, 1024)[0, 0] == pytest.approx(0.1, rel=1e-4)


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_nan_reaches_every_window_that_sees_it_and_no_other(dtype):
    x = np.zeros((5, 5), dtype)
    x[1, 3] = np.nan
    sees = np.zeros((5, 5), bool)
    sees[0:3, 2:5] = True
    for pool in (max_pool2d, avg_pool2d):
        np.testing.assert_array_equal(np.isnan(pool(x, 3, 1, 1)), sees)


def test_indices_are_of_the_first_of_equal_pixels_and_of_the_last_nan():
    nan = np.nan
    for x, index in (
        ([[1, 2, 0], [2, 0, 0], [0, 0, 2]], 1),
        ([[0, 1], [2, 2]], 2),
        ([[-np.inf] * 2] * 2, 0),
        ([[-128, -128]], 0),
        ([[False, True, True]], 1),
        ([[1.0, nan, 2], [nan, 5, nan], [0, np.inf, 2]], 5),
        ([[nan, nan], [nan, 0]], 2),
    ):
        array = np.array(x, "int8" if x == [[-128, -128]] else None)
        largest, indices = max_pool2d(array, array.shape, return_indices=True)
        np.testing.assert_array_equal(indices, [[index]])
        np.testing.assert_array_equal(largest.ravel(), array.ravel()[[index]])
    largest, indices = max_pool2d(np.full((4, 4), -np.inf), 3, 2, 1, return_indices=True)
    np.testing.assert_array_equal(indices, [[0, 1], [4, 5]])


def test_indices_are_those_of_a_large_plane_too():
    x = np.zeros((2, 300, 300), "float32")
    x[0, 299, 299] = x[1, 7, 299] = 1
    x[1, 299, 0] = np.nan
    for n in (300, (150, 300), (300, 150)):
        indices = max_pool2d(x, n, return_indices=True)[1]
        assert indices.dtype == np.int64
        assert indices[0, -1, -1] == 300 * 300 - 1
    assert max_pool2d(x, 300, return_indices=True)[1][1] == 299 * 300
    assert max_pool2d(x, (300, 1), return_indices=True)[1][1, 0, 299] == 7 * 300 + 299


def test_infinities():
    x = np.array([[-np.inf, -np.inf, 1.0], [-np.inf, -np.inf, np.inf]])
    np.testing.assert_array_equal(max_pool2d(x, 2, 1), [[-np.inf, np.inf]])
    with np.errstate(invalid="ignore"):
        np.testing.assert_array_equal(avg_pool2d(x, 2, 1), [[-np.inf, np.nan]])


def test_a_dilated_window_can_miss_every_pixel():
    assert max_pool2d([[5.0]], 2, 1, 1, 2) == [[-np.inf]]
    assert max_pool2d(np.array([[5]], "int16"), 2, 1, 1, 2) == [[-(2**15)]]
    assert not max_pool2d([[True]], 2, 1, 1, 2)
    assert max_pool2d([[5.0]], 2, 1, 1, 2, return_indices=True)[1] == [[-1]]
    assert np.isnan(avg_pool2d([[5.0]], 2, 1, 1, count_include_pad=False, dilation=2))
    assert avg_pool2d([[5.0]], 2, 1, 1, dilation=2) == [[0]]


def test_worked_example_dilated_mean():
    np.testing.assert_array_equal(avg_pool2d(P, 2, 1, dilation=2), [[4.5, 2.25], [3.25, 4]])
    np.testing.assert_array_equal(avg_pool2d([[1, 2, 3, 4]], (1, 2), 1, dilation=(1, 3)), [[2.5]])


def test_no_pictures_at_all_give_none():
    x = np.zeros((0, 3, 4, 6), "float32")
    for pool in (max_pool2d, avg_pool2d):
        assert pool(x, 2).shape == (0, 3, 2, 3)
        assert pool(x, 2).dtype == np.float32


def test_the_input_stays_as_it_was_and_is_not_the_result():
    x = np.random.default_rng(6).normal(size=(4, 4))
    before = x.copy()
    for pool in (max_pool2d, avg_pool2d):
        same = pool(x, 1)
        np.testing.assert_array_equal(same, before)
        assert not np.shares_memory(same, x)
        pool(x, 3, 1, 1)[...] = 0
    np.testing.assert_array_equal(x, before)


def test_axes_lie_in_memory_as_those_of_the_input():
    channels_last = np.ones((2, 6, 8, 3)).transpose(0, 3, 1, 2)
    for pool in (max_pool2d, avg_pool2d):
        assert pool(np.ones((2, 3, 6, 8)), 2).flags.c_contiguous
        assert pool(np.ones((6, 8)).T, 2).flags.f_contiguous
        assert pool(channels_last, 2).transpose(0, 2, 3, 1).flags.c_contiguous


def test_nothing_is_warned_about():
    x = np.random.default_rng(7).normal(size=(7, 7)).astype("float16")
    x[2, 2] = np.nan
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        max_pool2d(x, 3, 2, 1, 2, True, True)
        avg_pool2d(x, 3, 2, 1, True, False)
        avg_pool2d(x[:1, :1], 2, 1, 1, False, False, dilation=2)


@pytest.mark.parametrize("pool", [max_pool2d, avg_pool2d])
def test_memory_is_little_more_than_the_two_results(pool):
    x = np.ones((4, 8, 256, 256), "float32")
    for sizes, share in (((2, 2), 0.5 + 0.25), ((3, 1, 1), 2.0), ((256,), 1 / 256)):
        pool(x, *sizes)
        tracemalloc.start()
        pool(x, *sizes)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < share * x.nbytes + 2**20, sizes


# ---------------------------------------------------------------------------- what is refused

Z = np.zeros((5, 6))


@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [
        ((Z, "2"), TypeError, r"kernel_size='2' must be an integer of at least 1"),
        ((Z, 2.0), TypeError, r"kernel_size=2\.0 must be an integer"),
        ((Z, True), TypeError, r"kernel_size=True must be an integer"),
        ((Z, np.True_), TypeError, r"kernel_size=.*True.* must be an integer"),
        ((Z, None), TypeError, r"kernel_size=None must be an integer"),
        ((Z, (2, 2.5)), TypeError, r"kernel_size=2\.5 must be an integer"),
        ((Z, np.array([2, 2])), TypeError, r"kernel_size=array\(\[2, 2\]\) must be an integer"),
        ((Z, 0), ValueError, r"kernel_size=0 must be at least 1"),
        ((Z, (2, -1)), ValueError, r"kernel_size=-1 must be at least 1"),
        ((Z, ()), ValueError, r"kernel_size=\(\) must be an integer or a pair of them, \(H, W\)"),
        ((Z, (2,)), ValueError, r"kernel_size=\(2,\) must be an integer or a pair"),
        ((Z, [2, 2, 2]), ValueError, r"kernel_size=\[2, 2, 2\] must be an integer or a pair"),
        ((Z, (6, 1)), ValueError, r"kernel_size=6 .* spans 6 .* at most 5 \(n=5 with padding=0"),
        ((Z, (1, 7)), ValueError, r"kernel_size=7 .* spans 7 .* at most 6 \(n=6 with padding=0"),
        ((Z, 2, 0), ValueError, r"stride=0 must be at least 1"),
        ((Z, 2, (1, -2)), ValueError, r"stride=-2 must be at least 1"),
        ((Z, 2, (1, 2, 3)), ValueError, r"stride=\(1, 2, 3\) must be an integer or a pair"),
        ((Z, 2, "1"), TypeError, r"stride='1' must be an integer of at least 1"),
        ((Z, 2, False), TypeError, r"stride=False must be an integer"),
        ((Z, 2, 1, -1), ValueError, r"padding=-1 must be at least 0"),
        ((Z, 2, 1, 0.0), TypeError, r"padding=0\.0 must be an integer of at least 0"),
        ((Z, 2, 1, "same"), TypeError, r"padding='same' must be an integer"),
        ((Z, 2, 1, (1,)), ValueError, r"padding=\(1,\) must be an integer or a pair"),
        ((Z, 3, 1, 2), ValueError, r"padding=2 .* kernel_size=3, that is 0 to 1"),
        ((Z, (5, 2), 1, 2), ValueError, r"padding=2 .* kernel_size=2, that is 0 to 1"),
        (([[1], ["a"]], 1), TypeError, r"x has dtype <U\d+, it must be bool, integer or real"),
        ((Z + 1j, 2), TypeError, r"x has dtype complex128"),
        ((Z.astype(object), 2), TypeError, r"x has dtype object"),
        ((Z.astype("datetime64[s]"), 2), TypeError, r"x has dtype datetime64\[s\]"),
        ((Z.astype("timedelta64[s]"), 2), TypeError, r"x has dtype timedelta64\[s\]"),
        ((None, 2), TypeError, r"x has dtype object"),
        ((1.0, 1), ValueError, r"x has shape \(\), it must have at least two axes"),
        ((Z[0], 1), ValueError, r"x has shape \(6,\), it must have at least two axes"),
        ((Z[:0], 1), ValueError, r"x has shape \(0, 6\), .* at least one pixel"),
        ((Z[:, :0], 1), ValueError, r"x has shape \(5, 0\), .* at least one pixel"),
    ],
)
@pytest.mark.parametrize("pool", [max_pool2d, avg_pool2d])
def test_refused_by_both(pool, arguments, error, says):
    with pytest.raises(error, match=f"^{says}"):
        pool(*arguments)


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (lambda: any_max(Z, 2, dilation=0), ValueError, "dilation=0 must be at least 1"),
        (lambda: any_max(Z, 2, dilation="a"), TypeError, "dilation='a' must be an integer"),
        (lambda: any_max(Z, 2, dilation=(1, 2, 3)), ValueError, r"dilation=\(1, 2, 3\) must"),
        (lambda: any_max(Z, 3, dilation=3), ValueError, "kernel_size=3 .*dilation=3 spans 7"),
        (lambda: any_max(Z, 2, 1, 2, 4), ValueError, "padding=2 must be at most half of"),
        (lambda: any_max(Z, 2, ceil_mode=1), TypeError, "ceil_mode=1 must be True or False"),
        (lambda: any_max(Z, 2, return_indices=1), TypeError, "return_indices=1 must be True or False"),
        (lambda: any_avg(Z, 2, dilation=0), ValueError, "dilation=0 must be at least 1"),
        (lambda: any_avg(Z, 3, dilation=(1, 3)), ValueError, "kernel_size=3 .*dilation=3 spans 7"),
        (lambda: any_avg(Z, 2, ceil_mode="no"), TypeError, "ceil_mode='no' must be True or"),
        (
            lambda: any_avg(Z, 2, count_include_pad=None),
            TypeError,
            "count_include_pad=None must be True or False",
        ),
        (lambda: any_size(0, 1, 1), ValueError, "n=0 must be at least 1"),
        (lambda: any_size(5.0, 1, 1), TypeError, r"n=5\.0 must be an integer of at least 1"),
        (lambda: any_size(5, (2, 2), 1), TypeError, r"kernel_size=\(2, 2\) must be an integer"),
        (lambda: any_size(5, 2, None), TypeError, "stride=None must be an integer"),
        (lambda: any_size(5, 2, 1, ceil_mode=0), TypeError, "ceil_mode=0 must be True or"),
    ],
)
def test_refused_by_one(call, error, says):
    with pytest.raises(error, match=f"^{says}"):
        call()
