import io
import json
import posixpath
import re
import subprocess
import sys
import zipfile
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from mkdocs.exceptions import PluginError

from sitebuild.core.archive import EPOCH, zipped
from sitebuild.core.project import DOCS, LANGUAGES
from sitebuild.core.sources import pages
from sitebuild.delivery import offline
from sitebuild.language.numbers import localised
from sitebuild.language.words import word


@pytest.fixture(scope="module")
def files(site):
    return offline.edition(site)


@pytest.fixture(scope="module")
def leaves(files):
    return {name: files[name].decode() for name in files if name.endswith(".html")}


@pytest.mark.parametrize(
    ("folder", "link", "said"),
    [
        ("kernels", "../", "../index.html"),
        ("kernels", "../pooling/", "../pooling/index.html"),
        ("kernels", "../pooling/#stride", "../pooling/index.html#stride"),
        ("kernels", "..", "../index.html"),
        ("kernels", "./", "index.html"),
        ("", ".", "index.html"),
        ("", "kernels/?h=a#b", "kernels/index.html?h=a#b"),
        ("", "/fa/", "fa/index.html"),
        ("fa", "/", "../index.html"),
        ("fa/kernels", "/#top", "../../index.html#top"),
        ("kernels", "#here", "#here"),
        ("kernels", "../lab.ipynb", "../lab.ipynb"),
        ("kernels", "https://example.org/", "https://example.org/"),
        ("kernels", "mailto:a@example.org", "mailto:a@example.org"),
    ],
)
def test_a_link_names_a_file(folder, link, said):
    assert offline.addressed(f'<a href="{link}">', folder, "/") == f'<a href="{said}">'


def test_a_link_from_the_root_of_the_server_may_begin_with_the_path_of_the_site():
    assert offline.addressed('<a href="/book/fa/">', "fa/kernels", "/book/") == '<a href="../index.html">'


def test_scripts_are_joined_with_what_they_export():
    said = offline.joined(
        {
            "a/one.js": 'import{two,three}from"./two.js";import"../b/plain.js";const x=await import(`./${two}.js`);',
            "a/two.js": "export const two=2;export function three(){}\nexport class four{}",
            "b/plain.js": "`import numpy as np\nfrom x import y`",
        }
    )
    assert 'const{two,three}=$need("./two.js");$need("../b/plain.js");' in said
    assert "await $need(`./${two}.js`)" in said
    assert "return{two,three,four}" in said
    assert '"b/plain.js":function($need,$address){`import numpy' in said


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ('import{lost}from"./two.js";', "lost is not found in a/two.js"),
        ('import{two as deux}from"./two.js";', "two as deux is not found in a/two.js"),
        ('import*as all from"./two.js";', "cannot join"),
        ('import all from"./two.js";', "cannot join"),
        ("export default 2;", "cannot join"),
        ("const a=1;export{a};", "cannot join"),
        ('export*from"./two.js";', "cannot join"),
    ],
)
def test_what_cannot_be_joined_stops_the_build(code, said):
    with pytest.raises(PluginError, match=re.escape(said)) as error:
        offline.joined({"a/one.js": code, "a/two.js": "export const two=2;"})
    assert "To mend it" in str(error.value)


def test_a_script_that_cannot_be_joined_is_named_with_its_line():
    code = (DOCS / "assets/explorers/stepper.js").read_text("utf-8")
    line = next(i for i, text in enumerate(code.splitlines(), 1) if "import" in text)
    with pytest.raises(PluginError, match=rf"^docs/assets/explorers/stepper.js:{line}: "):
        offline.joined({"assets/explorers/stepper.js": code})


def test_every_page_is_there(leaves):
    places = [name.removesuffix("index.md").removesuffix(".md") for name in pages("en")]
    wanted = {posixpath.join(folder, place, "index.html") for folder in ("", "fa") for place in places}
    assert set(leaves) == wanted


def test_every_link_leads_to_a_place_in_the_edition(files, leaves):
    ids = {name: set(re.findall(r'\sid="([^"]+)"', text)) for name, text in leaves.items()}
    seen, wrong = 0, []
    for name, text in leaves.items():
        for link in re.findall(r'\s(?:href|src)="([^"]*)"', text):
            if re.match(r"[a-z]+:", link):
                continue
            path, _, anchor = link.partition("#")
            path = path.partition("?")[0]  # the state of an explorer
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
            seen += 1
            if target not in files or (anchor and target in ids and unquote(anchor) not in ids[target]):
                wrong.append((name, link))
    assert not wrong
    assert seen > 100 * len(leaves)


def test_what_a_page_asks_for_by_itself_is_in_the_folder(leaves):
    for name, text in leaves.items():
        tree = BeautifulSoup(text, "html.parser")
        asked = [e.get("src") for e in tree.select("[src]")]
        asked += [e["href"] for e in tree.select("link[rel~=stylesheet], link[rel~=icon], link[rel~=preload]")]
        asked += [e["href"] for e in tree.select("image[href]")]
        assert not [address for address in asked if re.match(r"(?!data:)[a-z]+:|/", address)], name


def test_no_page_has_what_a_folder_does_not_allow(leaves):
    for name, text in leaves.items():
        for mark in ('type="module"', 'type="speculationrules"', "og:image", 'rel="preload"', f"{offline.NAME}.zip"):
            assert mark not in text, name


def test_what_is_fetched_and_kept_is_in_scripts(files, leaves):
    held = {name for name in files if offline.HELD.fullmatch(name)}
    scripts = offline.shelves(files)
    assert {name for name in held if files[f"{'/'.join(name.split('/')[:2])}.js"].decode() in scripts.values()} == held
    for name, text in leaves.items():
        for link in re.findall(r'href="([^"]+)" download', text):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), link))
            assert target in (files if target.endswith(".zip") else held), name
    assert {name.rsplit(".", 1)[1] for name in held} == {"py", "webp", "ipynb"}


def test_the_code_of_all_figures_is_there_once_and_draws_them(files, tmp_path):
    assert [name for name in files if name.endswith(".zip")] == [offline.ALL_CODE]
    with zipfile.ZipFile(io.BytesIO(files[offline.ALL_CODE])) as archive:
        assert len(set(archive.namelist())) == len(archive.namelist())
        archive.extractall(tmp_path)
    figures = [name.removesuffix(".py") for name in files if re.fullmatch(r"assets/figures/.+\.py", name)]
    drawn = {f"draw_{'_'.join(name.split('/')[2:])}.py" for name in figures}
    assert {path.name for path in (tmp_path / "code").glob("*.py")} == drawn
    script = "draw_pooling_slide.py"
    assert f"python {script}" in (tmp_path / "code" / script).read_text("utf-8")
    subprocess.run([sys.executable, script], cwd=tmp_path / "code", check=True)
    assert (tmp_path / "code" / "slide.png").stat().st_size > 1000


def test_what_scripts_alone_fetch_is_in_a_script_alone(site, files):
    names = [path.relative_to(site).as_posix() for path in site.glob("assets/network/*.json")]
    assert names
    assert not set(names) & set(files)
    shelf = files["assets/network.js"].decode()
    assert all(json.dumps((site / name).read_text("utf-8"), ensure_ascii=False) in shelf for name in names)


def test_the_policy_names_no_network(leaves):
    for name, text in leaves.items():
        tree = BeautifulSoup(text, "html.parser")
        [policy] = [meta["content"] for meta in tree.select("meta[http-equiv=Content-Security-Policy]")]
        said = dict(part.split(" ", 1) for part in policy.split("; "))
        assert said["default-src"] == "'none'", name
        sources = {source for allowed in said.values() for source in allowed.split()}
        hashes = {source for source in sources if source.startswith("'sha256-")}
        assert sources - hashes <= {"'none'", "'self'", "file:", "data:", "blob:"}, name
        assert hashes <= set(said["script-src"].split()), name


def test_the_search_finds_files(files):
    for name in ("search/search_index.js", "fa/search/search_index.js"):
        places = re.findall(r'"location":"([^"#]*)', files[name].decode())
        assert places
        folder = posixpath.dirname(posixpath.dirname(name))
        assert {posixpath.join(folder, place) for place in places} <= set(files)


def test_what_only_a_server_needs_stays_away(files):
    assert not [name for name in files if re.search(r"\.(map|xml|gz|png|json)$|^404|^[^/]+\.zip$", name)]


def test_the_readme_speaks_both_languages(files):
    lines = files["README.txt"].decode().splitlines()
    assert len(lines) == len(LANGUAGES)
    assert all("index.html" in line for line in lines)


def test_the_same_site_gives_the_same_bytes(site, files):
    again = zipped({f"{offline.NAME}/{name}": data for name, data in files.items()})
    assert again == (site / f"{offline.NAME}.zip").read_bytes()


def test_the_zip_says_nothing_about_its_maker(site):
    with zipfile.ZipFile(site / f"{offline.NAME}.zip") as archive:
        entries = archive.infolist()
    names = [entry.filename for entry in entries]
    assert names == sorted(names)
    assert {name.split("/")[0] for name in names} == {offline.NAME}
    assert {entry.date_time for entry in entries} == {EPOCH}
    assert {entry.external_attr >> 16 for entry in entries} == {0o644}
    assert all(name.isascii() for name in names)


def test_the_zip_is_small(site):
    assert (site / f"{offline.NAME}.zip").stat().st_size < 5e6


def test_the_home_pages_offer_it_and_say_its_size(site):
    size = (site / f"{offline.NAME}.zip").stat().st_size / 1e6
    for language, folder in (("en", site), ("fa", site / "fa")):
        tree = BeautifulSoup((folder / "index.html").read_text("utf-8"), "html.parser")
        [link] = tree.select("a[download].md-button")
        assert (folder / link["href"]).resolve() == (site / f"{offline.NAME}.zip").resolve()
        assert localised(f"{size:.1f}", language) in link.get_text()


def test_the_edition_says_where_the_reader_is(leaves):
    for language, name in (("en", "index.html"), ("fa", "fa/index.html")):
        assert word(language, "offline", "here") in leaves[name]


def test_a_home_page_that_does_not_offer_it_stops_the_build():
    with pytest.raises(PluginError, match="not offered"):
        offline.offered("<p>Nothing here</p>", 1, "en")
