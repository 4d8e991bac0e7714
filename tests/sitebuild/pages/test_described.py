"""A page says of a function what its code says."""

import importlib
import inspect

import pytest
from bs4 import BeautifulSoup
from mkdocs.exceptions import PluginError

from sitebuild.core.project import DOCS, LANGUAGES
from sitebuild.pages.described import HERE, description, fill

SHOWN = sorted(
    {match for page in (DOCS / "en/functions").glob("*.md") for match in HERE.findall(page.read_text("utf-8"))}
)


@pytest.mark.parametrize(("file", "name"), SHOWN, ids=lambda one: one)
def test_each_argument_is_explained_with_its_default(file, name, content_of):
    function = getattr(importlib.import_module(f"snippets.functions.{file}"), name)
    tree = BeautifulSoup(content_of(description(file, name)), "html.parser")
    said = {code.text for term in tree.find_all("dt") for code in term.find_all("code")}
    called = " ".join(tree.find("pre").text.split())
    for one in inspect.signature(function).parameters.values():
        assert one.name in said
        default = "" if one.default is inspect.Parameter.empty else f"={one.default!r}".replace("'", '"')
        assert f"{one.name}{default}" in called.replace("'", '"')
    parts = [one.text for one in tree.find_all("strong")]
    assert parts[:3] == ["Parameters", "Returns", "Raises"]
    assert parts[-2:] == ["References", "Examples"]
    assert tree.find_all("pre")[-1].text.startswith(">>> ")
    assert tree.div["dir"] == "ltr"
    assert not any("`" in term.text for term in tree.find_all(["dt", "dd", "p"]))


def test_there_are_descriptions_in_both_languages():
    assert len(SHOWN) > 12
    for language in LANGUAGES:
        assert "<!--" not in fill((DOCS / language / "functions/conv2d.md").read_text("utf-8"))


@pytest.mark.parametrize("name", ["conv3d", "PIECE"])
def test_what_is_no_function_stops_the_build(name):
    with pytest.raises(PluginError, match=f"this file has no function {name}"):
        description("conv2d", name)
