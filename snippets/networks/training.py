"""A small network that tells digits apart, and how it is trained."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]
from snippets.networks.layers import conv, dense, max_pool, mean_pool, relu, softmax

# --8<-- [start:network]
FILTERS = 8, 16  # of the first and of the second convolution


def fresh(pooling, seed):
    """Return the weights and biases of all layers, as training begins."""
    first, second = FILTERS
    shapes = [(first, 1, 5, 5), (second, first, 3, 3), (10, second * 5 * 5)]
    if pooling == "stride":
        shapes[1:1] = [(first, first, 2, 2)]
        shapes[3:3] = [(second, second, 2, 2)]
    rng = np.random.default_rng(seed)
    network = []
    for shape in shapes:
        spread = np.sqrt(2 / np.prod(shape[1:]))  # He and others (2015)
        network += [rng.normal(0, spread, shape), np.zeros(shape[0])]
    return [part.astype(np.float32) for part in network]


def forward(network, pictures, pooling):
    """Return what each layer gives, and how its gradient goes back."""
    weights = iter(network)
    steps = []

    def step(layer, *arguments, **options):
        x = steps[-1][0] if steps else pictures[:, None]
        steps.append(layer(x, *arguments, **options))

    for _ in FILTERS:
        step(conv, next(weights), next(weights))
        step(relu)
        if pooling == "stride":
            step(conv, next(weights), next(weights), stride=2)
            step(relu)
        else:
            step({"max": max_pool, "mean": mean_pool}[pooling])
    step(dense, next(weights), next(weights))
    return steps


def backward(steps, digits):
    """Return the loss and its gradient for each weight and bias."""
    chances = softmax(steps[-1][0])
    each = np.arange(len(digits))
    loss = -np.log(np.maximum(chances[each, digits], 1e-30)).mean()
    d = chances
    d[each, digits] -= 1
    d = d / len(digits)
    gradients = []
    for _, back in reversed(steps):
        d, *parts = back(d)
        gradients[:0] = parts
    return loss, gradients


# --8<-- [end:network]


# --8<-- [start:train]
def train(pictures, digits, pooling, seed, epochs=8, batch=50, rate=0.05):
    """Train a network by gradient descent with momentum."""
    rng = np.random.default_rng(seed)
    network = fresh(pooling, seed)
    speed = [np.zeros_like(part) for part in network]
    losses = []
    total = epochs * (len(digits) // batch)
    for _ in range(epochs):
        for chosen in rng.permutation(len(digits))[: len(digits) // batch * batch].reshape(-1, batch):
            loss, gradients = backward(forward(network, pictures[chosen], pooling), digits[chosen])
            now = np.float32(rate * (1 + np.cos(np.pi * len(losses) / total)) / 2)
            for part, v, gradient in zip(network, speed, gradients, strict=True):
                v *= np.float32(0.9)
                v -= now * gradient
                part += v
            losses.append(loss)
    return network, losses


def answers(network, pictures, pooling):
    """Return the digit with the highest score, for each picture."""
    return forward(network, pictures, pooling)[-1][0].argmax(axis=1)


# --8<-- [end:train]
