// Puts a bar with Run under each block of Python, and one with Check under each function that a reader is to write. What it
// takes to run code is loaded when a button is pressed first, or when the reader has changed a block before, or comes with a
// link to changed code.
import { files } from "../run/files.js";
import { find, findAll, findTarget, languageOf } from "./dom.js";
import { words } from "./words.js";

// The code of an explorer too, which follows what the explorer shows.
const BLOCKS = ":is(.language-python.highlight, .explorer-code):not([data-runs])";

/** @param {HTMLElement} block */
export const codeOf = (block) => find(block, "pre > code", HTMLElement).textContent;

/**
 * Whether code needs Matplotlib, or Pillow, which comes with it.
 * @param {string} code
 */
export const draws = (code) => /^\s*(?:import|from)\s+(?:matplotlib|mpl_toolkits|pylab|PIL)\b/m.test(code);

/**
 * The files that code needs.
 * @param {string} code
 */
export const filesFor = (code) => [...files.start, ...(draws(code) ? files.matplotlib : [])];

/**
 * A number of bytes in megabytes, as a language writes it.
 * @param {number} bytes
 * @param {Language} language
 */
export const megabytes = (bytes, language) =>
  (bytes / 1e6).toLocaleString(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** @type {Map<string, Promise<boolean>>} */
const kept = new Map(); // of each file, whether the browser has it

/** @param {string} name */
function isKept(name) {
  const found = kept.get(name) ?? look(name);
  kept.set(name, found);
  return found;
}

/** @param {string} name */
async function look(name) {
  try {
    return Boolean(await caches.match(new URL(`../../${files.folder}${name}`, import.meta.url)));
  } catch {
    return false; // it keeps nothing
  }
}

/**
 * Says what the first press costs, as long as the browser has not kept it.
 * @param {HTMLElement} block
 */
async function showCost(block) {
  const language = languageOf(block);
  const cost = find(block, ".run-cost", HTMLElement);
  let bytes = 0;
  for (const [name, size] of filesFor(isCell(block) ? programs() : codeOf(block))) if (!(await isKept(name))) bytes += size;
  cost.textContent = bytes ? words[language].run.cost.replace("{n}", megabytes(bytes, language)) : "";
}

/** Shows the costs anew. */
export const showCosts = () => {
  kept.clear();
  for (const block of findAll(document, "[data-runs]", HTMLElement)) showCost(block);
};

/**
 * Puts a bar under each block that has none. A page from a folder may start no worker, and has none.
 * @param {ParentNode} root
 */
export function offerRun(root) {
  if (!files.folder || location.protocol === "file:") {
    document.documentElement.dataset.noRun = ""; // and no room for it
    return;
  }
  for (const link of findAll(root, ".lab-download", HTMLElement)) offerLab(link);
  for (const block of findAll(root, BLOCKS, HTMLElement)) {
    const language = languageOf(block);
    const said = words[language].run;
    const task = words[language].exercise;
    const bar = document.createElement("div");
    bar.className = "run-bar";
    bar.dir = language === "fa" ? "rtl" : "ltr";
    const [main, change, done] = isExercise(block)
      ? [["check", task.check], task.write, `<span class="exercise-done" hidden>${task.done}</span>`]
      : [["run", said.run], said.change, ""];
    bar.innerHTML = `<button class="${main[0]}" type="button">${main[1]}</button>
      <button class="run-change" type="button">${change}</button><span class="run-cost"></span>${done}`;
    block.dataset.runs = "";
    block.append(bar);
    if (block.matches(".explorer-code")) {
      find(bar, ".run-change", HTMLElement).remove(); // the explorer changes it
      find(bar, ".run", HTMLElement).after(find(block, ".explorer-button", HTMLElement));
      block.addEventListener("toggle", () => showCost(block));
    } else {
      if (isCell(block)) {
        const below = `<button class="run-on" type="button">${words[language].lab.below}</button>`;
        find(bar, ".run", HTMLElement).insertAdjacentHTML("afterend", below);
      }
      showCost(block);
    }
  }
}

/**
 * Puts a bar for all of a lab beside the link to its notebook.
 * @param {HTMLElement} link
 */
function offerLab(link) {
  const said = words[languageOf(link)].lab;
  const bar = document.createElement("span");
  bar.className = "run-bar lab-bar";
  bar.innerHTML = `<button class="run-all" type="button">${said.all}</button>
    <button class="run-restart" type="button">${said.restart}</button>
    <button class="lab-mine" type="button" hidden>${said.mine}</button><span class="lab-state" role="status"></span>`;
  link.after(bar);
  bar.addEventListener("click", async (event) => {
    const pressed = findTarget(event, "button", HTMLElement);
    if (!pressed) return;
    const lab = await import("../run/lab.js").catch(() => undefined);
    if (!lab) find(bar, ".lab-state", HTMLElement).textContent = words[languageOf(link)].run.failed;
    else if (pressed.matches(".run-all")) lab.runAll();
    else if (pressed.matches(".run-restart")) lab.restart();
    else lab.download();
  });
}

/**
 * Whether a block is the beginning of a function that a reader is to write.
 * @param {HTMLElement} block
 */
const isExercise = (block) => Boolean(block.parentElement?.matches("[data-exercise]"));

/**
 * Whether a block is a cell of a lab, which needs what those before it have made.
 * @param {HTMLElement} block
 */
const isCell = (block) => block.matches(".lab-code");

/** The code of all cells: what one of them imports is needed by the others. */
export const programs = () => findAll(document, ".lab-code", HTMLElement).map(codeOf).join("\n");

/** @param {HTMLElement} block */
async function open(block) {
  if (isCell(block)) return (await import("../run/lab.js")).panelOf(block);
  if (isExercise(block)) return (await import("../run/exercise.js")).panelOf(block);
  if (block.matches(".explorer-code")) return (await import("../run/explorer.js")).panelOf(block);
  return (await import("../run/panel.js")).panelOf(block);
}

document.addEventListener("click", async (event) => {
  const block = findTarget(event, "[data-runs]", HTMLElement);
  const runs = findTarget(event, ".run, .check, .run-on", HTMLElement);
  if (!block || !(runs || findTarget(event, ".run-change", HTMLElement))) return;
  if (runs) block.dataset.running = ""; // not aria-busy: a screen reader would keep what is said in the block to itself
  try {
    const panel = await open(block);
    if (runs?.matches(".run-on")) await (await import("../run/lab.js")).runFrom(block);
    else await (runs ? panel.run() : panel.change());
  } catch {
    delete block.dataset.running;
    tellFailed(block);
  }
});

/**
 * Says that a script did not come.
 * @param {HTMLElement} block
 */
function tellFailed(block) {
  const { failed } = words[languageOf(block)][isExercise(block) ? "exercise" : "run"];
  find(block, ".run-cost", HTMLElement).textContent = failed;
}

// ---- The exercises that the reader has solved, by name, kept on this device

export const WRITTEN = "written-exercises";

/** @returns {string[]} */
export function written() {
  try {
    const kept = JSON.parse(localStorage.getItem(WRITTEN) ?? "[]");
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}

/** Says which exercises are solved, and on the first page of a chapter how many. */
export function showWritten() {
  const names = new Set(written());
  for (const box of findAll(document, "[data-exercise]", HTMLElement)) {
    const done = box.querySelector(".exercise-done");
    if (done instanceof HTMLElement) done.hidden = !names.has(box.dataset.exercise ?? "");
  }
  for (const place of findAll(document, "[data-written]", HTMLElement)) {
    const language = languageOf(place);
    const all = (place.dataset.written ?? "").split(" ");
    const n = all.filter((name) => names.has(name)).length;
    const [count, of] = [n, all.length].map((number) => number.toLocaleString(language));
    place.textContent = n ? words[language].exercise.count.replace("{n}", count).replace("{of}", of) : "";
  }
}

offerRun(document);
showWritten();

// ---- Code that the reader has changed here, or that a link brings. The first is kept under the sum of what the page has.

export const KEPT = "changed-code";
export const LINK = "#code=";

/**
 * What the reader has changed, by the sum of what the page has. What lies in a storage may be anything.
 * @returns {Record<string, string>}
 */
export function changes() {
  try {
    const kept = Object.entries(JSON.parse(localStorage.getItem(KEPT) ?? "{}") ?? {});
    return Object.fromEntries(kept.filter(([, code]) => typeof code === "string"));
  } catch {
    return {};
  }
}

/**
 * A short sum of a text.
 * @param {string} text
 */
export function sum(text) {
  let value = 0x811c9dc5;
  for (const letter of text) value = Math.imul(value ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return (value >>> 0).toString(36);
}

const changed = changes();
const linked = location.hash.startsWith(LINK) ? location.hash.slice(LINK.length).split(".") : [];
for (const block of findAll(document, "[data-runs]", HTMLElement)) {
  const key = sum(codeOf(block));
  /** @type {((panel: import("../run/panel.js").Panel) => Promise<void>) | undefined} */
  let show;
  if (key === linked[0]) show = (panel) => panel.showLinked(linked[1]);
  else if (changed[key]) show = (panel) => panel.change(changed[key]);
  if (show) open(block).then(show).catch(() => tellFailed(block));
}
