"""Ask plain sums whether the global average is right, and count its weights by hand."""

import numpy as np

from snippets.pooling import global_average


def test_a_global_average_has_one_number_a_channel_and_does_not_know_where():
    maps = np.random.default_rng(0).normal(size=(4, 5, 6))
    found = global_average.global_average(maps)
    np.testing.assert_allclose(found, [np.mean(m.ravel().tolist()) for m in maps])
    np.testing.assert_allclose(global_average.global_average(np.roll(maps, 2, axis=1)), found)


def test_the_weights_that_a_global_average_saves():
    facts = global_average.facts()
    assert facts["flat_inputs"] == 25_088
    assert facts["flat_weights"] == 25_088_000
    assert facts["gap_weights"] == 512_000
