"""The promises of the site hold in Firefox and WebKit too: each is tried on a page, of either language in turn.

`make engines` tries them on every page, in Chromium as well, where all the other tests look closer.
"""

import pytest

from tests.browser.whole import MISSING
from tests.engines.engines import opened
from tests.engines.promises import PROMISES
from tests.engines.table import tried

# Pages that have all that the promises are about, the richest first.
FEW = [
    "pooling/exercises/",
    "kernels/gallery/",
    "pooling/stride-and-overlap/",
    "convolution/receptive-field/",
    "pooling/",
    "",
]


def chosen():
    """Return each promise with a page, English and Persian in turn."""
    for i, promise in enumerate(PROMISES):
        order = [first + place for first in (("", "fa/"), ("fa/", ""))[i % 2] for place in FEW] + [MISSING]
        yield promise, [next(place for place in order if place in promise.places)]


@pytest.mark.parametrize("engine", ["firefox", "webkit"])
def test_what_is_promised_holds_in_another_engine(engine, site):
    _, found = tried(engine, site, list(chosen()))
    assert len(found) > 20
    wrong = {name: places for name, places in found.items() if any(places.values())}
    assert wrong == {}


# What each engine must say of a page: that it throws, that its policy refuses something, that a promise was left.
FAULTS = """() => {
  setTimeout(() => { throw new Error('thrown by a fault'); });
  Promise.reject(new Error('left by a fault'));
  document.body.append(Object.assign(new Image(), { src: 'https://example.org/refused.png' }));
}"""


@pytest.mark.parametrize("engine", ["firefox", "webkit"])
def test_what_an_engine_says_is_heard(engine, site):
    with opened(engine, site) as tab:
        tab.page.goto(tab.address)
        assert tab.heard() == []
        tab.page.evaluate(FAULTS)
        tab.page.goto(tab.address)
        told = "\n".join(tab.heard())
    for fault in ("thrown by a fault", "left by a fault", "example.org/refused.png"):
        assert fault in told
