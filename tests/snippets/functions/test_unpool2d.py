"""Ask ONNX Runtime, worked examples and general laws whether unpooling is right.

ONNX Runtime's MaxUnpool counts its indices over the whole array, not over each plane, and knows no NaN rule, which
unpooling does not need.
"""

from typing import Any

import numpy as np
import onnxruntime
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from onnx import TensorProto, helper

from snippets.functions.pool2d import max_pool2d
from snippets.functions.unpool2d import max_unpool2d
from tests.snippets.functions.pool_cases import cases

few = settings(derandomize=True, deadline=None, database=None, max_examples=150)

any_unpool: Any = max_unpool2d  # without its types, which do not allow all that is tried here


def by_onnxruntime(x, indices, case, output_size):
    height, width = output_size
    plane = np.arange(len(x))[:, None, None] * height * width
    names = {"x": TensorProto.FLOAT, "where": TensorProto.INT64, "size": TensorProto.INT64}
    inputs = [helper.make_tensor_value_info(name, kind, None) for name, kind in names.items()]
    sizes = {"kernel_shape": case.kernel_size, "strides": case.stride, "pads": case.padding * 2}
    node = helper.make_node("MaxUnpool", list(names), ["y"], **sizes)
    y = helper.make_tensor_value_info("y", TensorProto.FLOAT, None)
    model = helper.make_model(
        helper.make_graph([node], "unpool", inputs, [y]),
        opset_imports=[helper.make_opsetid("", 22)],
        ir_version=10,
    )
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    size = np.array([1, len(x), height, width])
    return session.run(None, {"x": x[None], "where": (indices + plane)[None], "size": size})[0][0]


@few
@given(case=cases(largest_dilation=1))
def test_equals_onnxruntime(case):
    x = case.image("float32")
    largest, indices = case.max(x, return_indices=True)
    sizes = zip(largest.shape[1:], case.kernel_size, case.stride, case.padding, case.shape, strict=True)
    # It knows no size below the usual one, which windows that reach beyond the end lead to, and no usual size of 0.
    assume(all(0 < (m - 1) * s - 2 * p + k <= n for m, k, s, p, n in sizes))
    result = max_unpool2d(largest, indices, case.kernel_size, case.stride, case.padding, case.shape)
    np.testing.assert_array_equal(result, by_onnxruntime(largest, indices, case, case.shape), strict=True)


@few
@given(shape=st.tuples(*[st.integers(1, 6)] * 2), window=st.tuples(*[st.integers(1, 3)] * 2), seed=st.integers(0, 999))
def test_undoes_pooling_side_by_side_for_the_largest_values(shape, window, seed):
    x = np.random.default_rng(seed).normal(size=(2, *(n * k for n, k in zip(shape, window, strict=True)))) + 9
    largest, indices = max_pool2d(x, window, return_indices=True)
    back = max_unpool2d(largest, indices, window)
    np.testing.assert_array_equal(back[back != 0], x[back != 0])
    assert np.count_nonzero(back) == largest.size
    np.testing.assert_array_equal(max_pool2d(back, window), largest)
    np.testing.assert_array_equal(max_unpool2d(largest, indices, window, output_size=x.shape), back)


def test_worked_examples():
    x = np.array([[1, 3, 2, 1], [4, 6, 5, 0], [7, 2, 8, 3], [0, 1, 4, 9]])
    largest, indices = max_pool2d(x, 2, return_indices=True)
    np.testing.assert_array_equal(indices, [[5, 6], [8, 15]])
    np.testing.assert_array_equal(
        max_unpool2d(largest, indices, 2), [[0, 0, 0, 0], [0, 6, 5, 0], [7, 0, 0, 0], [0, 0, 0, 9]]
    )
    # Five pixels are pooled to two as four are: the size says which.
    np.testing.assert_array_equal(max_unpool2d([[3, 4]], [[1, 3]], (1, 2), output_size=(1, 5)), [[0, 3, 0, 4, 0]])
    np.testing.assert_array_equal(max_unpool2d([[3, 4]], [[1, 3]], (1, 2)), [[0, 3, 0, 4]])
    np.testing.assert_array_equal(max_unpool2d([[3, 4]], [[0, 2]], (1, 3), (1, 2), (0, 1)), [[3, 0, 4]])
    # A window that reached beyond the end, and one that had one pixel of two, the other in the padding.
    np.testing.assert_array_equal(max_unpool2d([[3, 4]], [[0, 2]], (1, 2), output_size=(1, 3)), [[3, 0, 4]])
    np.testing.assert_array_equal(max_unpool2d([[3]], [[0]], (1, 2), padding=(0, 1), output_size=(1, 1)), [[3]])


def test_of_numbers_with_one_place_the_last_stays():
    np.testing.assert_array_equal(max_unpool2d([[1, 2, 3]], [[1, 1, 0]], (1, 2), 1), [[3, 2, 0, 0]])


@pytest.mark.parametrize("dtype", [*"bhilqBHILQefdg?", ">f4"])
def test_dtypes_are_kept_and_each_plane_has_its_own_places(dtype):
    x = np.array([[[[1, 0]]], [[[1, 1]]]], dtype)
    result = max_unpool2d(x, np.array([[[[3, 0]]], [[[1, 2]]]]), 2)
    expected = np.array([[[[0, 0, 0, 1], [0] * 4]], [[[0, 1, 1, 0], [0] * 4]]], dtype)
    np.testing.assert_array_equal(result, expected, strict=True)


def test_any_view_gives_what_its_copy_gives_and_stays_as_it_was():
    x = np.random.default_rng(2).normal(size=(2, 6, 8))
    largest, indices = max_pool2d(x, 2, return_indices=True)
    expected = max_unpool2d(largest, indices, 2)
    views = np.asfortranarray(largest), np.asfortranarray(indices)
    for view in views:
        view.flags.writeable = False
    result = max_unpool2d(*views, [np.int8(2), np.uint8(2)])
    np.testing.assert_array_equal(result, expected, strict=True)
    assert not np.shares_memory(result, views[0])


def test_no_pictures_at_all_give_none():
    assert max_unpool2d(np.zeros((0, 3, 2, 3)), np.zeros((0, 3, 2, 3), int), 2).shape == (0, 3, 4, 6)


X, PLACES = np.ones((2, 3)), np.arange(6).reshape(2, 3)


@pytest.mark.parametrize(
    ("options", "error", "says"),
    [
        ({"x": X + 1j}, TypeError, "x has dtype complex128"),
        ({"x": X[0]}, ValueError, r"x has shape \(3,\), it must have at least two axes"),
        ({"indices": PLACES.astype("int32")}, TypeError, "indices has dtype int32, it must be int64"),
        ({"indices": PLACES * 1.0}, TypeError, "indices has dtype float64, it must be int64"),
        ({"indices": PLACES[None]}, ValueError, r"indices has shape \(1, 2, 3\), it must be \(2, 3\) as that of x"),
        ({"indices": PLACES - 1}, ValueError, "indices has -1, it must be from 0 to 23: .* 4 by 6"),
        ({"indices": PLACES + 19}, ValueError, "indices has 24, it must be from 0 to 23"),
        ({"indices": PLACES + 19, "output_size": (4, 5)}, ValueError, "indices has 20, it must be from 0 to 19"),
        ({"kernel_size": 0}, ValueError, "kernel_size=0 must be at least 1"),
        ({"kernel_size": 2.0}, TypeError, r"kernel_size=2\.0 must be an integer"),
        ({"stride": (1, 0)}, ValueError, "stride=0 must be at least 1"),
        ({"padding": -1}, ValueError, "padding=-1 must be at least 0"),
        ({"padding": (2, 0)}, ValueError, "padding=2 along H must be at most 1: 4 pixels lose it twice"),
        ({"padding": (0, 3)}, ValueError, "padding=3 along W must be at most 2: 6 pixels lose it twice"),
        ({"output_size": (6, 6)}, ValueError, "output_size=6 along H must be from 3 to 5, less than stride=2 from 4"),
        ({"output_size": (4, 4)}, ValueError, "output_size=4 along W must be from 5 to 7, less than stride=2 from 6"),
        ({"output_size": (0, 4)}, ValueError, "output_size=0 must be at least 1"),
        ({"output_size": (4, 6.0)}, TypeError, r"output_size=6\.0 must be an integer"),
        ({"output_size": (1, 4, 6)}, ValueError, r"output_size=\(1, 4, 6\) .* \(H_out, W_out\), or the shape of the"),
        (
            {"x": X[None], "indices": PLACES[None], "output_size": (2, 4, 6)},
            ValueError,
            r"output_size=\(2, 4, 6\) must be an integer or a pair",
        ),
    ],
)
def test_refused(options, error, says):
    with pytest.raises(error, match=f"^{says}"):
        any_unpool(**{"x": X, "indices": PLACES, "kernel_size": 2, **options})
