"""Figures that a page names: found with their lines, refused with the mend, set in as drawings that are described."""

import base64
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from mkdocs.exceptions import PluginError

from sitebuild.make.job import Job
from sitebuild.pages import figures

ONE = '![Nine cells.](figure:topic/one "Watch the window")'
PAGE = f"""---
description: x
---
# Title {{ #title }}

{ONE}

Not `{ONE}`, and not:

```text
{ONE}
```
"""
DRAWN = {
    "topic/one": {"svg": '<svg width="350" viewBox="0 0 350 9" role="img"{described}><g/></svg>', "images": {}},
    "topic/two": {"svg": '<svg width="340" viewBox="0 0 340 9" role="img"{described}><g/></svg>', "images": {}},
}
IMAGE = '<p><img alt="Nine cells." src="figure:topic/{}" title="Watch the window" /></p>'


@pytest.fixture
def docs(tmp_path, monkeypatch):
    """Return a function that writes the only page of a project, whose one snippet is topic/one.py."""
    page = tmp_path / "docs" / "en" / "page.md"
    page.parent.mkdir(parents=True)
    snippet = tmp_path / "snippets" / "topic" / "one.py"
    snippet.parent.mkdir(parents=True)
    snippet.write_text("", "utf-8")
    monkeypatch.setattr(figures, "DOCS", tmp_path / "docs")
    monkeypatch.setattr(figures, "SNIPPETS", tmp_path / "snippets")
    monkeypatch.setattr(figures, "pages", lambda language: {"page.md": page})
    monkeypatch.setattr(Job, "source", property(lambda job: tmp_path / "snippets" / f"{job.name}.py"))

    def write(text):
        page.write_text(text, "utf-8")
        return page

    return write


def test_a_figure_is_named_in_prose_only_and_has_its_line(docs):
    ((line, match),) = figures.named(docs(PAGE))
    assert line == 6
    assert match.groupdict() == {"alt": "Nine cells.", "name": "topic/one", "title": "Watch the window"}


def test_the_work_for_a_page_is_its_figures_in_its_language(docs):
    docs(PAGE)
    assert figures.jobs("fa") == [Job("figure", "topic/one", "fa")]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("topic/one", "topic/gone", "there is no figure 'topic/gone'\n.*write snippets/topic/gone.py"),
        ("Nine cells.", " ", "lacks a description or a caption"),
        (' "Watch the window"', "", "lacks a description or a caption"),
        ('"Watch the window"', '" "', "lacks a description or a caption"),
        ("Watch the window", "Of $k^2$ cells", r"hold \$, which would stand there as it is"),
        ("Nine cells.", "Nine **cells**.", r"hold \*\*, which would stand there as it is"),
    ],
)
def test_a_figure_that_cannot_be_drawn_is_refused_at_its_line(docs, old, new, said):
    docs(PAGE.replace(old, new))
    with pytest.raises(PluginError, match=rf"page\.md:6: (?s:.*){said}"):
        figures.jobs("en")


def test_a_figure_may_stand_once_on_a_page(docs):
    docs(f"{PAGE}\n{ONE}\n")
    with pytest.raises(PluginError, match=r"page\.md:14: the figure 'topic/one' stands here twice"):
        figures.jobs("en")


@pytest.mark.parametrize(("language", "enlarge"), [("en", "Enlarge the figure"), ("fa", "بزرگ کردن شکل")])
def test_a_figure_is_a_drawing_with_a_name_a_description_and_its_code(language, enlarge):
    page = BeautifulSoup(figures.set_in(IMAGE.format("one"), DRAWN, "../assets/figures/", language), "html.parser")
    figure = page.select_one("figure#figure-topic-one")
    assert figure.find_parent("p") is None
    assert page.find(id=figure.svg["aria-labelledby"]).get_text() == "Watch the window"
    assert page.find(id=figure.svg["aria-describedby"]).get_text() == "Nine cells."
    assert figure.find_all(recursive=False)[-1].name == "figcaption", "HTML wants it first or last"
    assert [link["href"] for link in figure.select("details a[download]")] == [
        "../assets/figures/topic/one.py",
        "../assets/figures/topic/one.zip",
    ]
    assert figure.select_one("details a").get_text() == "one.py"
    assert figure.button["title"] == enlarge


@pytest.mark.parametrize(("name", "stop"), [("one", True), ("two", False)])
def test_only_a_figure_that_a_phone_scrolls_is_a_stop_for_the_keyboard(name, stop):
    made = BeautifulSoup(figures.set_in(IMAGE.format(name), DRAWN, "", "en"), "html.parser")
    assert ("tabindex" in made.select_one(".figure-box").attrs) is stop


PHOTOGRAPH = (
    '<image class="s1" width="10" height="20" transform="matrix(0.5 0 0 2 3 4)" href="{assets}one.webp" /><path d=""/>'
)


def test_a_photograph_is_a_picture_of_html_as_large_as_it_was_drawn():
    made = BeautifulSoup(figures.waiting(PHOTOGRAPH, lazy=False), "html.parser")
    place, image = made.find("foreignobject"), made.img
    assert [float(place[name]) for name in ("x", "y", "width", "height")] == [3, 4, 5, 40]
    assert image.attrs == {"class": ["s1"], "alt": "", "src": "{assets}one.webp", "width": "10", "height": "20"}
    assert made.path is not None


def test_photographs_wait_but_for_those_of_the_first_figure():
    drawn = {
        name: {"svg": f'<svg width="9"{{described}}>{PHOTOGRAPH}</svg>', "images": {}}
        for name in ("topic/one", "topic/two")
    }
    page = figures.set_in(IMAGE.format("one") + IMAGE.format("two"), drawn, "a/", "en")
    images = BeautifulSoup(page, "html.parser").select("img")
    assert [image.get("loading") for image in images] == [None, "lazy"]
    assert {image["src"] for image in images} == {"a/one.webp"}


def placed(docs, html):
    """Set the figures of a page in, whose HTML is given."""
    docs(PAGE)
    page = SimpleNamespace(file=SimpleNamespace(src_uri="en/page.md"), url="topic/page/")
    return figures.place(html, page, DRAWN)


def test_photographs_are_written_where_the_page_asks_for_them(docs, tmp_path):
    made = placed(docs, IMAGE.format("one"))
    figures.store({"one": {"images": {"one-1.webp": base64.b64encode(b"photograph").decode()}}}, str(tmp_path / "site"))
    assert (tmp_path / "site/assets/figures/one-1.webp").read_bytes() == b"photograph"
    assert 'href="../../assets/figures/topic/one.py"' in made


@pytest.mark.parametrize(
    "html",
    [IMAGE.format("other"), f"<p>Text {IMAGE.format('one')[3:]}"],
    ids=["a figure that is not in the Markdown as it should be", "a figure inside a paragraph"],
)
def test_a_figure_that_cannot_be_set_in_is_refused(docs, html):
    with pytest.raises(PluginError, match=r"page\.md:\d+: the figure 'topic/\w+' cannot be set in"):
        placed(docs, html)
