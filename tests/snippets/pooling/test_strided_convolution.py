"""Ask SciPy whether the convolution with a stride is right, and count its weights by hand."""

import numpy as np
import pytest
from scipy import signal

from snippets.pooling import strided_convolution


@pytest.mark.parametrize("stride", [1, 2])
@pytest.mark.parametrize("weights", [strided_convolution.equal, strided_convolution.other])
def test_a_strided_convolution_is_a_correlation_of_which_few_are_kept(weights, stride):
    dense = signal.correlate2d(strided_convolution.P, weights, mode="valid")
    found = strided_convolution.convolve(strided_convolution.P, weights, stride)
    np.testing.assert_allclose(found, dense[::stride, ::stride])


def test_strided_convolution_by_hand():
    facts = strided_convolution.facts()
    found = strided_convolution.convolve(strided_convolution.P, strided_convolution.equal, 2)
    np.testing.assert_array_equal(found, [[3.5, 2], [2.5, 6]])
    np.testing.assert_array_equal(facts["other"], [[4, -6], [-4, 0]])
    assert facts["weights"] == 36_864
