"""The output size, against windows laid down one by one, ONNX Runtime and published sizes."""

import numpy as np
import onnxruntime
import pytest
from onnx import TensorProto, helper

from snippets.pooling.output_size import facts, left_over, output_size

CASES = [(n, k, s) for n in range(1, 13) for k in range(1, n + 1) for s in range(1, 6)]


def laid_down(n, kernel_size, stride):
    """Return the starts of the windows that fit, found by trying every pixel."""
    return [i for i in range(n) if i % stride == 0 and i + kernel_size <= n]


@pytest.mark.parametrize(("n", "kernel_size", "stride"), CASES)
def test_as_many_as_can_be_laid_down(n, kernel_size, stride):
    starts = laid_down(n, kernel_size, stride)
    assert output_size(n, kernel_size, stride) == len(starts)
    assert left_over(n, kernel_size, stride) == len(range(starts[-1] + kernel_size, n))


@pytest.mark.parametrize("case", [(4, 2, 1), (5, 2, 2), (5, 2, 3), (8, 3, 2), (55, 3, 2), (224, 2, 2)])
def test_onnx_runtime_gives_this_size(case):
    n, kernel_size, stride = case
    node = helper.make_node("MaxPool", ["x"], ["y"], kernel_shape=[kernel_size] * 2, strides=[stride] * 2)
    value = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in "xy"]
    graph = helper.make_graph([node], "pool", value[:1], value[1:])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 12)], ir_version=8)
    session = onnxruntime.InferenceSession(model.SerializeToString())
    (pooled,) = session.run(None, {"x": np.zeros((1, 1, n, n), np.float32)})
    assert pooled.shape[2:] == (output_size(*case), output_size(*case))


def test_published_sizes():
    assert output_size(28, 2, 2) == 14  # LeNet-5, S2
    assert output_size(10, 2, 2) == 5  # LeNet-5, S4
    assert output_size(112, 3, 2) == 55  # GoogLeNet's first pooling is 56 only with ceil_mode


def test_the_table_on_the_page():
    expected = {"4_2_2": (2, 0), "4_2_1": (3, 0), "5_2_3": (2, 0), "5_2_2": (2, 1)}
    expected |= {"5_3_2": (2, 0), "8_3_2": (3, 1), "224_2_2": (112, 0)}
    sizes = {f"size_{case}": size for case, (size, _) in expected.items()}
    left = {f"left_{case}": rest for case, (_, rest) in expected.items()}
    told = {f"case_{case}": r"n = {},\; k = {},\; s = {}".format(*case.split("_")) for case in expected}
    assert facts() == sizes | left | told
