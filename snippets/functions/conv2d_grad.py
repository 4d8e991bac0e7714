"""The two gradients of `conv2d`, by the rules of PyTorch: with respect to its input and to its weight.

Each number of the output is a sum of products of a pixel and a weight. So its gradient with respect to
the pixel is the weight, and the other way round. The first gradient adds the filters, times
`grad_output`, to the windows, as `conv_transpose2d` does; the second adds the windows, times
`grad_output`. The third, with respect to the bias, is ``grad_output.sum((0, 2, 3))``.
"""

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snippets.functions.conv2d import (
    Axis,
    Pieces,
    check_channels,
    check_filters,
    check_image_shape,
    check_images,
    window_axes,
)
from snippets.functions.conv_transpose2d import scatter
from snippets.functions.dtypes import check_dtype, result_dtype, sum_dtype
from snippets.functions.sizes import Ends, Size, integer, pair, whole_shape


def conv2d_input_grad(
    grad_output: ArrayLike,
    weight: ArrayLike,
    input_shape: tuple[int, ...],
    stride: Size = 1,
    padding: Ends | str = 0,
    dilation: Size = 1,
    groups: int = 1,
) -> NDArray[Any]:
    """Return the gradient of a number that depends on the output of `conv2d`, with respect to its input.

    Parameters
    ----------
    grad_output : array_like, shape (N, C_out, H_out, W_out) or (C_out, H_out, W_out)
        The gradient with respect to the output, in any memory layout: real floating numbers, or
        integers and bools.
    weight : array_like, shape (C_out, C_in // groups, K_h, K_w)
        The filters of `conv2d`, of the same floating dtype as `grad_output`; or integers and bools, as
        `grad_output`.
    input_shape : tuple of int, (N, C_in, H, W) or (C_in, H, W)
        The shape of the input. With a stride, `conv2d` maps several shapes to one.
    stride, padding, dilation, groups
        What `conv2d` had.

    Returns
    -------
    ndarray, shape `input_shape`
        A new array, 0 where no window has the pixel. Floating numbers keep their dtype; integers and
        bools give int64.

    Raises
    ------
    TypeError
        If a dtype is not allowed, dtypes do not fit together, or a size is not an integer.
    ValueError
        If a shape or a size is out of its range, shapes do not fit together, or not even one window fits.

    Notes
    -----
    Sums are those of `conv2d`: half precision in float32, integers exact.

    References
    ----------
    ``torch.nn.grad.conv2d_input`` of PyTorch.
    V. Dumoulin and F. Visin, "A guide to convolution arithmetic for deep learning", arXiv:1603.07285,
    chapter 4.

    Examples
    --------
    >>> conv2d_input_grad([[[1, 10, 100]]], [[[[1, 2]]]], input_shape=(1, 1, 4))
    array([[[  1,  12, 120, 200]]])
    """
    grads = check_images("grad_output", grad_output)
    filters = check_filters(weight, "grad_output", grads)
    groups = integer("groups", groups, at_least=1)
    shape = whole_shape("input_shape", input_shape, at_least=3)
    check_image_shape(f"input_shape={shape}", shape)
    check_channels(f"input_shape={shape}", shape, filters, groups)
    axes = window_axes(shape, filters.shape, stride, padding, dilation)
    _check_output(grads, (*shape[:-3], len(filters)), axes)

    batch = grads.reshape(-1, *grads.shape[-3:])
    result = np.empty((len(batch), *shape[-3:]), result_dtype(grads))
    scatter(batch, filters, None, groups, axes, result)
    return result.reshape(shape)


def conv2d_weight_grad(
    x: ArrayLike,
    grad_output: ArrayLike,
    kernel_size: Size,
    stride: Size = 1,
    padding: Ends | str = 0,
    dilation: Size = 1,
    groups: int = 1,
) -> NDArray[Any]:
    """Return the gradient of a number that depends on the output of `conv2d`, with respect to its weight.

    Parameters
    ----------
    x : array_like, shape (N, C_in, H, W) or (C_in, H, W)
        The input of `conv2d`, in any memory layout: real floating numbers, or integers and bools.
    grad_output : array_like, shape (N, C_out, H_out, W_out) or (C_out, H_out, W_out)
        The gradient with respect to the output, of the same floating dtype as `x`; or integers and
        bools, as `x`.
    kernel_size : int or (int, int)
        K_h and K_w, at least 1. With a stride, `conv2d` gives one shape with several of them.
    stride, padding, dilation, groups
        What `conv2d` had.

    Returns
    -------
    ndarray, shape (C_out, C_in // groups, K_h, K_w)
        A new array. Floating numbers keep their dtype; integers and bools give int64.

    Raises
    ------
    TypeError
        If a dtype is not allowed, dtypes do not fit together, or a size is not an integer.
    ValueError
        If a shape or a size is out of its range, shapes do not fit together, or not even one window fits.

    Notes
    -----
    For one image and one channel, this is the correlation of `x` with `grad_output`, in which stride and
    dilation have changed their places. Sums are those of `conv2d`: half precision in float32, integers exact.

    References
    ----------
    ``torch.nn.grad.conv2d_weight`` of PyTorch.

    Examples
    --------
    >>> conv2d_weight_grad([[[1, 2, 3, 4]]], [[[1, 10, 100]]], kernel_size=(1, 2))
    array([[[[321, 432]]]])
    """
    images, grads = check_images("x", x), check_images("grad_output", grad_output)
    check_dtype("grad_output", grads, "x", images)
    groups = integer("groups", groups, at_least=1)
    channels, filters = images.shape[-3], grads.shape[-3]
    if channels % groups or filters % groups:
        raise ValueError(f"groups={groups} must divide the {channels} channels of x and the {filters} of grad_output")
    kernel_sizes = pair("kernel_size", kernel_size, at_least=1)
    axes = window_axes(images.shape, kernel_sizes, stride, padding, dilation)
    _check_output(grads, (*images.shape[:-3], filters), axes)

    dtype = sum_dtype(images, grads, None)
    batch = images.reshape(-1, *images.shape[-3:])
    pieces = Pieces(axes, channels, filters, dtype, batch.nbytes)
    total = np.zeros((groups, filters // groups, channels // groups * math.prod(kernel_sizes)), dtype)
    for image, grad in zip(batch, grads.reshape(-1, *grads.shape[-3:]), strict=True):
        for piece in pieces:
            rows = grad[piece.in_windows].astype(dtype, copy=False).reshape(groups, filters // groups, -1)
            total += rows @ pieces.columns(image, piece, groups).swapaxes(1, 2)
    return total.reshape(filters, -1, *kernel_sizes).astype(result_dtype(images), copy=False)


def _check_output(grads: NDArray[Any], lead: tuple[int, ...], axes: list[Axis]) -> None:
    """Raise if the gradient has not the shape of the output."""
    shape = (*lead, *(axis.windows for axis in axes))
    if grads.shape != shape:
        raise ValueError(f"grad_output has shape {grads.shape}, it must be {shape} as the output of conv2d")
