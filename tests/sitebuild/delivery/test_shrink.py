import re

import pytest
from bs4 import BeautifulSoup

from sitebuild.core.project import DOCS
from sitebuild.delivery import shrink

CODE = (
    '<pre><span></span><code><span class="n">x</span> <span class="o">=</span> <span class="sa">f</span>'
    '<span class="s2">&quot;</span><span class="si">{</span><span class="n">a</span><span class="si">}</span>'
    '<span class="s2">&quot;</span>\n    <span class="c1"># keep   this</span>\n</code></pre>'
)
PAGE = f"<div>\n\n    <p>one\n      two</p>\n</div>\n{CODE}\n<script>\n  let x = 1;\n</script>"


def test_nothing_that_is_read_changes():
    before, after = (BeautifulSoup(text, "html.parser") for text in (PAGE, shrink.lighter(PAGE)))
    assert before.pre.get_text() == after.pre.get_text()
    assert before.get_text().split() == after.get_text().split()
    assert before.script.string == after.script.string


def test_colours_stay_and_plain_tags_go():
    tree = BeautifulSoup(shrink.lighter(PAGE), "html.parser")
    assert [(s["class"], s.get_text()) for s in tree.select("pre span")] == [
        (["s"], 'f"{'),
        (["s"], '}"'),
        (["c"], "# keep   this"),
    ]


def test_indentation_goes():
    assert shrink.lighter("<div>\n\n    <p>one\n      two</p>\n</div>") == "<div>\n<p>one\ntwo</p>\n</div>"


@pytest.mark.parametrize(
    ("script", "served"),
    [
        ("// why\nlet a = 1;\n", "let a = 1;\n"),
        ("  /** @type {X} */\n  let a = 1; // stays\n", "  let a = 1; // stays\n"),
        ("/**\n * Why.\n * @param {X} b\n */\nf(b);\n", "f(b);\n"),
        ("const a = /** @type {X} */ (b);\n", "const a = /** @type {X} */ (b);\n"),
        ("/* a */ f();\n/* b */\ng();\n", "/* a */ f();\ng();\n"),
    ],
)
def test_comments_on_lines_of_their_own_go(script, served):
    assert shrink.strip_comments(script) == served


def test_scripts_are_served_without_them_and_say_the_same(site):
    """Where nothing is written in, what is left is what the source has; and no template lost a line of its text."""
    for file in sorted(file for file in (DOCS / "assets").rglob("*.js") if ".min." not in file.name):
        text, served = (one.read_text("utf-8") for one in (file, site / file.relative_to(DOCS)))
        kept = [line for line in text.splitlines() if not re.match(r"\s*(?://|/\*|\*)", line)]
        assert not re.search(r"^\s*//", served, re.MULTILINE), file.name
        if not re.search(r"export const (?:words|files|harness|checking) |const NAMES|edition\.scripts", text):
            same = [line for line in served.splitlines() if line.strip()] == [line for line in kept if line.strip()]
            assert same, f"{file.name}: more than comments went"
        assert served.count("`") % 2 == 0, f"{file.name}: a comment that went held half of a template"
