// What Material's search lacks: on the page that a result opens, the words are marked in all their spellings; and a
// Persian page counts its results in Persian digits.
import "./lunr/min/lunr.terms.min.js";

const { forms, same, stem } = globalThis.terms;
const input = document.querySelector("[data-md-component=search-query]");
const results = document.querySelector("[data-md-component=search-result]");

/** The ranges of text in an element whose word is one of those, or begins with one. */
function found(element, words) {
  const ranges = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    for (const { 0: word, index } of node.data.matchAll(/[\p{L}\p{M}\p{N}\u200c×_]+/gu)) {
      if (!forms(word).some((form) => words.some((w) => form.startsWith(w)))) continue;
      const range = new StaticRange({ startContainer: node, startOffset: index, endContainer: node, endOffset: index + word.length });
      ranges.push(range);
    }
  }
  return ranges;
}

const asked = new URLSearchParams(location.search).get("h");
const article = document.querySelector(".md-content article");
if (asked && article && globalThis.CSS?.highlights) {
  const words = asked.split(/[\s«»"?؟]+/).flatMap(forms).map(stem).filter((word) => word.length > 1).flatMap((word) => [word, ...same(word)]);
  CSS.highlights.set("search", new Highlight(...found(article, words)));
  document.documentElement.classList.add("searched");
}

// The words go along with whoever follows a result.
for (const kind of ["pointerdown", "click", "auxclick", "contextmenu"]) {
  results?.addEventListener(kind, ({ target }) => {
    const link = target.closest?.("a.md-search-result__link");
    if (!link || !input.value.trim()) return;
    const address = new URL(link.href);
    address.searchParams.set("h", input.value.trim());
    link.href = address.href;
  }, { capture: true });
}

if (results && document.documentElement.lang === "fa") {
  new MutationObserver(() => {
    for (const text of results.querySelectorAll(".md-search-result__meta, .md-search-result__more summary > div")) {
      const persian = text.textContent.replace(/\d/g, (digit) => "۰۱۲۳۴۵۶۷۸۹"[digit]);
      if (persian !== text.textContent) text.textContent = persian;
    }
  }).observe(results, { childList: true, subtree: true, characterData: true });
}
