"""Channels and filters, against ONNX Runtime, OpenCV, published counts and numbers worked by hand."""

from itertools import pairwise

import cv2
import numpy as np
import onnxruntime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from onnx import TensorProto, helper
from scipy import signal

from snippets.convolution import (
    channel_order,
    colour_channels,
    groups,
    layer_counts,
    many_filters,
    one_by_one,
    one_filter,
)

few = settings(derandomize=True, deadline=None, database=None, max_examples=40)


def onnx_conv(images, weight, bias=None, **attributes):
    arrays = {"x": images, "w": weight} | ({} if bias is None else {"b": bias})
    node = helper.make_node("Conv", list(arrays), ["y"], **attributes)
    inputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in arrays]
    outputs = [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)]
    graph = helper.make_graph([node], "conv", inputs, outputs)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 12)], ir_version=8)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(None, {name: np.asarray(a, np.float32) for name, a in arrays.items()})[0]


def test_one_filter_worked_by_hand():
    # red 1·2 + 2·1 − 1·3, green 3·1 + 1·0, blue 1·0 − 2·4 + 1·1, and the bias
    assert one_filter.parts == [1, 3, -7]
    assert one_filter.result[0, 0] == 1 + 3 - 7 + 1
    assert one_filter.facts()["first_sum"] == "1 + 3 + (-7) + 1 = -2"


def test_one_filter_is_a_sum_of_scipys_planes():
    planes = [signal.correlate2d(one_filter.image[c], one_filter.slices[c], "valid") for c in range(3)]
    np.testing.assert_array_equal(one_filter.result, sum(planes) + one_filter.bias)
    assert one_filter.facts()["weights"] == 3 * 2 * 2


@few
@given(
    n=st.integers(1, 3),
    inputs=st.integers(1, 4),
    outputs=st.integers(1, 5),
    k=st.integers(1, 3),
    seed=st.integers(0, 99),
)
def test_a_layer_is_onnx_runtimes(n, inputs, outputs, k, seed):
    rng = np.random.default_rng(seed)
    images, weight = rng.integers(-5, 6, (n, inputs, 6, 7)), rng.integers(-5, 6, (outputs, inputs, k, k))
    bias = rng.integers(-5, 6, outputs)
    np.testing.assert_array_equal(many_filters.layer(images, weight, bias), onnx_conv(images, weight, bias))


def test_the_four_maps_are_sums_of_opencvs():
    photo = colour_channels.photo
    for weight, found in zip(many_filters.FILTERS, many_filters.respond(), strict=True):
        planes = [cv2.filter2D(photo[..., c].copy(), -1, weight[c]) for c in range(3)]
        np.testing.assert_allclose(found, sum(planes)[1:-1, 1:-1], atol=1e-12)


def test_the_shapes_that_the_page_speaks_of():
    assert many_filters.maps.shape == (8, 16, 28, 28)
    assert many_filters.facts() == {"images": 8, "filters": 16, "weights": 1200, "biases": 16}


def test_a_mean_of_each_channel_cancels_its_bias_and_a_mean_of_several_does_not():
    """For one image, InstanceNormalization is what batch normalisation does; in a group of all channels, layer's."""
    images = np.random.default_rng(6).normal(size=(1, 4, 5, 5)).astype(np.float32)
    bias = np.array([-3, 0, 1, 5], np.float32)

    def normalised(x, groups):
        ones, zeros = np.ones(groups, np.float32), np.zeros(groups, np.float32)
        arrays = {"x": x.reshape(1, groups, -1), "scale": ones, "shift": zeros}
        inputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in arrays]
        outputs = [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)]
        node = helper.make_node("InstanceNormalization", list(arrays), ["y"])
        graph = helper.make_graph([node], "norm", inputs, outputs)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 12)], ir_version=8)
        session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
        return session.run(None, arrays)[0].reshape(x.shape)

    biased = images + bias[:, None, None]
    np.testing.assert_allclose(normalised(biased, 4), normalised(images, 4), atol=1e-4)
    for parts in (2, 1):
        assert np.abs(normalised(biased, parts) - normalised(images, parts)).max() > 0.5


def test_the_photograph_is_red_green_blue():
    facts = colour_channels.facts()
    assert facts["sky_blue"] > facts["sky_green"] > facts["sky_red"]
    assert facts["stripe_red"] > 4 * max(facts["stripe_green"], facts["stripe_blue"])


@pytest.mark.parametrize(("split", "count"), [(1, 144), (2, 72), (4, 36)])
def test_groups_leave_weights_out(split, count):
    assert groups.weights(4, 4, 3, split) == count
    # ONNX Runtime accepts a weight of exactly this size, and an impulse in one channel reaches one group.
    weight = np.ones((4, 4 // split, 3, 3))
    assert weight.size == count
    images = np.zeros((1, 4, 3, 3))
    images[0, 0, 1, 1] = 1
    reached = onnx_conv(images, weight, group=split)[0, :, 0, 0]
    assert np.count_nonzero(reached) == 4 // split


@few
@given(inputs=st.integers(1, 64), outputs=st.integers(1, 64), k=st.integers(1, 7))
def test_the_factor_of_a_depthwise_separable_layer(inputs, outputs, k):
    split = groups.weights(inputs, inputs, k, inputs) + groups.weights(inputs, outputs, 1)
    assert split / groups.weights(inputs, outputs, k) == pytest.approx(1 / outputs + 1 / k**2)


def test_mobilenets_saves_eight_to_nine_times():
    assert 8 < groups.facts()["times"] < 9
    assert groups.facts()["split"] == 2304 + 65536


def test_published_parameter_counts():
    counts = {name: layer_counts.facts()[f"{name}_parameters"] for name in layer_counts.LAYERS}
    assert counts == {
        "lenet": 156,  # LeCun and others, 1998
        "alexnet": 34_944,
        "alexnet_2": 307_456,
        "vgg_first": 1_792,
        "vgg_last": 2_359_808,
        "stem": 9_408,
        "narrow": 16_384,
        "depthwise": 4_608,
        "pointwise": 262_144,
    }
    assert layer_counts.facts()["lenet_connections"] == 122_304  # LeCun and others, 1998


def test_vgg16_has_as_many_parameters_as_published():
    channels = [3, 64, 64, 128, 128, 256, 256, 256, 512, 512, 512, 512, 512, 512]
    convolutions = sum(layer_counts.parameters(a, b, 3) for a, b in pairwise(channels))
    dense = [(512 * 7 * 7, 4096), (4096, 4096), (4096, 1000)]
    assert convolutions + sum(layer_counts.parameters(a, b, 1) for a, b in dense) == 138_357_544


@pytest.mark.parametrize("case", [(3, 4, 3, 5, 1), (4, 6, 2, 3, 2), (4, 4, 3, 2, 4)])
def test_multiply_adds_are_what_a_picture_of_ones_adds_up_to(case):
    inputs, outputs, k, side, split = case
    images, weight = np.ones((1, inputs, side + k - 1, side + k - 1)), np.ones((outputs, inputs // split, k, k))
    total = onnx_conv(images, weight, group=split).sum()
    assert layer_counts.multiply_adds(inputs, outputs, k, side, split) == total


def test_one_by_one_is_a_convolution():
    planes = one_by_one.photo.transpose(2, 0, 1)[None]
    for matrix in (one_by_one.grey, one_by_one.turn):
        mixed = (one_by_one.photo @ matrix.T).transpose(2, 0, 1)
        np.testing.assert_allclose(mixed, onnx_conv(planes, matrix[:, :, None, None])[0], atol=1e-6)


def test_grey_is_opencvs():
    photo = one_by_one.photo.astype(np.float32)
    grey = cv2.cvtColor(photo, cv2.COLOR_RGB2GRAY)
    np.testing.assert_allclose((one_by_one.photo @ one_by_one.grey.T)[..., 0], grey, atol=1e-5)


def test_the_colours_turn_by_a_third_around_grey():
    turn = one_by_one.turn
    assert np.linalg.det(turn) == pytest.approx(1)
    np.testing.assert_array_equal(turn @ [1, 1, 1], [1, 1, 1])
    np.testing.assert_array_equal(np.linalg.matrix_power(turn, 3), np.eye(3))
    assert (np.trace(turn) - 1) / 2 == pytest.approx(np.cos(2 * np.pi / 3))


def test_blue_first_is_off_as_the_page_says():
    photo = (colour_channels.photo * 255).astype(np.float32)
    off = np.abs(cv2.cvtColor(photo, cv2.COLOR_RGB2GRAY) - cv2.cvtColor(photo, cv2.COLOR_BGR2GRAY))
    facts = channel_order.facts()
    assert facts["grey_mean"] == pytest.approx(off.mean(), abs=1e-3)
    assert facts["grey_most"] == pytest.approx(off.max(), abs=1e-3)
    assert facts["sky_swapped"] == pytest.approx(-facts["sky_right"])
    assert facts["sky_right"] < 0


def test_reshape_is_not_transpose():
    np.testing.assert_array_equal(channel_order.planes, np.moveaxis(channel_order.picture, -1, 0))
    assert channel_order.wrong.shape == channel_order.planes.shape
    assert not np.array_equal(channel_order.wrong, channel_order.planes)
