"""What README and CONTRIBUTING tell a newcomer to write or to run is what works."""

import re

import pytest
import yaml

from sitebuild.core.project import DOCS, ROOT
from sitebuild.language import glossary
from sitebuild.pages import allowed_html, figures, includes, new

DOCUMENTS = ("README.md", "CONTRIBUTING.md")
FENCE = re.compile(r"^( *)(`{3,}) ?(\w*)\n(.*?)^\1\2$", re.MULTILINE | re.DOTALL)


def blocks(kind):
    """Return the code blocks of a kind, as pytest takes them: the document and what stands in the block."""
    found = []
    for name in DOCUMENTS:
        for indent, _, said, inside in FENCE.findall((ROOT / name).read_text("utf-8")):
            if said == kind:
                found.append(pytest.param(re.sub(f"^{indent}", "", inside, flags=re.MULTILINE), id=name))
    assert found, f"neither document has a block of {kind}"
    return found


def test_every_block_is_of_a_kind_that_is_checked_here():
    kinds = {said for name in DOCUMENTS for _, _, said, _ in FENCE.findall((ROOT / name).read_text("utf-8"))}
    assert kinds == {"sh", "python", "markdown", "yaml", "text"}


@pytest.mark.parametrize("block", blocks("sh"))
def test_what_is_to_be_typed_is_a_target_of_make(block):
    known = re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    for line in block.splitlines():
        command, *words = line.partition("#")[0].split()
        assert command == "make"
        assert {word for word in words if "=" not in word} <= set(known)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_in_a_sentence_is_a_target_of_make(name):
    known = re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    for words in re.findall(r"`(?:\w+=\S+ )?make ([^`]*)`", (ROOT / name).read_text("utf-8")):
        assert {word for word in words.split() if "=" not in word} <= set(known), words


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_file_that_is_named_is_there(name):
    text = (ROOT / name).read_text("utf-8")
    begun = {path.relative_to(ROOT).as_posix() for path in new.files("pooling/example")}
    for path in re.findall(r"`((?:docs|snippets|sitebuild|tests|overrides)/[\w./-]*)`", text):
        assert (ROOT / path).exists() or path in begun, f"{name} names {path}"


@pytest.mark.parametrize("block", blocks("python"))
def test_a_snippet_is_the_one_that_make_new_writes(block):
    """Which is run, and passes every check, in test_new.py."""
    assert block == new.SNIPPET


@pytest.mark.parametrize("block", blocks("markdown"))
def test_a_page_may_say_what_is_shown(block, content_of):
    if block in new.ENGLISH.format(topic="pooling", name="example", page="", title="", id=""):
        return  # it shows the snippet above
    for inside in re.findall(r"``` python\n(.*?)```", block, re.DOTALL):
        assert includes.block(ROOT / "CONTRIBUTING.md", 1, inside).code  # which says what it does not find
    html = content_of(block)
    assert allowed_html.check(html, ROOT / "README.md") == html
    for name in re.findall(r"figure:([\w/]+)", block):
        assert (ROOT / f"snippets/{name}.py").is_file() or name == "pooling/example"
        assert len(figures.NAMED.findall(block)) == block.count("figure:")
    for target in re.findall(r"\]\((\w[\w-]*\.md)#([\w-]+)\)", block):
        assert f"{{ #{target[1]} }}" in (DOCS / "en/pooling" / target[0]).read_text("utf-8")


@pytest.mark.parametrize("block", blocks("yaml"))
def test_a_term_is_read(block):
    (term,) = glossary.read(block)
    page, _, anchor = term.page.partition("#")
    assert f"{{ #{anchor} }}" in (DOCS / "en" / page).read_text("utf-8")
    assert yaml.safe_load(block).keys() == {term.key}


@pytest.mark.parametrize("block", blocks("text"))
def test_a_drawing_names_what_is_there(block):
    for path in re.findall(r"(?:docs|snippets)/[\w/-]+\.\w+", block):
        assert (ROOT / path).is_file()
