"""Functions that readers write about convolution: the answers against SciPy, counting and hand-worked fields."""

import numpy as np
import pytest
from scipy.signal import convolve2d, correlate2d

from tests.wrong_answers import WrongAnswers, exercise

WRONG = WrongAnswers()
RANDOM = np.random.default_rng(7)


def test_the_output_size_is_counted():
    size = exercise("convolution/write_output_size").answer
    for n, k, s, p, d in [(7, 3, 1, 0, 1), (9, 4, 3, 2, 1), (12, 3, 2, 1, 2), (5, 5, 4, 0, 1), (20, 3, 4, 3, 5)]:
        starts = [at for at in range(0, n + 2 * p, s) if at + d * (k - 1) < n + 2 * p]
        assert size(n, k, s, p, d) == len(starts)


@pytest.mark.parametrize("padding", [0, 1, 3])
@pytest.mark.parametrize("dtype", [np.uint8, np.int64, float])
def test_the_padding_agrees_with_numpy(padding, dtype):
    x = RANDOM.integers(1, 99, (3, 5)).astype(dtype)
    found = exercise("convolution/write_zero_padding").answer(x, padding)
    assert found.dtype == dtype
    np.testing.assert_array_equal(found, np.pad(x, padding))


@pytest.mark.parametrize("size", [(3, 2), (1, 4), (3, 3)])
def test_the_convolution_agrees_with_scipy(size):
    x, w = RANDOM.integers(0, 256, (5, 7)).astype(np.uint8), RANDOM.integers(-9, 9, size)
    wanted = convolve2d(x.astype(float), w, mode="valid")
    np.testing.assert_allclose(exercise("convolution/write_convolve").answer(x, w), wanted)


def test_the_receptive_field_is_where_one_output_looks():
    """Go back from one output number to the pixels that it is made of."""
    for layers in ([(3, 1), (3, 1)], [(3, 2), (5, 1), (2, 3)], [(7, 2), (3, 2), (3, 1)], []):
        pixels = {0}
        for kernel_size, stride in reversed(layers):
            pixels = {at * stride + i for at in pixels for i in range(kernel_size)}
        assert exercise("convolution/write_receptive_field").answer(layers) == max(pixels) - min(pixels) + 1


# ---- Output size


@WRONG.to("convolution/write_output_size", "one_side")
def _(n, kernel_size, stride=1, padding=0, dilation=1):
    return (n + padding - (kernel_size - 1) * dilation - 1) // stride + 1


@WRONG.to("convolution/write_output_size", "not_floored")
def _(n, kernel_size, stride=1, padding=0, dilation=1):
    return 1 + (n + 2 * padding - (kernel_size - 1) * dilation - 1) / stride


@WRONG.to("convolution/write_output_size", "rounded_up")
def _(n, kernel_size, stride=1, padding=0, dilation=1):
    return int(np.ceil((n + 2 * padding - (kernel_size - 1) * dilation - 1) / stride)) + 1


@WRONG.to("convolution/write_output_size", "one_less")
def _(n, kernel_size, stride=1, padding=0, dilation=1):
    return (n + 2 * padding - (kernel_size - 1) * dilation - 1) // stride


@WRONG.to("convolution/write_output_size", "span")
def _(n, kernel_size, stride=1, padding=0, dilation=1):
    return (n + 2 * padding - kernel_size * dilation) // stride + 1


@WRONG.to("convolution/write_output_size", "no_dilation")
def _(n, kernel_size, stride=1, padding=0, dilation=1):
    return (n + 2 * padding - kernel_size) // stride + 1


@WRONG.to("convolution/write_output_size", "dtype")
def _(n, kernel_size, stride=1, padding=0, dilation=1):
    return np.floor((n + 2 * padding - (kernel_size - 1) * dilation - 1) / stride) + 1


@WRONG.to("convolution/write_output_size", "late_stride")
def _(n, kernel_size, stride=1, padding=0, dilation=1):
    return (n + 2 * padding - (kernel_size - 1) * dilation - 1 + 1) // stride


# ---- Zero padding


@WRONG.to("convolution/write_zero_padding", "minus_zero")
def _(picture, padding):
    h, w = picture.shape
    out = np.zeros((h + padding * 2, w + padding * 2), dtype=picture.dtype)
    out[padding:-padding, padding:-padding] = picture
    return out


@WRONG.to("convolution/write_zero_padding", "begin_only")
def _(picture, padding):
    h, w = picture.shape
    out = np.zeros((h + padding, w + padding), dtype=picture.dtype)
    out[padding:, padding:] = picture
    return out


@WRONG.to("convolution/write_zero_padding", "corner")
def _(picture, padding):
    h, w = picture.shape
    out = np.zeros((h + padding * 2, w + padding * 2), dtype=picture.dtype)
    out[:h, :w] = picture
    return out


@WRONG.to("convolution/write_zero_padding", "dtype")
def _(picture, padding):
    h, w = picture.shape
    out = np.zeros((h + padding * 2, w + padding * 2))
    out[padding : padding + h, padding : padding + w] = picture
    return out


@WRONG.to("convolution/write_zero_padding", "repeated")
def _(picture, padding):
    rows = np.clip(np.arange(-padding, picture.shape[0] + padding), 0, picture.shape[0] - 1)
    columns = np.clip(np.arange(-padding, picture.shape[1] + padding), 0, picture.shape[1] - 1)
    return picture[np.ix_(rows, columns)]


@WRONG.to("convolution/write_zero_padding", "rows_only")
def _(picture, padding):
    zeros = np.zeros((padding, picture.shape[1]), picture.dtype)
    return np.vstack([zeros, picture, zeros])


@WRONG.to("convolution/write_zero_padding", "transposed")
def _(picture, padding):
    w, h = picture.shape
    out = np.zeros((h + padding * 2, w + padding * 2), dtype=picture.dtype)
    out[padding : padding + h, padding : padding + w] = picture.T
    return out


@WRONG.to("convolution/write_zero_padding", "total")
def _(picture, padding):
    begin = padding // 2
    return np.pad(picture, ((begin, padding - begin), (begin, padding - begin)))


# ---- Convolution


@WRONG.to("convolution/write_convolve", "correlation")
def _(picture, kernel):
    return correlate2d(picture.astype(float), kernel, mode="valid")


@WRONG.to("convolution/write_convolve", "changed")
def _(picture, kernel):
    kernel[:] = np.flip(kernel)
    return correlate2d(picture.astype(float), kernel, mode="valid")


@WRONG.to("convolution/write_convolve", "upside_down")
def _(picture, kernel):
    return correlate2d(picture.astype(float), np.flipud(kernel), mode="valid")


@WRONG.to("convolution/write_convolve", "left_right")
def _(picture, kernel):
    return correlate2d(picture.astype(float), np.fliplr(kernel), mode="valid")


@WRONG.to("convolution/write_convolve", "picture_turned")
def _(picture, kernel):
    return correlate2d(np.rot90(picture, 2).astype(float), kernel, mode="valid")


@WRONG.to("convolution/write_convolve", "full")
def _(picture, kernel):
    return convolve2d(picture.astype(float), kernel)


@WRONG.to("convolution/write_convolve", "kernel_transposed")
def _(picture, kernel):
    return correlate2d(picture.astype(float), kernel.T, mode="valid")


@WRONG.to("convolution/write_convolve", "wrapped")
def _(picture, kernel):
    turned = np.flip(kernel)
    rows, columns = picture.shape[0] - kernel.shape[0] + 1, picture.shape[1] - kernel.shape[1] + 1
    return sum(
        (turned[i, j] * picture[i : i + rows, j : j + columns]).astype(float) for i, j in np.ndindex(*kernel.shape)
    )


# ---- Receptive field


@WRONG.to("convolution/write_receptive_field", "no_strides")
def _(layers):
    return 1 + sum(k - 1 for k, _ in layers)


@WRONG.to("convolution/write_receptive_field", "own_stride")
def _(layers):
    field = step = 1
    for k, s in layers:
        step *= s
        field += (k - 1) * step
    return field


@WRONG.to("convolution/write_receptive_field", "backwards")
def _(layers):
    field = step = 1
    for k, s in reversed(layers):
        field += (k - 1) * step
        step *= s
    return field


@WRONG.to("convolution/write_receptive_field", "kernels_multiplied")
def _(layers):
    field = 1
    for k, _ in layers:
        field *= k
    return field


@WRONG.to("convolution/write_receptive_field", "kernels_added")
def _(layers):
    return sum(layer[0] for layer in layers)


@WRONG.to("convolution/write_receptive_field", "from_zero")
def _(layers):
    field, step = 0, 1
    for k, s in layers:
        field += (k - 1) * step
        step *= s
    return field


@WRONG.to("convolution/write_receptive_field", "strides_added")
def _(layers):
    field, step = 1, 0
    for k, s in layers:
        field += (k - 1) * max(step, 1)
        step += s
    return field


@pytest.mark.parametrize(("name", "mistake", "function"), WRONG, ids=WRONG.named())
def test_a_wrong_answer_is_told_what_is_wrong(name, mistake, function):
    assert exercise(name).check(function)["mistake"] == mistake
