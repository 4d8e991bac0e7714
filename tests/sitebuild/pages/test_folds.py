"""What a block repeats is folded, and nothing of it is lost."""

import html

import pytest
from bs4 import BeautifulSoup
from material.plugins.search.plugin import Parser

from sitebuild.pages.folds import drop_script, repeated, set_in
from sitebuild.pages.whole_functions import expanded, length

HELPER = """def add(a, b):
    # two numbers
    total = a + b

    return total
"""
FIRST = f"import numpy as np\n\n\n{HELPER}\n\nprint(add(1, 2))\n#> 3\n"
SECOND = f"import numpy as np\n\n\n{HELPER}\n\nprint(add(3, 4))\n#> 7\n"


def block(code, kind="language-python "):
    """Return a block of code as the site's Markdown makes it."""
    return f'<div class="{kind}highlight"><pre><span></span><code>{html.escape(code)}</code></pre></div>'


def codes(page):
    """Return what the blocks of a page hold, as what copies and what runs them takes it."""
    return [code.text for code in BeautifulSoup(page, "html.parser").find_all("code")]


def test_a_function_that_stood_above_is_folded_with_what_stands_before_it():
    seen = set()
    assert repeated(FIRST, seen) == []
    assert repeated(SECOND, seen) == [(0, 8)]


@pytest.mark.parametrize(
    ("code", "runs"),
    [
        (HELPER, [(0, 5)]),
        (HELPER.replace("total = ", "total  = "), []),  # another text
        (HELPER.replace("two", "some"), []),
        (f"x = 1\n{HELPER}y = 2\n{HELPER}", [(1, 6), (7, 12)]),
        ("import numpy as np\n\nx = 1\n", []),  # too short
        ("def add(a, b):\n", []),  # the beginning of a function that a reader is to write
        (f"@cache\n{HELPER}", []),
    ],
)
def test_what_is_repeated_and_long_is_folded(code, runs):
    seen = set()
    repeated(FIRST, seen)
    assert repeated(code, seen) == runs


@pytest.mark.parametrize(("language", "said"), [("en", "8 lines as above"), ("fa", "۸ سطر، همان که بالاتر آمد")])
def test_nothing_of_a_block_is_lost(language, said):
    page = set_in(block(FIRST) + block(SECOND), language)
    assert codes(page) == [FIRST, SECOND]
    tree = BeautifulSoup(page, "html.parser")
    (button,) = tree.find_all("button")
    assert button.attrs == {"class": ["fold"], "type": "button", "aria-expanded": "false", "aria-label": said}
    assert button.find_next_sibling().text == "\n".join(SECOND.splitlines()[:10]) + "\n"  # with the empty lines below


def test_what_is_no_python_and_what_repeats_nothing_is_left_alone():
    for page in (block(FIRST), block(FIRST) + block(FIRST.replace("add", "sum")), 2 * block(FIRST, "language-text ")):
        assert set_in(page, "en") == page


def test_a_page_without_folds_has_no_script_for_them():
    script = '<script src="../assets/javascripts/folds.js" type="module"></script>'
    folded = set_in(block(FIRST) + block(SECOND), "en")
    assert drop_script(block(FIRST) + script) == block(FIRST)
    assert drop_script(folded + script) == folded + script


def test_whole_functions_are_folded_from_the_first_time_on_and_not_searched():
    code = expanded("from snippets.functions.sizes import pair\n\nprint(pair('x', 2, 1))\n#> (2, 2)\n")
    page = set_in(block(code), "en")
    assert codes(page) == [code]
    tree = BeautifulSoup(page, "html.parser")
    (button,) = tree.find_all("button")
    whole = button.find_next_sibling()
    assert button["aria-label"] == f"The whole code, {length(code)} lines"
    assert "def pair(" in whole.text
    assert "print(" not in whole.text
    parser = Parser()
    parser.feed(page.replace("def", "<span>def</span>"))
    found = "".join(text for section in parser.data for text in section.text)
    assert "print(pair" in found
    assert "def" not in found
