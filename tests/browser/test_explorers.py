"""What holds for all explorers."""

import gzip
from urllib.parse import urlsplit

import pytest

from tests.browser.whole import explored, until

LESSONS = [
    "pooling/stride-and-overlap/",
    "convolution/correlation/",
    "kernels/gallery/",
    "pooling/max-or-mean/",
    "convolution/receptive-field/",
    "kernels/exercises/",
    "convolution/exercises/",
    "pooling/exercises/",
]
PLACES = [language + lesson for language in ("", "fa/") for lesson in LESSONS]
EXPLORER = ".explorer > :last-child"  # it comes after the figure


def come(page):
    """Bring the explorer to life, and wait until it has worked out what it shows."""
    explored(page)
    until(page, "!document.querySelector('.explorer [aria-busy=true]')")


@pytest.mark.parametrize("place", PLACES)
def test_without_scripting_and_on_paper_the_figure_stands_there(open_page, place):
    page = open_page(place, java_script_enabled=False)
    assert page.locator(".explorer .figure").is_visible()
    page = open_page(place)
    come(page)
    assert page.locator(EXPLORER).is_visible()
    assert not page.locator(".explorer .figure").is_visible()
    page.emulate_media(media="print")
    assert page.locator(".explorer .figure").is_visible()
    assert not page.locator(EXPLORER).is_visible()


PLACE_OF = """async () => {
  await document.fonts.ready;
  const box = document.querySelector('.explorer').getBoundingClientRect();
  const next = document.querySelector('.explorer ~ h2').getBoundingClientRect();
  return [box.height, next.top - box.top, document.documentElement.scrollWidth];
}"""


# Each explorer at each width, in each language on a phone and on a desk.
WIDTHS = [(lesson, width) for lesson in LESSONS for width in (320, 1280)]
WIDTHS += [(f"fa/{lesson}", width) for lesson in LESSONS for width in (390, 1280)]


@pytest.mark.parametrize(("place", "width"), WIDTHS)
def test_nothing_jumps_when_the_explorer_comes(open_page, place, width):
    page = open_page(place, viewport={"width": width, "height": 800})
    page.wait_for_load_state("networkidle")
    assert page.locator(".explorer[data-live]").count() == 0
    before = page.evaluate(PLACE_OF)
    come(page)
    assert page.evaluate(PLACE_OF) == before
    assert before[2] <= width
    spare = before[0] - page.locator(EXPLORER).evaluate("explorer => explorer.offsetHeight")
    assert spare < 0.15 * before[0]  # and no more is kept than it needs


def test_the_explorers_are_light(site):
    """All of them together, with the comments that say how they work."""
    scripts = sorted((site / "assets" / "explorers").glob("*.js"))
    assert len(gzip.compress(b"".join(script.read_bytes() for script in scripts), mtime=0)) <= 40_000


LARGEST = "kernels/gallery/"


def test_no_page_loads_much_for_its_explorer(open_page, site):
    page = open_page(LARGEST)
    loaded = set()
    page.on("requestfinished", lambda request: loaded.add(urlsplit(request.url).path[1:]))
    explored(page)
    page.wait_for_load_state("networkidle")
    scripts = [site / path for path in loaded if "explorers" in path]
    assert len(scripts) >= 4
    assert sum(len(gzip.compress(script.read_bytes(), mtime=0)) for script in scripts) <= 27_000
