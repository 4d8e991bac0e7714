"""What stands in each step of the figures that move, against SciPy and hand counts."""

import numpy as np
import pytest
from scipy import signal

from snippets.convolution import over_the_border, sliding, stamps_plane


def window(r, c, size=3):
    return {(r + i, c + j) for i in range(size) for j in range(size)}


def so_far(result, step):
    """Return a result of which only the first numbers are there."""
    return np.where(np.arange(result.size).reshape(result.shape) < step, result, np.nan)


@pytest.mark.parametrize("step", [1, 2, 3, 4])
def test_sliding(steps_of, sum_of, step):
    made = steps_of(sliding)
    r, c = divmod(step - 1, 2)
    role = f"window-{step}"
    assert made.cells(step, role, 0.2, 1, (4, 4)) == window(r, c)
    np.testing.assert_array_equal(made.grid(step, 0.2, 1, (4, 4)), sliding.x)
    part = sliding.x[r : r + 3, c : c + 3]
    np.testing.assert_array_equal(made.grid(step, 0.7, 6.6, (3, 3)), part * [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    expected = signal.correlate2d(sliding.x, sliding.w, mode="valid")
    np.testing.assert_array_equal(made.grid(step, 6.6, 7.1, (2, 2)), so_far(expected, step))
    said = [text for text in made.texts(step) if "=" in text]
    assert [sum_of(text) for text in said] == [(n, n) for n in expected.ravel()[:step]]


@pytest.mark.parametrize("step", range(1, 10))
def test_over_the_border(steps_of, sum_of, step):
    made = steps_of(over_the_border)
    r, c = (2 * i for i in divmod(step - 1, 3))
    inside = {(i, j) for i, j in window(r, c) if 1 <= i <= 5 and 1 <= j <= 5}
    assert made.cells(step, "window-1", 0.1, 1, (7, 7)) == inside
    rim = {(i, j) for i in range(7) for j in range(7) if i in (0, 6) or j in (0, 6)}
    assert made.cells(step, "padding", 0.1, 1, (7, 7)) == rim
    assert (c, 1 + r, 3, 3) in made.windows(step)
    padded = np.zeros((7, 7))
    padded[1:-1, 1:-1] = over_the_border.X
    np.testing.assert_array_equal(made.grid(step, 0.1, 1, (7, 7)), padded)
    expected = signal.correlate2d(padded, over_the_border.K, mode="valid")[::2, ::2]
    np.testing.assert_array_equal(made.grid(step, 7.8, 5, (3, 3)), so_far(expected, step))
    (said,) = [text for text in made.texts(step) if "=" in text]
    assert sum_of(said) == (expected.flat[step - 1],) * 2
    assert said.count("+") + 1 == len(inside)
    outside = [5, 3, 5, 3, 0, 3, 5, 3, 5][step - 1]
    assert f"{outside} of 9 weights lie on padding" in made.texts(step)


def test_the_facts_of_the_border():
    assert over_the_border.facts() == {"n": 5, "size": 3, "corner": 5}


@pytest.mark.parametrize("step", range(1, 7))
def test_stamps_in_the_plane(steps_of, sum_of, step):
    made = steps_of(stamps_plane)

    def spread(values):
        """Put zeros between the values, and slide."""
        wide = np.zeros((3, 5))
        wide[::2, ::2] = values
        return wide

    first = np.arange(6).reshape(2, 3) < step
    there = signal.convolve2d(spread(first), np.ones((3, 3)))
    expected = signal.convolve2d(spread(np.where(first, stamps_plane.image, 0)), stamps_plane.plane)
    shown = made.grid(step, 2, 6.1, (5, 7))
    np.testing.assert_array_equal(shown, np.where(there > 0.5, expected, np.nan))
    r, c = (2 * i for i in divmod(step - 1, 3))
    earlier = signal.convolve2d(spread(np.arange(6).reshape(2, 3) < step - 1), np.ones((3, 3))) > 0.5
    twice = {place for place in window(r, c) if earlier[place]}
    assert made.cells(step, "window-2", 2, 6.1, (5, 7)) == twice
    assert made.cells(step, "window-1", 2, 6.1, (5, 7)) == window(r, c) - twice
    np.testing.assert_array_equal(
        made.grid(step, 7.9, 1, (3, 3)), stamps_plane.image.flat[step - 1] * stamps_plane.plane
    )
    assert len(twice) == [0, 3, 3, 3, 5, 5][step - 1]
    said = [text for text in made.texts(step) if " = " in text]
    if twice:
        assert f"{len(twice)} cells are filled already" in made.texts(step)
        left, right = sum_of(said[0])
        assert left == right == expected[min(twice)]
    else:
        assert said == []
        assert "No cell is filled yet" in made.texts(step)


def test_the_facts_of_the_stamps():
    assert stamps_plane.facts() == {"values": 6, "rows": 5, "columns": 7}
