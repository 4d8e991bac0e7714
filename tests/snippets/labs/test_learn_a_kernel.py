"""The lab's kernel and network, asked of SciPy, OpenCV, ONNX Runtime and geometry."""

import cv2
import numpy as np
import onnxruntime
import pytest
from onnx import TensorProto, helper, numpy_helper
from scipy import ndimage, optimize, signal

from snippets.labs import learn_a_kernel as lab

FACTS = lab.facts()


# ---- one kernel


def test_the_pictures():
    assert lab.photo.shape == (150, 128)
    assert -0.5 <= lab.photo.min() < 0 < lab.photo.max() <= 0.5
    assert (lab.terrain.min(), lab.terrain.max()) == (-0.5, 0.5)


def test_more_patches_begin_with_the_same_ones():
    np.testing.assert_array_equal(lab.patches(32)[:6], lab.patches(6))


def test_the_targets_are_sobel_s():
    made = lab.targets
    for patch, target in zip(lab.patches(32), made, strict=True):
        np.testing.assert_allclose(cv2.Sobel(patch, cv2.CV_64F, 1, 0, ksize=3)[1:-1, 1:-1], target, atol=1e-12)


@pytest.mark.parametrize("k", [2, 3, 5])
def test_windows_times_kernel_is_correlation(k):
    rng = np.random.default_rng(0)
    pictures, kernel = rng.random((2, 9, 11)), rng.random((k, k))
    for picture, made in zip(pictures, lab.windows(pictures, k) @ kernel.ravel(), strict=True):
        np.testing.assert_allclose(made, signal.correlate2d(picture, kernel, "valid"))


@pytest.fixture(scope="module")
def examples():
    X = np.concatenate([lab.windows(patch, 3).reshape(-1, 9) for patch in lab.patches(32)])
    return X, X @ lab.sobel


@pytest.mark.parametrize("seed", range(3))
def test_the_gradient(examples, seed):
    X, Y = examples
    kernel = np.random.default_rng(seed).normal(size=9)
    slopes = optimize.approx_fprime(kernel, lambda w: np.square(X @ w - Y).mean() / 2, 1e-7)
    np.testing.assert_allclose(lab.gradient(kernel, X, Y), slopes, atol=1e-6)
    # The same as a picture slid over a picture: the error over the patches.
    errors = signal.correlate(lab.patches(32), kernel.reshape(1, 3, 3), "valid") - lab.targets
    slid = signal.correlate(lab.patches(32), errors, "valid")[0] / errors.size
    np.testing.assert_allclose(lab.gradient(kernel, X, Y), slid.ravel(), atol=1e-12)


def test_the_walk_downhill_has_its_closed_form(examples):
    X, Y = examples
    values, vectors = np.linalg.eigh(X.T @ X / len(X))
    away = vectors.T @ (np.random.default_rng(0).standard_normal(9) - lab.sobel)
    for steps in (1, 30, 1000):
        kernel, losses = lab.descend(X, Y, steps=steps)
        np.testing.assert_allclose(kernel, lab.sobel + vectors @ ((1 - values) ** steps * away), atol=1e-9)
        assert len(losses) == steps
        # Each eigenvector adds its own part to the loss.
        assert losses[-1] == pytest.approx(np.sum(values * ((1 - values) ** (steps - 1) * away) ** 2) / 2, rel=1e-6)
    furthest = np.abs(kernel - lab.sobel).max()
    assert furthest <= FACTS["furthest"] < furthest + 1e-3


def test_on_the_terrain():
    answer = ndimage.correlate(lab.terrain, lab.kernel.reshape(3, 3))[1:-1, 1:-1]
    right = ndimage.sobel(lab.terrain, axis=1)[1:-1, 1:-1]
    assert lab.wrong == pytest.approx(np.sqrt(np.sum((answer - right) ** 2) / np.sum(right**2)))


def test_what_noise_does_to_the_weights():
    X = lab.windows(lab.patches(128), 3).reshape(-1, 9)
    np.testing.assert_array_equal(lab.X, X)
    noisy = X @ lab.sobel + np.random.default_rng(9).normal(0, 0.2, len(X))
    sigma = np.full(len(X), 0.2)
    _, covariance = optimize.curve_fit(
        lambda x, *w: x @ np.array(w), X, noisy, p0=np.zeros(9), sigma=sigma, absolute_sigma=True
    )
    assert lab.expected == pytest.approx(np.sqrt(np.mean(np.diag(covariance))), rel=1e-4)
    assert lab.off == pytest.approx(lab.expected, rel=0.2)


# ---- the network


@pytest.mark.parametrize("kind", lab.KINDS)
def test_the_ink_of_a_shape_is_its_outline(kind):
    """A stroke is 0.8 px wide at full ink and fades over 1 px to each side: 1.8 px of ink for each of length."""
    for seed in range(5):
        rng = np.random.default_rng(seed)
        x, y, size = rng.uniform(7, 12), rng.uniform(7, 12), rng.uniform(4, 6.5)
        ink = lab.draw(kind, np.random.default_rng(seed)) - rng.normal(0, 0.3, (20, 20))
        length = {
            "circle": 2 * np.pi * size,
            "square": 8 * size,
            "triangle": 6 * np.sqrt(3) * 0.6 * size,
            "cross": 4 * size,
        }[kind]
        assert ink.sum() / 1.8 == pytest.approx(length, rel=0.15)
        down, right = ndimage.center_of_mass(ink)
        assert right == pytest.approx(x, abs=0.3)
        assert down == pytest.approx(y, abs=1.2 if kind == "triangle" else 0.3)


def test_the_shapes_take_turns():
    for answers, count in ((lab.train_answers, 800), (lab.test_answers, 400)):
        assert np.bincount(answers).tolist() == [count / 4] * 4
    assert not (lab.train[:400] == lab.test).any()


def onnx_chances(network, pictures):
    """The network as ONNX Runtime runs it."""
    kernels, bias, weights, offset = (np.asarray(part, "float32") for part in network)
    constants = {
        "kernels": kernels.T.reshape(-1, 1, 5, 5),
        "bias": bias,
        "weights": weights,
        "offset": offset,
    }
    nodes = [
        helper.make_node("Conv", ["x", "kernels", "bias"], ["maps"]),
        helper.make_node("Relu", ["maps"], ["positive"]),
        helper.make_node("MaxPool", ["positive"], ["top"], kernel_shape=[8, 8], strides=[8, 8]),
        helper.make_node("Transpose", ["top"], ["turned"], perm=[0, 2, 3, 1]),
        helper.make_node("Flatten", ["turned"], ["flat"]),
        helper.make_node("Gemm", ["flat", "weights", "offset"], ["scores"]),
        helper.make_node("Softmax", ["scores"], ["y"], axis=1),
    ]
    graph = helper.make_graph(
        nodes,
        "network",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, (len(pictures), 1, 20, 20))],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 22)], ir_version=10)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(None, {"x": pictures[:, None].astype("float32")})[0]


@pytest.mark.parametrize("name", ["network", "control"])
def test_the_network_answers_as_in_onnx_runtime(name):
    network = getattr(lab, name)
    chances = onnx_chances(network, lab.test)
    np.testing.assert_allclose(lab.forward(network, lab.test)[-1], chances, atol=1e-4)
    right = np.mean(chances.argmax(axis=1) == lab.test_answers)
    fact = FACTS["held_out"] if name == "network" else FACTS["control_out"]
    assert fact == pytest.approx(right, abs=1 / 400)


def plain_loss(flat, pictures, answers):
    """The loss written down again, one picture and one kernel at a time."""
    kernels, bias, weights, offset = np.split(flat, [150, 156, 252])
    total = 0
    for picture, answer in zip(pictures, answers, strict=True):
        tops = np.zeros((2, 2, 6))
        for f in range(6):
            kernel = kernels.reshape(25, 6)[:, f].reshape(5, 5)
            positive = (signal.correlate2d(picture, kernel, "valid") + bias[f]).clip(0)
            tops[:, :, f] = [[positive[r : r + 8, c : c + 8].max() for c in (0, 8)] for r in (0, 8)]
        scores = tops.ravel() @ weights.reshape(24, 4) + offset
        total += np.logaddexp.reduce(scores) - scores[answer]
    return total / len(pictures)


@pytest.mark.parametrize("trained", [False, True])
def test_the_backward_pass(trained):
    network = lab.network if trained else lab.fresh(seed=3)
    few = lab.test[:5], lab.test_answers[:5]
    flat = np.concatenate([part.ravel() for part in network])
    assert lab.network_loss(network, *few) == pytest.approx(plain_loss(flat, *few))
    slopes = optimize.approx_fprime(flat, plain_loss, 1e-7, *few)
    made = np.concatenate([part.ravel() for part in lab.backward(network, *few)])
    assert len(made) == FACTS["numbers"] == 6 * 25 + 6 + 24 * 4 + 4
    np.testing.assert_allclose(made, slopes, atol=1e-5)


def test_another_start_learns_too():
    """What the page says does not depend on one seed."""
    learned, control = lab.fresh(seed=1), lab.fresh(seed=1)
    lab.fit(learned, learning=[0, 1, 2, 3])
    lab.fit(control, learning=[2, 3])
    np.testing.assert_array_equal(control[0], lab.fresh(seed=1)[0])
    accuracies = [np.mean(onnx_chances(n, lab.test).argmax(axis=1) == lab.test_answers) for n in (learned, control)]
    assert accuracies[0] > 0.9
    assert accuracies[0] > accuracies[1] + 0.05 > 0.3


def test_the_table_of_answers():
    assert lab.table.sum(axis=1).tolist() == [100] * 4
    assert np.trace(lab.table) / 400 == pytest.approx(FACTS["held_out"])
    assert FACTS["held_out"] > 0.9 > FACTS["control_out"] > 0.3
    assert (FACTS["pictures"], FACTS["tested"]) == (800, 400)
