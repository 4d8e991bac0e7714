"""The effective receptive field, against differences, trinomials and the normal distribution."""

import math

import numpy as np
import pytest
from scipy import ndimage, stats

from snippets.convolution import field_effective as field
from snippets.convolution.field_effective_growth import DEPTHS, effective
from snippets.convolution.field_effective_growth import facts as growth_facts

FACTS = field.facts()


def trinomial(n):
    """Return the probabilities of a walk of n steps of -1, 0 or 1, by their closed formula."""
    ways = []
    for end in range(-n, n + 1):
        up = range(max(0, end), (n + end) // 2 + 1)  # steps up; as many down, less the end; the rest stays
        ways.append(sum(math.comb(n, i) * math.comb(n - i, i - end) for i in up))
    return np.array(ways) / 3.0**n


def test_equal_weights_give_the_walk_of_twenty_steps():
    along = trinomial(20)
    np.testing.assert_allclose(field.gradient, np.outer(along, along), rtol=1e-12)
    assert FACTS["share"] == pytest.approx(along[12:29].sum() ** 2)
    assert FACTS["area"] == pytest.approx(17 * 17 / (41 * 41))


def test_equal_weights_as_scipy_blurs_a_point():
    x = np.zeros((61, 61))
    x[30, 30] = 1
    for _ in range(20):
        x = ndimage.uniform_filter(x, 3)
    np.testing.assert_allclose(field.gradient, x[10:51, 10:51], atol=1e-15)


def test_the_shape_is_a_gaussian_and_its_width_the_root_of_the_depth():
    along = field.gradient.sum(axis=0)
    places = np.arange(-20, 21)
    spread = math.sqrt(along @ places**2)
    assert FACTS["spread"] == pytest.approx(spread) == pytest.approx(math.sqrt(40 / 3))
    np.testing.assert_allclose(along, stats.norm.pdf(places, scale=spread), atol=0.002)


@pytest.mark.parametrize("relu", [False, True])
def test_the_random_gradient_is_what_small_changes_show(relu, monkeypatch):
    monkeypatch.setattr(field, "LAYERS", 3)
    monkeypatch.setattr(field, "CHANNELS", 2)
    squared = field.random_gradient(np.random.default_rng(5), relu)
    # The same draws, and the same network by SciPy.
    rng = np.random.default_rng(5)
    image = rng.normal(size=(2, 7, 7))
    weights = [rng.normal(0, np.sqrt(2 / 18), (2, 2, 3, 3)) for _ in range(3)]

    def output(x):
        for depth, w in enumerate(weights):
            x = np.array([sum(ndimage.correlate(x[i], w[o, i])[1:-1, 1:-1] for i in range(2)) for o in range(2)])
            if relu and depth < 2:
                x = np.maximum(x, 0)
        return x[0, 0, 0]

    expected = np.zeros((7, 7))
    for place in np.ndindex(2, 7, 7):
        step = np.zeros_like(image)
        step[place] = 1e-6
        expected[place[1:]] += ((output(image + step) - output(image - step)) / 2e-6) ** 2
    np.testing.assert_allclose(squared, expected, rtol=1e-4, atol=1e-9)


def test_random_weights_spread_like_equal_ones():
    """The expected squared gradient of independent weights is the walk itself (Luo and others)."""
    average = field.random_map(relu=False)
    assert average.sum() == pytest.approx(1)
    middle = average[12:29, 12:29].sum()
    assert middle == pytest.approx(FACTS["share"], abs=0.02)
    assert FACTS["share_random"] == pytest.approx(FACTS["share"], abs=0.03)
    assert (FACTS["layers"], FACTS["channels"], FACTS["draws"]) == (20, 8, 30)


def test_the_square_that_holds_most_of_the_weight():
    told = growth_facts()
    for depth in DEPTHS:
        along = trinomial(depth)
        inside = {2 * i + 1: along[depth - i : depth + i + 1].sum() ** 2 for i in range(depth + 1)}
        assert effective(depth) == min(side for side, held in inside.items() if held >= 0.95)
    for depth in (10, 40):
        assert told[f"theoretical_{depth}"] == 2 * depth + 1
        assert told[f"effective_{depth}"] == effective(depth)
    assert told["level"] == 0.95
    # Two independent axes hold 97.5% each. From that comes the dashed line, which is off by less than two pixels.
    width = stats.norm.ppf(1 - (1 - math.sqrt(0.95)) / 2)
    assert width == pytest.approx(2.236, abs=0.001)
    for depth in DEPTHS:
        assert abs(effective(depth) - 2 * width * math.sqrt(2 * depth / 3)) < 2
