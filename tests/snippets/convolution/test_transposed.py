"""Transposed convolution as the page tells it, against ONNX Runtime, SciPy, finite differences and hand counts."""

import itertools

import numpy as np
import onnxruntime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.cbook import get_sample_data
from onnx import TensorProto, helper
from PIL import Image
from scipy import ndimage, signal
from scipy.optimize import approx_fprime

from snippets.convolution import (
    checkerboard,
    checkerboard_counts,
    stamps,
    transposed_gradient,
    transposed_matrix,
    transposed_plane,
    transposed_size,
    zeros_between,
)
from snippets.functions.conv2d import conv2d
from snippets.functions.conv_transpose2d import conv_transpose2d

some = settings(derandomize=True, deadline=None, database=None, max_examples=60)


def by_onnxruntime(operator, x, w, **attributes):
    """Run one convolution, plain or transposed, in single precision."""
    arrays = {"x": np.asarray(x, "float32")[None, None], "w": np.asarray(w, "float32")[None, None]}
    inputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, a.shape) for name, a in arrays.items()]
    node = helper.make_node(operator, ["x", "w"], ["y"], **attributes)
    result = helper.make_tensor_value_info("y", TensorProto.FLOAT, [None] * 4)
    graph = helper.make_graph([node], "one", inputs, [result])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 22)], ir_version=10)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(None, arrays)[0][0, 0]


whole = st.integers(0, 10**9).map(np.random.default_rng)


# ---------------------------------------------------------------------------- stamps


def test_the_row_worked_by_hand():
    # 2·(1 4 2), −1·(1 4 2), 3·(1 4 2), each two further: the third is 4 − 1, the fifth −2 + 3
    assert stamps.large.tolist() == [2, 8, 3, -4, 1, 12, 6]
    assert stamps.facts() == {"values": 3, "size": 7, "left": 4, "right": -1, "overlap": 3}


@some
@given(st.integers(1, 5), st.integers(1, 5), st.integers(1, 4), st.integers(1, 4), st.integers(1, 3), whole)
def test_stamps_are_onnxruntimes(rows, columns, k, m, stride, rng):
    image, kernel = rng.integers(-9, 10, (rows, columns)), rng.integers(-9, 10, (k, m))
    other = by_onnxruntime("ConvTranspose", image, kernel, strides=[stride, stride])
    np.testing.assert_array_equal(stamps.transposed(image, kernel, stride), other)


@some
@given(st.integers(1, 6), st.integers(1, 4), st.integers(1, 3), whole)
def test_stamps_are_scipys_convolution_of_the_spread_image(n, k, stride, rng):
    image, kernel = rng.integers(-9, 10, (n, n)), rng.integers(-9, 10, (k, k))
    spread = np.kron(image, np.eye(1, stride**2, dtype=int).reshape(stride, stride))
    full = signal.convolve2d(spread, kernel)[: (n - 1) * stride + k, : (n - 1) * stride + k]
    np.testing.assert_array_equal(stamps.transposed(image, kernel, stride), full)
    np.testing.assert_array_equal(transposed_gradient.transposed(image, kernel, stride), full)


def test_the_zeros_between():
    assert zeros_between.spread.tolist() == [0, 0, 2, 0, -1, 0, 3, 0, 0]
    # the page: k − 1 − p zeros go around when p pixels are cut
    for p in (0, 1, 2):
        around = np.pad([2, 0, -1, 0, 3], 2 - p)
        ours = conv_transpose2d(np.array([[[2, -1, 3]]]), np.array([[[[1, 4, 2]]]]), stride=(1, 2), padding=(0, p))
        assert ours[0, 0].tolist() == np.convolve(around, [1, 4, 2], "valid").tolist()


# ---------------------------------------------------------------------------- the matrix and the gradient


def test_the_matrix_of_the_row():
    A = transposed_matrix.A
    for x in np.eye(7, dtype=int):
        assert (A @ x).tolist() == np.correlate(x, [1, 4, 2], "valid")[::2].tolist()
    assert transposed_matrix.facts() == {"rows": 3, "columns": 7}
    assert np.linalg.matrix_rank(A) == 3
    # "a different row with the same convolution"
    assert transposed_matrix.other.tolist() != transposed_matrix.x.tolist()
    assert np.correlate(transposed_matrix.other, [1, 4, 2], "valid")[::2].tolist() == [9, 16, 18]
    assert (A.T @ [9, 16, 18]).tolist() == [9, 36, 34, 64, 50, 72, 36]


def test_the_matrix_of_the_plane_is_scipys_correlation():
    A = transposed_plane.matrix()
    assert A.shape == (4, 16)
    kernel = np.arange(1, 10).reshape(3, 3)
    for n, pixel in enumerate(np.eye(16, dtype=int)):
        assert A[:, n].tolist() == signal.correlate2d(pixel.reshape(4, 4), kernel, "valid").ravel().tolist()
    assert transposed_plane.facts() == {"rows": 4, "columns": 16, "most": 4, "corner": 1}


def test_the_slopes_of_the_page_are_finite_differences_of_scipys_convolution():
    g = transposed_gradient
    side = g.X.shape[0]

    def loss(pixels):
        results = signal.correlate2d(pixels.reshape(side, side), g.K, "valid")[::2, ::2]
        return np.sum(results * g.G)

    differences = approx_fprime(g.X.ravel().astype(float), loss, 1e-4).reshape(side, side)
    np.testing.assert_allclose(g.slopes, differences, atol=1e-6)
    assert g.facts() == {"loss": loss(g.X), "both": loss(g.X)}


@some
@given(st.integers(1, 4), st.integers(1, 3), st.integers(0, 6), st.integers(0, 1), whole)
def test_finite_differences_are_the_transposed_convolution(k, stride, more, padding, rng):
    n = k + more
    kernel, image = rng.normal(size=(1, 1, k, k)), rng.normal(size=(1, n, n))
    down = conv2d(image, kernel, stride=stride, padding=padding)
    weights = rng.normal(size=down.shape)
    extra = (n + 2 * padding - k) % stride
    if (down.shape[-1] - 1) * stride + k + extra <= 2 * padding:
        return
    back = conv_transpose2d(weights, kernel, stride=stride, padding=padding, output_padding=extra)
    slopes = np.zeros_like(image)
    for place in np.ndindex(image.shape):
        up, low = image.copy(), image.copy()
        up[place] += 0.5
        low[place] -= 0.5
        change = conv2d(up, kernel, stride=stride, padding=padding) - conv2d(
            low, kernel, stride=stride, padding=padding
        )
        slopes[place] = np.sum(weights * change)
    np.testing.assert_allclose(back, slopes, atol=1e-9)


@some
@given(st.integers(1, 4), st.integers(1, 3), st.integers(0, 6), whole)
def test_the_products_of_the_page_are_equal_for_any_numbers(k, stride, more, rng):
    side = k + more // stride * stride
    image, kernel = rng.integers(-9, 10, (side, side)), rng.integers(-9, 10, (k, k))
    results = signal.correlate2d(image, kernel, "valid")[::stride, ::stride]
    np.testing.assert_array_equal(transposed_gradient.convolve(image, kernel, stride), results)
    weights = rng.integers(-9, 10, results.shape)
    assert np.sum(results * weights) == np.sum(image * transposed_gradient.transposed(weights, kernel, stride))


# ---------------------------------------------------------------------------- sizes


@pytest.mark.parametrize(
    ("k", "s", "p", "d"), list(itertools.product((1, 2, 3, 4), (1, 2, 3), (0, 1), (1, 2))), ids=lambda n: str(n)
)
def test_sizes_are_onnxruntimes(k, s, p, d):
    for extra in range(s):
        n = 4
        up = by_onnxruntime(
            "ConvTranspose",
            np.ones((n, n)),
            np.ones((k, k)),
            strides=[s, s],
            pads=[p] * 4,
            dilations=[d, d],
            output_padding=[extra, extra],
        )
        assert up.shape[0] == transposed_size.size_up(n, k, s, p, d, extra)


def test_the_table_of_sizes():
    results = [8, 9, 7, 8, 8, 4, 6]
    down = ["8,9", "9,10", "7,8", "7,8", "8,9", "4", "6"]
    facts = transposed_size.facts()
    for (n, k, s, p, d, extra), size, sizes in zip(transposed_size.CASES, results, down, strict=True):
        name = f"{n}_{k}_{s}_{p}_{d}_{extra}"
        assert facts[f"size_{name}"] == size
        assert facts[f"from_{name}"].replace(r"\;", "") == sizes
        for m in map(int, sizes.split(",")):  # ONNX Runtime brings each of them to four
            options = {"strides": [s, s], "pads": [p] * 4, "dilations": [d, d]}
            assert by_onnxruntime("Conv", np.ones((m, m)), np.ones((k, k)), **options).shape == (n, n)
    assert (facts["n"], facts["doubling"]) == (4, 3)


def test_output_padding_is_room_that_a_stamp_may_reach():
    small, kernel = np.array([[1, 2]]), np.array([[1, 10, 100]])
    cut = {"strides": [1, 2], "pads": [0, 1, 0, 1]}
    shorter = by_onnxruntime("ConvTranspose", small, kernel, **cut)
    longer = by_onnxruntime("ConvTranspose", small, kernel, **cut, output_padding=[0, 1])
    assert shorter.tolist() == [[10, 102, 20]]
    assert longer.tolist() == [[10, 102, 20, 200]]


# ---------------------------------------------------------------------------- the checkerboard


@some
@given(st.integers(1, 6), st.integers(1, 5), st.integers(1, 4))
def test_counts_are_onnxruntimes_stamps_of_ones(n, kernel_size, stride):
    ones = np.ones((kernel_size, kernel_size))
    up = by_onnxruntime("ConvTranspose", np.ones((n, n)), ones, strides=[stride, stride])
    np.testing.assert_array_equal(checkerboard_counts.counts(n, kernel_size, stride), up)


@pytest.mark.parametrize(("kernel_size", "stride"), list(itertools.product(range(1, 8), range(1, 5))))
def test_counts_are_even_in_the_middle_just_where_the_stride_divides(kernel_size, stride):
    times = checkerboard_counts.counts(12, kernel_size, stride)
    inside = times[kernel_size:-kernel_size, kernel_size:-kernel_size]
    assert (np.ptp(inside) == 0) == (kernel_size % stride == 0)


def test_what_the_page_says_of_the_counts():
    # holes: a kernel of two every three pixels covers six of eight along each axis
    assert checkerboard_counts.facts() == {"fewest": 1, "most": 4, "holes": 64 - 36, "pixels": 64}


def test_flat_pictures():
    facts = checkerboard.facts()
    assert facts["flat"] == 100
    # with a kernel of three, a pixel has one, two or four of nine weights that add up to four
    assert facts["three_low"] == pytest.approx(100 * 4 / 9)
    assert facts["three_high"] == pytest.approx(400 * 4 / 9)
    assert facts["four_low"] == facts["four_high"] == facts["resized_low"] == facts["resized_high"] == 100
    uneven = checkerboard.kernels()["uneven"]
    sums = [uneven[i::2, j::2].sum() for i in (0, 1) for j in (0, 1)]
    assert facts["uneven_low"] == pytest.approx(100 * min(sums))
    assert facts["uneven_high"] == pytest.approx(100 * max(sums))


@pytest.mark.parametrize("name", ["three", "four", "uneven"])
def test_the_photograph_comes_up_as_onnxruntime_brings_it(name):
    with Image.open(get_sample_data("grace_hopper.jpg", asfileobj=False)) as picture:
        small = np.asarray(picture.convert("L").resize((40, 40)), float)
    kernel = checkerboard.kernels()[name]
    extra = [len(kernel) % 2] * 2
    up = by_onnxruntime("ConvTranspose", small, kernel, strides=[2, 2], pads=[1] * 4, output_padding=extra)
    ours = checkerboard.enlarge(small)[name]
    assert ours.shape == (80, 80)
    np.testing.assert_allclose(ours, up, atol=1e-3)
    assert kernel.sum() == pytest.approx(4)


def test_enlarging_first_is_scipys_correlation_of_repeated_pixels():
    small = np.random.default_rng(4).uniform(0, 255, (9, 9))
    twice = np.kron(small, np.ones((2, 2)))
    kernel = checkerboard.kernels()["after"] / 4
    ours = checkerboard.enlarge(small)["resized"]
    np.testing.assert_allclose(ours, ndimage.correlate(twice, kernel, mode="nearest"), atol=1e-9)
