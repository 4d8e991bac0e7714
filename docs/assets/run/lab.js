// A lab: its cells share one space, run one after another, and are taken away as a notebook with what the reader changed.
import { find, findAll } from "../javascripts/dom.js";
import { programs } from "../javascripts/run.js";
import { words } from "../javascripts/words.js";
import { Panel, panelOf as panelFor } from "./panel.js";
import { restartPython } from "./python.js";

const LIMIT = 120; // seconds; a cell may train a network

/** @param {HTMLElement} block */
export const panelOf = (block) => /** @type {Cell} */ (panelFor(block, Cell));

const blocks = () => findAll(document, ".lab-code[data-runs]", HTMLElement);
const cells = () => blocks().map(panelOf);

/**
 * Says something of the whole lab.
 * @param {string} text
 */
const tell = (text) => {
  find(document, ".lab-state", HTMLElement).textContent = text;
};

class Cell extends Panel {
  /** @param {HTMLElement} block */
  constructor(block) {
    super(block);
    this.said = { ...this.said, ...words[this.language].lab };
    this.space = "lab";
    this.before = programs();
    this.limit = LIMIT;
    this.wanted = printedUnder(block);
    this.done = false;
  }

  begin() {
    super.begin();
    this.done = false;
    tell("");
  }

  /**
   * @param {RunResult} result
   * @param {string} printed
   */
  end(result, printed) {
    super.end(result, printed);
    this.done = result.ended === "done" && !result.error;
    // Python has ended, and with it all that the cells have made.
    if (["stopped", "late", "broken"].includes(result.ended)) tell(this.said.lost);
  }

  /**
   * @param {RunResult} result
   * @param {string} printed
   */
  conclude(result, printed) {
    super.conclude(result, printed);
    if (result.error?.type === "NameError") this.tell(this.said.above);
  }

  /** @param {string} [code] */
  async change(code) {
    await super.change(code);
    showMine();
  }

  /** @param {string} text */
  keep(text) {
    super.keep(text);
    showMine();
  }
}

/**
 * What a cell printed when the page was made, each line marked as in other blocks.
 * @param {HTMLElement} block
 */
function printedUnder(block) {
  const lines = [];
  for (let next = block.nextElementSibling; next?.matches(".lab-output, .lab-picture"); next = next.nextElementSibling) {
    if (next.matches(".lab-output")) lines.push(...find(next, "pre > code", HTMLElement).textContent.trimEnd().split("\n"));
  }
  return lines.map((line) => `#> ${line}`.trimEnd()).join("\n");
}

/**
 * Runs cells one after another, up to the first that does not come to its end.
 * @param {Cell[]} some
 */
async function runEach(some) {
  for (const cell of some) {
    await cell.run();
    if (!cell.done) return cell.block.scrollIntoView({ block: "nearest" });
  }
  tell(words[some[0].language].lab.ran);
}

/** Runs all cells, in a Python that has run nothing before. */
export async function runAll() {
  await restart();
  await runEach(cells());
}

/**
 * Runs a cell and all below it.
 * @param {HTMLElement} block
 */
export const runFrom = (block) => runEach(blocks().slice(blocks().indexOf(block)).map(panelOf));

/** Forgets what the cells have made. */
export async function restart() {
  restartPython();
  await new Promise((done) => setTimeout(done)); // each cell that ran, or waited, says that it was stopped
  for (const cell of cells()) {
    cell.clear();
    cell.tell("");
  }
  tell(cells()[0].said.restarted);
}

// ---- The notebook

/** Shows the button for the reader's own notebook, if there is anything of hers in it. */
function showMine() {
  find(document, ".lab-mine", HTMLElement).hidden = cells().every((cell) => cell.program.trimEnd() === cell.start);
}

/** Saves the notebook of the page with the cells as the reader has made them, and without what they printed. */
export async function download() {
  const link = find(document, ".lab-download", HTMLAnchorElement);
  const answer = await fetch(link.href).catch(() => undefined);
  if (!answer?.ok) return tell(cells()[0].said.failed);
  const notebook = await answer.json();
  /** @type {{ cell_type: string, source: string | string[] }[]} */
  const code = notebook.cells.filter((/** @type {{ cell_type: string }} */ { cell_type }) => cell_type === "code");
  for (const [i, cell] of cells().entries()) {
    if (cell.program.trimEnd() !== cell.start) code[i].source = cell.program;
  }
  const saved = document.createElement("a");
  saved.href = URL.createObjectURL(new Blob([JSON.stringify(notebook, null, 1)], { type: "application/json" }));
  saved.download = link.download;
  saved.click();
  setTimeout(() => URL.revokeObjectURL(saved.href), 60_000);
}
