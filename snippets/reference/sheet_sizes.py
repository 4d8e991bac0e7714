"""One worked line for each rule of sizes on the cheat sheet."""

from itertools import pairwise

from snippets.convolution.field_recurrence import walk
from snippets.convolution.layer_sizes import output_size
from snippets.convolution.same_padding import same_padding
from snippets.convolution.transposed_size import size_up
from snippets.functions import pool2d

PLAIN = 60, 5, 2, 1, 1  # n, k, s, p, d
KEPT = 6, 3, 2, 0, 1
DROPPED = 5, 2, 2, 1, 1
NAMED = 12, 5
SAME = 10, 4, 3  # n, k, s
UP = 14, 4, 2, 1, 1, 0  # n, k, s, p, d, output padding
LAYERS = (5, 1), (3, 2), (3, 1)  # k, s


def as_maths(names, values):
    """Return a setting as maths."""
    return r",\; ".join(f"{name} = {value}" for name, value in zip(names, values, strict=True))


def left_over(n, k, s, p, d):
    """Count the pixels after the last window, padding included."""
    return (n + 2 * p - d * (k - 1) - 1) % s


def facts():
    """Return each setting with its result."""
    n, k, s, p, d = PLAIN
    steps = walk([(k, s, 1, 0) for k, s in LAYERS])
    added = [after[0] - before[0] for before, after in pairwise(steps)]
    return {
        "plain": rf"\lfloor ({n} + 2 \cdot {p} - {d} \cdot {k - 1} - 1) / {s} \rfloor + 1 = {output_size(*PLAIN)}",
        "plain_case": as_maths("nkspd", PLAIN),
        "left": left_over(*PLAIN),
        "kept_case": as_maths("nks", KEPT[:3]),
        "kept_floor": pool2d.output_size(*KEPT),
        "kept_ceil": pool2d.output_size(*KEPT, ceil_mode=True),
        "dropped_case": as_maths("nksp", DROPPED[:4]),
        "dropped_bare": -(-(DROPPED[0] + 2 * DROPPED[3] - DROPPED[1]) // DROPPED[2]) + 1,
        "dropped_ceil": pool2d.output_size(*DROPPED, ceil_mode=True),
        "named_case": as_maths("nk", NAMED),
        "valid": output_size(*NAMED, 1, 0, 1),
        "same": output_size(*NAMED, 1, (NAMED[1] - 1) // 2, 1),
        "full": output_size(*NAMED, 1, NAMED[1] - 1, 1),
        "same_case": as_maths("nks", SAME),
        "same_size": (SAME[0] + sum(same_padding(*SAME)) - SAME[1]) // SAME[2] + 1,
        "up_case": as_maths("nksp", UP[:4]),
        "up": rf"{UP[0] - 1} \cdot {UP[2]} - 2 \cdot {UP[3]} + {UP[4]} \cdot {UP[1] - 1} + 1 = {size_up(*UP)}",
        "layers": r",\; ".join(f"({k}, {s})" for k, s in LAYERS),
        "field": f"1 + {' + '.join(map(str, added))} = {steps[-1][0]}",
        "jump": steps[-1][1],
    }
