"""The lab's numbers, measured again with SciPy, OpenCV and integrals."""

import cv2
import numpy as np
import pytest
from scipy import integrate, ndimage, stats

from snippets.labs import max_or_mean as lab

FACTS = lab.facts()
NAMES = ["photograph", "its negative", "terrain", "terrain, negative", "bright letters", "dark letters"]


def largest(picture, k=2):
    """Maximum of each window: SciPy's filter, of which the first pixel of each window is kept."""
    filtered = ndimage.maximum_filter(np.asarray(picture, float), k, origin=-(k // 2))
    return filtered[::k, ::k][: len(picture) // k, : len(picture[0]) // k]


def average(picture, k=2):
    """Mean of each window: OpenCV's area resize."""
    rows, columns = len(picture) // k, len(picture[0]) // k
    whole = np.ascontiguousarray(np.asarray(picture, float)[: rows * k, : columns * k])
    return cv2.resize(whole, (columns, rows), interpolation=cv2.INTER_AREA)


def spoilt(picture, how):
    """Disturb a picture as the lab says: the same draws, written down again."""
    draws = {"noisy": 1, "bright_outliers": 2, "dark_outliers": 3}
    rng = np.random.default_rng(draws[how])
    if how == "noisy":
        return picture + 25 * rng.standard_normal(picture.shape)
    result = np.array(picture, float)
    result[rng.random(picture.shape) < 0.01] = 255 if how == "bright_outliers" else 0
    return result


def steepness(picture):
    """Mean length of the gradient; the half differences at the border are made whole."""
    slopes = []
    for axis in (0, 1):
        slope = ndimage.correlate1d(picture, [-0.5, 0, 0.5], axis=axis, mode="nearest")
        ends = np.moveaxis(slope, axis, 0)
        ends[[0, -1]] *= 2
        slopes.append(slope)
    return np.sqrt(slopes[0] ** 2 + slopes[1] ** 2).mean()


def test_the_pictures():
    assert list(lab.pictures) == NAMES
    for name in ("its negative", "terrain, negative", "dark letters"):
        positive = lab.pictures[NAMES[NAMES.index(name) - 1]]
        np.testing.assert_allclose(lab.pictures[name] + positive, 255)
    assert lab.terrain.shape == (344, 403)
    assert (lab.terrain.min(), lab.terrain.max()) == (0, 255)
    assert np.count_nonzero(lab.letter) == 88
    assert lab.letters.shape == (256, 256)


@pytest.mark.parametrize("k", [2, 4, 8])
@pytest.mark.parametrize("name", NAMES)
def test_the_two_poolings(name, k):
    picture = lab.pictures[name]
    np.testing.assert_array_equal(lab.maximum(picture, k), largest(picture, k))
    np.testing.assert_allclose(lab.mean(picture, k), average(picture, k), atol=1e-9)


def test_mean_of_the_picture():
    assert FACTS["level"] == pytest.approx(np.average(lab.photo))
    assert FACTS["level_mean"] == pytest.approx(np.average(average(lab.photo)))
    assert FACTS["level_max"] == pytest.approx(np.average(largest(lab.photo)))


def test_contrast():
    photo, letters = lab.photo, lab.letters
    assert FACTS["spread"] == pytest.approx(ndimage.standard_deviation(photo))
    assert FACTS["spread_max"] == pytest.approx(np.std(largest(photo)))
    assert FACTS["spread_mean"] == pytest.approx(np.std(average(photo)))
    # The maximum of the negative is the negative of the minimum.
    low = ndimage.minimum_filter(photo, 2, origin=-1)[::2, ::2]
    assert FACTS["negative_max"] == pytest.approx(np.std(low))
    # Two values, 0 and 255: the spread follows from the share of 255.
    for fact, share in (
        ("letters_before", np.count_nonzero(letters) / letters.size),
        ("letters_max", np.count_nonzero(largest(letters)) / (letters.size / 4)),
    ):
        assert FACTS[fact] == pytest.approx(255 * np.sqrt(share * (1 - share)))
    assert FACTS["relative"] == pytest.approx(stats.variation(photo, axis=None))
    assert FACTS["relative_max"] == pytest.approx(stats.variation(largest(photo), axis=None))
    assert FACTS["relative_mean"] == pytest.approx(stats.variation(average(photo), axis=None))


def test_how_often_the_contrast_rises():
    cases = [(lab.pictures[name], k) for name in NAMES for k in (2, 4, 8)]
    raised = [np.var(largest(p, k)) > np.var(p) for p, k in cases]
    relative = [stats.variation(largest(p, k), axis=None) > stats.variation(p, axis=None) for p, k in cases]
    assert FACTS["cases"] == len(cases) == 18
    assert FACTS["raised"] == sum(raised)
    assert FACTS["raised_relative"] == sum(relative) == 0
    # The page: bright details gain, their negatives lose.
    assert raised == [True, True, True, False, False, False] * 3
    # The page: the mean never raised it.
    assert not any(np.var(average(p, k)) > np.var(p) for p, k in cases)


def test_steepness():
    down, right = np.mgrid[:5, :7]
    assert lab.steepness(3.0 * down + 4.0 * right) == pytest.approx(5)
    assert FACTS["steep_max"] == pytest.approx(steepness(largest(lab.photo)))
    assert FACTS["steep_mean"] == pytest.approx(steepness(average(lab.photo)))
    assert FACTS["steep_one"] == pytest.approx(steepness(np.array(lab.photo[::2, ::2])))
    steeper = sum(steepness(largest(p, k)) > steepness(average(p, k)) for p in lab.pictures.values() for k in (2, 4, 8))
    assert FACTS["steeper"] == steeper


def test_lines_one_pixel_wide():
    # A window that meets the line holds two of its pixels and two of the ground.
    assert (FACTS["bright_max"], FACTS["bright_mean"]) == (1, 0.5)
    assert (FACTS["dark_max"], FACTS["dark_mean"]) == (0, 0.5)


def test_sparse_points():
    labels = ndimage.maximum_filter(lab.points, 2, origin=-1)[::2, ::2]
    assert FACTS["active"] == pytest.approx(np.count_nonzero(lab.points) / 512**2)
    assert FACTS["active_pooled"] == pytest.approx(np.count_nonzero(labels) / 256**2)
    assert FACTS["height_max"] == 1
    # All points over all active windows, four pixels each.
    height = np.count_nonzero(lab.points) / np.count_nonzero(labels) / 4
    assert FACTS["height_mean"] == pytest.approx(height)


def test_noise_has_the_moments_that_integrals_give():
    def moment(power):
        def density(x):
            return x**power * 4 * stats.norm.cdf(x) ** 3 * stats.norm.pdf(x)

        return integrate.quad(density, -12, 12)[0]

    level, variance = moment(1), moment(2) - moment(1) ** 2
    assert FACTS["exact_mean"] == pytest.approx(level, abs=1e-8)
    assert FACTS["exact_var"] == pytest.approx(variance, abs=1e-8)
    assert FACTS["noise_var"] == pytest.approx(1, abs=0.005)
    assert FACTS["noise_mean_max"] == pytest.approx(level, abs=0.005)
    assert FACTS["noise_var_max"] == pytest.approx(variance, abs=0.005)
    assert FACTS["noise_var_mean"] == pytest.approx(1 / 4, abs=0.005)


@pytest.mark.parametrize(
    ("how", "prefix"),
    [("noisy", "noise"), ("bright_outliers", "bright"), ("dark_outliers", "dark")],
)
def test_errors_and_learned_weights(how, prefix):
    for pool, end in ((largest, "max"), (average, "mean")):
        disturbed, clean = pool(spoilt(lab.photo, how)), pool(lab.photo)
        rms = np.linalg.norm(disturbed - clean) / np.sqrt(clean.size)
        assert FACTS[f"{prefix}_error_{end}"] == pytest.approx(rms)
        if how != "noisy":
            name = f"weight_{end}" if prefix == "bright" else f"dark_weight_{end}"
            slope = stats.linregress(disturbed.ravel(), clean.ravel()).slope
            assert FACTS[name] == pytest.approx(slope)


@pytest.mark.parametrize("place", range(8))
def test_a_point_is_found_as_often_as_integrals_say(place):
    sigma = lab.sigmas[place]

    def below(x):  # the probability that the maximum of the window with the point is below x
        return stats.norm.cdf((x - 1) / sigma) * stats.norm.cdf(x / sigma) ** 3

    def density(x):  # of the maximum of the empty window
        return 4 * stats.norm.cdf(x / sigma) ** 3 * stats.norm.pdf(x / sigma) / sigma

    low, high = -8 * sigma, 1 + 8 * sigma
    with_max = integrate.quad(lambda x: (1 - below(x)) * density(x), low, high, limit=200)[0]
    with_mean = stats.norm.cdf(1 / 4 / (sigma / 2 * np.sqrt(2)))
    assert lab.found_max[place] == pytest.approx(with_max, abs=0.004)
    assert lab.found_mean[place] == pytest.approx(with_mean, abs=0.004)
    # The page: while the noise is at most as high as the point, the maximum finds it more often.
    assert (with_max > with_mean) == (sigma <= 1)


def test_the_numbers_beside_the_chart():
    place = lab.sigmas.index(FACTS["faint"])
    assert FACTS["faint"] == 0.3
    assert (FACTS["faint_max"], FACTS["faint_mean"]) == (lab.found_max[place], lab.found_mean[place])


def test_the_count():
    won = []
    for picture in lab.pictures.values():
        for how in ("noisy", "bright_outliers", "dark_outliers"):
            ratios = []
            for pool in (largest, average):
                clean = pool(picture)
                error = np.var(pool(spoilt(picture, how)) - clean)
                ratios.append(error / np.var(clean) if np.var(clean) else np.inf)
            won.append(ratios[0] < ratios[1])
    assert FACTS["compared"] == len(won) == 18
    assert FACTS["won_max"] == sum(won)


def test_a_shift_by_one_pixel():
    moved = np.concatenate([lab.photo[:, -1:], lab.photo[:, :-1]], axis=1)
    for pool, fact in ((largest, "shift_max"), (average, "shift_mean")):
        changed = np.sqrt(np.mean((pool(moved) - pool(lab.photo)) ** 2))
        assert FACTS[fact] == pytest.approx(changed / np.std(pool(lab.photo)))
    assert FACTS["row_max"].tolist() == [0, 1, 0, 1]
    assert lab.row_mean.tolist() == [0, 1, 0, 1]
    assert FACTS["shifted_max"].tolist() == [1, 1, 1, 1]
    assert FACTS["shifted_mean"].tolist() == [0.5, 0.5, 0.5, 0.5]


def test_ties():
    for fact, picture in (("tied", lab.photo), ("tied_letters", lab.letters)):
        high = np.kron(largest(picture), np.ones((2, 2)))
        holders = average((picture == high).astype(float)) * 4
        assert FACTS[fact] == pytest.approx(np.mean(holders > 1.5))


def test_outliers_that_take_the_gradient():
    for fact, how, value in (
        ("caught_bright", "bright_outliers", 255),
        ("caught_dark", "dark_outliers", 0),
    ):
        picture = spoilt(lab.photo, how)
        caught = struck = 0
        for top, left in np.argwhere(largest(picture != lab.photo) > 0) * 2:
            window = [(picture[y, x], y, x) for y in (top, top + 1) for x in (left, left + 1)]
            best = max(value for value, _, _ in window)
            _, y, x = next(pixel for pixel in window if pixel[0] == best)
            struck += 1
            caught += picture[y, x] == value and lab.photo[y, x] != value
        assert FACTS[fact] == pytest.approx(caught / struck)
