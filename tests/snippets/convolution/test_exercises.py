"""Answers to the exercises, against SciPy, ONNX Runtime, brute force and numbers worked by hand."""

import re

import numpy as np
import onnxruntime
import pytest
from onnx import TensorProto, helper
from scipy import fft, ndimage, signal

from snippets.convolution import (
    exercises_cell,
    exercises_cost,
    exercises_field,
    exercises_layer,
    exercises_row,
    exercises_shift,
    exercises_turn,
    exercises_up,
    exercises_used,
)


def run(operator, x, w, **attributes):
    """Run one operator of ONNX on single precision arrays."""
    arrays = {"x": np.asarray(x, np.float32), "w": np.asarray(w, np.float32)}
    graph = helper.make_graph(
        [helper.make_node(operator, ["x", "w"], ["y"], **attributes)],
        "one",
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, array.shape) for name, array in arrays.items()],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 22)], ir_version=10)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(None, arrays)[0]


def value(maths):
    """Return the number behind the last equals sign."""
    return int(maths.rsplit("= ", 1)[1])


def evaluate(maths):
    """Compute the left side of a line of maths; the brackets of the floor become Python's integer division."""
    left = maths.rsplit(" = ", 1)[0].replace(r"\lfloor", "(").replace(r"\rfloor", ")")
    left = left.replace(r"\cdot", "*").replace("^", "**").replace("/", "//")
    assert re.fullmatch(r"[-\d +*/()]+", left), left
    return eval(left)


def test_one_cell():
    facts = exercises_cell.facts()
    x, w = exercises_cell.X, exercises_cell.W
    correlated, convolved = signal.correlate2d(x, w, "valid"), signal.convolve2d(x, w, "valid")
    assert (facts["rows"], facts["columns"]) == correlated.shape == (2, 3)
    at = facts["row"], facts["column"]
    assert value(facts["sum"]) == evaluate(facts["sum"]) == correlated[at] == 7
    assert value(facts["turned_sum"]) == evaluate(facts["turned_sum"]) == convolved[at] == -3
    assert facts["window"].tolist() == [[0, 2, 5], [2, 0, 1], [6, 1, 3]]
    assert facts["turned"].tolist() == [[3, -1, 0], [0, 1, 2], [-1, 0, 1]]


def test_turned_or_not():
    """On a picture of random numbers, the two operations of SciPy agree, differ in sign, agree."""
    image = np.random.default_rng(3).integers(-9, 10, (8, 9))
    facts = exercises_turn.facts()
    for name, sign in (("a", 1), ("b", -1), ("c", 1)):
        made = ndimage.convolve(image, facts[name])
        np.testing.assert_array_equal(made, sign * ndimage.correlate(image, facts[name]))
        np.testing.assert_array_equal(made, ndimage.correlate(image, facts[f"{name}_turned"]))
    assert facts["c"].tolist() != facts["c"][:, ::-1].tolist()
    assert facts["c"].tolist() != facts["c"][::-1].tolist()


ROWS = {
    "": (11, 4, 3, 0, 1),
    "a_": (50, 7, 3, 0, 1),
    "b_": (50, 4, 2, 1, 1),
    "c_": (50, 3, 4, 0, 5),
    "d_": (50, 2, 3, 0, 1),
}


@pytest.mark.parametrize("name", ROWS)
def test_how_many_fit(name):
    n, k, s, p, d = ROWS[name]
    facts = exercises_row.facts()
    taps = [np.arange(start, start + d * k, d) for start in range(0, n + 2 * p, s)]
    fitting = [tap for tap in taps if tap[-1] < n + 2 * p]
    made = run("Conv", np.zeros((1, 1, n)), np.zeros((1, 1, k)), strides=[s], pads=[p, p], dilations=[d])
    assert value(facts[f"{name}sum"]) == evaluate(facts[f"{name}sum"]) == made.shape[2] == len(fitting)
    assert facts[f"{name}left"] == n + 2 * p - 1 - fitting[-1][-1]


def test_the_pixels_between_the_windows():
    seen = {pixel for start in range(0, 49, 3) for pixel in (start, start + 1)}
    assert exercises_row.facts()["unseen"] == 50 - len(seen) == 16
    assert exercises_row.facts()["between"] == 1
    jumped = {pixel for start in range(0, 40, 4) for pixel in (start, start + 5, start + 10)}
    assert exercises_row.facts()["c_unseen"] == 50 - len(jumped) == 20
    told = exercises_row.facts()
    assert [told[name] for name in "abcd"] == [
        r"n = 50,\; k = 7,\; s = 3",
        r"n = 50,\; k = 4,\; s = 2,\; p = 1",
        r"n = 50,\; k = 3,\; s = 4,\; d = 5",
        r"n = 50,\; k = 2,\; s = 3",
    ]


def test_how_often():
    """Change each pixel, and count how many outputs of ONNX Runtime change with it."""
    times = np.zeros((6, 6), int)
    for place in np.ndindex(6, 6):
        x = np.zeros((1, 1, 6, 6))
        x[0, 0][place] = 1
        made = run("Conv", x, np.ones((1, 1, 3, 3)), strides=[2, 2], pads=[1, 1, 1, 1])
        times[place] = np.count_nonzero(made)
    np.testing.assert_array_equal(exercises_used.times[1:-1, 1:-1], times)
    facts = exercises_used.facts()
    np.testing.assert_array_equal(facts["along"], times[0])
    assert (facts["least"], facts["most"], facts["four"], facts["windows"]) == (1, 4, 4, made.size)
    assert facts["starts"] == r"-1,\; 1,\; 3"


def test_count_a_layer():
    """Weights are counted in arrays of the layer's shape, which ONNX Runtime takes."""
    facts = exercises_layer.facts()
    weight, bias = np.zeros((40, 24, 5, 5)), np.zeros(40)
    made = run("Conv", np.zeros((1, 24, 32, 32)), weight, pads=[2, 2, 2, 2])
    assert made.shape == (1, 40, 32, 32)
    assert value(facts["parameters"]) == evaluate(facts["parameters"]) == weight.size + bias.size == 24040
    assert value(facts["work"]) == evaluate(facts["work"]) == made.size * 24 * 25
    strided = run("Conv", np.zeros((1, 24, 32, 32)), weight, pads=[2, 2, 2, 2], strides=[2, 2])
    assert facts["strided"] == pytest.approx(strided.size * 24 * 25 / 1e6)
    assert facts["unstrided"] == pytest.approx(made.size * 24 * 25 / 1e6)
    depthwise, pointwise = np.zeros((24, 1, 5, 5)), np.zeros((40, 24, 1, 1))
    between = run("Conv", np.zeros((1, 24, 32, 32)), depthwise, pads=[2, 2, 2, 2], group=24)
    assert run("Conv", between, pointwise).shape == made.shape
    assert value(facts["split"]) == depthwise.size + pointwise.size == 1560
    assert facts["share"] == pytest.approx(1560 / 24000)
    assert facts["share"] == pytest.approx(1 / 40 + 1 / 25)


@pytest.mark.parametrize(("name", "order"), [("wide_first", ((5, 2), (3, 1))), ("small_first", ((3, 1), (5, 2)))])
def test_two_orders(name, order):
    facts = exercises_field.facts()
    moved = []
    for pixel in range(40):
        x = np.zeros((1, 1, 40))
        x[0, 0, pixel] = 1
        for k, s in order:
            x = run("Conv", x, np.ones((1, 1, k)), strides=[s])
        moved.append(x[0, 0] != 0)
    moved = np.array(moved)
    (seen,) = moved[:, 4].nonzero()
    assert value(facts[name]) == evaluate(facts[name]) == len(seen)
    assert (seen[0], seen[-1]) == (facts["from"], facts[f"{name}_to"])
    assert moved[:, 5].argmax() - moved[:, 4].argmax() == facts["jump"] == 2


def test_the_cheapest_way():
    facts = exercises_cost.facts()
    assert value(facts["direct"]) == evaluate(facts["direct"]) == 242
    assert value(facts["passes"]) == evaluate(facts["passes"]) == 44
    # 20 stages of half a butterfly a pixel, 10 operations each, half of it for real numbers.
    assert (facts["stages"], facts["transform"]) == (20, 20 * 5 / 2)
    assert value(facts["fourier"]) == evaluate(facts["fourier"]) == 153
    assert 4 * (facts["beats_passes"] - 2) <= 153 < 4 * facts["beats_passes"]
    assert 2 * (facts["beats_direct"] - 2) ** 2 <= 153 < 2 * facts["beats_direct"] ** 2
    assert facts["beats_passes"] % 2 == facts["beats_direct"] % 2 == 1
    assert facts["less"] == 5.5


def test_two_passes_and_the_fft_give_the_same_blur():
    image = np.random.default_rng(0).random((32, 32))
    row = signal.windows.gaussian(11, 2)
    direct = signal.convolve2d(image, np.outer(row, row))
    passes = signal.convolve2d(signal.convolve2d(image, row[:, None]), row[None])
    size = direct.shape
    spectra = fft.irfft2(fft.rfft2(image, size) * fft.rfft2(np.outer(row, row), size), size)
    np.testing.assert_allclose(passes, direct)
    np.testing.assert_allclose(spectra, direct)


@pytest.mark.parametrize(
    ("name", "k", "p", "extra", "even"),
    [("a", 4, 1, 0, True), ("b", 3, 1, 0, False), ("c", 2, 0, 0, True), ("d", 5, 2, 1, False)],
)
def test_the_way_up(name, k, p, extra, even):
    facts = exercises_up.facts()
    made = run(
        "ConvTranspose", np.ones((1, 1, 7)), np.ones((1, 1, k)), strides=[2], pads=[p, p], output_padding=[extra]
    )
    assert value(facts[f"{name}_size"]) == evaluate(facts[f"{name}_size"]) == made.shape[2]
    assert (made.shape[2] == facts["double"]) == (name != "b")
    middle = made[0, 0, k:-k]  # ones with weights of one count the stamps
    assert (middle.min() == middle.max()) == even
    told = rf"k = {k},\; s = 2,\; p = {p}" + (rf",\; o = {extra}" if extra else "")
    assert facts[name] == told


def test_the_stamps():
    row = run("ConvTranspose", np.ones((1, 1, 4)), np.ones((1, 1, 5)), strides=[3])[0, 0]
    assert exercises_up.stamps.tolist() == row.tolist() == [1, 1, 1, 2, 2, 1, 2, 2, 1, 2, 2, 1, 1, 1]
    plane = run("ConvTranspose", np.ones((1, 1, 4, 4)), np.ones((1, 1, 5, 5)), strides=[3, 3])[0, 0]
    middle = plane[3:-3, 3:-3]
    facts = exercises_up.facts()
    assert (facts["fewest"], facts["most"]) == (middle.min(), middle.max()) == (1, 4)


def test_move_first():
    facts = exercises_shift.facts()
    x = np.array([0, 0, 3, 1, 4, 0, 0, 0, 0])
    for name, moved in (("still", x), ("one", [0, *x[:-1]]), ("two", [0, 0, *x[:-2]])):
        made = run("Conv", np.array(moved)[None, None], np.array([1, 2, -1])[None, None], strides=[2])[0, 0]
        assert facts[name].tolist() == made.tolist()
    assert facts["every"].tolist() == [-3, 5, 1, 9, 4, 0, 0]
    assert facts["two"].tolist() == [0, *facts["still"][:-1]]
    assert facts["one"].tolist() == [0, *facts["odd"]]
