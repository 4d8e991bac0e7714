from pathlib import Path

import pytest
from mkdocs.exceptions import PluginError

from sitebuild.pages import facts

KNOWN = {
    "topic/name": {"kept": 4, "share": 0.25, "loss": -1.5, "grid": [[6, 5], [7, 9]], "row": [1, 2], "word": "first"}
}


@pytest.fixture
def quoted(tmp_path):
    page = tmp_path / "page.md"

    def quote(text, language="en"):
        page.write_text(f"line one\n\n{text}\n", "utf-8")
        return facts.quoted(text, language, KNOWN, page)

    return quote


@pytest.mark.parametrize(
    ("text", "english", "persian"),
    [
        ("{{ topic/name.kept }}", "4", "۴"),
        ("{{topic/name.share:.0%}}", "25%", "\u061c۲۵٪\u061c"),  # the marks keep the sign on the left
        ("{{ topic/name.share:.2f }}", "0.25", "۰٫۲۵"),
        ("{{ topic/name.word }}", "first", "first"),
        ("{{ topic/name.loss }}", "\u22121.5", "\u2066\u2212۱٫۵\u2069"),
        ("$x = {{ topic/name.loss }}$", "$x = -1.5$", "$x = -1.5$"),
        ("`{{ topic/name.kept }}`", "`4`", "`4`"),
        ("`{{ topic/name.grid }}`", "`[[6, 5], [7, 9]]`", "`[[6, 5], [7, 9]]`"),
        ("`{{ topic/name.row }}`", "`[1, 2]`", "`[1, 2]`"),
        (
            "$$ {{ topic/name.grid }} $$",
            r"$$ \begin{bmatrix}6 & 5 \\ 7 & 9\end{bmatrix} $$",
            r"$$ \begin{bmatrix}6 & 5 \\ 7 & 9\end{bmatrix} $$",
        ),
        ("```\n{{ topic/name.kept }}\n```", "```\n{{ topic/name.kept }}\n```", "```\n{{ topic/name.kept }}\n```"),
    ],
)
def test_a_fact_is_written_for_its_place_and_language(quoted, text, english, persian):
    assert quoted(text) == english
    assert quoted(text, "fa") == persian


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ topic/name.kpet }}", "no fact 'kpet'"),
        ("{{ topic/other.kept }}", "no fact 'kept'"),
        ("{{ topic/name.word:.2f }}", "format|Unknown"),
        ("{{ topic/name.kept:zz }}", "format|Invalid"),
        ("{{ topic/name.kept:c }}", "the format c writes no number that readers know"),
        ("{{ topic/name.kept:#x }}", "the format #x writes no number that readers know"),
        (
            "{{ topic/name.kept:999999999d }}",
            "999999999d .*: a width or a precision of 999999999, where 40 is the most",
        ),
        ("{{ topic/name.share:.41f }}", "a width or a precision of 41"),
        ("{{ topic/name.grid:041 }}", "a width or a precision of 041"),
        ("{{ topic/name.word:>9" + "9" * 2500 + " }}", "a width or a precision of 999"),
    ],
)
def test_a_wrong_quotation_names_page_and_line(quoted, text, said):
    with pytest.raises(PluginError, match=said) as caught:
        quoted(text)
    assert "page.md:3:" in str(caught.value)


def test_a_format_may_widen_to_a_line():
    assert facts.written(4, "40d", "code", "en") == " " * 39 + "4"


TABLE = "# T {{ #t }}\n\n| a | b |\n| --- | --- |\n| {} | x |\n"


@pytest.mark.parametrize("cell", ["0.49", "49%", "۰٫۴۹", "$0.49$", "`3`", "about 5 pixels", "−1", "۱۲٪"])
def test_a_number_typed_into_a_table_is_found(tmp_path: Path, cell: str):
    page = tmp_path / "page.md"
    (message,) = facts.typed_in(page, TABLE.format(cell))
    assert "page.md:5:" in message


@pytest.mark.parametrize(
    "cell",
    ["{{ topic/name.kept }}", "VGG-16", "$k^2$", "[LeNet, 1998](x.md)", "`x[0]`", "many", "conv2d", "$2\\times2$"],
)
def test_a_table_may_hold_quotations_names_and_formulas(tmp_path: Path, cell: str):
    page = tmp_path / "page.md"
    assert facts.typed_in(page, TABLE.format(cell)) == []
