"""What a result is made from is in its key: all of it, and little else."""

import json

import pytest
from mkdocs.exceptions import PluginError

from sitebuild.core.project import DOCS
from sitebuild.make.job import Job, Words, key, parsed

WORDS = Words("fa", "یک", "ادغام", "سایت")
JOBS = {
    "facts": Job("facts", "topic/one"),
    "figure": Job("figure", "topic/one", "fa"),
    "card": Job("card", "topic/one", "fa", "page", WORDS),
}
ONE = '''"""A snippet."""

from matplotlib.figure import Figure

from snippets.topic import other


def facts():
    return {"size": other.SIZE}


def figure(t):
    fig = Figure(figsize=(4, 4))
    fig.text(0.5, 0.5, t("{n} windows", n=other.SIZE))
    return fig
'''
OTHER = '"""Another."""\n\nSIZE = 12\n'
# Does a job as a worker does it, in a process that notes which files of the project it opens; then changes one file
# after the other and tells for which the key of the job stays what it was.
ASK = """
import json, sys
from pathlib import Path

root = Path.cwd()
opened = set()


def note(event, words):
    if event == "open" and isinstance(words[0], str):
        path = Path(words[0]).absolute()
        if path.parent.name == "__pycache__":  # what Python keeps of a module it has read before
            path = path.parent.parent / f"{path.name.split('.')[0]}.py"
        if path.is_relative_to(root) and path.is_file() and ".cache" not in path.parts:
            opened.add(path)


if __name__ == "__main__":
    sys.addaudithook(note)
    sys.dont_write_bytecode = True
    from sitebuild.make.job import Job, Words, key
    kind, name, language, page, words = json.loads(sys.argv[1])
    job = Job(kind, name, language, page, Words(*words) if words else None)
    from sitebuild.language.labels import CATALOGUE, labels
    from sitebuild.make.worker import perform
    result = perform(labels(), job)
    assert "error" not in result, result
    before = key(job)
    unseen = []
    for path in sorted(opened - {CATALOGUE, Path(__file__).absolute()}):
        whole = path.read_bytes()
        path.write_bytes(whole + b"\\n")
        if key(job) == before:
            unseen.append(str(path.relative_to(root)))
        path.write_bytes(whole)
    names = sorted(str(path.relative_to(root)) for path in opened)
    print(json.dumps([names, unseen]))
"""


@pytest.fixture
def ask(project):
    project.write("snippets/topic/one.py", ONE)
    project.write("snippets/topic/other.py", OTHER)
    project.write("docs/fa/labels.yml", '"{n} windows": "{n} پنجره"\n')
    project.write("sitebuild/ask.py", ASK)

    def asked(job):
        words = job.words and [job.words.language, job.words.title, job.words.chapter, job.words.site]
        done = project.command("ask", json.dumps([job.kind, job.name, job.language, job.page, words]))
        assert done.returncode == 0, done.stdout
        return json.loads(done.stdout.splitlines()[-1])

    return asked


@pytest.mark.parametrize(
    ("kind", "among"),
    [
        ("facts", {"snippets/topic/other.py", "sitebuild/make/snippet.py", "sitebuild/make/worker.py"}),
        ("figure", {"snippets/topic/other.py", "sitebuild/make/svg.py", "sitebuild/language/numbers.py"}),
        ("card", {"sitebuild/make/logo.py", "docs/assets/fonts/vazirmatn-arabic-wght-normal.woff2"}),
    ],
)
def test_every_file_that_a_result_comes_from_changes_its_key(ask, kind, among):
    opened, unseen = ask(JOBS[kind])
    assert among <= set(opened), "the run did not note what it opened"
    assert unseen == [], f"{kind}: a result would be taken from the cache though these changed; see sources() in job.py"


def test_what_a_result_does_not_come_from_leaves_its_key(tmp_path, monkeypatch):
    """A card knows the stylesheet of the colours, facts know neither it nor how figures are drawn."""
    from sitebuild.make import job

    known = {kind: {path.name for path in job.sources(one.maker)} for kind, one in JOBS.items()}
    assert not {"svg.py", "card.py", "drawing.py"} & known["facts"]
    assert "card.py" not in known["figure"]
    sheets = {path.name for path in (DOCS / "assets" / "stylesheets").glob("*.css")}
    assert sheets & known["card"]
    assert not sheets <= known["card"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a = 1\ndef (\n", ":2: this is not Python: "),
        ("if a:\n    b = 1\n\tc = 2\n", ":3: this is not Python: "),
        ("x = " + "-" * 100_000 + "1\n", ": this is nested too deep for Python"),
        ("#!/usr/bin/python\n# -*- coding: latin-1 -*-\n", ":2: this line says that the file is latin-1"),
    ],
    ids=["syntax", "tab", "deep", "encoding"],
)
def test_what_is_no_python_is_told(tmp_path, text, said):
    file = tmp_path / "one.py"
    file.write_text(text, "utf-8")
    with pytest.raises(PluginError, match=rf"one\.py{said}.*\n +To mend it: "):
        parsed(file)


def test_a_file_may_say_that_it_is_utf_8(tmp_path):
    file = tmp_path / "one.py"
    file.write_text("# vim: set fileencoding=utf-8 :\n# coding: UTF-8\na = 'é'\n", "utf-8")
    assert len(parsed(file).body) == 1


@pytest.mark.parametrize("field", ["kind", "name", "language", "page", "words"])
def test_what_is_asked_for_is_in_the_key(field):
    from dataclasses import replace

    other = {
        "kind": "figure",
        "name": "pooling/gaps",
        "language": "en",
        "page": "other",
        "words": Words("fa", "دو", "", ""),
    }
    job = Job("card", "pooling/overlap", "fa", "page", WORDS)
    assert key(replace(job, **{field: other[field]})) != key(job)
