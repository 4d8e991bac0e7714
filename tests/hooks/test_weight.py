from bs4 import BeautifulSoup

import weight

CODE = (
    '<pre><span></span><code><span class="n">x</span> <span class="o">=</span> <span class="sa">f</span>'
    '<span class="s2">&quot;</span><span class="si">{</span><span class="n">a</span><span class="si">}</span>'
    '<span class="s2">&quot;</span>\n    <span class="c1"># keep   this</span>\n</code></pre>'
)
PAGE = f"<div>\n\n    <p>one\n      two</p>\n</div>\n{CODE}\n<script>\n  let x = 1;\n</script>"


def test_nothing_that_is_read_changes():
    before, after = (BeautifulSoup(text, "html.parser") for text in (PAGE, weight.lighter(PAGE)))
    assert before.pre.get_text() == after.pre.get_text()
    assert before.get_text().split() == after.get_text().split()
    assert before.script.string == after.script.string


def test_colours_stay_and_plain_tags_go():
    tree = BeautifulSoup(weight.lighter(PAGE), "html.parser")
    assert [(s["class"], s.get_text()) for s in tree.select("pre span")] == [
        (["s"], 'f"{'),
        (["s"], '}"'),
        (["c"], "# keep   this"),
    ]


def test_indentation_goes():
    assert weight.lighter("<div>\n\n    <p>one\n      two</p>\n</div>") == "<div>\n<p>one\ntwo</p>\n</div>"
