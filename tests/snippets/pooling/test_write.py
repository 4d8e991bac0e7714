"""Functions that readers write about pooling: the answers against SciPy, tested functions and small changes."""

import numpy as np
import pytest
from scipy.ndimage import maximum_filter, uniform_filter

from snippets.functions.pool2d import avg_pool2d, max_pool2d
from tests.wrong_answers import WrongAnswers, exercise

WRONG = WrongAnswers()
RANDOM = np.random.default_rng(7)
SETTINGS = [(2, 2), (3, 2), (2, 3), (3, 1), (1, 2)]


@pytest.mark.parametrize(("k", "s"), SETTINGS)
@pytest.mark.parametrize("dtype", [np.uint8, np.int64, float])
def test_max_pooling_agrees_with_scipy(k, s, dtype):
    x = RANDOM.integers(0, 99, (6, 8)).astype(dtype)
    found = exercise("pooling/write_max_pool").answer(x, k, s)
    half = k // 2
    everywhere = maximum_filter(x, k)[half : 6 - k + 1 + half, half : 8 - k + 1 + half]
    assert found.dtype == dtype
    np.testing.assert_array_equal(found, everywhere[::s, ::s])


@pytest.mark.parametrize("count", [True, False])
@pytest.mark.parametrize(("k", "s", "p"), [(2, 2, 0), (3, 2, 1), (3, 1, 1), (4, 3, 2)])
def test_mean_pooling_agrees_with_scipy(k, s, p, count):
    x = RANDOM.integers(0, 99, (6, 8)).astype(float)
    found = exercise("pooling/write_mean_pool").answer(x, k, s, p, count)
    np.testing.assert_allclose(found, avg_pool2d(x[None], k, s, p, count_include_pad=count)[0])
    if count and k == 3:
        wanted = uniform_filter(x, 3, mode="constant")[1 - p : 6 - 1 + p, 1 - p : 8 - 1 + p]
        np.testing.assert_allclose(found, wanted[::s, ::s])


@pytest.mark.parametrize(("k", "s"), SETTINGS[:4])
def test_the_gradient_is_that_of_small_changes(k, s):
    x = RANDOM.permutation(48).reshape(6, 8).astype(float)  # without ties
    pool = exercise("pooling/write_max_pool").answer
    gradient = RANDOM.normal(size=pool(x, k, s).shape)
    wanted = np.zeros(x.shape)
    for place in np.ndindex(*x.shape):
        more = x.copy()
        more[place] += 0.25
        wanted[place] = ((pool(more, k, s) - pool(x, k, s)) * gradient).sum() / 0.25
    np.testing.assert_allclose(exercise("pooling/write_max_pool_gradient").answer(x, k, s, gradient), wanted)


@pytest.mark.parametrize("n", range(4, 11))
@pytest.mark.parametrize(("k", "s"), [(2, 2), (3, 2), (2, 3), (4, 3), (1, 2)])
def test_ceil_mode_agrees_with_the_whole_function(n, k, s):
    row = RANDOM.integers(-99, -1, n).astype(float)
    wanted = max_pool2d(row[None, None], (1, k), (1, s), ceil_mode=True)[0, 0]
    np.testing.assert_array_equal(exercise("pooling/write_ceil_mode").answer(row, k, s), wanted)


# ---- Max pooling


def pooled(x, k, s, summary, rows=None, columns=None):
    """Pool by loops, as a reader may write it."""
    rows = (x.shape[0] - k) // s + 1 if rows is None else rows
    columns = (x.shape[1] - k) // s + 1 if columns is None else columns
    output = np.zeros((rows, columns), x.dtype)
    for r in range(rows):
        for c in range(columns):
            output[r, c] = summary(x[r * s : r * s + k, c * s : c * s + k])
    return output


@WRONG.to("pooling/write_max_pool", "from_zero")
def _(x, k, s):
    def largest(window):
        best = 0
        for value in window.flat:
            best = max(best, value)
        return best

    return pooled(x, k, s, largest)


@WRONG.to("pooling/write_max_pool", "own_stride")
def _(x, k, s):
    rows, columns = x.shape[0] // k, x.shape[1] // k
    return x[: rows * k, : columns * k].reshape(rows, k, columns, k).max(axis=(1, 3))


@WRONG.to("pooling/write_max_pool", "short")
def _(x, k, s):
    return pooled(x, k, s, np.max, len(range(0, x.shape[0] - k, s)), len(range(0, x.shape[1] - k, s)))


@WRONG.to("pooling/write_max_pool", "no_stride")
def _(x, k, s):
    return pooled(x, k, 1, np.max)


@WRONG.to("pooling/write_max_pool", "remainder")
def _(x, k, s):
    return pooled(x, k, s, np.max, -(-(x.shape[0] - k) // s) + 1, -(-(x.shape[1] - k) // s) + 1)


@WRONG.to("pooling/write_max_pool", "transposed")
def _(x, k, s):
    rows, columns = (x.shape[0] - k) // s + 1, (x.shape[1] - k) // s + 1
    return np.array([[x[r * s : r * s + k, c * s : c * s + k].max() for r in range(rows)] for c in range(columns)])


@WRONG.to("pooling/write_max_pool", "dtype")
def _(x, k, s):
    return pooled(x.astype(float), k, s, np.max)


@WRONG.to("pooling/write_max_pool", "mean")
def _(x, k, s):
    return pooled(x.astype(float), k, s, np.mean)


@WRONG.to("pooling/write_max_pool", "whole")
def _(x, k, s):
    return pooled(x, k, s, np.max).astype(int)


# ---- Mean pooling


@WRONG.to("pooling/write_mean_pool", "always_counted")
def _(x, k, s, p, count_include_pad):
    return pooled(np.pad(x, p).astype(float), k, s, np.mean)


@WRONG.to("pooling/write_mean_pool", "never_counted")
def _(x, k, s, p, count_include_pad):
    return pooled(np.pad(x.astype(float), p, constant_values=np.nan), k, s, np.nanmean)


@WRONG.to("pooling/write_mean_pool", "nonzero_counted")
def _(x, k, s, p, count_include_pad):
    def mean(window):
        return window.mean() if count_include_pad else window.sum() / max(1, np.count_nonzero(window))

    return pooled(np.pad(x, p).astype(float), k, s, mean)


@WRONG.to("pooling/write_mean_pool", "whole")
def _(x, k, s, p, count_include_pad):
    padded = np.pad(x, p).astype(int)
    inside = np.pad(np.ones(x.shape, int), p)
    return pooled(padded, k, s, np.sum) // (k * k if count_include_pad else pooled(inside, k, s, np.sum))


@WRONG.to("pooling/write_mean_pool", "inverted")
def _(x, k, s, p, count_include_pad):
    fill = np.nan if count_include_pad else 0
    return pooled(np.pad(x.astype(float), p, constant_values=fill), k, s, np.nanmean)


@WRONG.to("pooling/write_mean_pool", "no_padding")
def _(x, k, s, p, count_include_pad):
    return pooled(x.astype(float), k, s, np.mean)


@WRONG.to("pooling/write_mean_pool", "summed")
def _(x, k, s, p, count_include_pad):
    return pooled(np.pad(x, p).astype(float), k, s, np.sum)


# ---- The gradient of max pooling


def back(x, k, s, gradient, put):
    """Go through the windows, with a function that puts a gradient into a part of the output."""
    output = np.zeros(x.shape)
    for r in range(gradient.shape[0]):
        for c in range(gradient.shape[1]):
            place = slice(r * s, r * s + k), slice(c * s, c * s + k)
            put(output[place], x[place], gradient[r, c])
    return output


@WRONG.to("pooling/write_max_pool_gradient", "all_ties")
def _(x, k, s, gradient):
    def put(part, window, value):
        part[window == window.max()] += value

    return back(x, k, s, gradient, put)


@WRONG.to("pooling/write_max_pool_gradient", "not_added")
def _(x, k, s, gradient):
    def put(part, window, value):
        part[np.unravel_index(window.argmax(), window.shape)] = value

    return back(x, k, s, gradient, put)


@WRONG.to("pooling/write_max_pool_gradient", "last_tie")
def _(x, k, s, gradient):
    def put(part, window, value):
        i, j = np.unravel_index(window[::-1, ::-1].argmax(), window.shape)
        part[-1 - i, -1 - j] += value

    return back(x, k, s, gradient, put)


@WRONG.to("pooling/write_max_pool_gradient", "mean")
def _(x, k, s, gradient):
    def put(part, window, value):
        part += value / window.size

    return back(x, k, s, gradient, put)


@WRONG.to("pooling/write_max_pool_gradient", "whole")
def _(x, k, s, gradient):
    output = np.zeros_like(x)
    for r, c in np.ndindex(*gradient.shape):
        window = x[r * s : r * s + k, c * s : c * s + k]
        i, j = divmod(int(window.argmax()), window.shape[1])
        output[r * s + i, c * s + j] += int(gradient[r, c]) if x.dtype.kind == "i" else gradient[r, c]
    return output


@WRONG.to("pooling/write_max_pool_gradient", "within_window")
def _(x, k, s, gradient):
    output = np.zeros(x.shape)
    for r, c in np.ndindex(*gradient.shape):
        window = x[r * s : r * s + k, c * s : c * s + k]
        output[divmod(int(window.argmax()), k)] += gradient[r, c]
    return output


@WRONG.to("pooling/write_max_pool_gradient", "shape")
def _(x, k, s, gradient):
    return np.zeros((x.shape[0] + 1, x.shape[1]))


# ---- A last window that hangs over


@WRONG.to("pooling/write_ceil_mode", "floor")
def _(row, k, s):
    return np.array([max(row[start : start + k]) for start in range(0, len(row) - k + 1, s)])


@WRONG.to("pooling/write_ceil_mode", "with_zeros")
def _(row, k, s):
    count = -(-(len(row) - k) // s) + 1
    starts = [i * s for i in range(count) if i * s < len(row)]
    longer = np.concatenate([row, np.zeros(starts[-1] + k - len(row) if starts[-1] + k > len(row) else 0, row.dtype)])
    return np.array([longer[start : start + k].max() for start in starts])


@WRONG.to("pooling/write_ceil_mode", "outside")
def _(row, k, s):
    count = int(np.ceil((len(row) - k) / s)) + 1
    return np.array([row[i * s : i * s + k].max() for i in range(count)])


@WRONG.to("pooling/write_ceil_mode", "every_start")
def _(row, k, s):
    return np.array([max(row[start : start + k]) for start in range(0, len(row), s)])


@WRONG.to("pooling/write_ceil_mode", "moved_back")
def _(row, k, s):
    starts = list(range(0, len(row) - k + 1, s))
    if starts[-1] + k < len(row):
        starts.append(len(row) - k)
    return np.array([row[start : start + k].max() for start in starts])


@WRONG.to("pooling/write_ceil_mode", "list")
def _(row, k, s):
    return [max(row[start : start + k]) for start in range(0, len(row), s)]


@WRONG.to("pooling/write_ceil_mode", "mean")
def _(row, k, s):
    count = -(-(len(row) - k) // s) + 1
    return np.array([row[i * s : i * s + k].mean() for i in range(count) if i * s < len(row)])


@pytest.mark.parametrize(("name", "mistake", "function"), WRONG, ids=WRONG.named())
def test_a_wrong_answer_is_told_what_is_wrong(name, mistake, function):
    assert exercise(name).check(function)["mistake"] == mistake
