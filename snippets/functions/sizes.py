"""Sizes as the functions take them, an integer or a pair for H and W, all checked in the same way."""

from collections.abc import Sequence
from typing import Any

import numpy as np

Size = int | tuple[int, int]
Ends = Size | tuple[tuple[int, int], tuple[int, int]]  # the same at both ends of an axis, or one size for each end


def pair(name: str, value: Size, at_least: int, of: str = "(H, W)") -> tuple[int, int]:
    """Return one size for H and one for W."""
    sizes = tuple(value) if isinstance(value, tuple | list) else (value, value)
    if len(sizes) != 2:
        raise ValueError(f"{name}={value!r} must be an integer or a pair of them, {of}")
    first, second = (integer(name, size, at_least) for size in sizes)
    return first, second


def ends(name: str, value: Ends, at_least: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the sizes before and after H, and those before and after W."""
    axes: tuple[Any, ...] = tuple(value) if isinstance(value, tuple | list) else (value, value)
    if len(axes) != 2:
        raise ValueError(
            f"{name}={value!r} must be an integer, a pair of them, (H, W), or of pairs, ((top, bottom), (left, right))"
        )
    down, along = axes
    return pair(name, down, at_least, of="(before, after)"), pair(name, along, at_least, of="(before, after)")


def integer(name: str, value: int, at_least: int) -> int:
    """Return `value` as a Python integer, which cannot overflow."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer):
        raise TypeError(
            f"{name}={value!r} must be an integer of at least {at_least} (or a pair of them, where there are two axes)"
        )
    if value < at_least:
        raise ValueError(f"{name}={value} must be at least {at_least}")
    return int(value)


def whole_shape(name: str, value: Sequence[int], at_least: int) -> tuple[int, ...]:
    """Return the shape of an array as a tuple of Python integers."""
    if not isinstance(value, tuple | list) or len(value) < at_least:
        raise ValueError(f"{name}={value!r} must be a tuple of at least {at_least} integers")
    return tuple(integer(name, size, at_least=0) for size in value)
