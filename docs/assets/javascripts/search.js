// What Material's search lacks: on the page that a result opens, the words are marked in all their spellings; and a
// Persian page counts its results in Persian digits.
import { findTarget, languageOf } from "./dom.js";
import { toPersianDigits } from "./letters.js";
import { findFirstNames, findForms, findStem } from "./search_terms.js";

const WORDS = /[\p{L}\p{M}\p{N}\u200c×_]+/gu;
const input = document.querySelector("input[data-md-component=search-query]");
const results = document.querySelector("[data-md-component=search-result]");

/**
 * The places in an element of each word that is one of those, or begins with one.
 * @param {Element} element
 * @param {string[]} words
 */
function findWords(element, words) {
  const ranges = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (const { 0: word, index } of (node.nodeValue ?? "").matchAll(WORDS)) {
      if (!findForms(word).some((form) => words.some((wanted) => form.startsWith(wanted)))) continue;
      const place = { startContainer: node, startOffset: index, endContainer: node, endOffset: index + word.length };
      ranges.push(new StaticRange(place));
    }
  }
  return ranges;
}

const query = new URLSearchParams(location.search).get("h");
const article = document.querySelector(".md-content article");
if (query && article && globalThis.CSS?.highlights) {
  const typed = query.split(/[\s«»"?؟]+/).flatMap(findForms).map(findStem).filter((word) => word.length > 1);
  const words = typed.flatMap((word) => [word, ...findFirstNames(word)]);
  CSS.highlights.set("search", new Highlight(...findWords(article, words)));
  document.documentElement.classList.add("searched");
}

/**
 * Gives the words along to the page that a result opens.
 * @param {Event} event
 */
function addQuery(event) {
  const link = findTarget(event, "a.md-search-result__link", HTMLAnchorElement);
  const words = input instanceof HTMLInputElement ? input.value.trim() : "";
  if (!link || !words) return;
  const address = new URL(link.href);
  address.searchParams.set("h", words);
  link.href = address.href;
}

for (const kind of ["pointerdown", "click", "auxclick", "contextmenu"]) {
  results?.addEventListener(kind, addQuery, { capture: true });
}

if (results && languageOf(document.documentElement) === "fa") {
  new MutationObserver(() => {
    for (const line of results.querySelectorAll(".md-search-result__meta, .md-search-result__more summary > div")) {
      const persian = toPersianDigits(line.textContent);
      if (persian !== line.textContent) line.textContent = persian;
    }
  }).observe(results, { childList: true, subtree: true, characterData: true });
}
