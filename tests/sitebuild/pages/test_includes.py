import pytest
from mkdocs.exceptions import PluginError

from sitebuild.pages import includes


@pytest.fixture
def snippet(tmp_path, monkeypatch):
    monkeypatch.setattr(includes, "SNIPPETS", tmp_path)

    def write(text):
        path = tmp_path / "topic.py"
        path.write_text(text, "utf-8")
        return path

    return write


def test_regions_are_read_by_name(snippet):
    one = "# --8<-- [start:one]\na = 1\n# --8<-- [end:one]\n"
    path = snippet(one + "\nhidden = 2\n# --8<-- [start:two]\n\nb = 3\n# --8<-- [end:two]\n")
    assert includes.regions(path) == {"one": "a = 1\n", "two": "b = 3\n"}


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("# --8<-- [start:one]\na = 1\n", 1, "never closed"),
        ("# --8<-- [end:one]\n", 1, "is not open"),
        ("# --8<-- [start:one]\n# --8<-- [start:two]\n", 2, "inside another"),
        ("# --8<-- [start:a]\n# --8<-- [end:a]\n# --8<-- [start:a]\n# --8<-- [end:a]\n", 3, "starts twice"),
    ],
)
def test_a_broken_marker_names_file_and_line(snippet, text, line, said):
    path = snippet(text)
    with pytest.raises(PluginError, match=said) as caught:
        includes.regions(path)
    assert f"topic.py:{line}:" in str(caught.value)


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("print(1)\n", "typed into the page"),
        ("", "typed into the page"),
        ('--8<-- "topic.py:one"\nprint(1)\n', "typed into the page"),
        ('--8<-- "absent.py:one"\n', "no snippet absent.py"),
        ('--8<-- "topic.py:one"\n--8<-- "other.py:two"\n', "several files"),
    ],
)
def test_a_block_that_is_no_include_names_the_page(snippet, tmp_path, inside, said):
    snippet("# --8<-- [start:one]\na = 1\n# --8<-- [end:one]\n")
    page = tmp_path / "page.md"
    page.write_text(f"---\ndescription: x\n---\n# T {{ #t }}\n\n``` python\n{inside}```\n", "utf-8")
    with pytest.raises(PluginError, match=said) as caught:
        includes.blocks(page)
    assert "page.md:6:" in str(caught.value)


def test_a_block_is_its_regions_in_order(snippet, tmp_path):
    snippet("# --8<-- [start:one]\na = 1\n# --8<-- [end:one]\n# --8<-- [start:two]\nb = 2\n# --8<-- [end:two]\n")
    page = tmp_path / "page.md"
    page.write_text('``` python\n--8<-- "topic.py:two"\n--8<-- "topic.py:one"\n```\n', "utf-8")
    (block,) = includes.blocks(page)
    assert block.code == "b = 2\n\na = 1\n"


def test_an_absent_region_is_named(snippet, tmp_path):
    snippet("# --8<-- [start:one]\na = 1\n# --8<-- [end:one]\n")
    page = tmp_path / "page.md"
    page.write_text('``` python\n--8<-- "topic.py:oen"\n```\n', "utf-8")
    (block,) = includes.blocks(page)
    with pytest.raises(PluginError, match="no region 'oen'"):
        _ = block.code


@pytest.mark.parametrize("info", ["python", "py", "{ .python }", "{ .py .lab-code }", 'python alt="a picture"'])
def test_every_way_to_name_python_is_seen(tmp_path, info):
    page = tmp_path / "page.md"
    page.write_text(f"``` {info}\nprint(1)\n```\n", "utf-8")
    with pytest.raises(PluginError, match="typed into the page"):
        includes.blocks(page)


def test_other_fences_are_not_code(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("``` text\nprint(1)\n```\n\n``` pytb\nx\n```\n", "utf-8")
    assert includes.blocks(page) == []
