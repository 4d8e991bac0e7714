"""Transposed convolution, by the rules of PyTorch: the step that leads back from `conv2d`.

`conv2d` gathers: a number of its output is a sum over one window of its input. This function scatters:
a number of its input, times the filter, is added to one window of its output. The windows lie alike.
So it is the gradient of `conv2d` with respect to its input, and the transpose of its matrix.
"""

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snippets.functions.conv2d import Axis, Pieces, check_arrays, check_bias
from snippets.functions.dtypes import result_dtype, sum_dtype
from snippets.functions.sizes import Size, integer, pair


def conv_transpose2d(
    input: ArrayLike,
    weight: ArrayLike,
    bias: ArrayLike | None = None,
    stride: Size = 1,
    padding: Size = 0,
    output_padding: Size = 0,
    groups: int = 1,
    dilation: Size = 1,
) -> NDArray[Any]:
    """Return every number of the input times its filters, added up in the output where windows overlap.

    Start with ``y`` full of the bias. Then, for each channel ``c`` of a group, each of its numbers at
    ``r``, ``q``, and each place ``i``, ``j`` in the window, add

        w[c, i, j] * x[c, r, q]   to   y[r * stride + i * dilation - padding, q * stride + j * dilation - padding]

    unless this place is outside the output.

    Parameters
    ----------
    input : array_like, shape (N, C_in, H, W) or (C_in, H, W)
        Images, in any memory layout: real floating numbers, or integers and bools. N may be 0.
    weight : array_like, shape (C_in, C_out // groups, K_h, K_w)
        Filters, of the same floating dtype as `input`; or integers and bools, as `input`. Those of a
        `conv2d` from C_out to C_in channels serve as they are.
    bias : array_like, shape (C_out,), optional
        What to add to each output channel, with a dtype as `weight`. With no `bias`, nothing is added.
    stride : int or (int, int)
        Distance between neighbouring windows of the output, in pixels, at least 1. Here and below,
        a pair is (along H, along W).
    padding : int or (int, int)
        Pixels cut off at each of the two ends of the output, at least 0.
    output_padding : int or (int, int)
        Pixels added at the end of the output, at least 0, less than `stride` or less than `dilation`.
        It picks one of the sizes that `conv2d` maps to the same size. A filter may reach into them.
    groups : int
        Number of equal parts of the channels, at least 1: the first part of the input channels reaches
        only the first part of the output channels, and so on. It must divide C_in.
    dilation : int or (int, int)
        Distance between neighbouring pixels of one window, at least 1 (1: no gaps).

    Returns
    -------
    ndarray, shape (N, C_out, H_out, W_out) or (C_out, H_out, W_out)
        A new array, with ``H_out = (H - 1) * stride - 2 * padding + dilation * (K_h - 1) + output_padding + 1``,
        and likewise along W. A floating `input` keeps its dtype; integers and bools give int64.

    Raises
    ------
    TypeError
        If a dtype is not allowed, dtypes do not fit together, or a size is not an integer.
    ValueError
        If a shape or a size is out of its range, shapes do not fit together, or no output is left.

    Notes
    -----
    Half precision is added up in float32 and rounded once, at the end; other floating numbers are added
    up in their own dtype. Integer results are exact; beyond 64 bits they wrap around, as NumPy's do.
    (PyTorch takes no integers here but int64.) uint64 is refused, since int64 cannot hold it.

    References
    ----------
    ``torch.nn.functional.conv_transpose2d`` and ``torch.nn.ConvTranspose2d`` in PyTorch's manual.
    V. Dumoulin and F. Visin, "A guide to convolution arithmetic for deep learning", arXiv:1603.07285,
    chapter 4.

    Examples
    --------
    >>> conv_transpose2d([[[1, 2]]], [[[[1, 10, 100]]]], stride=2)
    array([[[  1,  10, 102,  20, 200]]])
    """
    images, filters, offsets = check_arrays(input, weight, bias)
    groups = integer("groups", groups, at_least=1)
    channels = filters.shape[1] * groups
    _check_channels(images, filters, groups)
    check_bias(offsets, channels)
    axes = _axes(images, filters, stride, padding, output_padding, dilation)

    batch = images.reshape(-1, *images.shape[-3:])
    output = np.empty((len(batch), channels, *(axis.n for axis in axes)), result_dtype(images))
    scatter(batch, filters, offsets, groups, axes, output)
    return output.reshape(*images.shape[:-3], *output.shape[1:])


def scatter(
    batch: NDArray[Any],
    filters: NDArray[Any],
    offsets: NDArray[Any] | None,
    groups: int,
    axes: list[Axis],
    output: NDArray[Any],
) -> None:
    """Fill the output, one image at a time: the bias, then the windows, one piece of the image at a time."""
    dtype = sum_dtype(batch, filters, offsets)
    start = np.zeros(1, dtype) if offsets is None else offsets.astype(dtype)
    columns = filters.astype(dtype, copy=False).reshape(groups, len(filters) // groups, -1).swapaxes(1, 2)
    pieces = Pieces(axes, output.shape[1], len(filters), dtype, batch.nbytes)
    for image, result in zip(batch, output, strict=True):
        total = result if result.dtype == dtype else np.empty(result.shape, dtype)
        total[...] = start[:, None, None]
        for piece in pieces:
            numbers = image[piece.in_windows].astype(dtype, copy=False).reshape(groups, columns.shape[2], -1)
            windows = pieces.windows[piece.filled]
            pieces.strip.fill(0)
            _add_windows(windows, (columns @ numbers).reshape(windows.shape))
            total[piece.in_image] += pieces.strip[piece.in_strip]
        if total is not result:
            result[...] = total


def _add_windows(windows: NDArray[Any], products: NDArray[Any]) -> None:
    """Add products to windows, which overlap.

    The pixels at one place in all windows are different, and so are the pixels of one window. So add
    place after place, or window after window, whichever takes fewer steps.
    """
    if math.prod(windows.shape[1:3]) > math.prod(windows.shape[3:]):
        windows, products = (array.transpose(0, 3, 4, 1, 2) for array in (windows, products))
    for i, j in np.ndindex(windows.shape[1:3]):
        windows[:, i, j] += products[:, i, j]


def _axes(
    images: NDArray[Any],
    filters: NDArray[Any],
    stride: Size,
    padding: Size,
    output_padding: Size,
    dilation: Size,
) -> list[Axis]:
    """Return how the windows lie in the output along H and along W, or raise for sizes that are not allowed."""
    strides = pair("stride", stride, at_least=1)
    paddings = pair("padding", padding, at_least=0)
    extras = pair("output_padding", output_padding, at_least=0)
    dilations = pair("dilation", dilation, at_least=1)
    kernel_sizes = filters.shape[2:]
    return [
        _axis(*sizes)
        for sizes in zip(
            "HW", images.shape[-2:], kernel_sizes, strides, paddings, extras, dilations, strict=True
        )
    ]


def _axis(
    name: str, windows: int, kernel_size: int, stride: int, padding: int, extra: int, dilation: int
) -> Axis:
    """Return how long the output is along one axis, or raise if nothing of it is left."""
    if extra >= max(stride, dilation):
        raise ValueError(
            f"output_padding={extra} along {name} must be less than stride={stride} or less than dilation={dilation}"
        )
    whole = (windows - 1) * stride + dilation * (kernel_size - 1) + 1 + extra
    if whole <= 2 * padding:
        raise ValueError(
            f"padding={padding} along {name} must be at most {(whole - 1) // 2}: "
            f"it is cut off at both ends of {whole} pixels of output"
        )
    return Axis(whole - 2 * padding, kernel_size, stride, padding, dilation, windows)


def _check_channels(images: NDArray[Any], filters: NDArray[Any], groups: int) -> None:
    """Raise if the numbers of input channels do not fit together."""
    if images.shape[-3] != len(filters):
        raise ValueError(
            f"input has shape {images.shape}, it must have {len(filters)} channels: weight has shape {filters.shape}"
        )
    if len(filters) % groups:
        raise ValueError(
            f"groups={groups} must divide the {len(filters)} channels of input and of weight, shape {filters.shape}"
        )
