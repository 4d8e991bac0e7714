"""Experiments with ONNX Runtime: one operator at a time, in the version of the operators that `OPSET` says."""

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper

VERSIONS = {"onnx": onnx.__version__, "onnxruntime": onnxruntime.__version__}
OPSET = 22


def run(operator: str, *arrays: np.ndarray, outputs: int = 1, **options) -> list[np.ndarray]:
    names = [f"x{i}" for i in range(len(arrays))]
    made = [f"y{i}" for i in range(outputs)]
    kinds = [helper.np_dtype_to_tensor_dtype(array.dtype) for array in arrays]
    inputs = [helper.make_tensor_value_info(n, k, a.shape) for n, k, a in zip(names, kinds, arrays, strict=True)]
    results = [helper.make_tensor_value_info(made[0], kinds[0], None)]
    results += [helper.make_tensor_value_info(name, TensorProto.INT64, None) for name in made[1:]]
    graph = helper.make_graph([helper.make_node(operator, names, made, **options)], "one", inputs, results)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=10)
    quiet = onnxruntime.SessionOptions()
    quiet.log_severity_level = 4
    session = onnxruntime.InferenceSession(model.SerializeToString(), quiet, providers=["CPUExecutionProvider"])
    return session.run(None, dict(zip(names, arrays, strict=True)))


def line(*numbers: float) -> np.ndarray:
    return np.array(numbers, "float32").reshape(1, 1, -1)


def flip():
    return run("Conv", line(0, 0, 1, 0, 0), line(1, 2, 3), auto_pad="SAME_UPPER")[0]


def layouts():
    def call(image, weight):
        return run("Conv", np.zeros(image, "float32"), np.zeros(weight, "float32"))[0].shape

    return call


def dilation():
    return run("Conv", line(1, 2, 3, 4), line(1, 10), dilations=[2])[0]


def stride_and_dilation():
    return run("Conv", line(1, 2, 3, 4, 5), line(1, 10), strides=[2], dilations=[2])[0]


def same_even():
    return run("Conv", line(1, 2, 3), line(1, 10), auto_pad="SAME_UPPER")[0]


def same_stride():
    return run("Conv", line(1, 2, 3, 4, 5, 6), line(1, 1, 1), auto_pad="SAME_UPPER", strides=[2])[0]


def transposed_valid():
    return run("ConvTranspose", line(1, 2), line(1, 10, 100), strides=[2])[0]


def transposed_twice():
    return run("ConvTranspose", line(1, 2), line(1, 10, 100), strides=[2], auto_pad="SAME_UPPER")[0]


def depthwise():
    shape = (8, 1, 3, 5)
    y = run("Conv", np.zeros((1, 4, 8, 8), "float32"), np.zeros(shape, "float32"), group=4)[0]
    assert y.shape[1] == 8
    return shape


def reflect():
    return run("Pad", line(1, 2, 3, 4)[0, 0], np.array([2, 2]), mode="reflect")[0]


def reflect_limit():
    return run("Pad", line(1, 2, 3, 4)[0, 0], np.array([4, 0]), mode="reflect")[0]


def bytes_():
    return run("Conv", line(200, 100, 0).astype("uint8"), line(2).astype("uint8"))[0]


def max_border():
    return run("MaxPool", line(-1, -2, -3), kernel_shape=[3], strides=[2], pads=[1, 1])[0]


def mean_border():
    x = line(1, 2, 3, 4, 5, 6)
    return run("AveragePool", x, kernel_shape=[3], strides=[2], pads=[1, 1])[0]


def mean_border_counted():
    x = line(1, 2, 3, 4, 5, 6)
    return run("AveragePool", x, kernel_shape=[3], strides=[2], pads=[1, 1], count_include_pad=1)[0]


def mean_border_same():
    x = line(1, 2, 3, 4, 5, 6)
    return run("AveragePool", x, kernel_shape=[3], strides=[2], auto_pad="SAME_UPPER")[0]


def mean_ceil():
    return run("AveragePool", line(1, 2, 3, 4, 5), kernel_shape=[2], strides=[2], ceil_mode=1)[0]


def mean_ceil_padded():
    x, pads = line(1, 2, 3, 4), [1, 1]
    return run("AveragePool", x, kernel_shape=[3], strides=[2], pads=pads, ceil_mode=1, count_include_pad=1)[0]


def padding_limit():
    return run("MaxPool", line(1, 2, 3), kernel_shape=[2], strides=[1], pads=[2, 2])[0]


def tie():
    return run("MaxPool", line(5, 5, 1), outputs=2, kernel_shape=[3])[1]


def nan():
    return run("MaxPool", line(np.nan, 1, 2, 3), kernel_shape=[2], strides=[2])[0]


def flatten():
    return run("Flatten", np.array([[[[1, 2], [3, 4]], [[10, 20], [30, 40]]]], "float32"))[0]
