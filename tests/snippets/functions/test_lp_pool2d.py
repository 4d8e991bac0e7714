"""Ask two other implementations and worked examples whether power-average pooling is right.

- ONNX Runtime's LpPool takes absolute values and whole powers, and does not scale up a window that is cut.
- NumPy's norms, window by window.
"""

import math
import warnings
from typing import Any

import numpy as np
import onnxruntime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from onnx import TensorProto, helper

from snippets.functions.lp_pool2d import lp_pool2d
from tests.snippets.functions.pool_cases import cases

few = settings(derandomize=True, deadline=None, database=None, max_examples=100)

any_pool: Any = lp_pool2d  # without its types, which do not allow all that is tried here


def by_onnxruntime(x, p, case):
    node = helper.make_node("LpPool", ["x"], ["y"], p=p, kernel_shape=case.kernel_size, strides=case.stride)
    infos = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [None] * 4) for name in "xy"]
    model = helper.make_model(
        helper.make_graph([node], "pool", infos[:1], infos[1:]),
        opset_imports=[helper.make_opsetid("", 22)],
        ir_version=10,
    )
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    return session.run(None, {"x": x[None]})[0][0]


@few
@given(case=cases(largest_dilation=1, whole_windows_only=True), p=st.integers(1, 4))
def test_equals_onnxruntime(case, p):
    x = np.abs(case.image("float32"))
    result = lp_pool2d(x, p, case.kernel_size, case.stride)
    np.testing.assert_allclose(result, by_onnxruntime(x, p, case), rtol=1e-5, atol=1e-6, strict=True)


@few
@given(
    case=cases(largest_dilation=1, padded=False),
    p=st.sampled_from([1, 2, 3, 0.5, 1.5, -1, -2, np.inf, -np.inf]),
)
def test_equals_norms_of_each_window(case, p):
    x = np.abs(case.image())
    result = lp_pool2d(x, p, case.kernel_size, case.stride, case.ceil_mode)
    (down, along), whole = case.kernel_size, math.prod(case.kernel_size)
    for r, top in enumerate(case.window_starts(0)):
        for q, left in enumerate(case.window_starts(1)):
            window = x[:, top : top + down, left : left + along].reshape(2, -1)
            norm = np.linalg.norm(window, p, axis=1) * (whole / window.shape[1]) ** (1 / p)
            np.testing.assert_allclose(result[:, r, q], norm, rtol=1e-12)


def test_worked_examples():
    x = [[3, 0, 1, 2], [0, 4, 2, 4]]
    np.testing.assert_array_equal(lp_pool2d(x, 2, 2), [[5, 5]])
    np.testing.assert_array_equal(lp_pool2d(x, 1, 2), [[7, 9]])
    np.testing.assert_array_equal(lp_pool2d(x, 2, (1, 2), (1, 2)), [[3, math.sqrt(5)], [4, math.sqrt(20)]])
    np.testing.assert_array_equal(lp_pool2d([[-3, 2]], np.inf, (1, 2)), [[3]])
    np.testing.assert_array_equal(lp_pool2d([[-3, 2]], -np.inf, (1, 2)), [[2]])
    # The last window has one pixel of two: its sum counts twice.
    np.testing.assert_allclose(lp_pool2d([[3, 4, 2]], 2, (1, 2), ceil_mode=True), [[5, math.sqrt(8)]])


def test_negative_numbers_are_not_made_positive():
    np.testing.assert_array_equal(lp_pool2d([[-3, 4]], 2, (1, 2)), [[5]])
    np.testing.assert_array_equal(lp_pool2d([[-3, 4]], 1, (1, 2)), [[1]])
    np.testing.assert_array_equal(lp_pool2d([[-3, 2]], 1, (1, 2)), [[-1]])
    np.testing.assert_array_equal(lp_pool2d([[-3, 2], [-1, 1], [-4, 5]], 3, (1, 2)).ravel()[:2], [np.nan, 0])
    np.testing.assert_allclose(lp_pool2d([[-4, 5]], 3, (1, 2)), [[61 ** (1 / 3)]])
    np.testing.assert_array_equal(lp_pool2d([[-4.0, 9]], 1.5, (1, 2)), [[np.nan]])


@pytest.mark.parametrize("dtype", [*"bhilqBHILQefdg?", ">f4"])
def test_dtypes(dtype):
    x = np.array([[1, 1], [1, 1]], dtype)
    result = lp_pool2d(x, 2, 2)
    assert result.dtype == (x.dtype if x.dtype.kind == "f" else np.float64)
    np.testing.assert_array_equal(result, [[2]])


def test_half_precision_is_computed_in_single_and_integers_do_not_wrap():
    assert lp_pool2d(np.full((4, 4), 300, "float16"), 2, 4) == [[1200]]
    assert lp_pool2d(np.full((4, 4), 200, "uint8"), 2, 4) == [[800]]
    assert lp_pool2d(np.full((1, 1), -128, "int8"), np.inf, 1) == [[128]]


def test_nothing_is_warned_about_and_the_input_stays_as_it_was():
    x = np.array([[-1.0, 0, np.nan, 1e200, np.inf]])
    before = x.copy()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        np.testing.assert_array_equal(lp_pool2d(x, -1, 1), [[-1, 0, np.nan, 1e200, np.inf]])
        np.testing.assert_array_equal(lp_pool2d(x, 3, 1), [[np.nan, 0, np.nan, np.inf, np.inf]])
        np.testing.assert_array_equal(lp_pool2d(x, np.inf, (1, 2), 1), [[1, np.nan, np.nan, np.inf]])
    np.testing.assert_array_equal(x, before)


@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [
        ((0, 2), ValueError, "norm_type=0 must be a number other than 0"),
        ((np.nan, 2), ValueError, "norm_type=nan must be a number other than 0"),
        (("2", 2), TypeError, "norm_type='2' must be a number"),
        ((True, 2), TypeError, "norm_type=True must be a number"),
        ((None, 2), TypeError, "norm_type=None must be a number"),
        ((2, 0), ValueError, "kernel_size=0 must be at least 1"),
        ((np.inf, 9), ValueError, "kernel_size=9 with dilation=1 spans 9 pixels: no window fits"),
        ((2, 2, 0), ValueError, "stride=0 must be at least 1"),
        ((2, 2, 1, 1), TypeError, "ceil_mode=1 must be True or False"),
    ],
)
def test_refused(arguments, error, says):
    with pytest.raises(error, match=f"^{says}"):
        any_pool(np.zeros((5, 6)), *arguments)


def test_refused_input():
    with pytest.raises(TypeError, match=r"^x has dtype complex128"):
        any_pool([[1j]], 2, 1)
    with pytest.raises(ValueError, match=r"^x has shape \(1,\), it must have at least two axes"):
        any_pool([1.0], 2, 1)
