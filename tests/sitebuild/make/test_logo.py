"""The mark, looked at pixel by pixel: nine cells, of which the window is on the upper left four."""

import io
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageColor

from sitebuild.make import logo
from sitebuild.make.colours import palette

BLUE, ORANGE = palette("light")["window-1"], palette("dark")["window-2"]
# The middles of the cells in parts of a side of 24: a cell is 5 wide, 1.5 from the next and 3 from the edge.
MIDDLES = (5.5, 12, 18.5)


@pytest.fixture(scope="module")
def picture():
    return Image.open(io.BytesIO(logo.png(180)))


def pixel(picture, x, y):
    """Return the colour at a place, in parts of a side of 24."""
    return picture.getpixel((int(x * picture.width / 24), int(y * picture.height / 24)))


@pytest.mark.parametrize("size", [32, 180])
def test_a_picture_has_the_size_that_is_asked_for_and_says_nothing_else(size):
    picture = Image.open(io.BytesIO(logo.png(size)))
    assert (picture.format, picture.mode, picture.size, picture.info) == ("PNG", "RGB", (size, size), {})


def test_the_window_is_on_four_of_nine_cells(picture):
    blue = ImageColor.getrgb(BLUE)
    for row, y in enumerate(MIDDLES):
        for column, x in enumerate(MIDDLES):
            colour = pixel(picture, x, y)
            if row < 2 and column < 2:
                assert colour == (255, 255, 255), (row, column)
            else:  # 45 parts of white over 55 of the tile
                wanted = [0.45 * 255 + 0.55 * part for part in blue]
                assert colour == pytest.approx(wanted, abs=1), (row, column)


def test_the_tile_fills_the_square_and_shows_between_the_cells(picture):
    for x, y in ((0.1, 0.1), (23.9, 0.1), (23.9, 23.9), (8.75, 5.5), (12, 8.75), (17, 22)):
        assert pixel(picture, x, y) == ImageColor.getrgb(BLUE), (x, y)


def test_a_frame_stands_around_the_four_cells_and_no_further(picture):
    for x, y in ((1.9, 8.7), (8.7, 1.9), (15.6, 8.7), (8.7, 15.6)):
        assert pixel(picture, x, y) == ImageColor.getrgb(ORANGE), (x, y)
    for x, y in ((15.6, 18.5), (18.5, 15.6)):
        assert pixel(picture, x, y) != ImageColor.getrgb(ORANGE), (x, y)


def paths(text):
    """Return the shapes of a drawing by their names, in order."""
    return [(shape.tag.rpartition("}")[2], shape.attrib) for shape in ElementTree.fromstring(text)]


def test_a_file_of_its_own_has_a_tile_and_colours():
    text = logo.svg(tile=True)
    assert ElementTree.fromstring(text).tag == "{http://www.w3.org/2000/svg}svg", "a file has to name what it is"
    (_, tile), (_, seen), (_, faint), (_, window) = paths(text)
    assert (tile["width"], tile["height"], tile["fill"]) == ("24", "24", BLUE)
    assert (seen["fill"], seen["d"].count("M"), seen["fill-opacity"]) == ("white", 4, "1")
    assert (faint["fill"], faint["d"].count("M"), faint["fill-opacity"]) == ("white", 5, "0.45")
    assert (window["stroke"], window["fill"]) == (ORANGE, "none")


def test_the_drawing_and_the_picture_have_the_same_shapes(picture):
    _, (_, seen), _, (_, window) = paths(logo.svg(tile=True))
    corners = {tuple(map(float, move.split("h")[0].split())) for move in seen["d"].split("M")[1:]}
    assert corners == {(3, 3), (9.5, 3), (3, 9.5), (9.5, 9.5)}
    for x, y in corners:
        assert pixel(picture, x + 2, y + 2) == pixel(picture, x + 3, y + 3) == (255, 255, 255)
    left, top, width, height = (float(window[name]) for name in ("x", "y", "width", "height"))
    assert (left, top) == (1.9, 1.9)
    assert (left + width, top + height) == pytest.approx((15.6, 15.6))


def test_in_a_page_it_has_the_colours_of_the_page_and_is_not_read_out():
    text = logo.svg(tile=False)
    assert ElementTree.fromstring(text).attrib == {"aria-hidden": "true", "viewBox": "0 0 24 24"}
    assert [shape.get("fill") for _, shape in paths(text)] == ["var(--fig-ink)", "var(--fig-ink)", "none"]
    assert "#" not in text, "a fixed colour would not follow the scheme"


def test_the_files_are_written_where_browsers_ask_for_them(tmp_path):
    logo.write(tmp_path)
    assert ElementTree.parse(tmp_path / "assets" / "icons" / "icon.svg").getroot().get("viewBox") == "0 0 24 24"
    assert Image.open(tmp_path / "assets" / "icons" / "icon.png").size == (180, 180)
