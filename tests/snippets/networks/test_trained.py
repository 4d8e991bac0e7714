"""The networks that the site shows: how well they read, and whether what is served is what was trained."""

import base64
import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from snippets.networks import digits, trained, training

POOLINGS = trained.POOLINGS
FACTS = trained.facts()


def test_accuracies():
    """They may differ a little from one processor to the next, whose sums differ in the last bit."""
    assert FACTS["max"] >= 0.97
    assert min(FACTS[pooling] for pooling in POOLINGS) >= 0.96
    assert FACTS["exact"] == pytest.approx(FACTS["max"], abs=0.003)


@pytest.mark.parametrize("pooling", POOLINGS)
def test_pytorch_reads_as_well(pooling):
    """The same start and order of training, by tests/bench/network.py."""
    found = json.loads(Path(__file__).with_name("pytorch.json").read_text("utf-8"))[pooling]["accuracy"]
    ours = training.accuracy(trained.exact(pooling)[0], *trained.held_out(), pooling)
    assert ours == pytest.approx(found, abs=0.005)


def test_nothing_that_is_held_out_was_learned_from():
    known = {picture.tobytes() for picture in trained.learned_from()[0]}
    assert not known & {picture.tobytes() for picture in trained.held_out()[0]}


@pytest.mark.parametrize("pooling", POOLINGS)
def test_what_is_served_is_the_network(pooling):
    """Read as a script reads it."""
    served = json.loads(json.dumps(trained.described(pooling)))
    parts = []
    for layer in served["layers"]:
        if "weight" in layer:
            whole = (
                np.frombuffer(base64.b64decode(layer["weight"]), np.int8).astype(float).reshape(len(layer["scale"]), -1)
            )
            parts += [(whole * np.array(layer["scale"])[:, None]).reshape(layer["shape"]), np.array(layer["bias"])]
    for part, known in zip(parts, trained.trained(pooling), strict=True):
        np.testing.assert_array_equal(part, known)
    kinds = [layer["kind"] for layer in served["layers"]]
    assert len(kinds) == len(training.forward(parts, np.zeros((1, 28, 28)), pooling))
    assert served["accuracy"] == FACTS[pooling]


@pytest.mark.parametrize("pooling", POOLINGS)
def test_rounding_moves_no_weight_by_more_than_half_a_step(pooling):
    for part, exact in zip(trained.trained(pooling), trained.exact(pooling)[0], strict=True):
        if part.ndim > 1:
            wide = abs(exact).reshape(len(exact), -1).max(axis=1) / 127
            assert (abs(part - exact).reshape(len(exact), -1).max(axis=1) <= 0.5001 * wide).all()


def test_all_that_is_served_is_small():
    sizes = [len(gzip.compress(json.dumps(file).encode(), mtime=0)) for file in trained.data().values()]
    assert sum(sizes) < 62_000


@pytest.mark.parametrize("pooling", POOLINGS)
def test_drawings_are_near_and_scribbles_are_far(pooling):
    near = trained.distance(pooling, trained.held_out()[0])
    assert (near <= trained.limit(pooling)).mean() == pytest.approx(trained.NEAR, abs=0.005)
    fresh, _ = digits.draw_many(300, seed=11)
    assert (trained.distance(pooling, fresh) <= trained.limit(pooling)).mean() > 0.93
    rng = np.random.default_rng(5)
    scribbles = np.array(
        [
            digits.render(digits.fit([digits.curve(rng.uniform(0, 100, (rng.integers(3, 9), 2)))]), 2.5)
            for _ in range(200)
        ]
    )
    assert (trained.distance(pooling, scribbles) > trained.limit(pooling)).mean() > 0.5


@pytest.mark.parametrize("pooling", POOLINGS)
@pytest.mark.parametrize("which", [0, 1])
def test_the_patches_that_excite_a_filter_give_its_largest_sums(pooling, which):
    served = trained.exciting(pooling, which)
    network, side = trained.trained(pooling), served["size"]
    pictures, _ = trained.held_out()
    layer = which * (4 if pooling == "stride" else 3)
    for filter_, patches in enumerate(served["patches"]):
        assert len(set(patches)) == trained.PATCHES
        shown = np.array([[int(level, 16) / 15 for level in patch] for patch in patches]).reshape(-1, side, side)
        if which == 0:
            sums = (shown * network[0][filter_, 0]).sum(axis=(1, 2)) + network[1][filter_]
        else:
            # A patch alone: the rest of a picture cannot be seen from this one place.
            wide = np.pad(shown, ((0, 0), (0, 28 - side), (0, 28 - side)))
            sums = training.forward(network, wide, pooling)[layer][0][:, filter_, 0, 0]
        highest = training.given(network, pictures[:200], pooling, layer)[:, filter_].max()
        assert sums.min() > 0.8 * highest - 0.3


def test_samples_are_read_rightly_by_the_best_network():
    found = trained.samples()["samples"]
    assert [sample["digit"] for sample in found] == np.repeat(np.arange(10), 3).tolist()
    pictures = np.array(
        [
            digits.render([np.reshape(stroke, (-1, 2)) for stroke in sample["strokes"]], sample["width"])
            for sample in found
        ]
    )
    answers = training.given(trained.trained("max"), pictures.astype(float), "max").argmax(axis=1)
    assert (answers == [sample["digit"] for sample in found]).mean() > 0.9
