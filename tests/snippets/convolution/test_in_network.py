"""One layer on the photograph, against ONNX Runtime, the C++ code that runs exported networks."""

import numpy as np
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

from snippets.convolution.in_network import BIAS, facts, layer
from snippets.convolution.on_photo import face, w


def test_onnx_runtime_computes_the_same_layer():
    nodes = [
        helper.make_node("Conv", ["x", "w", "b"], ["shifted"], kernel_shape=[3, 3]),
        helper.make_node("Relu", ["shifted"], ["active"]),
        helper.make_node("MaxPool", ["active"], ["pooled"], kernel_shape=[2, 2], strides=[2, 2]),
    ]
    names = ["shifted", "active", "pooled"]
    constants = {"w": w[None, None].astype("float32"), "b": np.array([BIAS], "float32")}
    graph = helper.make_graph(
        nodes,
        "layer",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, (1, 1, *face.shape))],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in names],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 22)], ir_version=10)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    expected = session.run(names, {"x": face[None, None].astype("float32")})
    for made, found in zip(layer(), expected, strict=True):
        np.testing.assert_allclose(made, found[0, 0], atol=1e-3)

    told = facts()
    assert (told["bias"], told["side"], told["pooled_side"]) == (-60, 170, 85)
    assert abs(told["silent"] - (expected[1] == 0).mean()) < 1e-3
