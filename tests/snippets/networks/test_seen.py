"""What is said of a drawing on its way through the network, by SciPy and by hand."""

import numpy as np
import pytest
from scipy.signal import correlate

from snippets.networks import seen, trained

FACTS = seen.facts()


def by_scipy(picture, pooling):
    """Return the last maps of a picture."""
    weights = iter(trained.trained(pooling))
    maps = picture[None].astype(float)

    def convolved(maps, stride):
        filters, bias = next(weights), next(weights)
        rows = [correlate(maps, one, "valid")[0, ::stride, ::stride] for one in filters]
        return np.maximum(np.array(rows) + bias[:, None, None], 0)

    for _ in range(2):
        maps = convolved(maps, 1)
        if pooling == "stride":
            maps = convolved(maps, 2)
            continue
        windows = maps.reshape(len(maps), maps.shape[1] // 2, 2, maps.shape[2] // 2, 2)
        maps = windows.max(axis=(2, 4)) if pooling == "max" else windows.mean(axis=(2, 4))
    return maps


@pytest.mark.parametrize("pooling", trained.POOLINGS)
def test_the_change_by_a_move(pooling):
    changes = []
    for picture in trained.held_out()[0][: seen.MOVED]:
        moved = np.zeros_like(picture)
        moved[:, 1:] = picture[:, :-1]
        before, after = (by_scipy(one, pooling) for one in (picture, moved))
        changes.append(np.linalg.norm(after - before) / np.linalg.norm(before))
    assert FACTS[f"{pooling}_last"] == pytest.approx(np.mean(changes), rel=1e-5)
    assert 0 < FACTS[f"{pooling}_turned"] < 0.05


def test_what_the_page_says_of_moves():
    """The mean damps a move, the maximum hardly does; answers mostly stay."""
    assert FACTS["mean_last"] < 0.8 * FACTS["drawing"]
    assert FACTS["max_last"] > 0.85 * FACTS["drawing"]


def test_sizes_and_counts():
    assert [FACTS[name] for name in ("first", "second", "dense")] == [8 * 26, 16 * 73, 10 * 401]
    assert FACTS["all"] == 208 + 1168 + 4010
    assert [FACTS[f"{name}_side"] for name in ("first", "pooled", "second", "last")] == [24, 12, 10, 5]
    assert [FACTS[f"{name}_field"] for name in ("first", "pooled", "second", "last")] == [5, 6, 10, 12]
    assert [FACTS[name] for name in ("first_maps", "second_maps", "scores")] == [8, 16, 10]
    assert [FACTS[name] for name in ("first_k", "window", "second_k")] == [5, 2, 3]


def test_the_drawing_of_the_figure_is_read_rightly():
    assert seen.chances(seen.sample()[None])[0].argmax() == seen.DIGIT


def test_maps_are_laid_side_by_side():
    maps = np.arange(9 * 4, dtype=float).reshape(9, 2, 2)
    sheet = seen.laid(maps)
    assert sheet.shape == (2 * 48 + 4, 8 * 48 + 7 * 4)
    assert sheet[0, 0] == 255
    assert sheet[52, 0] == pytest.approx(255 * (1 - 32 / 35))
    assert np.isnan(sheet[50, 0])
    assert seen.laid(np.array([[[-1.0, 0.0], [0.5, 1.0]]]))[0, 24] == 127.5
