"""A formula is copied as one would type it; checks/copying.py looks at every formula of every page."""

COPY = """formulas => formulas.map(inside => {
  const p = document.createElement('p');
  p.innerHTML = `before <math>${inside}</math> after`;
  document.querySelector('article').append(p);
  getSelection().selectAllChildren(p);
  const event = new ClipboardEvent('copy', { clipboardData: new DataTransfer(), bubbles: true, cancelable: true });
  p.dispatchEvent(event);
  return event.clipboardData.getData('text/plain');
})"""
X, Y, TWO = "<mi>x</mi>", "<mi>y</mi>", "<mn>2</mn>"
FORMULAS = {
    f"<mrow>{X}<mo>=</mo><mo>−</mo>{TWO}</mrow>": "x = −2",
    f"<msup>{X}{TWO}</msup>": "x^2",
    f"<msub>{X}<mrow>{Y}<mo>+</mo>{TWO}</mrow></msub>": "x_(y + 2)",
    f"<mfrac><mrow>{X}<mo>+</mo>{Y}</mrow>{TWO}</mfrac>": "(x + y)/2",
    f"<mrow><mo>⌊</mo><mfrac>{X}{Y}</mfrac><mo>⌋</mo><mo>×</mo>{TWO}</mrow>": "⌊x/y⌋ × 2",
    f"<munderover><mo>∑</mo><mrow>{X}<mo>=</mo><mn>0</mn></mrow>{TWO}</munderover>{Y}": "∑_(x = 0)^2 y",
    f"<msqrt>{X}</msqrt>": "√(x)",
    f"<mtable><mtr><mtd>{X}</mtd><mtd>{Y}</mtd></mtr><mtr><mtd>{TWO}</mtd><mtd>{X}</mtd></mtr></mtable>": "x y; 2 x",
}


def test_formulas_are_copied_as_one_would_type_them(open_page):
    page = open_page("pooling/")
    copied = page.evaluate(COPY, list(FORMULAS))
    assert copied == [f"before {text} after" for text in FORMULAS.values()]


def test_what_is_selected_stays_selected_and_plain_text_is_left_to_the_browser(open_page):
    page = open_page("pooling/")
    kept = page.evaluate("""() => {
      const [p, plain] = [true, false].map(has => [...document.querySelectorAll('article > p')]
        .find(one => has === !!one.querySelector('math') && one.textContent.length > 60));
      const copied = one => {
        getSelection().selectAllChildren(one);
        const before = getSelection().toString();
        const clipboardData = new DataTransfer();
        const event = new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true });
        one.dispatchEvent(event);
        return [getSelection().toString() === before, event.defaultPrevented];
      };
      return [copied(p), copied(plain)];
    }""")
    assert kept == [[True, True], [True, False]]


def test_all_of_a_page_with_an_explorer_is_copied(open_page):
    page = open_page("pooling/stride-and-overlap/")
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.locator(".explorer").first.scroll_into_view_if_needed()
    page.wait_for_selector(".explorer[data-live]")
    copied = page.evaluate("""() => {
      const article = document.querySelector('article');
      const parts = article.childElementCount;
      getSelection().selectAllChildren(article);
      const clipboardData = new DataTransfer();
      article.dispatchEvent(new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true }));
      return [clipboardData.getData('text/plain'), article.childElementCount - parts];
    }""")
    assert errors == []
    title = page.locator("h1").evaluate("e => e.firstChild.textContent")
    assert copied[0].startswith(f"{title}\n")
    assert copied[1] == 0, "the copy is taken away again"
