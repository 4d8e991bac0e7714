"""Gives the exercises in which readers write a function to the script that checks them: cases, answers, messages.

An exercise is a snippet, ``snippets/<topic>/write_<name>.py``. A page shows its regions in a box and a script in the
browser runs the rest beside what the reader wrote; see snippets/shared/checking.py. What is said of a mistake stands in
docs/coding_exercises.yml, in both languages.
"""

import ast
import re
from pathlib import Path
from typing import Any

from sitebuild.core import markdown
from sitebuild.core.messages import line_of, listed, stop
from sitebuild.core.project import DOCS, LANGUAGES, SNIPPETS
from sitebuild.core.script import set_value
from sitebuild.core.sources import body, pages, read
from sitebuild.language import words
from sitebuild.make.job import parsed
from sitebuild.pages import includes

SOURCE = DOCS / "coding_exercises.yml"
CHECKING = SNIPPETS / "shared" / "checking.py"
IMPORT = "from snippets.shared.checking import Exercise\n"
SCRIPT = "assets/run/exercises.js"
PLACES = ('export const checking = "";', "export const exercises = {};")
COMMON = "common"  # the messages that every exercise knows
LOOP = "loop"  # the mistake of an exercise that is to be solved without one
FORM = '<div class="exercise" data-exercise="kernels/write_one_pixel" markdown>'
FORM_OF_CODE = "write {} = … as snippets/kernels/write_one_pixel.py does"
BOX = re.compile(r'^<div class="exercise" data-exercise="(?P<name>[^"\n]*)" markdown>$', re.MULTILINE)
TRACE = re.compile(r"\bdata-exercise\b")
WRITTEN = re.compile(r'(?<= data-written=")(?P<chapter>[^"\n]*)(?=")')


def check(language: str) -> None:
    """Stop at the first box of a language that holds no exercise."""
    for page in pages(language).values():
        check_page(page, read(page))


def check_page(page: Path, text: str) -> None:
    """Stop at the first box of a page that holds no exercise, or at a page that counts those of no chapter."""
    prose = markdown.masked(body(text), ("fence", "code"))
    boxes = {line_of(prose, match.start()): match["name"] for match in BOX.finditer(prose)}
    shown = {one.file for one in includes.blocks(page)} if boxes else set()
    for trace in TRACE.finditer(prose):
        if line_of(prose, trace.start()) not in boxes:
            what = "this box is written in another way than the script looks for"
            raise stop((page, line_of(prose, trace.start())), what, f"write it as {FORM}")
    for line, name in boxes.items():
        file = SNIPPETS / f"{name}.py"
        if file not in files():
            what = f"there is no exercise {name!r}"
            raise stop((page, line), what, f"name one of these: {listed(map(name_of, files()))}")
        if file not in shown:
            what = f"the box of {name} does not show what is to be written"
            raise stop((page, line), what, f'include --8<-- "{name}.py:signature" in it')
    for written in WRITTEN.finditer(prose):
        if not names(page.parents[1] / written["chapter"] / "exercises.md"):
            what = f"{written['chapter']!r} is no chapter with functions to write"
            raise stop((page, line_of(prose, written.start())), what, "name the folder of its exercises.md")


def files() -> list[Path]:
    """Return the snippets that are exercises."""
    return sorted(SNIPPETS.glob("*/write_*.py"))


def name_of(file: Path) -> str:
    """Return the name of an exercise."""
    return file.relative_to(SNIPPETS).with_suffix("").as_posix()


def names(page: Path) -> list[str]:
    """Return the exercises of a page, in their order; none if there is no such page."""
    return [match["name"] for match in BOX.finditer(read(page))] if page.is_file() else []


def counted(language: str, chapter: str) -> str:
    """Return the exercises of a chapter, as the page that counts them names them."""
    return " ".join(names(DOCS / language / chapter / "exercises.md"))


def fill(html: str, page: Any) -> str:
    """Return the content of a page that says how many functions of a chapter a reader has written, with their names."""
    language = page.file.src_uri.partition("/")[0]
    return WRITTEN.sub(lambda match: counted(language, match["chapter"]), html)


def value(file: Path, name: str) -> ast.expr:
    """Return what a file gives a name, as it is written."""
    for node in parsed(file).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == name:
            return node.value
    raise stop((file, None), f"an exercise has no {name}", FORM_OF_CODE.format(name))


def making(file: Path) -> ast.Call:
    """Return the call that makes an exercise."""
    made = value(file, "EXERCISE")
    if not isinstance(made, ast.Call) or not made.args:
        what = "EXERCISE is made in another way than by a call that names the function"
        raise stop((file, made.lineno), what, FORM_OF_CODE.format("EXERCISE"))
    return made


def mistakes(file: Path) -> set[str]:
    """Return the names of the mistakes that an exercise knows besides those of all."""
    wrong = value(file, "WRONG")
    names = [key.value for key in wrong.keys if isinstance(key, ast.Constant)] if isinstance(wrong, ast.Dict) else []
    if not isinstance(wrong, ast.Dict) or len(names) < len(wrong.keys):
        what = "WRONG is no dictionary whose keys stand there as texts"
        raise stop((file, wrong.lineno), what, FORM_OF_CODE.format("WRONG"))
    said = (one.value for one in making(file).keywords if one.arg == "loops")
    loops = any(isinstance(one, ast.Constant) and not one.value for one in said)
    return {str(name) for name in names} | ({LOOP} if loops else set())


def function(file: Path) -> str:
    """Return the name of the function that is to be written."""
    return ast.unparse(making(file).args[0])


def messages() -> dict[str, words.Words]:
    """Return what is said of each mistake, by language.

    Raises
    ------
    PluginError
        If something is said of no mistake, or nothing of one.
    """
    text = read(SOURCE)
    said = words.read(SOURCE)
    wanted = {
        COMMON: set(ast.literal_eval(value(CHECKING, "COMMON"))),
        **{name_of(one): mistakes(one) for one in files()},
    }
    lines = {(feature, name): line for feature, name, line, _ in words.entries(SOURCE, text)}
    for feature, known in said[LANGUAGES[0]].items():
        line = line_of(text, text.find(f"\n{feature}:") + 1)
        if feature not in wanted:
            raise stop((SOURCE, line), f"there is no exercise {feature!r}", f"name one of these: {listed(wanted)}")
        if more := sorted(known.keys() - wanted[feature]):
            what = f"{feature} knows no mistake {more[0]!r}, so nobody is ever told this"
            raise stop((SOURCE, lines[feature, more[0]]), what, "remove it, or add a wrong version of that name")
        if lacking := sorted(wanted[feature] - known.keys()):
            what = f"nothing is said of the mistake {lacking[0]!r} of {feature}"
            raise stop((SOURCE, line), what, f"add it below {feature}:, as {lacking[0]}: {{en: …, fa: …}}")
    if lacking := sorted(wanted.keys() - said[LANGUAGES[0]].keys()):
        what = f"nothing is said of the mistakes of {lacking[0]}"
        raise stop(
            (SOURCE, None), what, f"add {lacking[0]}: with a message for each of {listed(sorted(wanted[lacking[0]]))}"
        )
    return said


def code(file: Path) -> str:
    """Return what runs in the browser of an exercise: all but the lines that mark its regions and show its use."""
    lines = read(file).splitlines(keepends=True)
    start, end = includes.spans(file).get("use", (0, 0))
    lines[start:end] = []
    kept = "".join(line for line in lines if not (includes.START.match(line) or includes.END.match(line)))
    if IMPORT not in kept:
        raise stop((file, None), "an exercise imports checking.py in another way", f"write {IMPORT.strip()}")
    return kept.replace(IMPORT, "")


def write(site: Path) -> None:
    """Write the exercises into the script that has them."""
    said = messages()
    common = {language: said[language][COMMON] for language in LANGUAGES}
    script = read(DOCS / SCRIPT)
    told = {
        name_of(file): {
            "name": function(file),
            "code": code(file),
            "said": {language: {**common[language], **said[language][name_of(file)]} for language in LANGUAGES},
        }
        for file in files()
    }
    for place, what in zip(PLACES, (read(CHECKING), told), strict=True):
        script = set_value(script, place, what)
    (site / SCRIPT).write_text(script, "utf-8")
