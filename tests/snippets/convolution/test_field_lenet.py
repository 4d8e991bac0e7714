"""LeNet-5, against the sizes of its paper, and against the pixels that its last number depends on."""

import numpy as np

from snippets.convolution.field_lenet import LAYERS, SIDE, facts, rows


def test_sizes_are_those_of_the_paper():
    """LeCun and others, 1998, figure 2: maps of 28, 14, 10, 5 and 1."""
    assert [size for size, _ in rows()] == [28, 14, 10, 5, 1]


def test_the_third_layer_has_the_parameters_of_the_paper():
    """LeCun and others, 1998, section II.B: 1,516. With every map connected, 16 filters of 6·25 weights and a bias."""
    assert facts()["c3_paper"] == 1516
    assert facts()["c3"] == 16 * (6 * 25 + 1) == 2416


def test_fields_are_the_pixels_that_move_the_first_output():
    for depth, (_, field) in enumerate(rows(), 1):
        moved = []
        for pixel in range(SIDE):
            x = np.zeros(SIDE)
            x[pixel] = 1
            for k, s in LAYERS[:depth]:
                x = np.convolve(x, np.ones(k), "valid")[::s]
            moved.append(x[0] > 0)
        assert sum(moved) == field
