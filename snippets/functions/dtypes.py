"""Which dtypes go together where products or gradients are added up, and what comes out of them."""

from typing import Any

import numpy as np
from numpy.typing import NDArray


def result_dtype(images: NDArray[Any]) -> np.dtype[Any]:
    """Return the dtype of the output for an input."""
    return images.dtype if images.dtype.kind == "f" else np.dtype(np.int64)


def sum_dtype(images: NDArray[Any], filters: NDArray[Any], offsets: NDArray[Any] | None) -> np.dtype[Any]:
    """Return the dtype to add up in: for integers float64, which is fast, if every sum is exact in it."""
    if images.dtype.kind == "f":
        return np.result_type(images, np.float32)
    largest = max(int(images.max(initial=0)), -int(images.min(initial=0)))
    bound = largest * np.abs(filters.astype(np.float64)).sum()
    if offsets is not None:
        bound += np.abs(offsets.astype(np.float64)).max()
    return np.dtype(np.float64 if bound < 2**53 else np.int64)


def check_dtype(name: str, array: NDArray[Any], other: str = "", images: NDArray[Any] | None = None) -> None:
    """Raise if an array cannot be convolved, or not with these images, which have the other name."""
    dtype = array.dtype
    if dtype.kind not in "biuf" or dtype.newbyteorder("=") == np.uint64:
        raise TypeError(f"{name} has dtype {dtype}, it must be real floating, bool, or an integer that int64 can hold")
    if images is None:
        return
    if images.dtype.kind != "f":
        if dtype.kind == "f":
            raise TypeError(f"{name} has dtype {dtype}, it must be integer or bool as {other} is ({images.dtype})")
    elif dtype.newbyteorder("=") != images.dtype.newbyteorder("="):
        raise TypeError(f"{name} has dtype {dtype}, it must be {images.dtype} as that of {other}")
