"""The figure of the dive shows the state in which the page starts it, worked out by asking the network itself."""

import numpy as np

from sitebuild.core.project import DOCS
from snippets.convolution import dive
from snippets.convolution.field_photo import EYE, LEFT, SIZE, TOP
from snippets.convolution.field_recurrence import layer
from snippets.shared.photograph import PHOTO


def counting(depth, output):
    """Return which numbers behind a layer move an output of the last one: change one at a time, and look."""
    n = dive.sizes()[depth]
    found = []
    for i, x in enumerate(np.eye(n)):
        for settings in dive.LAYERS[depth : dive.DEPTH]:
            x = layer(x, *settings)
        if x[output]:
            found.append(i)
    return found


def chosen(place):
    """Return the output whose pixels lie nearest around a pixel, and these pixels."""
    spans = [counting(0, output) for output in range(dive.sizes()[dive.DEPTH])]
    output = min(range(len(spans)), key=lambda i: abs((spans[i][0] + spans[i][-1]) / 2 - place))
    return output, spans[output]


def test_what_the_chosen_number_does_not_see_is_pale():
    (output, rows), (_, columns) = chosen(EYE[0]), chosen(EYE[1])
    photo = PHOTO[TOP : TOP + SIZE, LEFT : LEFT + SIZE]
    seen = np.zeros(photo.shape, bool)
    seen[np.ix_(rows, columns)] = True
    shown = dive.dimmed()
    np.testing.assert_array_equal(shown[seen], photo[seen])
    assert np.all(shown[~seen] >= 190)
    for depth, (first, count) in enumerate(dive.behind()):
        assert counting(depth, output) == list(range(first, first + count)), depth


def test_a_number_lies_in_the_middle_of_what_it_sees():
    output, rows = chosen(EYE[0])
    first, last = dive.bar(dive.DEPTH, output, 1)
    assert (first + last) / 2 == (rows[0] + rows[-1] + 1) / 2
    assert dive.bar(0, 7, 3) == (7, 10)


def test_the_frame_of_the_figure_is_where_the_numbers_are():
    ax = dive.figure(lambda label: label).axes[0]
    frame = ax.patches[-1]
    unit = 8.4 / SIZE
    _, rows = chosen(EYE[0])
    _, columns = chosen(EYE[1])
    expected = [0.2 + columns[0] * unit, 0.9 + rows[0] * unit, len(columns) * unit, len(rows) * unit]
    np.testing.assert_allclose([*frame.get_xy(), frame.get_width(), frame.get_height()], expected)
    assert len(ax.lines) == len(dive.sizes()) + dive.DEPTH + 1


def test_without_strides_thirteen_convolutions_and_five_poolings_see_little():
    assert dive.facts() == {"plain": 1 + 13 * 2 + 5 * 1}


def test_the_pages_start_the_dive_in_the_state_of_the_figure():
    start = f"net=vgg;s=1;d=1;n={dive.DEPTH};at={EYE[0]},{EYE[1]}"
    for language in ("en", "fa"):
        page = (DOCS / language / "convolution/receptive-field.md").read_text("utf-8")
        assert f'data-explorer="dive" data-start="{start}"' in page
