"""Errors of pooled noise and outliers, with the windows cut by SciPy and OpenCV and the draws written down again."""

import statistics

import cv2
import numpy as np
import pytest
from matplotlib.cbook import get_sample_data
from PIL import Image
from scipy import ndimage

from snippets.labs import max_or_mean as lab
from snippets.labs import max_or_mean_errors

FACTS = max_or_mean_errors.facts()
SEEDS = {"noise": 1, "bright": 2, "dark": 3}


@pytest.fixture(scope="module")
def grey():
    """Return the photograph as Pillow reads it."""
    with Image.open(get_sample_data("grace_hopper.jpg", asfileobj=False)) as picture:
        return np.asarray(picture).astype(float).mean(axis=2)


def spoilt(picture, how):
    """Return a picture with noise of spread 25, or with one pixel in a hundred white or black."""
    rng = np.random.default_rng(SEEDS[how])
    if how == "noise":
        return picture + 25 * rng.standard_normal(picture.shape)
    result = picture.copy()
    result[rng.random(picture.shape) < 0.01] = {"bright": 255, "dark": 0}[how]
    return result


def largest(picture):
    return ndimage.maximum_filter(picture, 2, origin=-1)[::2, ::2]


def average(picture):
    return cv2.resize(np.ascontiguousarray(picture), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)


def middle(picture):
    """Return the mean of the second and the third of each four, which rank filters find."""
    ranks = [ndimage.rank_filter(picture, rank, 2, origin=-1)[::2, ::2] for rank in (1, 2)]
    return (ranks[0] + ranks[1]) / 2


def rms(pool, how, picture):
    return np.linalg.norm(pool(spoilt(picture, how)) - pool(picture)) / np.sqrt(pool(picture).size)


@pytest.mark.parametrize("how", ["bright", "dark"])
def test_outliers_on_the_negative(grey, how):
    assert FACTS[f"negative_{how}_max"] == pytest.approx(rms(largest, how, 255 - grey))
    assert FACTS[f"negative_{how}_mean"] == pytest.approx(rms(average, how, 255 - grey))
    assert FACTS["negative_level"] == pytest.approx(255 - grey.mean())


@pytest.mark.parametrize("how", ["noise", "bright", "dark"])
def test_the_median_of_the_windows(grey, how):
    assert FACTS[f"{how}_median"] == pytest.approx(rms(middle, how, grey))


def test_the_median_of_one_window():
    window = np.array([[9, 1], [2, 4]])
    assert max_or_mean_errors.median(window) == statistics.median([9, 1, 2, 4]) == 3


def test_the_page_says_rightly_that_dark_and_bright_change_places_in_the_negative():
    lab_facts = lab.facts()
    assert FACTS["negative_bright_mean"] < FACTS["negative_dark_mean"]
    assert lab_facts["bright_error_mean"] > lab_facts["dark_error_mean"]
    for how in ("bright", "dark"):
        assert FACTS[f"{how}_median"] < lab_facts[f"{how}_error_mean"] / 2
    assert FACTS["dark_median"] > lab_facts["dark_error_max"]
    assert FACTS["noise_median"] > lab_facts["noise_error_mean"]


def test_the_spread_of_the_noise():
    assert FACTS["noise"] == pytest.approx(25, rel=0.01)


def test_more_than_half_of_the_squared_error_in_noise_is_a_brightening(grey):
    error = largest(spoilt(grey, "noise")) - largest(grey)
    assert FACTS["noise_brighter_max"] == pytest.approx(error.mean())
    assert FACTS["noise_spread_max"] == pytest.approx(error.std())
    assert FACTS["noise_share_max"] == pytest.approx(error.mean() ** 2 / (error.mean() ** 2 + error.var()))
    assert FACTS["noise_share_max"] > 0.5


def test_the_count_by_kind_of_what_spoils():
    counted = {}
    for how in SEEDS:
        wins = 0
        for picture in lab.pictures.values():
            scores = []
            for pool in (largest, average):
                clean = pool(picture[: len(picture) // 2 * 2, : len(picture[0]) // 2 * 2].astype(float))
                rows, columns = 2 * clean.shape[0], 2 * clean.shape[1]
                error = pool(spoilt(picture.astype(float), how)[:rows, :columns]) - clean
                scores.append(error.std() / clean.std() if np.ptp(clean) else np.inf)
            wins += scores[0] < scores[1]
        counted[how] = wins
    assert {how: FACTS[f"{how}_won"] for how in SEEDS} == counted
    assert sum(counted.values()) == lab.facts()["won_max"]
    assert FACTS["pictures"] == len(lab.pictures)


def test_of_the_dark_letters_alone_the_maximum_leaves_nothing():
    assert [name for name, picture in lab.pictures.items() if np.ptp(largest(picture)) == 0] == ["dark letters"]


def test_the_cases_that_the_page_names():
    steeper, raised = set(), set()
    for name, k in lab.cases:
        high, even = lab.maximum(lab.pictures[name], k), lab.mean(lab.pictures[name], k)
        lengths = [np.hypot(*np.gradient(pooled)).mean() for pooled in (high, even)]
        steeper |= {name} if lengths[0] > lengths[1] else set()
        raised |= {(name, k)} if high.std() > lab.pictures[name].std() else set()
    assert set(lab.pictures) - steeper == {"dark letters", "terrain, negative"}
    assert raised == {(name, k) for name in ("photograph", "terrain", "bright letters") for k in (2, 4, 8)}
