"""Each figure has its code under it: a link to one file, the same in both languages, and no code in the page itself."""

import re
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup

import figures
import standalone
from project import pages

NAMES = {language: {name: figures.named(page) for name, page in pages(language).items()} for language in ("en", "fa")}
PAGES = [(language, name) for language, all_of_it in NAMES.items() for name, found in all_of_it.items() if found]
WORDS = {"en": ("Enlarge the figure", "Code of this figure"), "fa": ("بزرگ کردن شکل", "کد این شکل")}


@pytest.fixture(params=PAGES, ids="/".join)
def page(request, site):
    """Return a page that has figures: its address in the site, its language, their names, and its tree."""
    language, name = request.param
    folder = re.sub(r"(index)?\.md$", "", name)
    where = f"{'fa/' if language == 'fa' else ''}{folder.rstrip('/')}/index.html".lstrip("/")
    named = [match["name"] for _, match in NAMES[language][name]]
    return where, language, named, BeautifulSoup((site / where).read_text("utf-8"), "html.parser")


def test_every_figure_has_its_code_and_a_button(page):
    where, language, named, tree = page
    found = tree.select("figure.figure")
    assert len(found) == len(named)
    for figure, name in zip(found, named, strict=True):
        button, fold = figure.select_one(".figure-enlarge"), figure.select_one("details.figure-code")
        assert (button["title"], fold.summary.get_text()) == WORDS[language]
        assert urljoin(f"http://site/{where}", fold.a["href"]) == f"http://site/assets/figures/{name}.py"
        assert figure.select_one(".figure-stage > .figure-box > svg")


def test_the_code_is_in_the_file_and_not_in_the_page(page, site):
    _, _, named, tree = page
    for name in named:
        assert (site / "assets" / "figures" / f"{name}.py").read_text("utf-8") == standalone.code(name)
    for fold in tree.select("details.figure-code"):
        assert len(str(fold)) < 250


def test_no_file_is_there_in_vain(site):
    folder = site / "assets" / "figures"
    written = {path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.py")}
    assert written == {match["name"] for found in NAMES["en"].values() for _, match in found}
