"""The ways to convolve, against SciPy, OpenCV and counts made while they run."""

import itertools
import tracemalloc

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.cbook import get_sample_data
from PIL import Image
from scipy import ndimage, signal

from snippets.convolution import (
    by_columns,
    by_fourier,
    by_loops,
    by_shifts,
    by_taps,
    by_windows,
    fourier_rounding,
    methods_agree,
    small_integers,
    work_counted,
)
from snippets.functions import conv2d

WAYS = {
    "loops": by_loops.by_loops,
    "windows": by_windows.by_windows,
    "shifts": by_shifts.by_shifts,
    "columns": by_columns.by_columns,
    "fourier": by_fourier.by_fourier,
}
some = settings(derandomize=True, deadline=None, database=None, max_examples=60)


@st.composite
def pictures(draw):
    """Draw an image and a kernel that fits into it, of whole numbers."""
    k, m = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    rows, columns = k + draw(st.integers(0, 6)), m + draw(st.integers(0, 6))
    rng = np.random.default_rng(draw(st.integers(0, 10**9)))
    return rng.integers(-99, 100, (rows, columns)), rng.integers(-9, 10, (k, m))


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_the_example_worked_by_hand(way):
    # 2·1 + 7·2 − 9 + 4·3 = 19, and so on
    image = np.array([[2, 7, 1, 5], [9, 4, 0, 8], [3, 6, 10, 11]])
    kernel = np.array([[1, 2], [-1, 3]])
    np.testing.assert_allclose(way(image, kernel), [[19, 5, 35], [32, 28, 39]])
    for module in (by_loops, by_windows, by_shifts, by_columns, by_fourier):
        np.testing.assert_array_equal(module.X, image)
        np.testing.assert_array_equal(module.K, kernel)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@some
@given(example=pictures())
def test_scipy_agrees(way, example):
    image, kernel = example
    np.testing.assert_allclose(way(image, kernel), signal.correlate2d(image, kernel, "valid"), atol=1e-9)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("size", [(3, 3), (2, 5), (7, 7)])
def test_opencv_agrees(way, size):
    rng = np.random.default_rng(3)
    image, kernel = rng.normal(size=(20, 23)), rng.normal(size=size)
    k, m = size
    filtered = cv2.filter2D(image, cv2.CV_64F, kernel, anchor=(0, 0))
    np.testing.assert_allclose(way(image, kernel), filtered[: 21 - k, : 24 - m], atol=1e-12)


@some
@given(st.integers(1, 3), st.integers(1, 4), pictures(), st.integers(0, 10**9))
def test_many_channels_are_sums_of_scipys_planes(channels, results, example, seed):
    rng = np.random.default_rng(seed)
    shape, size = (array.shape for array in example)
    images, filters = rng.normal(size=(channels, *shape)), rng.normal(size=(results, channels, *size))
    planes = [
        sum(signal.correlate2d(images[c], filters[o, c], "valid") for c in range(channels)) for o in range(results)
    ]
    np.testing.assert_allclose(by_taps.by_taps(images, filters), planes, atol=1e-9)


def test_the_photograph_of_the_comparison_and_how_exact_each_way_is():
    with Image.open(get_sample_data("grace_hopper.jpg", asfileobj=False)) as picture:
        bands = [np.asarray(band, int) for band in picture.split()]
    part, weights = methods_agree.example()
    np.testing.assert_array_equal(part, sum(bands)[180:244, 220:284])
    exact = signal.correlate2d(part, weights, "valid")
    gaps = {name: np.abs(way(part, weights) - exact).max() for name, way in WAYS.items()}
    assert [name for name, gap in gaps.items() if gap == 0] == ["loops", "windows", "shifts", "columns"]
    assert 0 < gaps["fourier"] < 1e-6
    facts = methods_agree.facts()
    assert (facts["side"], facts["kernel_size"], facts["exact"]) == (64, 7, 3)
    assert (facts["double"], facts["single"]) == ("10^{-13}", "10^{-4}")


@pytest.mark.parametrize(("dtype", "limit"), [("float64", 1e-13), ("float32", 1e-4)])
def test_no_order_of_adding_can_pass_the_limits(dtype, limit):
    whole, weights = methods_agree.example()
    image, kernel = whole / 765, weights / 7
    # Each of 49 products and 48 sums rounds by at most half an epsilon, so two orders of adding differ by twice that.
    rounding = 49 * np.finfo(dtype).eps * signal.correlate2d(image, np.abs(kernel), "valid").max()
    assert rounding < limit * np.abs(signal.correlate2d(image, kernel, "valid")).max()
    exact = signal.correlate2d(whole, weights, "valid") / (765 * 7)
    for way in WAYS.values():
        gap = np.abs(way(image.astype(dtype), kernel.astype(dtype)) - exact).max()
        assert 0 < gap < limit * np.abs(exact).max()


# ---------------------------------------------------------------------------- counts


class Counted(np.ndarray):
    """An array that counts how often one number of it is read."""

    reads = 0

    def __getitem__(self, place):
        Counted.reads += 1
        return super().__getitem__(place)


def test_trips_of_the_loops_are_counted_while_they_run():
    assert by_loops.facts() == {"products": 24}
    for n, k in ((6, 3), (9, 2)):
        Counted.reads = 0
        by_loops.by_loops(np.ones((n, n)), np.ones((k, k)).view(Counted))
        assert Counted.reads == (n - k + 1) ** 2 * k**2
    assert work_counted.facts()["steps_loops"] == 49 * 512 * 512


def test_what_the_page_says_of_windows_and_columns():
    assert by_windows.facts() == {"pixels": 12, "seen": 24, "row": 4}
    assert by_columns.facts() == {"pixels": 12, "numbers": 24}
    assert by_shifts.facts() == {"views": 4}
    assert by_taps.facts() == {"products": 9}
    assert not by_windows.windows.flags.writeable
    address = by_windows.X.__array_interface__["data"][0]
    for r, c, i, j in itertools.product(range(2), range(3), range(2), range(2)):
        at = by_windows.windows[r:, c:, i:, j:].__array_interface__["data"][0]
        assert (at - address) // by_windows.X.itemsize == 4 * (r + i) + c + j


@pytest.mark.parametrize("way", ["windows", "shifts", "columns", "fourier"])
def test_extra_memory_is_what_numpy_asks_for(way):
    rng = np.random.default_rng(0)
    image, kernel = rng.normal(size=(512, 512)), rng.normal(size=(7, 7))
    WAYS[way](image, kernel)
    tracemalloc.start()
    try:
        WAYS[way](image, kernel)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    # The spectra count their full result as the third image; the others make their result besides.
    results = 0 if way == "fourier" else 1
    expected = work_counted.facts()[f"extra_{way}"] + results
    assert abs(peak / image.nbytes - expected) <= 0.05 * expected


def counted_fft(numbers):
    """Return the transform of 2**n numbers and its count of real operations, by Cooley and Tukey without shortcuts."""
    n = len(numbers)
    if n == 1:
        return numbers, 0
    (even, first), (odd, second) = counted_fft(numbers[::2]), counted_fft(numbers[1::2])
    turned = np.exp(-2j * np.pi * np.arange(n // 2) / n) * odd  # 4 products and 2 sums each
    operations = first + second + n // 2 * (6 + 2 + 2)  # and two complex sums of 2 each
    return np.concatenate([even + turned, even - turned]), operations


def counted_fft_plane(image):
    """Transform rows, then columns."""
    rows = [counted_fft(row) for row in image]
    columns = [counted_fft(column) for column in np.array([row for row, _ in rows]).T]
    return np.array([column for column, _ in columns]).T, sum(n for _, n in rows + columns)


@pytest.mark.parametrize("side", [4, 16, 64])
def test_a_transform_counted_while_it_runs(side):
    image = np.random.default_rng(1).normal(size=(side, side))
    spectrum, operations = counted_fft_plane(image.astype(complex))
    np.testing.assert_allclose(spectrum, np.fft.fft2(image), atol=1e-9)
    assert work_counted.transform(side) * side**2 == operations / 2


def test_the_counts_of_the_page():
    facts = work_counted.facts()
    assert (facts["side"], facts["kernel_size"], facts["weights"], facts["butterfly"]) == (512, 7, 49, 10)
    assert (facts["stages"], facts["transform"], facts["operations"]) == (18, 45, 98)
    assert facts["operations_fourier"] == 3 * 45 + 3
    # 2·7² = 98 and 2·9² = 162 lie on either side of 138; 2·5² = 50 and 98 of 93; 162 and 2·11² = 242 of 183
    assert (facts["crossover"], facts["crossover_known"], facts["crossover_large"], facts["large"]) == (9, 7, 11, 4096)
    assert (work_counted.direct(9), work_counted.two_passes(9)) == (162, 36)


def test_tiles_make_the_transform_win_at_seven_in_any_large_image():
    facts = work_counted.facts()
    # for five weights, no tile comes down to 2·5² = 50; for seven, tiles of 64 take (2·30 + 3)·(64/58)² < 2·7² = 98
    assert min((10 * n + 3) * (2**n / (2**n - 4)) ** 2 for n in range(3, 20)) > 50
    costs = {2**n: (10 * n + 3) * (2**n / (2**n - 6)) ** 2 for n in range(3, 20)}
    assert min(costs, key=costs.get) == facts["tile"] == 64
    assert costs[64] == pytest.approx(work_counted.tiled(7, 64)) == pytest.approx(76.7, abs=0.05)
    assert facts["crossover_tiles"] == 7


def test_tiles_give_what_scipy_gives():
    """Each tile of 64 gives 58 pixels in each direction that its own ring has not touched."""
    rng = np.random.default_rng(7)
    image, kernel = rng.normal(size=(6 + 2 * 58, 6 + 3 * 58)), rng.normal(size=(7, 7))
    spectrum = np.fft.rfft2(kernel[::-1, ::-1], (64, 64))
    tiles = [
        [np.fft.irfft2(np.fft.rfft2(image[r : r + 64, c : c + 64]) * spectrum, (64, 64))[6:, 6:] for c in (0, 58, 116)]
        for r in (0, 58)
    ]
    np.testing.assert_allclose(np.block(tiles), signal.correlate2d(image, kernel, "valid"), atol=1e-10)
    overlapping = signal.oaconvolve(image, kernel[::-1, ::-1], "valid")
    np.testing.assert_allclose(np.block(tiles), overlapping, atol=1e-10)


def test_winograd_takes_sixteen_products_and_more_sums():
    """The matrices of F(2×2, 3×3) in Lavin and Gray, 2016."""
    pixels = np.array([[1, 0, -1, 0], [0, 1, 1, 0], [0, -1, 1, 0], [0, 1, 0, -1]])
    weights = np.array([[1, 0, 0], [0.5, 0.5, 0.5], [0.5, -0.5, 0.5], [0, 0, 1]])
    results = np.array([[1, 1, 1, 0], [0, 1, -1, -1]])
    rng = np.random.default_rng(8)
    image, kernel = rng.normal(size=(4, 4)), rng.normal(size=(3, 3))
    products = (weights @ kernel @ weights.T) * (pixels @ image @ pixels.T)
    np.testing.assert_allclose(results @ products @ results.T, signal.correlate2d(image, kernel, "valid"), atol=1e-12)
    facts = work_counted.facts()
    assert (facts["winograd_results"], facts["winograd"], facts["winograd_direct"]) == (4, products.size, 4 * 9)
    # sums, with the kernel's part kept: one less than the terms, for each number of each product of matrices
    terms = [np.count_nonzero(matrix, axis=1) - 1 for matrix in (pixels, results)]
    assert terms[0].sum() * (4 + 4) + terms[1].sum() * (4 + 2) > 4 * 8


def test_a_folded_spectrum_gives_every_second_number():
    signal_, kernel = np.random.default_rng(9).normal(size=32), np.array([1.0, -2, 3])
    spectrum = np.fft.fft(signal_) * np.fft.fft(kernel, 32)
    folded = (spectrum[:16] + spectrum[16:]) / 2
    ring = ndimage.convolve1d(signal_, kernel, mode="wrap", origin=-1)
    np.testing.assert_allclose(np.fft.ifft(folded).real, ring[::2], atol=1e-12)


def test_two_passes_take_the_operations_that_the_chart_draws():
    rng = np.random.default_rng(5)
    image, column, row = rng.normal(size=(30, 30)), rng.normal(size=(9, 1)), rng.normal(size=(1, 9))
    twice = by_windows.by_windows(by_windows.by_windows(image, column), row)
    np.testing.assert_allclose(twice, by_windows.by_windows(image, column @ row))
    assert work_counted.two_passes(9) == 2 * (column.size + row.size)


def test_pieces_stay_within_what_the_page_says(monkeypatch):
    facts, made = work_counted.facts(), []

    class Watched(conv2d.Pieces):
        def __iter__(self):
            for piece in super().__iter__():
                made.append(self.windows[piece.filled].nbytes)
                yield piece

    monkeypatch.setattr(conv2d, "Pieces", Watched)
    ones = np.ones((1, 1, 512, 512), "float32")
    conv2d.conv2d(ones, np.ones((1, 1, 7, 7), "float32"))
    assert 0.5 < max(made) / 2**20 <= facts["piece_mib"] == 1
    assert facts["columns_mib"] == sum(made) / 2**20 == 506**2 * 49 * 4 / 2**20


# ---------------------------------------------------------------------------- the transform and its ring


def test_without_room_the_tail_falls_on_the_start():
    full = np.convolve([2, 7, 1, 5, 9, 4], [1, 2, 3])
    ring = ndimage.convolve1d([2, 7, 1, 5, 9, 4], [1, 2, 3], mode="wrap", origin=-1)
    assert by_fourier.convolve_wrapped(8).tolist() == full.tolist() == [2, 11, 21, 28, 22, 37, 35, 12]
    assert by_fourier.convolve_wrapped(6).tolist() == ring.tolist() == [37, 23, 21, 28, 22, 37]
    assert by_fourier.facts() == {"first": 37, "true_first": 2, "tail": 35}


def test_transforms_without_padding_are_right_where_the_windows_fit():
    rng = np.random.default_rng(2)
    image, kernel = rng.normal(size=(16, 16)), rng.normal(size=(5, 5))
    ring = np.fft.irfft2(np.fft.rfft2(image) * np.fft.rfft2(kernel[::-1, ::-1], image.shape), image.shape)
    np.testing.assert_allclose(ring[4:, 4:], signal.correlate2d(image, kernel, "valid"), atol=1e-12)
    assert np.abs(ring - signal.convolve2d(image, kernel[::-1, ::-1])[:16, :16]).max() > 0.1


def test_a_transform_loses_what_a_direct_sum_keeps():
    there_and_back = np.fft.ifft(np.fft.fft(fourier_rounding.row)).real
    assert there_and_back[50] != 1
    assert np.convolve(fourier_rounding.row, [1.0, 1.0, 1.0], "same")[50] == 1


def test_four_bright_pixels_in_eight_bits():
    assert small_integers.bright.sum(dtype=int) % 256 == 32
    assert cv2.filter2D(small_integers.bright, cv2.CV_64F, np.ones((2, 2)))[1, 1] == 800
