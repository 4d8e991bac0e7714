"""The networks that the site shows: trained once, rounded to eight bits, and kept for whoever asks next.

What is shown of them, and every number about them, is of the rounded ones.
"""

import base64
import functools
import hashlib
import os
import tempfile
from pathlib import Path

import numpy as np

from snippets.networks import digits, training

POOLINGS = ("max", "mean", "stride")
SEED = 0
LEARNED_FROM, HELD_OUT = 6000, 2000  # drawings
DIRECTIONS = 20  # that the features of drawings go into; further off, a drawing is like none of them
NEAR = 0.97  # share of held-out drawings that count as near
PATCHES = 6  # for each filter
FIELDS = {0: (5, 1), 1: (10, 2)}  # side of what a number of the first and second convolution sees, and its stride
CACHE = Path(__file__).parents[2] / ".cache"  # of the project; in the zip of a figure there is none


@functools.cache
def learned_from() -> tuple[np.ndarray, np.ndarray]:
    """Return the drawings that the networks learn from, and their digits."""
    return digits.draw_many(LEARNED_FROM, seed=1)


@functools.cache
def held_out() -> tuple[np.ndarray, np.ndarray]:
    """Return drawings that no network has learned from, and their digits."""
    return digits.draw_many(HELD_OUT, seed=2)


def kept(name, make):
    """Return the arrays that `make` gives, or gave in an earlier process with the same code."""
    files = [Path(__file__).with_name(f"{one}.py").read_bytes() for one in ("digits", "layers", "training", "trained")]
    key = hashlib.sha256(b"\0".join([np.__version__.encode(), *files])).hexdigest()[:16]
    file = CACHE / "networks" / f"{name}.{key}.npz"
    if file.is_file():
        with np.load(file) as found:
            return [found[part] for part in found.files]
    made = make()
    if CACHE.is_dir():
        file.parent.mkdir(exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=file.parent)
        with os.fdopen(handle, "wb") as stream:
            np.savez(stream, *made)
        os.replace(temporary, file)  # another process never reads half of it
    return made


@functools.cache
def exact(pooling):
    """Return a trained network as training left it, and the losses on the way."""

    def make():
        network = training.fresh(pooling, SEED)
        losses = training.train(network, *learned_from(), pooling, SEED)
        return [*network, np.array(losses)]

    *network, losses = kept(pooling, make)
    return network, losses


def rounded(weight):
    """Return weights as whole numbers from -127 to 127, and the size of one for each first index."""
    flat = abs(weight.reshape(len(weight), -1))
    scale = np.float32(flat.max(axis=1) / 127).astype(float)
    wide = scale.reshape(-1, *[1] * (weight.ndim - 1))
    return np.rint(weight / wide).astype(np.int8), scale


def packed(weight):
    """Return weights as the site serves them."""
    whole, scale = rounded(weight)
    return {
        "shape": list(weight.shape),
        "weight": base64.b64encode(whole.tobytes()).decode(),
        "scale": [float(f"{one:.9g}") for one in scale],
    }


def unpacked(part):
    """Return weights that `packed` has packed."""
    whole = np.frombuffer(base64.b64decode(part["weight"]), np.int8).reshape(part["shape"])
    return whole * np.reshape(part["scale"], (-1, *[1] * (whole.ndim - 1)))


@functools.cache
def trained(pooling):
    """Return a trained network whose weights need eight bits each."""
    network, _ = exact(pooling)
    return [unpacked(packed(part)) if part.ndim > 1 else part.round(5) for part in network]


def features(pooling, pictures):
    """Return what the dense layer gets of each picture."""
    return training.given(trained(pooling), pictures, pooling, -2).reshape(len(pictures), -1)


@functools.cache
def likeness(pooling):
    """Return the middle of the features of drawings, and the directions in which they spread most."""
    z = features(pooling, learned_from()[0])
    middle = z.mean(axis=0)
    _, vectors = np.linalg.eigh(np.cov(z.T))
    basis = vectors.T[: -DIRECTIONS - 1 : -1]
    largest = basis[np.arange(DIRECTIONS), abs(basis).argmax(axis=1)]
    return middle.round(4), packed(basis * np.sign(largest)[:, None])  # else a vector may be turned around


def distance(pooling, pictures):
    """Return how far the features of each picture are from what drawings give: what no direction explains."""
    middle, directions = likeness(pooling)
    basis = unpacked(directions)
    rest = features(pooling, pictures) - middle
    return ((rest - rest @ basis.T @ basis) ** 2).sum(axis=1)


def limit(pooling):
    """Return the distance from which on a picture is like nothing that was learned."""
    return float(f"{np.quantile(distance(pooling, held_out()[0]), NEAR):.4g}")


def exciting(pooling, which):
    """Return for each filter of a convolution the patches of held-out drawings that excite it most, as hex digits."""
    pictures, _ = held_out()
    per_convolution = 4 if pooling == "stride" else 3  # layers, with the pooling or what stands in its place
    maps = training.given(trained(pooling), pictures, pooling, which * per_convolution)
    side, jump = FIELDS[which]
    found = []
    for channel in maps.swapaxes(0, 1):
        highest = channel.reshape(len(pictures), -1)
        chosen = highest.max(axis=1).argsort(kind="stable")[: -PATCHES - 1 : -1]
        places = [divmod(int(highest[one].argmax()), channel.shape[2]) for one in chosen]
        found.append(
            [
                sixteen(pictures[one, jump * r : jump * r + side, jump * c : jump * c + side])
                for one, (r, c) in zip(chosen, places, strict=True)
            ]
        )
    return {"size": side, "patches": found}


def sixteen(picture):
    """Return a picture as one hex digit a pixel."""
    return "".join(f"{level:x}" for level in np.rint(15 * picture.ravel()).astype(int))


def described(pooling):
    """Return a network as the site serves it."""
    weights = iter(exact(pooling)[0])

    def layer(kind, **more):
        part = next(weights)
        return {"kind": kind, **more, **packed(part), "bias": next(weights).round(5).tolist()}

    parts = []
    for _ in training.FILTERS:
        parts += [layer("conv", stride=1), {"kind": "relu"}]
        parts += [layer("conv", stride=2), {"kind": "relu"}] if pooling == "stride" else [{"kind": pooling}]
    middle, directions = likeness(pooling)
    return {
        "pooling": pooling,
        "accuracy": float(training.accuracy(trained(pooling), *held_out(), pooling)),
        "layers": [*parts, layer("dense")],
        "unlike": {"mean": middle.tolist(), **directions, "limit": limit(pooling)},
        "excites": [exciting(pooling, which) for which in FIELDS],
    }


def samples():
    """Return three drawings of each digit, as the lines that they are drawn of."""
    rng = np.random.default_rng(3)
    found = []
    for digit in range(10):
        for way in range(3):
            strokes = digits.fit(digits.write(digit, rng))
            lines = [stroke.round(1).ravel().tolist() for stroke in strokes]
            found.append({"digit": digit, "strokes": lines, "width": [2.2, 2.8, 3.4][way]})
    return {"samples": found}


def data():
    """Return the files that the site serves, by name."""
    networks = {f"network/{pooling}.json": described(pooling) for pooling in POOLINGS}
    return {**networks, "network/samples.json": samples()}


def facts():
    first, second = training.FILTERS
    return {
        "learned_from": LEARNED_FROM,
        "held_out": HELD_OUT,
        "first": first,
        "second": second,
        "features": trained("max")[-2].shape[1],
        **{pooling: training.accuracy(trained(pooling), *held_out(), pooling) for pooling in POOLINGS},
        "exact": training.accuracy(exact("max")[0], *held_out(), "max"),
    }
