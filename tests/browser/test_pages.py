"""Everything that holds on every page: each is opened once, and one report tells all that is wrong on it."""

from html.parser import HTMLParser

import pytest
from playwright.sync_api import Error

from sitebuild.pages import includes
from snippets.shared.drawing import ROLES
from tests.browser.checks import (
    axe,
    copying,
    direction,
    figures,
    leaving,
    narrow,
    paper,
    plain,
    reading,
    running,
    styles,
    twins,
)
from tests.browser.visit import ORDER, Visit, visitors
from tests.browser.whole import BOTH, COVERING, EVERY

# What is copied is said in a bar at the foot, so axe comes before. The last one leaves the page.
MODULES = (styles, figures, reading, axe, direction, copying, running, narrow, twins, paper, plain, leaving)
CHECKS = [check for module in MODULES for check in module.CHECKS]


def wrong(check, visit, how):
    """Return what a check finds on a page that is shown in a way, in words, with the mend."""
    try:
        visit.shown(how)
        found = check.look(visit)
    except (AssertionError, Error) as error:
        found = [f"this could not be looked at: {error}"]
    if not found:
        return []
    more = [f"and {len(found) - 5} more"] if len(found) > 5 else []
    told = "\n    ".join(line for said in found[:5] + more for line in said.splitlines())
    where = visit.place or "the home page"
    return [f"{where}, on {how.on}: it does not hold that {check.name}\n    {told}\n    To mend it: {check.mend}"]


@pytest.fixture(scope="module")
def context(browser):
    """Return the context that all visits share."""
    made = visitors(browser)
    yield made
    made.close()


@pytest.mark.parametrize("place", EVERY, ids=lambda place: place or "home")
def test_all_that_is_promised_holds_on_a_page(context, address, place):
    visit = Visit(context, address, place)
    looked = [(check, how) for how in ORDER for check in CHECKS if how in check.at and place in check.places]
    found = [said for check, how in looked for said in wrong(check, visit, how)]
    visit.close()
    if found:
        pytest.fail("\n".join(found), pytrace=False)


@pytest.fixture(scope="module")
def without_faults(context, address):
    """Return a function that opens a page into which faults are put: once for all checks, which leave it as it was."""
    opened = {}

    def open_it(place):
        if place not in opened:
            opened[place] = Visit(context, address, place)
        return opened[place]

    return open_it


def unseen(check, visit):
    """Return the faults that a check does not see, of those that are put into its page one after the other."""
    for name, fault in check.faults.items():
        in_page, in_html = fault.startswith("("), fault.startswith("<")
        if in_page or in_html:
            visit.open(fault if in_html else "")
        visit.fault = "" if in_page or in_html else fault
        if in_page:
            visit.page.evaluate(fault)
        if not any(wrong(check, visit, how) for how in check.at):
            yield name


def unsaid(check, visit):
    """Return the faults that a check does not name, of those that are put into its page together."""
    visit.open()  # looking at it may have led to another page
    visit.shown(*check.at)
    for fault in check.faults.values():
        visit.page.evaluate(fault)
    told = "\n".join(check.look(visit))
    return [name for name in check.faults if name not in told]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_a_check_sees_faults(without_faults, check):
    """They are put into a page on which nothing was wrong."""
    assert check.faults, f"give {check.name} a fault that it must see"
    visit = without_faults(check.broken)
    assert [said for how in check.at for said in wrong(check, visit, how)] == []
    missed = list(unsaid(check, visit) if check.at_once else unseen(check, visit))
    visit.anew()
    assert not missed, f"the check that {check.name} does not see these faults; mend the check"


def test_there_is_something_to_copy():
    assert sum(len(includes.blocks(copying.source(place))) for place in BOTH) > 200


class Kinds(HTMLParser):
    """The kinds of content in the article of a page: its elements and their classes, but for those of a drawing."""

    def __init__(self):
        super().__init__()
        self.found, self.inside, self.drawing = set(), False, 0

    def handle_starttag(self, tag, attributes):
        """Note an element."""
        self.inside |= tag == "article"
        self.drawing += tag == "svg"
        if not self.inside or self.drawing or tag == "span":
            return
        said = dict(attributes)
        classes = ["role" if name in ROLES else name for name in (said.get("class") or "").split()]
        self.found |= {(tag, name, said.get("data-explorer")) for name in classes or [""]}

    def handle_endtag(self, tag):
        """Leave a drawing, or the article."""
        self.inside &= tag != "article"
        self.drawing -= tag == "svg"


def test_the_pages_that_stand_for_all_have_every_kind_of_content(site):
    found = {}
    for place in BOTH:
        parser = Kinds()
        parser.feed((site / place / "index.html").read_text("utf-8"))
        found[place] = parser.found
    covered = set().union(*(found[place] for place in COVERING))
    assert len(covered) > 80
    for place, kinds in found.items():
        alone = kinds - covered
        assert not alone, f"{place}: no page that stands for all has {alone}; name it in KIND of tests/browser/whole.py"
