"""Each field says what stands in it, what is wanted and how to write it."""

import re
from pathlib import Path

import pytest
from mkdocs.exceptions import PluginError

from sitebuild.core import schema, yaml_file
from sitebuild.core.schema import Field

SHAPE = schema.record(
    {
        "title": Field(schema.text, "write a title", True),
        "size": Field(schema.number, "write a size"),
        "open": Field(schema.flag, "write true"),
        "side": Field(schema.one_of(("left", "right")), "pick a side"),
        "names": Field(schema.list_of(schema.text, "a list of names"), "write [a, b]"),
        "sums": Field(schema.mapping_of(schema.string, "a mapping"), "write {a: b}"),
    }
)


def read(text):
    return SHAPE(yaml_file.read(Path("x.yml"), text), "write the file")


def test_what_fits_is_given_back():
    text = 'title: T\nsize: 2.5\nopen: false\nside: left\nnames: [a, b]\nsums: {a: ""}\n'
    want = {"title": "T", "size": 2.5, "open": False, "side": "left", "names": ["a", "b"], "sums": {"a": ""}}
    assert read(text) == want


@pytest.mark.parametrize(
    ("text", "line", "said", "mend"),
    [
        ("", 1, "the file is nothing, but a mapping with title", "write the file"),
        ("[a]", 1, "the file is a list", "write the file"),
        ("size: 1\n", 1, "the file has no 'title'", "write a title"),
        ("title: ' '\n", 1, "title is an empty text", "write a title"),
        ("title: no\n", 1, "title is false (true or false, not a text), but a text is wanted", "write a title"),
        ("title: T\ntile: U\n", 2, "the file knows no 'tile'", "write 'title'"),
        ("title: T\nzzzz: U\n", 2, "the file knows no 'zzzz'", "remove it, or write one of title, size"),
        ("title: T\nsize: -1\n", 2, "size is -1 (a number, not a text), but a number, zero or more,", "write a size"),
        ("title: T\nsize: .nan\n", 2, "size is nan", "write a size"),
        ("title: T\nsize: true\n", 2, "size is true", "write a size"),
        ("title: T\nopen: 1\n", 2, "open is 1", "write true"),
        ("title: T\nside: top\n", 2, "side is the text 'top', but one of left, right is wanted", "pick a side"),
        ("title: T\nside: [left]\n", 2, "side is a list", "pick a side"),
        ("title: T\nnames: abc\n", 2, "names is the text 'abc', but a list of names is wanted", "write [a, b]"),
        ("title: T\nnames:\n- a\n- 2\n", 4, "entry 2 of names is 2", "write [a, b]"),
        ("title: T\nsums: [a]\n", 2, "sums is a list, but a mapping is wanted", "write {a: b}"),
        ("title: T\nsums:\n  a: 1\n", 3, "sums.a is 1", "write {a: b}"),
    ],
)
def test_what_does_not_fit_is_told(text, line, said, mend):
    with pytest.raises(PluginError, match=rf"x\.yml:{line}: {re.escape(said)}.*\n    To mend it: {re.escape(mend)}"):
        read(text)
