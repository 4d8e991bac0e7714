"""A snippet is imported in silence, and a fact is kept exactly or refused."""

import json
import sys

import numpy as np
import pytest

from sitebuild.make import snippet
from sitebuild.make.job import Job

SNIPPET = '''"""A snippet."""

print("shown")


def facts():
    print("shown too")
    return {"size": 3, "row": (1, 2)}
'''


@pytest.fixture
def job(tmp_path, monkeypatch):
    """Return the work of a snippet in a folder of its own."""
    folder = tmp_path / "snippets_of_a_test"
    (folder / "topic").mkdir(parents=True)
    (folder / "topic" / "one.py").write_text(SNIPPET, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(snippet, "SNIPPETS", folder)
    yield Job("facts", "topic/one")
    for name in [name for name in sys.modules if name.startswith(folder.name)]:
        del sys.modules[name]


def test_the_facts_of_a_snippet_are_those_that_it_returns(job):
    assert snippet.make(job, {"Input": "ورودی"}) == {"facts": {"size": 3, "row": [1, 2]}, "labels": {}}


def test_what_a_snippet_prints_stays_with_it(job, capsys):
    snippet.make(job, {})
    assert capsys.readouterr().out == ""
    print("and afterwards all is as before")
    assert capsys.readouterr().out == "and afterwards all is as before\n"


def test_a_snippet_without_the_wanted_function_says_so(job):
    with pytest.raises(AttributeError, match=r"the file has no figure\(\)"), snippet.loaded(job, "figure"):
        pass


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("first", "first"),
        (3, 3),
        (0.1, 0.1),
        (np.float32(0.5), 0.5),
        (np.uint8(255), 255),
        ((1, 2), [1, 2]),
        (np.eye(2, dtype=int), [[1, 0], [0, 1]]),
        (1 / 3, 1 / 3),
    ],
)
def test_a_fact_is_kept_exactly_as_json_can_hold_it(value, kept):
    found = snippet.plain("size", value)
    assert found == kept
    assert type(found) is type(kept), "3 and 3.0 are not written alike"
    assert json.loads(json.dumps(found)) == kept


@pytest.mark.parametrize(
    "value",
    [{1, 2}, True, float("nan"), float("inf"), [], [[]], [[[1]]], None, 1j, {"a": 1}, [1, None], b"x"],
    ids=repr,
)
def test_a_fact_that_no_page_could_show_is_refused(value):
    with pytest.raises(TypeError, match=r"fact 'size' is .*; allowed are"):
        snippet.plain("size", value)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("a\n\n# b", "holds the sign U\\+000A: a fact is text in one line"),
        ("\ud800", "holds the sign U\\+D800: a fact is text in one line"),
        ("x" * 1001, "has 1001 letters, and a page has room for 1000"),
        (np.zeros((40, 40)), "has 1600 numbers, and a page has room for 1000"),
        (set(range(10**5)), r"is the set \{0, 1, 2, .{40,80}…; allowed are"),
    ],
)
def test_what_would_fill_a_page_or_a_message_is_refused(value, said):
    with pytest.raises((TypeError, ValueError), match=said):
        snippet.plain("size", value)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("def facts():\n    pass\n", "it returned nothing; end it with `return {"),
        ("def facts():\n    return [3]\n", r"it returned the list \[3\]; end it with `return {"),
        ("def facts():\n    return {3: 4}\n", "no page can quote the int 3: write a name"),
        ("def facts():\n    return {'a b': 4}\n", "no page can quote the str 'a b': write a name"),
        ("facts = {'size': 3}\n", r"facts is no function, but the dict \{'size': 3\}"),
    ],
)
def test_facts_that_no_page_could_quote_are_refused(job, code, said):
    (snippet.SNIPPETS / "topic" / "one.py").write_text(code, "utf-8")
    with pytest.raises(TypeError, match=said):
        snippet.make(job, {})


def test_a_value_whose_class_fails_is_said_by_its_class():
    odd = type("Odd", (), {"__repr__": lambda self: 1 / 0})
    assert snippet.said(odd()) == "the Odd"


def test_a_ragged_matrix_is_refused():
    with pytest.raises(ValueError, match="inhomogeneous"):
        snippet.plain("size", [[1], 2])
