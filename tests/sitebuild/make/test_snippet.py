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
    with pytest.raises(TypeError, match=r"fact 'size' is the .*; allowed are"):
        snippet.plain("size", value)


def test_a_ragged_matrix_is_refused():
    with pytest.raises(ValueError, match="inhomogeneous"):
        snippet.plain("size", [[1], 2])
