from xml.etree import ElementTree

import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

import svg

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
    made = svg.tidy(SVG[SVG.index("<svg") :], "topic")
    tree = ElementTree.fromstring(made.replace("{described}", ""))
    assert tree.attrib == {"width": "10", "height": "20", "viewBox": "0 0 10 20", "role": "img"}
    path, text, use, defs = tree
    assert path.attrib == {"d": "M 0.12 1 L 2 3", "style": "fill: var(--fig-ink)"}
    assert text.text == "a b"
    assert "var(--fig-muted)" in text.attrib["style"]
    assert "font-size: 13px" in text.attrib["style"]
    assert "DejaVu" not in made
    assert use.attrib["href"] == "#topic-m1"
    assert defs[0].attrib["id"] == "topic-m1"


def test_a_photograph_becomes_a_file_named_by_its_content(tmp_path):
    figure = Figure(figsize=(1, 1))
    figure.add_axes((0, 0, 1, 1)).imshow(np.arange(16).reshape(4, 4), interpolation="none", cmap="gray")
    made = svg.drawn(figure, "topic")
    ((name, _),) = made["images"].items()
    assert f'href="{{assets}}{name}"' in made["svg"]
    assert "base64" not in made["svg"]
    assert svg.drawn(figure, "topic") == made


@pytest.mark.parametrize(("side", "exact"), [(16, True), (300, False)])
def test_small_pictures_keep_every_pixel(tmp_path, side, exact):
    pixels = np.random.default_rng(0).integers(0, 256, (side, side, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(tmp_path / "in.png")
    name, data = svg.webp((tmp_path / "in.png").read_bytes(), "topic")
    (tmp_path / name).write_bytes(data)
    back = np.asarray(Image.open(tmp_path / name).convert("RGB"))
    assert back.shape == pixels.shape
    assert (back == pixels).all() == exact
