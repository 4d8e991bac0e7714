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
        ("# --8<-- [start:one]\n# --8<-- [end:one]\n", 1, "is empty"),
        ("# --8<-- [start:one]\n# --8<-- [start:two]\n", 2, "inside another"),
        ("# --8<-- [start:a]\na\n# --8<-- [end:a]\n# --8<-- [start:a]\na\n# --8<-- [end:a]\n", 4, "starts twice"),
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


@pytest.mark.parametrize("info", ["python", "{ .python }", "{.python .lab-code}", 'python alt="a picture"'])
def test_every_way_to_name_python_is_seen(tmp_path, info):
    page = tmp_path / "page.md"
    page.write_text(f"``` {info}\nprint(1)\n```\n", "utf-8")
    with pytest.raises(PluginError, match="typed into the page"):
        includes.blocks(page)


def test_what_is_no_code_may_stand_in_a_fence(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("- List\n\n    More of it.\n\n    ``` text\n    1\n    ```\n\n``` console\n$ make\n```\n", "utf-8")
    includes.check_page(page)
    assert [(one.line, one.kind, one.inside) for one in includes.fences(page)] == [
        (5, "text", "    1\n"),
        (9, "console", "$ make\n"),
    ]


@pytest.mark.parametrize(
    "info", ["py", "py3", "python3", "ipython", "Python", "pycon", "pytb", "{ .py }", "{.Python}", "sh", "markdown", ""]
)
def test_no_other_kind_of_fence_can_hold_code(tmp_path, info):
    page = tmp_path / "page.md"
    page.write_text(f"# T {{ #t }}\n\n``` {info}\nprint(1)\n```\n", "utf-8")
    with pytest.raises(
        PluginError, match=r"page\.md:3: a fence .* hide code.*\n +To mend it: write ``` python"
    ) as caught:
        includes.check_page(page)
    assert info.strip("{} .") in str(caught.value)


ONE = '``` python\n--8<-- "topic.py:one"\n```\n'


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("# T\n\n``` text\na\n", 3, "this fence is never closed"),
        ("``` console\n$ python\n>>> print(1)\n```\n", 3, "a fence of text holds Python"),
        ("``` text\na\n{{ topic/name.fact }}\n```\n", 3, "a fence of text holds a fact"),
        ('``` text hl_lines="x"\na\n```\n', 1, "the site's Markdown does not read"),
        ('``` python title="x"\n--8<-- "topic.py:one"\n```\n', 1, "the site's Markdown does not read"),
        ("``` text\na\n\n" + ONE, 4, "a fence begins inside that of line 1, which is not closed"),
        ("``` text\na\n````\n", 3, "this does not close the fence of line 1"),
        ("``` text\na\n  ```\n", 3, "this does not close the fence of line 1"),
        ("~~~ python\na\n~~~\n", 1, "a fence of tildes"),
        ("Text.\n\n> ``` python\n> a\n> ```\n", 3, "a fence of tildes, in a quotation"),
        ("- ``` python\n  a\n", 1, "a fence stands inside a line"),
        ("```a```\n", 1, "a fence begins and ends in one line"),
        ('``` text\n--8<-- "topic.py:one"\n```\n', 2, "an include stands outside a block of Python"),
        ('Text.\n\n--8<-- "topic.py"\n', 3, "an include stands outside a block of Python"),
        ("--8<--\ntopic.py\n--8<--\n", 1, "an include stands outside a block of Python"),
        ("Text.\n\n    print(1)\n", 3, "this indented paragraph is a block of code"),
        ('``` python\n--8<-- "../topic.py:one"\n```\n', 1, "../topic.py is outside snippets/"),
        ('``` python\n--8<-- "/etc/passwd:one"\n```\n', 1, "/etc/passwd is outside snippets/"),
        ('``` python\n--8<-- "nowhere.py:one"\n```\n', 1, "there is no snippet nowhere.py"),
    ],
)
def test_what_would_be_published_unseen_is_told_with_its_line(snippet, tmp_path, text, line, said):
    snippet("# --8<-- [start:one]\na = 1\n# --8<-- [end:one]\n")
    page = tmp_path / "page.md"
    page.write_text(text, "utf-8")
    with pytest.raises(PluginError) as caught:
        includes.check_page(page)
    assert f"page.md:{line}: {said}" in str(caught.value)
    assert "\n    To mend it: " in str(caught.value)
