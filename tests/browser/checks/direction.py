"""Nothing that reads from left to right is turned around on a Persian page: measured glyph by glyph."""

from tests.browser.visit import DESK_OPEN, check
from tests.browser.whole import LESSONS

# Each stretch that must be drawn from left to right (code, keys, output, maths, and what the build isolated in prose)
# whose glyphs are not: its text, as it stands on the screen.
SCRAMBLED = """() => {
  const wrong = [], bidi = /[\\u2066-\\u2069]/;
  let seen = 0;
  const lines = (element) => {
    const rows = new Map();
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node; node = walker.nextNode();)
      for (let i = 0; i < node.length; i++) if (node.data[i].trim() && !bidi.test(node.data[i])) {
        const range = new Range(); range.setStart(node, i); range.setEnd(node, i + 1);
        // WebKit gives the first letter of a line a box at the end of the line before as well, without a width.
        const box = [...range.getClientRects()].find(({ width }) => width);
        if (!box) continue;
        const middle = Math.round((box.top + box.bottom) / 2 / 6);
        const row = rows.get(middle) ?? rows.get(middle - 1) ?? rows.get(middle + 1) ?? [];
        if (!row.length) rows.set(middle, row);
        row.push([box.left, node.data[i]]);
      }
    return [...rows.values()];
  };
  const check = (glyphs, name) => {
    seen += 1;
    const turned = glyphs.some(([left], i) => i && left < glyphs[i - 1][0] - 0.5);
    if (turned) wrong.push(`${name}: ${glyphs.map(g => g[1]).join('')}`);
  };
  for (const code of document.querySelectorAll('.md-content :is(code, kbd, samp, pre)')) {
    if (code.querySelector('code') || !code.checkVisibility()) continue;
    // Persian words in code, such as a letter that is drawn, keep their own direction.
    for (const line of lines(code))
      if (!line.some(([, letter]) => /[\\u0600-\\u06ff]/.test(letter))) check(line, 'code');
  }
  for (const row of document.querySelectorAll('.md-content math mrow')) {
    const parts = [...row.children].filter(part => part.checkVisibility());
    check(parts.map(part => [part.getBoundingClientRect().left, part.textContent]), 'maths');
  }
  const walker = document.createTreeWalker(document.querySelector('.md-content'), NodeFilter.SHOW_TEXT);
  for (let node; node = walker.nextNode();)
    for (const match of node.data.matchAll(/\\u2066([^\\u2069]*)\\u2069/g)) {
      if (!node.parentElement.checkVisibility()) continue;
      const glyphs = [];
      for (let i = match.index + 1; i < match.index + match[0].length - 1; i++) {
        const range = new Range(); range.setStart(node, i); range.setEnd(node, i + 1);
        const box = range.getClientRects()[0];
        if (box?.width && node.data[i].trim()) glyphs.push([box.left, node.data[i]]);
      }
      check(glyphs, 'isolated');
    }
  return [seen, wrong];
}"""


@check(
    "isolate it, or set it as code or as a formula, see shared styles of code and maths in site.css",
    [f"fa/{lesson}" for lesson in LESSONS],
    at=(DESK_OPEN,),
    faults={
        "code": "[dir] .md-typeset :is(code, pre, samp, kbd) { direction: inherit; unicode-bidi: normal }",
        "maths": "[dir] .md-typeset math, [dir] .md-typeset math * { direction: rtl }",
    },
    broken="fa/pooling/borders/",
)
def code_maths_and_signed_numbers_read_from_left_to_right(visit):
    seen, wrong = visit.page.evaluate(SCRAMBLED)
    nothing = [] if seen or "exercises" not in visit.place else ["nothing that reads from left to right was found"]
    return wrong + nothing


# Where a per cent sign does not stand left of the digit before it.
PER_CENT = r"""() => {
  const wrong = [], walker = document.createTreeWalker(document.querySelector('.md-content'), NodeFilter.SHOW_TEXT);
  for (let node; node = walker.nextNode();)
    for (const match of node.data.matchAll(/[۰-۹][\u2066-\u2069\u061c]*٪/g)) {
      const place = at => {
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        return range.getBoundingClientRect();
      };
      const digit = place(match.index), sign = place(match.index + match[0].length - 1);
      if (sign.width && digit.width && sign.left >= digit.left)
        wrong.push(`right of its number: ${node.parentElement.textContent.trim().slice(0, 60)}`);
    }
  return wrong;
}"""


@check(
    "see localised() of sitebuild/language/numbers.py",
    [f"fa/{lesson}" for lesson in LESSONS],
    at=(DESK_OPEN,),
    faults={
        "without its marks": "() => { const cell = document.querySelector('td'); cell.textContent = '۲۵٪'; }",
        "in the other direction": ".md-content { direction: ltr; unicode-bidi: bidi-override }",
    },
    broken="fa/pooling/in-a-network/",
)
def a_per_cent_sign_stands_left_of_its_number(visit):
    return visit.page.evaluate(PER_CENT)


CHECKS = [a_per_cent_sign_stands_left_of_its_number, code_maths_and_signed_numbers_read_from_left_to_right]
