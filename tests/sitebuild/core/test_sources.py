"""A page is read from its file: its front matter, its title and its body."""

import pytest

from sitebuild.core import sources

PAGE = "---\ndescription: About one.\nneeds: [kernels/index.md]\n---\n# One { #one }\n\nText.\n"


@pytest.fixture
def docs(tmp_path, monkeypatch):
    """Return a folder of pages in place of the project's."""
    monkeypatch.setattr(sources, "DOCS", tmp_path)
    for name in ("en/pooling/index.md", "en/index.md", "en/pooling/photo.png", "fa/index.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(PAGE, "utf-8")
    return tmp_path


def test_the_pages_of_a_language_go_by_their_path_inside_it(docs):
    assert list(sources.pages("en").items()) == [
        ("index.md", docs / "en" / "index.md"),
        ("pooling/index.md", docs / "en" / "pooling" / "index.md"),
    ]
    assert set(sources.pages("fa")) == {"index.md"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (PAGE, {"description": "About one.", "needs": ["kernels/index.md"]}),
        ("# One\n", {}),
        ("---\n- a list\n---\n# One\n", {}),
        ("---\ndescription: [\n---\n# One\n", {}),
        ("# One\n\n---\nnot: at the start\n---\n", {}),
    ],
    ids=["whole", "none", "list", "not YAML", "further down"],
)
def test_front_matter_is_what_stands_between_the_first_two_rules(text, found):
    assert sources.front_matter(text) == found


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (PAGE, "One"),
        ("# Kernels, size 3\n# Second\n", "Kernels, size 3"),
        ("text # no heading\n## Section\n# Later { #later .wide }\n", "Later"),
        ("no heading", "page"),
    ],
)
def test_a_title_is_the_first_heading_without_its_id(tmp_path, text, title):
    page = tmp_path / "page.md"
    page.write_text(text, "utf-8")
    assert sources.title(page) == title


def test_a_page_that_is_gone_has_the_name_of_its_file(tmp_path):
    assert sources.title(tmp_path / "gone.md") == "gone"


@pytest.mark.parametrize(
    ("text", "lab"),
    [
        ("---\njupyter:\n  kernelspec:\n    name: python3\n---\n# Lab\n", True),
        (PAGE, False),
        ("# A page about kernelspec: none\n", False),
        ("---\ndescription: x\n---\nkernelspec: in the text\n---\n", False),
    ],
)
def test_a_lab_names_its_kernel_in_its_front_matter(tmp_path, text, lab):
    page = tmp_path / "page.md"
    page.write_text(text, "utf-8")
    assert sources.is_lab(page) is lab


def test_a_body_keeps_the_numbers_of_its_lines():
    body = sources.body(PAGE)
    assert "description" not in body
    assert body.split("\n")[4:] == PAGE.split("\n")[4:]
    assert sources.body("# One\n\n---\nx: y\n---\n") == "# One\n\n---\nx: y\n---\n"
