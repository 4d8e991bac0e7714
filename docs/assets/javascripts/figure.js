// Shows the code of a figure in its fold, and a figure as large as the screen. The fold with its link and the button are in
// the page already; listening on the document, this serves the figures of a twin section too, which come later.
const words = { en: { close: "Close" }, fa: { close: "بستن" } };
const theme = JSON.parse(document.getElementById("__config").textContent).translations;

// ---- code: fetched when its fold is opened first; where it does not come, the link stays what it was
const asked = new WeakSet();

async function showCode(fold) {
  if (asked.has(fold)) return;
  asked.add(fold);
  try {
    const answer = await fetch(fold.querySelector("a").href);
    if (!answer.ok) throw new Error(answer.status);
    fold.append(block(await answer.text(), fold));
  } catch {
    asked.delete(fold); // to be tried again
  }
}

// A block of code as Material makes them; its script copies from whatever has these attributes.
function block(code, fold) {
  const id = `${fold.closest(".figure").id}-code`;
  const made = document.createElement("div");
  made.className = "highlight";
  made.innerHTML = `<pre id="${id}" dir="ltr"><code></code><div class="md-code__nav"><button class="md-code__button"
    type="button" data-clipboard-target="#${id} > code" data-md-type="copy"></button></div></pre>`;
  const text = made.querySelector("code");
  text.textContent = code;
  text.tabIndex = 0; // it scrolls
  text.setAttribute("role", "group");
  text.setAttribute("aria-label", fold.querySelector("summary").textContent);
  made.querySelector("button").title = theme["clipboard.copy"];
  return made;
}

document.addEventListener("toggle", (event) => event.target.matches?.(".figure-code[open]") && showCode(event.target), {
  capture: true, // it does not bubble
});

// ---- large
const LEGIBLE = 2; // times its size: what a figure that must be scrolled anyway is shown at

// Whole, if that makes it larger by a quarter or more. Else it fills the screen in one direction and scrolls in the other.
function fit(box) {
  for (const svg of box.querySelectorAll("svg[width]")) {
    const [width, height] = ["width", "height"].map((side) => Number(svg.getAttribute(side)));
    const room = [box.clientWidth / width, box.clientHeight / height];
    const whole = Math.min(...room);
    const scale = whole >= 1.25 ? whole : Math.max(1, Math.min(LEGIBLE, Math.max(...room)));
    svg.style.width = `${Math.floor(width * scale)}px`;
    svg.style.height = "auto";
  }
}

function enlarge(figure) {
  const [stage, button] = figure.children;
  const caption = figure.lastElementChild;
  const box = stage.querySelector(".figure-box");
  const { scrollLeft } = box;
  const stop = box.getAttribute("tabindex");
  const dialog = document.createElement("dialog");
  const language = figure.closest("[lang]").lang;
  dialog.className = "figure-large";
  dialog.setAttribute("aria-labelledby", caption.id);
  dialog.innerHTML = `<button class="figure-close" type="button" title="${words[language].close}"></button>`;
  // The figure itself moves, so that its ids stay single and what the reader did to it stays done. What it leaves keeps its
  // height: the page must not move behind the dialog.
  figure.style.minHeight = `${figure.getBoundingClientRect().height}px`;
  figure.append(dialog);
  dialog.append(stage, caption);
  box.tabIndex = 0; // it may scroll
  dialog.showModal();

  const watch = new ResizeObserver(() => fit(box));
  watch.observe(box);
  fit(box);
  dialog.addEventListener("close", () => {
    watch.disconnect();
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

// Where the pointer went down, and how far the drawing was scrolled: a drag is no click.
let pressed;
document.addEventListener("pointerdown", (event) => {
  const scrolled = event.target.closest?.(".figure-box")?.scrollLeft;
  pressed = { target: event.target, x: event.clientX, y: event.clientY, scrolled };
});

function pressesDrawing(event) {
  const drawing = event.target.closest(".figure-box svg");
  if (!drawing || drawing.closest("dialog") || event.target.closest("a, button, [role=button]")) return false;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return false;
  if (!getSelection().isCollapsed) return false; // its text is being selected
  const moved = pressed && Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) > 8;
  return !moved && pressed?.scrolled === drawing.closest(".figure-box").scrollLeft;
}

document.addEventListener("click", (event) => {
  const { target } = event;
  const dialog = target.closest(".figure-large");
  if (dialog) {
    const beside = target === dialog && pressed?.target === dialog;
    if (beside || target.closest(".figure-close")) dialog.close();
  } else if (target.closest(".figure-enlarge") || pressesDrawing(event)) {
    enlarge(target.closest(".figure"));
  }
});

addEventListener("beforeprint", () => document.querySelector(".figure-large")?.close());
