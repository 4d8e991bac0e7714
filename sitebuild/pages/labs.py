"""Carries labs from jupytext Markdown through mkdocs-jupyter into ordinary pages, and into notebooks to download.

mkdocs-jupyter alone renders notebooks apart from the site: its pages carry 600 kB of JupyterLab's styles, two foreign
scripts, and no usable ids for Persian headings. Here it runs the cells, with a template that gives Markdown back, and
the site's own Markdown does the rest, so that a lab looks, links and is checked like a lesson.
"""

import base64
import functools
import json
import os
import re
import textwrap
import threading
from collections.abc import Callable
from html import unescape
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import jupytext
import mkdocs_jupyter.config
import yaml
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from sitebuild.core import cache, markdown
from sitebuild.core.cache import remember
from sitebuild.core.messages import line_of, shown, stop
from sitebuild.core.patches import patched_method
from sitebuild.core.processes import LIMIT, PATIENCE, temporary_folder
from sitebuild.core.project import CACHE, DOCS, LANGUAGES, ROOT
from sitebuild.core.sources import FRONT_MATTER, front_matter, is_lab, pages, read
from sitebuild.language.labels import labels, own
from sitebuild.make import confine, lab_pictures, svg
from sitebuild.make.job import digest, sources
from sitebuild.pages import facts, figures, includes

TEMPLATES = CACHE / "labs" / "templates"
RUN_BY = ("mkdocs-jupyter", "nbconvert", "ipykernel", "numpy", "matplotlib")  # what a cell's output also depends on
CELL = re.compile(r"^``` *python\b[^\n]*\n(.*?)^``` *$", re.MULTILINE | re.DOTALL)
UNDESCRIBED = re.compile(r'<img class="in-light" alt=""')
PICTURE = re.compile(r'src="data:image/png;base64,([^"]+)"')
ADMONITION = re.compile(r'^(?:!!!|\?\?\?\+?) +([\w-]+)(?: +"(.*)")?[ ]*\n((?:(?:[ ]{4}.*)?\n)+)', re.MULTILINE)
HEADING_ID = re.compile(r"^(#+ .*?)[ ]*\{[ ]*#[\w-]+[ ]*\}[ ]*$", re.MULTILINE)
# What a kernel runs before the first cell, which sees none of its names.
CONFINED = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from sitebuild.make.confine import confine
from sitebuild.make.lab_pictures import draw_in_both_schemes
try:
    draw_in_both_schemes(get_ipython())
finally:
    confine()
sys.path.remove({str(ROOT)!r})
del sys, confine, draw_in_both_schemes
"""

ERRORS = "[written to the error stream] "  # stands in an output before what a cell did not print
OUTPUT = re.compile(
    r"^(?P<ticks>`{3,}) \{ \.text \.lab-output \.no-copy \}\n(?P<printed>.*?)\n(?P=ticks)$", re.MULTILINE | re.DOTALL
)
CODE = re.compile(r"^(?P<ticks>`{3,}) \{ \.python \.lab-code \}\n(?P<code>.*?)\n(?P=ticks)$", re.MULTILINE | re.DOTALL)
LONGEST = 20_000  # letters of one output
# What no output may hold, and what to do about it.
ODD = (
    (
        rf"{re.escape(ERRORS)}.*",
        "writes to its error stream",
        "mend what it warns of, or print it",
    ),
    (r"\bat 0x[0-9a-f]{6,}", "prints where something lies in memory, which differs in each run", "print what it holds"),
    ("[\x00-\x08\x0b-\x1f\x7f]", "prints a control sign", "print letters alone"),
    (rf"(?s:.{{{LONGEST}}})", f"prints more than {LONGEST} letters", "print less"),
)

# What mkdocs-jupyter fills in: text as it is, code and output as fences, pictures as images. A kernel hands over what a
# cell prints in pieces that differ from run to run, so they are joined. A fence is longer than any run of backticks in
# what it holds, which could close it. In the last file it looks
# for a page's contents; the site's own Markdown makes those, so there is nothing to give.
TEMPLATE = {
    "mkdocs_html/conf.json": '{"base_template": "base", "mimetypes": {"text/html": true}}',
    # The exporter parses what this gives as HTML, so all of it is escaped here and unescaped below.
    "mkdocs_html/notebook.html.j2": """
{%- autoescape false -%}
{%- filter forceescape -%}
{%- for cell in nb.cells -%}
{%- if cell.cell_type == "markdown" -%}
{{ cell.source }}

{% elif cell.cell_type == "code" and cell.source.strip() -%}
{%- set printed = cell.outputs | map(attribute="text", default="") | join -%}
{%- set inside = cell.source ~ printed ~ cell.outputs -%}
{%- set longest = namespace(fence="```") -%}
{%- for _ in range(inside.count("`")) if longest.fence in inside -%}
{%- set longest.fence = longest.fence ~ "`" -%}
{%- endfor -%}
{{ longest.fence }} { .python .lab-code }
{{ cell.source }}
{{ longest.fence }}

{% for output in cell.outputs -%}
{%- set data = output.get("data", {}) -%}
{%- if "image/png" in data -%}
<p class="lab-picture">
{% set pictures = {"light": data["image/png"], "dark": output.metadata["image/png"]["dark"]} -%}
{% for scheme, picture in pictures.items() -%}
<img class="in-{{ scheme }}" alt="{{ cell.metadata.get("alt", "") | e }}"
src="data:image/png;base64,{{ picture | replace("\n", "") }}">
{% endfor -%}
</p>

{% else -%}
{%- set stream = output.output_type == "stream" -%}
{%- if not (stream and not loop.first and loop.previtem.output_type == "stream") -%}
{{ longest.fence }} { .text .lab-output .no-copy }
{% endif -%}
{%- if stream -%}{{ "ERRORS" if output.name == "stderr" }}{{ output.text }}
{%- else -%}{{ data.get("text/plain", "") + "\n" }}{%- endif -%}
{%- if not (stream and not loop.last and loop.nextitem.output_type == "stream") -%}
{{ longest.fence }}

{% endif -%}
{%- endif -%}
{%- endfor -%}
{%- endif -%}
{%- endfor -%}
{%- endfilter -%}
{%- endautoescape -%}
""",
    "mkdocs_md/conf.json": '{"base_template": "base", "mimetypes": {"text/markdown": true}}',
    "mkdocs_md/md-no-codecell.md.j2": "",
}


TEMPLATE["mkdocs_html/notebook.html.j2"] = TEMPLATE["mkdocs_html/notebook.html.j2"].replace("ERRORS", ERRORS)


def expanded(path: Path) -> str:
    """Return a lab's text with the included regions in its cells, as mkdocs-jupyter can run it."""
    text = read(path)

    def cell(match: re.Match[str]) -> str:
        code = includes.block(path, line_of(text, match.start()), match[1]).code
        return match[0].replace(match[1], code)

    return CELL.sub(cell, FRONT_MATTER.sub(kernel, text, count=1))


def kernel(match: re.Match[str]) -> str:
    """Return a lab's front matter with only what Jupyter understands; the rest would stand on the page as a cell."""
    return f"---\n{yaml.safe_dump({'jupyter': front_matter(match[0])['jupyter']})}---\n"


def cells(path: Path) -> list[str]:
    """Return the code cells of a lab in order."""
    return CELL.findall(expanded(path))


def notebook(path: Path, known: dict[str, Any], language: str, address: str) -> str:
    """Return a lab as a clean ``.ipynb`` for plain Jupyter.

    Its text has the facts filled in, no ids behind headings, no front matter of ours, and whole links: ``address`` is
    where the page is published.
    """
    text = facts.quoted(FRONT_MATTER.sub("", expanded(path), count=1), language, known, path)
    text = ADMONITION.sub(quotation, text)

    def plain(segment: markdown.Segment) -> str:
        if segment.kind != "prose":
            return segment.text
        prose = HEADING_ID.sub(r"\1", figures.NAMED.sub("", segment.text))
        return re.sub(r"\]\((?!https?:)([^)\s]+)\)", lambda m: f"]({published(m[1], address)})", prose)

    return clean(markdown.replace(text, plain))


@remember
def clean(text: str) -> str:
    """Return a notebook for whose cells nothing is known but their text."""
    note = jupytext.reads(text, fmt="md")
    note.metadata = NotebookNode(
        kernelspec={"display_name": "Python 3", "language": "python", "name": "python3"},
        language_info={"name": "python"},
    )
    for number, cell in enumerate(note.cells, 1):
        cell["id"] = f"cell-{number}"
        cell["metadata"] = NotebookNode()
    return jupytext.writes(note, fmt="ipynb")


def quotation(match: re.Match[str]) -> str:
    """Return an admonition as a block quotation, which Jupyter can show."""
    lines = [f"**{match[2] or match[1].capitalize()}**", "", *textwrap.dedent(match[3]).strip().splitlines()]
    return "\n".join(f"> {line}".rstrip() for line in lines) + "\n\n"


def published(link: str, address: str) -> str:
    """Return the whole address of a link between Markdown files."""
    target, hash_, anchor = link.partition("#")
    if not target.endswith(".md"):
        return urljoin(address, link)
    # A page is published in a folder of its own name, an index in the folder where it stands.
    stem = target.removesuffix(".md")
    folder = re.sub(r"index$", "./", stem) if stem.split("/")[-1] == "index" else f"{stem}/"
    return urljoin(address, "../" + folder) + hash_ + anchor


@functools.cache
def kernels() -> str:
    """Make a folder in which kernels listen, and return it; it holds the settings: where that is, and a cell's limit.

    Network ports would be open to every program on the machine, sockets in the current folder shared by two
    builds at once.
    """
    folder = temporary_folder()
    setting = {
        "KernelManager": {"transport": "ipc", "ip": f"{folder}/kernel"},
        "NotebookClient": {"timeout": LIMIT},  # of its heir that nbconvert uses mkdocs-jupyter replaces all settings
    }
    (folder / "jupyter_nbconvert_config.json").write_text(json.dumps(setting), "utf-8")
    start = folder / "profile_default" / "startup" / "confine.py"
    if not start.is_file():
        start.parent.mkdir(parents=True)
        start.write_text(CONFINED, "utf-8")
        # A kernel that is ended in the middle of a cell would tell at length where it was; an error in a cell is none.
        quiet = {"IPKernelApp": {"log_level": 50}}
        (folder / "profile_default" / "ipython_kernel_config.json").write_text(json.dumps(quiet), "utf-8")
    return str(folder)


# ---- through MkDocs


def configure(config: Any) -> None:
    """Have mkdocs-jupyter read the labs of the language being built, and fill in the template."""
    mkdocs_jupyter.config.settings.templates_dir = str(TEMPLATES)
    for name, text in TEMPLATE.items():
        cache.write(TEMPLATES / name, text.encode())
    os.environ["JUPYTER_CONFIG_PATH"] = os.environ["IPYTHONDIR"] = kernels()
    # A backend that the environment names would show a lab's pictures elsewhere, or nowhere.
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    language = config.plugins["i18n"].current_language
    # It would read every page as a notebook, several times, only to see that it holds none.
    ours = {path for path in pages(language).values() if is_lab(path)}
    others = {path for one in LANGUAGES for path in pages(one).values()} - ours
    config.plugins["mkdocs-jupyter"].config["ignore"] = sorted(str(path) for path in others)


def prepare(page: Page) -> None:
    """Let mkdocs-jupyter read the lab with its code in place."""
    source = DOCS / page.file.src_uri
    if is_lab(source):
        target = CACHE / "labs" / "source" / page.file.src_uri
        text = expanded(source)
        if not target.is_file() or target.read_bytes() != text.encode():
            cache.write(target, text.encode())
        page.file.abs_src_path = str(target)


def guard(page: Page, pictures: dict[str, dict[str, str]]) -> None:
    """Give a lab what its front matter says, keep what its run gives, and have an error in a cell name lab and line.

    Its pictures are put into `pictures`, by the page's path, when it is rendered.
    """
    source = DOCS / page.file.src_uri
    if is_lab(source):
        page.meta = {**front_matter(read(source)), **page.meta}
        # mkdocs-jupyter has put its own rendering on this one page, and no event stands around that.
        render = patched_method(page, "lab-render", "render")
        page.render = kept(page, guarded(render, source), pictures)  # type: ignore[method-assign]


def guarded(render: Callable[..., None], source: Path) -> Callable[..., None]:
    """Return mkdocs-jupyter's rendering with its errors told for people."""

    def run(*args: Any, **kwargs: Any) -> None:
        slow = threading.Timer(PATIENCE, say_slow, [source])
        slow.daemon = True
        slow.start()
        try:
            render(*args, **kwargs)
        except CellTimeoutError as error:
            raise stop(
                (source, late_line(source, str(error))),
                f"a cell of this lab was ended after {LIMIT:g} s",
                "look for a loop that has no end, or compute less",
            ) from None
        except DeadKernelError:
            what = "a cell of this lab ended Python: by exit(), by os._exit() or by a crash"
            raise stop((source, None), what, "look for what ends or crashes it, cell by cell") from None
        except OSError:
            raise  # no fault of the cell: such as a disk that is full
        except Exception as error:
            lines = [line for line in re.sub(r"\x1b\[[\d;]*m", "", str(error)).strip().splitlines() if line.strip()]
            code = str(error).split("------------------")
            line = failing_line(source, code[1] if len(code) > 1 else "")
            raise stop(
                (source, line),
                f"a cell of this lab failed: {lines[-1] if lines else type(error).__name__}",
                "the cell's code is the region that it includes; run the lab's cells in order and look",
            ) from error
        finally:
            slow.cancel()

    return run


def say_slow(source: Path) -> None:
    """Say what the build is waiting for."""
    print(f"still running the cells of {shown(source)}", flush=True)


def kept(page: Page, render: Callable[..., None], pictures: dict[str, dict[str, str]]) -> Callable[..., None]:
    """Return mkdocs-jupyter's rendering with what it gave kept, in the cache of everything else that is made.

    Its own cache forgets one language when it builds the next, and takes what was written half for whole.
    """
    source = DOCS / page.file.src_uri
    entry = CACHE / "labs" / "run" / f"{page.file.src_uri}.json"

    def run(*args: Any, **kwargs: Any) -> None:
        run_by = [f"{name} {version(name)}" for name in RUN_BY]
        key = digest(sources(Path(__file__)), repr((run_by, expanded(source))))
        result = cache.recall(entry, key)
        if result is None:
            with confine.environment():
                render(*args, **kwargs)
            look_at_outputs(source, unescape(page.content or ""))
            result = filed(unescape(page.content or ""), re.sub(r"\W+", "-", page.file.name))
            cache.store(entry, key, result)
        page.content, pictures[page.file.src_uri] = result["text"], result["pictures"]

    return run


def look_at_outputs(source: Path, text: str) -> None:
    """Stop at what no cell of a lab may give.

    Raises
    ------
    PluginError
        With the line of the cell.
    """
    cell: int | None = None
    for part in sorted([*CODE.finditer(text), *OUTPUT.finditer(text), *UNDESCRIBED.finditer(text)], key=re.Match.start):
        if part.re is CODE:
            cell = failing_line(source, part["code"])
        elif part.re is UNDESCRIBED:
            mend = 'say what it shows behind the ticks: ```python alt="What it shows"'
            raise stop((source, cell), "a cell of this lab draws a picture that nothing describes", mend)
        else:
            for pattern, what, mend in ODD:
                if found := re.search(pattern, part["printed"]):
                    seen = found[0].removeprefix(ERRORS)[:80]
                    raise stop((source, cell), f"a cell of this lab {what}: {seen!r}", mend)


def filed(text: str, prefix: str) -> dict[str, Any]:
    """Return what a lab's run gave with its pictures apart, as files to be: ``{assets}`` is where they are served."""
    found: dict[str, str] = {}

    def named(match: re.Match[str]) -> str:
        png = base64.b64decode(match[1])
        name, data = svg.webp(png, prefix)
        found[name] = base64.b64encode(data).decode()
        sides = (int.from_bytes(png[place : place + 4], "big") for place in (16, 20))
        width, height = (round(side / lab_pictures.SCALE) for side in sides)
        return f'src="{{assets}}{name}" width="{width}" height="{height}" loading="lazy"'

    return {"text": PICTURE.sub(named, text), "pictures": found}


def failing_line(source: Path, code: str) -> int | None:
    """Return the line of the cell whose code an error message quotes; none where it quotes none."""
    text = read(source)
    for match, cell in zip(CELL.finditer(text), cells(source), strict=True):
        if code.strip() and cell.strip() == code.strip():
            return line_of(text, match.start())
    return None


def late_line(source: Path, said: str) -> int | None:
    """Return the line of the cell that an error about its time quotes; a long one it quotes in part."""

    def quoted(message: str) -> str:
        return message.partition("-" * 19)[2]

    for code in cells(source):
        error = CellTimeoutError.error_from_timeout_and_cell("", 0, NotebookNode(source=code.rstrip("\n")))
        if quoted(str(error)) == quoted(said):
            return failing_line(source, code)
    return None


def render(
    html: str,
    page: Page,
    known: dict[str, dict[str, Any]],
    pictures: dict[str, str],
    config: Any,
    files: Any,
) -> str:
    """Return a lab's HTML: the Markdown that its run gave, rendered as on any page. Also write its notebook.

    Parameters
    ----------
    html : str
        What mkdocs-jupyter made of the page, which for a lab is Markdown.
    page, config, files
        As MkDocs gives them.
    known, pictures : dict
        The facts that the pages of this language quote; what guard() noted for this page.
    """
    source = DOCS / page.file.src_uri
    if not is_lab(source):
        return html
    page.file.abs_src_path = str(source)
    language = page.file.locale  # type: ignore[attr-defined]  # the i18n plugin adds it
    text = html.replace('src="{assets}', f'src="{get_relative_url(figures.FOLDER, page.url)}')
    text = facts.quoted(text, language, known, source)
    figures.store({page.file.src_uri: {"images": pictures}}, config.site_dir)
    title = own("Download this notebook", language, labels())
    name = f"{page.file.name}.ipynb"
    button = f'\n\n<p><a class="md-button lab-download" href="{name}" download="{name}">{title}</a></p>\n\n'
    page.markdown = re.sub(r"\A(\s*# [^\n]+\n)", lambda m: m[1] + button, text, count=1)
    Page.render(page, config, files)
    target = Path(page.file.abs_dest_path).with_name(name)
    cache.write(target, notebook(source, known, language, page.canonical_url or "").encode())
    return page.content or ""
