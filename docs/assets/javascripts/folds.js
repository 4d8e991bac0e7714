// Opens and closes the lines that a block of code repeats; sitebuild/pages/folds.py puts the button before them. It listens
// on the document, so that it serves the blocks of a twin section too.
import { findTarget } from "./dom.js";

document.addEventListener("click", (event) => {
  const fold = findTarget(event, ".fold", HTMLButtonElement);
  if (fold) fold.setAttribute("aria-expanded", `${fold.getAttribute("aria-expanded") !== "true"}`);
});

// Who selects across a fold takes the lines in it too: without them the code does not run.
document.addEventListener("copy", (event) => {
  const selection = getSelection();
  if (!selection?.rangeCount || !event.clipboardData) return;
  const range = selection.getRangeAt(0);
  const around = range.commonAncestorContainer;
  const inside = around instanceof Element ? around : around.parentElement;
  const taken = range.cloneContents();
  if (!inside?.closest("pre > code") || !taken.querySelector(".folded")) return;
  event.clipboardData.setData("text/plain", taken.textContent ?? "");
  event.preventDefault();
});
