"""The one stylesheet says what those say that it is joined of, as the browser itself reads them."""

import re

import pytest

from sitebuild.core.project import DOCS
from tests.browser.checks.styles import ALL, LINES

OURS = re.findall(r"^  - (assets/\S+\.css)", (DOCS.parent / "mkdocs.yml").read_text("utf-8"), re.MULTILINE)


@pytest.fixture(scope="module")
def reader(browser):
    """Return a page to read stylesheets in."""
    page = browser.new_page()
    yield page
    page.close()


def lines(reader, file):
    """Return the rules of a stylesheet, a line for each."""
    return [line for _, line in reader.evaluate(LINES, file.read_text("utf-8"))]


def test_no_rule_of_ours_is_changed_or_lost(reader, site):
    served = lines(reader, site / ALL)
    written = {name: lines(reader, DOCS / name) for name in OURS}
    assert all(written.values())
    missing = [f"{name}: {rule}" for name, rules in written.items() for rule in rules if rule not in served]
    assert not missing
    places = [served.index(rule) for rule in dict.fromkeys(rule for rules in written.values() for rule in rules)]
    assert places == sorted(places), "rules have changed places"


def test_a_space_more_or_less_is_seen(reader):
    one, other = "@media print { .a :is(b) { color: red } }", "@media print{.a:is(b){color:red}}"
    assert reader.evaluate(LINES, one) != reader.evaluate(LINES, other)
