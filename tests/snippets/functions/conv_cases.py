"""Cases for the tests of convolution and its gradients: arguments with which at least one window fits."""

from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st


@dataclass(frozen=True)
class Case:
    """One set of arguments; every pair is (down, along)."""

    batch: int
    shape: tuple[int, int]
    channels: int
    filters: int
    kernel_size: tuple[int, int]
    stride: tuple[int, int]
    padding: tuple[int, int] | tuple[tuple[int, int], tuple[int, int]] | str
    dilation: tuple[int, int]
    groups: int
    seed: int

    def arrays(self, dtype="float64"):
        rng = np.random.default_rng(self.seed)
        shapes = (
            (self.batch, self.channels, *self.shape),
            (self.filters, self.channels // self.groups, *self.kernel_size),
            (self.filters,),
        )
        if np.dtype(dtype).kind in "iu":
            return [rng.integers(-99, 99, shape).astype(dtype) for shape in shapes]
        return [rng.normal(size=shape).astype(dtype) for shape in shapes]

    def options(self):
        return {
            "stride": self.stride,
            "padding": self.padding,
            "dilation": self.dilation,
            "groups": self.groups,
        }


def both_ends(padding):
    """Return the zeros before and after an axis."""
    return padding if isinstance(padding, tuple) else (padding, padding)


@st.composite
def cases(draw, ends=False):
    """Draw a case in which at least one window fits, with a padding for each end, if so wished."""
    axes = []
    for _ in range(2):
        kernel_size, stride, dilation = (draw(st.integers(1, most)) for most in (4, 3, 3))
        padding = draw(st.tuples(*[st.integers(0, 5)] * 2) if ends else st.integers(0, 5))
        smallest = max(1, dilation * (kernel_size - 1) + 1 - np.sum(both_ends(padding)))
        n = draw(st.integers(smallest, smallest + 6))
        axes.append((n, kernel_size, stride, padding, dilation))
    shape, kernel_size, stride, padding, dilation = zip(*axes, strict=True)
    groups = draw(st.integers(1, 3))
    channels, filters = (groups * draw(st.integers(1, 3)) for _ in range(2))
    batch, seed = draw(st.integers(1, 2)), draw(st.integers(0, 10**9))
    return Case(batch, shape, channels, filters, kernel_size, stride, padding, dilation, groups, seed)
