"""Linear and nonlinear filters, against SciPy, OpenCV and what a reader can check by hand."""

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import ndimage, signal

from snippets.kernels import (
    bilateral_filter,
    edge_in_noise,
    impulse_response,
    one_speck,
    staircase,
    superposition,
    thin_and_sharp,
    two_layers,
    two_noises,
)
from snippets.shared.photograph import FACE

PIXELS = arrays(np.int64, (7, 7), elements=st.integers(0, 255))


def inner(x):
    return x[1:-1, 1:-1]


@given(PIXELS)
def test_blur_and_median_are_those_of_scipy(x):
    weights = np.outer([1, 2, 1], [1, 2, 1]) / 16
    assert np.array_equal(superposition.blur(x), signal.correlate2d(x, weights, "valid"))
    assert np.array_equal(superposition.median(x), inner(ndimage.median_filter(x, size=3)))


@given(PIXELS, PIXELS, st.integers(-4, 4), st.integers(-4, 4))
def test_the_blur_obeys_superposition_without_rounding(x, y, a, b):
    f = superposition.blur
    assert np.array_equal(f(a * x + b * y), a * f(x) + b * f(y))


def test_the_median_breaks_superposition_as_the_figure_says():
    first, second = superposition.ROWS
    assert (sorted(first)[1], sorted(second)[1], sorted([0, 9, 9])[1]) == (0, 0, 9)
    assert np.add(first, second).tolist() == [0, 9, 9]


def test_superposition_on_the_photograph():
    facts = superposition.facts()
    assert facts["power"] == -12
    mirrored = FACE[:, ::-1]
    both = ndimage.median_filter(0.3 * FACE + 0.7 * mirrored, size=3)
    apart = 0.3 * ndimage.median_filter(FACE, size=3) + 0.7 * ndimage.median_filter(mirrored, size=3)
    assert facts["photo_median"] == pytest.approx(np.abs(inner(both - apart)).max(), abs=1e-9)


@given(PIXELS)
def test_convolution_with_the_impulse_response_is_the_filter(x):
    response = impulse_response.response[1:4, 1:4]
    assert np.array_equal(impulse_response.unknown(x), ndimage.convolve(x, response, mode="wrap"))


@given(PIXELS, st.integers(-6, 6), st.integers(-6, 6))
def test_the_unknown_filter_moves_with_its_input(x, down, right):
    f = impulse_response.unknown
    moved = np.roll(x, (down, right), axis=(0, 1))
    assert np.array_equal(f(moved), np.roll(f(x), (down, right), axis=(0, 1)))


def test_the_median_answers_an_impulse_with_nothing():
    assert not ndimage.median_filter(impulse_response.impulse, size=3).any()
    assert impulse_response.facts() == {"zeros": 8}


def test_the_speck():
    facts = one_speck.facts()
    grey = one_speck.P.astype(np.uint8)
    assert np.array_equal(np.median(one_speck.windows, axis=(2, 3)), inner(cv2.medianBlur(grey, 3)))
    means = cv2.blur(grey.astype(float), (3, 3))
    np.testing.assert_allclose(one_speck.windows.mean(axis=(2, 3)), inner(means), rtol=1e-12)
    assert facts["sorted"].tolist() == [[50, 50, 51, 51, 51, 52, 52, 54, 255]]
    assert (facts["speck"], facts["middle"]) == (255, 51)


def test_the_median_hardly_depends_on_how_bright_the_speck_is():
    facts = one_speck.facts()

    def medians(speck):
        grey = one_speck.P.copy()
        grey[2, 2] = speck
        return inner(ndimage.median_filter(grey, size=3))

    bright = medians(255)
    # The page: in the window in the middle nothing changes, in some others a dark speck moves the median by one.
    assert {medians(speck)[1, 1] for speck in range(256)} == {51}
    assert np.count_nonzero(medians(0) != bright) == facts["changed"] == 5
    assert max(np.abs(medians(speck) - bright).max() for speck in range(256)) == facts["moved"] == 1
    assert all(np.array_equal(medians(speck), bright) for speck in range(52, 256))
    assert facts["windows"] == bright.size


@given(arrays(float, (3, 3), elements=st.integers(-8, 8).map(float)))
def test_no_kernel_takes_a_speck_away(weights):
    # The page: the output pixels share out its excess, times the sum of the weights.
    clean = one_speck.P.astype(float)
    clean[2, 2] = 51
    without, spoilt = (signal.correlate2d(x, weights, "full") for x in (clean, one_speck.P.astype(float)))
    assert (spoilt - without).sum() == pytest.approx((255 - 51) * weights.sum())


def slowly(x, size, width, tolerance):
    """Filter with plain loops, as Tomasi and Manduchi define it."""
    half = size // 2
    around = np.pad(x.astype(float), half, mode="reflect")
    result = np.empty(x.shape)
    for r, c in np.ndindex(x.shape):
        over = under = 0.0
        for i in range(size):
            for j in range(size):
                value = around[r + i, c + j]
                distance = np.hypot(i - half, j - half)
                weight = np.exp(-0.5 * (distance / width) ** 2) * np.exp(-0.5 * ((value - x[r, c]) / tolerance) ** 2)
                over, under = over + weight * value, under + weight
        result[r, c] = over / under
    return result


@given(PIXELS, st.sampled_from([3, 5]), st.floats(0.5, 3), st.floats(5, 200))
def test_the_bilateral_filter_is_its_definition(x, size, width, tolerance):
    found = bilateral_filter.bilateral(x, size, width, tolerance)
    np.testing.assert_allclose(found, slowly(x, size, width, tolerance), rtol=1e-9, atol=1e-9)


def test_the_bilateral_filter_is_that_of_opencv():
    # OpenCV looks at a disc; four widths away, what lies in the corners has no weight.
    picture = FACE[:60, :60].astype(np.float32)
    theirs = cv2.bilateralFilter(picture, 13, 30, 1.5, borderType=cv2.BORDER_REFLECT_101)
    np.testing.assert_allclose(bilateral_filter.bilateral(picture, 13, 1.5, 30), theirs, atol=0.05)


def test_a_wide_tolerance_leaves_the_gaussian():
    theirs = cv2.GaussianBlur(FACE, (7, 7), 1.5, borderType=cv2.BORDER_REFLECT_101)
    np.testing.assert_allclose(bilateral_filter.bilateral(FACE, 7, 1.5, 1e7), theirs, atol=1e-6)


def test_the_weights_at_the_edge():
    facts = bilateral_filter.facts()
    blurred = cv2.GaussianBlur(bilateral_filter.edge.astype(float), (3, 3), 1)
    assert facts["gaussian"] == pytest.approx(blurred[1, 2])
    assert facts["bilateral"] == pytest.approx(slowly(bilateral_filter.edge, 3, 1, 20)[1, 2])
    side = np.exp(-0.5) / (1 + 2 * np.exp(-0.5))
    assert facts["beyond_gaussian"] == pytest.approx(side)
    assert facts["middle"] == 53


def test_the_filters_of_the_noises():
    grains = two_noises.add_noise()["grains"]
    assert np.array_equal(two_noises.median(grains, 3), ndimage.median_filter(grains, size=3, mode="mirror"))
    assert np.allclose(two_noises.mean(grains, 5), ndimage.uniform_filter(grains, 5, mode="mirror"))
    theirs = cv2.GaussianBlur(grains, (7, 7), 0.75, borderType=cv2.BORDER_REFLECT_101)
    assert np.allclose(two_noises.gaussian(grains, 0.75), theirs, atol=1e-9)


def test_the_noises_are_what_the_page_says():
    pictures = two_noises.add_noise()
    grains = pictures["grains"] != FACE
    assert 0.016 < grains.mean() < 0.024
    assert set(pictures["grains"][grains]) == {0, 255}
    noise = pictures["rough"] - FACE
    assert 19 < noise.std() < 20.5
    assert abs(noise.mean()) < 1


def test_the_errors_tell_the_story_of_the_page():
    facts = two_noises.facts()
    pictures = two_noises.add_noise()
    for kind, picture in pictures.items():
        assert facts[f"{kind}_before"] == pytest.approx(np.linalg.norm(picture - FACE) / FACE.shape[0])
        least = min(
            np.linalg.norm(ndimage.median_filter(picture, size=k, mode="mirror") - FACE) / FACE.shape[0]
            for k in (3, 5, 7)
        )
        assert facts[f"{kind}_median"] == pytest.approx(least)
    assert abs(facts["rough_before"] - facts["grains_before"]) < 0.5
    grains = {name: facts[f"grains_{name}"] for name in two_noises.SWEEP}
    rough = {name: facts[f"rough_{name}"] for name in two_noises.SWEEP}
    assert min(grains, key=grains.get) == "median"
    assert grains["bilateral"] == pytest.approx(grains["gaussian"], abs=0.02)
    assert sorted(grains.values())[1] > 1.25 * grains["median"]
    assert max(rough, key=rough.get) == "median"
    assert min(rough, key=rough.get) == "bilateral"
    assert rough["gaussian"] - rough["bilateral"] < 0.5
    assert 0.8 * facts["grains_before"] < facts["grains_unmoved"] < facts["grains_before"]
    clean = ndimage.median_filter(FACE, size=3, mode="mirror")
    assert facts["clean_median"] == pytest.approx(np.linalg.norm(clean - FACE) / FACE.shape[0])


def test_the_filters_of_the_edge():
    rng = np.random.default_rng(1)
    row = edge_in_noise.STEP + rng.normal(0, 12, edge_in_noise.STEP.size)
    assert np.array_equal(edge_in_noise.median(row), ndimage.median_filter(row, 7, mode="nearest"))
    assert np.allclose(edge_in_noise.mean(row), ndimage.uniform_filter1d(row, 7, mode="nearest"))
    strip = np.pad(row, 3, mode="edge")
    offsets = np.arange(-3, 4)
    for i in (0, 20, 24, 47):
        seen = strip[i : i + 7]
        weights = np.exp(-((offsets / 2) ** 2) / 2) * np.exp(-(((seen - row[i]) / 50) ** 2) / 2)
        assert edge_in_noise.bilateral(row)[i] == pytest.approx(np.average(seen, weights=weights))


def test_the_mean_smears_the_edge_and_is_best_elsewhere():
    facts = edge_in_noise.facts()
    # Without noise the mean is off by 3/7, 2/7 and 1/7 of the height on both sides of the edge.
    smear = 120 * np.sqrt(np.mean(np.square([3 / 7, 2 / 7, 1 / 7])))
    assert facts["mean_near"] == pytest.approx(np.hypot(smear, 12 / np.sqrt(7)), rel=0.01)
    assert facts["mean_far"] == pytest.approx(12 / np.sqrt(7), rel=0.1)
    assert facts["mean_far"] < facts["bilateral_far"] < facts["median_far"]
    assert facts["median_near"] < facts["mean_near"] / 3
    assert facts["bilateral_near"] < facts["mean_near"] / 3


def test_the_median_takes_lines_and_corners():
    result = ndimage.median_filter(thin_and_sharp.page, size=3, mode="nearest")
    assert not result[:, 1].any()
    assert result[2:6, 4:8].tolist() == [[0, 9, 9, 0], [9, 9, 9, 9], [9, 9, 9, 9], [0, 9, 9, 0]]
    assert thin_and_sharp.facts() == {"bright_before": 7 + 16, "bright_after": np.count_nonzero(result)}
    shapes = thin_and_sharp.filter_shapes()
    theirs = ndimage.median_filter(thin_and_sharp.SHAPES, size=3, mode="mirror")
    assert np.array_equal(shapes["median"], theirs)
    assert np.allclose(shapes["bilateral"], thin_and_sharp.SHAPES, atol=1)


def test_two_kernels_are_their_full_convolution():
    first, second = two_layers.first, two_layers.second
    assert np.array_equal(two_layers.one, signal.convolve2d(first, second, "full"))
    once = signal.correlate2d(two_layers.x, first, "valid")
    assert np.array_equal(two_layers.slide(two_layers.x, first), once)
    assert np.array_equal(two_layers.slide(two_layers.x, two_layers.one), signal.correlate2d(once, second, "valid"))
    rectified = signal.correlate2d(np.clip(once, 0, None), second, "valid")
    assert np.array_equal(two_layers.with_relu, rectified)


def test_the_bilateral_filter_steepens_a_soft_edge():
    facts = staircase.facts()
    assert facts["before"] == 150 / 8
    # The edge is the same in every row, so the rows above and below change nothing and one row is enough.
    x = staircase.SLOPE
    near = np.exp(-((np.arange(-7, 8) / 4) ** 2) / 2)
    for _ in range(facts["times"]):
        seen = np.array([np.pad(x, 7, mode="reflect")[i : i + 15] for i in range(x.size)])
        x = np.array([np.average(w, weights=near * np.exp(-(((w - w[7]) / 40) ** 2) / 2)) for w in seen])
    assert facts["after"] == pytest.approx(np.diff(x).max())
    assert facts["after"] > 1.5 * facts["before"]
