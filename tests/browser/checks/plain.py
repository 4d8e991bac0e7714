"""With scripts off a page can be read: its text, its figures, its code, and the way to the other language.

What needs a script depends on the kind of content, so pages that hold every kind stand for all.
"""

from functools import cache

from tests.browser.visit import check
from tests.browser.whole import IN_ENGLISH, styled, twin_of


@cache
def without_scripts(browser):
    """Return a page of a browser that runs no scripts."""
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(30_000)
    return context.new_page()


def plain(visit):
    """Return the page of a visit as it is without scripts, with its folds open: the browser's own, they need none."""
    page = without_scripts(visit.context.browser)
    page.goto(visit.address + visit.place)
    if visit.fault:
        styled(page, visit.fault, wins=True)
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    return page


# Text of the page that is not seen. Not meant: what needs a script and is not there; what only
# paper has; words of a drawing, which may show some at a time.
HIDDEN = """() => {
  const other = 'script, .figure-enlarge, .steps, .steps-guess, .imprint, .headerlink, svg';
  const hidden = [], walker = document.createTreeWalker(document.querySelector('article'), NodeFilter.SHOW_TEXT);
  let seen = 0;
  for (let node; node = walker.nextNode();) {
    const parent = node.parentElement, range = new Range();
    if (!node.data.trim() || parent.closest(other)) continue;
    range.selectNodeContents(node);
    const { width, height } = range.getBoundingClientRect();
    const shown = parent.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    if (shown && width && height) seen += 1;
    else hidden.push(`not seen: ${parent.outerHTML.slice(0, 60)}: ${node.data.trim()}`);
  }
  return [seen, hidden];
}"""
# Drawings and pictures without a size, or of which nothing comes to the screen when it is scrolled to them.
UNSEEN = """async () => {
  const pictures = [...document.querySelectorAll('article .figure-box svg, article img:not(.in-dark)')];
  await Promise.all(pictures.filter(picture => picture.matches('img')).map(image => image.decode().catch(() => {})));
  return pictures.filter(picture => {
    picture.scrollIntoView({ block: 'center', behavior: 'instant' });
    const { left, top, right, bottom, width, height } = picture.getBoundingClientRect();
    const on = left < innerWidth && right > 0 && top < innerHeight && bottom > 0;
    return !on || width < 16 || height < 16 || picture.naturalWidth === 0 || !picture.checkVisibility({
      visibilityProperty: true, opacityProperty: true,
    });
  }).map(picture => `not seen: ${picture.outerHTML.slice(0, 100)}`);
}"""
# Code as it stands in the page, and what of it is selected when a reader draws the mouse over it.
BLOCKS = "[...document.querySelectorAll('article .highlight:not(.figure-code *) > pre > code')]"
CODE = f"{BLOCKS}.map(code => code.textContent)"
SELECTED = f"""{BLOCKS}.map(code => {{
  getSelection().selectAllChildren(code);
  return getSelection().toString();
}})"""
SWITCH = """([other, twin]) => {
  const menu = document.querySelector('.md-select');
  const link = menu.querySelector(`a[hreflang=${other}]`);
  return link.href === twin ? [] : [`the switch leads to ${link.href}`];
}"""


@check(
    "let the page show it, and let a script that runs hide it",
    IN_ENGLISH,
    faults={
        "text that waits for a script": "html:not(.js) .md-content p { opacity: 0 }",
        "a figure that waits for a script": "html:not(.js) .figure-box { display: none }",
        "code that cannot be selected": ".md-content pre > code { user-select: none }",
        "other code": "() => document.querySelector('.md-content .highlight > pre > code').append('x')",
    },
)
def a_page_can_be_read_without_scripts(visit):
    page = plain(visit)
    seen, found = page.evaluate(HIDDEN)
    if seen <= 20:
        found.append(f"only {seen} pieces of text are seen")
    found += page.evaluate(UNSEEN)
    code = page.evaluate(CODE)
    if code != visit.page.evaluate(CODE):
        found.append("its code is another than with scripts")
    selected = [text.strip() for text in page.evaluate(SELECTED)]
    found += [f"cannot be selected: {text[:60]}" for text in code if text.strip() not in selected]
    other = "en" if visit.language == "fa" else "fa"
    return found + page.evaluate(SWITCH, [other, visit.address + twin_of(visit.place)])


CHECKS = [a_page_can_be_read_without_scripts]
