"""What a person reads when something is wrong: each fault is put into a copy of the project, which is then built.

A build costs seconds, so what is told together is tried together, and what a hook says alone is tested with the hook.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys

import pytest

from sitebuild.core.project import ROOT, SNIPPETS
from sitebuild.core.sources import pages
from sitebuild.make import job
from sitebuild.pages import figures
from tests.conftest import ENVIRONMENT
from tests.site.same import differing
from tests.small import PAGES

pytestmark = pytest.mark.usefixtures("site")  # the copies use its cache

LESSON, TWIN = "docs/en/pooling/index.md", "docs/fa/pooling/index.md"
SNIPPET = "snippets/pooling/max_pool.py"
LAB = "docs/en/labs/max-or-mean.md"
HEADING = re.compile(r"^## .*\{ #([\w-]+) \}$", re.MULTILINE)


def fails(project, *said):
    done = project.build()
    assert done.returncode != 0, "the build passed"
    for words in said:
        assert words in done.stdout, f"{words!r} is not in\n{done.stdout}"
    assert "Traceback" not in done.stdout, done.stdout
    return done.stdout


def test_snippets_that_fail(small):
    """All are named at once."""
    other = "snippets/pooling/photo.py"
    small.edit(SNIPPET, "def facts():", "def facts():\n    raise ValueError('spilt')\n\n\ndef other():")
    small.edit(other, "def facts():", "def facts():\n    raise SystemExit(0)\n\n\ndef other():")
    line = small.read(SNIPPET).splitlines().index("    raise ValueError('spilt')") + 1
    fails(
        small,
        f"{SNIPPET}:{line}: facts() failed: ValueError: spilt",
        "To mend it: look at",
        f"{other}:",
        "facts() failed: SystemExit",
    )


def test_pages_that_say_nothing_of_themselves(small):
    other = "docs/en/pooling/max-or-mean.md"
    small.write(LESSON, "")
    small.write(TWIN, "")
    small.edit(other, "description:", "description: [")
    fails(
        small,
        f"{LESSON}:1: the page has no description",
        "the page does not begin with a heading",
        f"{other}:3: this is not YAML",
    )


def test_a_figure_that_cannot_be_set_in(small):
    for page in (LESSON, TWIN):
        small.write(page, small.read(page) + '\n![A [small] grid](figure:pooling/gaps "A caption")\n')
    fails(small, f"{LESSON}:", "the figure 'pooling/gaps' cannot be set in", "no ] in the description")


def test_everything_that_a_strict_build_stops_at_is_told_at_once(project):
    taught = project.read("docs/glossary.yml")

    def section(page):
        return next(one for one in HEADING.findall(project.read(page)) if f"#{one}\n" not in taught)

    for page in (LESSON, TWIN):
        text = re.sub(r"\((stride-and-overlap\.md)[^)]*\)", r"(\1#nowhere)", project.read(page))
        assert "#nowhere" in text
        project.write(page, f"{text}\n[Away](nowhere.md)\n\n| a | b |\n| - | - |\n| 0.5 | c |\n")
    project.command("language.twins", "stamp", "pooling/index")
    changed, renamed, bare, untitled, gone = (
        "kernels/size-and-centre",
        "kernels/gallery",
        "convolution/correlation",
        "convolution/channels",
        "convolution/in-code",
    )
    en, fa = "docs/en/{}.md".format, "docs/fa/{}.md".format
    stale = section(en(changed))
    project.edit(en(changed), f"{{ #{stale} }}\n", f"{{ #{stale} }}\n\nA new sentence.\n")
    project.edit(en(renamed), f"{{ #{section(en(renamed))} }}", "{ #another }")
    heading = next(m[0] for m in HEADING.finditer(project.read(en(bare))) if m[1] == section(en(bare)))
    project.edit(en(bare), heading, "## Bare")
    for page in (en(untitled), fa(untitled)):
        project.write(page, project.read(page) + "\n!!! note\n    Inside.\n")
    (project.path / fa(gone)).unlink()
    project.edit("mkdocs.yml", "            Pooling: ادغام\n", "")
    project.edit("mkdocs.yml", "      - pooling/borders.md\n", "")
    fails(
        project,
        "the doc 'en/pooling/stride-and-overlap.md' does not contain an anchor '#nowhere'",
        "nowhere.md",
        f"{LESSON}:",
        "the table holds the number 0.5 typed by hand",
        f"{fa(changed)}:",
        f"the English of #{stale} has changed",
        f"make stamp PAGE={changed}",
        f"{fa(renamed)}:",
        "headings differ from the English page: there ## … { #another }",
        f"{en(bare)}:",
        "the heading '## Bare' has no id",
        f"{fa(untitled)}:",
        "the note has no title",
        f"{en(gone)}: this page has no twin",
        f"write {fa(gone)}",
        "mkdocs.yml:",
        "the navigation title 'Pooling' has no Persian",
        "pooling/borders.md",
    )


def test_a_lab_cell_that_fails(small):
    cell = re.search(r"^```python.*\n(?P<include>.*)\n```$", small.read(LAB), re.MULTILINE)
    include = re.search(r'"(.+):(.+)"', cell["include"])
    file, region = f"snippets/{include[1]}", include[2]
    # It fails as a cell alone, not when the facts of the same file are computed.
    fault = "assert __name__ != '__main__', 'spilt'"
    small.edit(file, f"# --8<-- [end:{region}]", f"{fault}\n# --8<-- [end:{region}]")
    line = small.read(LAB).splitlines().index(cell["include"])
    fails(small, f"{LAB}:{line}: a cell of this lab failed: AssertionError: spilt", "To mend it")


# ---- only what has changed


def made(said, what):
    """Return how much of something a build says that it made, in each language."""
    told = rf"^{what}(?: \(\w+\))?: (\d+) (?:computed|drawn)"
    return [int(number) for number in re.findall(told, said, re.MULTILINE)]


def test_only_what_a_changed_snippet_feeds_is_made_again(small):
    """One snippet that figures and facts are made of, and one that a lab shows; the cache has what the sources were."""
    cell = re.search(r'^```python.*\n--8<-- "(.+):(.+)"\n```$', small.read(LAB), re.MULTILINE)
    marker = f"# --8<-- [start:{cell[2]}]\n"
    small.edit(SNIPPET, '"""', '"""Changed. ')
    small.edit(f"snippets/{cell[1]}", marker, marker + "print('a new line')\n")
    changed = {ROOT / SNIPPET, SNIPPETS / cell[1]}

    def feeds(name):
        return bool(changed & job.sources(SNIPPETS / f"{name}.py"))

    sources = {page: pages("en")[page] for page in PAGES}
    named = {page: [m["name"] for _, m in figures.named(path)] for page, path in sources.items()}
    drawn = {name for names in named.values() for name in names if feeds(name)}
    cards = [page for page, names in named.items() if names and feeds(names[0])]
    quoted = {m[1] for path in sources.values() for m in re.finditer(r"\{\{ ([\w/]+)\.", path.read_text("utf-8"))}
    computed = [name for name in quoted if feeds(name)]
    assert drawn
    assert cards
    assert computed
    done = small.build()
    again = done.stdout
    assert done.returncode == 0, again
    assert made(again, "facts") == [len(computed)], again
    assert made(again, "figures") == [len(drawn)] * 2, again
    assert made(again, "cards") == [len(cards)] * 2, again
    assert again.count("Converting notebook") == 2, again
    for edition in ("", "fa/"):
        assert "a new line" in small.read(f"built/{edition}labs/max-or-mean/index.html")


# ---- what comes from outside


def start(project, *command):
    """Start a build as `make build` does it, in a group of processes of its own."""
    return subprocess.Popen(
        [*command, sys.executable, "-m", "sitebuild.delivery.publish"],
        cwd=project.path,
        env={**ENVIRONMENT, "PYTHONUNBUFFERED": "1"},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def until(process, words):
    """Wait until a build says something."""
    told = []
    for line in process.stdout:
        told.append(line)
        if words in line:
            return
    raise AssertionError(f"the build ended without {words!r}\n{''.join(told)}")


def entries(project, kind):
    """Return what is kept of a kind for pages of the small site."""
    return [file for file in sorted((project.path / ".cache" / kind).rglob("*.json")) if "max" in file.name]


def spoil(project):
    """Damage the cache: an entry of each kind holds the result of another, all else there is no longer what it was."""
    for kind in ("facts", "figure", "card", "labs/run"):
        first, second = entries(project, kind)[:2]
        wrong = {**json.loads(first.read_text("utf-8")), "result": json.loads(second.read_text("utf-8"))["result"]}
        first.write_text(json.dumps(wrong), "utf-8")
    others = [p for p in (project.path / ".cache").rglob("*") if p.is_file() and p.suffix != ".json"]
    assert {"labs"} <= {p.relative_to(project.path / ".cache").parts[0] for p in others}
    for file in others:
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def test_after_kills_in_a_spoilt_cache_two_builds_at_once_are_right(small):
    done = small.build()
    assert done.returncode == 0, done.stdout
    site = small.path / "built"
    shutil.copytree(site, small.path / "site")
    (small.path / "site" / "of-the-last-build").touch()
    before = differing(site, small.path / "site")
    spoil(small)
    # While facts are computed, English cards drawn, and Persian pages written.
    for moment in ("Building documentation", "figures (en)", "cards (fa)"):
        build = start(small)
        until(build, moment)
        os.killpg(build.pid, signal.SIGKILL)
        build.communicate()
        assert differing(site, small.path / "site") == before == ["of-the-last-build"]
    first = start(small)
    until(first, "Building documentation")  # so it is the first
    second = start(small)
    until(second, "Another build is running here; this one waits for it")
    said = [build.communicate()[0] for build in (first, second)]
    assert [first.returncode, second.returncode] == [0, 0], said
    assert differing(site, small.path / "site") == []


@pytest.mark.parametrize(
    ("blocks", "missing", "said"),
    [
        (8, "figure/pooling/slide.en.json", ".cache/figure/pooling/slide.en.json cannot be written: "),
        (200, None, ".cache/site-new/assets/"),
    ],
)
def test_a_full_disk(small, blocks, missing, said):
    """No file can be longer than so many blocks; a full disk fails at the same place with another word."""
    small.write("site/good", "good")
    if missing:
        (small.path / ".cache" / missing).unlink()
    build = start(small, "sh", "-c", f'ulimit -f {blocks} && exec "$@"', "sh")
    told = build.communicate()[0]
    assert build.returncode != 0
    assert said in told, told
    assert re.search(r"cannot be written: .*\n +To mend it: make room on that disk", told), told
    assert "Traceback" not in told, told
    assert small.read("site/good") == "good"


def test_a_failing_build_leaves_the_last_good_site(small):
    """As `make build` does it, with the tools of this environment."""
    shutil.copy(ROOT / "Makefile", small.path)
    small.write("requirements.txt", "")
    (small.path / ".venv").symlink_to(ROOT / ".venv")
    small.write("site/good", "good")
    small.edit(SNIPPET, "def facts():", "def facts(:")
    line = small.read(SNIPPET).splitlines().index("def facts(:") + 1
    command = ["make", "build", "--assume-old", "requirements.txt"]
    done = subprocess.run(command, cwd=small.path, capture_output=True, text=True)
    assert done.returncode != 0
    assert f"{SNIPPET}:{line}: this is not Python" in done.stdout + done.stderr
    assert small.read("site/good") == "good"
