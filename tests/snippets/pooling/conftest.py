"""Another implementation of pooling, to ask: ONNX Runtime, the C++ code that runs exported networks."""

import numpy as np
import onnxruntime
import pytest
from onnx import TensorProto, helper


def run(operator, x, **attributes):
    made = helper.make_model(
        helper.make_graph(
            [helper.make_node(operator, ["x"], ["y"], **attributes)],
            "pool",
            [helper.make_tensor_value_info("x", TensorProto.FLOAT, (1, 1, *np.shape(x)))],
            [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)],
        ),
        opset_imports=[helper.make_opsetid("", 22)],
        ir_version=10,
    )
    session = onnxruntime.InferenceSession(made.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(None, {"x": np.asarray(x, "float32")[None, None]})[0][0, 0]


@pytest.fixture
def onnx_pool():
    """Pool a picture: ``onnx_pool("MaxPool", x, k, s, p, d, ceil_mode=…, count_include_pad=…)``."""

    def pool(operator, x, k, s, p=0, d=1, **attributes):
        sizes = {"kernel_shape": [k, k], "strides": [s, s], "pads": [p] * 4, "dilations": [d, d]}
        return run(operator, x, **sizes, **attributes)

    return pool
