"""The one stylesheet says what those say that it is joined of, as the browser itself reads them."""

import re
from pathlib import Path

import material
import pytest

from sitebuild.core.project import DOCS
from tests.browser.whole import BOTH, MISSING, go

THEME = Path(material.__file__).parent / "templates" / "assets" / "stylesheets"
OURS = re.findall(r"^  - (assets/\S+\.css)", (DOCS.parent / "mkdocs.yml").read_text("utf-8"), re.MULTILINE)
ALL = "assets/stylesheets/all.css"

# Each rule of a stylesheet with the conditions that it stands under, in order, a line for each of its selectors.
LINES = """text => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  const tight = text => text.replace(/\\s+/g, ' ').replace(/ ?([,;:(){}]) ?/g, '$1').replace(/\\\\?['"]/g, '"');
  const lines = (rules, under) => [...rules].flatMap(rule =>
    rule.selectorText ? rule.selectorText.split(/,(?![^(]*\\))/)
        .map(one => [one.trim(), `${under}${one.trim()} {${tight(rule.style.cssText)}}`])
      : rule.cssRules ? lines(rule.cssRules, under + tight(rule.cssText.slice(0, rule.cssText.indexOf('{'))))
      : [['', under + tight(rule.cssText)]]);
  return lines(sheet.cssRules, '');
}"""
# Those of some selectors that something on a page matches, in whatever state it is.
MATCHING = r"""selectors => {
  const state = new RegExp('::?(?:hover|focus|focus-visible|focus-within|active|checked|visited|target|before|after|'
    + 'placeholder|marker|selection|-[\\w-]+|backdrop|indeterminate|disabled|invalid|placeholder-shown|popover-open|'
    + 'any-link|link)\\b(?:\\([^()]*\\))?', 'g');
  return selectors.filter(one => {
    try { return document.querySelector(one.replace(state, '').trim() || '*'); } catch { return false; }
  });
}"""


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


def test_no_rule_of_the_theme_is_lost_that_a_page_needs(browser, reader, site, address):
    kept = set(lines(reader, site / ALL))
    theme = [pair for file in sorted(THEME.glob("*.css")) for pair in reader.evaluate(LINES, file.read_text("utf-8"))]
    left_out = {line: selector for selector, line in theme if line not in kept}
    # rcssmin takes a comment out of the picture in this one, which is for sites with several versions.
    left_out = {line: selector for line, selector in left_out.items() if "--md-version-icon" not in line}
    assert len(left_out) > 100
    page = browser.new_page()
    for place in [*BOTH, MISSING]:
        go(page, address + place)
        needed = set(page.evaluate(MATCHING, sorted(set(left_out.values()))))
        assert not [line for line, selector in left_out.items() if selector in needed], place
    page.close()


def test_a_space_more_or_less_is_seen(reader):
    one, other = "@media print { .a :is(b) { color: red } }", "@media print{.a:is(b){color:red}}"
    assert reader.evaluate(LINES, one) != reader.evaluate(LINES, other)
