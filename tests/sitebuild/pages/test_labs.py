"""Labs: what a cell prints stays in its fence."""

from html import unescape

import jinja2
import markdown
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_notebook, new_output

from sitebuild.pages import labs

FENCES = ["```", "````", "~~~", "`````", '``` { .x onclick="ran()" }', "``"]
PAYLOAD = "<script>ran()</script>"


@pytest.fixture(scope="module")
def rendered():
    """Return a function that makes a page of cells' outputs as the build does."""
    template = jinja2.Environment().from_string(labs.TEMPLATE["mkdocs_html/notebook.html.j2"])

    def render(*cells, source="print()"):
        notebook = new_notebook(cells=[new_code_cell(source, outputs=list(outputs)) for outputs in cells])
        text = unescape(template.render(nb=notebook))
        made = markdown.Markdown(extensions=["pymdownx.superfences", "pymdownx.highlight", "md_in_html", "attr_list"])
        return BeautifulSoup(made.convert(text), "html.parser")

    return render


def printed(text):
    """Return a piece of what a cell prints."""
    return new_output("stream", name="stdout", text=text)


@pytest.mark.parametrize("fence", FENCES)
def test_what_a_cell_prints_cannot_end_its_fence(rendered, fence):
    page = rendered([printed(f"a\n{fence}\n\n{PAYLOAD}\n\n{fence}\n")], [printed("after\n")])
    assert not page.find("script")
    assert PAYLOAD in page.find(class_="lab-output").text
    assert [one.text.strip() for one in page.find_all(class_="lab-output")][-1] == "after"


def test_a_fence_that_comes_in_two_pieces_is_one(rendered):
    page = rendered([printed("a\n``"), printed(f"`\n\n{PAYLOAD}\n")])
    assert not page.find("script")
    assert len(page.find_all(class_="lab-output")) == 1


@pytest.mark.parametrize("fence", FENCES)
def test_a_value_and_code_cannot_end_their_fences(rendered, fence):
    value = new_output("execute_result", data={"text/plain": f"{fence}\n\n{PAYLOAD}", "text/html": PAYLOAD})
    page = rendered([value], source=f'"""\n{fence}\n\n{PAYLOAD}\n"""')
    assert not page.find("script")
    assert len(page.find_all(class_="lab-code")) == len(page.find_all(class_="lab-output")) == 1


def test_html_that_a_cell_shows_never_passes(rendered):
    shown = new_output("display_data", data={"text/plain": "<Widget>", "text/html": f"<b>bold</b>{PAYLOAD}"})
    page = rendered([shown])
    assert "<Widget>" in page.find(class_="lab-output").text
    assert not page.find(["b", "script"])
    assert "bold" not in page.text
