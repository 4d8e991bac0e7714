"""What stands in each step of the scene of pooling, against SciPy's filters."""

import numpy as np
import pytest
from scipy import ndimage

from snippets.pooling import max_pool, slide

P = max_pool.P.astype(float)
MAXIMA = ndimage.maximum_filter(P, size=2)[1::2, 1::2]
MEANS = ndimage.uniform_filter(P, size=2)[1::2, 1::2]


def so_far(result, number):
    """Return a result of which only the first numbers are there."""
    return np.where(np.arange(4).reshape(2, 2) < number, result, np.nan)


@pytest.mark.parametrize("n", range(4))
def test_of_each_window_the_largest_number_lands_and_then_the_mean(steps_of, n):
    made, arrive = steps_of(slide), 2 + 3 * n
    r, c = divmod(n, 2)
    for step, largest, means in ((arrive, n, n), (arrive + 1, n + 1, n), (arrive + 2, n + 1, n + 1)):
        np.testing.assert_array_equal(made.grid(step, slide.LEFT, slide.TOP, (4, 4)), P)
        np.testing.assert_array_equal(made.grid(step, *slide.MAXIMUM, (2, 2)), so_far(MAXIMA, largest))
        np.testing.assert_array_equal(made.grid(step, *slide.MEAN, (2, 2)), so_far(MEANS, means))
        windows = [window[:2] for window in made.windows(step) if window[2:] == (2, 2)]
        assert windows == [(round(slide.LEFT + 2 * (i % 2)), round(slide.TOP + 2 * (i // 2))) for i in range(n + 1)]
    window = P[2 * r : 2 * r + 2, 2 * c : 2 * c + 2].ravel()
    upper, lower = (tuple(np.round(np.add(corner, (c, r)), 2)) for corner in (slide.MAXIMUM, slide.MEAN))
    assert made.sent(arrive + 1) == [(MAXIMA[r, c], upper)]
    assert sorted(made.sent(arrive + 2)) == [(number, lower) for number in sorted(window)]
    assert (made.lands()[arrive + 1], made.lands()[arrive + 2]) == (MAXIMA[r, c], MEANS[r, c])
    # The frame comes from the window before.
    (frame,) = [
        p
        for p in made.ax.patches
        if p.get_linewidth() == 2.4 and p.get_width() > 1 and (p.get_gid() or "").startswith(f"steps:{arrive}-")
    ]
    before = divmod(max(n - 1, 0), 2)
    np.testing.assert_allclose(made.moved(frame, arrive - 1), (2 * (before[1] - c), 2 * (before[0] - r)))


def test_it_begins_without_a_window_and_ends_with_all_of_them(steps_of):
    made = steps_of(slide)
    assert made.windows(1) == []
    assert np.isnan(made.grid(1, *slide.MAXIMUM, (2, 2))).all()
    assert np.isnan(made.grid(1, *slide.MEAN, (2, 2))).all()
    assert max(made.lands()) == 13
