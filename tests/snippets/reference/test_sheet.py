"""The numbers and names of the cheat sheet, against ONNX Runtime, SciPy, OpenCV, NumPy and hand work."""

import cv2
import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper
from scipy import ndimage, signal

from sitebuild.core.project import DOCS
from sitebuild.core.sources import read
from sitebuild.language.numbers import localised
from snippets.reference import sheet_borders, sheet_counts, sheet_kernels, sheet_sizes


def run(operator, *arrays, **attributes):
    """Run one operator of ONNX."""
    names = [f"x{i}" for i in range(len(arrays))]
    graph = helper.make_graph(
        [helper.make_node(operator, names, ["y"], **attributes)],
        "one",
        [helper.make_tensor_value_info(n, TensorProto.FLOAT, a.shape) for n, a in zip(names, arrays, strict=True)],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 22)], ir_version=10)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(None, dict(zip(names, arrays, strict=True)))[0]


def row(n):
    return np.arange(1, n + 1, dtype=np.float32)[None, None]


def taps(k):
    return np.ones((1, 1, k), np.float32)


# ---------------------------------------------------------------------------- sizes


def test_the_plain_size_is_onnx_runtimes():
    made = run("Conv", row(60), taps(5), strides=[2], pads=[1, 1])
    assert made.shape[2] == 29
    facts = sheet_sizes.facts()
    assert facts["plain"] == r"\lfloor (60 + 2 \cdot 1 - 1 \cdot 4 - 1) / 2 \rfloor + 1 = 29"
    assert facts["plain_case"] == r"n = 60,\; k = 5,\; s = 2,\; p = 1,\; d = 1"
    assert facts["left"] == 60 + 2 - (28 * 2 + 5)


def test_ceil_mode_is_onnx_runtimes():
    facts = sheet_sizes.facts()
    for ceil_mode, name in ((0, "kept_floor"), (1, "kept_ceil")):
        made = run("MaxPool", row(6), kernel_shape=[3], strides=[2], ceil_mode=ceil_mode)
        assert made.shape[2] == facts[name]
    made = run("MaxPool", row(5), kernel_shape=[2], strides=[2], pads=[1, 1], ceil_mode=1)
    assert made.shape[2] == facts["dropped_ceil"] == 3
    assert facts["dropped_bare"] == 4  # 5/2, rounded up, and one


@pytest.mark.parametrize("name", ["valid", "same", "full"])
def test_the_three_names_are_numpys(name):
    assert len(np.convolve(np.ones(12), np.ones(5), name)) == sheet_sizes.facts()[name]


def test_same_with_a_stride_is_onnx_runtimes():
    made = run("Conv", row(10), taps(4), strides=[3], auto_pad="SAME_UPPER")
    assert made.shape[2] == sheet_sizes.facts()["same_size"] == 4


def test_the_way_up_is_onnx_runtimes():
    made = run("ConvTranspose", row(14), taps(4), strides=[2], pads=[1, 1])
    assert sheet_sizes.facts()["up"].endswith(f"= {made.shape[2]}")
    assert made.shape[2] == 28


def test_the_receptive_field_is_what_moves_the_network():
    """Pixels that move one number, found by moving them."""
    moved = []
    for pixel in range(40):
        x = np.zeros((1, 1, 40), np.float32)
        x[0, 0, pixel] = 1
        for k, s in ((5, 1), (3, 2), (3, 1)):
            x = run("Conv", x, taps(k), strides=[s])
        moved.append(x[0, 0, 3:5] != 0)
    first, second = np.array(moved).T
    assert first.sum() == second.sum() == 11
    assert second.argmax() - first.argmax() == sheet_sizes.facts()["jump"]
    assert sheet_sizes.facts()["field"] == "1 + 4 + 2 + 4 = 11"


# ---------------------------------------------------------------------------- counts


def test_counts_by_hand():
    assert sheet_counts.facts() == {
        "layer": r"16 \to 48,\; 3 \times 3",
        "parameters": r"48 \cdot (16 \cdot 9 + 1) = 6960",
        "side": 28,
        "work": pytest.approx(5.419008),  # 48 * 16 * 9 * 784 / 1e6
        "split": "144 + 768 = 912",  # 16 * 9 and 16 * 48
        "whole": 6912,
        "k": 9,
        "once": "k^2 = 81",
        "passes": "2k = 18",
        "image": 512,
        "fourier_from": 9,
    }
    share = 912 / 6912
    assert share == pytest.approx(1 / 48 + 1 / 9)


# ---------------------------------------------------------------------------- kernels


def test_kernels_of_scipy_and_opencv():
    def weights(name):
        array, divisor = sheet_kernels.KERNELS[name]
        return array / divisor

    impulse = np.zeros((5, 5))
    impulse[2, 2] = 1
    middle = np.s_[1:-1, 1:-1]
    np.testing.assert_array_equal(cv2.blur(impulse, (3, 3))[middle], weights("box"))
    np.testing.assert_array_equal(cv2.GaussianBlur(impulse, (3, 3), 0)[middle], weights("gauss"))
    np.testing.assert_array_equal(ndimage.laplace(impulse)[middle], weights("laplace"))
    for name, derivative in (("sobel", (1, 0)), ("horizontal", (0, 1))):
        turned = cv2.Sobel(impulse, cv2.CV_64F, *derivative)[middle]
        np.testing.assert_array_equal(turned[::-1, ::-1], weights(name))
    turned = cv2.Scharr(impulse, cv2.CV_64F, 1, 0)[middle]
    np.testing.assert_array_equal(turned[::-1, ::-1], weights("scharr"))


def test_sums_by_hand():
    sums = {name.removesuffix("_sum"): n for name, n in sheet_kernels.facts().items() if name.endswith("_sum")}
    ones = {"box", "gauss", "sharpen", "emboss"}
    assert sums == {name: int(name in ones) for name in sheet_kernels.KERNELS}


def test_a_kernel_as_maths():
    assert sheet_kernels.facts()["gauss"] == r"\begin{bmatrix}1 & 2 & 1 \\ 2 & 4 & 2 \\ 1 & 2 & 1\end{bmatrix}/ 16"


# ---------------------------------------------------------------------------- borders and defaults


@pytest.mark.parametrize("idea", ["zero", "twice", "once", "edge", "wrap"])
def test_each_filling_is_opencvs_and_scipys(idea):
    facts = sheet_borders.facts()
    pixels = np.array([1, 2, 3, 4], np.uint8)
    made = cv2.copyMakeBorder(pixels[None], 0, 0, 3, 3, getattr(cv2, f"BORDER_{facts[f'{idea}_opencv']}"))[0]
    letters = "".join("0abcd"[value] for value in made)
    assert facts[idea] == f"{letters[:3]}|{letters[3:7]}|{letters[7:]}"
    far = [ndimage.correlate1d(pixels, np.eye(7, dtype=int)[i], mode=facts[f"{idea}_scipy"]) for i in (0, 6)]
    assert [*far[0][:3], *far[1][-3:]] == [*made[:3], *made[-3:]]


IMAGE = np.arange(30.0).reshape(5, 6) % 7
KERNEL = np.array([[1.0, 2, 4], [8, 16, 32], [64, 128, 256]])
ROUTINES = {
    "scipy.signal.convolve2d": lambda: signal.convolve2d(IMAGE, KERNEL),
    "scipy.ndimage.convolve": lambda: ndimage.convolve(IMAGE, KERNEL),
    "scipy.ndimage.correlate": lambda: ndimage.correlate(IMAGE, KERNEL),
    "cv2.filter2D": lambda: cv2.filter2D(IMAGE, -1, KERNEL),
    "PyTorch, Keras, ONNX": lambda: run("Conv", *(a.astype(np.float32)[None, None] for a in (IMAGE, KERNEL)))[0, 0],
    "np.convolve": lambda: np.convolve(IMAGE[0], KERNEL[0])[None],
    "np.correlate": lambda: np.correlate(IMAGE[0], KERNEL[0])[None],
}
MODES = {"zeros": "constant", "none": "constant", "reflect": "symmetric", "REFLECT_101": "reflect"}


def table():
    """Return the rows of the sheet's table of routines."""
    facts = sheet_borders.facts()
    text = (DOCS / "en" / "cheat-sheet.md").read_text("utf-8")
    text = text[text.index("| Routine |") :].split("\n\n")[0]
    for name in ("twice_scipy", "once_opencv"):
        text = text.replace(f"{{{{ reference/sheet_borders.{name} }}}}", facts[name])
    return {
        cells[0]: cells[1:] for cells in ([c.strip(" `") for c in r.strip("|").split("|")] for r in text.split("\n"))
    }


def test_the_table_names_these_routines():
    assert set(table()) - {"Routine", "---"} == set(ROUTINES)


@pytest.mark.parametrize("name", ROUTINES)
def test_what_a_routine_does_when_nothing_is_said(name):
    """Slid by hand, with the flip, the size and the border that the table gives."""
    flips, size, border = table()[name]
    image, kernel = (IMAGE[:1], KERNEL[:1]) if name.startswith("np.") else (IMAGE, KERNEL)
    more = {"valid": 0, "same": 1, "full": 2}[size]
    padded = np.pad(image, [(more if n > 1 else 0,) * 2 for n in kernel.shape], MODES[border])
    if flips == "yes":
        kernel = kernel[::-1, ::-1]
    h, w = kernel.shape
    expected = [
        [sum(padded[r + i, c + j] * kernel[i, j] for i in range(h) for j in range(w)) for c in columns]
        for columns in [range(padded.shape[1] - w + 1)]
        for r in range(padded.shape[0] - h + 1)
    ]
    np.testing.assert_allclose(ROUTINES[name](), expected)


def test_the_network_table_as_onnx_runtime_has_it():
    assert run("MaxPool", row(6), kernel_shape=[3]).shape[2] == 4  # stride one
    mean = run("AveragePool", row(3), kernel_shape=[3], pads=[1, 1])
    assert mean[0, 0, 0] == 1.5  # (1 + 2) / 2: the padding is not counted
    steps = np.array([[[1, 10]]], np.float32)
    assert run("Conv", row(3), steps, auto_pad="SAME_UPPER")[0, 0].tolist() == [21, 32, 3]


def test_the_odd_zero_of_the_others_stands_at_the_start():
    pixels, kernel = np.array([1.0, 2, 3]), np.array([1.0, 10])
    assert np.correlate(pixels, kernel, "same").tolist() == [10, 21, 32]
    assert ndimage.correlate1d(pixels, kernel, mode="constant").tolist() == [10, 21, 32]
    assert cv2.filter2D(pixels[None], -1, kernel[None], borderType=cv2.BORDER_CONSTANT)[0].tolist() == [10, 21, 32]


def test_when_onnx_got_dilated_mean_pooling():
    def has(version):
        schema = onnx.defs.get_schema("AveragePool", max_inclusive_version=version)
        return "dilations" in schema.attributes and schema.since_version == version

    since = next(filter(has, range(1, onnx.defs.onnx_opset_version() + 1)))
    for language, said in (
        ("en", f"`dilations` since version {since} "),
        ("fa", f"نسخهٔ {localised(str(since), 'fa')} "),
    ):
        (line,) = [one for one in read(DOCS / language / "references.md").splitlines() if "onnx__AveragePool" in one]
        assert said in line
