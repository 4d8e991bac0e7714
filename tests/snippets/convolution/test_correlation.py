"""Convolution and cross-correlation, against SciPy, OpenCV, NumPy and ONNX Runtime."""

import cv2
import numpy as np
import onnxruntime
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from onnx import TensorProto, helper
from scipy import ndimage, signal

from snippets.convolution import direction, flip, impulse, learned_flip, polynomials

SMALL = st.integers(-9, 9)
UPRIGHT = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
TURNED = [[9, 8, 7], [6, 5, 4], [3, 2, 1]]


def onnx_conv(x, w):
    """Run the Conv operator of ONNX Runtime."""
    names = ("x", "w")
    graph = helper.make_graph(
        [helper.make_node("Conv", names, ["y"])],
        "conv",
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, (1, 1, None, None)) for name in names],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 22)], ir_version=10)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    fed = {name: np.asarray(value, "float32")[None, None] for name, value in zip(names, (x, w), strict=True)}
    return session.run(None, fed)[0][0, 0]


def inside(filtered):
    """Return the pixels whose windows lie inside a 5x5 picture."""
    return filtered[1:-1, 1:-1]


CORRELATING = {
    "cv2.filter2D": lambda x, w: inside(cv2.filter2D(x, -1, w)),
    "scipy.ndimage.correlate": lambda x, w: inside(ndimage.correlate(x, w)),
    "scipy.signal.correlate2d": lambda x, w: signal.correlate2d(x, w, "valid"),
    "ONNX Runtime": onnx_conv,
    "the page": flip.correlate,
}
CONVOLVING = {
    "scipy.ndimage.convolve": lambda x, w: inside(ndimage.convolve(x, w)),
    "scipy.signal.convolve2d": lambda x, w: signal.convolve2d(x, w, "valid"),
    "scipy.signal.fftconvolve": lambda x, w: signal.fftconvolve(x, w, "valid").round(9),
    "the page": flip.convolve,
}


@pytest.mark.parametrize("routine", CORRELATING)
def test_correlating_routines_draw_the_kernel_turned(routine):
    answer = CORRELATING[routine](impulse.impulse.astype(float), impulse.w.astype(float))
    assert answer.tolist() == TURNED


@pytest.mark.parametrize("routine", CONVOLVING)
def test_convolving_routines_draw_the_kernel_upright(routine):
    answer = CONVOLVING[routine](impulse.impulse.astype(float), impulse.w.astype(float))
    assert answer.tolist() == UPRIGHT


def test_numpy_along_one_axis():
    assert np.correlate([0, 0, 1, 0, 0], [1, 2, 3], "valid").tolist() == [3, 2, 1]
    assert np.convolve([0, 0, 1, 0, 0], [1, 2, 3], "valid").tolist() == [1, 2, 3]


def test_the_worked_example():
    assert flip.correlate(flip.x, flip.w).tolist() == [[0, 4], [3, -3]]
    assert flip.convolve(flip.x, flip.w).tolist() == [[6, 2], [-1, 7]]
    facts = flip.facts()
    assert facts["flipped"].tolist() == np.rot90([[1, 2], [0, -1]], 2).tolist() == [[-1, 0], [2, 1]]
    assert (facts["correlated"], facts["convolved"]) == (1 * 1 + 1 * -1, 3 * 2 + 1 * 1 - 1)
    assert impulse.facts() == {"last": 9, "corner": 9}


@given(
    arrays.arrays(int, st.tuples(st.integers(4, 7), st.integers(4, 7)), elements=SMALL),
    arrays.arrays(int, st.tuples(st.integers(1, 4), st.integers(1, 4)), elements=SMALL),
)
def test_scipy_gives_both(x, w):
    np.testing.assert_array_equal(flip.correlate(x, w), signal.correlate2d(x, w, "valid"))
    np.testing.assert_array_equal(flip.convolve(x, w), signal.convolve2d(x, w, "valid"))


@given(arrays.arrays(int, (3, 3), elements=SMALL))
def test_the_half_turn_is_the_exact_condition(w):
    answers = [act(impulse.impulse, w).tolist() for act in (flip.correlate, flip.convolve)]
    assert (answers[0] == answers[1]) == (w.tolist() == np.rot90(w, 2).tolist())


def test_an_edge_changes_its_sign_and_a_half_turn_nothing():
    facts = direction.facts()
    upright, turned = (direction.correlate(direction.face, direction.SOBEL * sign) for sign in (1, -1))
    np.testing.assert_array_equal(direction.convolve(direction.face, direction.SOBEL), turned)
    np.testing.assert_array_equal(upright, -turned)
    w = facts["palindrome"]
    assert w.tolist() != w[:, ::-1].tolist()
    noisy = np.random.default_rng(0).integers(0, 256, (30, 30))
    np.testing.assert_array_equal(signal.correlate2d(noisy, w), signal.convolve2d(noisy, w))


def test_the_light_of_the_emboss_kernel_changes_its_side():
    hill = np.add.outer(-np.abs(np.arange(9.0) - 4), -np.abs(np.arange(9.0) - 4))
    for act, lit, dark in ((signal.correlate2d, 2, 6), (signal.convolve2d, 6, 2)):
        relief = act(hill, direction.EMBOSS, "same")
        assert relief[lit, lit] > hill[lit, lit] > relief[dark, dark]


def test_training_finds_what_least_squares_finds():
    windows = learned_flip.windows.reshape(-1, 9)
    solved = np.linalg.lstsq(windows, learned_flip.target.ravel(), rcond=None)[0]
    np.testing.assert_allclose(learned_flip.train(flip=False).ravel(), solved, atol=1e-6)
    np.testing.assert_allclose(learned_flip.train(flip=True).ravel(), solved[::-1], atol=1e-6)


def test_polynomials():
    product = np.polynomial.Polynomial([3, 1]) * np.polynomial.Polynomial([2, 5, 1])
    assert product.coef.tolist() == [6, 17, 8, 1]
    assert list(polynomials.facts().values()) == [6, 17, 8]


@given(*[arrays.arrays(int, st.tuples(st.integers(1, 4), st.integers(1, 4)), elements=SMALL)] * 3)
def test_order_and_brackets_do_not_matter_to_convolution(f, g, h):
    convolve = signal.convolve2d
    np.testing.assert_array_equal(convolve(f, g), convolve(g, f))
    np.testing.assert_array_equal(convolve(convolve(f, g), h), convolve(f, convolve(g, h)))


@given(*[arrays.arrays(int, (3, 3), elements=SMALL)] * 2, arrays.arrays(int, (8, 8), elements=SMALL))
def test_two_correlations_are_one_with_the_convolved_kernel(f, g, x):
    twice = flip.correlate(flip.correlate(x, f), g)
    np.testing.assert_array_equal(twice, flip.correlate(x, signal.convolve2d(f, g)))


def test_with_padding_two_steps_are_one_everywhere_but_at_the_rim():
    rng = np.random.default_rng(4)
    x, f, g = rng.integers(1, 9, (9, 9)), rng.integers(1, 9, (3, 3)), rng.integers(1, 9, (3, 3))
    for act in signal.correlate2d, signal.convolve2d:
        twice = act(act(x, f, "same"), g, "same")
        once = act(x, signal.convolve2d(f, g), "same")
        equal = np.zeros((9, 9), bool)
        equal[1:-1, 1:-1] = True
        np.testing.assert_array_equal(twice == once, equal)


def test_correlation_is_neither_commutative_nor_associative():
    f, g, h = (np.array(part) for part in ([3, 1], [2, 5, 1], [1, 0, 4]))
    correlate = signal.correlate
    assert correlate(f, g).tolist() == correlate(g, f)[::-1].tolist() != correlate(g, f).tolist()
    assert correlate(correlate(f, g), h).tolist() != correlate(f, correlate(g, h)).tolist()


def test_even_sizes_land_one_place_apart():
    line = [0, 0, 1, 0, 0]
    assert np.convolve(line, [1, 2], "same").tolist() == [0, 0, 1, 2, 0]
    assert ndimage.convolve1d(line, [1, 2], mode="constant").tolist() == [0, 1, 2, 0, 0]


@pytest.mark.parametrize(("k", "anchor"), [(3, 1), (2, 1), (4, 2)])
def test_opencv_convolves_with_the_kernel_flipped_and_its_anchor_mirrored(k, anchor):
    x = np.random.default_rng(0).integers(0, 9, (12, 12)).astype(float)
    w = np.arange(1.0, k * k + 1).reshape(k, k)
    wanted = signal.convolve2d(x, w)[anchor : anchor + 12, anchor : anchor + 12]
    turned = np.ascontiguousarray(w[::-1, ::-1])
    mirrored = (k - 1 - anchor,) * 2
    done = cv2.filter2D(x, -1, turned, anchor=mirrored, borderType=cv2.BORDER_CONSTANT)
    np.testing.assert_allclose(done, wanted)
    flipped_alone = cv2.filter2D(x, -1, turned, borderType=cv2.BORDER_CONSTANT)
    if k % 2:
        np.testing.assert_allclose(flipped_alone, wanted)
    else:
        np.testing.assert_allclose(flipped_alone[1:, 1:], wanted[:-1, :-1])


def test_the_second_argument_is_conjugated():
    a, v = np.array([1.0, 2, 3]), np.array([1j])
    assert np.correlate(a, v).tolist() == [-1j, -2j, -3j]
    assert np.convolve(a, v).tolist() == [1j, 2j, 3j]
    assert signal.correlate2d(a[None], v[None]).tolist() == [[-1j, -2j, -3j]]
    assert signal.convolve2d(a[None], v[None]).tolist() == [[1j, 2j, 3j]]
    assert ndimage.convolve1d(a, v).tolist() == [1j, 2j, 3j]
