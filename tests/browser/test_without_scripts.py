"""With scripts off every page can be read: its text, its figures, its code, and the way to the other language."""

import pytest

from tests.browser.whole import BOTH, twin_of

every_page = pytest.mark.parametrize("visit", BOTH, indirect=True, scope="session")


@pytest.fixture(scope="session")
def scriptless(browser):
    """Return a page of a browser that runs no scripts, the same for every test."""
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def plain(scriptless, visit):
    """Return the page of a visit as it is without scripts, with its folds open: the browser's own, they need none."""
    where = visit.address + visit.place
    if scriptless.url != where:
        scriptless.goto(where)
        scriptless.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    return scriptless


# Text of the page that is not seen. Not meant: what opens when a term is pressed, which needs no script either; what
# needs one and is not there; what only paper has; words of a drawing, which may show some at a time.
HIDDEN = """() => {
  const other = '[popover], script, .figure-enlarge, .steps, .imprint, .headerlink, svg';
  const hidden = [], walker = document.createTreeWalker(document.querySelector('article'), NodeFilter.SHOW_TEXT);
  let seen = 0;
  for (let node; node = walker.nextNode();) {
    const parent = node.parentElement, range = new Range();
    if (!node.data.trim() || parent.closest(other)) continue;
    range.selectNodeContents(node);
    const { width, height } = range.getBoundingClientRect();
    const shown = parent.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    if (shown && width && height) seen += 1;
    else hidden.push(`${parent.outerHTML.slice(0, 60)}: ${node.data.trim()}`);
  }
  return [seen, hidden];
}"""


@every_page
def test_all_text_is_seen(plain):
    seen, hidden = plain.evaluate(HIDDEN)
    assert hidden == []
    assert seen > 20


# Drawings and pictures without a size, or of which nothing comes to the screen when it is scrolled to them.
UNSEEN = """async () => {
  const pictures = [...document.querySelectorAll('article .figure-box svg, article img')];
  await Promise.all(pictures.filter(picture => picture.matches('img')).map(image => image.decode().catch(() => {})));
  return pictures.filter(picture => {
    picture.scrollIntoView({ block: 'center', behavior: 'instant' });
    const { left, top, right, bottom, width, height } = picture.getBoundingClientRect();
    const on = left < innerWidth && right > 0 && top < innerHeight && bottom > 0;
    return !on || width < 16 || height < 16 || picture.naturalWidth === 0 || !picture.checkVisibility({
      visibilityProperty: true, opacityProperty: true,
    });
  }).map(picture => picture.outerHTML.slice(0, 100));
}"""


@every_page
def test_all_figures_are_seen(plain):
    assert plain.evaluate(UNSEEN) == []


# Code as it stands in the page, and what of it is selected when a reader draws the mouse over it.
BLOCKS = "[...document.querySelectorAll('article .highlight:not(.figure-code *) > pre > code')]"
CODE = f"{BLOCKS}.map(code => code.textContent)"
SELECTED = f"""{BLOCKS}.map(code => {{
  getSelection().selectAllChildren(code);
  return getSelection().toString();
}})"""


@every_page
def test_code_is_the_same_and_can_be_selected(plain, visit):
    code = plain.evaluate(CODE)
    assert code == visit.page.evaluate(CODE)
    assert [text.strip() for text in plain.evaluate(SELECTED)] == [text.strip() for text in code]


@every_page
def test_the_switch_leads_to_the_twin(plain, visit):
    other = "en" if visit.place.startswith("fa/") else "fa"
    plain.hover(".md-select")
    plain.click(f".md-select a[hreflang={other}]")
    plain.wait_for_url(visit.address + twin_of(visit.place))
    assert plain.evaluate("document.documentElement.lang") == other
