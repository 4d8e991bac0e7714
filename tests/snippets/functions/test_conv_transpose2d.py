"""Ask two other implementations, worked examples and general laws whether transposed convolution is right.

- ONNX Runtime, the C++ code that runs exported networks, knows every option, in single precision,
  but no `output_padding` as large as the stride, which PyTorch allows below the dilation.
- SciPy's `convolve2d` knows one plane and no options; the options come from zeros put between the
  numbers of the image and between the weights, and from cutting the ends.
- The law that gives it its name: it is the transpose of `conv2d`, which has oracles of its own.
"""

import tracemalloc
import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
import onnxruntime
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from onnx import helper
from scipy import signal

from snippets.functions import conv2d as module
from snippets.functions.conv2d import conv2d
from snippets.functions.conv_transpose2d import conv_transpose2d

few = settings(
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # the size of pieces is the same in all examples
)
many = settings(few, max_examples=150)

any_conv: Any = conv_transpose2d  # without its types, which do not allow all that is tried here


@pytest.fixture(params=[None, 1, 300], ids=["whole", "single windows", "pieces"], autouse=True)
def size_of_pieces(request, monkeypatch):
    """Run every test with smaller pieces as well: the images of these tests would fit into one."""
    if request.param is not None:
        monkeypatch.setattr(module, "PIECE", (request.param, request.param))


# ---------------------------------------------------------------------------- cases and oracles


@dataclass(frozen=True)
class Case:
    """One set of arguments; every pair is (down, along)."""

    batch: int
    shape: tuple[int, int]
    channels: int
    results: int
    kernel_size: tuple[int, int]
    stride: tuple[int, int]
    padding: tuple[int, int]
    output_padding: tuple[int, int]
    dilation: tuple[int, int]
    groups: int
    seed: int

    def arrays(self, dtype="float64"):
        rng = np.random.default_rng(self.seed)
        shapes = (
            (self.batch, self.channels, *self.shape),
            (self.channels, self.results // self.groups, *self.kernel_size),
            (self.results,),
        )
        if np.dtype(dtype).kind in "iu":
            return [rng.integers(-99, 99, shape).astype(dtype) for shape in shapes]
        return [rng.normal(size=shape).astype(dtype) for shape in shapes]

    def options(self, **others):
        names = ("stride", "padding", "output_padding", "groups", "dilation")
        return {name: getattr(self, name) for name in names} | others


@st.composite
def cases(draw, below_stride=False):
    """Draw a case in which some output is left."""
    axes = []
    for _ in range(2):
        kernel_size, stride, dilation = (draw(st.integers(1, most)) for most in (4, 3, 3))
        n = draw(st.integers(1, 6))
        extra = draw(st.integers(0, stride - 1 if below_stride else max(stride, dilation) - 1))
        whole = (n - 1) * stride + dilation * (kernel_size - 1) + 1 + extra
        padding = draw(st.integers(0, (whole - 1) // 2))
        axes.append((n, kernel_size, stride, padding, extra, dilation))
    shape, kernel_size, stride, padding, extra, dilation = zip(*axes, strict=True)
    groups = draw(st.integers(1, 3))
    channels, results = (groups * draw(st.integers(1, 3)) for _ in range(2))
    batch, seed = draw(st.integers(1, 2)), draw(st.integers(0, 10**9))
    return Case(batch, shape, channels, results, kernel_size, stride, padding, extra, dilation, groups, seed)


def by_onnxruntime(x, w, b, stride, padding, output_padding, groups, dilation):
    arrays = {"x": x, "w": w, "b": b}
    kind = helper.np_dtype_to_tensor_dtype(x.dtype)
    node = helper.make_node(
        "ConvTranspose",
        list(arrays),
        ["y"],
        strides=stride,
        pads=padding * 2,
        output_padding=output_padding,
        dilations=dilation,
        group=groups,
    )
    inputs = [helper.make_tensor_value_info(name, kind, a.shape) for name, a in arrays.items()]
    graph = helper.make_graph([node], "back", inputs, [helper.make_tensor_value_info("y", kind, [None] * 4)])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 22)], ir_version=10)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    return session.run(None, arrays)[0]


def stuffed(array, gaps):
    """Put zeros between the numbers of the last two axes."""
    lengths = [gap * (n - 1) + 1 for gap, n in zip(gaps, array.shape[-2:], strict=True)]
    result = np.zeros((*array.shape[:-2], *lengths), array.dtype)
    result[..., :: gaps[0], :: gaps[1]] = array
    return result


def by_scipy(x, w, b, stride, padding, output_padding, groups, dilation):
    x, w = stuffed(x, stride), stuffed(w, dilation)
    each_in, each_out = len(w) // groups, w.shape[1]
    ends = [(0, extra) for extra in output_padding]
    images = [
        [
            np.pad(
                sum(
                    signal.convolve2d(image[c], w[c, o % each_out], "full")
                    for c in range(o // each_out * each_in, (o // each_out + 1) * each_in)
                ),
                ends,
            )
            + b[o]
            for o in range(groups * each_out)
        ]
        for image in x
    ]
    whole = np.array(images)
    (top, left), (h, v) = padding, whole.shape[2:]
    return whole[:, :, top : h - top, left : v - left]


# ---------------------------------------------------------------------------- against the oracles


@many
@given(case=cases(below_stride=True))
def test_equals_onnxruntime(case):
    x, w, b = case.arrays("float32")
    expected = by_onnxruntime(x, w, b, **case.options())
    result = conv_transpose2d(x, w, b, **case.options())
    np.testing.assert_allclose(result, expected, rtol=1e-4, atol=1e-4, strict=True)


@pytest.mark.parametrize("dtype", ["float64", "int64"])
@many
@given(case=cases())
def test_equals_scipy(dtype, case):
    x, w, b = case.arrays(dtype)
    expected = by_scipy(x, w, b, **case.options())
    result = conv_transpose2d(x, w, b, **case.options())
    np.testing.assert_allclose(result, expected, rtol=1e-12, atol=1e-12, strict=True)


@many
@given(case=cases())
def test_is_the_transpose_of_conv2d(case):
    _, w, _ = case.arrays()
    y, _, _ = case.arrays()
    options = {"stride": case.stride, "padding": case.padding, "dilation": case.dilation, "groups": case.groups}
    back = conv_transpose2d(y, w, output_padding=case.output_padding, **options)
    x = np.random.default_rng(case.seed + 1).normal(size=back.shape)
    there = conv2d(x, w, **options)
    # output_padding of a stride or more adds windows to conv2d that the transposed one does not know
    there = there[:, :, : case.shape[0], : case.shape[1]]
    assert there.shape == y.shape
    np.testing.assert_allclose(np.vdot(there, y), np.vdot(x, back), rtol=1e-9, atol=1e-9)


@few
@given(case=cases())
def test_is_a_product_with_the_transposed_matrix_of_conv2d(case):
    x, w, _ = case.arrays("int64")
    options = case.options(output_padding=0)
    try:
        back = conv_transpose2d(x[:1], w, **options)
    except ValueError:  # without output_padding, nothing is left
        return
    del options["output_padding"]
    units = np.eye(back.size, dtype=int).reshape(-1, *back.shape[1:])
    matrix = conv2d(units, w, **options).reshape(back.size, -1).T
    np.testing.assert_array_equal(back.ravel(), matrix.T @ x[0].ravel())


# ---------------------------------------------------------------------------- worked examples


def test_worked_example_windows_overlap():
    x, w = np.array([[[1, 2], [3, 4]]]), np.array([[[[1, 10], [100, 1000]]]])
    np.testing.assert_array_equal(conv_transpose2d(x, w)[0], [[1, 12, 20], [103, 1234, 2040], [300, 3400, 4000]])
    np.testing.assert_array_equal(
        conv_transpose2d(x, w, stride=2)[0],
        [[1, 10, 2, 20], [100, 1000, 200, 2000], [3, 30, 4, 40], [300, 3000, 400, 4000]],
    )
    np.testing.assert_array_equal(conv_transpose2d(x, w, padding=1), [[[1234]]])
    np.testing.assert_array_equal(
        conv_transpose2d(x, w, [5], output_padding=(1, 0), dilation=(2, 1))[0],
        [[6, 17, 25], [8, 39, 45], [105, 1205, 2005], [305, 3405, 4005], [5, 5, 5]],
    )


def test_worked_example_checkerboard():
    ones = conv_transpose2d(np.ones((1, 3, 3), int), np.ones((1, 1, 3, 3), int), stride=2, padding=1)[0]
    np.testing.assert_array_equal(ones, np.outer([1, 2, 1, 2, 1], [1, 2, 1, 2, 1]))


def test_worked_example_impulse():
    x, w = np.zeros((1, 3, 3)), np.arange(1.0, 10).reshape(1, 1, 3, 3)
    x[0, 1, 1] = 1
    np.testing.assert_array_equal(conv_transpose2d(x, w, padding=1)[0], w[0, 0])


def test_worked_example_output_sizes():
    refused = 0
    for n, k, s, p, d, extra in np.ndindex(5, 4, 3, 3, 3, 3):
        n, k, s, d = n + 1, k + 1, s + 1, d + 1
        x, w = np.ones((1, n, 1)), np.ones((1, 1, k, 1))
        size = (n - 1) * s - 2 * p + d * (k - 1) + extra + 1
        options = ((s, 1), (p, 0), (extra, 0), 1, (d, 1))
        if size > 0 and (extra < s or extra < d):
            assert conv_transpose2d(x, w, None, *options).shape == (1, size, 1)
            turned = conv_transpose2d(x.swapaxes(1, 2), w.swapaxes(2, 3), None, (1, s), (0, p), (0, extra), 1, (1, d))
            assert turned.shape == (1, 1, size)
        else:
            refused += 1
            with pytest.raises(ValueError, match=r"^(output_padding|padding)=\d along H must be"):
                conv_transpose2d(x, w, None, *options)
    assert 0 < refused < 5 * 4 * 3 * 3 * 3 * 3 / 2


# ---------------------------------------------------------------------------- laws


@few
@given(case=cases(), factor=st.floats(-3, 3))
def test_linear_in_input_and_weight(case, factor):
    x, w, b = case.arrays()
    x2, w2, _ = Case(**{**vars(case), "seed": case.seed + 1}).arrays()

    def back(x, w):
        return conv_transpose2d(x, w, **case.options())

    np.testing.assert_allclose(back(x + factor * x2, w), back(x, w) + factor * back(x2, w), atol=1e-9)
    np.testing.assert_allclose(back(x, w + factor * w2), back(x, w) + factor * back(x, w2), atol=1e-9)
    with_bias = conv_transpose2d(x, w, b, **case.options())
    np.testing.assert_allclose(with_bias, back(x, w) + b[:, None, None], atol=1e-12)


@few
@given(case=cases(), steps=st.tuples(*[st.integers(0, 3)] * 2))
def test_a_shift_shifts_the_output_by_strides(case, steps):
    x, w, b = case.arrays()
    shifted = np.pad(x, [(0, 0), (0, 0), *((step, 0) for step in steps)])
    down, along = (step * stride for step, stride in zip(steps, case.stride, strict=True))
    result = conv_transpose2d(shifted, w, b, **case.options())[:, :, down:, along:]
    np.testing.assert_allclose(result, conv_transpose2d(x, w, b, **case.options()), rtol=1e-12, atol=1e-12)


@few
@given(case=cases())
def test_groups_are_separate(case):
    x, w, b = case.arrays()
    parts = [np.split(a, case.groups, axis) for a, axis in ((x, 1), (w, 0), (b, 0))]
    options = case.options(groups=1)
    expected = np.concatenate([conv_transpose2d(*part, **options) for part in zip(*parts, strict=True)], axis=1)
    np.testing.assert_allclose(conv_transpose2d(x, w, b, **case.options()), expected, rtol=1e-12, atol=1e-12)


@few
@given(case=cases())
def test_a_kernel_of_one_pixel_is_a_matrix_product(case):
    x, _, b = case.arrays()
    w = np.random.default_rng(case.seed).normal(size=(case.channels, case.results, 1, 1))
    expected = np.einsum("co,nchw->nohw", w[:, :, 0, 0], x) + b[:, None, None]
    np.testing.assert_allclose(conv_transpose2d(x, w, b), expected, rtol=1e-12, atol=1e-12)


@few
@given(case=cases(), steps=st.tuples(*[st.sampled_from([-2, -1, 1, 2])] * 2))
def test_any_view_gives_what_its_copy_gives(case, steps):
    x, w, b = case.arrays()
    repeated = x.repeat(abs(steps[0]), 2).repeat(abs(steps[1]), 3)
    views = [repeated[:, :, :: steps[0], :: steps[1]], np.asfortranarray(x), np.broadcast_to(x[:1, :1, :1], x.shape)]
    views[-1].flags.writeable = False
    for view in views:
        expected = conv_transpose2d(view.copy("C"), w, b, **case.options())
        for weights in (w, np.asfortranarray(w), w[::-1, ::-1, ::-1, ::-1].copy()[::-1, ::-1, ::-1, ::-1]):
            result = conv_transpose2d(view, weights, b.repeat(2)[::2], **case.options())
            np.testing.assert_allclose(result, expected, rtol=1e-12, atol=1e-12)


@few
@given(case=cases())
def test_one_image_alone_is_what_it_is_in_a_batch(case):
    x, w, b = case.arrays()
    batch = conv_transpose2d(x, w, b, **case.options())
    for image, expected in zip(x, batch, strict=True):
        np.testing.assert_array_equal(conv_transpose2d(image, w, b, **case.options()), expected, strict=True)


# ---------------------------------------------------------------------------- arguments, dtypes, values


def test_defaults_and_positions_are_those_of_pytorch():
    x, w, b = Case(2, (4, 5), 4, 2, (3, 3), (1, 1), (0, 0), (0, 0), (1, 1), 1, 0).arrays()
    np.testing.assert_array_equal(conv_transpose2d(x, w), conv_transpose2d(x, w, None, 1, 0, 0, 1, 1))
    np.testing.assert_array_equal(
        conv_transpose2d(x, w, np.tile(b, 2), 3, 1, 2, 2, 2),
        any_conv(
            input=x,
            weight=w,
            bias=np.tile(b, 2),
            stride=[3, 3],
            padding=(np.int8(1), 1),
            output_padding=(2, 2),
            groups=np.uint8(2),
            dilation=(2, 2),
        ),
    )


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64", "longdouble", ">f4"])
def test_floating_dtypes_are_kept(dtype):
    x, w, b = np.array([[[1, 2]]], dtype), np.array([[[[1, 10, 100]]]], dtype), np.ones(1, dtype)
    assert conv_transpose2d(x, w, b).dtype == np.dtype(dtype)
    np.testing.assert_array_equal(conv_transpose2d(x, w, b), [[[2, 13, 121, 201]]])


@pytest.mark.parametrize("dtype", [*"bhilqBHI", ">i2"])
def test_integers_give_int64(dtype):
    result = conv_transpose2d(np.array([[[100, 2]]], dtype), [[[[1, 10, 100]]]], [True])
    np.testing.assert_array_equal(result, np.array([[[101, 1003, 10021, 201]]]), strict=True)


def test_integers_are_exact_up_to_64_bits():
    for top in (2**53 - 1, 2**53 + 1, 2**62 + 3):
        for sign in (-1, 1):
            expected = [[[sign * top, sign * top + 1, 1]]]
            np.testing.assert_array_equal(conv_transpose2d([[[sign * top, 1]]], [[[[1, 1]]]]), expected)
            np.testing.assert_array_equal(conv_transpose2d([[[1, 1]]], [[[[sign * top, 1]]]])[0, 0, :1], [sign * top])
            np.testing.assert_array_equal(conv_transpose2d([[[1]]], [[[[1]]]], [sign * top]), [[[sign * top + 1]]])


def test_half_precision_is_added_up_in_single():
    ones = np.ones((1, 64, 64), "float16")
    assert conv_transpose2d(ones, ones[None], padding=63) == [[[4096]]]
    x, w = np.array([[[60000, -60000]]], "float16"), np.array([[[[2, 2]]]], "float16")
    assert conv_transpose2d(x, w, np.array([5], "float16"), padding=(0, 1)) == [[[5]]]


def test_nan_reaches_its_window_and_no_other_number():
    x = np.zeros((2, 3, 3, 3))
    x[1, 2, 1, 1] = np.nan
    result = conv_transpose2d(x, np.ones((3, 2, 3, 3)), stride=2)
    reached = np.zeros((2, 2, 7, 7), bool)
    reached[1, :, 2:5, 2:5] = True
    np.testing.assert_array_equal(np.isnan(result), reached)


def test_no_images_give_none():
    for dtype in ("float32", "int8"):
        result = conv_transpose2d(np.zeros((0, 3, 4, 6), dtype), np.zeros((3, 5, 2, 2), dtype), stride=2)
        assert result.shape == (0, 5, 8, 12)
        assert result.dtype == (np.float32 if dtype == "float32" else np.int64)


def test_arguments_stay_as_they_were_and_are_not_the_result():
    arrays = Case(1, (4, 4), 2, 2, (1, 1), (1, 1), (0, 0), (0, 0), (1, 1), 2, 5).arrays()
    before = [a.copy() for a in arrays]
    for array in arrays:
        array.flags.writeable = False
    result = conv_transpose2d(*arrays, groups=2)
    assert result.flags.c_contiguous
    result[...] = 0
    assert not any(np.shares_memory(result, a) for a in arrays)
    for array, copy in zip(arrays, before, strict=True):
        np.testing.assert_array_equal(array, copy)


def test_nothing_is_warned_about():
    x, w, b = Case(2, (7, 7), 2, 4, (3, 3), (2, 1), (3, 1), (0, 0), (1, 2), 2, 9).arrays("float16")
    x[0, 0, 2, 2] = np.nan
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        conv_transpose2d(x, w, b, 2, 1, 1, 2, 2)


@pytest.mark.parametrize("size_of_pieces", [None], indirect=True)
@pytest.mark.parametrize(
    ("shape", "weight_shape", "options", "dtype"),
    [
        ((1, 1, 512, 512), (1, 1, 7, 7), {}, "float32"),
        ((8, 32, 64, 64), (32, 16, 3, 3), {"stride": 2, "padding": 1}, "float32"),
        ((8, 32, 64, 64), (32, 16, 3, 3), {}, "float16"),
        ((1, 64, 256, 256), (64, 1, 1, 1), {}, "int8"),
        ((1, 1, 256, 256), (1, 1, 31, 31), {"padding": 15}, "float64"),
    ],
)
def test_memory_is_at_most_three_times_the_input_and_the_output(shape, weight_shape, options, dtype):
    x, w = np.ones(shape, dtype), np.ones(weight_shape, dtype)
    tracemalloc.start()
    result = conv_transpose2d(x, w, **options)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak <= 3 * x.nbytes + result.nbytes


# ---------------------------------------------------------------------------- what is refused

Z, W = np.zeros((2, 4, 5, 6)), np.zeros((4, 3, 3, 2))


@pytest.mark.parametrize(
    ("options", "error", "says"),
    [
        ({"input": Z[0, 0]}, ValueError, r"input has shape \(5, 6\), it must be \(N, C, H, W\) or \(C, H, W\)"),
        ({"input": Z[:, :, :0]}, ValueError, r"input has shape \(2, 4, 0, 6\), .* at least one channel and one pixel"),
        ({"input": Z[:, :2]}, ValueError, r"input has shape \(2, 2, 5, 6\), it must have 4 channels: weight has shape"),
        ({"groups": 3}, ValueError, r"groups=3 must divide the 4 channels of input and of weight"),
        ({"groups": 0}, ValueError, "groups=0 must be at least 1"),
        ({"groups": 1.0}, TypeError, r"groups=1\.0 must be an integer"),
        ({"input": Z + 1j}, TypeError, "input has dtype complex128, it must be real floating, bool, or an integer"),
        ({"input": Z.astype(int)}, TypeError, "weight has dtype float64, it must be integer or bool as input"),
        ({"weight": W.astype("f4")}, TypeError, "weight has dtype float32, it must be float64"),
        ({"weight": W[0]}, ValueError, r"weight has shape \(3, 3, 2\), it must have four axes"),
        ({"weight": W[:, :0]}, ValueError, r"weight has shape \(4, 0, 3, 2\), every axis must be at least 1"),
        ({"bias": np.zeros(3)}, ValueError, r"bias has shape \(3,\), it must be \(6,\)"),
        ({"bias": np.zeros(6, int)}, TypeError, "bias has dtype int64, it must be float64"),
        ({"stride": 0}, ValueError, "stride=0 must be at least 1"),
        ({"stride": (1, 1, 1)}, ValueError, r"stride=\(1, 1, 1\) must be an integer or a pair of them, \(H, W\)"),
        ({"padding": -1}, ValueError, "padding=-1 must be at least 0"),
        ({"padding": "same"}, TypeError, "padding='same' must be an integer of at least 0"),
        ({"padding": (0, 4)}, ValueError, "padding=4 along W must be at most 3: .* both ends of 7 pixels"),
        (
            {"padding": (0, 4), "dilation": (1, 2)},
            ValueError,
            "padding=4 along W must be at most 3: .* both ends of 8 pixels",
        ),
        ({"padding": (4, 0)}, ValueError, "padding=4 along H must be at most 3: .* both ends of 7 pixels"),
        ({"output_padding": -1}, ValueError, "output_padding=-1 must be at least 0"),
        (
            {"output_padding": 1},
            ValueError,
            "output_padding=1 along H must be less than stride=1 or less than dilation=1",
        ),
        (
            {"output_padding": 2, "stride": (3, 2), "dilation": (1, 2)},
            ValueError,
            "output_padding=2 along W must be less than stride=2 or less than dilation=2",
        ),
        ({"dilation": 0}, ValueError, "dilation=0 must be at least 1"),
        ({"dilation": None}, TypeError, "dilation=None must be an integer"),
    ],
)
def test_refused(options, error, says):
    with pytest.raises(error, match=f"^{says}"):
        any_conv(**{"input": Z, "weight": W, "groups": 2, **options})
