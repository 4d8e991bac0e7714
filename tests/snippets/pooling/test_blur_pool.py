"""Ask SciPy's filters, on the photograph as Pillow reads it, how much a shift changes a pooling."""

import numpy as np
import pytest
from matplotlib.cbook import get_sample_data
from PIL import Image
from scipy import ndimage, signal

from snippets.pooling import blur_pool


@pytest.fixture(scope="module")
def grey():
    """Return the photograph as Pillow reads it."""
    with Image.open(get_sample_data("grace_hopper.jpg", asfileobj=False)) as picture:
        return np.asarray(picture).astype(float).mean(axis=2)


def measured(grey, pool):
    """Return the change over the spread when the photograph, a ring, moves by one column, and the spread."""
    before, after = pool(grey), pool(np.column_stack([grey[:, -1], grey[:, :-1]]))
    return np.linalg.norm(after - before) / np.sqrt(before.size) / before.std(), before.std()


@pytest.mark.parametrize(
    ("kind", "taps"),
    [("max", [1]), ("blur3", [1, 2, 1]), ("blur5", [1, 4, 6, 4, 1])],
)
def test_blurred_pooling_is_a_filter_a_blur_and_every_second_pixel(grey, kind, taps):
    kernel = np.outer(taps, taps) / np.sum(taps) ** 2

    def pool(x):
        dense = ndimage.maximum_filter(x, size=2, origin=-1, mode="wrap")
        return signal.convolve2d(dense, kernel, mode="same", boundary="wrap")[::2, ::2]

    np.testing.assert_allclose(blur_pool.pool(grey, kind), pool(grey), rtol=0, atol=1e-9)
    facts = blur_pool.facts()
    assert (facts[f"change_{kind}"], facts[f"spread_{kind}"]) == pytest.approx(measured(grey, pool))


@pytest.mark.parametrize(("kind", "size", "step"), [("none", 1, 1), ("second", 1, 2), ("mean", 2, 2)])
def test_the_rest_of_the_comparison_is_a_uniform_filter(grey, kind, size, step):
    def pool(x):
        return ndimage.uniform_filter(x, size=size, origin=-(size // 2), mode="wrap")[::step, ::step]

    facts = blur_pool.facts()
    assert (facts[f"change_{kind}"], facts[f"spread_{kind}"]) == pytest.approx(measured(grey, pool))


def test_the_page_says_rightly_that_blur_calms_the_output_and_keeps_contrast():
    facts = blur_pool.facts()
    assert facts["change_blur5"] < facts["change_blur3"] < 0.8 * facts["change_max"]
    assert facts["change_mean"] < facts["change_max"] < facts["change_none"] < facts["change_second"]
    assert facts["spread_blur3"] > 0.98 * facts["spread_max"]


def test_a_shifted_ring_by_hand():
    x = np.array([0, 0, 1, 1, 0, 0, 1, 1])
    np.testing.assert_array_equal(blur_pool.max_pool(x), [0, 1, 0, 1])
    np.testing.assert_array_equal(blur_pool.max_pool(np.roll(x, 1)), [1, 1, 1, 1])
    np.testing.assert_array_equal(blur_pool.max_blur_pool(x), [0.5, 1, 0.5, 1])
    np.testing.assert_array_equal(blur_pool.max_blur_pool(np.roll(x, 1)), [0.75] * 4)
