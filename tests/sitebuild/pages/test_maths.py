from xml.etree import ElementTree

import pytest
from mkdocs.exceptions import PluginError

from sitebuild.core.project import DOCS
from sitebuild.pages import maths

PERSIAN = DOCS / "fa" / "page.md"


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


@pytest.mark.parametrize(
    ("latex", "forms"),
    [
        ("(-3)", ["prefix"]),
        ("4 - 3", [None]),
        ("2 \\cdot -3 + 1", ["prefix", None]),
        ("1, +3", ["prefix"]),
        ("x = -y", ["prefix"]),
        ("(a) - b", [None]),
    ],
)
def test_a_sign_stands_at_its_number_and_a_subtraction_between_two(latex, forms):
    tree = ElementTree.fromstring(maths.mathml(latex, "inline"))
    assert [e.get("form") for e in tree.iter("mo") if e.text in ("−", "+")] == forms


def test_a_prime_is_as_large_as_its_letter():
    tree = ElementTree.fromstring(maths.mathml("r' + 1", "inline"))
    assert [e.text for e in tree.iter() if e.tag in ("mi", "mo", "mn")] == ["r", "\u2032", "+", "1"]
    assert not list(tree.iter("msup"))


def test_the_bar_of_a_root_is_kept_off_a_low_letter():
    (root,) = ElementTree.fromstring(maths.mathml(r"\sqrt{n}", "inline")).iter("msqrt")
    assert [e.tag for e in root.iter()][1] == "mspace"


@pytest.mark.parametrize(
    "latex",
    [r"\frac{1}", r"\nonsense x", r"x^", r"\left( x", r"\frac{1}{2", r"x_{1}}", r"\mathsf T"],
)
def test_what_is_no_maths_names_page_and_line(tmp_path, latex):
    page = tmp_path / "page.md"
    page.write_text(f"one\n\n${latex}$\n", "utf-8")
    with pytest.raises(PluginError, match="is not maths") as caught:
        maths.set_in(rf'<span class="arithmatex">\({latex}\)</span>', page)
    assert "page.md:3:" in str(caught.value)


@pytest.mark.parametrize(
    ("latex", "long"),
    [
        (r"d(k - 1) + 1", False),
        (r"(n - 1)s - 2p + d(k - 1) + 1 + \text{output padding}", True),
        (r"\begin{bmatrix} 10 & 20 & 30 & 40 \\ 50 & 60 & 70 & 80 \\ 90 & 100 & 110 & 120 \end{bmatrix}", False),
    ],
)
def test_a_line_of_maths_that_is_long_says_so(latex, long):
    """A matrix has many letters and is narrow."""
    html = maths.set_in(rf'<div class="arithmatex">\[{latex}\]</div>', PERSIAN)
    assert ("maths-long" in html.split(">")[0]) is long


def set_on(page, latex):
    """Return the text of the formulas that one inline formula becomes on a page, apart."""
    html = maths.set_in(rf'<p><span class="arithmatex">\({latex}\)</span></p>', page)
    tree = ElementTree.fromstring(html)
    return ["".join(formula.itertext()) for formula in tree.iter("math")]


@pytest.mark.parametrize(
    ("latex", "persian"),
    [
        (r"2\times 2", ["۲×۲"]),
        (r"-0.75", ["−۰٫۷۵"]),  # a true minus and a Persian point
        (r"\frac{1}{40} + (-3) = 8", ["۱۴۰+(−۳)=۸"]),
        (r"10^{-12}", ["۱۰−۱۲"]),
        (r"1 + 2 \cdot 3 = 7", ["۱+۲×۳=۷"]),  # a dot would look like a Persian zero
        (r"8,\;9.5", ["۸", "۹٫۵"]),  # a list, whose first number stands on the right
        (r"0.1,\; \dots,\; 0.1", ["۰٫۱", "…", "۰٫۱"]),
    ],
)
def test_numbers_alone_are_persian_on_a_persian_page(latex, persian):
    assert set_on(PERSIAN, latex) == persian


@pytest.mark.parametrize(
    "latex",
    [
        "k = 3",
        r"22\, r",
        r"-\infty",
        "476 / 256",
        r"16 \to 48",
        "(5, 1), (3, 2)",
        r"\begin{bmatrix}1 & 2\end{bmatrix}",
        r"5 \text{ px}",
    ],
)
def test_what_is_more_than_numbers_stays_latin(latex):
    assert set_on(PERSIAN, latex) == set_on(DOCS / "en" / "page.md", latex)


def test_english_pages_and_displayed_maths_keep_latin_digits():
    assert set_on(DOCS / "en" / "page.md", r"2 \times 2.5, 3") == ["2×2.5,3"]
    assert "<mn>2</mn>" in maths.set_in(r'<div class="arithmatex">\[2 \times 2\]</div>', PERSIAN)


HEAD = "---\ndescription: توضیح\n---\n\n"


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("پنجرهٔ ۲ پیکسلی با $k = 3$ است.", 1),
        (r"پنجرهٔ $2 \times 2$ با $k = 3$ است.", 1),
        (r"پنجرهٔ $2 \times 2$ دارای ۴ پیکسل است.", 0),
        ("پنجرهٔ ۲ پیکسلی است. اینجا $k = 3$ است.", 0),
        ("| ۲ | $k = 3$ |", 0),
        ("پنجرهٔ ۲ پیکسلی با $k$ و `k = 3` است.", 0),
        (r"پنجرهٔ ۲ پیکسلی $\begin{bmatrix}1 & 2\end{bmatrix}$ است.", 0),
        ("[پیوند ۲](page.md#k-3) با $k - 1$ است.", 1),
        ("[پیوند](page.md#k-۳) با $k - 1$ است.", 0),
    ],
)
def test_a_sentence_has_one_set_of_digits(text, faults):
    found = maths.mixed(PERSIAN, f"{HEAD}{text}\n")
    assert [message.split(":")[1] for message in found] == ["5"] * faults
    assert all("two sets of digits" in message and "To mend it" in message for message in found)
