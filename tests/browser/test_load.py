"""How a page comes to a phone: the bytes of the first view, how far it moves, the colours of its first paint.

That no task while loading takes more than 50 ms is a matter of time, which tests ask of no machine: `make lighthouse`
says how long they are.
"""

import gzip
from queue import Queue

import pytest

from tests.bench.server import served
from tests.browser.visit import MOVED, SETTLED
from tests.browser.whole import BOTH, IN_PERSIAN, SCHEMES, go, ran, settled, until

PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 3, "is_mobile": True, "has_touch": True}
PAINTED = "performance.getEntriesByName('first-contentful-paint').length > 0"


@pytest.fixture(scope="module")
def host(site):
    """Return the address of the site as a host serves it: compressed."""
    with served(site) as where:
        yield where


@pytest.fixture
def phone(browser):
    """Return a page on a phone that has never seen the site."""
    context = browser.new_context(**PHONE)
    context.set_default_timeout(30_000)
    page = context.new_page()
    page.add_init_script(MOVED)
    yield page
    context.close()


KINDS = pytest.mark.parametrize("where", IN_PERSIAN, ids=lambda where: where or "home")


@KINDS
def test_the_first_view_is_light_and_does_not_move(phone, host, where):
    tools = phone.context.new_cdp_session(phone)
    tools.send("Network.enable")
    names, sizes = {}, {}
    tools.on(
        "Network.requestWillBeSent",
        lambda event: (
            None if event["type"] == "Prefetch" else names.update({event["requestId"]: event["request"]["url"]})
        ),
    )
    tools.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    go(phone, host + where)
    phone.evaluate(SETTLED)
    weights = sorted(
        ((round(size), names[one].removeprefix(host)[:70]) for one, size in sizes.items() if one in names), reverse=True
    )
    assert sum(size for size, _ in weights) <= 200_000, weights
    assert any("all.css" in name for _, name in weights), "the requests are seen"
    assert not [name for _, name in weights if "search_index" in name], "who does not search loads no index"
    moved = phone.evaluate("moved")
    assert sum(value for value, _ in moved) < 0.02, moved


@KINDS
def test_fonts_that_come_late_move_nothing(phone, host, where):
    late = []
    phone.route("**/*.woff2", lambda route: late.append(route))
    phone.goto(host + where, wait_until="domcontentloaded")
    until(phone, PAINTED)
    for route in late:
        route.continue_()
    phone.unroute("**/*.woff2")
    ran(phone)
    phone.evaluate(SETTLED)
    moved = phone.evaluate("moved")
    assert sum(value for value, _ in moved) < 0.02, moved


def test_a_table_that_comes_in_parts_is_shown_when_it_is_whole(phone, host):
    where, part = f"{host}kernels/gallery/", f"{host}part/"
    whole = phone.request.get(where).text()
    row = whole.index("<tr>", whole.index("<tbody>")) + len("<tr>")
    phone.route(part, lambda route: route.fulfill(body=whole[:row], content_type="text/html"))
    phone.route("**/*.js", lambda route: route.abort())  # the scripts come later still
    for address, shown in ((part, False), (where, True)):
        phone.goto(address)
        assert phone.locator("thead").first.is_visible() is shown


@pytest.mark.parametrize("place", ["", "fa/pooling/", "networks/", "pooling/borders/"])
def test_a_page_begins_where_it_stays(phone, host, place):
    """A page with a scene begins higher than others, also while its scene is still to come."""
    where = f"{host}{place}"
    part = f"{where}?part"
    whole = phone.request.get(where).text()
    phone.route(part, lambda route: route.fulfill(body=whole[: whole.index("</h1>")], content_type="text/html"))
    phone.route("**/*.js", lambda route: route.abort())
    tops = []
    for address in (part, where):
        phone.goto(address)
        tops.append(phone.locator("h1").bounding_box()["y"])
    assert tops[0] == tops[1]


@pytest.mark.parametrize("where", BOTH)
def test_a_page_is_light(site, where):
    page = (site / where / "index.html").read_bytes()
    assert len(gzip.compress(page, mtime=0)) <= 30_000


def test_the_next_page_is_there_before_it_is_asked_for(phone, site):
    purposes = Queue()
    with served(site, purposes=purposes) as host:
        go(phone, host + "pooling/")
        asked = purposes.get(timeout=30)
        while "prefetch" not in asked[1]:
            asked = purposes.get(timeout=30)
        assert asked[0] == "/pooling/stride-and-overlap/"


@pytest.mark.parametrize("system", SCHEMES)
@pytest.mark.parametrize("chosen", [None, *SCHEMES])
def test_the_first_paint_has_the_colours_of_the_system_or_those_chosen(browser, address, system, chosen):
    context = browser.new_context(color_scheme=system)
    page = context.new_page()
    if chosen:
        go(page, address)
        page.evaluate(f"document.querySelector('input[data-md-color-media*={chosen}]').click()")
        settled(page, chosen)
    page.route("**/*.js", lambda route: route.abort())
    page.goto(f"{address}kernels/")
    assert page.evaluate("document.body.dataset.mdColorScheme") == SCHEMES[chosen or system]
    context.close()
