// Opens the meaning of a term under it. A term is a link to the glossary, and stays one where this cannot run: without a
// popover, or when the glossary does not come. The meaning is fetched from the glossary's own page, in the language of the
// link, so that it stands in no sentence.
import { directionOf, find, findAll, findTarget, languageOf } from "./dom.js";
import { words } from "./words.js";

/** @type {Map<string, Promise<Document>>} */
const fetched = new Map();

/**
 * The page of the glossary that a term links to, fetched once; if that fails, anew at the next call.
 * @param {HTMLAnchorElement} term
 */
function fetchGlossary(term) {
  const address = term.href.replace(/#.*/, "");
  const coming = fetched.get(address);
  if (coming) return coming;
  const page = fetch(address).then(async (answer) => {
    if (!answer.ok) throw new Error(`${answer.status}`);
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  });
  page.catch(() => fetched.delete(address));
  fetched.set(address, page);
  return page;
}

/** The box of all meanings: one is open at a time. */
const box = document.createElement("div");
box.className = "meaning";
box.id = "meaning";
box.setAttribute("popover", "auto");
box.setAttribute("role", "dialog");
box.tabIndex = -1;

/**
 * Puts the entry of a term into the box.
 * @param {HTMLAnchorElement} term
 * @param {Document} glossary
 */
function fillBox(term, glossary) {
  const name = glossary.getElementById(decodeURIComponent(term.hash.slice(1)));
  const means = name?.nextElementSibling;
  if (!name || !means) throw new Error(`The glossary has no ${term.hash}`);
  const language = languageOf(term);
  box.lang = language;
  box.dir = directionOf(language);
  box.innerHTML = `<p id="meaning-name"></p><p></p><p><a>${words[language].glossary.glossary}</a></p>`;
  box.setAttribute("aria-labelledby", "meaning-name");
  for (const [i, part] of [name, means].entries()) {
    box.children[i].append(...[...part.childNodes].map((node) => document.importNode(node, true)));
  }
  // Its links are relative to the page of the glossary.
  for (const link of box.querySelectorAll("a")) {
    link.href = new URL(link.getAttribute("href") ?? term.hash, term.href).href;
  }
}

/** @param {HTMLAnchorElement} term */
async function showMeaning(term) {
  try {
    fillBox(term, await fetchGlossary(term));
  } catch {
    location.href = term.href;
    return;
  }
  if (!box.isConnected) find(document, ".md-content article", HTMLElement).append(box);
  box.hidePopover(); // one that is open stays where it is
  term.focus({ preventScroll: true }); // the focus comes back to what had it before the box was open
  box.showPopover({ source: term }); // which places it by its word
  box.focus({ preventScroll: true });
}

if ("popover" in HTMLElement.prototype) {
  document.addEventListener("click", (event) => {
    const term = findTarget(event, "a.term", HTMLAnchorElement);
    if (!term || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    showMeaning(term);
  });
  for (const term of findAll(document, "a.term", HTMLAnchorElement)) term.setAttribute("aria-haspopup", "dialog");
  // Whoever is about to press a term finds its meaning there.
  for (const kind of ["pointerover", "focusin"]) {
    document.addEventListener(kind, (event) => {
      const term = findTarget(event, "a.term", HTMLAnchorElement);
      if (term) fetchGlossary(term).catch(() => {});
    });
  }
}
