"""Ask NumPy's sliding windows and published sizes whether the overlapping windows are right."""

import numpy as np
import pytest

from snippets.pooling import three_over_two


@pytest.mark.parametrize(("k", "covered", "twice"), [(2, range(12), []), (3, range(13), [2, 4, 6, 8, 10])])
def test_the_windows_that_the_figure_draws(k, covered, twice):
    drawn = three_over_two.windows(13, k, 2)
    line = np.lib.stride_tricks.sliding_window_view(np.arange(13), k)[::2]
    np.testing.assert_array_equal([list(window) for window in drawn], line)
    counts = np.bincount(line.ravel(), minlength=13)
    assert len(drawn) == 6
    assert np.flatnonzero(counts).tolist() == list(covered)
    assert np.flatnonzero(counts == 2).tolist() == twice


def test_the_sizes_of_googlenet_and_resnet():
    # GoogLeNet's table and ResNet's both print 56 after 112; without padding it would be 55
    facts = three_over_two.facts()
    assert (facts["even_floor"], facts["even_ceil"], facts["even_padded"]) == (55, 56, 56)
    assert (facts["read_two"], facts["read_three"]) == (4, 9)
