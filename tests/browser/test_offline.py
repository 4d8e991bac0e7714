"""The edition for taking away works as the site does, opened from a folder: no server, no network."""

import posixpath
import zipfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

import numpy as np
import pytest

from sitebuild.delivery import offline
from tests.browser.test_playground import DONE, choose, give, png
from tests.browser.test_search import Dialog
from tests.browser.whole import COVERING, explored, twin_of, unfolded, until

FOLDER = "پوشهٔ من 1"  # as folders are called


def unpacked(site, folder):
    """Unpack the zip that the site offers; return where its pages are."""
    with zipfile.ZipFile(site / f"{offline.NAME}.zip") as archive:
        archive.extractall(folder)
    return Path(folder) / offline.NAME


class Tab:
    """A page of the edition, and what went wrong on it."""

    def __init__(self, browser, root):
        self.root, self.faults = root, []
        context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
        context.set_default_timeout(30_000)  # a machine may be busy
        self.page = page = context.new_page()
        fault = self.faults.append
        page.on("console", lambda m: m.type in ("error", "warning") and fault(m.text))
        page.on("pageerror", lambda e: fault(str(e)))
        # What was on its way when a page was left, or a frame had been read, is given up by the browser.
        page.on("requestfailed", lambda r: r.failure == "net::ERR_ABORTED" or fault(f"failed: {r.url}"))
        inside = (root.as_uri() + "/", "data:", "blob:")
        page.on("request", lambda r: r.url.startswith(inside) or fault(f"left the folder: {r.url}"))

    def address(self, place=""):
        """Return the address of a page by its place on the site."""
        path, mark, section = place.partition("#")
        path, asks, query = path.partition("?")
        return (self.root / path / "index.html").as_uri() + asks + query + mark + section

    def open(self, place=""):
        """Open a page as a link to its file does."""
        self.faults.clear()
        self.page.goto(self.address(place))
        self.page.wait_for_selector("html.js")
        return self.page


@pytest.fixture(scope="module")
def root(site, tmp_path_factory):
    return unpacked(site, tmp_path_factory.mktemp("taken") / FOLDER)


@pytest.fixture(scope="module")
def tab(browser, root):
    made = Tab(browser, root)
    yield made
    made.page.context.close()


@pytest.mark.parametrize("place", COVERING)
def test_a_page_works_and_asks_for_nothing_outside_its_folder(tab, place):
    page = tab.open(place)
    explored(page)
    unfolded(page)
    bars = page.locator(".twin-bar button")
    if bars.count():
        bars.first.evaluate("button => button.click()")
        page.wait_for_selector(".twin :is(h2, h3)")
        assert page.locator(".twin").first.get_attribute("lang") == ("en" if place.startswith("fa/") else "fa")
    page.evaluate("for (const image of document.images) image.loading = 'eager'")
    until(page, "[...document.images].every(image => image.complete && image.naturalWidth)")
    assert page.locator("iframe").count() == 0
    assert tab.faults == []


@pytest.mark.parametrize("place", ["", "kernels/gallery/", "labs/find-the-edges/"])
def test_the_switch_leads_to_the_section_in_the_twin_and_back(tab, place):
    page = tab.open(place)
    section = page.evaluate("[...document.querySelectorAll('.md-content h2[id]')].at(-1).id")
    page.goto(tab.address(f"{place}#{section}"))
    for other, twin in (("fa", twin_of(place)), ("en", place)):
        page.evaluate(f"document.querySelector('.md-select a[hreflang={other}]').click()")
        page.wait_for_url(tab.address(f"{twin}#{section}"))
        assert page.evaluate("document.documentElement.lang") == other


def test_links_lead_on(tab):
    page = tab.open()
    page.click(".md-button--primary")
    page.wait_for_url(tab.address("kernels/"))
    page.click(".md-footer__link--next")
    page.wait_for_url(tab.address("kernels/size-and-centre/"))
    page.click(".md-logo >> visible=true")
    page.wait_for_url(tab.address())


QUERIES = {"": ["sobel", "average pooling", "کرنل"], "fa/": ["كرنل های", "هم پوشانی", "١×١", "max pooling"]}


@pytest.mark.parametrize("home", QUERIES)
def test_the_search_finds_what_it_finds_on_the_site(tab, open_page, address, home):
    taken, on_site = Dialog(tab.open(home), tab.root.as_uri() + "/"), Dialog(open_page(home), address)
    for query in QUERIES[home]:
        found = taken.ask(query)
        assert found == [posixpath.join(place, "index.html") for place in on_site.ask(query)], query
        assert found, query
        assert (tab.root / found[0]).is_file(), query
    assert tab.faults == []


def test_the_page_that_a_result_opens_has_the_words_marked(tab):
    page = tab.open("fa/")
    Dialog(page, "").ask("كرنلها")
    page.locator(".md-search-result__item a").first.click()
    page.wait_for_url(lambda url: "h=" in url)
    until(page, "CSS.highlights.get('search')?.size")
    assert tab.faults == []


# What is done to each explorer.
def stepped(page):
    page.click("window-stepper .steps-next")
    page.select_option("window-stepper [name=s]", "2")


def calculated(page):
    page.fill("size-calculator [name=rows]", "35")


def dived(page):
    page.emulate_media(reduced_motion="reduce")  # the frame would be on its way
    until(page, "document.querySelector('field-dive img').complete")
    page.locator("field-dive [name=n]").fill("9")
    page.select_option("field-dive [name=d]", "2")


def exercised(page):
    page.locator("check-yourself input").first.fill("3")
    page.locator("check-yourself .explorer-button").first.click()


def played(page):
    page.wait_for_selector(DONE)
    choose(page, "preset", "gaussian")
    choose(page, "pooling", "max")
    choose(page, "photo", "bricks")


def given(page):
    page.wait_for_selector(DONE)
    grey = np.arange(48 * 64, dtype=np.uint8).reshape(48, 64)
    give(page, png(grey))


def hung(page):
    page.check("kernel-gallery [value=outline]")
    page.select_option("kernel-gallery [name=photo]", "bricks")
    page.locator("kernel-gallery [name=cut]").fill("25")
    until(page, "document.querySelector('kernel-gallery').ariaBusy === 'false'")


def contested(page):
    page.locator("pooling-arena [name=white]").fill("2.5")
    page.click(".arena-lose")
    until(page, "document.querySelector('.arena-said').textContent")


def drawn(page):
    until(page, "document.querySelector('network-view').ariaBusy === 'false'")
    box = page.locator(".network-pad").bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 120, steps=5)
    page.mouse.up()
    page.click("network-view [value=mean]")
    until(page, "document.querySelector('network-view').ariaBusy === 'false'")


USES = {
    "stepper": ("pooling/stride-and-overlap/?stepper=op=max;k=3;s=1", stepped),
    "calculator": ("convolution/receptive-field/", calculated),
    "dive": ("convolution/receptive-field/?dive=net=vgg;s=0;d=1;n=4;at=0,9", dived),
    "exercises": ("kernels/exercises/?exercises=kinds=cell;seed=7", exercised),
    "playground": ("kernels/gallery/", played),
    "own picture": ("kernels/gallery/", given),
    "gallery": ("kernels/gallery/?gallery=w=box;n=0", hung),
    "arena": ("pooling/max-or-mean/?arena=photo=bricks;noise=9;k=4", contested),
    "network": ("networks/?network=net=max;sample=3,0", drawn),
}
STATE = """([name, root]) => {
  const explorer = document.querySelector(`[data-explorer=${name}] > :last-child`);
  const fields = [...explorer.querySelectorAll('input:not([type=file]), select')];
  explorer.querySelectorAll('.run, .run-cost').forEach(one => one.remove()); // a page from a folder runs no Python
  return {
    text: explorer.textContent.replaceAll(root, '').replace(/\\s+/g, ''), // Run leaves the spaces around it
    values: fields.map(field => field.type === 'checkbox' ? field.checked : field.value),
    pictures: [...explorer.querySelectorAll('canvas')].map(canvas => canvas.toDataURL()),
    paths: [...explorer.querySelectorAll('path')].map(path => path.getAttribute('d')),
    broken: [...explorer.querySelectorAll('img')].filter(image => !image.naturalWidth).length,
    address: location.search,
  };
}"""

# The address says the state, or nothing where it is the start.
KEPT = """name => {
  const explorer = document.querySelector(`[data-explorer=${name}] > :last-child`);
  const [now, start] = [explorer.state, explorer.parse(explorer.start)].map(state => explorer.format(state));
  return (new URLSearchParams(location.search).get(explorer.name) ?? start) === now;
}"""


def state(page, name, use, root):
    """Use an explorer; return all that it shows, when the address says so too."""
    explored(page)
    use(page)
    until(page, KEPT, name)
    return page.evaluate(STATE, [name, root])


@pytest.mark.parametrize("folder", ["", "fa/"])
@pytest.mark.parametrize("use", USES)
def test_an_explorer_shows_what_it_shows_on_the_site(tab, open_page, address, use, folder):
    place, act = USES[use]
    name = "playground" if use == "own picture" else use
    taken = state(tab.open(folder + place), name, act, tab.root.as_uri() + "/")
    assert taken == state(open_page(folder + place), name, act, address)
    assert not taken["broken"]
    assert taken["text"].strip()
    assert tab.faults == []


@pytest.mark.parametrize("kind", ["py", "ipynb"])
def test_a_file_can_be_kept(tab, kind):
    page = tab.open("labs/find-the-edges/" if kind == "ipynb" else "kernels/")
    link = page.locator(f"a[download][href$='.{kind}']").first
    path = Path(unquote(urlsplit(link.evaluate("link => link.href")).path))
    with page.expect_download() as download:
        link.evaluate("link => link.click()")
    assert Path(download.value.path()).read_bytes() == path.read_bytes()


def test_the_copy_button_copies_and_a_figure_becomes_large(tab):
    page = tab.open("kernels/")
    block = page.locator(".md-content pre:has(.md-code__button[data-md-type=copy])").first
    block.locator(".md-code__button[data-md-type=copy]").click()
    page.wait_for_selector(".md-dialog--active")
    assert page.evaluate("navigator.clipboard.readText()").strip() == block.locator("code").text_content().strip()
    page.locator(".figure-enlarge").first.click()
    assert page.locator("dialog[open].figure-large svg").count()
    page.click(".figure-close")
    assert tab.faults == []


def test_the_scheme_that_was_chosen_stays(tab):
    page = tab.open("kernels/")
    chosen = "document.body.dataset.mdColorScheme"
    for scheme in ("default", "slate"):
        page.locator("[data-md-component=palette] label:not([hidden])").click()
        until(page, f"{chosen} === '{scheme}'")
    assert tab.open("fa/pooling/").evaluate(chosen) == "slate"
    tab.page.evaluate("localStorage.clear()")


# An element, or a request, that would leave the folder; what the policy of the page keeps back is noted.
ASKED = """kind => {
  addEventListener('securitypolicyviolation', ({ blockedURI }) => (self.blocked = blockedURI));
  const address = 'https://example.org/';
  if (kind === 'request') {
    const request = new XMLHttpRequest();
    request.open('GET', address);
    return request.send();
  }
  const element = document.createElement(kind);
  Object.assign(element, kind === 'link' ? { rel: 'stylesheet', href: address } : { src: address });
  document.body.append(element);
}"""


@pytest.mark.parametrize("kind", ["request", "img", "script", "link", "iframe", "video"])
def test_the_network_is_out_of_reach(tab, kind):
    page = tab.open("fa/kernels/")
    page.evaluate(ASKED, kind)
    until(page, "self.blocked?.startsWith('https://example.org')")


def test_the_folder_may_move(site, browser, tmp_path):
    before = unpacked(site, tmp_path / "one place")
    moved = tmp_path / "جای دیگر #2 100%" / "book"
    moved.parent.mkdir()
    tab = Tab(browser, before.rename(moved))
    page = tab.open("fa/kernels/gallery/")
    explored(page)
    page.wait_for_selector(DONE)
    unfolded(page)
    assert Dialog(page, moved.as_uri() + "/").ask("سوبل")[0] == "fa/kernels/gallery/index.html"
    assert tab.faults == []
    page.context.close()
