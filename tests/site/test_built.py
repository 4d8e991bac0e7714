"""What the built pages hold, read from their HTML."""

import copy
import json
import re
import unicodedata
from pathlib import Path
from urllib.parse import urljoin

import nbformat
import pytest
from bs4 import BeautifulSoup
from fontTools.ttLib import TTFont
from PIL import Image

from sitebuild.core.project import DOCS
from sitebuild.core.sources import pages
from sitebuild.language import labels
from sitebuild.pages import labs
from tests.site.trees import Trees, read

NAMES = sorted(pages("en"))
LABS = [name for name in NAMES if name.startswith("labs/")]


def address(name: str, language: str) -> str:
    """Return where the page of a Markdown file is built."""
    stem = name.removesuffix(".md")
    folder = stem.removesuffix("index") if stem.split("/")[-1] == "index" else f"{stem}/"
    return f"{'fa/' if language == 'fa' else ''}{folder}index.html"


@pytest.fixture(scope="session")
def pages_of(site):
    """Return each page as a tree."""
    return Trees({(name, language): site / address(name, language) for name in NAMES for language in ("en", "fa")})


@pytest.fixture(params=[(n, lang) for n in NAMES for lang in ("en", "fa")], ids=lambda p: f"{p[1]}:{p[0]}")
def page(request, pages_of):
    return pages_of[request.param]


@pytest.fixture(params=NAMES)
def twin_pages(request, pages_of):
    return pages_of[request.param, "en"], pages_of[request.param, "fa"]


def ids(tree):
    return [h["id"] for h in tree.select(".md-content :is(h1, h2, h3, h4)[id]")]


def test_twins_have_the_same_sections_in_the_page_and_in_the_contents(twin_pages):
    english, persian = twin_pages
    assert ids(english) == ids(persian)
    assert ids(english)
    contents = [[a["href"] for a in tree.select(".md-nav--secondary a[href^='#']")] for tree in twin_pages]
    assert contents[0] == contents[1]
    assert {a[1:] for a in contents[0]} <= set(ids(english))


def test_each_id_stands_once(page):
    found = [element["id"] for element in page.select("[id]")]
    twice = {one for one in found if found.count(one) > 1}
    assert not twice


def test_nothing_is_left_unmade(page):
    content = page.select_one(".md-content")
    text = "".join(words for words in content.strings if not words.find_parent(["code", "pre", "svg"]))
    for mark in ("{{", "}}", "\\(", "\\[", "figure:", "--8<--", "$"):
        assert mark not in text, f"{mark!r} in …{text[max(text.find(mark) - 60, 0) : text.find(mark) + 40]}…"


def test_a_figure_is_drawn_in_the_page_and_described(page):
    for figure in page.select("figure.figure"):
        svg = figure.svg
        assert svg["role"] == "img"
        assert figure.figcaption["id"] == svg["aria-labelledby"]
        assert len(figure.figcaption.get_text()) > 15
        assert svg.desc["id"] == svg["aria-describedby"]
        assert len(svg.desc.get_text()) > 30
        assert "#fe00" not in str(svg)


def test_figures_speak_the_language_of_the_page(pages_of):
    kept = {key for key, label in labels.labels().items() if key == label}  # names in code
    for (name, language), tree in pages_of.items():
        for svg in tree.select("figure.figure svg"):
            words = {t.get_text() for t in svg.select("text") if re.search(r"[^\W\d_]{3}", t.get_text())}
            for word in words - kept:
                persian = bool(re.search("[آ-ی]", word))
                assert persian == (language == "fa"), f"{name} ({language}): the label {word!r}"


def test_every_pixel_is_described(page):
    for image in page.select(".md-content img"):
        # That in a drawing is described with the drawing.
        assert bool(image["alt"].strip()) != bool(image.find_parent("svg", role="img")), image
        assert image.get("width"), image
        assert image.get("height"), image


def test_every_photograph_exists_and_is_raster(page, site):
    assert not page.select(".md-content svg image")
    for image in page.select(".md-content svg img"):
        file = site / "assets" / "figures" / image["src"].split("/")[-1]
        assert file.read_bytes()[8:12] == b"WEBP"


def test_photographs_wait_but_for_those_that_are_seen_first(page):
    figures = page.select(".md-content figure.figure")
    for i, figure in enumerate(figures):
        for image in figure.select("svg img"):
            assert image.get("loading") == ("lazy" if i else None)


def italic(letter):
    """Return the sign by which a browser shows a variable of one letter."""
    for first, start in (("a", 0x1D44E), ("A", 0x1D434), ("α", 0x1D6FC), ("Α", 0x1D6E2)):
        if 0 <= ord(letter) - ord(first) < 26:
            return "ℎ" if letter == "h" else chr(start + ord(letter) - ord(first))
    return letter


def test_the_font_for_maths_has_every_sign(pages_of, site):
    known = set(map(chr, TTFont(site / "assets" / "fonts" / "noto-sans-math.woff2").getBestCmap()))
    signs = set()
    for tree in pages_of.values():
        for one in tree.select("math mi, math mn, math mo"):
            text = one.get_text()
            signs |= {italic(text)} if one.name == "mi" and len(text) == 1 and not one.get("mathvariant") else set(text)
    assert len(signs) > 40
    assert "۳" in signs
    signs -= set("۰۱۲۳۴۵۶۷۸۹٫")  # Persian pages set these in the face of their text
    assert not signs - known, "add them to docs/assets/fonts/noto-sans-math-characters.txt, then make fonts"


FACE = re.compile(
    r"""@font-face\s*\{\s*font-family:\s*"?(?P<family>[\w ]+)"?;.*?/(?P<file>[\w-]+\.woff2)"""
    r"""[^}]*?(?:unicode-range:\s*(?P<ranges>[^;}]+)[^}]*)?\}""",
    re.DOTALL,
)


def glyphs(site, family):
    """Return the letters that a browser finds in a family of the site."""
    sheet = (site / "assets" / "stylesheets" / "all.css").read_text("utf-8")
    found = set()
    for face in FACE.finditer(sheet):
        if face["family"] == family:
            has = set(TTFont(site / "assets" / "fonts" / face["file"]).getBestCmap())
            ranges = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", (face["ranges"] or "U+0-10FFFF").upper())
            found |= {n for n in has if any(int(a, 16) <= n <= int(b or a, 16) for a, b in ranges)}
    assert len(found) > 100
    return set(map(chr, found))


def seen(text):
    """Return the letters of a text that leave ink."""
    return {letter for letter in text if not letter.isspace() and unicodedata.category(letter) != "Cf"}


MORE = "add them to the letters that the Makefile lists and to unicode-range in fonts.css, then make fonts"


def test_the_fonts_have_every_letter_of_the_figures(pages_of, site):
    """Else it is shown in a face of the reader's system, whose width nobody measured."""
    known = glyphs(site, "Figures") | glyphs(site, "Noto Sans Math")
    missing = {
        (name, language): lacking
        for (name, language), tree in pages_of.items()
        if (lacking := seen("".join(text.get_text() for text in tree.select("svg text"))) - known)
    }
    assert not missing, MORE


def test_the_font_of_persian_pages_has_every_letter(pages_of, site):
    """Else a word would be set in two of them."""
    known = glyphs(site, "Vazirmatn")
    missing = {}
    for (name, language), tree in pages_of.items():
        if language == "fa":
            page = copy.copy(tree)
            for other in page.select("script, style, svg, code, pre, kbd, samp, math mi, math mo, [lang=en]"):
                other.extract()
            if lacking := seen(page.get_text()) - known:
                missing[name] = lacking
    assert not missing, MORE


def test_no_address_of_another_origin_is_asked_for(page):
    asked = [
        e.get("src") or e.get("href")
        for e in page.select("script[src], link[href], img[src], image[href], iframe[src]")
    ]
    foreign = [a for a in asked if re.match(r"(https?:)?//", a) and not a.startswith("http://127.0.0.1:8000/")]
    assert not foreign


def test_persian_prose_has_persian_digits(pages_of):
    for (name, language), tree in pages_of.items():
        if language != "fa":
            continue
        content = copy.copy(tree.select_one(".md-content article"))
        for other in content.select("code, pre, math, svg, a, [lang=en], [dir=ltr], .headerlink"):
            other.extract()
        text = content.get_text(" ")
        found = re.findall(r"(?<![\w.-])\d+(?![\w-])", text.translate({ord(c): "x" for c in "۰۱۲۳۴۵۶۷۸۹"}))
        assert not found, f"{name}: Latin digits in Persian prose: {found}"


def test_the_switch_leads_to_the_twin(pages_of):
    for (name, language), tree in pages_of.items():
        other = "fa" if language == "en" else "en"
        here = "http://site/" + address(name, language)
        (link,) = tree.select(f".md-select a[hreflang={other}]")
        assert urljoin(here, link["href"]) == "http://site/" + address(name, other).removesuffix("index.html")


@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize("name", LABS)
class TestLab:
    def test_its_description_is_its_own(self, pages_of, name, language):
        tree = pages_of[name, language]
        said = re.search(r"^description: (.*)$", (DOCS / language / name).read_text("utf-8"), re.MULTILINE)[1]
        assert tree.find("meta", attrs={"name": "description"})["content"] == said

    def test_nothing_of_the_notebook_is_left_in_the_page(self, site, name, language):
        html = (site / address(name, language)).read_text("utf-8")
        assert "data:image" not in html
        assert "jupyter" not in html.replace(".ipynb", "").lower()

    def test_each_cell_shows_what_it_printed(self, pages_of, name, language):
        tree = pages_of[name, language]
        assert tree.select(".lab-code code")
        assert tree.select(".lab-output code")
        for picture in tree.select(".lab-picture"):
            assert [image["class"] for image in picture.select("img[src$='.webp']")] == [["in-light"], ["in-dark"]]
            assert len({image["src"] for image in picture.select("img")}) == 2
        assert tree.select(".lab-picture")

    def test_code_and_output_stand_as_they_are(self, pages_of, name, language):
        """Signs that mean something in HTML come through the run, the cache and two conversions unchanged."""
        tree = pages_of[name, language]
        shown = [code.get_text().strip() for code in tree.select(".lab-code code")]
        assert shown == [cell.strip() for cell in labs.cells(DOCS / language / name)]
        assert any("<" in code or ">" in code for code in shown)

    def test_a_cell_prints_into_one_block(self, pages_of, name, language):
        blocks = pages_of[name, language].select(".lab-output + .lab-output")
        assert not blocks

    def test_the_notebook_to_download_is_clean_and_whole(self, site, pages_of, name, language, tmp_path):
        (link,) = pages_of[name, language].select("a.lab-download")
        file = Path(site / address(name, language)).with_name(link["href"])
        note = nbformat.read(file, as_version=4)
        nbformat.validate(note)
        text = file.read_text("utf-8")
        for mark in ("{{", "--8<--", "figure:", "{ #", ".md)", ".md#"):
            assert mark not in text
        assert all(not c.get("outputs") and c.get("execution_count") is None for c in note.cells)
        assert note.metadata.kernelspec.name == "python3"


@pytest.mark.parametrize(("folder", "other"), [("", "fa/"), ("fa/", "en/")])
def test_a_search_index_holds_the_pages_of_its_language_and_no_drawing(site, folder, other):
    index = json.loads((site / folder / "search" / "search_index.json").read_text("utf-8"))
    places = [entry["location"] for entry in index["docs"]]
    assert "pooling/" in places
    assert not any(place.startswith(other) for place in places)
    assert all((site / folder / place.partition("#")[0] / "index.html").is_file() for place in places)
    assert not any("<svg" in entry["text"] or "figure:" in entry["text"] for entry in index["docs"])


def test_the_missing_page_speaks_both_languages(site):
    assert {s["lang"] for s in read(site / "404.html").select("article > div[lang]")} == {"en", "fa"}


def test_the_site_holds_no_source(site):
    offered = set((site / "assets" / "figures").rglob("*.py"))  # the code of the figures, see test_figure_code.py
    names = {p.name for p in set(site.rglob("*")) - offered if p.is_file()}
    assert not {n for n in names if n.endswith((".py", ".md", ".yml", ".j2"))}


def test_the_mark_is_there_in_each_form(site):
    icon_file = (site / "assets" / "icons" / "icon.svg").read_text("utf-8")
    for mark in (
        BeautifulSoup(icon_file, "html.parser"),
        read(site / "index.html").select_one(".md-header .md-logo svg"),
    ):
        assert mark.select_one("path[fill-opacity='1']")["d"].count("M") == 4  # cells in the window
        assert len(mark.select("rect[stroke]")) == 1
    with Image.open(site / "assets" / "icons" / "icon.png") as icon:
        assert icon.size == (180, 180)
        assert icon.getpixel((45, 45)) == (255, 255, 255)  # a cell in the window
        assert icon.getpixel((2, 90)) == icon.getpixel((178, 178))  # the tile


def test_every_page_names_its_icons(page, site):
    for rel in ("icon", "apple-touch-icon"):
        (link,) = page.select(f"link[rel={rel}]")
        assert (site / link["href"].lstrip("./")).is_file()


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_lesson_says_its_minutes_and_leads_to_what_it_builds_on(pages_of, site, language):
    tree = pages_of["kernels/separable.md", language]
    line = tree.select_one("h1 + .path")
    said = r"Page 6 of 8 · [1-9]\d* min" if language == "en" else "صفحهٔ ۶ از ۸ · [۱-۹][۰-۹]* دقیقه"
    assert re.match(said, line.get_text())
    strip = line.select_one("svg.strip")
    assert strip.select_one("path.ahead")["d"].count("M") == 8
    assert strip.select_one("path:not(.ahead)")["d"].count("M") == 6  # so many have been read, this one included
    (link,) = line.select("a")
    there = (site / address("kernels/separable.md", language)).parent / link["href"] / "index.html"
    assert there.resolve() == (site / address("kernels/gallery.md", language)).resolve()


@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_home_page_is_the_site(pages_of, language):
    tree = pages_of["index.md", language]
    assert " - " not in tree.title.get_text(), "its title is that of the site, said once"
    assert " - " in pages_of["glossary.md", language].title.get_text()
