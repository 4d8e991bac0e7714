import base64
import contextlib
import io
import re
from types import ModuleType
from xml.etree import ElementTree

import matplotlib
import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from sitebuild.make import svg
from sitebuild.make.job import Job
from snippets.shared import drawing

SVG = """<?xml version="1.0"?>
<!DOCTYPE svg>
<svg xmlns:xlink="http://www.w3.org/1999/xlink" width="10pt" height="20pt" viewBox="0 0 10 20"
 xmlns="http://www.w3.org/2000/svg" version="1.1">
 <metadata><x/></metadata>
 <defs><style type="text/css">*{stroke-linejoin: round}</style></defs>
 <g id="figure_1"><g id="patch_1"><path d="M 0.123456 1 L 2 3" style="fill: #fe0000"/></g>
 <g id="text_1"><text style="font: 13px 'DejaVu Sans'; text-anchor: middle; fill: #fe0001">a b</text></g>
 <use xlink:href="#m1"/></g>
 <defs><path id="m1" d="M 0 0"/></defs>
</svg>"""


def test_a_drawing_is_fit_for_a_page():
    made, styles = svg.tidy(SVG[SVG.index("<svg") :], "topic")
    tree = ElementTree.fromstring(made.replace("{described}", ""))
    looks = dict(look.split(":") for look in styles[tree.attrib.pop("class")].split(";"))
    assert looks == {"min-width": f"{svg.FITS * 10:.0f}px", "--wide": "10px", "--fine": f"{svg.WORDS / 13:.2f}"}
    assert tree.attrib == {"width": "10", "height": "20", "viewBox": "0 0 10 20", "role": "img"}
    path, text, use, defs = tree
    assert path.attrib == {"d": "M 0.12 1 L 2 3", "class": path.get("class")}
    assert styles[path.get("class")] == "fill:var(--fig-ink)"
    assert text.text == "a b"
    assert set(styles[text.get("class")].split(";")) == {
        "font-size:max(13px*var(--words,1),var(--least,0px))",
        "text-anchor:middle",
        "fill:var(--fig-muted)",
    }
    assert use.attrib["href"] == "#topic-m1"
    assert defs[0].attrib["id"] == "topic-m1"


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("None", "nothing"),
        ("(1, 2)", r"the tuple \(1, 2\)"),
        ("'fig'", "the str 'fig'"),
        ("__import__('matplotlib.figure').figure.Figure", "the type <class .*>"),
        ("__import__('matplotlib.pyplot').pyplot", "the module <module .*"),
    ],
)
def test_a_figure_that_is_none_is_told_in_words(monkeypatch, value, kind):
    module = ModuleType("topic")
    exec(f"\n\ndef figure(t):\n    return {value}\n", module.__dict__)
    monkeypatch.setattr(svg.snippet, "loaded", lambda job, wanted: contextlib.nullcontext(module))
    with pytest.raises(TypeError, match=rf"^it returned {kind}; end it with `return fig`$"):
        svg.make(Job("figure", "topic", "en"), {})


def test_neither_a_style_of_ones_own_nor_that_of_another_snippet_is_seen(monkeypatch):
    module = ModuleType("topic")

    def figure(t):
        fig = Figure((1, 1))
        fig.add_subplot()
        return fig

    module.figure = figure
    monkeypatch.setattr(svg.snippet, "loaded", lambda job, wanted: contextlib.nullcontext(module))
    before = svg.make(Job("figure", "topic", "en"), {})
    with matplotlib.rc_context({"font.size": 40, "axes.linewidth": 20, "axes.facecolor": "red"}):
        assert svg.make(Job("figure", "topic", "en"), {}) == before


def test_a_photograph_becomes_a_file_named_by_its_content(tmp_path):
    figure = Figure(figsize=(1, 1))
    figure.add_axes((0, 0, 1, 1)).imshow(np.arange(16).reshape(4, 4), interpolation="none", cmap="gray")
    made = svg.drawn(figure, "topic")
    ((name, _),) = made["images"].items()
    assert f'href="{{assets}}{name}"' in made["svg"]
    assert "base64" not in made["svg"]
    assert svg.drawn(figure, "topic") == made


def test_a_large_photograph_keeps_its_proportions():
    figure = Figure(figsize=(1, 1), dpi=72)
    figure.add_axes((0, 0, 1, 1)).imshow(np.eye(600, 512), interpolation="none", aspect="auto")
    (image,) = re.findall(r"<image [^>]*>", svg.drawn(figure, "topic")["svg"])
    size = [float(re.search(rf'{name}="([\d.]+)"', image)[1]) for name in ("width", "height")]
    scale = re.search(r"matrix\(([\d.]+) 0 0 ([\d.]+) ", image).groups()
    assert np.multiply(size, np.array(scale, float)) == pytest.approx([72, 72], abs=0.01)


@pytest.mark.parametrize(("side", "exact"), [(16, True), (300, False)])
def test_small_pictures_keep_every_pixel(tmp_path, side, exact):
    pixels = np.random.default_rng(0).integers(0, 256, (side, side, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(tmp_path / "in.png")
    name, data = svg.webp((tmp_path / "in.png").read_bytes(), "topic")
    (tmp_path / name).write_bytes(data)
    back = np.asarray(Image.open(tmp_path / name).convert("RGB"))
    assert back.shape == pixels.shape
    assert (back == pixels).all() == exact


def test_a_picture_that_a_script_reads_keeps_every_pixel():
    fig, ax = drawing.canvas(8, 4)
    pixels = np.random.default_rng(0).integers(0, 256, (150, 150, 3), dtype=np.uint8)
    drawing.picture(ax, pixels, 0, 0, 4, exact=True)
    drawing.picture(ax, pixels[::-1], 4, 0, 4)
    found = [base64.b64decode(data) for data in svg.drawn(fig, "topic")["images"].values()]
    first, second = (np.asarray(Image.open(io.BytesIO(data)).convert("RGB")) for data in found)
    np.testing.assert_array_equal(first, pixels)
    assert (second != pixels[::-1]).any()


def stepped():
    """Draw a bar that is always there and five that come and go."""
    fig, ax = drawing.canvas(4, 1)
    drawing.line(ax, (0, 1), (0, 0))
    for first, last in ((1, 1), (1, 1), (2, None), (1, 3), (1, None)):
        with drawing.during(ax, first, last):
            drawing.line(ax, (first, first + 1), (0, 1))
    for words in ("one", "two"):
        drawing.says(ax, 1, 0.5, words, 2, 2)
    drawing.says(ax, 1, 0.5, "three", 3)
    return svg.drawn(fig, "topic")["svg"].replace("{described}", "")


def test_steps_are_named_and_the_last_is_shown():
    tree = ElementTree.fromstring(stepped())
    assert tree.attrib["data-last"] == "3"
    found = [(g.get("data-steps"), g.get("data-says"), g.get("visibility"), len(g)) for g in tree.iter("g")]
    assert found == [
        ("1-1", None, "hidden", 1),  # two neighbours in one group, in one path
        ("2-", None, None, 1),  # "1-3" and "1-" are always visible: no group
        ("2-2", "2", "hidden", 1),  # what is read out keeps its lines
        ("2-2", "2", "hidden", 1),
        ("3-", "3", None, 1),
    ]
    assert len(tree.findall("path")) == 4  # the paper, the first line, "1-3" and "1-"
    assert tree.find("g/path").get("d").count("M") == 2
    assert "id=" not in stepped()


def test_a_scene_begins_with_its_first_step():
    fig, ax = drawing.canvas(4, 1)
    with drawing.during(ax, places=[(0, 0), (0, 0), (2, 0)]):
        drawing.window(ax, 2, 0, 1, 1)
        drawing.text(ax, 2, 0, "a")
    with drawing.during(ax, 2, places=[(1, 1), (1, 0)], sends={3: (1, 0), 2: (0, -1)}):
        drawing.text(ax, 1, 0, "b")
    with drawing.during(ax, 3, lands=-2.5):
        drawing.text(ax, 0, 0, "c")
    with drawing.during(ax, 1, 2):
        drawing.text(ax, 0, 0, "d")
    made = svg.drawn(fig, "topic")["svg"].replace("{described}", "")
    tree = ElementTree.fromstring(made)
    assert (tree.get("data-last"), tree.get("data-scene")) == ("3", "")
    names = ("data-steps", "visibility", "data-moves", "transform", "data-sends", "data-lands")
    found = {"".join(g.itertext()): tuple(g.get(name) for name in names) for g in tree.iter("g")}
    # A cell is 30 px. What moves stands in the file as it is in the last step, and is put where it begins.
    assert found == {
        "a": (None, None, "1:-60,0;3:0,0", "translate(-60,0)", None, None),
        "b": ("2-", "hidden", "1:0,30;2:0,0", "translate(0,30)", "3:30,0;2:0,-30", None),
        "c": ("3-", "hidden", None, None, None, "-2.5"),
        "d": ("1-2", None, None, None, None, None),
    }
    (moving,) = (g for g in tree.iter("g") if "".join(g.itertext()) == "a")
    assert [part.tag for part in moving] == ["path", "text"]  # one part, though it was drawn as two


def test_a_drawing_without_steps_has_none():
    fig, ax = drawing.canvas(1, 1)
    drawing.text(ax, 0.5, 0.5, "a")
    made = svg.drawn(fig, "topic")["svg"]
    assert "data-" not in made


def test_matplotlib_measures_the_faces_that_pages_show():
    from fontTools.ttLib import TTFont
    from matplotlib.font_manager import FontProperties, findfont

    for name in svg.faces()[: len(svg.FACES)]:
        file = findfont(FontProperties(family=[name]), fallback_to_default=False)
        measured, shown = TTFont(file), TTFont(svg.FONTS / f"{name}.woff2")
        assert measured["hmtx"].metrics == shown["hmtx"].metrics
