"""Ask three other implementations, worked examples and general laws whether convolution is right.

- ONNX Runtime, the C++ code that runs exported networks, knows every option, in single precision.
- SciPy's `correlate2d` and `convolve2d` know one plane and no options; the options come from
  zeros put around the image and between the weights, and from every stride-th result.
- OpenCV's `filter2D` correlates one plane with one kernel.
"""

import tracemalloc
import warnings
from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import onnxruntime
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from onnx import helper
from scipy import signal

from snippets.functions import conv2d as module
from snippets.functions.conv2d import conv2d
from tests.snippets.functions.conv_cases import Case, both_ends, cases

few = settings(
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # the size of pieces is the same in all examples
)
many = settings(few, max_examples=150)

any_conv: Any = conv2d  # without its types, which do not allow all that is tried here

X = np.array([[1, 0, 2], [3, 1, 0], [0, 2, 4]])
K = np.array([[1, 2], [0, -1]])


@pytest.fixture(params=[None, 1, 300], ids=["whole", "single windows", "pieces"], autouse=True)
def size_of_pieces(request, monkeypatch):
    """Run every test with smaller pieces as well: the images of these tests would fit into one."""
    if request.param is not None:
        monkeypatch.setattr(module, "PIECE", (request.param, request.param))


# ---------------------------------------------------------------------------- cases and oracles


def by_onnxruntime(x, w, b, stride, padding, dilation, groups):
    arrays = {"x": x, "w": w, "b": b}
    kind = helper.np_dtype_to_tensor_dtype(x.dtype)
    if padding == "same":
        zeros = {"auto_pad": "SAME_UPPER"}
    else:
        zeros = {"pads": [end for ends in zip(*map(both_ends, padding), strict=True) for end in ends]}
    node = helper.make_node("Conv", list(arrays), ["y"], strides=stride, dilations=dilation, group=groups, **zeros)
    inputs = [helper.make_tensor_value_info(name, kind, a.shape) for name, a in arrays.items()]
    graph = helper.make_graph([node], "conv", inputs, [helper.make_tensor_value_info("y", kind, [None] * 4)])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 22)], ir_version=10)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    return session.run(None, arrays)[0]


def stuffed(w, dilation):
    """Put zeros between the weights."""
    spans = [d * (k - 1) + 1 for d, k in zip(dilation, w.shape[2:], strict=True)]
    result = np.zeros((*w.shape[:2], *spans), w.dtype)
    result[:, :, :: dilation[0], :: dilation[1]] = w
    return result


def by_scipy(x, w, b, stride, padding, dilation, groups):
    x = np.pad(x, [(0, 0), (0, 0), *map(both_ends, padding)])
    w = stuffed(w, dilation)
    seen = w.shape[1]
    return np.array(
        [
            [
                sum(
                    # SciPy would take the two in the other order as well, and turn the result around
                    signal.correlate2d(image[o // (len(w) // groups) * seen + c], w[o, c], "valid")
                    for c in range(seen)
                )[:: stride[0], :: stride[1]]
                + b[o]
                for o in range(len(w))
            ]
            for image in x
        ]
    )


# ---------------------------------------------------------------------------- against the oracles


@many
@given(case=cases(ends=True))
def test_equals_onnxruntime(case):
    x, w, b = case.arrays("float32")
    expected = by_onnxruntime(x, w, b, **case.options())
    np.testing.assert_allclose(conv2d(x, w, b, **case.options()), expected, rtol=1e-4, atol=1e-4, strict=True)


@pytest.mark.parametrize("dtype", ["float64", "int64"])
@many
@given(case=cases(ends=True))
def test_equals_scipy(dtype, case):
    x, w, b = case.arrays(dtype)
    expected = by_scipy(x, w, b, **case.options())
    np.testing.assert_allclose(conv2d(x, w, b, **case.options()), expected, rtol=1e-12, atol=1e-12, strict=True)


@few
@given(case=cases())
def test_same_with_any_stride_equals_onnxruntime(case):
    case = replace(case, padding="same", dilation=(1, 1))  # which is all that it allows here
    x, w, b = case.arrays("float32")
    result = conv2d(x, w, b, **case.options())
    assert result.shape[2:] == tuple(-(-n // stride) for n, stride in zip(case.shape, case.stride, strict=True))
    np.testing.assert_allclose(result, by_onnxruntime(x, w, b, **case.options()), rtol=1e-4, atol=1e-4, strict=True)


@few
@given(case=cases())
def test_one_number_for_both_ends_is_a_pair_of_the_same(case):
    x, w, b = case.arrays()
    pairs = replace(case, padding=tuple(map(both_ends, case.padding)))
    expected = conv2d(x, w, b, **case.options())
    np.testing.assert_array_equal(conv2d(x, w, b, **pairs.options()), expected, strict=True)
    mixed = [case.padding[0], list(pairs.padding[1])]
    np.testing.assert_array_equal(any_conv(x, w, b, **{**case.options(), "padding": mixed}), expected, strict=True)


@few
@given(h=st.integers(2, 12), w=st.integers(2, 12), kernel=st.tuples(*[st.integers(1, 5)] * 2), seed=st.integers(0, 99))
def test_same_equals_scipy_and_opencv(h, w, kernel, seed):
    rng = np.random.default_rng(seed)
    plane, weights = rng.normal(size=(h, w)), rng.normal(size=kernel)
    result = conv2d(plane[None], weights[None, None], padding="same")[0]
    anchor = tuple((k - 1) // 2 for k in kernel[::-1])
    by_opencv = cv2.filter2D(plane, -1, weights, anchor=anchor, borderType=cv2.BORDER_CONSTANT)
    np.testing.assert_allclose(result, by_opencv, atol=1e-12)
    full = signal.correlate2d(plane, weights, "full")
    top, left = (k // 2 for k in kernel)
    np.testing.assert_allclose(result, full[top : top + h, left : left + w], atol=1e-12)
    turned = conv2d(plane[None], weights[None, None, ::-1, ::-1], padding=(kernel[0] - 1, kernel[1] - 1))[0]
    np.testing.assert_allclose(turned, signal.convolve2d(plane, weights, "full"), atol=1e-12)


def test_integers_equal_opencv():
    rng = np.random.default_rng(8)
    plane, weights = rng.integers(0, 256, (20, 30), "uint8"), rng.integers(-9, 10, (3, 3), "int8")
    expected = cv2.filter2D(plane, cv2.CV_64F, weights.astype(float), borderType=cv2.BORDER_CONSTANT)
    result = conv2d(plane[None], weights[None, None], padding=1)[0]
    np.testing.assert_array_equal(result, expected.astype("int64"), strict=True)


# ---------------------------------------------------------------------------- worked examples


def test_worked_example_correlation_and_convolution():
    np.testing.assert_array_equal(conv2d(X[None], K[None, None])[0], [[0, 4], [3, -3]])
    np.testing.assert_array_equal(conv2d(X[None], K[None, None, ::-1, ::-1])[0], [[6, 2], [-1, 7]])


def test_worked_example_impulse():
    x, w = np.zeros((1, 5, 5)), np.arange(1.0, 10).reshape(1, 1, 3, 3)
    x[0, 2, 2] = 1
    np.testing.assert_array_equal(conv2d(x, w)[0], [[9, 8, 7], [6, 5, 4], [3, 2, 1]])


def test_worked_example_how_often_a_pixel_is_used():
    uses = conv2d(np.ones((1, 5, 5)), np.ones((1, 1, 3, 3)), padding="same")[0]
    edge = [4, 6, 6, 6, 4]
    np.testing.assert_array_equal(uses, [edge, [6, 9, 9, 9, 6], [6, 9, 9, 9, 6], [6, 9, 9, 9, 6], edge])


def test_worked_example_output_sizes():
    refused = 0
    for n, k, s, p, d in np.ndindex(8, 4, 3, 4, 3):
        n, k, s, d = n + 1, k + 1, s + 1, d + 1
        windows = len(range(0, n + 2 * p - d * (k - 1), s))
        x, w = np.ones((1, n, 1)), np.ones((1, 1, k, 1))
        if windows:
            assert conv2d(x, w, None, (s, 1), (p, 0), (d, 1)).shape == (1, windows, 1)
            assert conv2d(x.swapaxes(1, 2), w.swapaxes(2, 3), None, (1, s), (0, p), (1, d)).shape == (1, 1, windows)
        else:
            refused += 1
            with pytest.raises(ValueError, match="no window fits"):
                conv2d(x, w, None, (s, 1), (p, 0), (d, 1))
    assert 0 < refused < 8 * 4 * 3 * 4 * 3 / 2


def test_worked_example_padding_for_each_end():
    x, w = [[[1, 2, 3]]], [[[[1, 10]]]]
    np.testing.assert_array_equal(conv2d(x, w, padding=((0, 0), (2, 1))), [[[0, 10, 21, 32, 3]]])
    np.testing.assert_array_equal(conv2d(x, w, padding=((1, 0), (0, 0))), [[[0, 0], [21, 32]]])
    # A causal layer sees no pixel to the right: d(k - 1) zeros on the left, none on the right.
    np.testing.assert_array_equal(conv2d(x, w, padding=((0, 0), (2, 0)), dilation=2), [[[10, 20, 31]]])


def test_worked_example_same_with_a_stride():
    # Windows of three, two apart, over six: one zero, at the end. One pixel, three apart: no zeros.
    x = [[[1, 2, 3, 4, 5, 6]]]
    np.testing.assert_array_equal(conv2d(x, [[[[1, 1, 1]]]], padding="same", stride=2), [[[6, 12, 11]]])
    np.testing.assert_array_equal(conv2d(x, [[[[1]]]], padding="same", stride=(1, 4)), [[[1, 5]]])
    np.testing.assert_array_equal(conv2d(x, [[[[1] * 3]]], padding="same", stride=(1, 5)), [[[3, 11]]])


def test_same_puts_the_odd_zero_at_the_end():
    np.testing.assert_array_equal(conv2d([[[1, 2, 3]]], [[[[1, 10]]]], padding="same"), [[[21, 32, 3]]])
    np.testing.assert_array_equal(conv2d([[[1], [2], [3]]], [[[[1], [10]]]], padding="same"), [[[21], [32], [3]]])
    np.testing.assert_array_equal(conv2d([[[1, 2, 3]]], [[[[1, 10]]]], padding="same", dilation=2), [[[20, 31, 2]]])


# ---------------------------------------------------------------------------- laws


@few
@given(case=cases(), factor=st.floats(-3, 3))
def test_linear_in_input_and_weight(case, factor):
    x, w, b = case.arrays()
    x2, w2, _ = Case(**{**vars(case), "seed": case.seed + 1}).arrays()
    options = case.options()
    base = conv2d(x, w, **options)
    np.testing.assert_allclose(
        conv2d(x + factor * x2, w, **options), base + factor * conv2d(x2, w, **options), atol=1e-9
    )
    np.testing.assert_allclose(
        conv2d(x, w + factor * w2, **options), base + factor * conv2d(x, w2, **options), atol=1e-9
    )
    np.testing.assert_allclose(conv2d(x, w, b, **options), base + b[:, None, None], atol=1e-12)


@few
@given(case=cases(), steps=st.tuples(*[st.integers(0, 3)] * 2))
def test_a_shift_by_strides_shifts_the_output(case, steps):
    x, w, b = case.arrays()
    shift = [step * stride for step, stride in zip(steps, case.stride, strict=True)]
    shifted = np.pad(x, [(0, 0), (0, 0), *((s, 0) for s in shift)])
    result = conv2d(shifted, w, b, **case.options())[:, :, steps[0] :, steps[1] :]
    # windows over the left and upper padding see the same zeros, wherever they come from
    np.testing.assert_allclose(result, conv2d(x, w, b, **case.options()), rtol=1e-12, atol=1e-12)


@few
@given(case=cases())
def test_groups_are_separate_convolutions(case):
    x, w, b = case.arrays()
    options = {**case.options(), "groups": 1}
    parts = [np.split(a, case.groups, axis) for a, axis in ((x, 1), (w, 0), (b, 0))]
    expected = np.concatenate([conv2d(*part, **options) for part in zip(*parts, strict=True)], axis=1)
    np.testing.assert_allclose(conv2d(x, w, b, **case.options()), expected, rtol=1e-12, atol=1e-12)


@few
@given(case=cases())
def test_dilation_is_a_kernel_with_zeros_between(case):
    x, w, b = case.arrays()
    for padding in (case.padding, "same"):
        options = {**case.options(), "padding": padding}
        expected = conv2d(x, stuffed(w, case.dilation), b, **{**options, "dilation": 1})
        np.testing.assert_allclose(conv2d(x, w, b, **options), expected, rtol=1e-12, atol=1e-12)


@few
@given(case=cases())
def test_a_kernel_of_one_pixel_is_a_matrix_product(case):
    x, _, b = case.arrays()
    w = np.random.default_rng(case.seed).normal(size=(case.filters, case.channels, 1, 1))
    expected = np.einsum("oc,nchw->nohw", w[:, :, 0, 0], x) + b[:, None, None]
    np.testing.assert_allclose(conv2d(x, w, b), expected, rtol=1e-12, atol=1e-12)


@few
@given(case=cases(), steps=st.tuples(*[st.sampled_from([-2, -1, 1, 2])] * 2))
def test_any_view_gives_what_its_copy_gives(case, steps):
    x, w, b = case.arrays()
    repeated = x.repeat(abs(steps[0]), 2).repeat(abs(steps[1]), 3)
    views = [repeated[:, :, :: steps[0], :: steps[1]], np.asfortranarray(x), np.broadcast_to(x[:1, :1, :1], x.shape)]
    views[-1].flags.writeable = False
    for view in views:
        expected = conv2d(view.copy("C"), w, b, **case.options())
        for weights in (w, np.asfortranarray(w), w[::-1, ::-1, ::-1, ::-1].copy()[::-1, ::-1, ::-1, ::-1]):
            result = conv2d(view, weights, b.repeat(2)[::2], **case.options())
            np.testing.assert_allclose(result, expected, rtol=1e-12, atol=1e-12)


@few
@given(case=cases())
def test_one_image_alone_is_what_it_is_in_a_batch(case):
    x, w, b = case.arrays()
    batch = conv2d(x, w, b, **case.options())
    for image, expected in zip(x, batch, strict=True):
        np.testing.assert_array_equal(conv2d(image, w, b, **case.options()), expected, strict=True)


# ---------------------------------------------------------------------------- arguments


def test_defaults_and_positions_are_those_of_pytorch():
    x, w, b = Case(2, (6, 7), 2, 4, (3, 3), (1, 1), (0, 0), (1, 1), 1, 0).arrays()
    np.testing.assert_array_equal(conv2d(x, w), conv2d(x, w, None, 1, 0, 1, 1))
    np.testing.assert_array_equal(conv2d(x, w), conv2d(input=x, weight=w, padding="valid"))
    np.testing.assert_array_equal(
        conv2d(x, w[:, :1], b, 2, 1, 2, 2),
        conv2d(x, w[:, :1], bias=b, stride=(2, 2), padding=(1, 1), dilation=(2, 2), groups=2),
    )
    assert conv2d(x, w, padding="valid", stride=2).shape == (2, 4, 2, 3)


def test_sizes_may_be_lists_and_numpy_integers():
    x, w = np.ones((1, 200, 200)), np.ones((1, 1, 3, 3))
    expected = conv2d(x, w, None, (3, 2), 100, 100)
    result = any_conv(x, w, None, [np.int8(3), np.uint8(2)], np.int8(100), np.int8(100), np.int8(1))
    np.testing.assert_array_equal(result, expected, strict=True)
    assert expected.shape == (1, 67, 100)


# ---------------------------------------------------------------------------- dtypes and values


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64", "longdouble", ">f4"])
def test_floating_dtypes_are_kept(dtype):
    x, w, b = X.astype(dtype)[None], K.astype(dtype)[None, None], np.ones(1, dtype)
    assert conv2d(x, w, b).dtype == np.dtype(dtype)
    np.testing.assert_array_equal(conv2d(x, w, b)[0], [[1, 5], [4, -2]])


@pytest.mark.parametrize("dtype", [*"bhilqBHI", ">i2"])
def test_integers_give_int64(dtype):
    result = conv2d(X.astype(dtype)[None], K[None, None], [True])
    np.testing.assert_array_equal(result, np.array([[[1, 5], [4, -2]]]), strict=True)


def test_bools_count():
    assert conv2d(np.ones((1, 20, 20), bool), np.ones((1, 1, 20, 20), bool)) == [[[400]]]


def test_integers_are_exact_up_to_64_bits():
    for top in (2**53 - 1, 2**53 + 1, 2**62 - 1, 2**62 + 3):
        np.testing.assert_array_equal(conv2d([[[top, -1]]], [[[[1, 1]]]]), [[[top - 1]]])
        np.testing.assert_array_equal(conv2d([[[-top, -1]]], [[[[1, 1]]]]), [[[-top - 1]]])
        np.testing.assert_array_equal(conv2d([[[1, -1]]], [[[[top, 2]]]]), [[[top - 2]]])
        np.testing.assert_array_equal(conv2d([[[1, -1]]], [[[[1, -1]]]], [top]), [[[top + 2]]])
        np.testing.assert_array_equal(conv2d([[[1, -1]]], [[[[1, -1]]]], [-top]), [[[2 - top]]])
    many_times = np.full((1, 63, 65), 2**42 + 1)
    assert conv2d(many_times, np.ones((1, 1, 63, 65), int)) == [[[63 * 65 * (2**42 + 1)]]]


def test_narrow_integers_do_not_wrap_and_wide_ones_do():
    assert conv2d(np.full((1, 9, 9), 255, "uint8"), np.full((1, 1, 9, 9), -128, "int8")) == [[[-81 * 255 * 128]]]
    assert conv2d([[[-(2**63), -1]]], [[[[1, 1]]]]) == [[[2**63 - 1]]]


def test_half_precision_is_added_up_in_single():
    assert conv2d(np.ones((1, 64, 64), "float16"), np.ones((1, 1, 64, 64), "float16")) == [[[4096]]]
    x, w = np.array([[[60000, 60000]]], "float16"), np.array([[[[1, -1]]]], "float16")
    assert conv2d(x, w * 2, np.array([5], "float16")) == [[[5]]]


def test_nan_reaches_every_window_that_sees_it_and_no_other():
    x = np.zeros((2, 3, 5, 5))
    x[1, 2, 1, 3] = np.nan
    result = conv2d(x, np.ones((2, 3, 3, 3)), padding=1)
    sees = np.zeros((2, 2, 5, 5), bool)
    sees[1, :, 0:3, 2:5] = True
    np.testing.assert_array_equal(np.isnan(result), sees)


def test_no_images_give_none():
    for dtype in ("float32", "int8"):
        result = conv2d(np.zeros((0, 3, 4, 6), dtype), np.zeros((5, 3, 2, 2), dtype), stride=2)
        assert result.shape == (0, 5, 2, 3)
        assert result.dtype == (np.float32 if dtype == "float32" else np.int64)


def test_arguments_stay_as_they_were_and_are_not_the_result():
    arrays = Case(1, (4, 4), 2, 2, (1, 1), (1, 1), (0, 0), (1, 1), 2, 5).arrays()
    before = [a.copy() for a in arrays]
    for array in arrays:
        array.flags.writeable = False
    result = conv2d(*arrays, groups=2)
    assert result.flags.c_contiguous
    result[...] = 0
    assert not any(np.shares_memory(result, a) for a in arrays)
    for array, copy in zip(arrays, before, strict=True):
        np.testing.assert_array_equal(array, copy)


def test_nothing_is_warned_about():
    x, w, b = Case(2, (7, 7), 2, 4, (3, 3), (2, 1), (3, 1), (1, 2), 2, 9).arrays("float16")
    x[0, 0, 2, 2] = np.nan
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        conv2d(x, w, b, 2, 1, 2, 2)


@pytest.mark.parametrize("size_of_pieces", [None], indirect=True)
@pytest.mark.parametrize(
    ("shape", "weight_shape", "options", "dtype"),
    [
        ((1, 1, 512, 512), (1, 1, 7, 7), {}, "float32"),
        ((1, 1, 512, 512), (1, 1, 7, 7), {"padding": "same"}, "float64"),
        ((8, 16, 64, 64), (32, 16, 3, 3), {"padding": 1}, "float32"),
        ((8, 16, 64, 64), (32, 16, 3, 3), {}, "float16"),
        ((1, 1, 256, 256), (64, 1, 1, 1), {}, "float32"),
        ((1, 64, 112, 112), (64, 1, 3, 3), {"groups": 64, "stride": 2}, "int64"),
        ((1, 1, 256, 256), (1, 1, 61, 61), {"padding": 30, "dilation": 1}, "float32"),
    ],
)
def test_memory_is_at_most_three_times_the_input_and_the_output(shape, weight_shape, options, dtype):
    x, w = np.ones(shape, dtype), np.ones(weight_shape, dtype)
    tracemalloc.start()
    result = conv2d(x, w, **options)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak <= 3 * x.nbytes + result.nbytes


# ---------------------------------------------------------------------------- what is refused

Z, W = np.zeros((2, 4, 5, 6)), np.zeros((6, 2, 3, 2))


@pytest.mark.parametrize(
    ("options", "error", "says"),
    [
        ({"input": Z[0, 0]}, ValueError, r"input has shape \(5, 6\), it must be \(N, C, H, W\) or \(C, H, W\)"),
        ({"input": Z[None]}, ValueError, r"input has shape \(1, 2, 4, 5, 6\)"),
        ({"input": Z[:, :, :0]}, ValueError, r"input has shape \(2, 4, 0, 6\), .* at least one channel and one pixel"),
        ({"input": Z[..., :0]}, ValueError, r"input has shape \(2, 4, 5, 0\)"),
        ({"input": Z[:, :0]}, ValueError, r"input has shape \(2, 0, 5, 6\), it must have at least one channel"),
        ({"input": Z[:, :2]}, ValueError, r"input has shape \(2, 2, 5, 6\), it must have 4 channels: .* groups=2"),
        ({"groups": 1}, ValueError, r"input has shape \(2, 4, 5, 6\), it must have 2 channels: .* groups=1"),
        ({"groups": 4}, ValueError, r"groups=4 must divide the 6 filters of weight"),
        ({"groups": 0}, ValueError, "groups=0 must be at least 1"),
        ({"groups": (1, 1)}, TypeError, r"groups=\(1, 1\) must be an integer"),
        ({"groups": True}, TypeError, "groups=True must be an integer"),
        ({"input": Z + 1j}, TypeError, "input has dtype complex128, it must be real floating, bool, or an integer"),
        ({"input": Z.astype("uint64")}, TypeError, "input has dtype uint64"),
        ({"input": Z.astype(">u8")}, TypeError, "input has dtype >u8"),
        ({"input": None}, TypeError, "input has dtype object"),
        ({"input": "a"}, TypeError, "input has dtype <U1"),
        ({"input": Z.astype(int)}, TypeError, r"weight has dtype float64, it must be integer or bool as .* \(int64\)"),
        ({"weight": W.astype(int)}, TypeError, "weight has dtype int64, it must be float64 as that of input"),
        ({"weight": W.astype("f4")}, TypeError, "weight has dtype float32, it must be float64"),
        ({"weight": W + 1j}, TypeError, "weight has dtype complex128, it must be real"),
        ({"weight": W[0]}, ValueError, r"weight has shape \(2, 3, 2\), it must have four axes"),
        ({"weight": W[:0]}, ValueError, r"weight has shape \(0, 2, 3, 2\), every axis must be at least 1"),
        ({"weight": W[:, :0]}, ValueError, r"weight has shape \(6, 0, 3, 2\), every axis"),
        ({"weight": W[:, :, :0]}, ValueError, r"weight has shape \(6, 2, 0, 2\), every axis"),
        ({"weight": W[..., :0]}, ValueError, r"weight has shape \(6, 2, 3, 0\), every axis"),
        ({"bias": np.zeros(5)}, ValueError, r"bias has shape \(5,\), it must be \(6,\)"),
        ({"bias": np.zeros((6, 1))}, ValueError, r"bias has shape \(6, 1\), it must be \(6,\)"),
        ({"bias": 0.0}, ValueError, r"bias has shape \(\), it must be \(6,\)"),
        ({"bias": np.zeros(6, "f4")}, TypeError, "bias has dtype float32, it must be float64"),
        ({"bias": np.zeros(6, "u8")}, TypeError, "bias has dtype uint64, it must be real"),
        ({"stride": 0}, ValueError, "stride=0 must be at least 1"),
        ({"stride": (1, -1)}, ValueError, "stride=-1 must be at least 1"),
        ({"stride": 1.0}, TypeError, r"stride=1\.0 must be an integer of at least 1"),
        ({"stride": (1, 1, 1)}, ValueError, r"stride=\(1, 1, 1\) must be an integer or a pair of them, \(H, W\)"),
        ({"stride": None}, TypeError, "stride=None must be an integer"),
        ({"padding": -1}, ValueError, "padding=-1 must be at least 0"),
        ({"padding": (0.5, 0)}, TypeError, r"padding=0\.5 must be an integer of at least 0"),
        ({"padding": "full"}, ValueError, "padding='full' must be an integer, a pair of them, 'same' or 'valid'"),
        ({"padding": (1, 2, 3)}, ValueError, r"padding=\(1, 2, 3\) must be .*, or of pairs, \(\(top, bottom\), \(left"),
        ({"padding": ((1, 2, 3), 0)}, ValueError, r"padding=\(1, 2, 3\) must be .* pair of them, \(before, after\)"),
        ({"padding": ((1, -1), (0, 0))}, ValueError, "padding=-1 must be at least 0"),
        ({"padding": ((1, 1), (0, "1"))}, TypeError, "padding='1' must be an integer of at least 0"),
        ({"padding": (("same", "same"), 0)}, TypeError, "padding='same' must be an integer of at least 0"),
        ({"dilation": 0}, ValueError, "dilation=0 must be at least 1"),
        ({"dilation": "1"}, TypeError, "dilation='1' must be an integer"),
        ({"dilation": ()}, ValueError, r"dilation=\(\) must be an integer or a pair"),
        (
            {"dilation": (3, 1)},
            ValueError,
            r"weight has kernel size 3 along H, with dilation=3 it spans 7 pixels: no window fits, "
            r"it must be at most 5 \(5 of input and 0 of padding\)",
        ),
        (
            {"dilation": 8, "padding": (6, 1)},
            ValueError,
            r"weight has kernel size 2 along W, .* spans 9 .* at most 8 \(6 of input and 2 of padding\)",
        ),
    ],
)
def test_refused(options, error, says):
    with pytest.raises(error, match=f"^{says}"):
        any_conv(**{"input": Z, "weight": W, "groups": 2, **options})
