import hashlib
import json
import re
from importlib.metadata import version
from pathlib import Path

import material
import pytest
from bs4 import BeautifulSoup
from mkdocs.exceptions import PluginError

from sitebuild.core.project import DOCS, ROOT
from sitebuild.make import runtime
from sitebuild.pages import licences

OURS = {
    ".js",
    ".css",
    ".svg",
    ".py",
    ".ts",
}  # what is written here; whatever else stands in assets comes from somewhere
THEME = Path(material.__file__).parent / "templates" / "assets"
# The stylesheets' maps name this one as a folder of its own.
ELSEWHERE = {"material-design-color"}


def listed():
    return {entry["name"] for entry in (*licences.vendored(), *runtime.lock()["packages"])}


def test_each_file_that_was_not_written_here_is_listed_with_its_sum():
    sums = {name: told for entry in licences.vendored() for name, told in entry.get("files", {}).items()}
    for name, told in sums.items():
        found = hashlib.sha256((DOCS / name).read_bytes()).hexdigest()
        assert found == told, f"docs/{name} is not the file that docs/vendored.yml describes"
    folders = [DOCS / "assets" / name for name in ("fonts", "photographs")]
    there = {f.relative_to(DOCS).as_posix() for folder in folders for f in folder.iterdir() if f.suffix != ".txt"}
    there |= {f.relative_to(DOCS).as_posix() for f in (DOCS / "assets/run").glob("*.min.js")}
    assert there <= sums.keys(), "docs/vendored.yml does not say where these come from"
    others = [f for f in (DOCS / "assets").rglob("*") if f.is_file() and f.suffix not in OURS]
    assert {f.parent.name for f in others} == {"fonts", "photographs", "run", "screenshots"}


def test_a_version_is_the_one_that_is_fetched_and_a_command_fetches_it():
    make = (ROOT / "Makefile").read_text("utf-8")
    for entry in licences.vendored():
        if "files" in entry:
            assert re.search(rf"^{entry['again'].removeprefix('make ')}:", make, re.MULTILINE), entry["name"]
            where, package, *named = entry["from"].split()
            if entry["name"] == "CodeMirror":
                asked = json.loads((ROOT / "sitebuild/make/editor/package.json").read_text("utf-8"))
                assert asked["devDependencies"][package] == named[0], "the editor is made of another version"
            elif named:
                joint = {"npm": "@", "PyPI": "=="}[where]
                assert f"{package}{joint}{named[0]}" in make, f"{entry['name']}: the Makefile fetches another version"


def test_what_the_themes_scripts_are_made_of_is_listed():
    """As the maps say, which the theme brings beside its scripts and stylesheets."""
    made_of = set(ELSEWHERE)
    for file in THEME.rglob("*.map"):
        made_of |= set(
            re.findall(
                r"node_modules/((?:@[^/\"]+/)?[^/\"]+)/", " ".join(json.loads(file.read_text("utf-8"))["sources"])
            )
        )
    assert len(made_of) > 5
    names = {name.lower().removesuffix(".js") for name in listed()}
    assert not made_of - names, "docs/vendored.yml does not list these"


@pytest.mark.parametrize("folder", ["", "fa/"])
def test_the_page_lists_all_and_each_licence_is_there(site, folder):
    page = site / folder / "licences" / "index.html"
    tree = BeautifulSoup(page.read_text("utf-8"), "html.parser")
    rows = tree.select(".md-content tbody tr")
    assert {row.a.get_text() for row in rows} == listed()
    for link in tree.select(".md-content table a"):
        if not link["href"].startswith("https://"):
            text = (page.parent / link["href"]).read_text("utf-8")
            assert re.search("licen[cs]e|copyright", text, re.IGNORECASE), link["href"]
    theme = next(row for row in rows if row.a.get_text() == "Material for MkDocs")
    assert theme.select("td")[-1].get_text() == f"PyPI mkdocs-material {version('mkdocs-material')}"


def test_a_package_that_is_not_installed_is_told_with_its_line(monkeypatch, tmp_path):
    text = licences.SOURCE.read_text("utf-8").replace(
        'from: "npm @fontsource/noto-sans-math 5.3.0"', "from: PyPI absent"
    )
    broken = tmp_path / "vendored.yml"
    broken.write_text(text, "utf-8")
    monkeypatch.setattr(licences, "SOURCE", broken)
    line = text[: text.index("PyPI absent")].count("\n") + 1
    with pytest.raises(PluginError, match=rf"vendored\.yml:{line}: no package 'absent' is installed.*\n +To mend it"):
        licences.table("en", "licences/")


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Grace Hopper: photograph"), ("fa", "گریس هاپر (Grace Hopper): عکس")]
)
def test_a_picture_has_a_persian_name_on_the_persian_page_alone(language, said):
    tree = BeautifulSoup(licences.table(language, "licences/"), "html.parser")
    cell = next(link for link in tree.select("a") if link.get_text() == "Grace Hopper").find_parent("td")
    assert cell.get_text().startswith(said)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  by: Zeno Rocha\n", "", "has no 'by'"),
        ("text: assets/fonts/vazirmatn-LICENSE.txt", "text: ../LICENSE", "../LICENSE is not in docs/"),
        ("vazirmatn-LICENSE.txt", "gone.txt", "assets/fonts/gone.txt is not in docs/"),
        ("- name: lunr\n", "- name: [lunr\n", "this is not YAML"),
        ("    fa: جستجو\n", "", "has no 'fa'"),
    ],
)
def test_what_is_wrong_in_the_list_is_said_with_its_line(monkeypatch, tmp_path, old, new, said):
    text = licences.SOURCE.read_text("utf-8")
    assert old in text
    broken = tmp_path / "vendored.yml"
    broken.write_text(text.replace(old, new, 1), "utf-8")
    monkeypatch.setattr(licences, "SOURCE", broken)
    with pytest.raises(PluginError, match=re.escape(said)) as stopped:
        licences.vendored()
    assert re.search(r"vendored\.yml:\d+: ", str(stopped.value))
