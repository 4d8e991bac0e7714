"""How far a result looks, against the published recurrence and against two-dimensional filters."""

import numpy as np
from scipy.signal import correlate2d

from snippets.pooling import reach


def recurrence(layers):
    """Receptive field of layers given as (window, stride), by r = 1 + the sum of (k - 1) times the strides before."""
    field, step = 1, 1
    for window, stride in layers:
        field += (window - 1) * step
        step *= stride
    return field


def test_the_recurrence_agrees():
    facts = reach.facts()
    assert facts["plain"] == recurrence([(3, 1), (3, 1)]) == 5
    assert facts["pooled"] == recurrence([(3, 1), (2, 2), (3, 1)]) == 8
    assert facts["area"] == 64 / 25


def test_squares_of_that_size_in_two_dimensions():
    rng = np.random.default_rng(0)
    first, second = rng.random((2, 3, 3))

    def convolved(image):
        return correlate2d(image, first, "valid")

    def pooled(image):
        return np.maximum.reduceat(np.maximum.reduceat(image, range(0, 10, 2), axis=0), range(0, 10, 2), axis=1)

    def seen(network):
        # The first result changes when a pixel that it sees becomes the brightest by far.
        image = rng.random((12, 12))
        before = network(image)[0, 0]
        changed = np.zeros((12, 12), bool)
        for place in np.ndindex(12, 12):
            bright = image.copy()
            bright[place] += 1000
            changed[place] = network(bright)[0, 0] != before
        return changed

    plain = seen(lambda image: correlate2d(convolved(image), second, "valid"))
    between = seen(lambda image: correlate2d(pooled(convolved(image)), second, "valid"))
    for changed, side in ((plain, 5), (between, 8)):
        expected = np.zeros((12, 12), bool)
        expected[:side, :side] = True
        np.testing.assert_array_equal(changed, expected)


def test_the_lines_of_the_figure_join_what_depends_on_each_other():
    for layers in (reach.PLAIN, reach.POOLED):
        for layer in layers:
            window, stride = reach.TAPS[layer]
            for j, row in enumerate(np.array([layer(one) for one in np.eye(8)]).T):
                assert np.flatnonzero(row).tolist() == list(range(j * stride, j * stride + window))
