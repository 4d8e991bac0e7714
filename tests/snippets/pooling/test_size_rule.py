from itertools import product

import numpy as np

from snippets.pooling import size_rule


def test_sizes_are_those_of_a_library(onnx_pool):
    for n, k, s, d in product(range(1, 12), range(1, 5), range(1, 4), range(1, 4)):
        for p in range(k // 2 + 1):
            if n + 2 * p < d * (k - 1) + 1:
                continue
            for mode in (False, True):
                pooled = onnx_pool("MaxPool", np.ones((n, n)), k, s, p, d, ceil_mode=int(mode))
                assert pooled.shape == (size_rule.output_size(n, k, s, p, d, mode),) * 2


def test_table():
    facts = size_rule.facts()
    rows = {name: tuple(facts[f"{name}_{column}"] for column in ("floor", "bare", "ceil")) for name in size_rule.CASES}
    assert rows == {
        "even": (2, 2, 2),
        "odd": (2, 3, 3),
        "padded": (3, 4, 3),
        "beyond": (5, 6, 5),
        "equal": (7, 7, 7),
        "dilated": (2, 3, 3),
        "deep": (55, 56, 56),
        "deep_padded": (56, 57, 57),
    }
    assert facts["dilated"] == r"n = 8,\; k = 3,\; s = 2,\; d = 2"
    assert facts["deep_padded"] == r"n = 112,\; k = 3,\; s = 2,\; p = 1"
