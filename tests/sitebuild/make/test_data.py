"""What a snippet has for explorers becomes the text of files."""

import pytest

from sitebuild.make import data, snippet
from sitebuild.make.job import Job

SNIPPET = '''"""A snippet."""


def data():
    return {"one/two.json": {"numbers": [1, 2.5]}}
'''


@pytest.fixture
def job(tmp_path, monkeypatch):
    """Return the work of a snippet in a folder of its own."""
    folder = tmp_path / "snippets_with_data"
    (folder / "topic").mkdir(parents=True)
    (folder / "topic" / "one.py").write_text(SNIPPET, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(snippet, "SNIPPETS", folder)
    return Job("data", "topic/one")


def test_the_data_of_a_snippet_become_files(job):
    assert data.make(job, {}) == {"files": {"one/two.json": '{"numbers":[1,2.5]}'}, "labels": {}}
