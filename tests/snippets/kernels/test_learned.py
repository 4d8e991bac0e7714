"""What training does to a kernel, asked of SciPy, OpenCV and the closed form of gradient descent."""

import cv2
import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from matplotlib.cbook import get_sample_data
from scipy import optimize, signal

from snippets.kernels import learned_scale as scale
from snippets.kernels import learned_sharing as sharing
from snippets.kernels import learned_step as step
from snippets.kernels import learned_stripes as stripes
from snippets.kernels import learned_training as training

whole = st.integers(-9, 9)


def small_photo():
    """Every fourth pixel of the photograph, by OpenCV's way of shrinking."""
    photo = plt.imread(get_sample_data("grace_hopper.jpg", asfileobj=False))
    grey = np.mean(photo.astype(float), axis=2)
    return cv2.resize(grey, None, fx=1 / 4, fy=1 / 4, interpolation=cv2.INTER_NEAREST) / 255 - 0.5


def inside(picture, kernel):
    """OpenCV slides the kernel; its border is cut off."""
    return cv2.filter2D(picture, cv2.CV_64F, np.reshape(kernel, (3, 3)).astype(float))[1:-1, 1:-1]


def after_steps(picture, goal, start, rate, steps):
    """Gradient descent on a square bowl has a closed form: each eigenvector shrinks by a fixed factor a step."""
    shifts = [picture[r : r + picture.shape[0] - 2, c : c + picture.shape[1] - 2] for r in range(3) for c in range(3)]
    values, vectors = np.linalg.eigh(np.array([[np.mean(a * b) for a in shifts] for b in shifts]))
    away = vectors.T @ (start - goal)
    return goal + vectors @ ((1 - rate * values) ** steps * away)


# ---- one step


@given(arrays(int, (3, 3), elements=whole), arrays(int, (2, 2), elements=whole))
def test_slide_is_correlation(grid, weights):
    np.testing.assert_array_equal(step.slide(grid, weights), signal.correlate2d(grid, weights, "valid"))


@given(
    arrays(int, (3, 3), elements=whole),
    arrays(int, (2, 2), elements=whole),
    arrays(int, (2, 2), elements=whole),
)
def test_the_input_with_the_error_sliding_over_it_is_the_gradient(image, kernel, target):
    def loss(weights):
        return np.sum((signal.correlate2d(image, weights, "valid") - target) ** 2) / 2

    # On a square function a central difference is exact, however long the step.
    made = step.slide(image, signal.correlate2d(image, kernel, "valid") - target)
    for place in np.ndindex(2, 2):
        nudge = np.zeros((2, 2))
        nudge[place] = 1
        assert made[place] == (loss(kernel + nudge) - loss(kernel - nudge)) / 2


def test_one_step_by_hand():
    assert step.error.tolist() == [[3, 3], [3, -4]]
    assert step.gradient.tolist() == [[8, 9], [4, -7]]
    np.testing.assert_allclose(step.after, [[0.2, 1.1], [-0.4, -0.3]])
    facts = step.facts()
    # 1·3, 0·3, 3·3 and 1·(−4)
    assert [facts[f"{n}_product"] for n in ("first", "second", "third", "fourth")] == [3, 0, 9, -4]
    assert facts["first_gradient"] == 3 + 0 + 9 - 4
    # (9 + 9 + 9 + 16) / 2; then the errors are 1.7, 0.8, 1.1 and −2.8
    assert facts["loss"] == 21.5
    assert signal.correlate2d(step.image, step.after, "valid") - step.target == pytest.approx(
        np.array([[1.7, 0.8], [1.1, -2.8]])
    )
    assert facts["loss_after"] == pytest.approx((1.7**2 + 0.8**2 + 1.1**2 + 2.8**2) / 2)


def test_the_gradient_of_the_bias_is_the_sum_of_the_errors():
    def loss(bias):
        return np.sum((signal.correlate2d(step.image, step.kernel, "valid") + bias - step.target) ** 2) / 2

    assert step.facts()["bias_gradient"] == pytest.approx(optimize.approx_fprime(0.0, loss, 1e-6)[0], abs=1e-4)


# ---- many steps


def test_the_targets_are_sobel_s():
    answers = cv2.Sobel(small_photo(), cv2.CV_64F, 1, 0, ksize=3)[1:-1, 1:-1]
    np.testing.assert_allclose(training.target, answers.ravel(), atol=1e-12)
    assert training.facts()["positions"] == answers.size == 148 * 126


@pytest.mark.parametrize("moment", [0, 10, 100, 1000])
def test_the_kernel_at_four_moments(moment):
    start = np.random.default_rng(0).standard_normal(9)
    kernel, loss = training.moments[moment]
    expected = after_steps(small_photo(), training.sobel, start, 1.5, moment)
    np.testing.assert_allclose(kernel, expected, atol=1e-9)
    wrong = inside(small_photo(), expected - training.sobel)
    assert loss == pytest.approx(np.mean(wrong**2) / 2, rel=1e-6)


def test_the_end_is_within_a_thousandth_of_sobel():
    assert training.facts()["last"] == 1000
    assert np.abs(training.moments[1000][0] - training.sobel).max() < 0.001


# ---- sharing


def test_the_counts_of_weights():
    facts = sharing.facts()
    assert (facts["rows"], facts["columns"]) == (600, 512)
    assert facts["positions"] == 598 * 510
    assert facts["billions"] == pytest.approx(600 * 512 * 598 * 510 / 10**9)
    assert facts["gigabytes"] == pytest.approx(4 * facts["billions"])
    assert (facts["shared"], facts["row_shared"], facts["row_connected"]) == (9, 3, 48)


def test_the_drawing_has_a_line_for_each_connection():
    (axes,) = sharing.figure(lambda label, **values: label.format(**values)).axes
    styles = [line.get_linestyle() for line in axes.lines]
    assert len(styles) == 48 + 6 * 3
    assert len({str(line._dash_pattern) for line in axes.lines[48:]}) == 3


# ---- where it breaks


@pytest.mark.parametrize(("seed", "name"), [(0, "first"), (1, "second")])
def test_stripes_fix_the_sums_of_the_columns_alone(seed, name):
    kernel = getattr(stripes, name)
    start = np.random.default_rng(seed).standard_normal(9)
    # The nearest kernel to the start whose columns have the sums of Sobel's.
    columns = np.kron(np.ones(3), np.eye(3))
    nearest = start + columns.T @ (columns @ (stripes.sobel - start)) / 3
    np.testing.assert_allclose(kernel, nearest, atol=1e-3)
    striped = np.repeat(small_photo()[75:76], 20, axis=0)
    assert np.abs(inside(striped, kernel - stripes.sobel)).max() < 1e-3
    assert stripes.rms(kernel, stripes.photo) == pytest.approx(
        np.sqrt(np.mean(inside(small_photo(), kernel - stripes.sobel) ** 2))
    )


def test_the_numbers_about_stripes():
    facts = stripes.facts()
    assert facts["sums"].tolist() == [-4, 0, 4]
    assert facts["stripes_error"] < 0.0005
    answers = cv2.Sobel(small_photo(), cv2.CV_64F, 1, 0, ksize=3)[1:-1, 1:-1]
    assert facts["share"] == pytest.approx(facts["photo_error"] / np.sqrt(np.mean(answers**2)))


@given(arrays(int, (2, 2), elements=whole), st.integers(1, 9), st.integers(1, 9))
def test_two_layers_can_trade(kernel, weight, factor):
    slid = signal.correlate2d(scale.image, kernel, "valid")
    np.testing.assert_array_equal(scale.two_layers(kernel, weight * factor), weight * factor * slid.clip(0))
    np.testing.assert_array_equal(scale.two_layers(factor * kernel, weight), weight * factor * slid.clip(0))
    np.testing.assert_array_equal(scale.two_layers(-kernel, -weight, relu=False), weight * slid)
    same = np.array_equal(scale.two_layers(-kernel, -weight), scale.two_layers(kernel, weight))
    assert same == (not slid.any())
