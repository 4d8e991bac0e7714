"""The three worked strides and the row, against numbers worked by hand and SciPy's filters."""

import ast
import re
from pathlib import Path

import numpy as np
import pytest
from scipy import ndimage

from snippets.pooling import diagram, gaps, no_overlap, overlap, window_and_stride


def filtered(image, stride):
    """Return maximum and mean of two by two windows: filters that look up and left, sampled."""
    at = (slice(1, None, stride),) * 2
    means = ndimage.uniform_filter(image.astype(float), size=2)
    return ndimage.maximum_filter(image, size=2)[at], means[at]


@pytest.mark.parametrize(
    ("windows", "maxima", "means"),
    [
        (no_overlap.windows, [[6, 5], [7, 9]], [[3.5, 2], [2.5, 6]]),
        (
            overlap.windows,
            [[6, 6, 5], [7, 8, 8], [7, 8, 9]],
            [[3.5, 4, 2], [4.75, 5.25, 4], [2.5, 3.75, 6]],
        ),
        (gaps.windows, [[6, 5], [7, 9]], [[3.5, 2], [2.5, 6]]),
    ],
)
def test_the_numbers_worked_by_hand(windows, maxima, means):
    assert windows.max(axis=(2, 3)).tolist() == maxima
    assert windows.mean(axis=(2, 3)).tolist() == means


@pytest.mark.parametrize(
    ("windows", "image", "stride"),
    [(no_overlap.windows, no_overlap.P, 2), (overlap.windows, overlap.P, 1), (gaps.windows, gaps.Q, 3)],
)
def test_scipy_agrees(windows, image, stride):
    maxima, means = filtered(image, stride)
    np.testing.assert_array_equal(windows.max(axis=(2, 3)), maxima)
    np.testing.assert_allclose(windows.mean(axis=(2, 3)), means)
    np.testing.assert_array_equal(diagram.maxima(image, 2, stride), maxima)


def test_overlap_facts_are_those_of_the_page():
    assert overlap.facts() == {"windows": 9, "eights": 3, "reads": 9 * 2 * 2, "pixels": 16}
    assert (overlap.P == 8).sum() == 1  # "the input has a single 8"


def test_the_gaps_hold_the_largest_pixels_and_the_rest_is_the_small_image():
    assert gaps.facts() == {
        "pixels": 25,
        "missed": 9,
        "faintest_missed": 11,
        "brightest": 19,
        "brightest_left": 9,
    }
    rest = np.delete(np.delete(gaps.Q, 2, axis=0), 2, axis=1)
    np.testing.assert_array_equal(rest, no_overlap.P)


def test_what_no_window_sees_may_be_anything():
    image = gaps.Q.copy()
    image[2, :] = image[:, 2] = -1000
    np.testing.assert_array_equal(diagram.maxima(image, 2, 3), [[6, 5], [7, 9]])


def test_the_diagram_crosses_out_the_middle_row_and_column():
    crossed = set(diagram.missed(5, 2, 3))
    assert crossed == {(2, i) for i in range(5)} | {(i, 2) for i in range(5)}
    assert diagram.missed(4, 2, 2) == diagram.missed(4, 2, 1) == {}


def test_neighbouring_windows_of_the_diagram_differ_in_colour():
    colours = {(r, c): diagram.colour(r, c) for r in range(3) for c in range(3)}
    for (r, c), role in colours.items():
        around = [(r + i, c + j) for i in (-1, 0, 1) for j in (-1, 0, 1) if i or j]
        assert role not in [colours.get(place) for place in around]


@pytest.mark.parametrize("stride", [1, 2, 3])
def test_the_printed_row_is_scipys(stride):
    text = Path(window_and_stride.__file__).read_text("utf-8")
    ((first, second),) = re.findall(rf"^#> {stride} (\[.*\]) (\[.*\])$", text, re.MULTILINE)
    starts, maxima = ast.literal_eval(first), ast.literal_eval(second)
    assert starts == list(range(0, 7, stride))
    row = ndimage.maximum_filter1d([1, 3, 2, 1, 4, 6, 5, 0], size=2)
    assert maxima == row[1::stride].tolist()
