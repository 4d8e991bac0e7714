// Gives the keyboard and screen readers what Material's page keeps for the pointer. Without it a page is as Material made it.
import { find, findAll, findAround, findTarget, languageOf } from "./dom.js";
import { addButton } from "./drawer.js";
import { words } from "./words.js";

// ---- A box that scrolls by itself can be reached with the Tab key while there is something to scroll, and has a name.

const BOXES = ".md-content :is(.figure-box, .maths, .md-typeset__scrollwrap, .twin table, pre > code)";
// Their role says what they are, and another one would hide it.
const BARE = "table, code";

const findBoxes = () => findAll(document, BOXES, HTMLElement);

/**
 * The attribute that names a box, and its value.
 * @param {HTMLElement} box
 * @returns {[name: string, value: string]}
 */
function nameOf(box) {
  const caption = box.closest("figure")?.querySelector("figcaption[id]");
  if (caption) return ["aria-labelledby", caption.id];
  const isMaths = box.matches(".maths");
  const language = languageOf(box);
  const alike = findBoxes().filter((other) => other.matches(".maths") === isMaths);
  const number = (alike.indexOf(box) + 1).toLocaleString(language);
  return ["aria-label", `${words[language].access[isMaths ? "maths" : "table"]} ${number}`];
}

/** @param {HTMLElement} box */
function updateBox(box) {
  // What makes these keeps them within reach: their code changes, and lines that grow leave the size of the box as it is.
  if (box.closest("dialog, .explorer-code, .figure-code")) return;
  const scrolls = box.scrollWidth > box.clientWidth;
  const done = scrolls === (box.tabIndex === 0) && (!scrolls || box.hasAttribute("role") || box.matches(BARE));
  if (done) return; // the box may have the focus and would lose it
  for (const attribute of ["tabindex", "role", "aria-label", "aria-labelledby"]) box.removeAttribute(attribute);
  if (!scrolls) return;
  box.tabIndex = 0;
  if (box.matches(BARE)) return;
  box.setAttribute("role", "region");
  box.setAttribute(...nameOf(box));
}

// Around the text of these lies at least so much empty place, in px: while no more than that is out of sight, nothing is.
const EMPTY = "code, .md-typeset__scrollwrap";

/**
 * Says on which sides a box has more than is seen, so that the stylesheet can show it.
 * @param {HTMLElement} box
 */
function updateMore(box) {
  const { scrollLeft, scrollWidth, clientWidth } = box;
  const most = scrollWidth - clientWidth;
  const from = getComputedStyle(box).direction === "rtl" ? most + scrollLeft : scrollLeft; // px that are hidden on the left
  const empty = box.matches(EMPTY) ? 12 : 1;
  const sides = [from > empty && "left", from < most - empty && "right"].filter(Boolean).join(" ");
  if (sides) box.dataset.more = sides;
  else delete box.dataset.more;
}

const FADING = ".md-content :is(.figure-box, .maths, .md-typeset__scrollwrap, pre > code)";

const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (!(target instanceof HTMLElement)) continue;
    updateBox(target);
    if (target.matches(FADING)) updateMore(target);
  }
});

function followScroll(/** @type {Event} */ event) {
  const box = findTarget(event, FADING, HTMLElement);
  if (box && box === event.target) updateMore(box);
}

document.addEventListener("scroll", followScroll, { capture: true, passive: true });

function observeBoxes() {
  for (const box of findBoxes()) sizes.observe(box);
}

// ---- The labels that open and close the lists of the drawer get buttons.

const LABELS = '.md-nav--primary .md-nav__link:is([for^="__nav_"], [for="__toc"])';

/** @param {HTMLLabelElement} label */
function addOpener(label) {
  const item = findAround(label, ".md-nav__item", HTMLElement);
  const toggle = find(item, ":scope > .md-nav__toggle", HTMLInputElement);
  const list = find(item, ":scope > .md-nav", HTMLElement);
  const button = addButton(label, label.textContent.trim() ? "" : list.getAttribute("aria-label"));
  const say = () => button.setAttribute("aria-expanded", `${toggle.checked}`);
  toggle.addEventListener("change", say);
  say();
}

// Material's script has run before and made its buttons. Their bars are navigation to it, so a list of the landmarks of the
// page would have one for each block of code.
for (const bar of document.querySelectorAll("nav.md-code__nav")) bar.setAttribute("role", "presentation");
findAll(document, LABELS, HTMLLabelElement).forEach(addOpener);
observeBoxes();
const article = document.querySelector(".md-content article");
if (article) new MutationObserver(observeBoxes).observe(article, { childList: true, subtree: true });
// A font that comes late makes lines longer and leaves the box as it was.
document.fonts.ready.then(() => findBoxes().forEach(updateBox));
