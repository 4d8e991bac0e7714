import numpy as np
import pytest

from snippets.pooling import count_include_pad as snippet


def test_both_means_are_those_of_a_library(onnx_pool):
    facts = snippet.facts()
    for counted, name in ((1, "counted"), (0, "real")):
        mean = onnx_pool("AveragePool", snippet.x, 3, 3, 1, count_include_pad=counted)
        assert mean.item() == pytest.approx(facts[name])
    assert facts["counted"] == pytest.approx(10 / 9)
    assert facts["real"] == 2.5
    assert (facts["all_pixels"], facts["real_pixels"]) == (9, 4)


def test_counting_the_padding_darkens_the_edge_of_a_flat_picture(onnx_pool):
    flat = np.full((5, 5), 90)
    facts = snippet.facts()
    assert facts["flat"] == 90
    np.testing.assert_array_equal(facts["frame"], [[40, 60, 40], [60, 90, 60], [40, 60, 40]])
    np.testing.assert_array_equal(facts["no_frame"], np.full((3, 3), 90))
    for counted, name in ((1, "frame"), (0, "no_frame")):
        expected = onnx_pool("AveragePool", flat, 3, 2, 1, count_include_pad=counted)
        np.testing.assert_allclose(facts[name], expected, rtol=1e-6)


def test_a_library_that_counts_real_pixels_only_by_default(onnx_pool):
    assert onnx_pool("AveragePool", snippet.x, 3, 3, 1).item() == pytest.approx(2.5)
