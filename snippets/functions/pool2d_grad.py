"""The gradients of `max_pool2d` and `avg_pool2d`, by the rules of PyTorch.

A maximum passes the gradient of its window on to the pixel that won; a mean, in equal parts to all of
its pixels. Where windows overlap, a pixel gets the sum of what they pass on.
"""

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snippets.functions.dtypes import check_dtype, result_dtype
from snippets.functions.pool2d import max_pool2d, window_axes
from snippets.functions.pool_windows import Axis, check_flag, check_image, mean_dtypes
from snippets.functions.sizes import Size, whole_shape


def max_pool2d_grad(
    x: ArrayLike,
    grad_output: ArrayLike,
    kernel_size: Size,
    stride: Size | None = None,
    padding: Size = 0,
    dilation: Size = 1,
    ceil_mode: bool = False,
) -> NDArray[Any]:
    """Return the gradient of a number that depends on the output of `max_pool2d`, with respect to its input.

    Parameters
    ----------
    x : array_like, shape (..., H, W)
        The input of `max_pool2d`: real floating numbers, or integers and bools, in any memory layout.
    grad_output : array_like, shape (..., H_out, W_out)
        The gradient with respect to the output, of the same floating dtype as `x`; or integers and
        bools, as `x`.
    kernel_size, stride, padding, dilation, ceil_mode
        What `max_pool2d` had.

    Returns
    -------
    ndarray, shape (..., H, W)
        A new array: at each pixel the sum over the windows that it won. Of equal pixels the first one
        wins, row by row; of several NaN, the last. Floating numbers keep their dtype; integers and
        bools give int64.

    Raises
    ------
    TypeError
        If a dtype is not allowed, dtypes do not fit together, a size is not an integer, or `ceil_mode`
        is not a bool.
    ValueError
        If `x` has fewer than two axes or no pixels, `grad_output` has not the shape of the output, a
        pair is not a pair, a size is out of its range, or not even one window fits.

    Notes
    -----
    Half precision is added up in float32 and rounded once, at the end.

    References
    ----------
    ``torch.nn.functional.max_pool2d`` of PyTorch, and its ``backward``.

    Examples
    --------
    >>> max_pool2d_grad([[1, 5, 2, 0]], [[1, 10, 100]], kernel_size=(1, 2), stride=1)
    array([[  0,  11, 100,   0]])
    """
    x, grads = check_image(x), np.asarray(grad_output)
    check_dtype("grad_output", grads, "x", x)
    _, where = max_pool2d(x, kernel_size, stride, padding, dilation, ceil_mode, return_indices=True)
    if grads.shape != where.shape:
        raise ValueError(f"grad_output has shape {grads.shape}, it must be {where.shape} as the output of max_pool2d")

    result = result_dtype(x)
    planes, pixels = math.prod(x.shape[:-2]), math.prod(x.shape[-2:])
    where = where.reshape(planes, math.prod(where.shape[-2:]))
    seen = where >= 0  # a window without any pixel passes nothing on
    total = np.zeros(x.size, np.result_type(result, np.float32) if result.kind == "f" else result)
    np.add.at(total, (where + pixels * np.arange(planes)[:, None])[seen], grads.reshape(where.shape)[seen])
    return total.reshape(x.shape).astype(result, copy=False)


def avg_pool2d_grad(
    x_shape: tuple[int, ...],
    grad_output: ArrayLike,
    kernel_size: Size,
    stride: Size | None = None,
    padding: Size = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    *,
    dilation: Size = 1,
) -> NDArray[Any]:
    """Return the gradient of a number that depends on the output of `avg_pool2d`, with respect to its input.

    Parameters
    ----------
    x_shape : tuple of int, (..., H, W)
        The shape of the input. With a stride, `avg_pool2d` maps several shapes to one.
    grad_output : array_like, shape (..., H_out, W_out)
        The gradient with respect to the output: bool, integer or real floating numbers, in any memory
        layout.
    kernel_size, stride, padding, ceil_mode, count_include_pad, dilation
        What `avg_pool2d` had.

    Returns
    -------
    ndarray, shape `x_shape`
        A new array: at each pixel the sum over its windows, each divided by what the window counted.
        Floating numbers keep their dtype; bools and integers become float64.

    Raises
    ------
    TypeError
        If `grad_output` has another dtype, a size is not an integer, or a flag is not a bool.
    ValueError
        If `x_shape` has fewer than two axes or no pixels, `grad_output` has not the shape of the output, a
        pair is not a pair, a size is out of its range, or not even one window fits.

    Notes
    -----
    Half precision is added up in float32 and rounded once, at the end.

    References
    ----------
    ``torch.nn.functional.avg_pool2d`` of PyTorch, and its ``backward``.

    Examples
    --------
    >>> avg_pool2d_grad((1, 4), [[1, 10, 100]], kernel_size=(1, 2), stride=1)
    array([[ 0.5,  5.5, 55. , 50. ]])
    """
    shape = whole_shape("x_shape", x_shape, at_least=2)
    if 0 in shape[-2:]:
        raise ValueError(f"x_shape={shape} must have at least one pixel along its last two axes")
    axes = window_axes(shape, kernel_size, stride, padding, dilation, ceil_mode)
    count_include_pad = check_flag("count_include_pad", count_include_pad)
    grads = np.asarray(grad_output)
    if grads.dtype.kind not in "biuf":
        raise TypeError(f"grad_output has dtype {grads.dtype}, it must be bool, integer or real floating")
    output_shape = (*shape[:-2], *(axis.windows for axis in axes))
    if grads.shape != output_shape:
        raise ValueError(f"grad_output has shape {grads.shape}, it must be {output_shape} as the output of avg_pool2d")

    dtype, sum_dtype = mean_dtypes(grads.dtype)
    counts = np.outer(*(axis.counted(count_include_pad) for axis in axes)).astype(sum_dtype)
    shares = grads / np.maximum(counts, 1)  # where nothing counts, no pixel is
    return _spread(shares, axes).astype(dtype, copy=False)


def _spread(shares: NDArray[Any], axes: list[Axis]) -> NDArray[Any]:
    """Add a number for each window to all of its pixels, first along the rows and then down the columns."""
    for axis in reversed(axes):
        pixels_of_all = np.zeros_like(shares, shape=(*shares.shape[:-1], axis.n))
        for windows, pixels in axis.taps():
            pixels_of_all[..., pixels] += shares[..., windows]
        shares = pixels_of_all.swapaxes(-2, -1)
    return shares
