// Writes formulas as one would type them into what is copied. Browsers give every part of a formula a line of its own, and
// a power becomes a second number.
import { find, findTarget } from "./dom.js";

const SPACED = /^[=≠<>≤≥≈∈→+−\-×⋅·∗*]$/u; // operators between two things

/** @param {string} text */
const grouped = (text) => (/^[\p{L}\p{M}\p{N}.,]*$/u.test(text) ? text : `(${text})`);

/**
 * A part of a formula as text.
 * @param {Element} part
 * @returns {string}
 */
function write(part) {
  const parts = [...part.children].map(write);
  switch (part.localName) {
    case "mfrac":
      return `${grouped(parts[0])}/${grouped(parts[1])}`;
    case "msup":
    case "mover":
      return `${parts[0]}^${grouped(parts[1])}`;
    case "msub":
    case "munder":
      return `${parts[0]}_${grouped(parts[1])}`;
    case "msubsup":
    case "munderover":
      return `${parts[0]}_${grouped(parts[1])}^${grouped(parts[2])} `;
    case "msqrt":
      return `√(${parts.join("")})`;
    case "mtr":
      return parts.join(" ");
    case "mtable":
      return parts.join("; ");
    case "mspace":
      return " ";
    case "mo":
      return SPACED.test(part.textContent) ? ` ${part.textContent} ` : part.textContent;
    default:
      return parts.length ? parts.join("") : part.textContent;
  }
}

/**
 * A formula as a line of text. A sign at its beginning, or behind a bracket or another sign, is no operator.
 * @param {Element} formula
 */
const writeLine = (formula) =>
  write(formula)
    .replace(/\s+/g, " ")
    .trim()
    .replace(/(^|[([,=×⋅·+^_] ?)([−+-]) /gu, "$1$2");

// What is in a page and in no text that somebody takes from it.
const UNSAID = "script, template, button, dialog, [popover], .headerlink, .steps";

document.addEventListener("copy", (event) => {
  const selection = getSelection();
  if (!selection?.rangeCount || findTarget(event, "input, textarea, pre", Element) || !event.clipboardData) return;
  const ranges = Array.from({ length: selection.rangeCount }, (_, i) => selection.getRangeAt(i));
  const box = document.createElement("div");
  box.append(...ranges.map((range) => range.cloneContents()));
  const formulas = box.querySelectorAll("math");
  if (!formulas.length) return;
  for (const element of box.querySelectorAll(UNSAID)) element.remove();
  event.clipboardData.setData("text/html", box.innerHTML);
  for (const formula of formulas) formula.replaceWith(writeLine(formula));
  // An explorer would begin anew in the copy, which lacks what it begins from.
  for (const element of box.querySelectorAll("*")) {
    if (!customElements.get(element.localName)) continue;
    const plain = document.createElement("div");
    plain.append(...element.childNodes);
    element.replaceWith(plain);
  }
  // Only what is selected in the page has lines.
  find(document, "article", HTMLElement).append(box);
  selection.selectAllChildren(box);
  event.clipboardData.setData("text/plain", selection.toString().trim());
  box.remove();
  selection.removeAllRanges();
  for (const range of ranges) selection.addRange(range);
  event.preventDefault();
});
