"""Whether the project's functions do what PyTorch does, on thousands of random calls each: `make compare`.

A call may have arguments that are not allowed: then both must refuse it. Where ours takes more than PyTorch (integers,
`padding` for each end, `dilation` of a mean), PyTorch does the same work on what it takes: float64, padded by hand.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from torch.nn import functional as nn

from snippets.functions.adaptive_pool2d import adaptive_avg_pool2d, adaptive_max_pool2d
from snippets.functions.conv2d import conv2d
from snippets.functions.conv2d_grad import conv2d_input_grad, conv2d_weight_grad
from snippets.functions.conv_transpose2d import conv_transpose2d
from snippets.functions.lp_pool2d import lp_pool2d
from snippets.functions.pool2d import avg_pool2d, max_pool2d
from snippets.functions.pool2d_grad import avg_pool2d_grad, max_pool2d_grad
from snippets.functions.unpool2d import max_unpool2d

CALLS = 5000
RECORD = Path("snippets/libraries/agreement.json")  # of a whole comparison, for the pages that quote it
FLOATS, INTEGERS = ("float32", "float64", "float16"), ("uint8", "int16", "int32", "int64")
TOLERANCE = {"float16": 4e-3, "float32": 2e-5, "float64": 1e-12}


class Call(NamedTuple):
    """One call of both, and what decides how their results are compared."""

    ours: Callable[[], Any]
    theirs: Callable[[], Any]
    dtype: str  # of the result
    said: str


class NotAsked(Exception):
    """What PyTorch does with these arguments means nothing."""


class Draw:
    """Random arguments. Some sizes are out of their range, or no sizes at all."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng

    def chance(self, one_in: int) -> bool:
        return not self.rng.integers(one_in)

    def of(self, *things: Any) -> Any:
        return things[self.rng.integers(len(things))]

    def size(self, least: int, most: int) -> Any:
        def one() -> Any:
            return self.of(least - 1, -2, 1.5) if self.chance(60) else int(self.rng.integers(least, most + 1))

        return one() if self.chance(2) else (one(), one()) if not self.chance(40) else (one(), one(), one())

    def array(self, shape: tuple[int, ...], dtype: str, finite: bool = False) -> np.ndarray:
        """Return numbers with many ties, or none; unless they must be finite, some are NaN or infinite."""
        if dtype == "bool":
            return self.rng.integers(0, 2, shape).astype(bool)
        if dtype in INTEGERS:
            return self.rng.integers(0, 9 if self.chance(2) else 100, shape).astype(dtype)
        numbers = self.rng.normal(size=shape) if self.chance(2) else self.rng.integers(-3, 4, shape).astype(float)
        if not finite and self.chance(5):
            numbers[self.rng.random(shape) < 0.2] = self.of(np.nan, -np.inf)
        return numbers.astype(dtype)

    def lead(self) -> tuple[int, ...]:
        return self.of((1,), (3,), (2, 2), (1, 3), (0, 2))

    def plane(self, most: int = 9) -> tuple[int, int]:
        return int(self.rng.integers(1, most + 1)), int(self.rng.integers(1, most + 1))


def tensor(array: np.ndarray, as_float: bool = False) -> torch.Tensor:
    return torch.from_numpy(array.astype("float64") if as_float else array)


def back(function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, grad: torch.Tensor) -> torch.Tensor:
    """Return the gradient that PyTorch finds by itself."""
    x = x.clone().requires_grad_()
    result = function(x)
    if result.shape != grad.shape:
        raise ValueError("another shape")
    if result.dtype != grad.dtype:
        raise TypeError("another dtype")
    return torch.autograd.grad(result, x, grad)[0]


# ---------------------------------------------------------------------------- one call of each function


def draw_adaptive(d: Draw, ours: Any, theirs: Any, keeps: bool, more: tuple[Any, ...] = ()) -> Call:
    dtype = d.of(*FLOATS, *INTEGERS, "bool")
    whole = dtype not in FLOATS
    x = d.array((*d.lead(), *d.plane()), dtype)
    size = d.size(0, 9)
    if isinstance(size, tuple) and len(size) == 2 and d.chance(4):
        size = (None, size[1])
    return Call(
        lambda: ours(x, size, *more),
        lambda: theirs(tensor(x, whole), size, *more),
        dtype if keeps or not whole else "float64",
        f"{ours.__name__}({x.dtype}{x.shape}, {size}, {more})",
    )


def windows(d: Draw) -> dict[str, Any]:
    """Return the options of max_pool2d."""
    size = d.size(1, 4)
    largest = size if isinstance(size, int) else 2
    options = {
        "kernel_size": size,
        "stride": None if d.chance(4) else d.size(1, 4),
        "padding": d.size(0, max(0, largest // 2)),
        "dilation": d.size(1, 3) if d.chance(2) else 1,
        "ceil_mode": bool(d.chance(2)),
    }
    return options


def draw_max_pool(d: Draw) -> Call:
    dtype = d.of(*FLOATS, *INTEGERS)
    x, options = d.array((*d.lead(), *d.plane()), dtype), windows(d)
    theirs = {**options, "return_indices": True}

    def ours() -> Any:
        largest, where = max_pool2d(x, **options, return_indices=True)
        np.testing.assert_array_equal(largest, max_pool2d(x, **options), strict=True)
        return largest, where

    def without_missed() -> Any:
        """PyTorch's index of a window without any pixel means nothing."""
        largest, where = nn.max_pool2d(tensor(x), **theirs)
        seen = nn.max_pool2d(torch.zeros(x.shape), **options) == 0
        return largest, torch.where(seen, where, -1)

    return Call(ours, without_missed, dtype, f"max_pool2d({x.dtype}{x.shape}, {options})")


def draw_avg_pool(d: Draw) -> Call:
    dtype = d.of(*FLOATS, *INTEGERS, "bool")
    x, options = d.array((*d.lead(), *d.plane()), dtype), windows(d)
    del options["dilation"]
    options["count_include_pad"] = bool(d.chance(2))
    whole = dtype not in FLOATS
    return Call(
        lambda: avg_pool2d(x, **options),
        lambda: nn.avg_pool2d(tensor(x, whole), **options),
        "float64" if whole else dtype,
        f"avg_pool2d({x.dtype}{x.shape}, {options})",
    )


def draw_lp_pool(d: Draw) -> Call:
    dtype = d.of(*FLOATS, *INTEGERS, "bool")
    x, options = d.array((*d.lead(), *d.plane()), dtype), windows(d)
    del options["dilation"], options["padding"]
    p = d.of(1, 2, 3, 4, 0.5, 1.5, -1, -2, np.inf, -np.inf, 0) if d.chance(2) else 2
    whole = dtype not in FLOATS
    if p < 0:  # powers that cancel to about 0 would leave the sign to rounding
        x = np.abs(x)

    def theirs() -> torch.Tensor:
        # Half precision is not what is compared: PyTorch rounds the powers.
        return nn.lp_pool2d(tensor(x, whole or dtype == "float16"), p, **options)

    return Call(
        lambda: lp_pool2d(x, p, **options),
        theirs,
        "float64" if whole else dtype,
        f"lp_pool2d({x.dtype}{x.shape}, {p}, {options})",
    )


def draw_unpool(d: Draw) -> Call:
    dtype = d.of("float32", "float64", *INTEGERS)
    shape = (*d.lead(), *d.plane(5))
    x, options = d.array(shape, dtype), windows(d)
    del options["dilation"], options["ceil_mode"]
    indices = d.rng.integers(-1 if d.chance(20) else 0, d.of(1, 2, 4, 9, 20), shape)
    if d.chance(20):
        indices = d.of(indices.astype("int32"), indices[..., :-1], indices[None])
    if d.chance(2):
        options["output_size"] = tuple(int(d.rng.integers(max(1, 2 * n - 2), 3 * n + 2)) for n in shape[-2:])
        if len(shape) == 4 and d.chance(2):
            options["output_size"] = (*shape[:2], *options["output_size"])
    whole = dtype not in FLOATS

    def theirs() -> torch.Tensor:
        # PyTorch calculates with sizes that no pooling has, and does not look at indices where N is 0.
        for size, least in (
            (options["kernel_size"], 1),
            (1 if options["stride"] is None else options["stride"], 1),
            (options["padding"], 0),
        ):
            pair = size if isinstance(size, tuple) else (size, size)
            if len(pair) != 2 or not all(isinstance(n, int) and n >= least for n in pair):
                raise ValueError
        if 0 in shape and indices.size == 0 and indices.dtype != np.int64:
            raise ValueError
        return nn.max_unpool2d(tensor(x, whole), tensor(indices), **options)

    return Call(
        lambda: max_unpool2d(x, indices, **options),
        theirs,
        dtype,
        f"max_unpool2d({x.dtype}{x.shape}, {indices.dtype}{indices.shape}, {options})",
    )


# Filters are finite: infinity times the zeros of the padding is NaN or left out in PyTorch, from case to case.


def layer(d: Draw) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...], dict[str, Any]]:
    """Return the shapes of images, filters and output, and the options of conv2d. They may not fit together."""
    groups = int(d.rng.integers(1, 3))
    channels, filters = (groups * int(d.rng.integers(1, 3)) for _ in range(2))
    lead = d.of((), (1,), (3,))
    kernel = d.plane(3)
    options = {
        "stride": d.size(1, 3),
        "dilation": d.size(1, 2),
        "groups": groups,
        "padding": d.of(d.size(0, 3), "same", "valid", *[tuple(d.plane(3) for _ in range(2))] * 2),
    }
    if d.chance(30):
        options["groups"] += 1
    if d.chance(30):
        channels += 1
    plane = d.plane()
    try:
        output = padded_conv(
            torch.zeros(*lead, channels, *plane), torch.zeros(filters, channels // groups, *kernel), **options
        ).shape
    except Exception:
        output = (filters, *d.plane(3))
    if d.chance(30):
        output = (*output[:-1], output[-1] + 1)
    return (*lead, channels, *plane), (filters, channels // groups, *kernel), tuple(output), options


def padded_conv(
    x: torch.Tensor, w: torch.Tensor, stride: Any, padding: Any, dilation: Any, groups: int
) -> torch.Tensor:
    """Convolve with PyTorch, after padding by hand where it has no name or number for it."""
    if isinstance(padding, tuple) and isinstance(padding[0], tuple):
        (top, bottom), (left, right) = padding
        x, padding = nn.pad(x, (left, right, top, bottom)), 0
    elif padding == "same":
        nn.conv2d(x, w, None, stride, 99, dilation, groups)  # are the other arguments allowed?
        totals = []
        for axis in (-1, -2):
            step, gap = (size if isinstance(size, int) else size[axis] for size in (stride, dilation))
            n, span = x.shape[axis], gap * (w.shape[axis] - 1) + 1
            totals.append(max(span - (n % step or step), 0))  # the manual of TensorFlow says it so
        x, padding = nn.pad(x, [half for total in totals for half in (total // 2, total - total // 2)]), 0
    return nn.conv2d(x, w, None, stride, padding, dilation, groups)


def draw_conv(d: Draw) -> Call:
    x_shape, w_shape, _, options = layer(d)
    dtype = d.of(*FLOATS, *INTEGERS)
    x, whole = d.array(x_shape, dtype), dtype not in FLOATS
    w = d.array(w_shape, d.of(*INTEGERS) if whole else d.of(*FLOATS) if d.chance(30) else dtype, finite=True)
    return Call(
        lambda: conv2d(x, w, **options),
        lambda: padded_conv(tensor(x, whole), tensor(w, whole), **options),
        "int64" if whole else dtype,
        f"conv2d({x.dtype}{x.shape}, {w.dtype}{w.shape}, {options})",
    )


def draw_input_grad(d: Draw) -> Call:
    x_shape, w_shape, y_shape, options = layer(d)
    dtype = d.of(*FLOATS, "int32", "int64")
    grad, w = d.array(y_shape, dtype), d.array(w_shape, dtype if not d.chance(30) else "float32", finite=True)
    whole = dtype not in FLOATS

    def theirs() -> torch.Tensor:
        if grad.dtype != w.dtype:
            raise TypeError
        zeros, weights = tensor(np.zeros(x_shape, dtype), whole), tensor(w, whole)
        return back(lambda x: padded_conv(x, weights, **options), zeros, tensor(grad, whole))

    return Call(
        lambda: conv2d_input_grad(grad, w, x_shape, **options),
        theirs,
        "int64" if whole else dtype,
        f"conv2d_input_grad({grad.dtype}{grad.shape}, {w.dtype}{w.shape}, {x_shape}, {options})",
    )


def draw_weight_grad(d: Draw) -> Call:
    x_shape, w_shape, y_shape, options = layer(d)
    dtype = d.of(*FLOATS, "int32", "int64")
    x, grad = d.array(x_shape, dtype), d.array(y_shape, dtype if not d.chance(30) else "float32", finite=True)
    whole = dtype not in FLOATS

    def theirs() -> torch.Tensor:
        if grad.dtype != x.dtype:
            raise TypeError
        if x_shape[-3] % options["groups"]:
            raise ValueError
        zeros = np.zeros((grad.shape[-3], x_shape[-3] // options["groups"], *w_shape[2:]), dtype)
        images = tensor(x, whole)
        return back(lambda w: padded_conv(images, w, **options), tensor(zeros, whole), tensor(grad, whole))

    return Call(
        lambda: conv2d_weight_grad(x, grad, w_shape[2:], **options),
        theirs,
        "int64" if whole else dtype,
        f"conv2d_weight_grad({x.dtype}{x.shape}, {grad.dtype}{grad.shape}, {w_shape[2:]}, {options})",
    )


def output_of(d: Draw, function: Callable[..., torch.Tensor], shape: tuple[int, ...], options: dict[str, Any]) -> Any:
    """Return the shape of an output, or another one."""
    try:
        output = tuple(function(torch.zeros(shape), **options).shape)
    except Exception:
        return (*shape[:-2], *d.plane())
    return (*output[:-1], output[-1] + 1) if d.chance(30) else output


def draw_max_pool_grad(d: Draw) -> Call:
    shape, options = (*d.lead(), *d.plane()), windows(d)
    dtype = d.of(*FLOATS, "int32", "int64")
    whole = dtype not in FLOATS
    x = d.array(shape, dtype)
    grad = d.array(output_of(d, nn.max_pool2d, shape, options), dtype if not d.chance(30) else "float32")

    def theirs() -> torch.Tensor:
        if grad.dtype != x.dtype:
            raise TypeError
        grads = tensor(grad, whole)
        if options["dilation"] != 1 and 0 not in shape:  # where PyTorch would write outside the plane
            seen = nn.max_pool2d(torch.zeros(shape), **options) == 0
            if not seen.all() and seen.shape == grads.shape:
                raise NotAsked
        return back(lambda x: nn.max_pool2d(x, **options), tensor(x, whole), grads)

    return Call(
        lambda: max_pool2d_grad(x, grad, **options),
        theirs,
        "int64" if whole else dtype,
        f"max_pool2d_grad({x.dtype}{x.shape}, {grad.dtype}{grad.shape}, {options})",
    )


def draw_avg_pool_grad(d: Draw) -> Call:
    shape, options = (*d.lead(), *d.plane()), windows(d)
    del options["dilation"]
    options["count_include_pad"] = bool(d.chance(2))
    dtype = d.of(*FLOATS, *INTEGERS)
    whole = dtype not in FLOATS
    grad = d.array(output_of(d, nn.avg_pool2d, shape, options), dtype)
    zeros = torch.zeros(shape, dtype=getattr(torch, "float64" if whole else dtype))
    return Call(
        lambda: avg_pool2d_grad(shape, grad, **options),
        lambda: back(lambda x: nn.avg_pool2d(x, **options), zeros, tensor(grad, whole)),
        "float64" if whole else dtype,
        f"avg_pool2d_grad({shape}, {grad.dtype}{grad.shape}, {options})",
    )


def draw_transposed(d: Draw) -> Call:
    x_shape, w_shape, _, options = layer(d)
    dtype = d.of(*FLOATS, "int64")
    whole = dtype not in FLOATS
    w_shape = (x_shape[-3], *w_shape[1:])
    options |= {"padding": d.size(0, 2), "output_padding": d.size(0, 2) if d.chance(2) else 0}
    if np.min(options["dilation"]) < 1:  # which PyTorch takes where a kernel is one pixel
        options["dilation"] = 1
    x, w = d.array(x_shape, dtype), d.array(w_shape, dtype, finite=True)
    return Call(
        lambda: conv_transpose2d(x, w, **options),
        lambda: nn.conv_transpose2d(tensor(x, whole), tensor(w, whole), **options),
        "int64" if whole else dtype,
        f"conv_transpose2d({x.dtype}{x.shape}, {w.shape}, {options})",
    )


FUNCTIONS: dict[str, Callable[[Draw], Call]] = {
    "conv2d": draw_conv,
    "conv2d_input_grad": draw_input_grad,
    "conv2d_weight_grad": draw_weight_grad,
    "conv_transpose2d": draw_transposed,
    "max_pool2d": draw_max_pool,
    "max_pool2d_grad": draw_max_pool_grad,
    "max_unpool2d": draw_unpool,
    "avg_pool2d": draw_avg_pool,
    "avg_pool2d_grad": draw_avg_pool_grad,
    "adaptive_avg_pool2d": lambda d: draw_adaptive(d, adaptive_avg_pool2d, nn.adaptive_avg_pool2d, False),
    "adaptive_max_pool2d": lambda d: draw_adaptive(d, adaptive_max_pool2d, nn.adaptive_max_pool2d, True, (True,)),
    "lp_pool2d": draw_lp_pool,
}


# ---------------------------------------------------------------------------- the comparison


def outcome(function: Callable[[], Any]) -> tuple[np.ndarray, ...] | Exception:
    """Return what a call gives, as arrays, or why it refuses."""
    try:
        result = function()
    except Exception as error:
        return error
    return tuple(np.asarray(part) for part in (result if isinstance(result, tuple) else (result,)))


def compare(call: Call) -> str:
    """Return "equal", "both refuse" or "not asked", or in what the two differ."""
    ours, theirs = outcome(call.ours), outcome(call.theirs)
    if isinstance(theirs, NotAsked):
        return "not asked"
    if isinstance(theirs, Exception) or isinstance(ours, Exception):
        nothing = not isinstance(theirs, Exception) and 0 in theirs[0].shape[-2:]  # which ours refuses to return
        if isinstance(ours, TypeError | ValueError) and (nothing or isinstance(theirs, Exception)):
            return "both refuse"
        return f"ours {ours!r:.200}, theirs {theirs!r:.200}"
    if ours[0].dtype != call.dtype or any(where.dtype != np.int64 for where in ours[1:]):
        return f"dtypes {[part.dtype for part in ours]}"
    if [part.shape for part in ours] != [part.shape for part in theirs]:
        return f"shapes {[part.shape for part in ours]} and {[part.shape for part in theirs]}"
    near = TOLERANCE.get(call.dtype, 0)
    mine, other = ours[0].astype("float64"), theirs[0].astype(ours[0].dtype).astype("float64")
    scale = max(1.0, np.abs(other[np.isfinite(other)]).max(initial=0))
    same = np.allclose(mine, other, rtol=near, atol=near * scale, equal_nan=True)
    if not same or any((a != b).any() for a, b in zip(ours[1:], theirs[1:], strict=True)):
        return f"values\n{ours}\n{theirs}"
    return "equal"


def main(calls: int, names: list[str]) -> int:
    """Compare, tell of each function how its calls came out, and the first that differ."""
    torch.set_num_threads(1)
    # With oneDNN, PyTorch 2.13 crashes on some processors in a convolution of float16 with groups.
    torch.backends.mkldnn.set_flags(False)
    print(f"NumPy {np.__version__}, PyTorch {torch.__version__}: {calls} random calls each")
    usual = ("equal", "both refuse", "not asked")
    found = 0
    told: dict[str, dict[str, int]] = {}
    for name in names or FUNCTIONS:
        rng = np.random.default_rng(list(name.encode()))
        counts = dict.fromkeys((*usual, "differ"), 0)
        for _ in range(calls):
            call = FUNCTIONS[name](Draw(rng))
            with np.errstate(all="ignore"):  # infinities less infinities
                came = compare(call)
            if came not in usual:
                if counts["differ"] < 3:
                    print(f"  {call.said}: {came}")
                came = "differ"
            counts[came] += 1
        found += counts["differ"]
        told[name] = counts
        print(f"{name:20}", *(f"{count:7} {came}" for came, count in counts.items()))
    if calls == CALLS and not names:
        versions = {"NumPy": np.__version__, "PyTorch": torch.__version__.split("+")[0]}
        RECORD.write_text(json.dumps({"versions": versions, "calls": told}, indent=1) + "\n", "utf-8")
    return found


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else CALLS, sys.argv[2:]) > 0)
