import json
import re

import pytest
from mkdocs.exceptions import PluginError

from sitebuild.make import worker
from sitebuild.make.job import Job, Words

WORDS = Words("en", "Title", "Chapter", "Site")
LIBRARY = '"""A library."""\n\nSIZE = 3\n'
SNIPPET = '''"""A snippet."""

from matplotlib.figure import Figure

from snippets import library


def facts():
    return {"size": library.SIZE}


def figure(t):
    fig = Figure(figsize=(1, 1))
    fig.text(0.5, 0.5, t("{n} windows", n=12))
    return fig
'''
DRAWING = """import re
FONT, ROLES = 13, ("ink", "muted")
BESIDE = EXACT = NOTE = TALL = WIDE = re.compile("nothing")
"""
LABELS = '"{n} windows": "{n} پنجره"\nother: دیگر\n'


@pytest.fixture
def house(project):
    """A project whose worker is run in a process of its own."""
    project.write("snippets/library.py", LIBRARY)
    project.write("snippets/topic.py", SNIPPET)
    project.write("snippets/shared/drawing.py", DRAWING)
    project.write("docs/fa/labels.yml", LABELS)
    project.write(
        "sitebuild/ask.py",
        "import json, sys\n"
        "from sitebuild.make import worker\n"
        "from sitebuild.make.job import Job\n"
        "if __name__ == '__main__':\n"
        "    jobs = [Job(*words.split(',')) for words in sys.argv[1:]]\n"
        "    done, account = worker.results(jobs)\n"
        "    print(json.dumps([account.made, [done[job] for job in jobs]]))\n",
    )

    def ask(*jobs):
        done = project.command("ask", *jobs)
        assert done.returncode == 0, done.stdout
        made, results = json.loads(done.stdout.splitlines()[-1])
        return made, results

    project.ask = ask
    return project


def test_a_result_is_made_once(house):
    assert house.ask("facts,topic", "figure,topic,en", "figure,topic,fa")[0] == 3
    made, (facts, english, persian) = house.ask("facts,topic", "figure,topic,en", "figure,topic,fa")
    assert made == 0
    assert facts["facts"] == {"size": 3}
    assert "12 windows" in english["svg"]
    assert "۱۲ پنجره" in persian["svg"]


@pytest.mark.parametrize("damage", ["", "{", '{"sum": 1}', "[]", None])
def test_a_damaged_entry_is_made_again(house, damage):
    house.ask("facts,topic")
    entry = ".cache/facts/topic.json"
    house.write(entry, house.read(entry).replace('"size": 3', '"size": 5') if damage is None else damage)
    made, (result,) = house.ask("facts,topic")
    assert made == 1
    assert result["facts"] == {"size": 3}


def test_all_failures_are_told_with_file_line_and_mend(house):
    house.edit("snippets/library.py", "SIZE = 3", "SIZE = 1 / 0")
    house.write("snippets/other.py", '"""Other."""\n\n\ndef facts():\n    raise ValueError("seven")\n')
    said = house.command("ask", "facts,topic", "facts,other").stdout
    assert "snippets/topic.py:5: facts() failed: ZeroDivisionError: division by zero" in said
    assert "snippets/other.py:5: facts() failed: ValueError: seven" in said
    assert "look at snippets/topic.py:5: from snippets import library; snippets/library.py:3: SIZE = 1 / 0" in said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("def facts():", "def facts(:", "snippets/topic.py:8: this is not Python"),
        ("from snippets import", "from . import", "snippets/topic.py:5: an import is relative"),
        ("    return {", "    raise SystemExit(0)\n    return {", "snippets/topic.py:9: facts() failed: SystemExit"),
    ],
)
def test_a_snippet_that_cannot_be_used_names_file_and_line(house, old, new, said):
    house.edit("snippets/topic.py", old, new)
    assert said in house.command("ask", "facts,topic").stdout


def test_a_snippet_without_a_figure_says_so(house):
    assert "snippets/library.py:1: figure() failed" in house.command("ask", "figure,library,en").stdout


@pytest.mark.parametrize("language", ["en", "fa"])
def test_an_unknown_label_stops_both_languages(house, language):
    house.edit("docs/fa/labels.yml", "{n} windows", "{n} panes")
    said = house.command("ask", f"figure,topic,{language}").stdout
    assert "the label '{n} windows' is not in docs/fa/labels.yml" in said
    assert "add it with its Persian" in said


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("while True:\n        pass", "was ended after 2 s\n    To mend it: look for a loop that has no end"),
        (
            "import os\n    os._exit(3)",
            "ended Python itself, without an error (exit status 3)\n    To mend it: look for",
        ),
        ("import os\n    os.kill(os.getpid(), 9)", "was ended by the system (SIGKILL)\n    To mend it: look for"),
    ],
)
def test_a_snippet_that_takes_its_process_with_it_is_named(house, fault, said):
    house.edit("sitebuild/core/processes.py", "LIMIT = 60", "LIMIT = 2")
    house.write("snippets/good.py", '"""Good."""\n\n\ndef facts():\n    return {"one": 1}\n')
    house.write("snippets/bad.py", f'"""Bad."""\n\n\ndef facts():\n    {fault}\n')
    told = house.command("ask", "facts,good", "facts,bad").stdout
    line = 5 if "while" in fault else 4  # a process that dies at once says no line; then it is that of the function
    at = re.search(r"^.*?snippets/bad\.py:(\d+): facts\(\) (.*)", told, re.MULTILINE | re.DOTALL)
    assert at, told
    assert int(at[1]) in (line, line + 1)
    assert at[2].startswith(said)
    assert "good.py" not in told


def test_a_job_that_takes_long_is_named(capsys):
    for job in (Job("facts", "pooling/one"), Job("figure", "pooling/one", "fa"), Job("card", "x", "en", "a/b", WORDS)):
        worker.say_slow(job)
    assert capsys.readouterr().out.splitlines() == [
        "still computing pooling/one.py",
        "still drawing pooling/one.py",
        "still drawing the card of a/b.md",
    ]


def test_an_error_that_is_raised_holds_the_place(monkeypatch):
    job = Job("facts", "topic/name")
    error = worker.failure(job, {"line": 7, "error": "ValueError: x", "unknown": False, "path": []})
    assert isinstance(error, PluginError)
    assert str(error).startswith("snippets/topic/name.py:7: ")
