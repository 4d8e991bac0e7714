from xml.etree import ElementTree

import pytest
from mkdocs.exceptions import PluginError

from sitebuild.pages import maths


def test_maths_becomes_mathml(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("$x^2$", "utf-8")
    html = maths.set_in(r'<p>a <span class="arithmatex">\(x^2\)</span> b</p>', page)
    tree = ElementTree.fromstring(html)
    assert [e.tag for e in tree.iter()] == ["p", "math", "mrow", "msup", "mi", "mn"]


def test_a_full_stop_stays_on_the_line_of_its_formula(tmp_path):
    html = maths.set_in(
        r'<p>(<span class="arithmatex">\(x\)</span>), <span class="arithmatex">\(y\)</span> b.</p>', tmp_path
    )
    tree = ElementTree.fromstring(html)
    assert ["".join(span.itertext()) for span in tree.iter("span")] == ["(x),"]
    assert "".join(tree.itertext()) == "(x), y b."


def test_displayed_maths_is_a_block(tmp_path):
    page = tmp_path / "page.md"
    html = maths.set_in('<div class="arithmatex">\\[a &lt; b\\]</div>', page)
    tree = ElementTree.fromstring(html)
    assert tree.attrib["class"] == "maths"
    assert [e.attrib["display"] for e in tree.iter("math")] == ["block"]
    assert "".join(tree.itertext()) == "a<b"


def test_floors_are_operators():
    tree = ElementTree.fromstring(maths.mathml(r"\lfloor n \rfloor", "inline"))
    assert [e.text for e in tree.iter("mo")] == ["\u230a", "\u230b"]


def test_a_matrix_is_a_table_between_brackets():
    tree = ElementTree.fromstring(maths.mathml(r"\begin{bmatrix}1 & 2 \\ 3 & 4\end{bmatrix}", "block"))
    assert [e.text for e in tree.iter("mo")] == ["[", "]"]
    assert [[d.findtext(".//mn") for d in row] for row in tree.iter("mtr")] == [["1", "2"], ["3", "4"]]


@pytest.mark.parametrize("latex", [r"\frac{1}", r"\nonsense x", r"x^", r"\left( x"])
def test_what_is_no_maths_names_page_and_line(tmp_path, latex):
    page = tmp_path / "page.md"
    page.write_text(f"one\n\n${latex}$\n", "utf-8")
    with pytest.raises(PluginError, match="is not maths") as caught:
        maths.set_in(rf'<span class="arithmatex">\({latex}\)</span>', page)
    assert "page.md:3:" in str(caught.value)
