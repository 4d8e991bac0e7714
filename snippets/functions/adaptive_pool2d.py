"""Maximum and mean pooling to a given size, over the last two axes of an array, by PyTorch's rules.

The size of the output is given, and the windows follow from it: they share the axis among them. Where
the size divides the axis, this is pooling with a fixed window and stride; elsewhere windows overlap, and
some have more pixels than others, so that no fixed window and stride gives the same.
"""

from typing import Any

from numpy.typing import ArrayLike, NDArray

from snippets.functions.pool_windows import (
    AdaptiveAxis,
    check_flag,
    check_image,
    largest,
    largest_and_where,
    mean,
)
from snippets.functions.sizes import pair


def adaptive_avg_pool2d(x: ArrayLike, output_size: int | tuple[int | None, int | None]) -> NDArray[Any]:
    """Return the mean of every window, with as many windows as asked for.

    Of ``m`` windows over ``n`` pixels, window ``i`` begins at ``floor(i * n / m)`` and ends before
    ``ceil((i + 1) * n / m)``.

    Parameters
    ----------
    x : array_like, shape (..., H, W)
        Bool, integer or real floating numbers, in any memory layout.
    output_size : int or (int or None, int or None)
        Windows along H and along W, at least 0. None: as many as there are pixels.

    Returns
    -------
    ndarray, shape (..., H_out, W_out)
        A new array, with the axes in memory in the same order as those of `x`. A floating `x`
        keeps its dtype; bools (the share of True) and integers, which PyTorch refuses, become
        float64.

    Raises
    ------
    TypeError
        If `x` has another dtype, or a size is not an integer.
    ValueError
        If `x` has fewer than two axes or no pixels, a pair is not a pair, or a size is negative.

    Notes
    -----
    Rounding is that of `avg_pool2d`: half precision is added up in float32, integers in float64,
    columns before rows. Every pixel is in a window; where ``m`` does not divide ``n``, some are in two.
    ``torch.nn.functional.interpolate(x, size, mode="area")`` is this function.

    References
    ----------
    ``torch.nn.functional.adaptive_avg_pool2d`` of PyTorch.

    Examples
    --------
    >>> adaptive_avg_pool2d([[1, 2, 3, 4, 5, 6, 7]], (1, 3))
    array([[2., 4., 6.]])
    """
    x = check_image(x)
    axes = _axes(x.shape, output_size)
    return mean(x, axes, [axis.counted() for axis in axes])


def adaptive_max_pool2d(
    x: ArrayLike, output_size: int | tuple[int | None, int | None], return_indices: bool = False
) -> Any:
    """Return the largest value of every window, with as many windows as asked for, and on demand where it is.

    The windows are those of `adaptive_avg_pool2d`.

    Parameters
    ----------
    x : array_like, shape (..., H, W)
        Bool, integer or real floating numbers, in any memory layout. (PyTorch takes no integers here.)
    output_size : int or (int or None, int or None)
        Windows along H and along W, at least 0. None: as many as there are pixels.
    return_indices : bool
        Return where the largest values are, too.

    Returns
    -------
    largest : ndarray, shape (..., H_out, W_out), same dtype as `x`
        A new array, with the axes in memory in the same order as those of `x`. NaN in a window gives
        NaN. The largest of bools is True where any is.
    indices : ndarray of int64, shape (..., H_out, W_out)
        Only with `return_indices`: ``row * W + column`` of each of these pixels in its plane of `x`.
        Of equal ones it is the first, row by row; of several NaN, the last.

    Raises
    ------
    TypeError
        If `x` has another dtype, a size is not an integer, or `return_indices` is not a bool.
    ValueError
        If `x` has fewer than two axes or no pixels, a pair is not a pair, or a size is negative.

    References
    ----------
    ``torch.nn.functional.adaptive_max_pool2d`` of PyTorch.

    Examples
    --------
    >>> adaptive_max_pool2d([[1, 2, 3, 4, 5, 6, 7]], (1, 3), return_indices=True)
    (array([[3, 5, 7]]), array([[2, 4, 6]]))
    """
    x = check_image(x)
    axes = _axes(x.shape, output_size)
    return largest_and_where(x, axes) if check_flag("return_indices", return_indices) else largest(x, axes)


def _axes(shape: tuple[int, ...], output_size: int | tuple[int | None, int | None]) -> list[AdaptiveAxis]:
    """Return how the windows share H and W."""
    sizes: Any = output_size
    if isinstance(sizes, tuple | list) and len(sizes) == 2:
        sizes = tuple(n if size is None else size for n, size in zip(shape[-2:], sizes, strict=True))
    windows = pair("output_size", sizes, at_least=0)
    return [AdaptiveAxis(*numbers) for numbers in zip(shape[-2:], windows, strict=True)]
