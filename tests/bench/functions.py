"""How fast the project's functions are beside PyTorch and SciPy: `make bench`.

With a file as its argument the figures are recorded too, for the pages that quote them: `make speed`.

Both run warm in one process, turn by turn, and the fastest of many runs of each counts: what else the machine does
only ever adds time. A ratio says more than milliseconds, which are of this machine alone.
"""

import json
import platform
import re
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import scipy.signal
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

ROUNDS = 60
SECONDS = 8.0  # at most, for one comparison


class Case(NamedTuple):
    """Two ways to do the same work, and how many times the other's time ours may take (None: only told)."""

    key: str  # in the record
    work: str
    ours: Callable[[], Any]
    other: Callable[[], Any]
    name: str
    at_most: float | None
    tensors: tuple[np.ndarray, ...]


def seconds(first: Callable[[], Any], second: Callable[[], Any]) -> tuple[float, float]:
    """Return the shortest time of each of two functions that take turns."""
    for function in (first, second, first, second):
        function()
    best = [float("inf"), float("inf")]
    began = time.perf_counter()
    for _ in range(ROUNDS):
        for i, function in enumerate((first, second)):
            start = time.perf_counter()
            function()
            best[i] = min(best[i], time.perf_counter() - start)
        if time.perf_counter() - began > SECONDS:
            break
    return best[0], best[1]


def peak(function: Callable[[], Any]) -> tuple[int, int]:
    """Return the bytes that a call has in memory at most, its result included, and those of the result."""
    function()
    tracemalloc.start()
    result = function()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most, result.nbytes


def cases() -> list[Case]:
    """Return the comparisons. float32, from a fixed seed."""
    rng = np.random.default_rng(0)

    def array(*shape: int) -> np.ndarray:
        return rng.standard_normal(shape, dtype=np.float32)

    picture, kernel = array(1, 1, 512, 512), array(1, 1, 7, 7)
    batch, filters = array(8, 16, 64, 64), array(32, 16, 3, 3)
    maps, back = array(8, 32, 64, 64), array(32, 16, 3, 3)
    large, each = array(8, 16, 128, 128), array(16, 1, 3, 3)
    grad, halves = array(8, 32, 64, 64), array(8, 16, 64, 64)
    largest, where = max_pool2d(large, 2, return_indices=True)
    arrays = (picture, kernel, batch, filters, maps, back, large, each, grad, halves, largest, where)
    t = {id(a): torch.from_numpy(a) for a in arrays}

    def of(a: np.ndarray) -> torch.Tensor:
        return t[id(a)]

    def autograd(function: Callable[..., torch.Tensor], *options: int) -> Callable[[], torch.Tensor]:
        """Return the gradient that PyTorch finds. Its time has the forward step, which ours does for the maximum."""
        x = of(large).clone().requires_grad_()
        return lambda: torch.autograd.grad(function(x, *options), x, of(halves))[0]

    one = "conv2d, 512×512, one 7×7 kernel"
    many = "conv2d, 8×16×64×64 to 32 channels, 3×3"
    return [
        Case(
            "conv_one",
            one,
            lambda: conv2d(picture, kernel),
            lambda: nn.conv2d(of(picture), of(kernel)),
            "PyTorch",
            1.5,
            (picture, kernel),
        ),
        Case(
            "conv_one_scipy",
            one,
            lambda: conv2d(picture, kernel),
            lambda: scipy.signal.correlate2d(picture[0, 0], kernel[0, 0], "valid"),
            "SciPy",
            0.25,
            (picture, kernel),
        ),
        Case(
            "conv_many",
            many,
            lambda: conv2d(batch, filters, padding=1),
            lambda: nn.conv2d(of(batch), of(filters), padding=1),
            "PyTorch",
            3.0,
            (batch, filters),
        ),
        Case(
            "conv_depthwise",
            "conv2d, depthwise, 8×16×128×128, 3×3",
            lambda: conv2d(large, each, padding=1, groups=16),
            lambda: nn.conv2d(of(large), of(each), padding=1, groups=16),
            "PyTorch",
            None,
            (large, each),
        ),
        Case(
            "transposed",
            "conv_transpose2d, 8×32×64×64 to 16 channels, 3×3, stride 2",
            lambda: conv_transpose2d(maps, back, stride=2, padding=1, output_padding=1),
            lambda: nn.conv_transpose2d(of(maps), of(back), stride=2, padding=1, output_padding=1),
            "PyTorch",
            None,
            (maps, back),
        ),
        Case(
            "max_pool",
            "max_pool2d, 8×16×128×128, 2×2",
            lambda: max_pool2d(large, 2),
            lambda: nn.max_pool2d(of(large), 2),
            "PyTorch",
            1.0,
            (large,),
        ),
        Case(
            "max_pool_overlap",
            "max_pool2d, 8×16×128×128, 3×3, stride 2",
            lambda: max_pool2d(large, 3, 2, 1),
            lambda: nn.max_pool2d(of(large), 3, 2, 1),
            "PyTorch",
            None,
            (large,),
        ),
        Case(
            "avg_pool",
            "avg_pool2d, 8×16×128×128, 2×2",
            lambda: avg_pool2d(large, 2),
            lambda: nn.avg_pool2d(of(large), 2),
            "PyTorch",
            None,
            (large,),
        ),
        Case(
            "indices",
            "max_pool2d with indices, 8×16×128×128, 2×2",
            lambda: max_pool2d(large, 2, return_indices=True)[1],
            lambda: nn.max_pool2d(of(large), 2, return_indices=True)[1],
            "PyTorch",
            None,
            (large,),
        ),
        Case(
            "unpool",
            "max_unpool2d, to 8×16×128×128, 2×2",
            lambda: max_unpool2d(largest, where, 2),
            lambda: nn.max_unpool2d(of(largest), of(where), 2),
            "PyTorch",
            None,
            (largest, where),
        ),
        Case(
            "max_grad",
            "max_pool2d_grad, 8×16×128×128, 2×2",
            lambda: max_pool2d_grad(large, halves, 2),
            autograd(nn.max_pool2d, 2),
            "PyTorch",
            None,
            (large, halves),
        ),
        Case(
            "avg_grad",
            "avg_pool2d_grad, 8×16×128×128, 3×3, stride 2",
            lambda: avg_pool2d_grad(large.shape, halves, 3, 2, 1),
            autograd(nn.avg_pool2d, 3, 2, 1),
            "PyTorch",
            None,
            (large, halves),
        ),
        Case(
            "adaptive_avg",
            "adaptive_avg_pool2d, 8×16×128×128 to 7×7",
            lambda: adaptive_avg_pool2d(large, 7),
            lambda: nn.adaptive_avg_pool2d(of(large), 7),
            "PyTorch",
            None,
            (large,),
        ),
        Case(
            "adaptive_max",
            "adaptive_max_pool2d, 8×16×128×128 to 7×7",
            lambda: adaptive_max_pool2d(large, 7),
            lambda: nn.adaptive_max_pool2d(of(large), 7),
            "PyTorch",
            None,
            (large,),
        ),
        Case(
            "lp_pool",
            "lp_pool2d, 8×16×128×128, p = 2, 2×2",
            lambda: lp_pool2d(large, 2, 2),
            lambda: nn.lp_pool2d(of(large), 2, 2),
            "PyTorch",
            None,
            (large,),
        ),
        Case(
            "input_grad",
            "conv2d_input_grad, 8×32×64×64 to 16 channels, 3×3",
            lambda: conv2d_input_grad(grad, filters, batch.shape, padding=1),
            lambda: torch.nn.grad.conv2d_input(batch.shape, of(filters), of(grad), padding=1),
            "PyTorch",
            None,
            (grad, filters),
        ),
        Case(
            "weight_grad",
            "conv2d_weight_grad, 8×16×64×64, 32 filters of 3×3",
            lambda: conv2d_weight_grad(batch, grad, 3, padding=1),
            lambda: torch.nn.grad.conv2d_weight(of(batch), filters.shape, of(grad), padding=1),
            "PyTorch",
            None,
            (batch, grad),
        ),
    ]


def processor() -> str:
    """Return what the system calls its processor."""
    told = Path("/proc/cpuinfo")
    found = re.search(r"^model name\s*:\s*(.+)$", told.read_text("utf-8"), re.MULTILINE) if told.is_file() else None
    return found[1] if found else platform.processor() or platform.machine()


def main(record: str = "") -> None:
    """Print a line for each comparison, and write all of them into a file if one is named."""
    if record:  # one thread of each: what two that share a machine wait for each other would be of that day alone
        torch.set_num_threads(1)
    told: dict[str, Any] = {
        "processor": processor(),
        "threads": torch.get_num_threads(),
        "versions": {"NumPy": np.__version__, "SciPy": scipy.__version__, "PyTorch": torch.__version__.split("+")[0]},
        "cases": {},
    }
    print(f"NumPy {np.__version__}, SciPy {scipy.__version__}, PyTorch {torch.__version__},", end=" ")
    print(f"{torch.get_num_threads()} threads; fastest of up to {ROUNDS} runs each, taking turns")
    print(f"{'work':60}{'ours':>9}  {'the other':18}{'ratio':>6}  {'to reach':14}memory/(input+output)")
    for case in cases():
        ours, other = np.asarray(case.ours()), np.asarray(case.other())
        # Ratios of functions that do different things would mean nothing.
        np.testing.assert_allclose(ours.reshape(other.shape), other, atol=1e-4 * float(np.abs(other).max()), rtol=0)
        mine, theirs = seconds(case.ours, case.other)
        ratio = mine / theirs
        told["cases"][case.key] = {
            "work": case.work,
            "beside": case.name,
            "ours_ms": 1e3 * mine,
            "other_ms": 1e3 * theirs,
        }
        goal = "" if case.at_most is None else f"≤ {case.at_most:<5g}{'yes' if ratio <= case.at_most else 'NO'}"
        most, result = peak(case.ours)
        memory = most / (sum(a.nbytes for a in case.tensors) + result)
        beside = f"{case.name} {1e3 * theirs:.2f} ms"
        print(f"{case.work:60}{1e3 * mine:6.2f} ms  {beside:18}{ratio:6.2f}  {goal:14}{memory:.2f}", end="")
        print("  (≤ 3 yes)" if memory <= 3 else "  (≤ 3 NO)")
    if record:
        Path(record).write_text(json.dumps(told, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
