"""Cases for the tests of pooling: sizes of images and arguments in which at least one window fits."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from hypothesis import strategies as st

from snippets.functions.pool2d import avg_pool2d, max_pool2d

PAIRS = ("shape", "kernel_size", "stride", "padding", "dilation")


@dataclass(frozen=True)
class Case:
    """One size of image and one set of arguments; every pair is (down, along)."""

    shape: tuple[int, int]
    kernel_size: tuple[int, int]
    stride: tuple[int, int]
    padding: tuple[int, int]
    dilation: tuple[int, int]
    ceil_mode: bool
    count_include_pad: bool
    seed: int

    def image(self, dtype="float64", lead=(2,)):
        """Return numbers of which few are equal, over the whole range where the dtype is small."""
        rng = np.random.default_rng(self.seed)
        shape = (*lead, *self.shape)
        if np.dtype(dtype).kind in "iu":
            limits = np.iinfo(dtype)
            return rng.integers(limits.min, limits.max, shape, dtype=dtype, endpoint=True)
        return rng.normal(size=shape).astype(dtype)

    def options(self):
        names = ("kernel_size", "stride", "padding", "dilation", "ceil_mode")
        return {name: getattr(self, name) for name in names}

    def max(self, x, **more):
        return max_pool2d(x, **self.options(), **more)

    def avg(self, x):
        return avg_pool2d(x, **self.options(), count_include_pad=self.count_include_pad)

    def transposed(self):
        swapped: dict[str, Any] = {name: getattr(self, name)[::-1] for name in PAIRS}
        return replace(self, **swapped)

    def window_starts(self, axis):
        return window_starts(
            self.shape[axis],
            self.kernel_size[axis],
            self.stride[axis],
            self.padding[axis],
            self.dilation[axis],
            self.ceil_mode,
        )


def window_starts(n, kernel_size, stride, padding, dilation, ceil_mode):
    """List where windows start, counted from the first pixel of the padding at the front.

    Rounding down keeps the windows that end inside the padded axis. Rounding up keeps one more
    where the window before it falls short of the end, if it starts before the padding there.
    """
    reach = dilation * (kernel_size - 1)
    end = n + 2 * padding
    if ceil_mode:
        return [at for at in range(0, n + padding, stride) if at - stride + reach + 1 < end]
    return [at for at in range(0, end, stride) if at + reach < end]


@st.composite
def cases(draw, largest_dilation=3, whole_windows_only=False, padded=True):
    """Draw a case in which at least one window fits."""
    padded, ceil_mode = (may and not whole_windows_only and draw(st.booleans()) for may in (padded, True))
    axes = []
    for _ in range(2):
        kernel_size, stride = draw(st.integers(1, 5)), draw(st.integers(1, 6))
        padding = draw(st.integers(0, kernel_size // 2)) if padded else 0
        dilation = draw(st.integers(1, largest_dilation))
        beyond = stride - 1 if ceil_mode else 0
        smallest = max(1, dilation * (kernel_size - 1) + 1 - 2 * padding - beyond)
        n = draw(st.integers(smallest, smallest + 8))
        axes.append((n, kernel_size, stride, padding, dilation))
    pairs: dict[str, Any] = dict(zip(PAIRS, zip(*axes, strict=True), strict=True))
    return Case(
        **pairs,
        ceil_mode=ceil_mode,
        count_include_pad=draw(st.booleans()),
        seed=draw(st.integers(0, 10**9)),
    )
