"""The drawings: how they are made, and how a reader's drawing becomes one."""

import numpy as np
import pytest
from scipy import ndimage

from snippets.networks import digits
from snippets.networks.digits import BOX, SHAPES, SIDE


def test_each_digit_is_written_in_several_ways_that_fill_their_box():
    assert len(SHAPES) == 10
    for digit, ways in enumerate(SHAPES):
        assert len(ways) >= 2
        for way in ways:
            points = np.concatenate(digits.read(way))
            assert points.min() >= 0
            assert points.max() >= 90, f"a way to write {digit} is small"


def test_the_same_seed_gives_the_same_drawings_and_more_begin_with_them():
    pictures, answers = digits.draw_many(30, seed=5)
    more, _ = digits.draw_many(40, seed=5)
    np.testing.assert_array_equal(more[:30], pictures)
    np.testing.assert_array_equal(answers, np.tile(np.arange(10), 3))
    assert pictures.shape == (30, SIDE, SIDE)
    assert (pictures.min(), pictures.max()) == (0, 1)
    assert len({picture.tobytes() for picture in more}) == 40
    other, _ = digits.draw_many(30, seed=6)
    assert not (other == pictures).all(axis=(1, 2)).any()


def test_a_curve_goes_through_its_points_and_is_straight_between_two():
    points = np.array([[0, 0], [10, 5], [20, -5], [30, 0]], float)
    line = digits.curve(points)
    np.testing.assert_array_equal(line[::4], points)
    # Half-way between the middle ones, by the formula of the spline: (-a + 9b + 9c - d) / 16.
    np.testing.assert_allclose(line[6], (-points[0] + 9 * points[1] + 9 * points[2] - points[3]) / 16)
    two = digits.curve(points[:2])
    np.testing.assert_allclose(two[:, 1], two[:, 0] / 2)


def test_a_closed_curve_has_no_corner_where_it_closes():
    points = np.array([[0, 1], [1, 0], [0, -1], [-1, 0], [0, 1]], float)
    line = digits.curve(points, steps=500)
    before, after = line[-1] - line[-2], line[1] - line[0]
    cosine = before @ after / np.linalg.norm(before) / np.linalg.norm(after)
    assert cosine > 0.9999


@pytest.mark.parametrize("seed", range(5))
def test_a_fitted_drawing_lies_in_the_middle_and_its_longer_side_is_the_box(seed):
    rng = np.random.default_rng(seed)
    strokes = [rng.normal(50, 30, (5, 2)), rng.normal(20, 9, (2, 2))]
    fitted = np.concatenate(digits.fit(strokes))
    low, high = fitted.min(axis=0), fitted.max(axis=0)
    np.testing.assert_allclose((low + high) / 2, SIDE / 2)
    assert (high - low).max() == pytest.approx(BOX)
    moved = np.concatenate(digits.fit([3 * s + [7, -4] for s in strokes]))
    np.testing.assert_allclose(moved, fitted)
    whole = np.concatenate(strokes)
    np.testing.assert_allclose(np.ptp(fitted, axis=0) * np.ptp(whole, axis=0).max(), np.ptp(whole, axis=0) * BOX)


def test_a_point_alone_is_a_dot_in_the_middle():
    ink = digits.render(digits.fit([np.array([[3.0, 5.0], [3.0, 5.0]])]), width=4)
    assert ndimage.center_of_mass(ink) == pytest.approx((13.5, 13.5))
    assert ink.sum() == pytest.approx(4 * np.pi, rel=0.1)


@pytest.mark.parametrize(("width", "soft"), [(2.2, 1), (4.5, 3.5), (1.4, 2)])
def test_ink_falls_with_the_distance_to_the_line(width, soft):
    """Point by point, with the distance to a segment as geometry has it."""
    strokes = [np.array([[5, 6], [20, 9.5], [11, 22]])]
    ink = digits.render(strokes, width, soft)
    for r, c in np.ndindex(SIDE, SIDE):
        p, far = np.array([c + 0.5, r + 0.5]), np.inf
        for a, b in zip(strokes[0][:-1], strokes[0][1:], strict=True):
            t = np.clip((p - a) @ (b - a) / ((b - a) @ (b - a)), 0, 1)
            far = min(far, np.linalg.norm(p - a - t * (b - a)))
        assert ink[r, c] == pytest.approx(np.clip((width / 2 - far) / soft + 0.5, 0, 1), abs=1e-4)


def test_a_gap_takes_a_piece_out_and_leaves_something():
    strokes = [np.arange(20.0).reshape(-1, 2), np.arange(4.0).reshape(-1, 2)]
    for seed in range(40):
        left = digits.with_gap(strokes, np.random.default_rng(seed))
        assert left
        assert all(len(stroke) > 1 for stroke in left)
        assert sum(map(len, left)) >= sum(map(len, strokes)) - 3


def test_a_picture_is_fitted_as_its_lines_would_be():
    """Drawn large, at any place, and made small: nearly what drawing it small gives."""
    strokes = digits.fit(digits.write(3, np.random.default_rng(1)))
    small = digits.render(strokes, width=2, soft=1)
    for scale, place in ((4, (30, 11)), (2, (0, 0)), (1, (3, 6))):
        large = ndimage.zoom(small, scale, order=1, grid_mode=True, mode="grid-constant")
        picture = np.zeros((200, 170))
        picture[place[0] : place[0] + len(large), place[1] : place[1] + len(large)] = large
        found = digits.fit_picture(picture)
        assert found.shape == (SIDE, SIDE)
        assert found.max() == 1
        assert np.corrcoef(found.ravel(), small.ravel())[0, 1] > 0.9


@pytest.mark.parametrize("scale", [0.2, 1, 2.5])
def test_resampling_keeps_grey_grey(scale):
    weights = digits.resampling(300, 100, 100 + BOX / scale, scale)
    inside = weights[SIDE // 2 - 4 : SIDE // 2 + 4]
    np.testing.assert_allclose(inside.sum(axis=1), 1, rtol=0.02)
