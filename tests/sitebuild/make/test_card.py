"""The card of a page: its words in their place, joined and ordered as they are read, its figure in its own colours."""

import base64
import io

import numpy as np
import pytest
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFont

from sitebuild.core.project import LANGUAGES
from sitebuild.core.sources import pages, title
from sitebuild.language.labels import labels
from sitebuild.make import card, worker
from sitebuild.make.card import BOLD, HEIGHT, MARGIN, WIDTH
from sitebuild.make.colours import palette
from sitebuild.make.job import Job, Words

SITE = {"en": "Kernels, Convolution and Pooling", "fa": "کرنل، کانولوشن و ادغام"}
TITLES = [(language, title(path)) for language in LANGUAGES for path in pages(language).values()]
OVER = 6  # px: a part of a letter, such as the stroke of a kaf, or the line around a figure may stand out so far
LONG = [
    ("en", "Depthwise separable convolution, dilated and transposed convolution"),
    ("fa", "آزمایشگاه: اندازه‌گیری بیشینه و میانگین در شبکه‌های عصبی کانولوشنی ژرف"),
    ("en", "Internationalisation"),
    ("fa", "CNN چیست؟"),
]


def paper_around(picture: Image.Image, margin: int) -> bool:
    """Tell whether the margins of a card are paper, pixel by pixel."""
    pixels = np.asarray(picture.convert("RGB"))
    inked = (pixels != ImageColor.getrgb(palette("light")["paper"])).any(axis=2)
    inked[margin:-margin, margin:-margin] = False
    return not inked.any()


@pytest.mark.parametrize(("language", "words"), [*TITLES, *LONG])
def test_no_word_leaves_its_place(language, words):
    written, boxes = card.lettering(Words(language, words, SITE[language][:12], SITE[language]))
    assert paper_around(written, MARGIN - OVER)
    left_edge = MARGIN if language == "en" else WIDTH - MARGIN - card.COLUMN
    own = (left_edge - OVER, left_edge + card.COLUMN + OVER)
    for left, top, right, bottom in boxes:
        assert own[0] <= left < right <= own[1]
        assert MARGIN - 2 <= top < bottom <= HEIGHT - MARGIN + 2
    for (_, _, _, bottom), (_, top, _, _) in zip(boxes, boxes[2:], strict=False):
        assert bottom <= top + 1  # neighbours may touch where one letter goes down and another up


def test_a_title_that_fits_in_no_size_is_refused():
    with pytest.raises(ValueError, match="does not fit on a card in 3 lines; shorten it"):
        card.lettering(Words("en", "word " * 60, "", ""))


def test_a_title_is_set_large_in_few_lines_of_equal_length():
    size, lines = card.fitted("What is it that we call a kernel", lambda line: 0.45 * len(line), 1.2, 400)
    assert size == card.TITLE[0]
    assert max(map(len, lines)) == min(max(map(len, way)) for way in card.broken("What is it that we call a kernel", 3))


def test_a_short_title_stays_in_one_line():
    assert card.fitted("Two words", lambda line: 0.45 * len(line), 1.2, 400) == (card.TITLE[0], ["Two words"])


def test_a_word_may_be_broken_after_its_hyphen_and_is_whole_otherwise():
    assert list(card.broken("cross-correlation", 2)) == [["cross-", "correlation"]]
    assert list(card.broken("cross-correlation", 1)) == [["cross-correlation"]]


def ink(picture: Image.Image) -> Image.Image:
    """Return the dark part of a picture alone."""
    grey = picture.convert("L").point([255 - min(value, 250) for value in range(256)])
    return grey.crop(grey.point([0] * 60 + [255] * 196).getbbox())


def likeness(one: Image.Image, other: Image.Image) -> float:
    """Return how alike two drawings are when one is scaled to the size of the other; 1 is the same."""
    a, b = np.asarray(one, float), np.asarray(other.resize(one.size), float)
    return float(np.corrcoef(a.ravel(), b.ravel())[0, 1])


# Unicode has a sign for each form of a letter. Put in the order of the eye, they need neither shaping nor ordering.
SHAPED = "\N{ARABIC LETTER MEEM ISOLATED FORM}\N{ARABIC LETTER ALEF FINAL FORM}\N{ARABIC LETTER GAF INITIAL FORM}"
ALONE = "\N{ARABIC LETTER MEEM ISOLATED FORM}\N{ARABIC LETTER ALEF ISOLATED FORM}\N{ARABIC LETTER GAF ISOLATED FORM}"


def test_a_persian_title_is_joined_and_goes_from_right_to_left():
    written, boxes = card.lettering(Words("fa", "گام", "", ""))
    drawn = ink(written.crop([round(v) for v in boxes[0]]))
    file = card.FONTS / "vazirmatn-arabic-wght-normal.woff2"
    font = ImageFont.truetype(file, 84, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([BOLD])

    def by_hand(signs):
        picture = Image.new("L", (500, 300), 255)
        ImageDraw.Draw(picture).text((100, 60), signs, 0, font)
        return ink(picture)

    assert likeness(drawn, by_hand(SHAPED)) > 0.9
    assert likeness(drawn, by_hand(SHAPED[::-1])) < 0.6
    assert likeness(drawn, by_hand(ALONE)) < 0.6


@pytest.mark.parametrize("words", [*(words for language, words in TITLES if language == "fa"), "«یک» (CNN): ۳ و 12"])
def test_the_font_of_each_stretch_has_its_signs(words):
    """A sign that a font lacks would be a gap or an empty box."""
    stretches = card.runs(words)
    assert "".join(stretch for stretch, _ in stretches) == words
    for stretch, script in stretches:
        signs = TTFont(card.FONTS / f"vazirmatn-{script}-wght-normal.woff2").getBestCmap()
        assert {sign for sign in stretch if ord(sign) not in signs} == set(), (stretch, script)


def test_a_sign_between_persian_words_stands_between_them():
    """From right to left: a word, its colon, a space, the next word."""
    assert [stretch for stretch, _ in card.runs("یک: دو")] == ["یک", ":", " ", "دو"]
    assert [stretch for stretch, _ in card.runs("(max pooling)")] == ["(", "max pooling", ")"]
    whole, parts = (card.Line(text, "fa", 60, BOLD).width for text in ("یک: دو", "یکدو"))
    narrow = sum(card.Line(sign, "fa", 60, BOLD).width for sign in (":", " "))
    assert 60 * 0.2 < narrow < 60 * 0.7, "both are narrow signs, no empty boxes"
    assert whole > parts


def test_a_name_in_latin_letters_stands_where_it_is_read():
    """A Persian line that begins with one has it on the right, one that ends with it on the left."""

    def drawn(text):
        picture = Image.new("RGB", (900, 200), "white")
        card.Line(text, "fa", 60, BOLD).draw(ImageDraw.Draw(picture), 880, 120, "black")
        return ink(picture)

    name = drawn("CNN")
    for text, first in (("CNN چیست", True), ("چیست CNN", False)):
        line = drawn(text)
        places = {True: (line.width - name.width, line.width), False: (0, name.width)}
        found = {
            side: likeness(name, ink(ImageChops.invert(line.crop((left, 0, right, line.height)))))
            for side, (left, right) in places.items()
        }
        assert found[first] > 0.9 > found[not first], (text, found)


def test_a_bracket_in_persian_opens_to_the_left():
    def drawn(language):
        picture = Image.new("RGB", (200, 200), "white")
        card.Line("(", language, 60, BOLD).draw(ImageDraw.Draw(picture), 100, 120, "black")
        return ink(picture)

    one, other = drawn("fa"), Image.new("RGB", (200, 200), "white")
    ImageDraw.Draw(other).text((100, 60), ")", "black", card.font("latin", 60, BOLD), direction="ltr")
    assert likeness(one, ink(other)) > 0.9


def test_words_stand_at_the_side_where_reading_begins():
    for language, side in (("en", 0), ("fa", 2)):
        _, boxes = card.lettering(Words(language, SITE[language], "x", ""))
        edges = [box[side] for box in boxes]
        assert edges == pytest.approx([MARGIN if side == 0 else WIDTH - MARGIN] * len(edges), abs=8)


@pytest.mark.parametrize("tall", [1, 3])
def test_a_figure_of_any_shape_stays_in_its_place_and_has_real_colours(tall):
    from snippets.shared import drawing

    def figure():
        fig, ax = drawing.canvas(11, 9 * tall)
        for i in range(tall):
            drawing.grid(ax, np.ones((8, 11)), y=9 * i)
        return fig

    picture = card.pictured(figure)
    assert card.PICTURE - 2 <= picture.width <= card.PICTURE + 4
    assert picture.height <= HEIGHT - 2 * MARGIN
    colours = {colour for _, colour in picture.getcolors(1 << 24)}
    assert ImageColor.getrgb(palette("light")["ink"]) in colours
    assert not {colour for colour in colours if colour[0] == 0xFE and colour[1] == 0}
    assert drawing.colour("ink") == "#fe0000"  # the placeholder is back


def test_a_small_figure_is_enlarged_no_further_than_twice():
    from snippets.shared import drawing

    def figure():
        fig, ax = drawing.canvas(2, 2)
        drawing.grid(ax, np.ones((2, 2)))
        return fig

    width = 72 * figure().get_size_inches()[0]
    assert 1.5 * width < card.pictured(figure).width <= 2 * width + 4 < card.PICTURE


# ---- the whole card


@pytest.mark.parametrize(
    "job",
    [
        Job("card", "pooling/overlap", "en", "pooling/one", Words("en", "One", "Pooling", "Site")),
        Job("card", "pooling/overlap", "fa", "pooling/one", Words("fa", "یک", "ادغام", "سایت")),
        Job("card", "", "en", "two", Words("en", "Two", "Pooling", "Site")),
    ],
    ids=["English", "Persian", "without a figure"],
)
def test_a_card_is_a_picture_of_its_size_with_the_same_bytes_each_time(job):
    made = card.make(job, labels())
    picture = Image.open(io.BytesIO(base64.b64decode(made["png"])))
    assert (picture.format, picture.size) == ("PNG", (WIDTH, HEIGHT))
    assert paper_around(picture, MARGIN - OVER)
    # Words stand where reading begins, the picture at the other side: neither half is empty.
    pixels = np.asarray(picture.convert("RGB"))
    inked = (pixels != ImageColor.getrgb(palette("light")["paper"])).any(axis=2)
    assert min(inked[:, : WIDTH // 2].mean(), inked[:, WIDTH // 2 :].mean()) > 0.005
    assert bool(made["labels"]) == bool(job.name), "what the figure says is noted, so that another word draws it anew"
    assert card.make(job, labels()) == made


def test_the_words_and_the_picture_have_colours_of_their_own():
    """A photograph of many colours leaves the words theirs."""
    words, _ = card.lettering(Words("en", "One", "Pooling", "Site"))
    noise = np.random.default_rng(0).integers(0, 256, (200, 200, 3), dtype=np.uint8)
    packed = card.packed(words, Image.fromarray(noise), (900, 200))
    picture = Image.open(io.BytesIO(base64.b64decode(packed))).convert("RGB")
    inside = np.asarray(picture)[200:400, 900:1100]
    assert len(np.unique(inside.reshape(-1, 3), axis=0)) > 100
    assert np.abs(inside.astype(int) - noise).mean() < 40
    outside = {colour for _, colour in picture.crop((0, 0, 800, HEIGHT)).getcolors(1 << 24)}
    for role in ("paper", "ink"):
        assert ImageColor.getrgb(palette("light")[role]) in outside


def test_a_title_that_is_too_long_names_its_page():
    job = Job("card", "", "en", "pooling/one", Words("en", "long " * 80, "Pooling", "Site"))
    said = str(worker.failure(job, worker.perform({}, job)))
    assert said.startswith("docs/en/pooling/one.md:1: its card cannot be drawn: ValueError: the title 'long")
    assert "shorten it" in said
