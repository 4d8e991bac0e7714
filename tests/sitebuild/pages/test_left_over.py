"""What Markdown does not understand is told with its line, and is not published as it stands."""

import pytest
from mkdocs.exceptions import PluginError

from sitebuild.pages import left_over


@pytest.fixture
def page(tmp_path, content_of):
    """Return a function that writes a page and looks at its content."""

    def look(text):
        source = tmp_path / "page.md"
        source.write_text(f"# Title {{ #title }}\n\n{text}\n", "utf-8")
        return left_over.check(content_of(source.read_text("utf-8")), source)

    return look


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("Text $x^2 and more.", 3, "a formula that is never closed: "),
        ("Text.\n\n$$ x + 1", 5, "a formula that is never closed: "),
        ("Text `x and more.", 3, "code that is never closed: `x and more"),
        ("Text [x][nowhere] and more.", 3, "a link to nothing: "),
        ("Text [x](a.md and more.", 3, "a link that is never closed: "),
        ("Text[^nowhere] and more.", 3, "a footnote that is not there: "),
        ("Text **x and more.", 3, "a mark of bold text that is never closed: "),
        ('!! note "a"\n    Text.', 3, "an admonition that is written in another way: "),
        ("| a | b |\n| c | d |", 3, "a table without its rule"),
        ("Text **x**{ .kernel and more", 3, "attributes that are never closed"),
        ("Text.\n\n<!-- a note", 5, "a comment that is never closed"),
        ("{% set x = 1 %}", 3, "a statement of a template"),
        ("Text {{ pooling/x.y }}.", 3, "a fact where none is filled in"),
        ("<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other", 3, "a conflict of git: <<<<<<< HEAD"),
    ],
)
def test_what_would_be_published_raw_is_told_with_its_line(page, text, line, said):
    with pytest.raises(PluginError, match=rf"page\.md:{line}: this is {said}.*\n +To mend it: "):
        page(text)


@pytest.mark.parametrize("text", ['!!! note "Look"\nText.', '??? tip "Look"\nText.'])
def test_an_admonition_without_its_text_is_told(page, text):
    with pytest.raises(PluginError, match=r"page\.md:3: 'Look' holds nothing\n +To mend it: indent"):
        page(text)


def test_marks_in_code_formulas_and_attributes_are_none(page):
    text = (
        "`$HOME` `[x][y]` `**` $x_{[i][j]}$ [a $n$](b.md 'c `d`')\n\n"
        '!!! note "A"\n    ``` text\n    | a | {{ b }} ** <!-- $\n    ```\n\n| a | b |\n| - | - |\n| c | d |\n'
    )
    assert "admonition" in page(text)
