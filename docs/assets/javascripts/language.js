// Keeps the reader's place when she switches the language: sections have the same ids in both, so the link to the
// twin page gets the id of the section that is on the screen.
import { directionOf, find, findTarget, languageOf } from "./dom.js";
import { words } from "./words.js";

/** The id of the section that is on the screen; "" at the top of the page. */
function findSection() {
  const header = document.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0;
  // At its end a page cannot bring its last sections to the top.
  const ended = scrollY > 0 && innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
  const line = ended ? innerHeight : header + 80;
  const headings = [...document.querySelectorAll(".md-content :is(h1, h2, h3, h4)[id]:not(.twin *)")];
  const above = headings.filter((heading) => heading.getBoundingClientRect().top < line);
  const asked = above.find((heading) => heading.id === location.hash.slice(1));
  // The section that the address names, while its heading is there to be seen; else the last one begun.
  if (asked && asked.getBoundingClientRect().bottom > header) return asked.id;
  // Above the second heading the reader is at the top of the page, where the address needs no id.
  return above.length > 1 ? (above.at(-1)?.id ?? "") : "";
}

/** @param {Event} event */
function keepPlace(event) {
  const link = findTarget(event, "a[hreflang]", HTMLAnchorElement);
  if (!link) return;
  const address = new URL(link.href);
  address.hash = findSection();
  address.search = location.search; // what the explorers show
  link.href = address.href;
  const middle = event instanceof MouseEvent && event.button === 1;
  if (event.type === "click" || (event.type === "auxclick" && middle)) closeOffer();
}

// Capture, so that the address is right before the browser follows it, opens a menu on it or copies it.
for (const kind of ["pointerdown", "click", "auxclick", "contextmenu"]) {
  document.addEventListener(kind, keepPlace, { capture: true });
}

// Offers the twin page, once and in its own language, to a reader whose browser prefers that language.
const OFFER = "language-offer";

/** Whether the reader has answered an offer before. */
function hasAnswered() {
  try {
    return localStorage.getItem(OFFER) !== null;
  } catch {
    return true; // an answer that cannot be remembered would be asked for on every page
  }
}

/** Takes the offer away, and remembers that it was answered. */
function closeOffer() {
  try {
    localStorage.setItem(OFFER, "answered");
  } catch {
    // The storage is closed or full.
  }
  document.querySelector(".offer")?.remove();
  document.documentElement.classList.remove("offering");
}

/**
 * @param {string} code
 * @returns {code is Language}
 */
const isLanguage = (code) => code in words;

function offerTwin() {
  const wanted = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage);
  const link = document.querySelector(`.md-select a[hreflang="${wanted}"]`);
  const twins = document.querySelector('link[rel~="alternate"][hreflang]'); // the 404 page has none
  if (!wanted || !(link instanceof HTMLAnchorElement) || !twins) return;
  if (wanted === languageOf(document.documentElement) || hasAnswered()) return;
  const { name, text, read, close } = words[wanted].offer;
  const box = document.createElement("aside");
  box.className = "offer";
  box.lang = wanted;
  box.dir = directionOf(wanted);
  box.setAttribute("aria-label", name);
  box.innerHTML = `<span>${text}</span> <a hreflang="${wanted}">${read}</a> <button type="button">${close}</button>`;
  find(box, "a", HTMLAnchorElement).href = link.href;
  find(box, "button", HTMLButtonElement).addEventListener("click", closeOffer);
  find(document, ".md-header", HTMLElement).after(box);
  document.documentElement.classList.add("offering");
}

offerTwin();

// A font that comes late sets the text anew and moves the section that the reader was sent to: go there again, unless she
// has moved on.
let hasMoved = false;
for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"]) {
  addEventListener(
    kind,
    () => {
      hasMoved = true;
    },
    { once: true, passive: true },
  );
}

document.fonts.ready.then(() => {
  if (!hasMoved) document.querySelector(":target")?.scrollIntoView();
});
