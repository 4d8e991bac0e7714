"""Other libraries gave what is recorded; what the pages compute in NumPy, and the functions, give the same."""

import copy
import json

import numpy as np
import pytest

from snippets.functions.adaptive_pool2d import adaptive_avg_pool2d
from snippets.functions.conv2d import conv2d
from snippets.functions.conv_transpose2d import conv_transpose2d
from snippets.functions.pool2d import avg_pool2d, max_pool2d
from snippets.functions.pool2d_grad import max_pool2d_grad
from snippets.libraries import answers, behind_maximum, measured, port_anchor, port_same, port_transposed, port_weights
from tests.libraries import run

RECORD = json.loads(answers.RECORD.read_text("utf-8"))
TOLD = {library: one["answers"] for library, one in RECORD.items()}
ROW = np.array([[1.0, 2, 3, 4, 5, 6]])


def image(*numbers):
    return np.array(numbers, float).reshape(1, 1, -1)


def weight(*numbers):
    return np.array(numbers, float).reshape(1, 1, 1, -1)


@pytest.mark.parametrize(
    ("library", "question", "ours"),
    [
        ("pytorch", "flip", lambda: conv2d(image(0, 0, 1, 0, 0), weight(1, 2, 3), padding="same")),
        ("pytorch", "dilation", lambda: conv2d(image(1, 2, 3, 4), weight(1, 10), dilation=(1, 2))),
        ("pytorch", "stride_and_dilation", lambda: conv2d(image(1, 2, 3, 4, 5), weight(1, 10), None, 2, 0, (1, 2))),
        ("pytorch", "same_even", lambda: conv2d(image(1, 2, 3), weight(1, 10), padding="same")),
        ("tensorflow", "same_stride", lambda: conv2d(ROW[None], weight(1, 1, 1), stride=2, padding="same")),
        ("pytorch", "transposed_valid", lambda: conv_transpose2d(image(1, 2), weight(1, 10, 100), stride=(1, 2))),
        (
            "pytorch",
            "transposed_twice",
            lambda: conv_transpose2d(image(1, 2), weight(1, 10, 100), None, (1, 2), (0, 1), (0, 1)),
        ),
        ("pytorch", "max_border", lambda: max_pool2d([[-1, -2, -3]], (1, 3), 2, (0, 1))),
        ("pytorch", "mean_border", lambda: avg_pool2d(ROW, (1, 3), 2, (0, 1))),
        ("pytorch", "mean_border_real", lambda: avg_pool2d(ROW, (1, 3), 2, (0, 1), count_include_pad=False)),
        ("pytorch", "mean_ceil", lambda: avg_pool2d(ROW[:, :5], (1, 2), ceil_mode=True)),
        ("pytorch", "mean_ceil_padded", lambda: avg_pool2d(ROW[:, :4], (1, 3), 2, (0, 1), ceil_mode=True)),
        ("pytorch", "tie", lambda: max_pool2d([[5, 5, 1]], (1, 3), return_indices=True)[1]),
        ("pytorch", "tie_gradient", lambda: max_pool2d_grad([[5, 5, 1]], [[1]], (1, 3))),
        ("pytorch", "adaptive", lambda: adaptive_avg_pool2d([[1, 2, 3, 4, 5, 6, 7]], (1, 3))),
        ("tensorflow", "mean_border", lambda: port_same.means(port_same.row, 0, 1, 3, 2, 0)),
        ("onnxruntime", "mean_border_same", lambda: port_same.means(ROW[0], *port_same.same_padding(6, 3, 2), 3, 2, 0)),
        ("onnxruntime", "mean_border", lambda: port_same.means(port_same.row, 1, 1, 3, 2, 0)),
        ("onnxruntime", "mean_border_counted", lambda: port_same.means(port_same.row, 1, 1, 3, 2, 1)),
        ("pytorch", "bridge_same", lambda: conv2d(ROW[None], weight(1, 1, 1), stride=2, padding="same")),
        ("onnxruntime", "transposed_valid", lambda: port_transposed.whole),
        ("tensorflow", "transposed_twice", lambda: port_transposed.whole[:4]),
        ("pytorch", "transposed_twice", lambda: port_transposed.more[1:-1]),
        ("jax", "transposed_valid", lambda: port_transposed.stamped(np.array([1, 2]), np.array([100, 10, 1]), 2)),
        ("pytorch", "bridge_transposed", lambda: port_transposed.whole[:4]),
        ("pytorch", "depthwise", lambda: port_weights.grouped.shape),
        ("tensorflow", "depthwise", lambda: port_weights.depthwise.shape),
        ("pytorch", "flatten", lambda: port_weights.chw.ravel()),
        ("tensorflow", "flatten", lambda: port_weights.hwc.ravel()),
        ("opencv", "same_even", lambda: port_anchor.filter_row(port_anchor.row, port_anchor.kernel, 1)),
        ("opencv", "anchor", lambda: port_anchor.filter_row(port_anchor.row, port_anchor.kernel[::-1], 0)),
        ("opencv", "bytes", lambda: np.clip(port_anchor.doubled, 0, 255)),
        ("ndimage", "bytes", lambda: port_anchor.doubled.astype(np.uint8)),
    ],
)
def test_what_is_computed_here_is_what_the_library_gave(library, question, ours):
    assert np.ravel(ours()).tolist() == pytest.approx(np.ravel(TOLD[library][question]).tolist())


def test_every_library_was_asked_and_every_experiment_is_in_the_record():
    assert tuple(RECORD) == run.LIBRARIES
    for library in run.LIBRARIES:
        text = (run.RECORD.parents[2] / f"tests/libraries/with_{library}.py").read_text("utf-8")
        defined = {line[4:].split("(")[0] for line in text.splitlines() if line.startswith("def ")} - run.HELPERS
        assert {name.rstrip("_") for name in defined} == set(TOLD[library]), "run make libraries"


def test_what_a_new_version_changes_is_told():
    old = {"a": {"versions": {"a": "1"}, "answers": {"x": [1, 2], "y": "NCHW", "z": 3, "same": 4}}}
    new = copy.deepcopy(old)
    new["a"]["versions"]["a"] = "2"
    new["a"]["answers"] |= {"x": [1, 3], "y": {"refused": "ValueError", "says": "no"}}
    del new["a"]["answers"]["z"]
    assert run.changes(old, old) == []
    assert run.changes(old, new) == [
        "a: version {'a': '1'} is now {'a': '2'}",
        "a, x: [1, 2] is now [1, 3]",
        "a, y: NCHW is now {'refused': 'ValueError', 'says': 'no'}",
        "a, z: 3 is now not asked",
    ]


def test_an_answer_and_a_refusal_are_recorded_so_that_they_can_be_compared():
    def refuses():
        raise ValueError("too \n small")

    assert run.asked(refuses, "x") == {"refused": "ValueError", "says": "too small"}
    assert run.asked(lambda: np.array([[1.0, np.nan, 1 / 3]]), "x") == [1, "nan", 0.333333]
    of_torch = run.asked(
        lambda: lambda image, weight: (image[0], weight[0], 4, 4) if image[1] == weight[1] == 2 else (), "layouts"
    )
    assert of_torch == "NCHW, OIHW"


def test_the_cells_are_the_answers():
    facts = answers.facts()
    assert facts["pytorch_mean_border"] == "1, 3, 5"
    assert facts["opencv_area"] == "1.714, 4, 6.286"
    assert facts["onnxruntime_padding_limit"] == "Fail"
    assert facts["experiments"] == sum(len(told) for told in TOLD.values())


def test_facts_of_the_functions_pages():
    facts = measured.facts()
    speed = json.loads(measured.SPEED.read_text("utf-8"))["cases"]
    assert facts["max_pool"] * speed["max_pool"]["other_ms"] == pytest.approx(speed["max_pool"]["ours_ms"])
    assert (facts["calls"], facts["differ"], facts["functions"]) == (5000, 0, 12)
    # By hand: the five is the largest of the first two windows.
    assert behind_maximum.BACK.tolist() == [0, 11, 100, 0]
    assert behind_maximum.facts() == {"twice": 11, "first": 1, "second": 10}
