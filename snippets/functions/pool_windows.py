"""Where the windows of pooling lie, and what is found in them: the part that all poolings share.

An axis has windows side by side, and `taps` says, for one place in a window after the other, which
pixel each window has there. Slices say it for many windows at once, so NumPy works on whole arrays.
"""

import math
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

Tap = tuple[slice, slice]  # some windows, and a pixel of each of them


class Axis(NamedTuple):
    """Windows of one size along an axis: `windows` of them over `n` pixels, the first at -`padding`."""

    n: int
    kernel_size: int
    stride: int
    padding: int
    dilation: int
    windows: int

    def taps(self) -> Iterator[Tap]:
        """Yield, for each place in the window, which windows have a pixel there, and these pixels."""
        for tap in range(self.kernel_size):
            offset = tap * self.dilation - self.padding  # the pixel that window 0 has at this place
            first = max(0, -(offset // self.stride))
            stop = min(self.windows, (self.n - 1 - offset) // self.stride + 1)
            if first < stop:
                pixels = slice(offset + first * self.stride, offset + stop * self.stride, self.stride)
                yield slice(first, stop), pixels

    def counted(self, count_include_pad: bool) -> NDArray[np.int64]:
        """Return how many pixels of this axis each window divides by."""
        padding = self.padding if count_include_pad else 0
        starts = np.arange(self.windows) * self.stride - self.padding
        pixels = starts[:, None] + np.arange(self.kernel_size) * self.dilation
        return ((pixels >= -padding) & (pixels < self.n + padding)).sum(axis=1)


class AdaptiveAxis(NamedTuple):
    """Windows that share an axis among them: `windows` of them over `n` pixels, all of which they cover."""

    n: int
    windows: int

    def edges(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return where the windows start, rounded down, and where they stop, rounded up."""
        window = np.arange(self.windows)
        return window * self.n // self.windows, -(-(window + 1) * self.n // self.windows)

    def taps(self) -> Iterator[Tap]:
        """Yield which windows have a pixel at one place, and these pixels.

        With a common divisor of `n` and `windows`, the windows lie in as many equal groups.
        """
        groups = math.gcd(self.n, self.windows)
        for window, (start, stop) in enumerate(zip(*self.edges(), strict=True)):
            if window == self.windows // groups:  # the first of the second group
                break
            for pixel in range(start, stop):
                yield slice(window, None, self.windows // groups), slice(pixel, None, self.n // groups)

    def counted(self) -> NDArray[np.int64]:
        """Return how many pixels each window has."""
        starts, stops = self.edges()
        return stops - starts


AnyAxis = Axis | AdaptiveAxis


def largest(x: NDArray[Any], axes: Sequence[AnyAxis]) -> NDArray[Any]:
    """Return the largest value of each window, or the lowest there is for one without pixels."""
    return _combine(x, np.maximum, _lowest(x.dtype), x.dtype, axes)


def largest_and_where(x: NDArray[Any], axes: Sequence[AnyAxis]) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """Return the largest value of each window, and the number of its pixel in the plane, or -1.

    The pixels have ranks: the first of a plane ranks highest, but any NaN higher, and of these the last.
    So the pixel of a window is the one of the highest rank of those that are not below its largest value.
    """
    pixels_in_all = math.prod(x.shape[-2:])
    dtype = np.min_scalar_type(-2 * pixels_in_all - 2)  # small numbers are faster
    numbers = np.arange(pixels_in_all, dtype=dtype).reshape(x.shape[-2:])
    ranks = np.broadcast_to(pixels_in_all - numbers, x.shape)
    if x.dtype.kind == "f" and np.isnan(x).any():
        ranks = np.where(np.isnan(x), pixels_in_all + 1 + numbers, ranks)
    for axis in axes:
        x, ranks = x.swapaxes(-2, -1), ranks.swapaxes(-2, -1)
        value = _combine_last(x, np.maximum, _lowest(x.dtype), x.dtype, axis)
        highest = np.zeros_like(value, dtype)
        for windows, pixels in axis.taps():
            candidates = ranks[..., pixels] * ~(x[..., pixels] < value[..., windows])
            np.maximum(highest[..., windows], candidates, out=highest[..., windows])
        x, ranks = value, highest
    where = np.where(ranks > pixels_in_all, ranks - pixels_in_all - 1, pixels_in_all - ranks)
    return x, np.where(ranks == 0, -1, where).astype(np.int64)


def mean(x: NDArray[Any], axes: Sequence[AnyAxis], counts: Sequence[NDArray[np.int64]]) -> NDArray[Any]:
    """Return the sum of each window, divided by what it counts down times what it counts along."""
    dtype, sum_dtype = mean_dtypes(x.dtype)
    result = _combine(x, np.add, 0, sum_dtype, axes)
    with np.errstate(invalid="ignore"):  # a window in which nothing counts
        result /= np.outer(*counts).astype(sum_dtype)
    return result.astype(dtype, copy=False)


def mean_dtypes(dtype: np.dtype[Any]) -> tuple[np.dtype[Any], np.dtype[Any]]:
    """Return the dtype of a mean, and the dtype to add up in."""
    result = dtype if dtype.kind == "f" else np.dtype(np.float64)
    return result, np.result_type(result, np.float32)


def _combine(
    x: NDArray[Any], combine: np.ufunc, start: Any, dtype: DTypeLike, axes: Sequence[AnyAxis]
) -> NDArray[Any]:
    """Combine the pixels of each window, first those above each other, then those side by side.

    Each turn swaps the last two axes and pools the last one, so the two turns pool H and W.
    """
    for axis in axes:
        x = _combine_last(x.swapaxes(-2, -1), combine, start, dtype, axis)
    return x


def _combine_last(
    x: NDArray[Any], combine: np.ufunc, start: Any, dtype: DTypeLike, axis: AnyAxis
) -> NDArray[Any]:
    """Combine the pixels of each window along the last axis."""
    pooled = np.full_like(x, start, dtype=dtype, shape=(*x.shape[:-1], axis.windows))
    for windows, pixels in axis.taps():
        combine(pooled[..., windows], x[..., pixels], out=pooled[..., windows])
    return pooled


def _lowest(dtype: np.dtype[Any]) -> Any:
    """Return the value that no other is below."""
    if dtype.kind == "f":
        return -np.inf
    return False if dtype.kind == "b" else np.iinfo(dtype).min


def check_image(x: ArrayLike) -> NDArray[Any]:
    """Return `x` as an array, or raise if it cannot be pooled."""
    x = np.asarray(x)
    if x.dtype.kind not in "biuf":
        raise TypeError(f"x has dtype {x.dtype}, it must be bool, integer or real floating")
    if x.ndim < 2:
        raise ValueError(f"x has shape {x.shape}, it must have at least two axes, (..., H, W)")
    if 0 in x.shape[-2:]:
        raise ValueError(f"x has shape {x.shape}, its last two axes must have at least one pixel")
    return x


def check_flag(name: str, value: bool) -> bool:
    """Return `value` as a Python bool."""
    if not isinstance(value, bool | np.bool_):
        raise TypeError(f"{name}={value!r} must be True or False")
    return bool(value)
