"""Ask general laws, differences, worked examples and two other implementations whether the gradients are right.

- `conv2d`, which has oracles of its own, is linear in its input and in its weight. So for any of both, the sum of
  output times gradient is the sum of input times its gradient, and of weight times its own.
- Numerical differentiation, number by number, which is exact for a linear function.
- ONNX Runtime's ConvTranspose is the gradient of the padded input, but for pixels that no window has.
- SciPy's `correlate2d` of image and gradient is the gradient of the weight, with stride and dilation swapped.
"""

import tracemalloc
import warnings
from dataclasses import replace
from typing import Any

import numpy as np
import onnxruntime
import pytest
from hypothesis import HealthCheck, given, settings
from onnx import TensorProto, helper
from scipy import signal

from snippets.functions import conv2d as module
from snippets.functions.conv2d import conv2d
from snippets.functions.conv2d_grad import conv2d_input_grad, conv2d_weight_grad
from tests.snippets.functions.conv_cases import both_ends, cases

few = settings(
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # the size of pieces is the same in all examples
)

# The same functions without their types, which do not allow all that is tried here.
any_input_grad: Any = conv2d_input_grad
any_weight_grad: Any = conv2d_weight_grad


@pytest.fixture(params=[None, 1, 300], ids=["whole", "single windows", "pieces"], autouse=True)
def size_of_pieces(request, monkeypatch):
    """Run every test with smaller pieces as well: the images of these tests would fit into one."""
    if request.param is not None:
        monkeypatch.setattr(module, "PIECE", (request.param, request.param))


def arrays(case, dtype="float64"):
    """Return an input, a weight and a gradient of the output that fit together."""
    x, w, _ = case.arrays(dtype)
    shape = conv2d(x, w, **case.options()).shape
    rng = np.random.default_rng(case.seed + 1)
    grad = rng.integers(-99, 99, shape) if np.dtype(dtype).kind in "iu" else rng.normal(size=shape)
    return x, w, grad.astype(dtype)


def both(x, w, grad, **options):
    return (
        conv2d_input_grad(grad, w, x.shape, **options),
        conv2d_weight_grad(x, grad, w.shape[2:], **options),
    )


# ---------------------------------------------------------------------------- laws and differences


@few
@given(case=cases(ends=True))
def test_output_times_gradient_is_input_times_its_own_and_weight_times_its_own(case):
    for dtype in ("int64", "float64"):
        x, w, grad = arrays(case, dtype)
        of_input, of_weight = both(x, w, grad, **case.options())
        expected = np.vdot(conv2d(x, w, **case.options()), grad)
        np.testing.assert_allclose(np.vdot(x, of_input), expected, rtol=1e-9, atol=1e-9)
        np.testing.assert_allclose(np.vdot(w, of_weight), expected, rtol=1e-9, atol=1e-9)
        assert (of_input.shape, of_weight.shape) == (x.shape, w.shape)
        assert of_input.dtype == of_weight.dtype == x.dtype


@settings(few, max_examples=10)
@given(case=cases(ends=True))
def test_equals_numerical_differentiation(case):
    x, w, grad = arrays(case, "int64")
    for array, gradient in zip((x, w), both(x, w, grad, **case.options()), strict=True):
        before = conv2d(x, w, **case.options())
        for place in list(np.ndindex(array.shape))[:: 1 + array.size // 30]:
            array[place] += 1
            change = conv2d(x, w, **case.options()) - before
            array[place] -= 1
            assert gradient[place] == np.vdot(change, grad)


@pytest.mark.parametrize("padding", ["same", "valid"])
@few
@given(case=cases())
def test_named_padding_is_the_padding_that_it_stands_for(padding, case):
    case = replace(case, padding=padding, shape=tuple(n + 9 for n in case.shape))
    x, w, grad = arrays(case)
    of_input, of_weight = both(x, w, grad, **case.options())
    expected = np.vdot(conv2d(x, w, **case.options()), grad)
    np.testing.assert_allclose([np.vdot(x, of_input), np.vdot(w, of_weight)], [expected] * 2, rtol=1e-9, atol=1e-9)


# ---------------------------------------------------------------------------- other implementations


@pytest.mark.parametrize("size_of_pieces", [None], indirect=True)
@few
@given(case=cases(ends=True))
def test_gradient_of_the_input_equals_onnxruntime(case):
    x, w, grad = arrays(case, "float32")
    inputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, a.shape) for name, a in (("g", grad), ("w", w))]
    sizes = {"strides": case.stride, "dilations": case.dilation, "group": case.groups}
    node = helper.make_node("ConvTranspose", ["g", "w"], ["x"], **sizes)
    graph = helper.make_graph([node], "back", inputs, [helper.make_tensor_value_info("x", TensorProto.FLOAT, None)])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 22)], ir_version=10)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    reached = session.run(None, {"g": grad, "w": w})[0]

    (top, bottom), (left, right) = map(both_ends, case.padding)
    padded = np.zeros((*x.shape[:2], x.shape[2] + top + bottom, x.shape[3] + left + right), "float32")
    padded[:, :, : reached.shape[2], : reached.shape[3]] = reached
    expected = padded[:, :, top:, left:][:, :, : x.shape[2], : x.shape[3]]
    result = conv2d_input_grad(grad, w, x.shape, **case.options())
    np.testing.assert_allclose(result, expected, rtol=1e-4, atol=1e-4, strict=True)


@few
@given(case=cases(ends=True))
def test_gradient_of_the_weight_equals_scipy(case):
    case = replace(case, groups=1, channels=1, filters=1)
    x, w, grad = arrays(case, "int64")
    gaps = np.zeros((len(x), *((m - 1) * s + 1 for m, s in zip(grad.shape[2:], case.stride, strict=True))), int)
    gaps[:, :: case.stride[0], :: case.stride[1]] = grad[:, 0]
    padded = np.pad(x[:, 0], [(0, 0), *map(both_ends, case.padding)])
    # Windows end before the padding does where the stride does not come out even.
    expected = sum(signal.correlate2d(image, g, "valid") for image, g in zip(padded, gaps, strict=True))
    expected = expected[:: case.dilation[0], :: case.dilation[1]][: w.shape[2], : w.shape[3]]
    result = conv2d_weight_grad(x, grad, w.shape[2:], **case.options())
    np.testing.assert_array_equal(result[0, 0], expected, strict=True)


# ---------------------------------------------------------------------------- worked examples


def test_worked_example_every_window_adds():
    np.testing.assert_array_equal(conv2d_input_grad([[[1, 10, 100]]], [[[[1, 2]]]], (1, 1, 4)), [[[1, 12, 120, 200]]])
    np.testing.assert_array_equal(conv2d_weight_grad([[[1, 2, 3, 4]]], [[[1, 10, 100]]], (1, 2)), [[[[321, 432]]]])


def test_worked_example_stride_becomes_dilation():
    x, grad = [[[1, 5, 2, 7, 3]]], [[[1, 10]]]
    np.testing.assert_array_equal(conv2d_weight_grad(x, grad, (1, 2), stride=2), [[[[21, 75]]]])
    np.testing.assert_array_equal(conv2d(x, [grad], dilation=2)[0, 0], [21, 75, 32])
    # Of five pixels, windows of two with stride 2 leave the last; of six, none.
    np.testing.assert_array_equal(conv2d_input_grad(grad, [[[[3, 4]]]], (1, 1, 5), stride=2), [[[3, 4, 30, 40, 0]]])
    np.testing.assert_array_equal(conv2d_input_grad(grad, [[[[3, 4]]]], (1, 1, 4), stride=2), [[[3, 4, 30, 40]]])


def test_worked_example_padding_differs_at_the_ends():
    of_input, of_weight = both(
        np.array([[[1, 2, 3]]]), np.array([[[[1, 2]]]]), np.array([[[1, 10, 100]]]), padding=((0, 0), (0, 1))
    )
    np.testing.assert_array_equal(of_input, [[[1, 12, 120]]])
    np.testing.assert_array_equal(of_weight, [[[[321, 32]]]])


# ---------------------------------------------------------------------------- dtypes, values, arguments


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64", "longdouble", ">f4"])
def test_floating_dtypes_are_kept(dtype):
    x, w, grad = (np.array(a, dtype) for a in ([[[1, 2, 3]]], [[[[1, 2]]]], [[[1, 10]]]))
    of_input, of_weight = both(x, w, grad)
    assert of_input.dtype == of_weight.dtype == np.dtype(dtype)
    np.testing.assert_array_equal(of_input, [[[1, 12, 20]]])
    np.testing.assert_array_equal(of_weight, [[[[21, 32]]]])


def test_integers_and_bools_give_int64_and_are_exact():
    for top in (2**53 + 1, 2**62 + 3):
        np.testing.assert_array_equal(conv2d_input_grad([[[top, 1]]], [[[[1, 1]]]], (1, 1, 3)), [[[top, top + 1, 1]]])
        np.testing.assert_array_equal(conv2d_weight_grad([[[top, 1]]], [[[1, 1]]], 1), [[[[top + 1]]]])
        np.testing.assert_array_equal(conv2d_weight_grad([[[1, 1]]], [[[top, 1]]], 1), [[[[top + 1]]]])
    yes = np.ones((1, 20, 20), bool)
    for result in both(yes, np.ones((1, 1, 1, 1), "int8"), yes.astype("uint8")):
        assert result.dtype == np.int64
    assert conv2d_weight_grad(yes, yes, 1) == [[[[400]]]]


def test_half_precision_is_added_up_in_single():
    ones = np.ones((1, 64, 64), "float16")
    assert conv2d_weight_grad(ones, ones, 1) == [[[[4096]]]]
    of_input = conv2d_input_grad(np.ones((4096, 1, 1), "float16"), np.ones((4096, 1, 1, 1), "float16"), (1, 1, 1))
    assert of_input == [[[4096]]]


def test_one_image_alone_is_what_it_is_in_a_batch_and_no_images_give_none():
    rng = np.random.default_rng(3)
    x, w, grad = rng.normal(size=(2, 4, 6, 5)), rng.normal(size=(6, 2, 3, 2)), rng.normal(size=(2, 6, 4, 4))
    of_input, of_weight = both(x, w, grad, groups=2)
    alone = [both(image, w, g, groups=2) for image, g in zip(x, grad, strict=True)]
    np.testing.assert_array_equal(of_input, [a[0] for a in alone])
    np.testing.assert_allclose(of_weight, alone[0][1] + alone[1][1], rtol=1e-12, atol=1e-12)
    of_none, of_weight = both(x[:0], w, grad[:0], groups=2)
    assert of_none.shape == (0, 4, 6, 5)
    np.testing.assert_array_equal(of_weight, np.zeros_like(w), strict=True)


def test_any_view_gives_what_its_copy_gives_and_stays_as_it_was():
    rng = np.random.default_rng(4)
    x, w, grad = rng.normal(size=(2, 4, 6, 5)), rng.normal(size=(6, 2, 3, 2)), rng.normal(size=(2, 6, 4, 4))
    expected = both(x, w, grad, groups=2)
    views = [np.asfortranarray(a) for a in (x, w, grad)]
    for view in views:
        view.flags.writeable = False
    results = both(*views, groups=np.uint8(2), stride=[1, np.int8(1)])
    for result, one in zip(results, expected, strict=True):
        np.testing.assert_allclose(result, one, rtol=1e-12, atol=1e-12)
        assert not any(np.shares_memory(result, a) for a in views)


def test_nothing_is_warned_about():
    x, w, grad = np.ones((1, 1, 5, 5), "float16"), np.ones((1, 1, 3, 3), "float16"), np.ones((1, 1, 3, 3), "float16")
    x[0, 0, 2, 2] = np.nan
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        both(x, w, grad)


@pytest.mark.parametrize("size_of_pieces", [None], indirect=True)
def test_memory_is_little_more_than_arguments_and_result():
    x, w = np.ones((8, 16, 64, 64), "float32"), np.ones((32, 16, 3, 3), "float32")
    grad = np.ones((8, 32, 64, 64), "float32")
    for number in range(2):
        tracemalloc.start()
        both(x, w, grad, padding=1)[number]
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak <= 3 * x.nbytes + grad.nbytes


# ---------------------------------------------------------------------------- what is refused

X, W, G = np.zeros((2, 4, 5, 6)), np.zeros((6, 2, 3, 2)), np.zeros((2, 6, 3, 5))
COMMON = [
    ({"grad_output": G[0, 0]}, ValueError, r"grad_output has shape \(3, 5\), it must be \(N, C, H, W\) or"),
    ({"grad_output": G[:, :, :0]}, ValueError, r"grad_output has shape \(2, 6, 0, 5\), .* at least one channel"),
    ({"grad_output": G[:, :, :2]}, ValueError, r"grad_output has shape \(2, 6, 2, 5\), it must be \(2, 6, 3, 5\) as"),
    ({"grad_output": G[:1]}, ValueError, r"grad_output has shape \(1, 6, 3, 5\), it must be \(2, 6, 3, 5\) as"),
    ({"grad_output": G[0]}, ValueError, r"grad_output has shape \(6, 3, 5\), it must be \(2, 6, 3, 5\) as the out"),
    ({"grad_output": G + 1j}, TypeError, "grad_output has dtype complex128, it must be real floating, bool, or"),
    ({"grad_output": G.astype("u8")}, TypeError, "grad_output has dtype uint64"),
    ({"groups": 0}, ValueError, "groups=0 must be at least 1"),
    ({"groups": 2.0}, TypeError, r"groups=2\.0 must be an integer"),
    ({"stride": 0}, ValueError, "stride=0 must be at least 1"),
    ({"stride": 2}, ValueError, r"grad_output has shape \(2, 6, 3, 5\), it must be \(2, 6, 2, 3\) as"),
    ({"padding": -1}, ValueError, "padding=-1 must be at least 0"),
    ({"padding": "full"}, ValueError, "padding='full' must be an integer, a pair of them"),
    ({"padding": ((0, 0), (0, -1))}, ValueError, "padding=-1 must be at least 0"),
    ({"dilation": (3, 1)}, ValueError, "weight has kernel size 3 along H, with dilation=3 it spans 7 pixels"),
]


@pytest.mark.parametrize("size_of_pieces", [None], indirect=True)
@pytest.mark.parametrize(
    ("options", "error", "says"),
    [
        *COMMON,
        ({"weight": W[0]}, ValueError, r"weight has shape \(2, 3, 2\), it must have four axes"),
        ({"weight": W[:, :0]}, ValueError, r"weight has shape \(6, 0, 3, 2\), every axis"),
        ({"weight": W.astype("f4")}, TypeError, "weight has dtype float32, it must be float64 as that of grad_output"),
        ({"grad_output": G.astype(int)}, TypeError, "weight has dtype float64, it must be integer or bool as grad_out"),
        ({"groups": 4}, ValueError, "groups=4 must divide the 6 filters of weight"),
        ({"groups": 1}, ValueError, r"input_shape=\(2, 4, 5, 6\), it must have 2 channels: .* groups=1"),
        ({"input_shape": 5}, ValueError, "input_shape=5 must be a tuple of at least 3 integers"),
        ({"input_shape": (5, 6)}, ValueError, r"input_shape=\(5, 6\) must be a tuple of at least 3 integers"),
        ({"input_shape": (1, 2, 4, 5, 6)}, ValueError, r"input_shape=\(1, 2, 4, 5, 6\), it must be \(N, C, H, W\)"),
        ({"input_shape": (2, 4, 0, 6)}, ValueError, r"input_shape=\(2, 4, 0, 6\), it must have at least one channel"),
        ({"input_shape": (2, 4, 5, 6.0)}, TypeError, r"input_shape=6\.0 must be an integer of at least 0"),
        ({"input_shape": (2, 4, 2, 6)}, ValueError, "weight has kernel size 3 along H, .* no window fits"),
    ],
)
def test_refused_for_the_input(options, error, says):
    with pytest.raises(error, match=f"^{says}"):
        any_input_grad(**{"grad_output": G, "weight": W, "input_shape": X.shape, "groups": 2, **options})


@pytest.mark.parametrize("size_of_pieces", [None], indirect=True)
@pytest.mark.parametrize(
    ("options", "error", "says"),
    [
        *COMMON,
        ({"x": X[0, 0]}, ValueError, r"x has shape \(5, 6\), it must be \(N, C, H, W\) or \(C, H, W\)"),
        ({"x": X.astype("f4")}, TypeError, "grad_output has dtype float64, it must be float32 as that of x"),
        ({"x": X.astype(int)}, TypeError, r"grad_output has dtype float64, it must be integer or bool as x is \(int64"),
        ({"groups": 3}, ValueError, "groups=3 must divide the 4 channels of x and the 6 of grad_output"),
        ({"groups": 4}, ValueError, "groups=4 must divide the 4 channels of x and the 6 of grad_output"),
        ({"kernel_size": 0}, ValueError, "kernel_size=0 must be at least 1"),
        ({"kernel_size": (3, 2, 1)}, ValueError, r"kernel_size=\(3, 2, 1\) must be an integer or a pair of them"),
        ({"kernel_size": 6}, ValueError, "weight has kernel size 6 along H, .* no window fits, it must be at most 5"),
    ],
)
def test_refused_for_the_weight(options, error, says):
    with pytest.raises(error, match=f"^{says}"):
        any_weight_grad(**{"x": X, "grad_output": G, "kernel_size": (3, 2), "groups": 2, **options})
