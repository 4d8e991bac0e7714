"""The examples of the comparison, against ONNX Runtime and values worked out by hand."""

import numpy as np
import onnxruntime
import pytest
from onnx import TensorProto, helper

from snippets.pooling import max_or_mean


def winners(window):
    """Ask ONNX Runtime which of the pixels of one window is the largest."""
    x = helper.make_tensor_value_info("x", TensorProto.FLOAT, (1, 1, *window.shape))
    y = helper.make_tensor_value_info("y", TensorProto.FLOAT, None)
    places = helper.make_tensor_value_info("places", TensorProto.INT64, None)
    node = helper.make_node("MaxPool", ["x"], ["y", "places"], kernel_shape=list(window.shape))
    graph = helper.make_graph([node], "pool", [x], [y, places])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 22)], ir_version=10)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(None, {"x": window.astype("float32")[None, None]})[1].ravel()


def test_the_slices_hold_the_four_pixels_of_every_window():
    assert np.max(max_or_mean.four, axis=0).tolist() == [[6, 5], [7, 9]]
    assert np.mean(max_or_mean.four, axis=0).tolist() == [[3.5, 2], [2.5, 6]]


def test_the_first_of_equals_gets_the_gradient():
    place = winners(max_or_mean.window)
    expected = np.zeros(4)
    expected[place] = 1
    np.testing.assert_array_equal(max_or_mean.to_maximum.ravel(), expected)
    assert place.tolist() == [1]


def test_the_gradient_of_the_mean_is_its_slope_in_each_pixel():
    for place in np.ndindex(2, 2):
        moved = max_or_mean.window.astype(float)
        moved[place] += 0.5
        slope = (np.average(moved) - np.average(max_or_mean.window)) / 0.5
        assert max_or_mean.to_mean[place] == pytest.approx(slope)


def test_what_the_page_says_of_a_window():
    facts = max_or_mean.facts()
    assert facts["first"].tolist() == [[1, 3], [4, 6]]
    assert (facts["largest"], facts["average"], facts["share"]) == (6, 3.5, 0.25)
    assert (facts["comparisons"], facts["additions"], facts["divisions"]) == (3, 3, 1)


def test_the_corner_of_a_field_of_minus_one(onnx_pool):
    facts = max_or_mean.facts()
    minus = -np.ones((4, 4))
    counted = onnx_pool("AveragePool", minus, 3, 2, 1, count_include_pad=1)
    left_out = onnx_pool("AveragePool", minus, 3, 2, 1, count_include_pad=0)
    assert facts["corner_infinite"] == onnx_pool("MaxPool", minus, 3, 2, 1)[0, 0] == -1
    assert onnx_pool("MaxPool", np.pad(minus, 1), 3, 2)[0, 0] == 0
    assert facts["corner_counted"] == pytest.approx(counted[0, 0])
    assert facts["corner_counted"] == pytest.approx(-4 / 9)
    assert facts["corner_left_out"] == left_out[0, 0] == -1


@pytest.mark.parametrize(
    ("name", "largest", "average"),
    [("bright point", 8, 2), ("dark point", 8, 6), ("edge", 8, 4), ("noise", 6, 4.5)],
)
def test_the_windows_of_the_figure(name, largest, average):
    values = sorted(np.ravel(max_or_mean.EXAMPLES[name]))
    assert values[-1] == largest
    assert sum(values) / 4 == average


def test_the_figure_writes_these_values():
    figure = max_or_mean.figure(lambda label, **values: label.format(**values))
    written = [text.get_text() for text in figure.axes[0].texts]
    for value in ("2", "6", "4.5", "maximum", "mean", "bright point"):
        assert value in written
