"""Ask a real network, run by ONNX Runtime, which input pixels move one output pixel."""

import numpy as np
import onnxruntime
import pytest
from onnx import TensorProto, helper, numpy_helper

from snippets.pooling.receptive_field import facts
from snippets.pooling.receptive_field import network as layers_of_the_page


def network(layers):
    """Return a real network of such layers, run by ONNX Runtime."""
    nodes, weights = [], []
    for i, (kind, k, s) in enumerate(layers):
        if kind == "convolution":
            values = np.random.default_rng(i).uniform(0.1, 1, (1, 1, k, k)).astype(np.float32)
            weights.append(numpy_helper.from_array(values, f"w{i}"))
            nodes.append(
                helper.make_node("Conv", [f"x{i}", f"w{i}"], [f"x{i + 1}"], kernel_shape=[k, k], strides=[s, s])
            )
        else:
            nodes.append(helper.make_node("MaxPool", [f"x{i}"], [f"x{i + 1}"], kernel_shape=[k, k], strides=[s, s]))
    ends = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, 1, None, None]) for name in ("x0", f"x{len(layers)}")
    ]
    graph = helper.make_graph(nodes, "network", ends[:1], ends[1:], weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return lambda x: session.run(None, {"x0": x[None, None].astype(np.float32)})[0][0, 0]


def seen_by(run, n, row, column):
    """Return which pixels of an n by n input move one output pixel when they are made bright."""
    picture = np.random.default_rng(9).uniform(0, 1, (n, n))
    before = run(picture)[row, column]
    seen = np.zeros((n, n), bool)
    for place in np.ndindex(n, n):
        brighter = picture.copy()
        brighter[place] += 100  # wins every maximum, and all weights are positive
        seen[place] = run(brighter)[row, column] != before
    return seen


@pytest.mark.parametrize(("layers", "name"), [(1, "conv1"), (2, "pool1"), (3, "conv2"), (4, "pool2")])
def test_the_receptive_field_is_what_brightening_pixels_shows(layers, name):
    told = facts()
    run = network(layers_of_the_page[:layers])
    first, second = (seen_by(run, 18, 1, column) for column in (0, 1))
    r, jump = told[f"r_{name}"], told[f"jump_{name}"]
    rows, columns = np.nonzero(second)
    assert (np.ptp(rows) + 1, np.ptp(columns) + 1) == (r, r)
    assert second.sum() == r * r
    assert columns.min() - np.nonzero(first)[1].min() == jump


def test_without_pooling_the_same_convolutions_see_less():
    run = network([("convolution", 3, 1), ("convolution", 3, 1)])
    assert seen_by(run, 9, 2, 2).sum() == facts()["unpooled"] ** 2 == 25
