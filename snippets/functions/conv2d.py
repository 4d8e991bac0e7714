"""Convolution with many filters over many channels, by the rules of PyTorch.

A pixel of the output is a sum of products: one window of the input times one filter. Here the windows
of a piece of an image become the columns of a matrix, the filters are the rows of another, and one
matrix product gives this piece of the output in every channel. The pieces are small enough for the
processor's cache, so neither the columns nor the padding of a whole image is ever in memory.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snippets.functions.sizes import Size, integer, pair

PIECE = 2**16, 2**20  # bytes of the largest matrix at work: as many as the input, but within these limits


def conv2d(
    input: ArrayLike,
    weight: ArrayLike,
    bias: ArrayLike | None = None,
    stride: Size = 1,
    padding: Size | str = 0,
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
    padding : int, (int, int), "same" or "valid"
        Zeros at each of the two ends, at least 0. "valid" is 0. "same" gives an output as large as the
        input; it needs stride 1, and an odd number of zeros has the larger half at the end.
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
    uint64 is refused, since int64 cannot hold it.

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
    _check_channels(images, filters, offsets, groups)
    axes = _axes(images, filters, stride, padding, dilation)

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
            pieces.strip.fill(0)
            pieces.strip[piece.in_strip] = image[piece.in_image]
            product = rows @ pieces.windows[piece.filled].reshape(groups, rows.shape[2], -1)
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


def _parts(n: int, size: int) -> Iterator[slice]:
    """Cut n things into parts of that size, the last one perhaps smaller."""
    for start in range(0, n, size):
        yield slice(start, min(start + size, n))


def _axes(
    images: NDArray[Any], filters: NDArray[Any], stride: Size, padding: Size | str, dilation: Size
) -> list[Axis]:
    """Return how the windows lie along H and along W, or raise for sizes that are not allowed."""
    strides = pair("stride", stride, at_least=1)
    dilations = pair("dilation", dilation, at_least=1)
    if isinstance(padding, str):
        paddings = _named_padding(padding, strides, dilations, filters.shape[2:])
    else:
        paddings = [(zeros, zeros) for zeros in pair("padding", padding, at_least=0)]
    return [
        _axis(*sizes)
        for sizes in zip("HW", images.shape[-2:], filters.shape[2:], strides, paddings, dilations, strict=True)
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


def _named_padding(
    padding: str, strides: tuple[int, int], dilations: tuple[int, int], kernel_sizes: tuple[int, ...]
) -> list[tuple[int, int]]:
    """Return the zeros before and after each axis that a name stands for."""
    if padding not in ("same", "valid"):
        raise ValueError(f"padding={padding!r} must be an integer, a pair of them, 'same' or 'valid'")
    if padding == "valid":
        return [(0, 0), (0, 0)]
    if strides != (1, 1):
        raise ValueError(f"stride={strides} must be 1 with padding='same'")
    totals = [dilation * (kernel_size - 1) for dilation, kernel_size in zip(dilations, kernel_sizes, strict=True)]
    return [(total // 2, total - total // 2) for total in totals]


# ---------------------------------------------------------------------------- dtypes


def result_dtype(images: NDArray[Any]) -> np.dtype[Any]:
    """Return the dtype of the output for an input."""
    return images.dtype if images.dtype.kind == "f" else np.dtype(np.int64)


def sum_dtype(images: NDArray[Any], filters: NDArray[Any], offsets: NDArray[Any] | None) -> np.dtype[Any]:
    """Return the dtype to add up in: for integers float64, which is fast, if every sum is exact in it."""
    if images.dtype.kind == "f":
        return np.result_type(images, np.float32)
    largest = max(int(images.max(initial=0)), -int(images.min(initial=0)))
    bound = largest * np.abs(filters.astype(np.float64)).sum()
    if offsets is not None:
        bound += np.abs(offsets.astype(np.float64)).max()
    return np.dtype(np.float64 if bound < 2**53 else np.int64)


# ---------------------------------------------------------------------------- what is refused


def check_arrays(
    input: ArrayLike, weight: ArrayLike, bias: ArrayLike | None
) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any] | None]:
    """Return the arguments as arrays, or raise if their dtypes or their numbers of axes do not fit."""
    images, filters = np.asarray(input), np.asarray(weight)
    offsets = None if bias is None else np.asarray(bias)
    _check_dtype("input", images)
    _check_dtype("weight", filters, images)
    if offsets is not None:
        _check_dtype("bias", offsets, images)
    if images.ndim not in (3, 4):
        raise ValueError(f"input has shape {images.shape}, it must be (N, C, H, W) or (C, H, W)")
    if 0 in images.shape[-3:]:
        raise ValueError(f"input has shape {images.shape}, it must have at least one channel and one pixel")
    if filters.ndim != 4:
        raise ValueError(f"weight has shape {filters.shape}, it must have four axes, the last two (K_h, K_w)")
    if 0 in filters.shape:
        raise ValueError(f"weight has shape {filters.shape}, every axis must be at least 1")
    return images, filters, offsets


def _check_dtype(name: str, array: NDArray[Any], images: NDArray[Any] | None = None) -> None:
    """Raise if an array cannot be convolved, or not with these images."""
    dtype = array.dtype
    if dtype.kind not in "biuf" or dtype.newbyteorder("=") == np.uint64:
        raise TypeError(f"{name} has dtype {dtype}, it must be real floating, bool, or an integer that int64 can hold")
    if images is None:
        return
    if images.dtype.kind != "f":
        if dtype.kind == "f":
            raise TypeError(f"{name} has dtype {dtype}, it must be integer or bool as input is ({images.dtype})")
    elif dtype.newbyteorder("=") != images.dtype.newbyteorder("="):
        raise TypeError(f"{name} has dtype {dtype}, it must be {images.dtype} as that of input")


def _check_channels(
    images: NDArray[Any], filters: NDArray[Any], offsets: NDArray[Any] | None, groups: int
) -> None:
    """Raise if the numbers of channels do not fit together."""
    if len(filters) % groups:
        raise ValueError(f"groups={groups} must divide the {len(filters)} filters of weight, shape {filters.shape}")
    channels = filters.shape[1] * groups
    if images.shape[-3] != channels:
        raise ValueError(
            f"input has shape {images.shape}, it must have {channels} channels: "
            f"weight has shape {filters.shape}, and groups={groups}"
        )
    check_bias(offsets, len(filters))


def check_bias(offsets: NDArray[Any] | None, channels: int) -> None:
    """Raise if there is not one bias for each output channel."""
    if offsets is not None and offsets.shape != (channels,):
        raise ValueError(f"bias has shape {offsets.shape}, it must be ({channels},), a number for each output channel")
