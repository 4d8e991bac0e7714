"""The pictures of a lab in the colours of both schemes; tests/site/test_built.py looks at those of the pages."""

import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from sitebuild.make.lab_pictures import repaint


@pytest.fixture
def figure():
    made = Figure(layout="constrained")
    ax = made.add_subplot(title="Loss", xlabel="step")
    ax.plot([1, 3, 2])
    ax.imshow([[0, 1], [1, 0]], cmap="gray")
    made.canvas.draw()
    repaint(made, {"#000000": "#e8eaef", "#ffffff": "#15181e"})
    return made


def test_texts_frames_and_grounds_are_painted(figure):
    (ax,) = figure.axes
    texts = [ax.title, ax.xaxis.label, *ax.get_xticklabels()]
    assert {to_hex(text.get_color()) for text in texts} == {"#e8eaef"}
    assert {to_hex(spine.get_edgecolor()) for spine in ax.spines.values()} == {"#e8eaef"}
    assert {to_hex(tick.get_markeredgecolor()) for tick in ax.get_xticklines()} == {"#e8eaef"}
    assert {to_hex(ground.patch.get_facecolor()) for ground in (figure, ax)} == {"#15181e"}


def test_curves_keep_their_colour_and_what_is_not_filled_stays_so(figure):
    (ax,) = figure.axes
    (curve,) = ax.get_lines()
    assert to_hex(curve.get_color()) == "#1f77b4"
    assert all(spine.get_facecolor()[3] == 0 for spine in ax.spines.values())
