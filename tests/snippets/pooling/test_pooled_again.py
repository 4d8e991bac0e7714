"""Ask SciPy's filters, on the photograph as Pillow reads it, whether pooling again and again is right."""

import numpy as np
import pytest
from matplotlib.cbook import get_sample_data
from PIL import Image
from scipy import ndimage

from snippets.pooling import pooled_again


@pytest.fixture(scope="module")
def grey():
    """Return the photograph as Pillow reads it."""
    with Image.open(get_sample_data("grace_hopper.jpg", asfileobj=False)) as picture:
        return np.asarray(picture).astype(float).mean(axis=2)


def test_sizes_shrink_as_dividing_by_two_and_flooring_does(grey):
    sizes = [x.shape for x in pooled_again.maps]
    assert sizes == [(600, 512), (300, 256), (150, 128), (75, 64), (37, 32), (18, 16)]
    x = grey
    for found in pooled_again.maps[1:]:
        windows = ndimage.maximum_filter(x, size=2, origin=-1)
        x = windows[: x.shape[0] // 2 * 2 : 2, : x.shape[1] // 2 * 2 : 2]
        np.testing.assert_array_equal(found, x)
    facts = pooled_again.facts()
    assert facts["fewer"] == pytest.approx(307200 / 288)
