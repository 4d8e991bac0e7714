"""The network against PyTorch, whose answers tests/bench/network.py has recorded, and against differences."""

import json
from pathlib import Path

import numpy as np
import pytest

from snippets.networks import digits, training

PYTORCH = json.loads(Path(__file__).with_name("pytorch.json").read_text("utf-8"))
POOLINGS = ("max", "mean", "stride")
RERUN = "run tests/bench/network.py again if the drawings or the network were meant to change"


@pytest.fixture(scope="module")
def drawings():
    return digits.draw_many(200, seed=7)


def said(parts):
    """Return of each array its sum, the sum of its squares and its first and last number."""
    return [[part.sum(), (part**2).sum(), part.ravel()[0], part.ravel()[-1]] for part in parts]


@pytest.mark.parametrize("pooling", POOLINGS)
def test_scores_loss_and_gradients_are_those_of_pytorch(pooling, drawings):
    pictures, answers = (one[:20] for one in drawings)
    network = training.fresh(pooling, 0)
    steps = training.forward(network, pictures, pooling)
    np.testing.assert_allclose(steps[-1][0][:3], PYTORCH[pooling]["scores"], atol=1e-6, err_msg=RERUN)
    assert training.loss_of(steps[-1][0], answers) == pytest.approx(PYTORCH[pooling]["loss"], abs=1e-6)
    gradients = training.backward(steps, answers)
    np.testing.assert_allclose(said(gradients), PYTORCH[pooling]["gradients"], atol=1e-6, err_msg=RERUN)


@pytest.mark.parametrize("pooling", POOLINGS)
def test_ten_steps_of_training_lead_where_they_lead_pytorch(pooling, drawings):
    network = training.fresh(pooling, 0)
    losses = training.train(network, *drawings, pooling, epochs=1)
    assert len(losses) == 10
    np.testing.assert_allclose(said(network), PYTORCH[pooling]["trained"], atol=1e-6, err_msg=RERUN)


@pytest.mark.parametrize("pooling", [*POOLINGS, "none"])
def test_the_gradient_of_a_whole_network(pooling):
    """On noise: on white paper and with biases of zero, a ReLU stands where it has no slope."""
    rng = np.random.default_rng(0)
    pictures, answers = rng.random((4, 28, 28)), np.array([3, 1, 4, 1])
    network = training.fresh(pooling, 1)
    for part, gradient in zip(
        network, training.backward(training.forward(network, pictures, pooling), answers), strict=True
    ):
        for place in [tuple(rng.integers(part.shape)) for _ in range(8)]:
            middle, losses = part[place], []
            for part[place] in (middle + 1e-6, middle - 1e-6):
                losses.append(training.loss_of(training.given(network, pictures, pooling), answers))
            part[place] = middle
            assert gradient[place] == pytest.approx((losses[0] - losses[1]) / 2e-6, abs=1e-7)


@pytest.mark.parametrize("pooling", [*POOLINGS, "none"])
def test_all_networks_end_in_maps_of_the_same_size(pooling, drawings):
    network = training.fresh(pooling, 0)
    shapes = [y.shape[1:] for y, _ in training.forward(network, drawings[0][:2], pooling)]
    assert (8, 12, 12) in shapes
    assert shapes[-2:] == [(16, 5, 5), (10,)]


def test_a_layer_gives_the_same_of_many_pictures_as_of_one(drawings):
    network = training.fresh("max", 0)
    many = training.given(network, drawings[0][:41], "max")
    for picture, scores in zip(drawings[0][:41:10], many[::10], strict=True):
        np.testing.assert_allclose(training.given(network, picture[None], "max")[0], scores)


def test_training_again_gives_the_same_bytes(drawings):
    one, other = (training.fresh("max", 3) for _ in range(2))
    losses = [training.train(network, *drawings, "max", epochs=2) for network in (one, other)]
    assert losses[0] == losses[1]
    assert all((a == b).all() for a, b in zip(one, other, strict=True))
    assert losses[0][-1] < losses[0][0]
