"""What is shown of a page where somebody shares its address."""

import re
from pathlib import Path

import numpy as np
import pytest
from bs4 import BeautifulSoup
from PIL import Image, ImageColor

from sitebuild.core.project import LANGUAGES
from sitebuild.core.sources import pages
from sitebuild.make import card
from sitebuild.make.colours import palette
from tests.site.trees import read

SITE_URL = "http://127.0.0.1:8000/"  # as conftest.py builds it
NAMES = sorted(pages("en"))
SITE_NAMES = {"en": "Kernels, Convolution and Pooling", "fa": "کرنل، کانولوشن و ادغام"}
LOCALES = {"en": ("en_GB", "fa_IR"), "fa": ("fa_IR", "en_GB")}


def folder(name: str, language: str) -> str:
    """Return the address of a page inside the site."""
    stem = re.sub(r"(^|/)index$", r"\1", name.removesuffix(".md"))
    return ("fa/" if language == "fa" else "") + (stem if not stem or stem.endswith("/") else f"{stem}/")


def tags(tree: BeautifulSoup) -> dict[str, str]:
    """Return what a page says to those who show its card; each tag must stand once."""
    found = tree.select("meta[property^='og:'], meta[name^='twitter:']")
    names = [tag.get("property") or tag["name"] for tag in found]
    assert len(set(names)) == len(names), names
    return {name: tag["content"] for name, tag in zip(names, found, strict=True)}


@pytest.fixture(params=[(n, lang) for n in NAMES for lang in LANGUAGES], ids=lambda p: f"{p[1]}:{p[0]}")
def shared(request, site: Path):
    name, language = request.param
    page = read(site / folder(name, language) / "index.html")
    return name, language, page, tags(page)


def test_a_page_says_what_it_is(shared):
    name, language, page, said = shared
    heading = "".join(words for words in page.h1.strings if not words.find_parent(class_="headerlink"))
    locale, other = LOCALES[language]
    described = page.find("meta", attrs={"name": "description"})["content"]
    assert len(described) > 20
    expected = {
        "og:type": "website" if name == "index.md" else "article",
        "og:title": " ".join(heading.split()),
        "og:description": described,
        "og:url": SITE_URL + folder(name, language),
        "og:site_name": SITE_NAMES[language],
        "og:locale": locale,
        "og:locale:alternate": other,
        "og:image:type": "image/png",
        "og:image:width": str(card.WIDTH),
        "og:image:height": str(card.HEIGHT),
        "twitter:card": "summary_large_image",
    }
    assert {key: said.get(key) for key in expected} == expected
    assert said["og:url"] == page.find("link", rel="canonical")["href"]
    assert set(said) - set(expected) == {"og:image", "og:image:alt"}


def test_the_picture_is_described_in_the_language_of_the_page(shared):
    _, language, page, said = shared
    alt = said["og:image:alt"]
    assert alt.startswith(said["og:title"])
    assert len(alt) > len(said["og:title"]) + 30
    figure = page.select_one("figure.figure svg desc")
    if figure:
        assert alt.endswith(figure.get_text())
    assert bool(re.search("[آ-ی]", alt)) == (language == "fa")


def test_the_picture_is_there_in_its_size_with_paper_around(shared, site):
    _, _, _, said = shared
    assert said["og:image"].startswith(SITE_URL + "assets/cards/")
    file = site / said["og:image"].removeprefix(SITE_URL)
    picture = Image.open(file)
    assert (picture.format, picture.size) == ("PNG", (1200, 630))
    assert file.stat().st_size < 120_000
    assert not picture.info.keys() - {"dpi"}  # no date, no name of a program
    inked = (np.asarray(picture.convert("RGB")) != ImageColor.getrgb(palette("light")["paper"])).any(axis=2)
    margin = card.MARGIN - 6
    assert inked[margin:-margin, margin:-margin].mean() > 0.02
    inked[margin:-margin, margin:-margin] = False
    assert not inked.any()


def test_each_page_of_each_language_has_a_card_of_its_own(site):
    files = [file for file in (site / "assets" / "cards").rglob("*") if file.is_file()]
    assert len(files) == len(NAMES) * len(LANGUAGES)
    assert len({file.read_bytes() for file in files}) == len(files)


def test_the_page_that_is_not_found_is_not_shared(site):
    assert not tags(read(site / "404.html"))
