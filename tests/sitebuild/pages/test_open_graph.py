import base64
import io
import json

import numpy as np
import pytest
from mkdocs.exceptions import PluginError
from PIL import Image, ImageColor, ImageDraw, ImageFont

from sitebuild.core.project import LANGUAGES
from sitebuild.core.sources import pages, title
from sitebuild.make import card
from sitebuild.make.card import BOLD, HEIGHT, MARGIN, WIDTH
from sitebuild.make.colours import palette
from sitebuild.make.job import Words
from sitebuild.pages import open_graph

SITE = {"en": "Kernels, Convolution and Pooling", "fa": "کرنل، کانولوشن و ادغام"}
TITLES = [(language, title(path)) for language in LANGUAGES for path in pages(language).values()]
OVER = 6  # px: a letter or the line around a figure may stand out so far
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
    inner = (MARGIN - 1, WIDTH - MARGIN + 1)
    own = (inner[0], inner[0] + card.COLUMN + 2) if language == "en" else (inner[1] - card.COLUMN - 2, inner[1])
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
    assert list(card.broken("cross-correlation", 2)) == [["cross-", "correlation"]]


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


def test_words_stand_at_the_side_where_reading_begins():
    for language, side in (("en", 0), ("fa", 2)):
        _, boxes = card.lettering(Words(language, SITE[language], "x", ""))
        edges = [box[side] for box in boxes]
        assert edges == pytest.approx([MARGIN if side == 0 else WIDTH - MARGIN] * len(edges), abs=8)


@pytest.mark.parametrize("tall", [1, 3])
def test_a_figure_of_any_shape_stays_in_its_place_and_has_real_colours(tall):
    from snippets import drawing

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


def test_a_page_without_a_description_stops_the_build(tmp_path):
    page = tmp_path / "page.md"
    for head in ("", "---\nneeds: []\n---\n"):
        page.write_text(f"{head}# Title {{ #title }}\n", "utf-8")
        with pytest.raises(PluginError) as error:
            open_graph.described(page)
        assert str(error.value).startswith(f"{page}:1: the page has no description")
        assert "\n    To mend it: " in str(error.value)


# ---- the same bytes

SNIPPET = '''"""A snippet."""

from snippets import drawing


def figure(t):
    fig, ax = drawing.canvas(4, 4)
    drawing.grid(ax, [[1, 2], [3, 4]], 1, 1, title=t("{n} windows", n=12))
    return fig
'''
ASK = """import json, sys
from sitebuild.make import worker
from sitebuild.make.job import Job, Words
if __name__ == "__main__":
    jobs = [Job("card", *job, Words(*words)) for job, words in json.loads(sys.argv[1])]
    done, account = worker.results(jobs)
    print(json.dumps([account.made, [done[job]["png"] for job in jobs]]))
"""
JOBS = [
    (("topic", "en", "pooling/one"), ("en", "One", "Pooling", "Site")),
    (("topic", "fa", "pooling/one"), ("fa", "یک", "ادغام", "سایت")),
    (("", "en", "two"), ("en", "Two", "Pooling", "Site")),
]


@pytest.fixture
def ask(project):
    project.write("snippets/topic.py", SNIPPET)
    project.write("docs/fa/labels.yml", '"{n} windows": "{n} پنجره"\n')
    project.write("sitebuild/ask.py", ASK)

    def asked(jobs):
        done = project.command("ask", json.dumps(jobs))
        assert done.returncode == 0, done.stdout
        return json.loads(done.stdout.splitlines()[-1])

    return asked


def test_a_card_is_drawn_once_and_again_with_the_same_bytes(ask, project):
    made, first = ask(JOBS)
    assert made == 3
    for png in first:
        picture = Image.open(io.BytesIO(base64.b64decode(png)))
        assert picture.size == (WIDTH, HEIGHT)
        assert paper_around(picture, MARGIN - OVER)
    assert ask(JOBS) == [0, first]
    for entry in (project.path / ".cache" / "card").rglob("*.json"):
        entry.unlink()
    assert ask(JOBS) == [3, first]


def test_a_title_that_is_too_long_names_its_page(ask, project):
    (place, (language, _, *rest)), *_ = JOBS
    said = project.command("ask", json.dumps([(place, (language, "long " * 80, *rest))])).stdout
    assert "docs/en/pooling/one.md:1: its card cannot be drawn: ValueError: the title 'long" in said
    assert "shorten it" in said
