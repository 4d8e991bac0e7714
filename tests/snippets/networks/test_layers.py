"""Each layer forwards against SciPy and backwards against central differences."""

import numpy as np
import pytest
from scipy import ndimage, signal, special

from snippets.networks import layers, worth


def by_differences(function, numbers, h=1e-6):
    """Return the slope of a number in each of some numbers, which are changed meanwhile."""
    slopes = np.zeros_like(numbers)
    for place in np.ndindex(numbers.shape):
        middle = numbers[place]
        numbers[place] = middle + h
        above = function()
        numbers[place] = middle - h
        slopes[place] = (above - function()) / (2 * h)
        numbers[place] = middle
    return slopes


RNG = np.random.default_rng(0)
X = RNG.normal(size=(2, 3, 6, 6))
LAYERS = {
    "conv": (layers.conv, [X, RNG.normal(size=(4, 3, 3, 3)), RNG.normal(size=4)], {}),
    "conv, stride 2": (layers.conv, [X, RNG.normal(size=(2, 3, 2, 2)), RNG.normal(size=2)], {"stride": 2}),
    "conv, stride 2, a rest": (layers.conv, [X, RNG.normal(size=(2, 3, 3, 3)), RNG.normal(size=2)], {"stride": 2}),
    "relu": (layers.relu, [X], {}),
    "max_pool": (layers.max_pool, [X], {}),
    "mean_pool": (layers.mean_pool, [X], {}),
    "blur_pool": (worth.blur_pool, [X], {}),
    "dense": (layers.dense, [X, RNG.normal(size=(5, 108)), RNG.normal(size=5)], {}),
}


@pytest.mark.parametrize("name", LAYERS)
def test_the_gradient_of_a_layer(name):
    layer, arguments, options = LAYERS[name]
    arguments = [argument.copy() for argument in arguments]
    y, back = layer(*arguments, **options)
    d = RNG.normal(size=y.shape)
    gradients = back(d)
    assert len(gradients) == len(arguments)
    for argument, gradient in zip(arguments, gradients, strict=True):
        slopes = by_differences(lambda: (layer(*arguments, **options)[0] * d).sum(), argument)
        np.testing.assert_allclose(gradient, slopes, atol=1e-7)


@pytest.mark.parametrize("name", LAYERS)
def test_a_layer_leaves_what_it_gets_and_the_precision_as_they_are(name):
    layer, arguments, options = LAYERS[name]
    single = [argument.astype(np.float32) for argument in arguments]
    y, back = layer(*[argument.copy() for argument in single], **options)
    assert y.dtype == np.float32
    assert all(gradient.dtype == np.float32 for gradient in back(np.ones_like(y)))


@pytest.mark.parametrize("stride", [1, 2, 3])
def test_conv_is_the_correlation_of_scipy(stride):
    weight, bias = RNG.normal(size=(4, 3, 3, 3)), RNG.normal(size=4)
    y, _ = layers.conv(X, weight, bias, stride)
    for n, f in np.ndindex(2, 4):
        whole = sum(signal.correlate(X[n, c], weight[f, c], "valid") for c in range(3)) + bias[f]
        np.testing.assert_allclose(y[n, f], whole[::stride, ::stride])


def test_the_first_layer_keeps_its_other_gradients():
    weight, bias = RNG.normal(size=(4, 3, 3, 3)), RNG.normal(size=4)
    y, back = layers.conv(X, weight, bias)
    first = layers.conv(X, weight, bias, first=True)[1](y)
    assert first[0] is None
    for one, other in zip(first[1:], back(y)[1:], strict=True):
        np.testing.assert_array_equal(one, other)


def test_pooling_is_the_filter_of_scipy_at_every_second_place():
    size = (1, 1, 2, 2)
    highest = ndimage.maximum_filter(X, size, origin=(0, 0, -1, -1))[:, :, ::2, ::2]
    np.testing.assert_array_equal(layers.max_pool(X)[0], highest)
    mean = ndimage.uniform_filter(X, size, origin=(0, 0, -1, -1))[:, :, ::2, ::2]
    np.testing.assert_allclose(layers.mean_pool(X)[0], mean, atol=1e-12)


def test_of_equal_pixels_the_first_alone_gets_the_gradient():
    y, back = layers.max_pool(np.zeros((1, 1, 4, 4)))
    (d_x,) = back(np.ones_like(y))
    np.testing.assert_array_equal(d_x[0, 0], np.kron(np.ones((2, 2)), [[1, 0], [0, 0]]))


def test_max_pooling_and_relu_change_places_and_mean_pooling_does_not():
    for pool, same in ((layers.max_pool, True), (layers.mean_pool, False)):
        before, after = layers.relu(pool(X)[0])[0], pool(layers.relu(X)[0])[0]
        assert np.array_equal(before, after) == same


def test_blurred_pooling_is_a_filter_of_scipy_after_a_maximum():
    for side in (24, 10):
        x = RNG.normal(size=(1, 1, side, side))
        highest = ndimage.maximum_filter(x[0, 0], 2, origin=-1)[:-1, :-1]
        blurred = ndimage.correlate(highest, np.outer([1, 2, 1], [1, 2, 1]) / 16, mode="mirror")[::2, ::2]
        np.testing.assert_allclose(worth.blur_pool(x)[0][0, 0], blurred)


def test_softmax_gives_the_chances_of_scipy_however_large_the_scores():
    scores = RNG.normal(size=(3, 10)) * [[1], [100], [1000]]
    np.testing.assert_allclose(layers.softmax(scores), special.softmax(scores, axis=1))
