import numpy as np
import pytest

from snippets.pooling import padding


def test_minus_infinity_is_what_a_library_pads_with(onnx_pool):
    expected = onnx_pool("MaxPool", padding.X, 3, 2, 1)
    np.testing.assert_array_equal(padding.max_pool(padding.infinities, 3, 2), expected)
    np.testing.assert_array_equal(expected, [[-1, -1], [-1, -1]])


def test_zeros_win_where_a_window_touches_them(onnx_pool):
    wrong = padding.max_pool(padding.zeros, 3, 2)
    np.testing.assert_array_equal(wrong, onnx_pool("MaxPool", padding.zeros, 3, 2))
    np.testing.assert_array_equal(wrong, [[0, 0], [0, -1]])
    assert padding.facts() == {"windows": 4, "wrong": 3}


def test_zeros_do_no_harm_where_no_pixel_is_negative(onnx_pool):
    x = np.random.default_rng(0).integers(0, 9, (8, 8))
    expected = onnx_pool("MaxPool", x, 3, 2, 1)
    np.testing.assert_array_equal(padding.max_pool(np.pad(x, 1), 3, 2), expected)


@pytest.mark.parametrize("k", [1, 2, 3, 4, 5])
def test_padding_of_half_a_window_leaves_a_real_pixel_in_each(onnx_pool, k):
    for n in range(k, 12):
        x = np.full((n, n), 7)
        for s in (1, 2, 3):
            for ceil_mode in (0, 1):
                pooled = onnx_pool("MaxPool", x, k, s, k // 2, ceil_mode=ceil_mode)
                assert (pooled == 7).all()
