"""The stylesheet of all pages has every rule of the theme that something on a page matches."""

import re
from functools import cache
from pathlib import Path

import material

from tests.browser.visit import DESK_OPEN, check

THEME = Path(material.__file__).parent / "templates" / "assets" / "stylesheets"
ALL = "assets/stylesheets/all.css"
SET = re.compile(r"(--[\w-]+)\s*:")

# Each rule of a stylesheet with the conditions that it stands under, in order, a line for each of its selectors.
LINES = """(text, gone = []) => {
  if (Array.isArray(text)) [text, gone] = text;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  const tight = text => text.replace(/\\s+/g, ' ').replace(/ ?([,;:(){}]) ?/g, '$1').replace(/\\\\?['"]/g, '"');
  const lines = (rules, under) => [...rules].flatMap(rule => {
    for (const name of rule.style ? gone : []) rule.style.removeProperty(name);
    return rule.selectorText ? rule.selectorText.split(/,(?![^(]*\\))/)
        .map(one => [one.trim(), `${under}${one.trim()} {${tight(rule.style.cssText)}}`])
      : rule.cssRules ? lines(rule.cssRules, under + tight(rule.cssText.slice(0, rule.cssText.indexOf('{'))))
      : [['', under + tight(rule.cssText)]];
  });
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


@cache
def left_out(browser, address):
    """Return the rules of the theme that the site does not serve, with the selector of each."""
    page = browser.new_page()
    page.goto(address + "404.html")
    served = page.evaluate("async name => (await fetch('/' + name)).text()", ALL)
    page.goto("about:blank")  # whose policy lets stylesheets be read
    kept = {line for _, line in page.evaluate(LINES, served)}
    sheets = [file.read_text("utf-8") for file in sorted(THEME.glob("*.css"))]
    # Variables that nothing uses are not set.
    gone = {name for sheet in sheets for name in SET.findall(sheet)} - set(SET.findall(served))
    assert not gone & set(re.findall(r"var\(\s*(--[\w-]+)", served))
    theme = [pair for sheet in sheets for pair in page.evaluate(LINES, [sheet, sorted(gone)])]
    page.close()
    missing = {line: selector for selector, line in theme if line not in kept and not line.endswith(" {}")}
    assert len(missing) > 100, "the rules of the theme are not read"
    return missing


@check(
    "write the class that a script gives as a word into that script, so that sheets.py keeps the rule",
    at=(DESK_OPEN,),
    faults={"a class that no page had": "() => document.querySelector('h1').classList.add('md-banner', 'md-version')"},
)
def no_rule_of_the_theme_is_lost_that_the_page_needs(visit):
    missing = left_out(visit.context.browser, visit.address)
    needed = set(visit.page.evaluate(MATCHING, sorted(set(missing.values()))))
    return [f"left out: {line}" for line, selector in missing.items() if selector in needed]


CHECKS = [no_rule_of_the_theme_is_lost_that_the_page_needs]
