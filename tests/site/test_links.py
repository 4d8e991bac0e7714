"""Every link of the finished site leads somewhere, and what stands beside the pages tells the same of them."""

import functools
import json
import re
from itertools import pairwise
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

import pytest
import tinycss2

from sitebuild.core.project import LANGUAGES
from sitebuild.core.sources import pages
from tests.site.trees import Trees

SITE = "http://127.0.0.1:8000/"  # as conftest.py builds it
NAMES = sorted(pages("en"))
LINKING = ("href", "src", "poster", "action", "data", "cite")
SPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def place(name: str, language: str) -> str:
    """Return the address of a page inside the site."""
    stem = re.sub(r"(^|/)index$", r"\1", name.removesuffix(".md"))
    return ("fa/" if language == "fa" else "") + (stem if not stem or stem.endswith("/") else f"{stem}/")


EVERY = {place(name, language): (name, language) for name in NAMES for language in LANGUAGES}


@pytest.fixture(scope="module")
def trees(site):
    """Return every page as a tree, by its address inside the site."""
    return Trees({where: site / where / "index.html" for where in EVERY} | {"404.html": site / "404.html"})


@pytest.fixture(params=sorted(EVERY), ids=lambda where: where or "home")
def page(request, trees):
    return request.param, trees[request.param]


def addresses(tree):
    """Yield what the elements of a page name, and the places in its code where text names it."""
    for element in tree.find_all(True):
        for attribute in LINKING:
            if element.get(attribute) is not None and not (attribute == "cite" and element.name == "cite"):
                yield element[attribute]
        for source in (element.get("srcset") or "").split(","):
            if source.strip():
                yield source.split()[0]
    for tag in tree.select("meta[property='og:image'], meta[property='og:url']"):
        yield tag["content"]
    for script in tree.select("script[type='application/ld+json']"):
        yield from re.findall(rf'"({re.escape(SITE)}[^"]*)"', script.string)
    for script in tree.select("script[type=speculationrules]"):
        yield from (one for rule in json.loads(script.string)["prefetch"] for one in rule["urls"])


class Finder:
    """Knows which files the site has, and which ids they have."""

    def __init__(self, site, trees):
        self.site, self.trees = site, trees
        self.ids = functools.cache(lambda where: {element["id"] for element in trees[where].select("[id]")})

    def lost(self, here, address):
        """Return whether an address of this site, seen from a page, leads nowhere."""
        whole, anchor = urldefrag(urljoin(SITE + here, address))
        where = unquote(urlsplit(whole).path.lstrip("/"))
        file = self.site / where / "index.html" if where.endswith("/") or not where else self.site / where
        if not file.is_file():
            return True
        if not anchor:
            return False
        return where not in self.trees or unquote(anchor) not in self.ids(where)


@pytest.fixture(scope="module")
def finder(site, trees):
    return Finder(site, trees)


def outside(address: str) -> bool:
    return bool(re.match(r"(?:\w+:|//)", address)) and not address.startswith(SITE)


def test_every_link_leads_to_a_file_and_to_an_id_in_it(page, finder):
    where, tree = page
    inside = {address for address in addresses(tree) if not outside(address)}
    assert len(inside) > 40
    lost = sorted(address for address in inside if finder.lost(where, address))
    assert not lost, f"{where}: these lead nowhere: {lost}"


def test_the_missing_page_leads_somewhere(trees, finder):
    lost = [address for address in addresses(trees["404.html"]) if not outside(address) and finder.lost("", address)]
    assert not lost


def test_stylesheets_ask_for_files_that_are_there(site):
    sheets = sorted(site.rglob("*.css"))
    assert sheets
    for sheet in sheets:
        where = sheet.relative_to(site).as_posix()
        found = tinycss2.parse_stylesheet(sheet.read_text("utf-8"), skip_comments=True)
        asked = re.findall(r'url\(\s*["\']?([^"\')]+)', tinycss2.serialize(found))
        lost = [one for one in asked if not one.startswith("data:") and not (sheet.parent / one).resolve().is_file()]
        assert not lost, f"{where}: {lost}"
        assert not [one for one in asked if outside(one) and not one.startswith("data:")]


def test_notebooks_lead_back_into_the_site(site, finder):
    notebooks = sorted(site.rglob("*.ipynb"))
    assert notebooks
    for file in notebooks:
        cells = json.loads(file.read_text("utf-8"))["cells"]
        text = "".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
        asked = re.findall(r"\]\(([^)\s]+)\)", text)
        lost = [one for one in asked if not outside(one) and (not one.startswith(SITE) or finder.lost("", one))]
        assert not lost, f"{file.name}: {lost}"


def test_links_to_elsewhere_are_secure(page):
    _, tree = page
    out = [address for address in addresses(tree) if outside(address)]
    odd = [one for one in out if not one.startswith(("https://", "mailto:", "data:", "javascript:"))]
    assert not odd
    assert not [one for one in out if one.startswith("javascript:")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_papers_that_pages_cite_are_among_the_references(trees, language):
    """A paper is named once, in the references; the other pages cite it there or by the same address."""
    listed = {a["href"] for a in trees[place("references.md", language)].select(".md-content a[href^='https:']")}
    papers = re.compile(r"https://(?:doi\.org|arxiv\.org)/")
    for where, tree in trees.items():
        if EVERY.get(where, ("", ""))[1] != language:
            continue
        cited = {a["href"] for a in tree.select(".md-content a[href^='https:']") if papers.match(a["href"])}
        assert cited <= listed, f"{where}: not among the references: {sorted(cited - listed)}"


def test_one_address_is_told_everywhere(page, finder):
    where, tree = page
    canonical = tree.find("link", rel="canonical")["href"]
    assert canonical == SITE + where
    assert tree.find("meta", property="og:url")["content"] == canonical


def test_twins_name_each_other_and_the_english_one_is_for_all_others(page, trees):
    where, tree = page
    name, _ = EVERY[where]
    told = {link["hreflang"]: link["href"] for link in tree.select("head link[hreflang]")}
    expected = {language: SITE + place(name, language) for language in LANGUAGES}
    assert told == {**expected, "x-default": expected["en"]}
    assert len(tree.select("head link[hreflang]")) == 3


@pytest.mark.parametrize("file", ["sitemap.xml", "fa/sitemap.xml"])
def test_the_sitemap_names_each_page_once_with_its_twin(site, file):
    entries = ElementTree.parse(site / file).findall("s:url", SPACES)
    told = {
        entry.findtext("s:loc", "", SPACES): {a.get("hreflang"): a.get("href") for a in entry.findall("x:link", SPACES)}
        for entry in entries
    }
    assert len(told) == len(entries)
    assert told == {
        SITE + where: {language: SITE + place(name, language) for language in LANGUAGES}
        for where, (name, _) in EVERY.items()
    }


def test_the_navigation_has_each_page_of_its_language_once(page):
    where, tree = page
    _, language = EVERY[where]
    links = tree.select(".md-nav--primary > .md-nav__list a.md-nav__link[href]")
    found = [urljoin(SITE + where, a["href"]) for a in links if not a.find_parent(class_="md-nav--secondary")]
    expected = [SITE + other for other, (_, spoken) in EVERY.items() if spoken == language]
    assert sorted(found) == sorted(expected)


def test_language_and_direction(page):
    where, tree = page
    language = EVERY[where][1]
    assert (tree.html["lang"], tree.body["dir"]) == (language, {"en": "ltr", "fa": "rtl"}[language])


def test_landmarks(page):
    _, tree = page
    assert len(tree.select("main, [role=main]")) == 1
    inside = "main, article, section, aside, nav"
    for tag in ("header", "footer"):
        assert len([e for e in tree.select(tag) if not e.find_parent(inside.split(", "))]) == 1, tag
    assert len(tree.select("[role=search], search")) == 1
    ids = {e["id"]: e for e in tree.select("[id]")}
    said = {}
    for nav in tree.select("nav, [role=navigation]"):
        named = nav.get("aria-label") or " ".join(
            ids[one].get_text(" ", strip=True) for one in nav.get("aria-labelledby", "").split()
        )
        assert named, str(nav)[:120]
        said.setdefault(named, set()).add(tuple(a["href"] for a in nav.select("a[href]")))
    # The contents of a page stand twice, in the drawer of a phone and beside the page: the same may have one name.
    assert not [name for name, all_links in said.items() if len(all_links) > 1], said.keys()


def test_headings_begin_with_one_and_skip_no_level(page):
    _, tree = page
    levels = [int(h.name[1]) for h in tree.select(".md-content :is(h1, h2, h3, h4, h5, h6)")]
    assert levels.count(1) == 1 == levels[0] == len(tree.select("h1"))
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_and_descriptions_are_each_of_one_page(trees, language):
    mine = [where for where, (_, spoken) in EVERY.items() if spoken == language]
    titles = [trees[where].title.get_text() for where in mine]
    said = {where: trees[where].find("meta", attrs={"name": "description"})["content"] for where in mine}
    assert len(set(titles)) == len(titles)
    assert len(set(said.values())) == len(said)
