"""A small network that tells digits apart, and how it is trained."""

import numpy as np

from snippets.networks.layers import conv, dense, max_pool, mean_pool, relu, softmax

# --8<-- [start:network]
FILTERS = 8, 16  # of the first convolution and of the second
POOLS = {"max": max_pool, "mean": mean_pool}


def fresh(pooling, seed):
    """Return the weights and biases of all layers before training."""
    first, second = FILTERS
    shapes = [(first, 1, 5, 5), (second, first, 3, 3), (10, second * 5 * 5)]
    if pooling == "stride":  # two convolutions more, in place of the pooling
        shapes[1:1] = [(first, first, 2, 2)]
        shapes[3:3] = [(second, second, 2, 2)]
    rng = np.random.default_rng(seed)
    network = []
    for shape in shapes:
        spread = np.sqrt(2 / np.prod(shape[1:]))  # no layer shrinks its input
        network += [rng.normal(0, spread, shape), np.zeros(shape[0])]
    return network


def forward(network, pictures, pooling):
    """Return what every layer gives, with the way back for its gradient."""
    weights = iter(network)
    steps: list = []

    def step(layer, *weights, **options):
        x = steps[-1][0] if steps else pictures[:, None]  # one channel
        steps.append(layer(x, *weights, **options))

    for _ in FILTERS:
        stride = 2 if pooling == "none" else 1
        step(conv, next(weights), next(weights), stride=stride, first=not steps)
        step(relu)
        if pooling == "stride":
            step(conv, next(weights), next(weights), stride=2)
            step(relu)
        elif pooling != "none":
            step(POOLS[pooling])
    step(dense, next(weights), next(weights))
    return steps


def given(network, pictures, pooling, layer=-1):
    """Return what one layer gives of each picture; the last, the scores."""
    parts = np.array_split(pictures, -(-len(pictures) // 20))
    found = [forward(network, part, pooling)[layer][0] for part in parts]
    return np.concatenate(found)


# --8<-- [end:network]


# --8<-- [start:backward]
def loss_of(scores, digits):
    """Return the mean of minus the logarithm of the right digit's chance."""
    chances = softmax(scores)[np.arange(len(digits)), digits]
    return -np.log(np.maximum(chances, 1e-30)).mean()


def backward(steps, digits):
    """Return the gradient of the loss for all weights and biases, in order."""
    scores = steps[-1][0]
    d = (softmax(scores) - np.eye(10)[digits]) / len(digits)
    gradients: list = []
    for _, back in reversed(steps):
        d, *parts = back(d.astype(scores.dtype, copy=False))
        gradients = parts + gradients
    return gradients


# --8<-- [end:backward]


# --8<-- [start:train]
def train(network, pictures, digits, pooling, seed=0, epochs=5, batch=20, rate=0.04):
    """Train a network in place, with momentum; return the losses."""
    rng = np.random.default_rng(seed)
    speed = [np.zeros_like(part) for part in network]
    orders = [rng.permutation(len(digits)) for _ in range(epochs)]
    batches = np.concatenate(orders).reshape(-1, batch)
    losses = []
    for turn, chosen in enumerate(batches):
        steps = forward(network, pictures[chosen], pooling)
        losses.append(loss_of(steps[-1][0], digits[chosen]))
        # Large steps first, then smaller ones, down to none.
        now = rate * (1 + np.cos(np.pi * turn / len(batches))) / 2
        gradients = backward(steps, digits[chosen])
        for part, v, slope in zip(network, speed, gradients, strict=True):
            v *= 0.9
            v += slope
            part -= now * v
    return losses


def accuracy(network, pictures, digits, pooling):
    """Return the share of pictures whose highest score is the right one."""
    return (given(network, pictures, pooling).argmax(axis=1) == digits).mean()


# --8<-- [end:train]
