// What Material's search lacks: on the page that a result opens, the words are marked in all their spellings; where nothing is
// found, the nearest terms of the glossary are offered; and a Persian page counts its results in Persian digits.
import { findTarget, languageOf } from "./dom.js";
import { toPersianDigits } from "./letters.js";
import { words } from "./words.js";

const WORDS = /[\p{L}\p{M}\p{N}\u200c×_]+/gu;
// Most pages need none of it, and it is as large as this.
const loadTerms = () => import("./search_terms.js");
const input = document.querySelector("input[data-md-component=search-query]");
const results = document.querySelector("[data-md-component=search-result]");

/**
 * The places in an element of each word that begins as one that was searched for, by any name.
 * @param {Element} element
 * @param {string[]} typed
 */
async function findWords(element, typed) {
  const { findForms, findMarked } = await loadTerms();
  const marked = findMarked(typed).filter((word) => word.length > 1);
  const ranges = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (const { 0: word, index } of (node.nodeValue ?? "").matchAll(WORDS)) {
      if (!findForms(word).some((form) => marked.some((wanted) => form.startsWith(wanted)))) continue;
      const place = { startContainer: node, startOffset: index, endContainer: node, endOffset: index + word.length };
      ranges.push(new StaticRange(place));
    }
  }
  return ranges;
}

const query = new URLSearchParams(location.search).get("h");
const article = document.querySelector(".md-content article");
if (query && article && globalThis.CSS?.highlights) {
  findWords(article, query.match(WORDS) ?? []).then((places) => {
    CSS.highlights.set("search", new Highlight(...places));
    document.documentElement.classList.add("searched");
  });
}

/**
 * Gives the words along to the page that a result opens.
 * @param {Event} event
 */
function addQuery(event) {
  const link = findTarget(event, "a.md-search-result__link:not(.search-near)", HTMLAnchorElement);
  const typed = input instanceof HTMLInputElement ? input.value.trim() : "";
  if (!link || !typed) return;
  const address = new URL(link.href);
  address.searchParams.set("h", typed);
  link.href = address.href;
}

for (const kind of ["pointerdown", "click", "auxclick", "contextmenu"]) {
  results?.addEventListener(kind, addQuery, { capture: true });
}

/**
 * Offers the nearest terms of the glossary where nothing is found. They stand among the results, where the arrow keys of
 * Material go; the first line is no link, since Enter would open it.
 * @param {Element} list
 */
async function offerTerms(list) {
  const glossary = document.querySelector("a.md-nav__link[href*='glossary/']");
  const asked = input instanceof HTMLInputElement ? (input.value.match(WORDS) ?? []) : [];
  if (!asked.length || !(glossary instanceof HTMLAnchorElement)) return;
  const language = languageOf(document.documentElement);
  const { near, whole } = words[language].search;
  const { findNearest } = await loadTerms();
  const terms = findNearest(asked, language);
  const line = document.createElement("li");
  line.className = "md-search-result__item search-near md-typeset";
  line.textContent = terms.length ? near : "";
  const links = [...terms.map(({ key, name }) => ({ hash: key, name })), { hash: "", name: whole }].map(({ hash, name }) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    item.className = "md-search-result__item";
    Object.assign(link, { className: "md-search-result__link search-near", href: glossary.href, textContent: name, tabIndex: -1 });
    link.hash = hash;
    item.append(link);
    return item;
  });
  if (list.childElementCount) return; // there are results by now, or the offer
  list.append(line, ...links);
}

if (results) {
  const meta = results.querySelector(".md-search-result__meta");
  const list = results.querySelector(".md-search-result__list");
  const none = JSON.parse(document.getElementById("__config")?.textContent ?? "{}").translations?.["search.result.none"];
  new MutationObserver(() => {
    if (list && !list.childElementCount && meta?.textContent === none) offerTerms(list);
    if (languageOf(document.documentElement) !== "fa") return;
    for (const line of results.querySelectorAll(".md-search-result__meta, .md-search-result__more summary > div")) {
      const persian = toPersianDigits(line.textContent);
      if (persian !== line.textContent) line.textContent = persian;
    }
  }).observe(results, { childList: true, subtree: true, characterData: true });
}
