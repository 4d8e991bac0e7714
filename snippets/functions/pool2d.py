"""Maximum and mean pooling over the last two axes of an array, by PyTorch's rules.

A rectangular window is a column of rows. So both functions pool down the columns first and
along the rows of that result second: a window of ``k`` by ``k`` pixels costs ``2 k`` operations
on whole arrays in place of ``k * k``. No padded copy of the input is ever made.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from snippets.functions.sizes import Size, integer, pair


def output_size(
    n: int,
    kernel_size: int,
    stride: int,
    padding: int = 0,
    dilation: int = 1,
    ceil_mode: bool = False,
) -> int:
    """Return how many pooling windows fit along one axis.

    The window spans ``dilation * (kernel_size - 1) + 1`` pixels, and the count is

        floor((n + 2 * padding - dilation * (kernel_size - 1) - 1) / stride) + 1

    Parameters
    ----------
    n : int
        Length of the axis, in pixels, at least 1.
    kernel_size : int
        Pixels that one window looks at, at least 1.
    stride : int
        Distance between the starts of neighbouring windows, in pixels, at least 1.
    padding : int
        Pixels added at each of the two ends, from 0 to ``kernel_size // 2``.
    dilation : int
        Distance between neighbouring pixels of one window, at least 1 (1: no gaps).
    ceil_mode : bool
        Round up in place of down, so that a last window may reach beyond the padding. A window
        that would start in the padding at the end, or beyond it, is still left out.

    Returns
    -------
    int
        Number of windows, at least 1.

    Raises
    ------
    TypeError
        If a size is not an integer (a bool is not), or `ceil_mode` is not a bool.
    ValueError
        If a size is out of its range, or not even one window fits.

    References
    ----------
    The "Shape" sections of ``torch.nn.MaxPool2d`` and ``torch.nn.AvgPool2d`` in PyTorch's manual.

    Examples
    --------
    >>> output_size(5, kernel_size=2, stride=2), output_size(5, 2, 2, ceil_mode=True)
    (2, 3)
    """
    n = integer("n", n, at_least=1)
    kernel_size = integer("kernel_size", kernel_size, at_least=1)
    stride = integer("stride", stride, at_least=1)
    padding = integer("padding", padding, at_least=0)
    dilation = integer("dilation", dilation, at_least=1)
    ceil_mode = _flag("ceil_mode", ceil_mode)
    if padding > kernel_size // 2:
        raise ValueError(
            f"padding={padding} must be at most half of kernel_size={kernel_size}, that is 0 to {kernel_size // 2}"
        )

    span = dilation * (kernel_size - 1) + 1
    room = n + 2 * padding - span
    if ceil_mode:
        windows = -(-room // stride) + 1
        if (windows - 1) * stride >= n + padding:
            windows -= 1
    else:
        windows = room // stride + 1
    if windows < 1:
        raise ValueError(
            f"kernel_size={kernel_size} with dilation={dilation} spans {span} pixels: no window "
            f"fits, it must be at most {n + 2 * padding} (n={n} with padding={padding} a side)"
        )
    return windows


def max_pool2d(
    x: ArrayLike,
    kernel_size: Size,
    stride: Size | None = None,
    padding: Size = 0,
    dilation: Size = 1,
    ceil_mode: bool = False,
) -> NDArray[Any]:
    """Return the largest value of every window.

    Parameters
    ----------
    x : array_like, shape (..., H, W)
        Bool, integer or real floating numbers, in any memory layout.
    kernel_size, stride, padding, dilation : int or (int, int)
        Sizes in pixels, as in `output_size`; a pair is (along H, along W). With no `stride`,
        it is the `kernel_size`.
    ceil_mode : bool
        Keep the window at the end that is only partly filled, as in `output_size`.

    Returns
    -------
    ndarray, shape (..., H_out, W_out), same dtype as `x`
        A new array, with the axes in memory in the same order as those of `x`. The padding never
        wins: it counts as minus infinity, or as the smallest value of an integer dtype. (So does
        a window whose gaps make it miss every pixel, which is possible with `dilation`.) NaN in
        a window gives NaN. The largest of bools is True where any is.

    Raises
    ------
    TypeError
        If `x` has another dtype, a size is not an integer, or `ceil_mode` is not a bool.
    ValueError
        If `x` has fewer than two axes or no pixels, a pair is not a pair, a size is out of
        range, or not even one window fits.

    References
    ----------
    ``torch.nn.functional.max_pool2d`` of PyTorch.

    Examples
    --------
    >>> max_pool2d([[1, 3, 2, 1], [4, 6, 5, 0], [7, 2, 8, 3], [0, 1, 4, 9]], kernel_size=2)
    array([[6, 5],
           [7, 9]])
    """
    x = _image(x)
    axes = _axes(x, kernel_size, stride, padding, dilation, ceil_mode)
    if x.dtype.kind == "f":
        lowest: Any = -np.inf
    elif x.dtype.kind == "b":
        lowest = False
    else:
        lowest = np.iinfo(x.dtype).min
    return _combine_windows(x, np.maximum, lowest, x.dtype, axes)


def avg_pool2d(
    x: ArrayLike,
    kernel_size: Size,
    stride: Size | None = None,
    padding: Size = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
) -> NDArray[Any]:
    """Return the mean of every window.

    Parameters
    ----------
    x : array_like, shape (..., H, W)
        Bool, integer or real floating numbers, in any memory layout.
    kernel_size, stride, padding : int or (int, int)
        Sizes in pixels, as in `output_size`; a pair is (along H, along W). With no `stride`,
        it is the `kernel_size`.
    ceil_mode : bool
        Keep the window at the end that is only partly filled, as in `output_size`.
    count_include_pad : bool
        Whether the zeros of the padding count as pixels. What `ceil_mode` lets a window see
        beyond the padding never counts.

    Returns
    -------
    ndarray, shape (..., H_out, W_out)
        A new array, with the axes in memory in the same order as those of `x`. A floating `x`
        keeps its dtype; bools (the share of True) and integers become float64, where PyTorch
        refuses most of them and truncates the rest.

    Raises
    ------
    TypeError
        If `x` has another dtype, a size is not an integer, or a flag is not a bool.
    ValueError
        If `x` has fewer than two axes or no pixels, a pair is not a pair, a size is out of
        range, or not even one window fits.

    Notes
    -----
    Half precision is added up in float32 and rounded once, at the end; other floating numbers are
    added up in their own dtype, integers in float64. The columns are added up before the rows, so
    the rounding error grows with height plus width of the window, not with its area. A sum beyond
    the largest number of the dtype is infinite, as in PyTorch.

    References
    ----------
    ``torch.nn.functional.avg_pool2d`` of PyTorch.

    Examples
    --------
    >>> avg_pool2d([[1, 3, 2, 1], [4, 6, 5, 0], [7, 2, 8, 3], [0, 1, 4, 9]], kernel_size=2)
    array([[3.5, 2. ],
           [2.5, 6. ]])
    """
    x = _image(x)
    axes = _axes(x, kernel_size, stride, padding, 1, ceil_mode)
    count_include_pad = _flag("count_include_pad", count_include_pad)
    mean_dtype = x.dtype if x.dtype.kind == "f" else np.dtype(np.float64)
    sum_dtype = np.result_type(mean_dtype, np.float32)

    mean = _combine_windows(x, np.add, 0, sum_dtype, axes)
    down, along = (_pixels_counted(axis, count_include_pad) for axis in axes)
    mean /= np.outer(down, along).astype(sum_dtype)
    return mean.astype(mean_dtype, copy=False)


class _Axis(NamedTuple):
    """How windows lie along one axis: `windows` of them over `n` pixels."""

    n: int
    kernel_size: int
    stride: int
    padding: int
    dilation: int
    windows: int


def _combine_windows(
    x: NDArray[Any], combine: np.ufunc, start: Any, dtype: DTypeLike, axes: list[_Axis]
) -> NDArray[Any]:
    """Combine the pixels of each window, first those above each other, then those side by side.

    Each turn swaps the last two axes and pools the last one, so the two turns pool H and W.
    """
    for axis in axes:
        x = x.swapaxes(-2, -1)
        pooled = np.full_like(x, start, dtype=dtype, shape=(*x.shape[:-1], axis.windows))
        for windows, pixels in _taps(axis):
            combine(pooled[..., windows], x[..., pixels], out=pooled[..., windows])
        x = pooled
    return x


def _taps(axis: _Axis) -> Iterator[tuple[slice, slice]]:
    """Yield, for each place in the window, which windows have a pixel there, and these pixels."""
    n, kernel_size, stride, padding, dilation, windows = axis
    for tap in range(kernel_size):
        offset = tap * dilation - padding  # the pixel that window 0 has at this place
        first = max(0, -(offset // stride))
        stop = min(windows, (n - 1 - offset) // stride + 1)
        if first < stop:
            pixels = slice(offset + first * stride, offset + stop * stride, stride)
            yield slice(first, stop), pixels


def _pixels_counted(axis: _Axis, count_include_pad: bool) -> NDArray[np.int64]:
    """Return how many pixels of this axis each window divides by."""
    padding = axis.padding if count_include_pad else 0
    starts = np.arange(axis.windows) * axis.stride - axis.padding
    stops = np.minimum(starts + axis.kernel_size, axis.n + padding)
    return stops - np.maximum(starts, -padding)


def _axes(
    x: NDArray[Any],
    kernel_size: Size,
    stride: Size | None,
    padding: Size,
    dilation: Size,
    ceil_mode: bool,
) -> list[_Axis]:
    """Return how the windows lie along H and along W, or raise for sizes that are not allowed."""
    kernel_sizes = pair("kernel_size", kernel_size, at_least=1)
    strides = kernel_sizes if stride is None else pair("stride", stride, at_least=1)
    paddings = pair("padding", padding, at_least=0)
    dilations = pair("dilation", dilation, at_least=1)
    return [
        _Axis(*sizes, windows=output_size(*sizes, ceil_mode=ceil_mode))
        for sizes in zip(x.shape[-2:], kernel_sizes, strides, paddings, dilations, strict=True)
    ]


def _image(x: ArrayLike) -> NDArray[Any]:
    """Return `x` as an array, or raise if it cannot be pooled."""
    x = np.asarray(x)
    if x.dtype.kind not in "biuf":
        raise TypeError(f"x has dtype {x.dtype}, it must be bool, integer or real floating")
    if x.ndim < 2:
        raise ValueError(f"x has shape {x.shape}, it must have at least two axes, (..., H, W)")
    if 0 in x.shape[-2:]:
        raise ValueError(f"x has shape {x.shape}, its last two axes must have at least one pixel")
    return x


def _flag(name: str, value: bool) -> bool:
    """Return `value` as a Python bool."""
    if not isinstance(value, bool | np.bool_):
        raise TypeError(f"{name}={value!r} must be True or False")
    return bool(value)
