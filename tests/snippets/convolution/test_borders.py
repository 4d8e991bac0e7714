"""Borders: modes, rims, sizes and counts, against SciPy, OpenCV, ONNX Runtime and numbers worked by hand."""

import cv2
import numpy as np
import onnxruntime
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from onnx import TensorProto, helper
from scipy import ndimage, signal

from snippets.convolution import (
    border_modes,
    dark_rim,
    dilated,
    full_same_valid,
    layer_sizes,
    same_padding,
    strided,
    times_used,
)

few = settings(derandomize=True, deadline=None, database=None, max_examples=60)


def onnx_conv(n, weights, **attributes):
    """Slide weights over the row 1, 2, 3 …"""
    node = helper.make_node("Conv", ["x", "w"], ["y"], kernel_shape=[len(weights)], **attributes)
    values = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in "xwy"]
    graph = helper.make_graph([node], "conv", values[:2], values[2:])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 12)], ir_version=8)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    feed = {"x": np.arange(1, n + 1, dtype=np.float32)[None, None], "w": np.asarray(weights, np.float32)[None, None]}
    return session.run(None, feed)[0][0, 0]


# ---------------------------------------------------------------------------- full, same, valid


@pytest.mark.parametrize("mode", ["valid", "same", "full"])
def test_the_names_mean_the_same_in_scipy(mode):
    row, kernel = full_same_valid.row, full_same_valid.kernel
    expected = signal.correlate(row, kernel, mode, method="direct")
    np.testing.assert_array_equal(np.correlate(row, kernel, mode), expected)
    padding = full_same_valid.facts()[f"{mode}_padding"]
    padded = np.pad(row, padding)
    by_hand = [padded[i] + 2 * padded[i + 1] + 4 * padded[i + 2] for i in range(len(padded) - 2)]
    assert by_hand == expected.tolist()
    assert full_same_valid.facts()[mode] == len(by_hand)


# ---------------------------------------------------------------------------- border modes


HAND = {
    "zero": [0, 0, 0, 2, 7, 1, 8, 0, 0, 0],
    "twice": [1, 7, 2, 2, 7, 1, 8, 8, 1, 7],
    "once": [8, 1, 7, 2, 7, 1, 8, 1, 7, 2],
    "edge": [2, 2, 2, 2, 7, 1, 8, 8, 8, 8],
    "wrap": [7, 1, 8, 2, 7, 1, 8, 2, 7, 1],
}


@pytest.mark.parametrize("idea", HAND)
def test_each_library_fills_the_border_as_the_table_says(idea):
    row, facts = border_modes.row, border_modes.facts()
    assert np.pad(row, 3, facts[f"{idea}_numpy"]).tolist() == HAND[idea]
    # A kernel with a single 1 reads the row some places further: SciPy's own idea of what lies there.
    read = [ndimage.correlate1d(row, np.eye(7, dtype=int)[3 + shift], mode=facts[f"{idea}_scipy"]) for shift in (-3, 3)]
    assert [*read[0][:3], *row, *read[1][-3:]] == HAND[idea]
    border = getattr(cv2, facts[f"{idea}_opencv"])
    assert cv2.copyMakeBorder(row[None].astype(np.uint8), 0, 0, 3, 3, border)[0].tolist() == HAND[idea]


def test_pytorch_has_no_name_for_one_of_them():
    assert "twice_torch" not in border_modes.facts()
    assert len(border_modes.facts()) == 19


def test_the_defaults_of_scipy_and_opencv():
    row = border_modes.row.astype(float)
    kernel = np.array([1.0, 10, 100, 1000, 10000])
    default = ndimage.correlate1d(row, kernel)
    np.testing.assert_array_equal(default, ndimage.correlate1d(row, kernel, mode="reflect"))
    default = cv2.filter2D(row[None], -1, kernel[None])[0]
    mirrored = np.correlate(np.pad(row, 2, "reflect"), kernel, "valid")
    np.testing.assert_array_equal(default, mirrored)
    with pytest.raises(cv2.error, match="BORDER_WRAP"):
        cv2.filter2D(row[None], -1, kernel[None], borderType=cv2.BORDER_WRAP)


def test_numpy_reflects_again_where_the_picture_is_small():
    assert np.pad([1, 2, 3], 5, "reflect").tolist() == [2, 1, 2, 3, 2, 1, 2, 3, 2, 1, 2, 3, 2]


# ---------------------------------------------------------------------------- the dark rim


@pytest.mark.parametrize(
    ("mode", "name"),
    [("constant", "constant"), ("symmetric", "reflect"), ("reflect", "mirror"), ("edge", "nearest"), ("wrap", "wrap")],
)
def test_the_blurred_photograph_is_scipys(mode, name):
    expected = ndimage.uniform_filter(dark_rim.photo, 15, mode=name)
    np.testing.assert_allclose(dark_rim.blur(dark_rim.photo, 15, mode), expected, rtol=0, atol=1e-9)


def test_the_rim_is_the_ring_of_outermost_pixels():
    ring = np.zeros((5, 4))
    ring[1:-1, 1:-1] = 100
    assert dark_rim.rim(ring) == 0
    assert dark_rim.rim(10 - ring / 10) == 10
    facts = dark_rim.facts()
    assert facts["zeros"] < 0.5 * facts["before"]
    assert facts["lowest"] > 0.9 * facts["before"]


def test_the_rim_is_half_the_kernel_wide():
    blurred = dark_rim.blur(np.ones((40, 40)), 15, "constant")
    darker = blurred[20] < 1 - 1e-9
    assert darker.nonzero()[0].tolist() == [*range(7), *range(33, 40)]
    assert blurred[20, 0] == pytest.approx(8 / 15)


# ---------------------------------------------------------------------------- stride, dilation, sizes


@few
@given(n=st.integers(1, 40), k=st.integers(1, 7), s=st.integers(1, 5), p=st.integers(0, 4), d=st.integers(1, 3))
def test_the_size_is_onnx_runtimes(n, k, s, p, d):
    assume(d * (k - 1) + 1 <= n + 2 * p)
    made = onnx_conv(n, np.ones(k), strides=[s], pads=[p, p], dilations=[d])
    assert layer_sizes.output_size(n, k, s, p, d) == len(made)


def test_published_sizes():
    facts = layer_sizes.facts()
    sizes = {name: facts[f"{name}_size"] for name in layer_sizes.CASES}
    assert sizes == {
        "lenet": 28,
        "alexnet": 55,
        "alexnet_paper": 54,
        "alexnet_padded": 55,
        "vgg": 224,
        "stem": 112,
        "halving": 28,
        "shortcut": 28,
        "dilated": 28,
        "even_less": 27,
        "even_more": 29,
    }
    assert facts["stem_fraction"] == 112.5
    assert facts["stem_total"] == 111


@few
@given(n=st.integers(1, 30), k=st.integers(1, 5), s=st.integers(1, 5), p=st.integers(0, 3), d=st.integers(1, 3))
def test_used_pixels_are_those_that_change_the_result(n, k, s, p, d):
    assume(d * (k - 1) + 1 <= n + 2 * p)
    wide = np.zeros(d * (k - 1) + 1)
    wide[::d] = 1 + np.arange(k)
    answers = [np.correlate(row, wide, "valid")[::s].any() for row in np.eye(n + 2 * p)]
    assert layer_sizes.used(n, k, s, p, d) == answers


@few
@given(n=st.integers(1, 30), k=st.integers(2, 5), s=st.integers(1, 5), d=st.integers(1, 5))
def test_only_dilation_leaves_out_pixels_for_a_third_reason(n, k, s, d):
    """Without it, what is never used lies at the end or between windows; with a common factor, in every window."""
    span = d * (k - 1) + 1
    assume(span <= n)
    seen = np.array(layer_sizes.used(n, k, s, 0, d))
    last = np.flatnonzero(seen)[-1]
    if d == 1 and s <= k:
        assert seen[: last + 1].all()
    if np.gcd(s, d) > 1:
        assert not seen[1 :: int(np.gcd(s, d))].any()


def test_pixels_between_the_weights_of_every_window():
    facts = layer_sizes.facts()
    made = onnx_conv(9, [1, 1, 1], strides=[2], dilations=[2])
    assert made.tolist() == [1 + 3 + 5, 3 + 5 + 7, 5 + 7 + 9]  # of 1 … 9, the even ones are missing
    assert facts["holes"] == r"k = 3,\; s = 2,\; d = 2"
    assert (facts["holes_n"], facts["holes_unused"]) == (9, 4)


def test_the_shortcut_sees_a_quarter():
    assert layer_sizes.facts()["shortcut_share"] == pytest.approx(3 / 4)
    # Nothing of the picture is lost in the first layer of ResNet, but 1 pixel of the padding is.
    used = layer_sizes.used(224, 7, 2, 3)
    assert used.count(False) == 1
    assert not used[-1]


def test_stride_and_reach_counted_by_hand():
    assert strided.facts() == {"windows": 9, "every": 25}
    by_hand = [3 + 2 + 16, 4 + 2 + 20, 5 + 18 + 8]
    assert strided.every[::2].tolist() == by_hand
    assert [dilated.reach(3, d) for d in (1, 2, 3)] == [3, 5, 7]
    assert dilated.facts()["weights"] == 9


def test_a_dilated_kernel_is_the_wide_kernel():
    picture = np.arange(49.0).reshape(7, 7) ** 2 % 11
    taps = [(dilated.kernel * picture[r : r + 5 : 2, c : c + 5 : 2]).sum() for r in range(3) for c in range(3)]
    wide = signal.correlate2d(picture, dilated.wide, "valid")
    np.testing.assert_allclose(wide.ravel(), taps)


# ---------------------------------------------------------------------------- how often


@pytest.mark.parametrize("n", [3, 5, 8])
@pytest.mark.parametrize("k", [1, 2, 3])
@pytest.mark.parametrize("p", [0, 1, 2])
def test_uses_are_the_starts_spread_by_scipy(n, k, p):
    starts = np.ones((n + 2 * p - k + 1,) * 2, int)
    spread = signal.convolve2d(starts, np.ones((k, k), int))
    np.testing.assert_array_equal(times_used.times_used(n, k, p), spread[p : p + n, p : p + n])


def test_uses_worked_by_hand():
    assert times_used.times_used(5, 3, 0)[2].tolist() == [3, 6, 9, 6, 3]
    assert times_used.times_used(5, 3, 1)[0].tolist() == [4, 6, 6, 6, 4]
    assert (times_used.times_used(5, 3, 2) == 9).all()
    facts = times_used.facts()
    assert [facts[f"same_{place}"] for place in ("corner", "edge", "middle")] == [4, 6, 9]
    assert (facts["valid_corner"], facts["valid_middle"], facts["full_least"]) == (1, 9, 9)


def test_a_white_picture_blurred_with_zeros_is_the_count_over_nine():
    blurred = cv2.blur(np.ones((5, 5)), (3, 3), borderType=cv2.BORDER_CONSTANT)
    np.testing.assert_allclose(blurred * 9, times_used.times_used(5, 3, 1))
    assert times_used.facts()["flat_corner"] == pytest.approx(blurred[0, 0])


# ---------------------------------------------------------------------------- same


@few
@given(n=st.integers(1, 60), k=st.integers(1, 7), s=st.integers(1, 4), d=st.integers(1, 3))
def test_same_is_onnx_runtimes(n, k, s, d):
    # ONNX took the rule from TensorFlow; its SAME_UPPER puts the extra zero at the end.
    before, after = same_padding.same_padding(n, k, s, d)
    # ONNX Runtime takes no dilation together with this name, so the zeros stand between the weights.
    weights = np.zeros(d * (k - 1) + 1)
    weights[::d] = 1
    named = onnx_conv(n, weights, strides=[s], auto_pad="SAME_UPPER")
    told = onnx_conv(n, np.ones(k), strides=[s], dilations=[d], pads=[before, after])
    np.testing.assert_array_equal(named, told)
    assert len(told) == np.ceil(n / s)


@few
@given(n=st.integers(1, 60), k=st.integers(1, 8), d=st.integers(1, 5))
def test_one_end_gets_more_exactly_for_an_even_kernel_with_an_odd_dilation(n, k, d):
    before, after = same_padding.same_padding(n, k, d=d)
    assert len(onnx_conv(n, np.ones(k), dilations=[d], pads=[before, after])) == n
    assert after - before == (k % 2 == 0 and d % 2 == 1)


@pytest.mark.parametrize("k", [2, 4, 6])
def test_numpy_scipy_and_opencv_put_the_extra_zero_at_the_start(k):
    row, kernel = np.arange(1.0, 9), 10.0 ** np.arange(k)
    before, after = same_padding.same_padding(8, k)
    assert after == before + 1
    expected = np.correlate(np.pad(row, (after, before)), kernel, "valid")
    np.testing.assert_array_equal(np.correlate(row, kernel, "same"), expected)
    np.testing.assert_array_equal(ndimage.correlate1d(row, kernel, mode="constant"), expected)
    opencv = cv2.filter2D(row[None], -1, kernel[None], borderType=cv2.BORDER_CONSTANT)
    np.testing.assert_allclose(opencv[0], expected, rtol=1e-12)


def test_same_with_a_stride_starts_later_than_resnet():
    assert same_padding.same_padding(224, 7, 2) == (2, 3)
