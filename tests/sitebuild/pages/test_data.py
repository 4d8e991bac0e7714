"""What explorers get from snippets is written where their scripts ask for it."""

from sitebuild.pages import data


def test_each_file_is_written_into_assets(tmp_path):
    data.write({"one/two.json": '{"numbers":[1,2.5]}'}, tmp_path)
    assert (tmp_path / "assets/one/two.json").read_text("utf-8") == '{"numbers":[1,2.5]}'


def test_each_job_is_of_a_snippet_that_is_there():
    assert data.JOBS
    assert all(job.source.is_file() for job in data.JOBS)
