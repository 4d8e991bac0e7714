"""A lab as mkdocs-jupyter runs it and as a reader takes it away; only cells without an end are run here."""

import base64
import io
import json
import os
import subprocess
import sys
import tempfile
from html import unescape
from pathlib import Path
from threading import Event
from types import SimpleNamespace

import jinja2
import markdown
import nbformat
import pytest
from bs4 import BeautifulSoup
from mkdocs.exceptions import PluginError
from mkdocs_jupyter.nbconvert2 import nb2html
from nbclient.exceptions import DeadKernelError
from nbformat.v4 import new_code_cell, new_notebook, new_output
from PIL import Image

from sitebuild.core.project import ROOT
from sitebuild.pages import includes, labs

LAB = """\
---
description: What a test page is about, in a sentence that is long enough.
jupyter:
  kernelspec:
    display_name: Python 3
    language: python
    name: python3
---

# A lab { #a-lab }

See [the lesson](../pooling/borders.md#edge). It has {{ labs/one.size }} cells.

!!! tip "Look"

    Twice.

```python
--8<-- "labs/one.py:first"
```

![What it shows](figure:topic/one "A caption")

```python
--8<-- "labs/one.py:second"
```
"""
SNIPPET = """\
# --8<-- [start:first]
x = 1
# --8<-- [end:first]
# --8<-- [start:second]
x + 1 / 0
# --8<-- [end:second]
"""
ADDRESS = "https://site.example/project/labs/one/"


@pytest.fixture
def lab(tmp_path, monkeypatch):
    """Return the file of a lab of two cells, which include the regions of a snippet."""
    monkeypatch.setattr(includes, "SNIPPETS", tmp_path / "snippets")
    snippet = tmp_path / "snippets" / "labs" / "one.py"
    snippet.parent.mkdir(parents=True)
    snippet.write_text(SNIPPET, "utf-8")
    page = tmp_path / "one.md"
    page.write_text(LAB, "utf-8")
    return page


def test_cells_hold_the_regions_that_they_include(lab):
    assert labs.cells(lab) == ["x = 1\n", "x + 1 / 0\n"]


def test_the_front_matter_is_jupyters_alone(lab):
    head = labs.expanded(lab).split("---\n")[1]
    assert "kernelspec" in head
    assert "description" not in head, "mkdocs-jupyter would show it as a cell"


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_notebook_is_valid_and_reads_without_the_site(lab, language):
    note = nbformat.reads(labs.notebook(lab, {"labs/one": {"size": 3}}, language, ADDRESS), as_version=4)
    nbformat.validate(note)
    assert [cell.source for cell in note.cells if cell.cell_type == "code"] == ["x = 1", "x + 1 / 0"]
    assert all(not cell.outputs and cell.execution_count is None for cell in note.cells if cell.cell_type == "code")
    text = "\n".join(cell.source for cell in note.cells if cell.cell_type == "markdown")
    assert "[the lesson](https://site.example/project/pooling/borders/#edge)" in text
    assert ("It has ۳ cells" if language == "fa" else "It has 3 cells") in text
    assert "> **Look**\n>\n> Twice." in text
    for mark in ("{ #", "{{", "!!!", "figure:", "description:"):
        assert mark not in text, text
    assert [cell.id for cell in note.cells] == [f"cell-{number}" for number in range(1, len(note.cells) + 1)]


def test_an_admonition_without_a_title_is_quoted_under_its_kind():
    match = labs.ADMONITION.match("??? note\n    One.\n\n    Two.\n")
    assert labs.quotation(match) == "> **Note**\n>\n> One.\n>\n> Two.\n\n"


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("two.md", "labs/two/"),
        ("two.md#part", "labs/two/#part"),
        ("index.md", "labs/"),
        ("../pooling/index.md#top", "pooling/#top"),
        ("../index.md", ""),
        ("../pooling/strides.md", "pooling/strides/"),
        ("#here", "labs/one/#here"),
    ],
)
def test_a_link_between_files_becomes_the_address_of_the_page(link, address):
    """The addresses are those that MkDocs gives: a page has a folder, an index has that in which it stands."""
    assert labs.published(link, ADDRESS) == f"https://site.example/project/{address}"


def test_pictures_of_a_run_become_files_with_their_size():
    stream = io.BytesIO()
    Image.new("RGB", (30, 20), "#124e8c").save(stream, "PNG")
    png = base64.b64encode(stream.getvalue()).decode()
    made = labs.filed(f'Before <img alt="a" src="data:image/png;base64,{png}"> after', "one")
    ((name, data),) = made["pictures"].items()
    assert made["text"] == (f'Before <img alt="a" src="{{assets}}{name}" width="25" height="17" loading="lazy"> after')
    picture = Image.open(io.BytesIO(base64.b64decode(data)))
    assert (picture.format, picture.size, picture.getpixel((0, 0))) == ("WEBP", (30, 20), (0x12, 0x4E, 0x8C))


@pytest.mark.parametrize(
    ("code", "line"),
    [("x = 1\n", 18), ("\nx + 1 / 0\n", 24), ("y = 2\n", None), ("", None)],
    ids=["first", "second", "other", "none"],
)
def test_the_cell_that_failed_is_found_by_its_code(lab, code, line):
    assert labs.failing_line(lab, code) == line


def test_an_error_in_a_cell_names_lab_line_and_error(lab):
    def fail():
        rule = "------------------"
        raise RuntimeError(
            f"An error occurred:\n{rule}\nx + 1 / 0\n{rule}\n\n\x1b[31mZeroDivisionError\x1b[0m: division"
        )

    with pytest.raises(PluginError, match=r"one\.md:24: a cell of this lab failed: ZeroDivisionError: division\n"):
        labs.guarded(fail, lab)()


def test_a_cell_that_ends_python_is_told(lab):
    def fail():
        raise DeadKernelError("Kernel died")

    with pytest.raises(PluginError, match=r"one\.md: a cell of this lab ended Python.*\n +To mend it: look for what"):
        labs.guarded(fail, lab)()


GIVEN = "```` { .python .lab-code }\nx = 1\n````\n\n```` { .text .lab-output .no-copy }\n{}\n````\n"


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        (f"one\n{labs.ERRORS}UserWarning: careful", "writes to its error stream: 'UserWarning: careful'"),
        ("<object object at 0x7f00aa>", "prints where something lies in memory"),
        ("a\x1b[31mb", "prints a control sign"),
        ("x\n" * 10_000, "prints more than 20000 letters"),
    ],
)
def test_what_no_cell_may_print_is_told_with_its_line(lab, printed, said):
    labs.look_at_outputs(lab, GIVEN.replace("{}", "fine", 1))
    with pytest.raises(PluginError, match=rf"one\.md:18: a cell of this lab {said}.*\n +To mend it: "):
        labs.look_at_outputs(lab, GIVEN.replace("{}", printed, 1))


def test_a_picture_that_nothing_describes_is_told_with_its_line(lab):
    picture = '<p class="lab-picture">\n<img class="in-light" alt="{}"\nsrc="data:image/png;base64,">\n</p>\n'
    labs.look_at_outputs(lab, GIVEN + picture.format("A window"))
    with pytest.raises(PluginError, match=r"one\.md:18: a cell of this lab draws a picture that nothing describes"):
        labs.look_at_outputs(lab, GIVEN + picture.format(""))


def test_a_full_disk_is_no_fault_of_a_cell(lab):
    def fail():
        raise OSError("no space")

    with pytest.raises(OSError, match="no space"):
        labs.guarded(fail, lab)()


def test_a_page_that_is_no_lab_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(labs, "DOCS", tmp_path)
    (tmp_path / "page.md").write_text("# A page\n", "utf-8")
    page = SimpleNamespace(file=SimpleNamespace(src_uri="page.md", abs_src_path="here"), render=len)
    labs.prepare(page)
    labs.guard(page, {})
    assert (page.file.abs_src_path, page.render) == ("here", len)
    assert labs.render("<p>html</p>", page, {}, {}, None, None) == "<p>html</p>"


def test_the_kernels_listen_on_no_network_port():
    folder = Path(labs.kernels())
    setting = json.loads((folder / "jupyter_nbconvert_config.json").read_text("utf-8"))["KernelManager"]
    assert setting["transport"] == "ipc"
    assert Path(setting["ip"]).parent == folder
    assert folder.stat().st_mode & 0o077 == 0, "only this user may look into it"


# ---- cells without an end

ENDLESS = """\
import os
pipe = open({pipe!r}, "w")
print(os.getpid(), file=pipe, flush=True)
while True:
    pass
"""


@pytest.fixture
def endless(lab, tmp_path):
    """Make the second cell of the lab one without an end, which holds a pipe open for as long as its kernel lives."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    snippet = tmp_path / "snippets" / "labs" / "one.py"
    snippet.write_text(SNIPPET.replace("x + 1 / 0\n", ENDLESS.format(pipe=str(pipe))), "utf-8")
    run = tmp_path / "run.md"
    run.write_text(labs.expanded(lab), "utf-8")
    return SimpleNamespace(pipe=pipe, run=run)


def test_a_cell_without_an_end_is_told_and_its_kernel_ends(lab, endless, monkeypatch):
    reader = os.open(endless.pipe, os.O_RDONLY | os.O_NONBLOCK)
    with tempfile.TemporaryDirectory() as folder:
        monkeypatch.setattr(labs, "LIMIT", 1)
        monkeypatch.setattr(labs, "temporary_folder", lambda: Path(folder))
        monkeypatch.setenv("JUPYTER_CONFIG_PATH", labs.kernels.__wrapped__())
        run = labs.guarded(lambda: nb2html(str(endless.run), execute=True, allow_errors=False), lab)
        with pytest.raises(
            PluginError, match=r"one\.md:24: a cell of this lab was ended after 1 s\n +To mend it: look"
        ):
            run()
    kernel = int(os.read(reader, 100))
    os.close(reader)
    with pytest.raises(ProcessLookupError):
        os.kill(kernel, 0)


def test_a_kernel_ends_with_the_build_that_was_killed(endless):
    code = (
        "import os\nfrom mkdocs_jupyter.nbconvert2 import nb2html\nfrom sitebuild.pages import labs\n"
        f"os.environ['JUPYTER_CONFIG_PATH'] = labs.kernels()\nnb2html({str(endless.run)!r}, execute=True)\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "TMPDIR": folder}
        build = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        with endless.pipe.open() as pipe:
            assert pipe.readline().strip().isdigit()
            build.kill()
            build.communicate()
            assert pipe.read() == "", "it has an end only when the kernel is gone"


def test_a_long_cell_without_an_end_is_found_by_its_two_ends(lab, tmp_path):
    """The error quotes no more of it."""
    lines = [f"x = {number}" for number in range(20)]
    snippet = tmp_path / "snippets" / "labs" / "one.py"
    snippet.write_text(SNIPPET.replace("x + 1 / 0", "\n".join(lines)), "utf-8")
    cell = nbformat.from_dict({"source": "\n".join(lines)})
    said = str(labs.CellTimeoutError.error_from_timeout_and_cell("Timed out", 60, cell))
    assert lines[10] not in said
    assert labs.late_line(lab, said) == 24
    assert labs.late_line(lab, "something else") is None


def test_a_lab_that_takes_long_is_named(lab, monkeypatch, capsys):
    """The run ends when it has been named."""
    named = Event()
    monkeypatch.setattr(labs, "PATIENCE", 0)
    monkeypatch.setattr(labs, "say_slow", lambda source: named.set())
    labs.guarded(lambda: named.wait(30), lab)()
    assert named.is_set()
    monkeypatch.undo()
    labs.say_slow(lab)
    assert capsys.readouterr().out == f"still running the cells of {lab}\n"


FENCES = ["```", "````", "~~~", "`````", '``` { .x onclick="ran()" }', "``"]
PAYLOAD = "<script>ran()</script>"


@pytest.fixture(scope="module")
def rendered():
    """Return a function that makes a page of cells' outputs as the build does."""
    template = jinja2.Environment().from_string(labs.TEMPLATE["mkdocs_html/notebook.html.j2"])

    def render(*cells, source="print()"):
        notebook = new_notebook(cells=[new_code_cell(source, outputs=list(outputs)) for outputs in cells])
        text = unescape(template.render(nb=notebook))
        made = markdown.Markdown(extensions=["pymdownx.superfences", "pymdownx.highlight", "md_in_html", "attr_list"])
        return BeautifulSoup(made.convert(text), "html.parser")

    return render


def printed(text):
    """Return a piece of what a cell prints."""
    return new_output("stream", name="stdout", text=text)


@pytest.mark.parametrize("fence", FENCES)
def test_what_a_cell_prints_cannot_end_its_fence(rendered, fence):
    page = rendered([printed(f"a\n{fence}\n\n{PAYLOAD}\n\n{fence}\n")], [printed("after\n")])
    assert not page.find("script")
    assert PAYLOAD in page.find(class_="lab-output").text
    assert [one.text.strip() for one in page.find_all(class_="lab-output")][-1] == "after"


def test_a_fence_that_comes_in_two_pieces_is_one(rendered):
    page = rendered([printed("a\n``"), printed(f"`\n\n{PAYLOAD}\n")])
    assert not page.find("script")
    assert len(page.find_all(class_="lab-output")) == 1


@pytest.mark.parametrize("fence", FENCES)
def test_a_value_and_code_cannot_end_their_fences(rendered, fence):
    value = new_output("execute_result", data={"text/plain": f"{fence}\n\n{PAYLOAD}", "text/html": PAYLOAD})
    page = rendered([value], source=f'"""\n{fence}\n\n{PAYLOAD}\n"""')
    assert not page.find("script")
    assert len(page.find_all(class_="lab-code")) == len(page.find_all(class_="lab-output")) == 1


def test_what_a_cell_writes_to_its_error_stream_is_marked(rendered):
    error = new_output("stream", name="stderr", text="careful\n")
    assert rendered([printed("a\n"), error]).find(class_="lab-output").text.strip() == f"a\n{labs.ERRORS}careful"


def test_html_that_a_cell_shows_never_passes(rendered):
    shown = new_output("display_data", data={"text/plain": "<Widget>", "text/html": f"<b>bold</b>{PAYLOAD}"})
    page = rendered([shown])
    assert "<Widget>" in page.find(class_="lab-output").text
    assert not page.find(["b", "script"])
    assert "bold" not in page.text
