"""What explorers get from snippets is computed once, and written as it is served."""

import json

from sitebuild.make import data as maker
from sitebuild.make import snippet
from sitebuild.make.job import Job
from sitebuild.pages import data

SNIPPET = '''"""A snippet."""


def data():
    return {"one/two.json": {"numbers": [1, 2.5]}}
'''


def test_the_data_of_a_snippet_become_files_of_the_site(tmp_path, monkeypatch):
    folder = tmp_path / "snippets_with_data"
    (folder / "topic").mkdir(parents=True)
    (folder / "topic" / "one.py").write_text(SNIPPET, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(snippet, "SNIPPETS", folder)
    made = maker.make(Job("data", "topic/one"), {})
    assert made == {"files": {"one/two.json": '{"numbers":[1,2.5]}'}, "labels": {}}
    data.write(made["files"], tmp_path / "site")
    assert json.loads((tmp_path / "site/assets/one/two.json").read_text("utf-8")) == {"numbers": [1, 2.5]}


def test_each_job_is_of_a_snippet_that_is_there():
    assert data.JOBS
    assert all(job.source.is_file() for job in data.JOBS)
