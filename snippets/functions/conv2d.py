"""Convolution with many filters over many channels, by the rules of PyTorch.

A pixel of the output is a sum of products: one window of the input times one filter. Here the windows
of a piece of an image become the columns of a matrix, the filters are the rows of another, and one
matrix product gives this piece of the output in every channel. The pieces are small enough for the
processor's cache, so neither the columns nor the padding of a whole image is ever in memory.
"""

import math
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snippets.functions.dtypes import check_dtype, result_dtype, sum_dtype
from snippets.functions.sizes import Ends, Size, ends, integer, pair

PIECE = 2**16, 2**20  # bytes of the largest matrix at work: as many as the input, but within these limits


def conv2d(
    input: ArrayLike,
    weight: ArrayLike,
    bias: ArrayLike | None = None,
    stride: Size = 1,
    padding: Ends | str = 0,
    dilation: Size = 1,
    groups: int = 1,
) -> NDArray[Any]:
    """Return the cross-correlation of every image with every filter, as convolutional layers compute it.

    With padded pixels ``x`` and a filter ``w``, one number of the output is the sum over the channels
    ``c`` of the filter's group and over the places ``i``, ``j`` in the window

        y[r, q] = bias + sum of w[c, i, j] * x[c, r * stride + i * dilation, q * stride + j * dilation]

    The filter is not turned around. To convolve as mathematics does, pass ``weight[:, :, ::-1, ::-1]``.

    Parameters
    ----------
    input : array_like, shape (N, C_in, H, W) or (C_in, H, W)
        Images, in any memory layout: real floating numbers, or integers and bools. N may be 0.
    weight : array_like, shape (C_out, C_in // groups, K_h, K_w)
        Filters, of the same floating dtype as `input`; or integers and bools, as `input`.
    bias : array_like, shape (C_out,), optional
        What to add to each output channel, with a dtype as `weight`. With no `bias`, nothing is added.
    stride : int or (int, int)
        Distance between the starts of neighbouring windows, in pixels, at least 1. Here and below,
        a pair is (along H, along W).
    padding : int, (int, int), ((int, int), (int, int)), "same" or "valid"
        Zeros at each of the two ends, at least 0, or a pair for each axis: ((top, bottom), (left, right)).
        "valid" is 0. "same" gives an output of ``ceil(H / stride)`` rows, with no more zeros than that
        takes, and of an odd number the larger half at the end.
    dilation : int or (int, int)
        Distance between neighbouring pixels of one window, at least 1 (1: no gaps).
    groups : int
        Number of equal parts of the channels, at least 1: the first part of the filters sees only the
        first part of the channels, and so on. It must divide C_in and C_out.

    Returns
    -------
    ndarray, shape (N, C_out, H_out, W_out) or (C_out, H_out, W_out)
        A new array. With ``p`` zeros in all, ``H_out = floor((H + p - dilation * (K_h - 1) - 1) / stride) + 1``,
        and likewise along W. A floating `input` keeps its dtype; integers and bools give int64.

    Raises
    ------
    TypeError
        If a dtype is not allowed, dtypes do not fit together, or a size is not an integer.
    ValueError
        If a shape or a size is out of its range, shapes do not fit together, or not even one window fits.

    Notes
    -----
    Half precision is added up in float32 and rounded once, at the end; other floating numbers are added
    up in their own dtype. Integer results are exact; beyond 64 bits they wrap around, as NumPy's do.
    (PyTorch keeps the dtype of integers, so that small ones wrap around early, and takes no bools.)
    uint64 is refused, since int64 cannot hold it. PyTorch knows no `padding` that differs at the two
    ends, and "same" with stride 1 only; with another one, the rule here is that of TensorFlow.

    References
    ----------
    ``torch.nn.functional.conv2d`` and ``torch.nn.Conv2d`` in PyTorch's manual.
    V. Dumoulin and F. Visin, "A guide to convolution arithmetic for deep learning", arXiv:1603.07285.

    Examples
    --------
    >>> conv2d([[[1, 0, 2], [3, 1, 0], [0, 2, 4]]], [[[[1, 2], [0, -1]]]])
    array([[[ 0,  4],
            [ 3, -3]]])
    """
    images, filters, offsets = check_arrays(input, weight, bias)
    groups = integer("groups", groups, at_least=1)
    check_channels(f"input has shape {images.shape}", images.shape, filters, groups)
    check_bias(offsets, len(filters))
    axes = window_axes(images.shape, filters.shape, stride, padding, dilation)

    batch = images.reshape(-1, *images.shape[-3:])
    output = np.empty((len(batch), len(filters), *(axis.windows for axis in axes)), result_dtype(images))
    _correlate(batch, filters, offsets, groups, axes, output)
    return output.reshape(*images.shape[:-3], *output.shape[1:])


def _correlate(
    batch: NDArray[Any],
    filters: NDArray[Any],
    offsets: NDArray[Any] | None,
    groups: int,
    axes: list["Axis"],
    output: NDArray[Any],
) -> None:
    """Fill the output, one piece of one image at a time: every filter times every window, then the bias."""
    dtype = sum_dtype(batch, filters, offsets)
    rows = filters.astype(dtype, copy=False).reshape(groups, len(filters) // groups, -1)
    column = None if offsets is None else offsets.astype(dtype).reshape(groups, -1, 1)
    pieces = Pieces(axes, batch.shape[1], len(filters), dtype, batch.nbytes)
    for image, result in zip(batch, output, strict=True):
        for piece in pieces:
            product = rows @ pieces.columns(image, piece, groups)
            if column is not None:
                product += column
            target = result[piece.in_windows]
            target[...] = product.reshape(target.shape)


# ---------------------------------------------------------------------------- where windows lie


class Axis(NamedTuple):
    """How windows lie along one axis: `windows` of them over `n` pixels, the first at -`before`."""

    n: int
    kernel_size: int
    stride: int
    before: int
    dilation: int
    windows: int

    def reach(self, windows: int) -> int:
        """Return how many pixels that many neighbouring windows span."""
        return (windows - 1) * self.stride + self.dilation * (self.kernel_size - 1) + 1

    def cut(self, windows: slice) -> tuple[slice, slice]:
        """Return the pixels of the image that these windows span, and where in this span they are."""
        start = windows.start * self.stride - self.before
        first = max(0, start)
        stop = max(first, min(self.n, start + self.reach(windows.stop - windows.start)))
        return slice(first, stop), slice(first - start, stop - start)


class Piece(NamedTuple):
    """Some neighbouring windows: indices of them among all, among those of a strip, and of their pixels."""

    in_windows: tuple[Any, ...]
    filled: tuple[Any, ...]
    in_image: tuple[Any, ...]
    in_strip: tuple[Any, ...]


class Pieces:
    """The windows of an image, piece by piece, and room for one piece.

    `strip` holds the pixels of a piece with the padding around them. `windows`, of shape
    (channels, K_h, K_w, windows down, windows along), shows the same memory as overlapping windows.
    """

    def __init__(self, axes: list[Axis], channels: int, others: int, dtype: np.dtype[Any], nbytes: int) -> None:
        """Make room for as many windows as `nbytes` hold, within the limits of `PIECE`, but at least one.

        A window has the pixels of `channels` channels, and one number in each of `others` channels.
        """
        down, along = self.axes = axes
        numbers = max(channels * down.kernel_size * along.kernel_size, others)
        most = max(1, min(max(nbytes, PIECE[0]), PIECE[1]) // (numbers * dtype.itemsize))
        width = min(most, along.windows)
        self.size = min(most // width, down.windows), width

        spans = [axis.dilation * (axis.kernel_size - 1) + 1 for axis in axes]
        strip_shape = (axis.reach(windows) for axis, windows in zip(axes, self.size, strict=True))
        self.strip = np.zeros((channels, *strip_shape), dtype)
        windows = np.lib.stride_tricks.sliding_window_view(self.strip, spans, (1, 2), writeable=True)
        windows = windows[:, :: down.stride, :: along.stride, :: down.dilation, :: along.dilation]
        self.windows = windows.transpose(0, 3, 4, 1, 2)

    def __iter__(self) -> Iterator[Piece]:
        """Yield the pieces, row by row."""
        down, along = self.axes
        for rows in _parts(down.windows, self.size[0]):
            for columns in _parts(along.windows, self.size[1]):
                filled = (..., slice(rows.stop - rows.start), slice(columns.stop - columns.start))
                in_image, in_strip = zip(down.cut(rows), along.cut(columns), strict=True)
                yield Piece((..., rows, columns), filled, (..., *in_image), (..., *in_strip))

    def columns(self, image: NDArray[Any], piece: Piece, groups: int) -> NDArray[Any]:
        """Return the windows of a piece of an image, for each group a matrix that has them as its columns."""
        self.strip.fill(0)
        self.strip[piece.in_strip] = image[piece.in_image]
        windows = self.windows[piece.filled]
        return windows.reshape(groups, math.prod(windows.shape[:3]) // groups, -1)


def _parts(n: int, size: int) -> Iterator[slice]:
    """Cut n things into parts of that size, the last one perhaps smaller."""
    for start in range(0, n, size):
        yield slice(start, min(start + size, n))


def window_axes(
    input_shape: tuple[int, ...],
    weight_shape: tuple[int, ...],
    stride: Size,
    padding: Ends | str,
    dilation: Size,
) -> list[Axis]:
    """Return how the windows lie along H and along W, or raise for sizes that are not allowed."""
    lengths, kernel_sizes = input_shape[-2:], weight_shape[-2:]
    strides = pair("stride", stride, at_least=1)
    dilations = pair("dilation", dilation, at_least=1)
    if isinstance(padding, str):
        if padding not in ("same", "valid"):
            raise ValueError(f"padding={padding!r} must be an integer, a pair of them, 'same' or 'valid'")
        same = [_same(*sizes) for sizes in zip(lengths, kernel_sizes, strides, dilations, strict=True)]
        paddings = same if padding == "same" else [(0, 0), (0, 0)]
    else:
        paddings = list(ends("padding", padding, at_least=0))
    return [
        _axis(*sizes) for sizes in zip("HW", lengths, kernel_sizes, strides, paddings, dilations, strict=True)
    ]


def _axis(
    name: str, n: int, kernel_size: int, stride: int, padding: tuple[int, int], dilation: int
) -> Axis:
    """Count the windows along one axis, or raise if there are none."""
    span = dilation * (kernel_size - 1) + 1
    room = n + sum(padding) - span
    if room < 0:
        raise ValueError(
            f"weight has kernel size {kernel_size} along {name}, with dilation={dilation} it spans {span} pixels: "
            f"no window fits, it must be at most {n + sum(padding)} ({n} of input and {sum(padding)} of padding)"
        )
    return Axis(n, kernel_size, stride, padding[0], dilation, room // stride + 1)


def _same(n: int, kernel_size: int, stride: int, dilation: int) -> tuple[int, int]:
    """Return how many zeros before and after an axis give one window for each stride that begins in it."""
    zeros = max(0, (n - 1) // stride * stride + dilation * (kernel_size - 1) + 1 - n)
    return zeros // 2, zeros - zeros // 2


# ---------------------------------------------------------------------------- what is refused


def check_arrays(
    input: ArrayLike, weight: ArrayLike, bias: ArrayLike | None
) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any] | None]:
    """Return the arguments as arrays, or raise if their dtypes or their numbers of axes do not fit."""
    images = check_images("input", input)
    filters = check_filters(weight, "input", images)
    offsets = None if bias is None else np.asarray(bias)
    if offsets is not None:
        check_dtype("bias", offsets, "input", images)
    return images, filters, offsets


def check_images(name: str, value: ArrayLike) -> NDArray[Any]:
    """Return images as an array, or raise if they cannot be convolved."""
    images = np.asarray(value)
    check_dtype(name, images)
    check_image_shape(f"{name} has shape {images.shape}", images.shape)
    return images


def check_image_shape(said: str, shape: tuple[int, ...]) -> None:
    """Raise, with what was said of it, if a shape is not that of images."""
    if len(shape) not in (3, 4):
        raise ValueError(f"{said}, it must be (N, C, H, W) or (C, H, W)")
    if 0 in shape[-3:]:
        raise ValueError(f"{said}, it must have at least one channel and one pixel")


def check_filters(weight: ArrayLike, other: str, images: NDArray[Any]) -> NDArray[Any]:
    """Return filters as an array, or raise if they cannot be used with the images that have the other name."""
    filters = np.asarray(weight)
    check_dtype("weight", filters, other, images)
    if filters.ndim != 4:
        raise ValueError(f"weight has shape {filters.shape}, it must have four axes, the last two (K_h, K_w)")
    if 0 in filters.shape:
        raise ValueError(f"weight has shape {filters.shape}, every axis must be at least 1")
    return filters


def check_channels(said: str, shape: tuple[int, ...], filters: NDArray[Any], groups: int) -> None:
    """Raise, with what was said of the shape of the input, if the numbers of channels do not fit together."""
    if len(filters) % groups:
        raise ValueError(f"groups={groups} must divide the {len(filters)} filters of weight, shape {filters.shape}")
    channels = filters.shape[1] * groups
    if shape[-3] != channels:
        raise ValueError(
            f"{said}, it must have {channels} channels: weight has shape {filters.shape}, and groups={groups}"
        )


def check_bias(offsets: NDArray[Any] | None, channels: int) -> None:
    """Raise if there is not one bias for each output channel."""
    if offsets is not None and offsets.shape != (channels,):
        raise ValueError(f"bias has shape {offsets.shape}, it must be ({channels},), a number for each output channel")
