"""What a page tells browsers and search engines before its first word."""

import json
import re
from urllib.parse import urlsplit

from bs4 import BeautifulSoup

from sitebuild.core.project import LANGUAGES
from sitebuild.core.sources import pages
from sitebuild.delivery import csp
from tests.conftest import ENVIRONMENT
from tests.small import PAGES as SMALL

PAGES = 2 * len(pages("en"))


def test_the_policy_stands_before_all_that_it_is_about(site):
    files = [*site.rglob("index.html"), site / "404.html"]
    assert len(files) == PAGES + 1
    for file in files:
        html = file.read_text("utf-8")
        assert re.match(r'\s*<!doctype html>\s*<html[^>]*>\s*<head>\s*<meta charset="utf-8"><meta http-equiv="C', html)
        allowed = re.search(r"script-src 'self' ([^;]*)", html)[1].split()
        assert sorted(allowed) == sorted(csp.hashes(html)), file
        assert not re.search(r" style=\"| on[a-z]+=\"|javascript:", re.sub(r"<pre>.*?</pre>", "", html)), file


def test_structured_data_says_what_the_page_is(site):
    for file in site.rglob("index.html"):
        html = file.read_text("utf-8")
        (said,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
        said = json.loads(said)
        address = re.search(r'<link rel="canonical" href="([^"]+)"', html)[1]
        if "@graph" not in said:
            assert (said["@type"], said["url"]) == ("WebSite", address)
            continue
        article, crumbs = said["@graph"]
        assert (article["@type"], crumbs["@type"]) == ("TechArticle", "BreadcrumbList")
        assert article["url"] == address
        assert article["inLanguage"] == re.search(r'<html lang="(\w+)"', html)[1]
        items = crumbs["itemListElement"]
        assert [item["position"] for item in items] == list(range(1, len(items) + 1))
        assert items[-1]["item"] == address
        assert items[-1]["name"] == article["headline"]
        for item in items:
            there = site / urlsplit(item["item"]).path.lstrip("/") / "index.html"
            assert there.is_file()


def test_a_link_to_the_repository_is_no_more_than_a_link(small, monkeypatch):
    """Material would ask GitHub or GitLab how many stars it has. Each page can be edited where it is kept."""
    monkeypatch.setitem(ENVIRONMENT, "REPO_URL", "https://repository.example/kernels")
    monkeypatch.setitem(ENVIRONMENT, "EDIT_URI", "edit/main/docs/")
    done = small.build()
    assert done.returncode == 0, done.stdout
    page = small.read("built/pooling/index.html")
    assert page.count('href="https://repository.example/kernels"') == 2  # in the header and in the drawer
    assert 'data-md-component="source"' not in page
    for language in LANGUAGES:
        for name in SMALL:
            folder = name.removesuffix("index.md").removesuffix(".md")
            where = "/".join(part for part in ("" if language == "en" else language, folder.rstrip("/")) if part)
            tree = BeautifulSoup(small.read(f"built/{where}/index.html"), "html.parser")
            (link,) = tree.select("a[rel~=edit]")
            assert link["href"] == f"https://repository.example/kernels/edit/main/docs/{language}/{name}"
            assert link["title"] == {"en": "Edit this page", "fa": "ویرایش این صفحه"}[language]


def test_without_its_setting_no_page_has_a_link_to_edit_it(site):
    for file in site.rglob("*.html"):
        assert 'rel="edit"' not in file.read_text("utf-8"), file
