"""A page is read from its file: its front matter, its title and its body."""

import os
import re

import pytest
from mkdocs.exceptions import PluginError

from sitebuild.core import sources
from sitebuild.core.project import ROOT

PAGE = (
    "---\ndescription: What a test page is about, in fifty letters or more.\nneeds: [kernels/index.md]\n---\n"
    "# One { #one }\n\nText.\n"
)


KERNEL = "jupyter:\n  kernelspec:\n    display_name: Python 3\n    language: python\n    name: python3"


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
        (
            PAGE,
            {
                "description": "What a test page is about, in fifty letters or more.",
                "needs": ["kernels/index.md"],
            },
        ),
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
        (PAGE.replace("needs: [kernels/index.md]", KERNEL), True),
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


SENTENCE = "description: One sentence that says what the page is about, and why.\n"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("# A\n\ncaf\u00e9\n".encode("latin-1"), ":3: this is not UTF-8: byte 4 of the line is 0xe9"),
        (b"\xef\xbb\xbf# A\n", ":1: this begins with a byte order mark"),
        ("# A\n".encode("utf-16"), ":1: this is UTF-16"),
        (b"# A\n\n\xc3", ":3: this is not UTF-8: byte 1 of the line is 0xc3"),
        (b"# A\n\nb\x00c\n", ":3: this holds the control sign U+0000"),
        (b"# A\r\nb\x02c\n", ":2: this holds the control sign U+0002"),
    ],
)
def test_bytes_that_are_no_text_are_told_with_their_line(tmp_path, data, said):
    page = tmp_path / "x.md"
    page.write_bytes(data)
    with pytest.raises(PluginError) as caught:
        sources.read(page)
    assert f"x.md{said}" in str(caught.value)
    assert f"To mend it: {'take it out' if 'control' in said else 'save it as UTF-8'}" in str(caught.value)


def test_a_line_that_markdown_may_never_read_to_its_end_is_told(tmp_path):
    page = tmp_path / "x.md"
    page.write_text(f"# A\n\n{'[' * 3000}\n", "utf-8")
    assert sources.read(page)
    page.write_text(f"# A\n\n{'[' * 3001}\n", "utf-8")
    with pytest.raises(PluginError, match=r"x\.md:3: this line has more than 3000 letters.*\n +To mend it: break it"):
        sources.read(page)


def test_what_is_no_file_is_told(tmp_path):
    (tmp_path / "x.md").mkdir()
    with pytest.raises(PluginError, match=r"x\.md: this is a folder.*\n +To mend it: "):
        sources.read(tmp_path / "x.md")
    with pytest.raises(PluginError, match=r"y\.md: this file is not there\n +To mend it: "):
        sources.read(tmp_path / "y.md")
    (tmp_path / "z.md").symlink_to("nowhere.md")
    with pytest.raises(PluginError, match=r"z\.md: this file is not there\n +To mend it: "):
        sources.read(tmp_path / "z.md")


def test_a_link_to_itself_is_told(tmp_path):
    (tmp_path / "x.md").symlink_to("x.md")
    with pytest.raises(PluginError, match=r"x\.md: this cannot be read: .*links\n +To mend it: "):
        sources.read(tmp_path / "x.md")


def test_a_file_that_nobody_may_read_is_told(tmp_path, monkeypatch):
    page = tmp_path / "x.md"

    def refuse(self):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(type(page), "read_bytes", refuse)  # who runs the tests may be allowed to read anything
    with pytest.raises(PluginError, match=r"x\.md: this cannot be read: Permission denied\n +To mend it: "):
        sources.read(page)


def test_lines_may_end_as_on_any_system(tmp_path):
    (tmp_path / "x.md").write_bytes(b"a\r\nb\rc\n")
    assert sources.read(tmp_path / "x.md") == "a\nb\nc\n"


def test_every_source_is_read_by_the_one_reader():
    """What the build itself wrote, or a package brings, is no source."""
    own = ("delivery/", "core/cache.py", "language/search_index.py", "pages/licences.py")
    for file in (ROOT / "sitebuild").rglob("*.py"):
        name = file.relative_to(ROOT / "sitebuild").as_posix()
        if not name.startswith(own):
            found = re.search(r".*\.read_text\(.*", file.read_text("utf-8"))
            assert not found, f"sitebuild/{name}: {found[0].strip()}: read it with core/sources.py"


# ---- front matter


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("", ":1: the page has no description"),
        ("---\n---\n", ":1: the front matter is never closed"),
        ("---\n\n---\n", ":1: the page has no description"),
        (f"---\n{SENTENCE}# Title\n", ":1: the front matter is never closed"),
        ("---\nneeds: []\n---\n", ":1: the page has no description"),
        ("---\ndescription: ''\n---\n", ":2: description is an empty text"),
        ("---\ndescription: [\n---\n", ":3: this is not YAML"),
        ("---\n- a\n---\n", ":2: the front matter is a list"),
        ("---\ndescription: 2020-01-01\n---\n", ":2: description is 2020-01-01 (a date, not a text)"),
        (
            f"---\n{SENTENCE.replace('One', 'The {{ a/b.c }}')}---\n",
            ":2: description holds {{, and a description is plain",
        ),
        (f"---\n{SENTENCE.replace('One', 'The `a`')}---\n", ":2: description holds `, and a description is plain"),
        ("---\ndescription: Too short.\n---\n", ":2: description has 10 letters, but 50 to 200 are wanted"),
        (f"---\ndescription: {'long ' * 50}\n---\n", ":2: description has 249 letters"),
        (
            "---\ndescription: >\n  One sentence that\n  goes over lines.\n---\n",
            ":2: description goes over several lines",
        ),
        (f"---\n{SENTENCE}{SENTENCE}---\n", ":3: the key 'description' stands here again, first in line 2"),
        (f"---\n{SENTENCE}needs: 3\n---\n", ":3: needs is 3 (a number, not a text), but a list of pages is wanted"),
        (f"---\n{SENTENCE}needs: pooling/index.md\n---\n", ":3: needs is the text 'pooling/index.md', but a list of"),
        (f"---\n{SENTENCE}needs:\n---\n", ":3: needs is nothing, but a list of pages is wanted"),
        (f"---\n{SENTENCE}needs:\n  - 3\n---\n", ":4: entry 1 of needs is 3"),
        (f"---\n{SENTENCE}nees: []\n---\n", ":3: the front matter knows no 'nees'\n    To mend it: write 'needs'"),
        (f"---\n{SENTENCE}search:\n  boost: high\n---\n", ":4: search.boost is the text 'high', but a number"),
        (f"---\n{SENTENCE}search: {{boost: true}}\n---\n", ":3: search.boost is true (true or false, not a text)"),
        (f"---\n{SENTENCE}hide: [tok]\n---\n", ":3: entry 1 of hide is the text 'tok', but one of navigation, toc"),
        (f"---\n{SENTENCE}jupyter: {{}}\n---\n", ":3: jupyter has no 'kernelspec'"),
        (f"---\n{SENTENCE}twin: {{a: 12}}\n---\n", ":3: twin.a is 12"),
    ],
)
def test_odd_front_matter_is_told_with_its_line(tmp_path, head, said):
    page = tmp_path / "x.md"
    told = sources.faults(page, head + "# Title { #title }\n")
    assert len(told) == 1
    assert f"x.md{said}" in told[0]
    assert "\n    To mend it: " in told[0]
    assert sources.front_matter(head + "# Title { #title }\n") == {}


def test_what_a_page_needs_must_be_there(tmp_path, monkeypatch):
    monkeypatch.setattr(sources, "DOCS", tmp_path)
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "there.md").touch()
    page = f"---\n{SENTENCE}needs:\n  - there.md\n  - nowhere.md\n---\n"
    (told,) = sources.faults(tmp_path / "en" / "x.md", page)
    assert "x.md:5: it needs nowhere.md, which is not there\n    To mend it: name pages as in nav" in told


def test_what_only_the_other_language_reads_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(sources, "DOCS", tmp_path)
    for language, key, value in (("fa", "needs", "[]"), ("en", "twin", "{}")):
        (told,) = sources.faults(tmp_path / language / "x.md", f"---\n{SENTENCE}{key}: {value}\n---\n")
        assert f"x.md:3: {key!r} is read in the pages of" in told


def test_the_pages_of_the_project_have_no_fault():
    for language in ("en", "fa"):
        for path in sources.pages(language).values():
            assert sources.faults(path, sources.read(path)) == []


def test_a_lab_is_what_names_a_kernel_in_its_front_matter(tmp_path):
    page = tmp_path / "x.md"
    page.write_text(f"---\n{SENTENCE}---\n\nkernelspec: none\n", "utf-8")
    assert not sources.is_lab(page)
    kernel = "jupyter:\n  kernelspec:\n    display_name: P\n    language: python\n    name: python3\n"
    page.write_text(f"---\n{SENTENCE}{kernel}---\n", "utf-8")
    assert sources.is_lab(page)


def test_a_folder_that_is_named_as_a_page_is_no_traceback(tmp_path, monkeypatch):
    monkeypatch.setattr(sources, "DOCS", tmp_path)
    os.makedirs(tmp_path / "en" / "x.md")
    with pytest.raises(PluginError, match="this is a folder"):
        [sources.is_lab(path) for path in sources.pages("en").values()]
