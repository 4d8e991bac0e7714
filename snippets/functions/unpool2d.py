"""Maximum unpooling, by PyTorch's rules: the numbers of a pooled array go back to where they were."""

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snippets.functions.pool_windows import check_image
from snippets.functions.sizes import Size, pair


def max_unpool2d(
    x: ArrayLike,
    indices: ArrayLike,
    kernel_size: Size,
    stride: Size | None = None,
    padding: Size = 0,
    output_size: Size | tuple[int, ...] | None = None,
) -> NDArray[Any]:
    """Return planes of zeros in which each number of `x` stands at its index.

    Parameters
    ----------
    x : array_like, shape (..., H, W)
        Bool, integer or real floating numbers, in any memory layout, as `max_pool2d` returns them.
    indices : array_like of int64, shape (..., H, W)
        For each number its place in the plane of the result, ``row * W_out + column``, as `max_pool2d`
        returns them with ``return_indices=True``. Where several numbers have one place, which windows
        that overlap can give, the last of them stands there.
    kernel_size, stride, padding : int or (int, int)
        The sizes that `max_pool2d` had, in pixels; a pair is (along H, along W). With no `stride`,
        it is the `kernel_size`. Only the size of the result depends on them.
    output_size : int or tuple of int, optional
        H_out and W_out, each less than a stride away from what it is otherwise; or the whole shape of
        the result. Pooling maps several sizes to one, so this may be needed to get back the right one.

    Returns
    -------
    ndarray, shape (..., H_out, W_out), same dtype as `x`
        A new array. With no `output_size`, ``H_out = (H - 1) * stride - 2 * padding + kernel_size``,
        and likewise along W.

    Raises
    ------
    TypeError
        If `x` has another dtype, `indices` are not int64, or a size is not an integer.
    ValueError
        If `x` has fewer than two axes or no pixels, `indices` has another shape than `x`, an index lies
        outside the plane, a pair is not a pair, or a size is out of its range.

    Notes
    -----
    Where windows do not overlap, this undoes `max_pool2d` for the largest values; all others are 0.

    References
    ----------
    ``torch.nn.functional.max_unpool2d`` and ``torch.nn.MaxUnpool2d`` of PyTorch.
    M. D. Zeiler, G. W. Taylor and R. Fergus, "Adaptive deconvolutional networks for mid and high level
    feature learning", ICCV 2011.

    Examples
    --------
    >>> max_unpool2d([[6, 5]], [[5, 6]], kernel_size=2)
    array([[0, 0, 0, 0],
           [0, 6, 5, 0]])
    """
    x, places = check_image(x), np.asarray(indices)
    height, width = _result_size(x.shape, kernel_size, stride, padding, output_size)
    if places.dtype != np.int64:
        raise TypeError(f"indices has dtype {places.dtype}, it must be int64")
    if places.shape != x.shape:
        raise ValueError(f"indices has shape {places.shape}, it must be {x.shape} as that of x")
    outside = (places < 0) | (places >= height * width)
    if outside.any():
        raise ValueError(
            f"indices has {places[outside][0]}, it must be from 0 to {height * width - 1}: "
            f"the planes of the result are {height} by {width}"
        )

    lead, numbers = x.shape[:-2], math.prod(x.shape[-2:])
    result = np.zeros((*lead, height * width), x.dtype)
    np.put_along_axis(result, places.reshape(*lead, numbers), x.reshape(*lead, numbers), axis=-1)
    return result.reshape(*lead, height, width)


def _result_size(
    shape: tuple[int, ...],
    kernel_size: Size,
    stride: Size | None,
    padding: Size,
    output_size: Size | tuple[int, ...] | None,
) -> tuple[int, int]:
    """Return height and width of the result, or raise for sizes that are not allowed."""
    kernel_sizes = pair("kernel_size", kernel_size, at_least=1)
    strides = kernel_sizes if stride is None else pair("stride", stride, at_least=1)
    paddings = pair("padding", padding, at_least=0)
    spans = [(n - 1) * step + size for n, size, step in zip(shape[-2:], kernel_sizes, strides, strict=True)]
    down, along = (span - 2 * zeros for span, zeros in zip(spans, paddings, strict=True))
    if output_size is None:
        for axis, span, zeros in zip("HW", spans, paddings, strict=True):
            if span <= 2 * zeros:
                most = (span - 1) // 2
                raise ValueError(f"padding={zeros} along {axis} must be at most {most}: {span} pixels lose it twice")
        return down, along

    sizes: Any = output_size
    if isinstance(sizes, tuple | list) and len(sizes) == len(shape) and tuple(sizes[:-2]) == shape[:-2]:
        sizes = sizes[-2:]
    wanted = pair("output_size", sizes, at_least=1, of="(H_out, W_out), or the shape of the result")
    for axis, size, usual, step in zip("HW", wanted, (down, along), strides, strict=True):
        if abs(size - usual) >= step:
            raise ValueError(
                f"output_size={size} along {axis} must be from {max(1, usual - step + 1)} to {usual + step - 1}, "
                f"less than stride={step} from {usual}"
            )
    return wanted
