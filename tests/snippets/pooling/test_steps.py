"""What stands in each step of the walked diagrams, against SciPy's filters and convolutions."""

import re

import numpy as np
import pytest
from scipy import ndimage, signal

from snippets.pooling import diagram, gaps, no_overlap, overlap

WALKS = ((no_overlap, no_overlap.P, 2, 4), (overlap, overlap.P, 1, 9), (gaps, gaps.Q, 3, 4))
CASES = [(*walk[:3], step) for walk in WALKS for step in range(1, walk[3] + 1)]


@pytest.mark.parametrize(("module", "image", "stride", "step"), CASES)
def test_each_step(steps_of, module, image, stride, step):
    made = steps_of(module)
    n = len(image)
    maxima = ndimage.maximum_filter(image, size=2)[1::stride, 1::stride]
    m = len(maxima)
    places = [(stride * (i // m), stride * (i % m)) for i in range(step)]
    starts = np.zeros((n - 1, n - 1))
    for place in places:
        starts[place] = 1
    left, top = diagram.LEFT, diagram.TOP
    times = signal.convolve2d(starts, np.ones((2, 2)))
    np.testing.assert_array_equal(made.grid(step, left, top + n + 1.1, (n, n)), times)
    np.testing.assert_array_equal(made.grid(step, left, top, (n, n)), image)
    expected = np.where(np.arange(m * m).reshape(m, m) < step, maxima, np.nan)
    np.testing.assert_array_equal(made.grid(step, left + n + 1.6, top + n / 2 - m / 2, (m, m)), expected)
    r, c = places[-1]
    role = diagram.colour(r // stride, c // stride)
    pixels = {(r + i, c + j) for i in (0, 1) for j in (0, 1)}
    assert made.cells(step, role, left, top, (n, n)) == pixels
    # A window that is overlapped goes, others stay.
    assert len(made.windows(step)) == (1 if stride == 1 else step)
    (said,) = [text for text in made.texts(step) if text.startswith("Largest of")]
    *four, largest = map(int, re.findall(r"\d+", said))
    assert four == [image[r + i, c + j] for i in (0, 1) for j in (0, 1)]
    assert largest == max(four) == maxima[r // stride, c // stride]


@pytest.mark.parametrize(("module", "last", "words"), [(no_overlap, 4, ["once: 16 pixels"]), (overlap, 9, [])])
def test_how_many_pixels_were_seen_is_said_in_the_end(steps_of, module, last, words):
    made = steps_of(module)
    assert [text for text in made.texts(last) if "pixels" in text] == words
    assert not [text for text in made.texts(last - 1) if "pixels" in text]
