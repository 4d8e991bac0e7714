"""Power-average pooling over the last two axes of an array, by PyTorch's rules."""

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from snippets.functions.pool2d import avg_pool2d, max_pool2d
from snippets.functions.pool_windows import check_image, mean_dtypes
from snippets.functions.sizes import Size, pair


def lp_pool2d(
    x: ArrayLike,
    norm_type: float,
    kernel_size: Size,
    stride: Size | None = None,
    ceil_mode: bool = False,
) -> NDArray[Any]:
    """Return, for every window, the ``p``-th root of the sum of the ``p``-th powers, with ``p = norm_type``.

    Parameters
    ----------
    x : array_like, shape (..., H, W)
        Bool, integer or real floating numbers, in any memory layout.
    norm_type : float
        Any number but 0. With 1 it is the sum; with 2, the length of the window as a vector; with
        infinity, the largest absolute value; with minus infinity, the smallest.
    kernel_size, stride : int or (int, int)
        Sizes in pixels, at least 1; a pair is (along H, along W). With no `stride`, it is the
        `kernel_size`.
    ceil_mode : bool
        Keep the window at the end that is only partly filled, as in `avg_pool2d`. Its sum is scaled
        up to a whole window: the mean of its pixels times the pixels of a whole one.

    Returns
    -------
    ndarray, shape (..., H_out, W_out)
        A new array, with the axes in memory in the same order as those of `x`. A floating `x` keeps its
        dtype; bools and integers become float64.

    Raises
    ------
    TypeError
        If `x` has another dtype, `norm_type` is not a number, a size is not an integer, or `ceil_mode`
        is not a bool.
    ValueError
        If `norm_type` is 0 or NaN, `x` has fewer than two axes or no pixels, a pair is not a pair, a size
        is out of its range, or not even one window fits.

    Notes
    -----
    No absolute value is taken, as in PyTorch: with an odd `norm_type`, negative numbers cancel positive
    ones, and a sum below zero gives NaN; so does the root of a negative number with one that is not whole.
    For a norm, pass ``abs(x)``. Half precision is computed in float32 and rounded once, at the end, where
    PyTorch rounds the powers, too; a power beyond the largest number of the dtype is infinite.

    References
    ----------
    ``torch.nn.functional.lp_pool2d`` and ``torch.nn.LPPool2d`` of PyTorch.

    Examples
    --------
    >>> lp_pool2d([[3, 0, 1, 2], [0, 4, 2, 4]], norm_type=2, kernel_size=2)
    array([[5., 5.]])
    """
    x = check_image(x)
    if isinstance(norm_type, bool) or not isinstance(norm_type, int | float | np.integer | np.floating):
        raise TypeError(f"norm_type={norm_type!r} must be a number")
    p = float(norm_type)
    if p == 0 or math.isnan(p):
        raise ValueError(f"norm_type={norm_type} must be a number other than 0")
    dtype, sum_dtype = mean_dtypes(x.dtype)
    numbers = x.astype(sum_dtype)
    with np.errstate(all="ignore"):  # infinity and NaN are results, as said above
        if math.isinf(p):
            sign = math.copysign(1, p)
            result = sign * max_pool2d(sign * np.abs(numbers), kernel_size, stride, ceil_mode=ceil_mode)
        else:
            total = avg_pool2d(numbers**p, kernel_size, stride, ceil_mode=ceil_mode)
            total *= math.prod(pair("kernel_size", kernel_size, at_least=1))
            result = total ** (1 / p)
    return result.astype(dtype, copy=False)
