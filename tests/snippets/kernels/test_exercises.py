"""The answers of the kernel exercises, against hand-worked numbers, OpenCV, SciPy and counting."""

from fractions import Fraction

import cv2
import numpy as np
import pytest
from scipy.ndimage import center_of_mass, correlate, shift
from scipy.signal import correlate2d

from snippets.kernels import (
    exercises_bands,
    exercises_diagonal,
    exercises_drift,
    exercises_linear,
    exercises_move,
    exercises_rank,
    exercises_response,
    exercises_unlabelled,
    exercises_work,
)


def test_one_response_by_hand():
    found = exercises_response.facts()
    assert exercises_response.window.tolist() == [[3, 6, 1], [2, 4, 9], [1, 5, 0]]
    assert found["products"].tolist() == [[0, 6, -2], [6, 0, 9], [-1, 10, 0]]
    assert found["response"] == 0 + 6 - 2 + 6 + 0 + 9 - 1 + 10 + 0 == 28
    assert found["flipped"] == 0 + 2 * 6 - 1 + 2 + 0 + 3 * 9 - 2 + 5 + 0 == 43


def test_the_whole_output():
    found = exercises_response.facts()
    wanted = correlate2d(exercises_response.IMAGE, exercises_response.KERNEL, mode="valid")
    np.testing.assert_array_equal(found["output"], wanted)
    assert (found["rows"], found["columns"]) == wanted.shape == (2, 3)
    assert found["output"][-1, -1] == found["response"]


@pytest.mark.parametrize(
    ("number", "kernel", "total"),
    [
        (1, [[0, 1 / 8, 0], [1 / 8, 1 / 2, 1 / 8], [0, 1 / 8, 0]], 1),
        (2, [[-1, -1, -1], [0, 0, 0], [1, 1, 1]], 0),
        (3, [[0, -2, 0], [-2, 9, -2], [0, -2, 0]], 1),
        (4, [[-1, 2, -1]] * 3, 0),
    ],
)
def test_the_unlabelled_kernels(number, kernel, total):
    found = exercises_unlabelled.facts()
    np.testing.assert_array_equal(exercises_unlabelled.KERNELS[number - 1], kernel)
    assert found[f"sum_{number}"] == total
    flat = cv2.filter2D(np.full((5, 5), found["flat"], float), -1, np.array(kernel, float))
    np.testing.assert_allclose(flat, found[f"flat_{number}"], atol=1e-12)


def test_what_the_page_says_that_they_do():
    _, second, third, fourth = exercises_unlabelled.KERNELS
    down = np.repeat([[10.0], [10], [90], [90]], 5, axis=1)  # brighter below
    assert correlate(down, second)[1:3, 2].min() > 0
    assert not correlate(down.T, second)[1:4, 1:3].any()
    assert correlate(down, third)[2, 2] > 90
    line = np.zeros((5, 5))
    line[:, 2] = 1
    assert correlate(line, fourth)[2].tolist() == [0, -3, 6, -3, 0]
    assert not correlate(line.T, fourth)[2].any()


@pytest.mark.parametrize(("name", "by"), [("right", (0, 1)), ("down_left", (1, -1))])
def test_the_kernels_that_move_a_picture(name, by):
    picture = np.random.default_rng(2).integers(0, 99, (9, 9)).astype(float)
    moved = cv2.filter2D(picture, -1, exercises_move.facts()[name].astype(float))
    np.testing.assert_allclose(moved[1:-1, 1:-1], shift(picture, by, order=0)[1:-1, 1:-1])
    assert exercises_move.facts()[name].sum() == exercises_move.facts()["sum"] == 1


def test_flipped_it_moves_left():
    picture = np.random.default_rng(2).integers(0, 99, (9, 9)).astype(float)
    moved = cv2.filter2D(picture, -1, exercises_move.right[::-1, ::-1].astype(float))
    np.testing.assert_allclose(moved[1:-1, 1:-1], shift(picture, (0, -1), order=0)[1:-1, 1:-1])


def test_one_diagonal_and_not_the_other():
    found = exercises_diagonal.facts()
    assert [patch.tolist() for patch in exercises_diagonal.PATCHES] == [
        [[2, 2, 2], [2, 2, 8], [2, 8, 8]],
        [[2, 8, 8], [2, 8, 8], [2, 8, 8]],
        [[8, 8, 8], [2, 8, 8], [2, 2, 8]],
    ]
    assert found["kernel"].tolist() == [[-2, -1, 0], [-1, 0, 1], [0, 1, 2]]
    assert exercises_diagonal.KERNEL.sum() == 0  # the page: zero
    assert found["response_1"] == -4 - 2 - 2 + 8 + 8 + 16 == 24
    assert found["response_2"] == -4 - 8 - 2 + 8 + 8 + 16 == 18
    assert found["response_3"] == -16 - 8 - 2 + 8 + 2 + 16 == 0


def test_folded_along_the_other_diagonal_all_cancels():
    third, kernel = exercises_diagonal.PATCHES[2], exercises_diagonal.KERNEL
    np.testing.assert_array_equal(np.rot90(third, 2).T, third)
    np.testing.assert_array_equal(np.rot90(kernel, 2).T, -kernel)


@pytest.mark.parametrize(
    ("anchors", "names"),
    [([(0, 0)] * 12, ("row_after", "column_after")), ([(0, 0), (1, 1)] * 6, ("row_alternating", "column_alternating"))],
)
def test_twelve_means_of_two_by_two(anchors, names):
    found = exercises_drift.facts()
    picture = np.zeros((64, 64))
    picture[found["row"], found["column"]] = 1
    assert (found["row"], found["column"], found["times"]) == (40, 25, len(anchors))
    for anchor in anchors:
        picture = cv2.blur(picture, (2, 2), anchor=anchor)
    np.testing.assert_allclose([found[name] for name in names], center_of_mass(picture), atol=1e-9)


def test_where_the_means_carry_the_dot():
    found = exercises_drift.facts()
    assert (found["once"], found["moved"]) == (0.5, 6)
    assert (found["row_after"], found["column_after"]) == pytest.approx((34, 19))
    assert (found["row_alternating"], found["column_alternating"]) == pytest.approx((40, 25))


def exact_rank(matrix):
    """Return the rank by elimination with fractions, without rounding."""
    rows = [[Fraction(int(value)) for value in row] for row in matrix]
    rank = 0
    for column in range(len(rows[0])):
        pivot = next((row for row in rows[rank:] if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        rows.insert(rank, pivot)
        for i in range(rank + 1, len(rows)):
            factor = rows[i][column] / pivot[column]
            rows[i] = [a - factor * b for a, b in zip(rows[i], pivot, strict=True)]
        rank += 1
    return rank


def test_the_ranks():
    found = exercises_rank.facts()
    assert [exact_rank(found[name]) for name in ("first", "second", "third")] == [1, 2, 3]
    assert found["first"].tolist() == [[2, 4, -2], [1, 2, -1], [3, 6, -3]]
    assert found["column"].tolist() == [[2], [1], [3]]
    assert found["row"].tolist() == [[1, 2, -1]]
    np.testing.assert_array_equal(found["column"] @ found["row"], found["first"])


def test_with_a_four_the_second_is_the_binomial_blur():
    second = exercises_rank.facts()["second"].copy()
    second[1, 1] = 4
    np.testing.assert_array_equal(second, np.outer([1, 2, 1], [1, 2, 1]))


def test_the_multiplications():
    found = exercises_work.facts()
    assert (found["rows"], found["columns"], found["side"]) == (400, 600, 11)
    output = correlate2d(np.zeros((400, 600)), np.zeros((11, 11)), mode="valid")
    between = correlate2d(np.zeros((400, 600)), np.zeros((11, 1)), mode="valid")
    assert (found["rows_after"], found["columns_after"]) == output.shape
    assert between.shape == (found["rows_after"], found["columns"])
    assert found["weights"] == 121
    assert found["once"] == output.size * 121 == 27_842_100
    assert found["first"] == between.size * 11 == 2_574_000
    assert found["second"] == output.size * 11 == 2_531_100
    assert found["passes"] == 5_105_100
    assert found["times"] == pytest.approx(5.4538, abs=1e-4)


def test_up_to_which_rank_passes_pay():
    found = exercises_work.facts()
    paying = [rank for rank in range(1, 12) if 22 * rank < 121]
    assert found["highest"] == paying[-1] == 5
    assert (found["two_sides"], found["limit"]) == (22, 5.5)


@pytest.mark.parametrize(
    ("name", "worked"),
    [
        ("weighted", (3.75, 4.5, 8.25, 8.25)),
        ("difference", (-1, 2, 1, 1)),
        ("size", (1, 2, 3, 1)),
        ("brighter", (12, 17, 29, 19)),
        ("maximum", (6, 7, 13, 9)),
        ("median", (5, 3, 8, 8)),
    ],
)
def test_superposition_by_hand(name, worked):
    found = exercises_linear.facts()
    assert [found[key].tolist() for key in ("x", "y", "z", "both")] == [[6, 2, 5], [1, 7, 3], [0, 0, 9], [7, 9, 8]]
    assert tuple(found[f"{name}_{part}"] for part in ("x", "y", "sum", "both")) == worked


def test_the_median_fails_on_another_row():
    found = exercises_linear.facts()
    assert (found["apart"], found["together"]) == (sorted([6, 2, 5])[1] + sorted([0, 0, 9])[1], sorted([6, 2, 14])[1])
    assert (found["apart"], found["together"]) == (5, 6)


def test_the_kernels_of_the_linear_ones():
    found = exercises_linear.facts()
    assert found["kernel_weighted"].tolist() == [0.25, 0.5, 0.25]
    assert found["kernel_difference"].tolist() == [-1, 0, 1]


def test_which_filters_are_linear_on_many_rows():
    rng = np.random.default_rng(3)
    for name, f in exercises_linear.FILTERS.items():
        pairs = rng.integers(-20, 20, (200, 2, 3))
        kept = all(np.isclose(f(2 * x + y), 2 * f(x) + f(y)) for x, y in pairs)
        assert kept == (name in ("weighted", "difference"))


def test_what_the_bands_leave_open():
    found = exercises_bands.facts()
    assert found["bands"].tolist() == [[3] * 4, [7] * 4, [2] * 4, [5] * 4, [4] * 4]
    for name in ("one", "other"):
        np.testing.assert_array_equal(correlate2d(found["bands"], found[name], mode="valid"), found["output"])
        assert [sum(row) for row in found[name].tolist()] == [-4, 0, 4] == found["sums"].ravel().tolist()
    assert found["output"].tolist() == [[-4, -4], [-8, -8], [8, 8]]
    assert exact_rank([[3, 7, 2], [7, 2, 5], [2, 5, 4]]) == found["fixed"] == 3
    assert (found["weights"], found["free"]) == (9, 6)


def test_a_dot_tells_the_two_kernels_apart():
    found = exercises_bands.facts()
    assert found["dot"].tolist() == [[0, 0, 0], [0, 6, 0], [0, 0, 0]]
    assert (found["dot"] * found["one"]).sum() == 0
    assert found["dot_other"] == 6 * -5
