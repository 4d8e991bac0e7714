"""Maximum and mean pooling over the last two axes of an array, by PyTorch's rules.

A rectangular window is a column of rows. So both functions pool down the columns first and
along the rows of that result second: a window of ``k`` by ``k`` pixels costs ``2 k`` operations
on whole arrays in place of ``k * k``. No padded copy of the input is ever made.
"""

from typing import Any

from numpy.typing import ArrayLike, NDArray

from snippets.functions.pool_windows import (
    Axis,
    check_flag,
    check_image,
    largest,
    largest_and_where,
    mean,
)
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
    ceil_mode = check_flag("ceil_mode", ceil_mode)
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
    return_indices: bool = False,
) -> Any:
    """Return the largest value of every window, and on demand where it is.

    Parameters
    ----------
    x : array_like, shape (..., H, W)
        Bool, integer or real floating numbers, in any memory layout.
    kernel_size, stride, padding, dilation : int or (int, int)
        Sizes in pixels, as in `output_size`; a pair is (along H, along W). With no `stride`,
        it is the `kernel_size`.
    ceil_mode : bool
        Keep the window at the end that is only partly filled, as in `output_size`.
    return_indices : bool
        Return where the largest values are, too, for `max_unpool2d`.

    Returns
    -------
    largest : ndarray, shape (..., H_out, W_out), same dtype as `x`
        A new array, with the axes in memory in the same order as those of `x`. The padding never
        wins: it counts as minus infinity, or as the smallest value of an integer dtype. (So does
        a window whose gaps make it miss every pixel, which is possible with `dilation`.) NaN in
        a window gives NaN. The largest of bools is True where any is.
    indices : ndarray of int64, shape (..., H_out, W_out)
        Only with `return_indices`: ``row * W + column`` of each of these pixels in its plane of `x`.
        Of equal ones it is the first, row by row; of several NaN, the last. A window without any
        pixel has -1. (In PyTorch it has an index that may lie outside the plane.)

    Raises
    ------
    TypeError
        If `x` has another dtype, a size is not an integer, or a flag is not a bool.
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
    >>> max_pool2d([[1, 3, 2, 1], [4, 6, 5, 0]], kernel_size=2, return_indices=True)
    (array([[6, 5]]), array([[5, 6]]))
    """
    x = check_image(x)
    axes = window_axes(x.shape, kernel_size, stride, padding, dilation, ceil_mode)
    return largest_and_where(x, axes) if check_flag("return_indices", return_indices) else largest(x, axes)


def avg_pool2d(
    x: ArrayLike,
    kernel_size: Size,
    stride: Size | None = None,
    padding: Size = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    *,
    dilation: Size = 1,
) -> NDArray[Any]:
    """Return the mean of every window.

    Parameters
    ----------
    x : array_like, shape (..., H, W)
        Bool, integer or real floating numbers, in any memory layout.
    kernel_size, stride, padding, dilation : int or (int, int)
        Sizes in pixels, as in `output_size`; a pair is (along H, along W). With no `stride`,
        it is the `kernel_size`. (PyTorch has no `dilation` here.)
    ceil_mode : bool
        Keep the window at the end that is only partly filled, as in `output_size`.
    count_include_pad : bool
        Whether the zeros of the padding count as pixels. What `ceil_mode` lets a window see
        beyond the padding never counts. The mean of a window in which nothing counts is NaN.

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
    x = check_image(x)
    axes = window_axes(x.shape, kernel_size, stride, padding, dilation, ceil_mode)
    count_include_pad = check_flag("count_include_pad", count_include_pad)
    return mean(x, axes, [axis.counted(count_include_pad) for axis in axes])


def window_axes(
    shape: tuple[int, ...],
    kernel_size: Size,
    stride: Size | None,
    padding: Size,
    dilation: Size,
    ceil_mode: bool,
) -> list[Axis]:
    """Return how the windows lie along H and along W, or raise for sizes that are not allowed."""
    kernel_sizes = pair("kernel_size", kernel_size, at_least=1)
    strides = kernel_sizes if stride is None else pair("stride", stride, at_least=1)
    paddings = pair("padding", padding, at_least=0)
    dilations = pair("dilation", dilation, at_least=1)
    return [
        Axis(*sizes, windows=output_size(*sizes, ceil_mode=ceil_mode))
        for sizes in zip(shape[-2:], kernel_sizes, strides, paddings, dilations, strict=True)
    ]
