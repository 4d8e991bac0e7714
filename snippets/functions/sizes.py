"""Sizes as the functions take them, an integer or a pair for H and W, all checked in the same way."""

import numpy as np

Size = int | tuple[int, int]


def pair(name: str, value: Size, at_least: int) -> tuple[int, int]:
    """Return one size for H and one for W."""
    sizes = tuple(value) if isinstance(value, tuple | list) else (value, value)
    if len(sizes) != 2:
        raise ValueError(f"{name}={value!r} must be an integer or a pair of them, (H, W)")
    down, along = (integer(name, size, at_least) for size in sizes)
    return down, along


def integer(name: str, value: int, at_least: int) -> int:
    """Return `value` as a Python integer, which cannot overflow."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer):
        raise TypeError(
            f"{name}={value!r} must be an integer of at least {at_least} (or a pair of them, where there are two axes)"
        )
    if value < at_least:
        raise ValueError(f"{name}={value} must be at least {at_least}")
    return int(value)
