"""Functions that readers write about kernels: the answers against SciPy, and wrong answers with what they are told."""

import numpy as np
import pytest
from scipy.signal import convolve2d, correlate2d

from tests.wrong_answers import WrongAnswers, exercise

WRONG = WrongAnswers()
RANDOM = np.random.default_rng(7)


@pytest.mark.parametrize(("size", "kernel"), [((5, 8), (3, 2)), ((4, 4), (1, 4)), ((3, 6), (3, 3))])
@pytest.mark.parametrize("dtype", [np.uint8, np.int64, float])
def test_the_answers_agree_with_scipy(size, kernel, dtype):
    x, w = RANDOM.integers(0, 256, size).astype(dtype), RANDOM.integers(-9, 9, kernel)
    wanted = correlate2d(x.astype(float), w, mode="valid")
    np.testing.assert_allclose(exercise("kernels/write_by_loops").answer(x, w), wanted)
    np.testing.assert_allclose(exercise("kernels/write_without_loops").answer(x, w), wanted)
    one = exercise("kernels/write_one_pixel").answer
    np.testing.assert_allclose([[one(x, w, *place)] for place in np.ndindex(wanted.shape)], wanted.reshape(-1, 1))
    column, row = w[:, 0], w[0]
    wanted = correlate2d(x.astype(float), np.outer(column, row), mode="valid")
    np.testing.assert_allclose(exercise("kernels/write_two_passes").answer(x, column, row), wanted)


# ---- One pixel


@WRONG.to("kernels/write_one_pixel", "turned")
def _(picture, kernel, row, column):
    height, width = kernel.shape
    total = 0.0
    for i in range(height):
        for j in range(width):
            total += float(picture[row + i, column + j]) * kernel[height - 1 - i, width - 1 - j]
    return total


@WRONG.to("kernels/write_one_pixel", "swapped")
def _(picture, kernel, x, y):
    window = picture[y : y + kernel.shape[0], x : x + kernel.shape[1]]
    return np.sum(window * kernel, dtype=float)


@WRONG.to("kernels/write_one_pixel", "matrix")
def _(picture, kernel, row, column):
    return np.sum(np.dot(picture[row:, column:][: len(kernel), : len(kernel[0])], kernel))


@WRONG.to("kernels/write_one_pixel", "wrapped")
def _(picture, kernel, row, column):
    total = 0
    for i in range(kernel.shape[0]):
        for j in range(kernel.shape[1]):
            total = (
                total + int(picture[row + i, column + j] * kernel[i, j])
                if kernel.dtype == np.uint8
                else (total + picture[row + i, column + j] * kernel[i, j])
            )
    return total


@WRONG.to("kernels/write_one_pixel", "unsummed")
def _(picture, kernel, row, column):
    h, w = kernel.shape
    return np.multiply(picture[row : row + h, column : column + w], kernel)


@WRONG.to("kernels/write_one_pixel", "square")
def _(picture, kernel, row, column):
    k = len(kernel)
    return (picture[row : row + k, column : column + k].astype(float) * kernel).sum()


@WRONG.to("kernels/write_one_pixel", "mean")
def _(picture, kernel, row, column):
    h, w = kernel.shape
    return np.mean(picture[row : row + h, column : column + w].astype(float) * kernel)


@WRONG.to("kernels/write_one_pixel", "from_one")
def _(picture, kernel, row, column):
    h, w = kernel.shape
    return (picture[row - 1 : row - 1 + h, column - 1 : column - 1 + w].astype(float) * kernel).sum()


@WRONG.to("kernels/write_one_pixel", "none")
def _(picture, kernel, row, column):
    h, w = kernel.shape
    print((picture[row : row + h, column : column + w] * kernel).sum())


# ---- The whole output, by loops


def looped(picture, kernel, output, product):
    """Fill an output by loops, with a function that makes one product."""
    for r in range(output.shape[0]):
        for c in range(output.shape[1]):
            for i in range(kernel.shape[0]):
                for j in range(kernel.shape[1]):
                    output[r, c] = product(output[r, c], r, c, i, j)
    return output


def empty(picture, kernel, dtype=float):
    return np.zeros((picture.shape[0] - kernel.shape[0] + 1, picture.shape[1] - kernel.shape[1] + 1), dtype)


@WRONG.to("kernels/write_by_loops", "turned")
def _(x, w):
    return looped(x, w, empty(x, w), lambda sum, r, c, i, j: sum + float(x[r + i, c + j]) * w[-1 - i, -1 - j])


@WRONG.to("kernels/write_by_loops", "last_product")
def _(x, w):
    return looped(x, w, empty(x, w), lambda sum, r, c, i, j: float(x[r + i, c + j]) * w[i, j])


@WRONG.to("kernels/write_by_loops", "short")
def _(x, w):
    output = np.zeros((x.shape[0] - w.shape[0], x.shape[1] - w.shape[1]))
    return looped(x, w, output, lambda sum, r, c, i, j: sum + float(x[r + i, c + j]) * w[i, j])


@WRONG.to("kernels/write_by_loops", "whole")
def _(x, w):
    return looped(x, w, empty(x, w, int), lambda sum, r, c, i, j: sum + int(x[r + i, c + j]) * w[i, j])


@WRONG.to("kernels/write_by_loops", "padded")
def _(x, w):
    output = np.zeros(x.shape)
    for r in range(x.shape[0] - w.shape[0] + 1):
        for c in range(x.shape[1] - w.shape[1] + 1):
            output[r, c] = (x[r : r + w.shape[0], c : c + w.shape[1]].astype(float) * w).sum()
    return output


@WRONG.to("kernels/write_by_loops", "transposed")
def _(x, w):
    h, k = w.shape
    return np.array(
        [
            [(x[r : r + h, c : c + k].astype(float) * w).sum() for r in range(x.shape[0] - h + 1)]
            for c in range(x.shape[1] - k + 1)
        ]
    )


@WRONG.to("kernels/write_by_loops", "list")
def _(x, w):
    rows, columns = empty(x, w).shape
    h, k = w.shape
    return [[(x[r : r + h, c : c + k] * w).sum() for c in range(columns)] for r in range(rows)]


# ---- Without loops


def windows(x, w):
    """Return the windows by bare strides."""
    shape = (x.shape[0] - w.shape[0] + 1, x.shape[1] - w.shape[1] + 1, *w.shape)
    return np.lib.stride_tricks.as_strided(x, shape, x.strides * 2)


@WRONG.to("kernels/write_without_loops", "loop")
def _(x, w):
    output = empty(x, w)
    for i, j in np.ndindex(*w.shape):
        output += x[i : i + output.shape[0], j : j + output.shape[1]].astype(float) * w[i, j]
    return output


@WRONG.to("kernels/write_without_loops", "turned")
def _(x, w):
    return np.einsum("abij,ij", windows(x.astype(float), w), w[::-1, ::-1])


@WRONG.to("kernels/write_without_loops", "wrong_axes")
def _(x, w):
    return (windows(x.astype(float), w) * w).sum((0, 1))


@WRONG.to("kernels/write_without_loops", "all_axes")
def _(x, w):
    return (windows(x.astype(float), w) * w).sum()


@WRONG.to("kernels/write_without_loops", "wrapped")
def _(x, w):
    return np.sum(windows(x, w) * w, axis=(-2, -1))


@WRONG.to("kernels/write_without_loops", "mean")
def _(x, w):
    return np.mean(windows(x.astype(float), w) * w, axis=(-2, -1))


@WRONG.to("kernels/write_without_loops", "one_axis")
def _(x, w):
    return (windows(x.astype(float), w) * w).sum(3)


# ---- Two passes


def pass_over(x, weights, axis, mode="valid", turn=True):
    """Slide weights along an axis with NumPy's own functions for rows."""
    slide = np.correlate if turn else np.convolve
    return np.apply_along_axis(lambda line: slide(line, weights, mode), axis, x.astype(float))


@WRONG.to("kernels/write_two_passes", "turned")
def _(x, column, row):
    return pass_over(pass_over(x, column, 0, turn=False), row, 1, turn=False)


@WRONG.to("kernels/write_two_passes", "swapped")
def _(x, column, row):
    return pass_over(pass_over(x, column, 1), row, 0)


@WRONG.to("kernels/write_two_passes", "full")
def _(x, column, row):
    return correlate2d(x.astype(float), np.outer(column, row), mode="full")


@WRONG.to("kernels/write_two_passes", "first_only")
def _(x, column, row):
    return pass_over(x, column, 0)


@WRONG.to("kernels/write_two_passes", "added")
def _(x, column, row):
    one, other = pass_over(x, column, 0), pass_over(x, row, 1)
    return one[:, : other.shape[1]] + other[: one.shape[0]]


@WRONG.to("kernels/write_two_passes", "row_turned")
def _(x, column, row):
    return convolve2d(pass_over(x, column, 0), [row], mode="valid")


@WRONG.to("kernels/write_two_passes", "changed")
def _(picture, column, row):
    picture[:] = 0
    return pass_over(picture, column, 0)


@pytest.mark.parametrize(("name", "mistake", "function"), WRONG, ids=WRONG.named())
def test_a_wrong_answer_is_told_what_is_wrong(name, mistake, function):
    assert exercise(name).check(function)["mistake"] == mistake
