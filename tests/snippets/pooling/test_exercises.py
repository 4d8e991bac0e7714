"""The answers of the pooling exercises, against hand-worked numbers, ONNX Runtime, SciPy and brute force."""

import itertools

import numpy as np
import pytest
from scipy import integrate
from scipy.ndimage import convolve1d, maximum_filter1d
from scipy.stats import norm

from snippets.pooling import (
    exercises_border_mean,
    exercises_by_hand,
    exercises_ceil_mode,
    exercises_dark_line,
    exercises_network,
    exercises_noise,
    exercises_setting,
    exercises_shift,
    exercises_unseen,
    exercises_weights,
)


def test_the_grid_by_hand(onnx_pool):
    found, grid = exercises_by_hand.facts(), exercises_by_hand.GRID
    assert found["maximum"].tolist() == [[6, 9, 6], [8, 6, 7]]
    assert found["mean"].tolist() == [[4, 5, 3], [3, 3, 4]]
    assert found["overlapping"].tolist() == [[8, 9, 9, 9], [8, 9, 9, 9]]
    assert (found["windows"], found["largest"], found["with_largest"]) == (8, 9, 6)
    np.testing.assert_array_equal(found["maximum"], onnx_pool("MaxPool", grid, 2, 2))
    np.testing.assert_array_equal(found["mean"], onnx_pool("AveragePool", grid, 2, 2))
    np.testing.assert_array_equal(found["overlapping"], onnx_pool("MaxPool", grid, 3, 1))


def test_the_page_calls_the_nine_the_only_one():
    assert np.sum(exercises_by_hand.GRID == 9) == 1


def test_unseen_pixels_are_those_that_change_nothing(onnx_pool):
    found = exercises_unseen.facts()
    size, k, s = found["side"], found["window"], found["stride"]
    assert (size, k, s) == (7, 2, 3)
    blank = onnx_pool("MaxPool", np.zeros((size, size)), k, s)
    assert blank.size == found["windows"] == 4
    unseen = 0
    for place in itertools.product(range(size), repeat=2):
        picture = np.zeros((size, size))
        picture[place] = 1
        changed = (onnx_pool("MaxPool", picture, k, s) != blank).any()
        unseen += not changed
        assert changed == (place[0] in (0, 1, 3, 4) and place[1] in (0, 1, 3, 4))
    assert unseen == found["missed"] == 33
    assert (found["pixels"], found["pixels_seen"]) == (49, 16)
    assert found["share"] == pytest.approx(33 / 49)
    assert [found[f"seen_{n}"] for n in (1, 2, 3, 4)] == [1, 2, 4, 5]
    assert [found[f"missed_{n}"] for n in (1, 2, 3)] == [3, 6, 7]


def laid_down(n, k, s):
    return sum(start % s == 0 for start in range(n - k + 1))


def test_the_settings_that_fit():
    found = exercises_setting.facts()
    assert (found["before"], found["after"], found["other"], found["other_after"]) == (21, 10, 20, 9)
    tried = itertools.product(range(1, found["largest"] + 1), repeat=2)
    fitting = [(k, s) for k, s in tried if laid_down(21, k, s) == 10]
    assert fitting == exercises_setting.possible == [(2, 2), (3, 2)]
    assert found["possible"] == 2
    assert [laid_down(20, k, s) for k, s in fitting] == [10, 9]
    assert (found["window"], found["stride"]) == (3, 2)


def test_with_another_stride_no_window_fits_the_question():
    assert [k for k in range(1, 22) if laid_down(21, k, 1) == 10] == [12]
    assert not [k for k in range(1, 22) for s in (3, 4) if laid_down(21, k, s) == 10]


@pytest.mark.parametrize(
    ("name", "case", "floor", "bare", "right"),
    [("dropped", (7, 2, 2, 1), 4, 5, 4), ("kept", (6, 3, 3, 1), 2, 3, 3)],
)
def test_rounding_up(onnx_pool, name, case, floor, bare, right):
    n, k, s, p = case
    found = exercises_ceil_mode.facts()
    assert found[name] == rf"n = {n},\; k = {k},\; s = {s},\; p = {p}"
    assert (found[f"{name}_floor"], found[f"{name}_bare"], found[f"{name}_right"]) == (floor, bare, right)
    picture = np.ones((n, n))
    assert len(onnx_pool("MaxPool", picture, k, s, p, ceil_mode=0)) == floor
    assert len(onnx_pool("MaxPool", picture, k, s, p, ceil_mode=1)) == right


def test_where_the_last_window_would_start():
    found = exercises_ceil_mode.facts()
    assert (found["dropped_start"], found["dropped_end"]) == (8, 8)
    assert (found["kept_start"], found["kept_end"]) == (6, 7)


def test_the_mean_at_the_border(onnx_pool):
    found = exercises_border_mean.facts()
    picture, k, s, p = (found[name] for name in ("picture", "window", "stride", "padding"))
    assert found["sums"].tolist() == [[52 + 11 + 36 + 9, 11 + 4 + 9 + 12], [36 + 9 + 70 + 29, 9 + 12 + 29 + 22]]
    assert found["counted"].tolist() == [[12, 4], [16, 8]]
    assert found["not_counted"].tolist() == [[27, 9], [36, 18]]
    assert (found["all_pixels"], found["real_pixels"], found["ratio"]) == (9, 4, 2.25)
    np.testing.assert_allclose(found["counted"], onnx_pool("AveragePool", picture, k, s, p, count_include_pad=1))
    np.testing.assert_allclose(found["not_counted"], onnx_pool("AveragePool", picture, k, s, p, count_include_pad=0))


def test_in_a_larger_picture_sides_hold_six_real_pixels(onnx_pool):
    share = onnx_pool("AveragePool", np.ones((7, 7)), 3, 2, 1, count_include_pad=1) * 9
    np.testing.assert_allclose(share, [[4, 6, 6, 4], [6, 9, 9, 6], [6, 9, 9, 6], [4, 6, 6, 4]], rtol=1e-6)


def test_the_shifted_rows():
    found = exercises_shift.facts()
    assert exercises_shift.ROW.tolist() == [3, 1, 0, 8, 2, 2, 5, 1]
    assert [found[f"maximum_{n}"].tolist() for n in (0, 1, 2)] == [[3, 8, 2, 5], [3, 1, 8, 5], [5, 3, 8, 2]]
    assert [found[f"mean_{n}"].tolist() for n in (0, 1, 2)] == [[2, 4, 2, 3], [2, 0.5, 5, 3.5], [3, 2, 4, 2]]
    assert found["lowest"] == 0.5


@pytest.mark.parametrize(("shift", "moved"), [(1, False), (2, True)])
@pytest.mark.parametrize("name", ["maximum", "mean"])
def test_which_shift_only_moves_the_result(name, shift, moved):
    found = exercises_shift.facts()
    before, after = found[f"{name}_0"], found[f"{name}_{shift}"]
    turned = [before[-n:].tolist() + before[:-n].tolist() for n in range(len(before))]
    assert (after.tolist() in turned) is moved


def seen(layers):
    """Count the pixels that change one output number: each in turn is made large."""

    def run(row):
        for number, (k, s) in enumerate(layers):
            off = -(k // 2) if k % 2 == 0 else 0  # a window of two begins at its pixel
            if number in (1, 3):
                row = maximum_filter1d(row, k, origin=off, mode="constant")[::s]
            else:
                row = convolve1d(row, np.ones(k), origin=0, mode="constant")[::s]
        return row

    quiet = run(np.ones(200))
    middle = len(quiet) // 2
    changed = 0
    for place in range(200):
        row = np.ones(200)
        row[place] = 100
        changed += run(row)[middle] != quiet[middle]
    return changed


def test_the_receptive_field_is_what_can_change_a_number():
    found = exercises_network.facts()
    layers = [(5, 1), (2, 2), (3, 1), (3, 2), (3, 1)]
    assert [(found[f"k_{n}"], found[f"s_{n}"]) for n in range(1, 6)] == layers
    assert found["field"] == seen(layers) == 22
    assert found["stride_one"] == seen([(k, 1) for k, _ in layers]) == 12


def test_the_receptive_field_layer_by_layer():
    found = exercises_network.facts()
    worked = ["1 + 4 . 1 = 5", "5 + 1 . 1 = 6", "6 + 2 . 2 = 10", "10 + 2 . 2 = 14", "14 + 2 . 4 = 22"]
    assert [found[f"sum_{n}"].replace(r"\cdot", ".") for n in range(1, 6)] == worked
    assert [found[f"jump_{n}"] for n in range(1, 6)] == [1, 2, 2, 4, 4]


def test_what_there_is_to_learn():
    assert exercises_weights.facts() == {
        "channels": 24,
        "side": 40,
        "side_after": 20,
        "values": 9600,
        "filter": 96,
        "weights": 2304,
        "with_bias": 2328,
        "mean_weight": 0.25,
    }


def test_noise_against_the_exact_values():
    found = exercises_noise.facts()
    assert (found["grey"], found["spread"], found["pixels"], found["variance"]) == (100, 6, 9, 36)
    assert (found["variance_mean"], found["spread_mean"]) == (4, 2)
    assert exercises_noise.mean.var() == pytest.approx(4, rel=0.01)

    def moment(power):  # of the largest of nine standard normal values
        return integrate.quad(lambda x: 9 * norm.cdf(x) ** 8 * norm.pdf(x) * x**power, -10, 10)[0]

    assert found["level_max"] == pytest.approx(100 + 6 * moment(1), abs=0.02)
    assert found["variance_max"] == pytest.approx(36 * (moment(2) - moment(1) ** 2), rel=0.01)


def test_the_dark_line(onnx_pool):
    found, page = exercises_dark_line.facts(), exercises_dark_line.page
    assert np.argwhere(page == 1).tolist() == [[0, 4], [1, 3], [2, 3], [3, 2], [4, 1], [5, 1]]
    np.testing.assert_array_equal(onnx_pool("MaxPool", page, 2, 2), np.full((3, 3), 9))
    np.testing.assert_array_equal(-onnx_pool("MaxPool", -page, 2, 2), [[9, 1, 1], [9, 1, 9], [1, 9, 9]])
    assert found == {"bright": 9, "line": 6, "dark_min": 4}


def test_the_function_on_the_page_pools(onnx_pool):
    picture = np.random.default_rng(1).integers(0, 50, (8, 10))
    np.testing.assert_array_equal(exercises_dark_line.max_pool(picture), onnx_pool("MaxPool", picture, 2, 2))
