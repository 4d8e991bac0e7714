"""What search engines are told of a page, read back from the JSON and compared with what schema.org asks for."""

import json
from types import SimpleNamespace

import pytest

from sitebuild.pages import schema_org

SITE = "https://site.example/project/"
CONFIG = SimpleNamespace(site_url=SITE, site_name="Kernels & Co")
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
DESCRIBED = 'How a </script> is kept "out" of «scripts» of a page.'


@pytest.fixture
def page(tmp_path, monkeypatch):
    """Return a function that makes a page with a description, given by its Markdown file."""
    monkeypatch.setattr(schema_org, "DOCS", tmp_path)

    def made(uri, address, title="Title", ancestors=()):
        source = tmp_path / uri
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_text(f"---\ndescription: {json.dumps(DESCRIBED)}\n---\n# Title\n", "utf-8")
        return SimpleNamespace(
            file=SimpleNamespace(src_uri=uri),
            title=title,
            canonical_url=address and SITE + address,
            ancestors=list(ancestors),
            is_page=True,
            is_index=uri.endswith("index.md"),
        )

    return made


def section(*children):
    """Return a chapter with its pages."""
    return SimpleNamespace(children=list(children), is_page=False)


def test_a_home_page_is_the_site(page):
    assert json.loads(schema_org.said(page("fa/index.md", "fa/"), CONFIG)) == {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": "Kernels & Co",
        "url": f"{SITE}fa/",
        "inLanguage": "fa",
        "description": DESCRIBED,
        "license": LICENCE,
    }


def test_a_lesson_is_an_article_of_the_site_with_its_picture_and_its_author(page):
    lesson = page("en/pooling/borders.md", "pooling/borders/", title="Borders &amp; padding")
    article, _ = json.loads(schema_org.said(lesson, CONFIG))["@graph"]
    assert article == {
        "@type": "TechArticle",
        "headline": "Borders & padding",
        "description": DESCRIBED,
        "url": f"{SITE}pooling/borders/",
        "inLanguage": "en",
        "image": f"{SITE}assets/cards/en/pooling/borders.png",
        "author": {"@type": "Organization", "name": "Kernels & Co", "url": SITE},
        "license": LICENCE,
        "workTranslation": {"@type": "TechArticle", "@id": f"{SITE}fa/pooling/borders/"},
        "isPartOf": {"@type": "WebSite", "name": "Kernels & Co", "url": SITE, "inLanguage": "en"},
    }


def test_the_persian_page_is_the_translation(page):
    lesson = page("fa/pooling/borders.md", "fa/pooling/borders/")
    article, _ = json.loads(schema_org.said(lesson, CONFIG))["@graph"]
    assert article["translationOfWork"] == {"@type": "TechArticle", "@id": f"{SITE}pooling/borders/"}
    assert "workTranslation" not in article
    assert article["isPartOf"]["url"] == f"{SITE}fa/"


def trail(page):
    """Return the names and addresses of the breadcrumbs of a page; their positions count from 1."""
    _, crumbs = json.loads(schema_org.said(page, CONFIG))["@graph"]
    assert crumbs["@type"] == "BreadcrumbList"
    items = crumbs["itemListElement"]
    assert {item["@type"] for item in items} == {"ListItem"}
    assert [item["position"] for item in items] == list(range(1, len(items) + 1))
    return [(item["name"], item["item"]) for item in items]


def test_the_way_leads_from_the_site_through_the_chapters_that_have_a_page(page):
    outer, inner = page("en/a/index.md", "a/", "Outer &lt;1&gt;"), page("en/a/b/index.md", "a/b/", "Inner")
    lesson = page("en/a/b/c.md", "a/b/c/", "Lesson")
    # MkDocs gives the nearest chapter first.
    lesson.ancestors = [section(inner, lesson), section(outer, section(inner, lesson))]
    assert trail(lesson) == [
        ("Kernels & Co", SITE),
        ("Outer <1>", f"{SITE}a/"),
        ("Inner", f"{SITE}a/b/"),
        ("Lesson", f"{SITE}a/b/c/"),
    ]


def test_a_chapter_without_a_page_of_its_own_is_no_step(page):
    lesson, other = page("en/labs/b.md", "labs/b/", "Lesson"), page("en/labs/a.md", "labs/a/", "Other")
    for chapter in (section(other, lesson), section(section(), lesson), section()):
        lesson.ancestors = [chapter]
        assert trail(lesson) == [("Kernels & Co", SITE), ("Lesson", f"{SITE}labs/b/")]


def test_the_page_of_a_chapter_is_not_above_itself(page):
    index = page("en/pooling/index.md", "pooling/", "Pooling")
    index.ancestors = [section(index)]
    assert trail(index) == [("Kernels & Co", SITE), ("Pooling", f"{SITE}pooling/")]


def test_nothing_in_it_ends_the_script_that_holds_it(page):
    said = schema_org.said(page("en/a.md", "a/"), CONFIG)
    assert "</" not in said
    assert json.loads(said)["@graph"][0]["description"] == DESCRIBED


def test_a_site_without_an_address_says_nothing(page):
    assert schema_org.said(page("en/a.md", None), CONFIG) is None
