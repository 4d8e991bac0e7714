"""Separable kernels, against SciPy, OpenCV and hand computation."""

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import linalg, ndimage, signal

from snippets.kernels import between_passes, nearest_separable, outer_product, rank, two_passes, work_saved
from snippets.kernels.gallery import KERNELS
from snippets.shared.photograph import FACE, PHOTO

WEIGHTS = st.integers(-9, 9)
FEW = st.integers(1, 5)
SEPARABLE = {"identity", "box", "gauss", "sobel", "scharr", "motion"}


def vector(n):
    return arrays(np.int64, n, elements=WEIGHTS)


def test_the_product_is_sobel_and_opencv_has_the_same_factors():
    smooth, derivative = (
        (k.ravel() for k in cv2.getDerivKernels(0, 1, 3)),
        (k.ravel() for k in cv2.getDerivKernels(1, 0, 3)),
    )
    assert [k.tolist() for k in derivative] == [outer_product.row.tolist(), outer_product.column.tolist()]
    assert next(smooth).tolist() == outer_product.column.tolist()
    expected = [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]
    assert np.outer(outer_product.column, outer_product.row).tolist() == expected


@given(FEW.flatmap(vector), FEW.flatmap(vector), arrays(np.int64, (8, 9), elements=WEIGHTS))
def test_two_passes_are_one_kernel(column, row, image):
    passes = two_passes.across(two_passes.down(image, column), row)
    assert np.array_equal(passes, signal.correlate2d(image, np.outer(column, row), "valid"))
    other_way = two_passes.down(two_passes.across(image, row), column)
    assert np.array_equal(passes, other_way)


def test_two_passes_are_those_of_opencv_on_the_photograph():
    theirs = cv2.sepFilter2D(two_passes.photo, cv2.CV_64F, two_passes.row, two_passes.column)
    np.testing.assert_allclose(two_passes.passes, theirs[7:-7, 4:-4], atol=1e-9)
    np.testing.assert_allclose(two_passes.at_once, cv2.blur(two_passes.photo, (9, 15))[7:-7, 4:-4], atol=1e-9)
    assert two_passes.facts() == {"power": -12, "once": 15 * 9, "twice": 15 + 9}


def test_the_work_saved():
    facts = work_saved.facts()
    counts = {3: (9, 6), 5: (25, 10), 7: (49, 14), 15: (225, 30), 31: (961, 62)}
    for k, (once, passes) in counts.items():
        assert (facts[f"once_{k}"], facts[f"passes_{k}"]) == (once, passes)
        assert facts[f"saved_{k}"] == pytest.approx((once - passes) / once)


@given(FEW.flatmap(vector), FEW.flatmap(vector))
def test_factors_are_found_again(column, row):
    kernel = np.outer(column, row)
    found = np.outer(*rank.factors(kernel))
    np.testing.assert_allclose(found, kernel, atol=1e-9)


@pytest.mark.parametrize("n", [3, 5, 7, 15])
def test_the_gaussian_of_opencv_splits(n):
    bell = cv2.getGaussianKernel(n, 1.3)
    column, row = rank.factors(bell @ bell.T)
    np.testing.assert_allclose(column / column.sum(), bell.ravel(), atol=1e-12)
    np.testing.assert_allclose(row / row.sum(), bell.ravel(), atol=1e-12)


@pytest.mark.parametrize("name", sorted(set(KERNELS) - SEPARABLE))
def test_other_kernels_are_refused(name):
    with pytest.raises(ValueError, match="not separable"):
        rank.factors(KERNELS[name])


def test_scharr_is_that_of_opencv():
    across, down = (k.ravel() for k in cv2.getDerivKernels(1, 0, cv2.FILTER_SCHARR))
    assert np.outer(down, across).tolist() == rank.scharr.tolist()


@pytest.mark.parametrize("name", KERNELS)
def test_ranks_and_singular_values(name):
    facts = rank.facts()
    kernel = KERNELS[name]
    # Singular values by another road: roots of the eigenvalues of the smaller Gram matrix.
    gram = kernel @ kernel.T
    roots = np.sqrt(np.clip(linalg.eigvalsh(gram)[::-1], 0, None))
    shown = [float(v) for v in facts[f"values_{name}"].split(r",\; ")]
    assert facts[f"rank_{name}"] == np.linalg.matrix_rank(kernel) == len(shown)
    np.testing.assert_allclose(shown, roots[: len(shown)], atol=5.1e-4)
    assert (facts[f"rank_{name}"] == 1) == (name in SEPARABLE)


def test_the_slanted_blur_has_full_rank():
    facts = rank.facts()
    assert facts["rank_slanted"] == 9
    assert facts["values_slanted"].startswith("0.111")


def test_rows_that_are_equal_and_differences_as_the_page_says():
    for name in ("sharpen", "laplace"):
        assert np.array_equal(KERNELS[name][0], KERNELS[name][-1])
    for name in ("unsharp", "outline"):
        spot = np.zeros(KERNELS[name].shape)
        middle = spot.shape[0] // 2
        spot[middle, middle] = 2 if name == "unsharp" else 9
        assert np.linalg.matrix_rank(spot - KERNELS[name]) == 1


def test_the_disc():
    disc = nearest_separable.disc
    assert np.count_nonzero(disc) == sum(a * a + b * b <= 52 for a in range(-7, 8) for b in range(-7, 8))
    assert disc.sum() == pytest.approx(1)
    assert len(set(disc[disc > 0])) == 1


@pytest.mark.parametrize("r", [1, 2, 3])
def test_no_kernel_of_the_rank_is_nearer(r):
    disc = nearest_separable.disc
    facts = nearest_separable.facts()
    best = np.linalg.norm(disc - nearest_separable.truncate(r))
    rest = linalg.svdvals(disc)[r:]
    assert best == pytest.approx(np.sqrt(np.sum(rest**2)))
    assert facts[f"kernel_{r}"] == pytest.approx(best / np.linalg.norm(disc))
    # Alternate least squares, from several starts, looks for a better one and finds none.
    rng = np.random.default_rng(0)
    for _ in range(5):
        rows = rng.normal(size=(r, 15))
        for _ in range(300):
            columns = np.linalg.lstsq(rows.T, disc.T, rcond=None)[0].T
            rows = np.linalg.lstsq(columns, disc, rcond=None)[0]
        assert np.linalg.norm(disc - columns @ rows) >= best - 1e-9


@pytest.mark.parametrize("r", [1, 2, 3, 5])
def test_the_error_on_the_photograph(r):
    facts = nearest_separable.facts()
    gap = cv2.filter2D(PHOTO, cv2.CV_64F, nearest_separable.disc - nearest_separable.truncate(r))
    assert facts[f"photo_{r}"] == pytest.approx(np.sqrt(np.mean(gap[7:-7, 7:-7] ** 2)), abs=1e-6)
    assert facts[f"rank_{r}"] == r
    assert facts[f"cost_{r}"] == 30 * r


def test_the_disc_has_rank_five():
    assert np.count_nonzero(linalg.svdvals(nearest_separable.disc) > 1e-12) == 5
    facts = nearest_separable.facts()
    assert facts["weights"] == 225
    assert facts["sum_1"] == pytest.approx(nearest_separable.truncate(1).sum())


def test_borders_between_the_passes():
    facts = between_passes.facts()
    assert facts["equal"] == 5
    kernel = np.outer([1, 2, 1], [-1, 0, 1])
    once = signal.correlate2d(FACE, kernel, mode="same", fillvalue=255)
    first = signal.correlate2d(FACE, np.array([[1], [2], [1]]), mode="same", fillvalue=255)
    passes = signal.correlate2d(first, np.array([[-1, 0, 1]]), mode="same", fillvalue=255)
    assert facts["white"] == pytest.approx(np.abs(once - passes).max()) == pytest.approx(3 * 255)
    for mode in ("constant", "nearest", "reflect", "mirror", "wrap"):
        once = ndimage.correlate(FACE, kernel, mode=mode)
        passes = ndimage.correlate1d(ndimage.correlate1d(FACE, [1, 2, 1], 0, mode=mode), [-1, 0, 1], 1, mode=mode)
        np.testing.assert_allclose(once, passes, atol=1e-9)


def test_rounding_between_the_passes():
    facts = between_passes.facts()
    bell = np.array([1, 4, 6, 4, 1]) / 16
    first = ndimage.correlate1d(FACE, bell, 0)[2:-2]
    late = np.rint(ndimage.correlate1d(first, bell, 1)[:, 2:-2])
    early = np.rint(ndimage.correlate1d(np.rint(first), bell, 1)[:, 2:-2])
    assert facts["share_rounded"] == pytest.approx(np.mean(late != early), abs=1e-3)
    assert facts["most_rounded"] == np.abs(late - early).max() == 1
    assert facts["largest"] == 4 * 255


def test_a_rounded_gaussian_is_no_longer_separable():
    facts = between_passes.facts()
    bell = cv2.getGaussianKernel(5, 1).ravel()
    whole = np.rint(np.outer(bell, bell) / bell[0] ** 2)
    assert facts["whole"].tolist() == whole.tolist()
    values = linalg.svdvals(whole)
    assert facts["rank_whole"] == np.count_nonzero(values > 1e-9) > 1
    assert facts["second_whole"] == pytest.approx(values[1] / values[0])
