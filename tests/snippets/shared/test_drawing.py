import numpy as np
import pytest
from matplotlib.colors import to_rgba

from snippets.shared import drawing


def test_an_unknown_role_is_refused_with_those_there_are():
    with pytest.raises(ValueError, match=r"role: no role is called 'windw'; the roles are ink, muted"):
        drawing.colour("windw")


def test_each_role_has_a_placeholder_of_its_own():
    assert len({drawing.colour(role) for role in drawing.ROLES}) == len(drawing.ROLES)


def test_a_cell_of_a_canvas_is_thirty_pixels():
    fig, ax = drawing.canvas(11, 4)
    assert tuple(fig.get_size_inches() * 72) == (11 * 30, 4 * 30)
    (left, top), (right, bottom) = ax.transData.transform([(0, 0), (1, 1)])
    assert (right - left) == pytest.approx(top - bottom)


def test_a_grid_writes_its_values_where_they_stand():
    _, ax = drawing.canvas(4, 4)
    drawing.grid(ax, np.array([[1, -2], [np.nan, 0.25]]), 1, 1, title="Input")
    written = {(t.get_position()): t.get_text() for t in ax.texts}
    assert written == {(1.5, 1.5): "1", (2.5, 1.5): "\N{MINUS SIGN}2", (2.5, 2.5): "0.25", (2, 0.55): "Input"}


def test_a_cell_may_mean_something_else_than_its_grid():
    _, ax = drawing.canvas(2, 1)
    drawing.grid(ax, [[1, 2]], roles={(0, 1): "window-2"})
    faces = [p.get_facecolor()[:3] for p in ax.patches[:2]]
    assert faces == [to_rgba(drawing.colour(role))[:3] for role in ("input", "window-2")]


def test_photographs_share_one_width_and_keep_their_pixels():
    wide, tall = np.zeros((4, 8)), np.zeros((8, 8))
    fig = drawing.photos([("a", wide), ("b", tall), ("c", tall)], columns=2, width=100)
    assert [ax.images[0].get_array().shape for ax in fig.axes] == [(4, 8), (8, 8), (8, 8)]
    assert fig.get_size_inches()[0] * 72 == pytest.approx(210)
    sizes = [ax.get_position().size * fig.get_size_inches() * 72 for ax in fig.axes]
    assert np.array(sizes) == pytest.approx(np.array([(100, 50), (100, 100), (100, 100)]))
    assert fig.axes[0].get_position().y1 == pytest.approx(fig.axes[1].get_position().y1)  # their tops are level


def test_a_drawing_with_steps_is_at_rest_in_its_last():
    _, ax = drawing.canvas(3, 1)
    for first, last, label in ((1, 1, "a"), (2, None, "b"), (1, 2, "c"), (3, 3, "d")):
        with drawing.during(ax, first, last):
            drawing.text(ax, 1, 0, label)
    drawing.text(ax, 1, 0, "always")
    drawing.says(ax, 1, 0, "said", 2, 2)
    assert [t.get_text() for t in ax.texts if t.get_visible()] == ["b", "d", "always"]


def test_what_moves_is_drawn_as_it_stands_in_the_end():
    _, ax = drawing.canvas(3, 1)
    with drawing.during(ax, 2, 4, places=[(0, 0), (1, 0), (1, 0), (2, 0.5)], sends={3: (-1, 0)}, lands=4):
        drawing.cell(ax, 2, 0.5, 7)
    assert [artist.get_gid() for artist in (*ax.patches, *ax.texts)] == [
        "steps:2-4@1:-60,-15;2:-30,-15;4:0,0>3:-30,0=4"
    ] * 2
    assert ax.texts[0].get_position() == (2.5, 1)
    assert ax.texts[0].get_visible()
    # Shapes and numbers of what moves stay together, above what stands still.
    assert {artist.get_zorder() for artist in (*ax.patches, *ax.texts)} == {drawing.ABOVE}


def test_a_number_can_stand_in_a_corner_of_its_cell():
    _, ax = drawing.canvas(2, 2)
    drawing.grid(ax, [[1, 2]], 0.5, 1, at=(0.25, 0.75))
    drawing.cell(ax, 0, 0, "×3", at=(0.6, 0.7), size=9)
    assert [t.get_position() for t in ax.texts] == [(0.75, 1.75), (1.75, 1.75), (0.6, 0.7)]
    assert ax.texts[2].get_fontsize() == 9


@pytest.mark.parametrize(("first", "last"), [(0, None), (3, 2)])
def test_steps_that_are_none_are_refused(first, last):
    _, ax = drawing.canvas(1, 1)
    with pytest.raises(ValueError, match="steps: "), drawing.during(ax, first, last):
        drawing.text(ax, 0, 0, "a")


def test_what_does_not_change_is_drawn_once():
    _, ax = drawing.canvas(3, 1)
    values = [np.array([[1, np.nan]]), np.array([[1, 2]]), np.array([[1, -3]])]
    drawing.changing(ax, values, 0, 0, roles=[{}, {(0, 0): "window-1"}, {}])
    assert [(t.get_text(), t.get_gid()) for t in ax.texts] == [
        ("1", "steps:1-"),
        ("2", "steps:2-2"),
        ("\N{MINUS SIGN}3", "steps:3-"),
    ]
    tiles = [(p.get_x(), p.get_gid()) for p in ax.patches if p.get_gid()]
    assert sorted(tiles) == [(0, "steps:1-1"), (0, "steps:2-2"), (0, "steps:3-"), (1, "steps:1-")]


def test_a_sum_is_written_as_maths():
    assert drawing.sums([1, -3, 0]) == "1 \N{MINUS SIGN} 3 + 0 = \N{MINUS SIGN}2"
    assert drawing.sums([-1, 1]) == "\N{MINUS SIGN}1 + 1 = 0"
