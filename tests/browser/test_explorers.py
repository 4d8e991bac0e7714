"""What holds for all explorers."""

import gzip
import re

import pytest

from sitebuild.core.project import DOCS
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


LOADER = DOCS / "assets" / "explorers" / "loader.js"
IMPORTED = re.compile(r'^(?:import|export)\b[^"]*"(\./[^"]+)"', re.MULTILINE)


def loaded_with(script, found):
    """Add the scripts of the explorers that a browser loads for one of them, itself too, to those found."""
    if script not in found:
        found.add(script)
        for name in IMPORTED.findall(script.read_text("utf-8")):
            loaded_with(script.parent / name, found)
    return found


@pytest.mark.parametrize("name", re.findall(r"^  (\w+): \"", LOADER.read_text("utf-8"), re.MULTILINE))
def test_no_page_loads_much_for_its_explorer(site, name):
    """With the comments that say how they work. The network's is the largest."""
    scripts = loaded_with(site / "assets" / "explorers" / f"{name}.js", set())
    assert len(scripts) > 1
    assert sum(len(gzip.compress(script.read_bytes(), mtime=0)) for script in scripts) <= 40_000
