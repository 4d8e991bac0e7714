"""A figure is saved as a picture that says what it is, under which licence, and where it stands."""

import io
import re
from xml.etree import ElementTree

import pytest
from PIL import Image

from tests.browser.whole import go, settled

SVG = "{http://www.w3.org/2000/svg}"
# A drawing with a photograph, in each language, and one of numbers, in the dark scheme.
FIGURES = [
    ("kernels/", "kernels-feature_map", "light"),
    ("kernels/gallery/", "kernels-gallery_blur", "dark"),
    ("fa/kernels/gallery/", "kernels-gallery_blur", "light"),
]


def saved(page, figure, kind):
    """Save a figure as a reader does, and return the file and its name."""
    fold = f"#figure-{figure} .figure-code"
    page.evaluate("where => { document.querySelector(where).open = true }", fold)
    with page.expect_download() as download:
        page.click(f"{fold} .figure-save button[data-kind={kind}]")
    return download.value.path().read_bytes(), download.value.suggested_filename


@pytest.mark.parametrize(("place", "figure", "scheme"), FIGURES)
def test_a_picture_is_whole_and_says_what_it_is(tab, address, place, figure, scheme):
    tab.emulate_media(color_scheme=scheme)
    go(tab, address + place)
    settled(tab, scheme)
    data, name = saved(tab, figure, "svg")
    assert name == f"{figure}.svg"
    tree = ElementTree.fromstring(data)
    caption = tab.inner_text(f"#figure-{figure} figcaption")
    where = f"{address}{place}#figure-{figure}"
    licence = "https://creativecommons.org/licenses/by/4.0/"
    assert tree.find(f"{SVG}title").text == caption
    foot = [text.text for text in tree.findall(f"{SVG}g")[-1]]
    assert " ".join(foot[:-3]) == caption
    assert "CC BY 4.0" in foot[-3]
    assert foot[-2] == licence
    assert foot[-1] == where
    assert {licence, where} <= set(tree.find(f"{SVG}metadata").text.split(" · "))
    # It needs neither the page nor a network: no classes, no variables, and what it names stands in it.
    text = data.decode()
    named = re.findall(r'(?:href|src)=?[("]+([^)"]*)', text)
    assert all(one.startswith(("data:", "#")) for one in named), [one[:40] for one in named]
    assert not re.search(r'class="|var\(|foreignObject', text)
    # Its colours are those of the page, and its PNG is drawn at three times its size.
    ground = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    picture = Image.open(io.BytesIO(saved(tab, figure, "png")[0])).convert("RGB")
    assert picture.size == (3 * int(tree.get("width")), 3 * int(float(tree.get("height"))))
    assert picture.getpixel((1, 1)) == tuple(int(part) for part in re.findall(r"\d+", ground))
    assert len(picture.getcolors(1 << 24)) > 100, "the drawing is seen, not the ground alone"
