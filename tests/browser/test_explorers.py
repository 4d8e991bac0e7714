"""What holds for all explorers."""

import gzip
import re
from urllib.parse import urlsplit

import pytest

from tests.browser.whole import again, explored, go, still, until

LESSONS = [
    "pooling/stride-and-overlap/",
    "pooling/borders/",
    "convolution/correlation/",
    "kernels/gallery/",
    "pooling/max-or-mean/",
    "pooling/between/",
    "convolution/receptive-field/",
    "networks/",
    "kernels/exercises/",
    "convolution/exercises/",
    "pooling/exercises/",
]
PLACES = [language + lesson for language in ("", "fa/") for lesson in LESSONS]
EXPLORER = ".explorer > :last-child"  # it comes after the figure; a page may have two


def come(page):
    """Bring the explorer to life, and wait until it has worked out what it shows."""
    explored(page)
    until(page, "!document.querySelector('.explorer [aria-busy=true]')")


PLACE_OF = """async () => {
  await document.fonts.ready.then(() => new Promise(requestAnimationFrame));
  const found = [...document.querySelectorAll('.explorer')].map((explorer) => {
    const box = explorer.getBoundingClientRect();
    const heads = [...explorer.parentElement.querySelectorAll(':scope > h2')].map(h2 => h2.getBoundingClientRect().top);
    return [box.height, heads.find(top => top > box.top) - box.top];
  });
  return [found, document.documentElement.scrollWidth];
}"""


HELD = re.compile("/explorers/(?!loader)")


@pytest.mark.parametrize("place", PLACES)
def test_the_explorer_takes_the_place_of_its_figure_and_nothing_jumps(open_page, address, place):
    """The page stays open while its width changes. Without scripting the figure stays, see checks/plain.py."""
    page = open_page("privacy/", viewport={"width": 320, "height": 400})
    page.route(HELD, lambda route: route.abort())  # one at the top of its page would come at once
    go(page, address + place)

    def at_each_width(look):
        found = {}
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 400})
            still(page)
            found[width] = look()
        return found

    assert all(figure.is_visible() for figure in page.locator(".explorer .figure").all())
    before = at_each_width(lambda: page.evaluate(PLACE_OF))
    assert page.locator(".explorer[data-live]").count() == 0
    page.unroute(HELD)
    again(page)
    come(page)
    after = at_each_width(lambda: page.evaluate(PLACE_OF))
    assert after == before
    heights = at_each_width(lambda: page.locator(EXPLORER).evaluate_all("all => all.map(one => one.offsetHeight)"))
    for width, (boxes, wide) in before.items():
        assert wide <= width
        for (box, _), height in zip(boxes, heights[width], strict=True):
            assert box - height < 0.15 * box, f"at {width} px more is kept than the explorer needs"
    for media, figure in (("screen", False), ("print", True)):
        page.emulate_media(media=media)
        assert all(one.is_visible() is figure for one in page.locator(".explorer .figure").all())
        assert all(one.is_visible() is not figure for one in page.locator(EXPLORER).all())


def test_the_explorers_are_light(site):
    """All of them together, with the comments that say how they work."""
    scripts = sorted((site / "assets" / "explorers").glob("*.js"))
    assert len(gzip.compress(b"".join(script.read_bytes() for script in scripts), mtime=0)) <= 66_000


LARGEST = "kernels/gallery/"


def test_no_page_loads_much_for_its_explorer(open_page, site):
    page = open_page(LARGEST)
    loaded = set()
    page.on("requestfinished", lambda request: loaded.add(urlsplit(request.url).path[1:]))
    explored(page)
    page.wait_for_load_state("networkidle")
    scripts = [site / path for path in loaded if "explorers" in path]
    assert len(scripts) >= 4
    assert sum(len(gzip.compress(script.read_bytes(), mtime=0)) for script in scripts) <= 29_000
