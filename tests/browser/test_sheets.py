"""The one stylesheet says what those say that it is joined of, as the browser itself reads them."""

import pytest

from project import DOCS
from tests.browser.checks.styles import ALL, LINES

OURS = ("assets/stylesheets/site.css", "assets/stylesheets/figures.css", "assets/explorers/explorers.css")


@pytest.fixture(scope="module")
def reader(browser):
    """Return a page to read stylesheets in."""
    page = browser.new_page()
    yield page
    page.close()


def lines(reader, file):
    """Return the rules of a stylesheet, a line for each."""
    return [line for _, line in reader.evaluate(LINES, file.read_text("utf-8"))]


@pytest.mark.parametrize("name", OURS)
def test_no_rule_of_ours_is_changed_or_lost(reader, site, name):
    served = lines(reader, site / ALL)
    written = lines(reader, DOCS / name)
    assert len(written) > 20
    missing = [rule for rule in written if rule not in set(served)]
    assert not missing
    places = [served.index(rule) for rule in dict.fromkeys(written)]
    assert places == sorted(places), "rules have changed places"


def test_a_space_more_or_less_is_seen(reader):
    one, other = "@media print { .a :is(b) { color: red } }", "@media print{.a:is(b){color:red}}"
    assert reader.evaluate(LINES, one) != reader.evaluate(LINES, other)
