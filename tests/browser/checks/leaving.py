"""Nothing leaves the site, and nothing but the site is loaded or run, whatever a reader does."""

import re

from tests.browser.visit import AS_LEFT, DESK_OPEN, check
from tests.browser.whole import MISSING, ran, twin_of

# Pages differ in what they hold, not in their search, which reads an index of all of them, nor in their switches.
SEARCHED = ("", "pooling/", MISSING)


def search(page, words):
    """Search as a reader does and wait for what is found."""
    page.keyboard.press("/")
    page.locator(".md-search__input").fill(words)
    page.wait_for_selector(".md-search-result__item a")
    page.keyboard.press("Escape")


def found_by(visit, refused):
    """Return all that was wrong in a visit."""
    cookies = [f"a cookie: {one}" for one in visit.page.context.cookies()]
    return visit.faults + [f"the policy refuses {one}" for one in refused] + cookies


@check(
    "serve it from here: see policy.py for what a page allows, and rule 6 of CONTRIBUTING.md",
    at=(AS_LEFT,),
    faults={
        "connect-src": "() => { fetch('https://example.org/').catch(() => 0) }",
        "img-src": "() => document.body.append(Object.assign(new Image(), { src: 'https://example.org/' }))",
        "style-src-elem": "() => document.body.append(Object.assign(document.createElement('style'), "
        "{ textContent: 'p {}' }))",
        "careful": "() => console.warn('careful')",
        "spilt": "() => { setTimeout(() => { throw new Error('spilt') }) }",
        "404: ": "() => { fetch('/nothing') }",
        "a cookie: ": "() => { document.cookie = 'reader=1' }",
    },
    broken="pooling/",  # where more is done
    at_once=True,
)
def whatever_a_reader_does_nothing_leaves_and_nothing_is_refused(visit):
    """What was done before counts as well. It may end on the page of the other language, so it comes last."""
    page = visit.page
    if visit.lesson not in SEARCHED:
        return found_by(visit, page.evaluate("refused"))
    visit.shown(DESK_OPEN)
    search(page, "ادغام" if visit.language == "fa" else "pooling")
    page.evaluate("document.querySelector('label[for=__palette_1]').click()")
    refused = page.evaluate("refused")
    other = "en" if visit.language == "fa" else "fa"
    page.evaluate(f"document.querySelector('.md-select a[hreflang={other}]').click()")
    page.wait_for_url(re.compile(re.escape(visit.address + twin_of(visit.place.removesuffix(MISSING))) + r"(#.*)?$"))
    ran(page)
    found = found_by(visit, refused + page.evaluate("refused"))
    if page.evaluate("document.documentElement.lang") != other:
        found.append("the page that the switch leads to is in another language")
    return found


CHECKS = [whatever_a_reader_does_nothing_leaves_and_nothing_is_refused]
