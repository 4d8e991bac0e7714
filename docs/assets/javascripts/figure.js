// Shows the code of a figure in its fold, and a figure as large as the screen. The fold with its link and the button are in
// the page already. It listens on the document, so that it serves the figures of a twin section too, which come later.
import { find, findAll, findAround, findTarget, languageOf } from "./dom.js";
import { words } from "./words.js";

/** @type {{ translations: Record<string, string> }} */
const { translations } = JSON.parse(find(document, "#__config", HTMLElement).textContent);

// ---- The code is fetched when its fold is opened first. Where it does not come, the link stays what it was.

/** @type {WeakSet<Element>} */
const fetched = new WeakSet();

/** @param {HTMLElement} fold */
async function showCode(fold) {
  if (fetched.has(fold)) return;
  fetched.add(fold);
  try {
    const { addSaving } = await import("./picture.js");
    if (!fold.querySelector(".figure-save")) addSaving(fold, findAround(fold, ".figure", HTMLElement));
    const answer = await fetch(find(fold, "a", HTMLAnchorElement).href);
    if (!answer.ok) throw new Error(`${answer.status}`);
    fold.append(makeBlock(await answer.text(), fold));
  } catch {
    fetched.delete(fold); // so that it is tried again
  }
}

/**
 * A block of code as Material makes them; its script copies from whatever has these attributes.
 * @param {string} text
 * @param {HTMLElement} fold
 */
function makeBlock(text, fold) {
  const id = `${findAround(fold, ".figure", HTMLElement).id}-code`;
  const block = document.createElement("div");
  block.className = "highlight";
  block.innerHTML = `<pre id="${id}" dir="ltr" translate="no"><code></code><div class="md-code__nav"><button class="md-code__button"
    type="button" data-clipboard-target="#${id} > code" data-md-type="copy"></button></div></pre>`;
  const code = find(block, "code", HTMLElement);
  code.textContent = text;
  code.tabIndex = 0; // it scrolls
  code.setAttribute("role", "group");
  code.setAttribute("aria-label", find(fold, "summary", HTMLElement).textContent);
  find(block, "button", HTMLButtonElement).title = translations["clipboard.copy"];
  return block;
}

/** @param {Event} event */
function openFold({ target }) {
  if (target instanceof HTMLElement && target.matches(".figure-code[open]")) showCode(target);
}

document.addEventListener("toggle", openFold, { capture: true }); // the event does not bubble

// ---- A figure as large as the screen.

const LEGIBLE = 2; // a figure that must be scrolled anyway is shown at so many times its size

/**
 * Shows the drawings in a box whole, if that makes them larger by a quarter or more than they are on the page. Else each
 * fills the screen in one direction and scrolls in the other.
 * @param {HTMLElement} box
 */
function fitDrawings(box) {
  for (const svg of findAll(box, "svg[width]", SVGElement)) {
    svg.removeAttribute("style");
    const { width, height } = svg.getBoundingClientRect();
    const room = [box.clientWidth / width, box.clientHeight / height];
    const whole = Math.min(...room);
    const scale = whole >= 1.25 ? whole : Math.max(1, Math.min(LEGIBLE, Math.max(...room)));
    svg.style.width = `${Math.floor(width * scale)}px`;
    svg.style.height = "auto";
  }
}

/** @param {HTMLElement} figure */
function enlarge(figure) {
  const stage = find(figure, ":scope > .figure-stage", HTMLElement);
  const button = find(figure, ":scope > .figure-enlarge", HTMLElement);
  const caption = find(figure, ":scope > figcaption", HTMLElement);
  const box = find(stage, ".figure-box", HTMLElement);
  const { scrollLeft } = box;
  const stop = box.getAttribute("tabindex");
  const dialog = document.createElement("dialog");
  dialog.className = "figure-large";
  dialog.setAttribute("aria-labelledby", caption.id);
  const { close } = words[languageOf(figure)].figure;
  dialog.innerHTML = `<button class="figure-close" type="button" title="${close}"></button>`;
  // The figure itself moves into the dialog, so that no id is there twice and what the reader did to it stays done. Its place
  // keeps its height: the page must not move behind the dialog.
  figure.style.minHeight = `${figure.getBoundingClientRect().height}px`;
  figure.append(dialog);
  dialog.append(stage, caption);
  box.tabIndex = 0; // it may scroll
  dialog.showModal();

  const observer = new ResizeObserver(() => fitDrawings(box));
  observer.observe(box);
  fitDrawings(box);
  dialog.addEventListener("close", () => {
    observer.disconnect();
    for (const svg of box.querySelectorAll("svg[width]")) svg.removeAttribute("style");
    if (stop === null) box.removeAttribute("tabindex");
    figure.prepend(stage);
    figure.append(caption);
    dialog.remove();
    figure.style.minHeight = "";
    box.scrollLeft = scrollLeft;
    button.focus({ preventScroll: true });
  });
}

// Where the pointer went down, and how far the drawing was scrolled then: who drags does not click.
/** @type {{ target: EventTarget | null, x: number, y: number, scrolled: number | undefined } | undefined} */
let pressed;
document.addEventListener("pointerdown", (event) => {
  const scrolled = findTarget(event, ".figure-box", HTMLElement)?.scrollLeft;
  pressed = { target: event.target, x: event.clientX, y: event.clientY, scrolled };
});

/**
 * Whether a click is on a drawing and means nothing else.
 * @param {MouseEvent} event
 */
function isOnDrawing(event) {
  const drawing = findTarget(event, ".figure-box svg", SVGElement);
  if (!drawing || drawing.closest("dialog") || findTarget(event, "a, button, [role=button]", Element)) return false;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return false;
  if (!getSelection()?.isCollapsed) return false; // its text is being selected
  const moved = pressed && Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) > 8;
  return !moved && pressed?.scrolled === drawing.closest(".figure-box")?.scrollLeft;
}

document.addEventListener("click", (event) => {
  const { target } = event;
  const dialog = findTarget(event, ".figure-large", HTMLDialogElement);
  if (dialog) {
    const beside = target === dialog && pressed?.target === dialog;
    if (beside || findTarget(event, ".figure-close", Element)) dialog.close();
  } else if (findTarget(event, ".figure-enlarge", Element) || isOnDrawing(event)) {
    const figure = findTarget(event, ".figure", HTMLElement);
    if (figure) enlarge(figure);
  }
});

addEventListener("beforeprint", () => {
  const dialog = document.querySelector(".figure-large");
  if (dialog instanceof HTMLDialogElement) dialog.close();
});
