import difflib
import shutil

import pytest
from mkdocs.exceptions import PluginError

from sitebuild.core import markdown
from sitebuild.language import twins

ENGLISH = """---
description: What stride is, and what a window does with a picture.
---
# Window and stride { #window }

Text with [a link](borders.md#floor), $k = 2$ and {{ pooling/x.kept }}.

![A picture](figure:pooling/x "Look")

## Rule { #rule }

``` python
--8<-- "pooling/x.py:one"
```

!!! note "Careful"
    Inside.

<div class="exercise" data-exercise="pooling/write_x" markdown>

</div>

| a | b |
| - | - |
| c | d |
"""
PERSIAN = """---
description: گام چیست و پنجره با تصویر چه می‌کند، با شکل و کد آزموده
---
# پنجره و گام { #window }

متن با {{ pooling/x.kept }} و $k = 2$ و [پیوند](borders.md#floor).

![شکل](figure:pooling/x "ببینید")

## قاعده { #rule }

``` python
--8<-- "pooling/x.py:one"
```

!!! note "دقت"
    درون.

<div class="exercise" data-exercise="pooling/write_x" markdown>

</div>

| الف | ب |
| - | - |
| پ | ت |
"""
NAME = "pooling/x.md"


def test_a_page_in_step_has_no_problem():
    assert twins.structure(NAME, ENGLISH, PERSIAN) == []
    assert twins.stale(NAME, ENGLISH, twins.stamped(ENGLISH, PERSIAN)) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("## قاعده { #rule }", "## قاعده { #rules }", "headings differ"),
        ("## قاعده { #rule }", "### قاعده { #rule }", "headings differ"),
        ("## قاعده { #rule }", "## قاعده", "has no id"),
        ("## قاعده { #rule }\n", "", "headings differ"),
        ('--8<-- "pooling/x.py:one"', '--8<-- "pooling/x.py:two"', "code blocks of #rule"),
        ("figure:pooling/x", "figure:pooling/y", "figures of #window"),
        ("| پ | ت |\n", "", "tables of #rule"),
        ("| الف | ب |\n| - | - |\n| پ | ت |", "| الف |\n| - |\n| پ |", "tables of #rule"),
        ("$k = 2$", "$k = 3$", "maths of #window"),
        ("!!! note", "!!! warning", "admonitions of #rule"),
        ("pooling/write_x", "pooling/write_y", "exercises of #rule"),
        ("borders.md#floor", "borders.md#ceil", "link targets of #window"),
        ("{{ pooling/x.kept }}", "چهار", "facts of #window"),
        ("{{ pooling/x.kept }}", "{{ pooling/x.kept:.1f }}", "facts of #window"),
        ("description: گام چیست", "other: x", "no description"),
    ],
)
def test_each_difference_is_found_and_names_the_persian_file(old, new, said):
    assert old in PERSIAN
    found = twins.structure(NAME, ENGLISH, PERSIAN.replace(old, new))
    assert any(said in message for message in found), found
    assert all("docs/fa/pooling/x.md:" in message and "To mend it" in message for message in found)


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("## Rule { #rule }", "## Rule { #window }", 10, "the id 'window' stands here again, first in line 4"),
        ("Text with", '<a id="rule"></a>Text with', 10, "the id 'rule' stands here again, first in line 6"),
        ("## Rule { #rule }", "## Rule { #description }", 10, "the id 'description' is taken"),
        ("# Window and stride { #window }\n", "", 5, "the page does not begin with a heading"),
        ("## Rule { #rule }", "## Rule { #قاعده }", 10, "the id 'قاعده' is not of small Latin letters"),
        ("## Rule { #rule }", "# Rule { #rule }", 10, "this is a second title"),
        ("## Rule { #rule }", "#### Rule { #rule }", 10, "a level is left out above ####"),
        ("!!! note", "!!! nota", 16, "there is no admonition 'nota'"),
        ("| c | d |", "| c | d | e |", 25, "this row has 3 cells, and the head of its table 2"),
        ("| c | d |", "| c |", 25, "this row has 1 cells, and the head of its table 2"),
    ],
)
def test_what_would_hide_a_change_is_told_with_its_line(old, new, line, said):
    assert old in ENGLISH
    found = twins.structure(NAME, ENGLISH.replace(old, new), PERSIAN)
    assert any(f"docs/en/{NAME}:{line}: {said}" in message for message in found), found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Again\n-----\n", "Again"),
        ("Again { #again }\n----\n", "Again"),
        ("##Again\n", "Again"),
        ("Text.\n\n- ## Again\n", "Again"),
        ("<h2>Again</h2>\n", "Again"),
    ],
)
def test_a_heading_that_is_compared_with_no_twin_is_told(tmp_path, content_of, text, words):
    page = tmp_path / "page.md"
    page.write_text(f"# Title {{ #title }}\n\n{text}", "utf-8")
    with pytest.raises(PluginError, match=rf"page\.md:\d: the heading '{words}' is written so .*\n +To mend it: "):
        twins.check_headings(content_of(page.read_text("utf-8")), page)


def test_headings_that_are_compared_pass(tmp_path, content_of):
    page = tmp_path / "page.md"
    page.write_text("# Title { #title }\n\n## A `b` $x$ { .wide #more }\n\n``` text\n## none\n```\n", "utf-8")
    html = content_of(page.read_text("utf-8"))
    assert html.count("<h") == 2
    assert twins.check_headings(html, page) == html


def test_an_id_in_code_is_none():
    text = ENGLISH.replace("Text with", "Text with `{ #rule }`")
    assert not [message for message in twins.structure(NAME, text, PERSIAN) if "stands here again" in message]


def test_a_stale_description_is_told_in_its_line():
    persian = twins.stamped(ENGLISH, PERSIAN).replace("---\n", "---\nsearch:\n  boost: 0.5\n", 1)
    (message,) = twins.stale(NAME, ENGLISH.replace("What stride", "Which stride"), persian)
    assert message.startswith(f"docs/fa/{NAME}:4: the English of #description has changed")


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("Text with", "Words with", "window"),
        ("Inside.", "Within.", "rule"),
        ("What stride is", "About stride", "description"),
    ],
)
def test_a_changed_english_section_is_named(old, new, part):
    persian = twins.stamped(ENGLISH, PERSIAN)
    changed = ENGLISH.replace(old, new)
    assert changed != ENGLISH
    (message,) = twins.stale(NAME, changed, persian)
    assert f"#{part} has changed" in message
    assert "make stamp PAGE=pooling/x" in message


def test_the_line_of_a_stale_section_is_its_heading():
    persian = twins.stamped(ENGLISH, PERSIAN)
    (message,) = twins.stale(NAME, ENGLISH.replace("Inside.", "Within."), persian)
    line = persian.splitlines().index("## قاعده { #rule }") + 1
    assert f"docs/fa/pooling/x.md:{line}:" in message


def test_a_page_never_stamped_is_not_in_step():
    (message,) = twins.stale(NAME, ENGLISH, PERSIAN)
    assert "nobody has compared this page" in message
    assert "make stamp PAGE=pooling/x" in message


def test_rewrapping_a_paragraph_changes_nothing():
    persian = twins.stamped(ENGLISH, PERSIAN)
    assert twins.stale(NAME, ENGLISH.replace("Text with ", "Text with\n"), persian) == []


def test_a_stamp_replaces_the_one_before_and_leaves_the_page():
    once = twins.stamped(ENGLISH, PERSIAN)
    assert twins.stamped(ENGLISH, once) == once
    assert once.endswith(PERSIAN.split("---\n", 2)[2])
    assert twins.front_matter(once)["description"] == "گام چیست و پنجره با تصویر چه می‌کند، با شکل و کد آزموده"


def test_a_stamp_changes_the_lines_of_what_has_changed_alone():
    """Wherever in the front matter it stands."""
    persian = twins.stamped(ENGLISH, PERSIAN).replace("\n---\n", "\nsearch:\n  boost: 0.5\n---\n", 1)
    made = twins.stamped(ENGLISH.replace("Inside.", "Within."), persian)
    changed = [line for line in difflib.ndiff(persian.splitlines(), made.splitlines()) if line[0] in "+-"]
    assert [line[:8] for line in changed] == ["-   rule", "+   rule"]


@pytest.fixture
def history(tmp_path, monkeypatch):
    """A project in git: its page was written, its twin stamped, the page changed in one commit and in the folder."""
    monkeypatch.setattr(twins, "ROOT", tmp_path)
    monkeypatch.setattr(twins, "DOCS", tmp_path / "docs")
    en, fa = tmp_path / f"docs/en/{NAME}", tmp_path / f"docs/fa/{NAME}"
    monkeypatch.setattr(twins, "pages", lambda language: {NAME: en if language == "en" else fa})
    for path in (en, fa):
        path.parent.mkdir(parents=True)
    fa.write_text(twins.stamped(ENGLISH, PERSIAN), "utf-8")
    twins.git("init", "--quiet")
    for text in (ENGLISH, ENGLISH.replace("Inside.", "Within.")):
        en.write_text(text, "utf-8")
        twins.git("add", ".")
        twins.git("-c", "user.name=x", "-c", "user.email=x", "commit", "--quiet", "--message=x")
    en.write_text(ENGLISH.replace("Inside.", "Between."), "utf-8")
    return en


def test_what_is_stale_is_shown_as_it_was_written_from_and_as_it_is(history):
    told = twins.changes()
    assert "the English of #rule has changed" in told
    assert [line.strip() for line in told.splitlines() if line.strip()[:1] in "+-"] == ["-    Inside.", "+    Between."]
    history.write_text(ENGLISH, "utf-8")
    assert twins.changes() == ""


def test_of_a_page_never_compared_only_that_is_said(history):
    persian = history.parents[2] / "fa" / NAME
    persian.write_text(PERSIAN, "utf-8")
    assert "nobody has compared" in twins.changes()
    assert "    +" not in twins.changes()


def test_what_git_does_not_have_is_said(history):
    shutil.rmtree(history.parents[3] / ".git")
    assert "git has no version that it was written from" in twins.changes()


def test_a_heading_inside_a_fence_is_none():
    text = ENGLISH.replace('--8<-- "pooling/x.py:one"', "# not a heading")
    assert [s.id for s in twins.sections(text)] == ["window", "rule"]


def test_the_command_refuses_a_page_that_differs(project):
    project.edit("docs/fa/pooling/index.md", "{ #", "{ #other-")
    done = project.command("language.twins", "stamp", "pooling/index")
    assert done.returncode == 1
    assert "headings differ" in done.stdout


def test_the_command_knows_only_pages(project):
    done = project.command("language.twins", "stamp", "pooling/absent")
    assert done.returncode == 1
    assert "there is no docs/en/pooling/absent.md" in done.stdout


def test_the_report_counts_what_is_in_step(project):
    before = project.command("language.twins", "report").stdout.splitlines()
    assert before[-1].split()[-1] == "100"
    project.edit("docs/en/pooling/index.md", "# ", "# New words: ")
    after = project.command("language.twins", "report").stdout.splitlines()
    assert int(after[-1].split()[-2]) == int(before[-1].split()[-2]) - 1
    (page,) = [line for line in after if line.startswith("pooling/index.md")]
    assert int(page.split()[-1]) < 100


@pytest.mark.parametrize("row", ["| `a|b` | d |", "| $a|b$ | d |", r"| a\|b | d |", "| c | d", "|  | d |"])
def test_a_bar_in_code_or_behind_a_backslash_ends_no_cell(row):
    assert twins.ragged(twins.DOCS / "x.md", ENGLISH.replace("| c | d |", row)) == []


def test_tables_are_measured():
    assert twins.shape("| a | b |\n| - | - |\n| c | d |\n") == "2 rows of 2"
    assert markdown.TABLE.search(ENGLISH)
