"""What holds of maximum and mean for every picture, tried on many with SciPy and by hand."""

import numpy as np
import pytest
from scipy import fft, ndimage

from snippets.pooling import max_or_mean_properties

FACTS = max_or_mean_properties.facts()
WINDOWS = np.random.default_rng(5).normal(size=(1000, 4))


def test_the_sum_of_two_windows_by_hand():
    assert FACTS["first"].tolist() == [[1, 3], [4, 6]]
    assert FACTS["second"].tolist() == [[3, 7], [7, 1]]
    # the sums: 4, 10, 11, 7
    assert (FACTS["sum_of_maxima"], FACTS["maximum_of_sum"]) == (6 + 7, 11)
    assert (FACTS["sum_of_means"], FACTS["mean_of_sum"]) == (14 / 4 + 18 / 4, 32 / 4)


def test_the_relu_of_one_window_by_hand():
    assert sorted(FACTS["signed"].ravel()) == [-4, -1, 1, 3]
    assert FACTS["relu_of_maximum"] == FACTS["maximum_of_relu"] == 3
    assert (FACTS["relu_of_mean"], FACTS["mean_of_relu"]) == (0, (1 + 3) / 4)


@pytest.mark.parametrize("rising", [np.exp, np.arctan, np.cbrt, np.floor, lambda x: np.where(x > 0, x, 0)])
def test_a_rising_function_may_stand_before_or_after_the_maximum(rising):
    np.testing.assert_array_equal(rising(WINDOWS.max(axis=1)), rising(WINDOWS).max(axis=1))
    assert not np.allclose(rising(WINDOWS.mean(axis=1)), rising(WINDOWS).mean(axis=1))


def test_the_mean_alone_keeps_sums():
    other = WINDOWS[::-1]
    np.testing.assert_allclose((WINDOWS + other).mean(axis=1), WINDOWS.mean(axis=1) + other.mean(axis=1))
    assert not np.allclose((WINDOWS + other).max(axis=1), WINDOWS.max(axis=1) + other.max(axis=1))


def test_the_order_of_the_pixels_leaves_no_trace():
    assert (FACTS["orders"], FACTS["maxima"], FACTS["means"]) == (1 * 2 * 3 * 4, 1, 1)


def test_only_the_maximum_adds_frequencies():
    turns, length = 50, 401
    assert FACTS["period"] == length / turns
    row = np.sin(2 * np.pi * turns * np.arange(length) / length)
    energy = {}
    for name, after in (
        ("mean", ndimage.correlate1d(row, [0.5, 0.5], origin=-1, mode="wrap")),
        ("max", ndimage.maximum_filter1d(row, 2, origin=-1, mode="wrap")),
    ):
        energy[name] = np.abs(fft.fft(after)[1 : length // 2 + 1]) ** 2
    for name in energy:
        assert FACTS[f"beside_{name}"] == pytest.approx(1 - energy[name][turns - 1] / energy[name].sum(), abs=1e-8)
    assert FACTS["beside_max"] > 0.03
    assert FACTS["beside_mean"] == 0
    # two equal weights pass cos(pi / period) of the height
    assert FACTS["gain_mean"] == pytest.approx(np.cos(np.pi / FACTS["period"]))


def test_the_finest_stripes_vanish_in_both_means_and_maxima():
    stripes = np.tile([0.0, 1.0], 8)
    assert np.ptp(ndimage.uniform_filter1d(stripes, 2, mode="wrap")) == 0
    assert np.ptp(ndimage.maximum_filter1d(stripes, 2, mode="wrap")) == 0
