"""Receptive fields, against real networks run by ONNX Runtime and conv2d, pixel by pixel, and published figures."""

import itertools

import numpy as np
import onnxruntime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from onnx import TensorProto, helper, numpy_helper

from snippets.convolution import field_photo, field_recurrence, field_stacks
from snippets.convolution.field_ancestors import ancestors, behind, dilated, plain, strided
from snippets.convolution.field_gridding import facts as gridding_facts
from snippets.convolution.field_gridding import paths
from snippets.convolution.field_growth import facts as growth_facts
from snippets.convolution.field_growth import stacks
from snippets.convolution.field_published import NETWORKS, facts
from snippets.convolution.field_recurrence import network as layers_of_the_page
from snippets.convolution.field_recurrence import walk
from snippets.functions.conv2d import conv2d

LAYER = st.tuples(st.integers(1, 4), st.integers(1, 3), st.integers(1, 3), st.integers(0, 2))


def onnx_row(layers):
    """Return a network of one-dimensional convolutions with positive weights."""
    nodes, weights = [], []
    for i, (k, s, d, p) in enumerate(layers):
        values = np.random.default_rng(i).uniform(0.5, 1, (1, 1, k))
        weights.append(numpy_helper.from_array(values.astype(np.float32), f"w{i}"))
        sizes = {"kernel_shape": [k], "strides": [s], "dilations": [d], "pads": [p, p]}
        nodes.append(helper.make_node("Conv", [f"x{i}", f"w{i}"], [f"x{i + 1}"], **sizes))
    ends = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", 1, None]) for name in ("x0", f"x{len(layers)}")
    ]
    graph = helper.make_graph(nodes, "row", ends[:1], ends[1:], weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return lambda x: session.run(None, {"x0": x.astype(np.float32)[:, None]})[0][:, 0]


@settings(max_examples=60, deadline=None)
@given(st.lists(LAYER, min_size=1, max_size=4))
def test_each_output_moves_for_the_pixels_that_the_rule_names(layers):
    r, jump, start = walk(layers)[-1]
    n = r + 2 * jump + 3
    moved = onnx_row(layers)(np.eye(n)) != 0  # row: the pixel that was changed, column: the output that moved
    checked = 0
    for output in range(moved.shape[1]):
        first, last = start + output * jump, start + output * jump + r - 1
        seen = np.flatnonzero(moved[:, output])
        if first >= 0 and last < n:
            assert (seen[0], seen[-1]) == (first, last)
            checked += 1
        elif seen.size:  # cut off at the border
            assert seen[0] >= first
            assert seen[-1] <= last
    assert checked >= 1


@settings(max_examples=60, deadline=None)
@given(st.lists(LAYER, min_size=1, max_size=3), st.integers(0, 3))
def test_the_ancestors_are_the_pixels_that_move_an_output(layers, output):
    unpadded = [(k, s, d, 0) for k, s, d, _ in layers]
    traced = [layer[:3] for layer in unpadded]
    r, jump, _ = walk(unpadded)[-1]
    moved = onnx_row(unpadded)(np.eye(r + 3 * jump)) != 0
    assert set(np.flatnonzero(moved[:, output]).tolist()) == behind(traced, output)
    assert behind(traced, 0) == set(ancestors(traced))


def test_ancestors_by_hand():
    assert ancestors([(2, 3, 1), (2, 1, 2)]) == [0, 1, 6, 7]
    assert ancestors(plain) == list(range(7))
    assert ancestors(strided) == ancestors(dilated) == list(range(15))


def test_the_page_by_hand():
    assert walk(layers_of_the_page) == [(1, 1, 0), (3, 1, -1), (5, 2, -2), (13, 2, -6), (17, 2, -8)]
    told = field_recurrence.facts()
    assert (told["r"], told["place"], told["last"]) == (17, r"-8 + 16 \cdot 2 = 24", 40)
    assert told["sum3"] == r"5 + 2 \cdot 2 \cdot 2 = 13"
    assert field_recurrence.seen == list(range(24, 41))


def test_in_two_dimensions_the_field_is_a_square():
    run = [np.full((1, 1, k, k), 0.5) for k, _, _, _ in layers_of_the_page]
    size = 40
    moved = np.zeros((size, size), bool)
    for place in itertools.product(range(size), repeat=2):
        x = np.zeros((1, size, size))
        x[0][place] = 1
        for w, (_, s, d, p) in zip(run, layers_of_the_page, strict=True):
            x = conv2d(x, w, stride=s, dilation=d, padding=p)
        moved[place] = x[0, 8, 10] != 0
    rows, columns = np.nonzero(moved)
    assert (rows.min(), rows.max()) == (2 * 8 - 8, 2 * 8 + 8)
    assert (columns.min(), columns.max()) == (2 * 10 - 8, 2 * 10 + 8)
    assert moved.sum() == 17**2


def test_the_row_of_layers_is_numpys_convolution():
    x = np.random.default_rng(0).normal(size=30)
    for k, s, d, p in layers_of_the_page:
        weights = np.zeros(d * (k - 1) + 1)
        weights[::d] = np.arange(1, k + 1)
        expected = np.correlate(np.pad(x, p), weights, "valid")[::s]
        np.testing.assert_allclose(field_recurrence.layer(x, k, s, d, p), expected)


def test_published_figures():
    # The table of google-research/receptive_field: receptive field and effective stride.
    expected = {"alexnet": 195, "vgg16": 212, "mobilenet": 315, "resnet50": 483, "resnet101": 1027}
    told = facts()
    for name, r in expected.items():
        assert told[name] == r
        assert walk(NETWORKS[name])[-1][1] == 32
    # It gives what happens in between as well: AlexNet's layers, and VGG-16's effective padding of 90.
    alexnet = [r for r, _, _ in walk(NETWORKS["alexnet"])][1:]
    assert alexnet == [11, 19, 51, 67, 99, 131, 163, 195]
    assert field_photo.facts()["start"] == -90
    # With torchvision's place of the stride, worked by hand: 35, then 8 + 3·16, 16 + 5·32 and 32 + 2·64 more.
    assert told["resnet50_late"] == 35 + 56 + 176 + 160
    assert told["times"] == pytest.approx(1027 / 224)


def test_depths_of_the_published_networks():
    told = facts()
    counts = {name: told[f"{name}_layers"] for name in NETWORKS}
    # 5 convolutions and 3 poolings; 13 and 5; 14; one 7x7, a pooling and a 3x3 in each of 16 or 33 blocks.
    assert counts == {"alexnet": 8, "vgg16": 18, "mobilenet": 14, "resnet50": 18, "resnet101": 35}


def test_the_frames_lie_around_the_point():
    found = field_photo.fields()
    assert [r for r, _, _ in found] == [6, 16, 44, 100, 212]
    for field in found:
        r, jump, start = field
        for place in field_photo.EYE:
            first = field_photo.nearest(field, place)
            assert (first - start) % jump == 0  # it is the window of an output
            assert abs(first + (r - 1) / 2 - place) <= jump / 2
            assert first >= 0
            assert first + r <= field_photo.SIZE  # inside the picture: nothing is cut off
    assert field_photo.facts()["inside"] == pytest.approx(122**2 / 212**2)


def test_stacks_and_growth():
    told = field_stacks.facts()
    assert (told["reach_two"], told["reach_five"], told["reach_three"], told["reach_seven"]) == (5, 5, 7, 7)
    assert told["weights_three"] == 27 * 64**2
    assert told["weights_seven"] == 49 * 64**2
    assert round(told["more"], 2) == 0.81  # "81% more", Simonyan and Zisserman
    assert growth_facts() == {"plain": 17, "strided": 61, "dilated": 2**9 - 1, "depth": 8}
    for layers in stacks().values():
        assert len(layers) == 8
        assert {k for k, _, _, _ in layers} == {3}


@pytest.mark.parametrize("dilations", [(2, 2, 2), (1, 2, 3), (1, 2, 4), (3, 3), (1,), (2, 4, 8)])
def test_paths_are_counted_by_a_network_of_ones(dilations):
    reach = 1 + 2 * sum(dilations)
    counted = []
    for pixel in range(reach):
        x = np.eye(reach)[pixel].reshape(1, 1, reach)
        for d in dilations:
            x = conv2d(x, np.ones((1, 1, 1, 3)), dilation=(1, d))
        counted.append(x.item())
    assert paths(dilations).tolist() == counted


def test_holes():
    assert gridding_facts() == {"reach": 13, "pixels": 169, "seen": 49, "seen_mixed": 169}
    ways = paths((2, 2, 2))
    # Neighbouring outputs share no pixel.
    assert not np.any((np.append(ways, 0) > 0) & (np.append(0, ways) > 0))
