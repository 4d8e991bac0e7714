// What the explorers share: numbers and results written out, state in the address, and the element itself.
import { find, findAll, findAround, findTarget, languageOf } from "../javascripts/dom.js";
import { toPersianDigits } from "../javascripts/letters.js";
import { offerRun } from "../javascripts/run.js";
import { outputSize } from "./arithmetic.js";

/**
 * A number as cells and formulas show it, in Latin digits as in figures.
 * @param {number} value
 * @param {number} [digits]  after the point, at most
 */
export function writeNumber(value, digits = 2) {
  if (Number.isFinite(value)) return `${+value.toFixed(digits)}`.replace("-", "−");
  return value < 0 ? "−∞" : "∞";
}

// ---- results, written out

/**
 * The NumPy that makes an array of rows.
 * @param {string} name
 * @param {(number | string)[][]} rows
 * @param {string} [type]
 */
export function writeArray(name, rows, type = "") {
  const lines = rows.map((row) => `    [${row.join(", ")}],\n`);
  return `${name} = np.array([\n${lines.join("")}]${type})\n`;
}

/** Between the digits of the Persian face a dot is hardly seen. */
export const TIMES = languageOf(document.documentElement) === "fa" ? "×" : "·";

/**
 * What stands before a result as it is written: whether that is all of it.
 * @param {number[]} values  those that are written
 * @param {number} [digits]
 */
export const equals = (values, digits = 2) =>
  values.every((value) => Math.abs(+value.toFixed(digits) - value) < 1e-9) ? "=" : "≈";

/** @type {(value: number, digits?: number) => string} */
const writeFactor = (value, digits) => (value < 0 ? `(${writeNumber(value, digits)})` : writeNumber(value, digits));

/**
 * What a window gives, written out, a line for each of its rows.
 * @param {{ cells: Term[], divisor: number, value: number }} window
 * @param {{ mode?: PoolingMode }} settings
 */
export function writeFormula({ cells, divisor, value }, { mode }) {
  const terms = mode === "mean" ? cells.filter(({ weight }) => weight) : cells;
  /** @type {(mark: string, write: (cell: Term) => string) => string} */
  const join = (mark, write) =>
    terms.map((cell, i) => (i ? mark + (cell.row > terms[i - 1].row ? "\n" : " ") : "") + write(cell)).join("");
  const result = `${equals([value])} ${writeNumber(value)}`;
  if (mode === "maximum") return `max(${join(",", (cell) => writeNumber(cell.value))}) ${result}`;
  if (mode) return `(${join(" +", (cell) => writeFactor(cell.value))}) / ${divisor} ${result}`;
  return `${join(" +", (cell) => `${writeFactor(cell.value)}${TIMES}${writeFactor(cell.weight)}`)} ${result}`;
}

/**
 * What a pooling makes of a window, on one line; of a large window the first values stand for all.
 * @param {number[]} values
 * @param {string} mode
 * @param {number} value
 * @param {number} [digits]
 */
export function writeWindow(values, mode, value, digits = 2) {
  /** @type {(mark: string, write: (value: number, digits?: number) => string) => string} */
  const join = (mark, write) => {
    const few = values.length > 4 ? values.slice(0, 3) : values;
    return [...few.map((one) => write(one, digits)), ...(values.length > 4 ? ["…"] : [])].join(mark);
  };
  const result = `${equals([...values, value], digits)} ${writeNumber(value, digits)}`;
  if (mode !== "mean") return `max(${join(", ", writeNumber)}) ${result}`;
  return `(${join(" + ", writeFactor)}) / ${values.length} ${result}`;
}

/**
 * A sum of numbers, written out; of many the first ones stand for all.
 * @param {number[]} terms
 * @param {number} value
 * @param {number} [digits]
 * @param {number} [most]  that are written
 */
export function writeSum(terms, value, digits = 2, most = 9) {
  const few = terms.length > most ? terms.slice(0, most - 1) : terms;
  const written = few.map((term, i) => {
    const text = writeNumber(term, digits);
    if (!i) return text;
    return text.startsWith("−") ? ` − ${text.slice(1)}` : ` + ${text}`;
  });
  if (few.length < terms.length) written.push(" + …");
  return `${written.join("")} ${equals([...terms, value], digits)} ${writeNumber(value, digits)}`;
}

/**
 * The rule for the size along an axis, with the numbers in place; and whether it drops a window.
 * @param {number} n
 * @param {{ k: number, s: number, p: number, d: number }} window
 * @param {{ ceilMode?: boolean }} settings
 */
export function writeRule(n, { k, s, p, d }, { ceilMode = false }) {
  const size = outputSize(n, k, { stride: s, padding: p, dilation: d, ceilMode });
  const [open, close] = ceilMode ? "⌈⌉" : "⌊⌋";
  const dropped = ceilMode && Math.ceil((n + 2 * p - d * (k - 1) - 1) / s) + 1 > size;
  const whole = `${open}(${n} + 2${TIMES}${p} − ${d}${TIMES}(${k} − 1) − 1) / ${s}${close} + 1`;
  return { dropped, text: `${whole}${dropped ? " − 1" : ""} = ${size}` };
}

// ---- state: "name=value;name=value" in a parameter of the address that has the explorer's name

/**
 * "k=2;s=1" -> {k: "2", s: "1"}
 * @param {string} text
 * @returns {Partial<Record<string, string>>}
 */
export const readFields = (text) =>
  Object.fromEntries(
    text.split(";").map((part) => {
      const [name, ...rest] = part.split("=");
      return [name, rest.join("=")];
    }),
  );

/**
 * {k: 2, s: 1} -> "k=2;s=1"
 * @param {object} fields
 */
export const writeFields = (fields) =>
  Object.entries(fields)
    .map((entry) => entry.join("="))
    .join(";");

/**
 * The one of some values that a text stands for; else another one.
 * @template T
 * @param {T[]} values
 * @param {unknown} text
 * @param {T} other
 */
export const pick = (values, text, other) => values.find((value) => `${value}` === text) ?? other;

/**
 * The address of the page with a state in it; "" takes the state out.
 * @param {string} name
 * @param {string} text
 */
export function makeAddress(name, text) {
  const url = new URL(location.href);
  const parts = url.search.slice(1).split("&");
  const others = parts.filter((part) => part && part.split("=")[0] !== name);
  // These marks need no escape in a query, and the address is easier to read without.
  if (text) others.push(`${name}=${encodeURIComponent(text).replace(/%(2C|2F|3A|3B|3D)/g, decodeURIComponent)}`);
  url.search = others.join("&");
  return url;
}

/** @type {Record<string, number>} */
const waiting = {};

/**
 * Puts a state into the address of the page. Not at once: browsers refuse a hundred changes in a moment.
 * @param {string} name
 * @param {string} text
 */
function keepInAddress(name, text) {
  clearTimeout(waiting[name]);
  waiting[name] = setTimeout(() => history.replaceState(history.state, "", makeAddress(name, text)), 200);
}

// ---- cells

/**
 * Whole numbers, the last one not included.
 * @param {number} from
 * @param {number} to
 */
export const numbersBetween = (from, to) => Array.from({ length: to - from }, (_, i) => from + i);

/**
 * The shadows of a cell that draw the frame of a window around all of its cells.
 * @param {number} r
 * @param {number} c
 * @param {number[]} [window]  its first row and column, its last row and column
 */
export function edgesOf(r, c, [top, left, bottom, right] = []) {
  const isWithin = r >= top && r <= bottom && c >= left && c <= right;
  return isWithin ? [r === top && "0 3px", r === bottom && "0 -3px", c === left && "3px 0", c === right && "-3px 0"] : [];
}

/** What can be used in the grids. */
export const CELL = "td > :is(button, input)";

/**
 * The row and the column of a cell.
 * @param {Element} cell
 * @returns {Two}
 */
export function placeOf(cell) {
  const { r, c } = findAround(cell, "td", HTMLElement).dataset;
  return [Number(r), Number(c)];
}

/**
 * Makes a cell the one stop for the Tab key in its grid.
 * @param {HTMLElement} cell
 */
function makeStop(cell) {
  const grid = findAround(cell, "table", HTMLElement);
  for (const other of findAll(grid, CELL, HTMLElement)) other.tabIndex = other === cell ? 0 : -1;
}

/**
 * Where the arrow keys lead: rows and columns.
 * @type {Partial<Record<string, Two>>}
 */
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/**
 * How far an arrow key leads over a picture: rows and columns; with Shift ten times as far.
 * @param {KeyboardEvent} event
 * @returns {Two | undefined}
 */
export function strideOf(event) {
  const step = STEPS[event.key];
  if (!step || event.altKey || event.ctrlKey || event.metaKey) return undefined;
  event.preventDefault();
  const far = event.shiftKey ? 10 : 1;
  return [far * step[0], far * step[1]];
}

/**
 * Goes from cell to cell with the arrow keys; where there is text on that side of the caret, along it first.
 * @param {KeyboardEvent} event
 */
function moveByKey(event) {
  const cell = findTarget(event, CELL, HTMLElement);
  const step = STEPS[event.key];
  if (!cell || !step || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (cell instanceof HTMLInputElement) {
    if (step[1] < 0 && cell.selectionStart) return;
    if (step[1] > 0 && (cell.selectionEnd ?? 0) < cell.value.length) return;
  }
  event.preventDefault();
  const [r, c] = placeOf(cell);
  const next = cell.closest("table")?.querySelector(`[data-r="${r + step[0]}"][data-c="${c + step[1]}"] > *`);
  if (next instanceof HTMLElement) next.focus();
}

// ---- the element

/**
 * The HTML that was written into an element last.
 * @type {WeakMap<Element, string>}
 */
const writtenInto = new WeakMap();

/** @returns {never} */
function misses() {
  throw new Error("An explorer has a name, and its own parse, format, frame, listen and show");
}

/**
 * An explorer in its box, where its words are: those of docs/explorers.yml in the language of the page. What each of them has
 * of its own is at the top of the class.
 * @template State
 */
export class Explorer extends HTMLElement {
  /**
   * The name of its box, its parameter and the classes of its parts.
   * @returns {string}
   */
  get name() {
    return misses();
  }

  /**
   * State from text, whatever stands there.
   * @param {string} _text
   * @returns {State}
   */
  parse(_text) {
    return misses();
  }

  /**
   * The text that parse() makes this state of.
   * @param {State} _state
   * @returns {string}
   */
  format(_state) {
    return misses();
  }

  /**
   * Its HTML, asked for once.
   * @returns {string}
   */
  frame() {
    return misses();
  }

  /** Starts its listeners, once. */
  listen() {
    misses();
  }

  /** Shows the state, which has changed. */
  show() {
    misses();
  }

  /**
   * Shows a state from now on.
   * @param {State} state
   */
  render(state) {
    this.state = state;
    this.show();
  }

  /** Whether it works; in a browser that lacks what it needs, listen() fails. */
  ready = false;
  /** The state that stands in its box, to start with. */
  start = "";
  /** @type {Language} */
  language = "en";
  /** @type {Record<string, string>} */
  words = {};
  /**
   * Those of its words that are lists.
   * @type {Record<string, string[]>}
   */
  wordLists = {};
  /**
   * The field that is being typed in, which stays as it is.
   * @type {EventTarget | null}
   */
  edited = null;
  /**
   * The setting that was changed last.
   * @type {Element | null}
   */
  changed = null;
  state = this.parse("");

  /** The state that the address asks for; without one, the start. */
  get asked() {
    return new URLSearchParams(location.search).get(this.name) ?? this.start;
  }

  /** The box that it is in. */
  get box() {
    return findAround(this, ".explorer", HTMLElement);
  }

  connectedCallback() {
    if (this.ready) return;
    this.start = this.box.dataset.start ?? "";
    this.language = languageOf(this);
    const words = JSON.parse(find(this.box, "script", HTMLScriptElement).text);
    this.words = words;
    this.wordLists = words;
    this.innerHTML = this.frame();
    this.addEventListener("keydown", moveByKey);
    this.addEventListener("input", (event) => {
      this.changed = findTarget(event, ".explorer-settings [name]", HTMLElement);
    });
    this.addEventListener("focusin", ({ target }) => {
      if (!(target instanceof HTMLElement && target.matches(CELL))) return;
      makeStop(target);
      if (target instanceof HTMLInputElement) target.select();
      target.scrollIntoView({ block: "nearest", inline: "nearest" }); // WebKit forgets it where the text is selected
    });
    this.listen();
    this.findPart("restart").addEventListener("click", () => this.render(this.parse(this.start)));
    this.copyOnClick("link", () => this.link());
    this.copyOnClick("copy", () => this.findPart("numpy").textContent);
    document.addEventListener("click", (event) => this.follow(event));
    addEventListener("popstate", () => this.goBack());
    this.ready = true;
    // The start first: if the address asks for what is impossible, there is a last possible result.
    for (const text of new Set([this.start, this.asked])) this.render(this.parse(text));
    if (this.asked !== this.start) this.unfold(this.asked);
    offerRun(this);
  }

  /**
   * The files that the code reads, by name or address.
   * @returns {Promise<Record<string, Uint8Array>>}
   */
  async filesOfCode() {
    return {};
  }

  /**
   * A text with values in place of {names}, in the digits of the page. Grids and formulas keep Latin ones, as figures do.
   * @param {string} text
   * @param {Record<string, unknown>} [values]
   */
  say(text, values = {}) {
    const filled = text.replace(/{(\w+)}/g, (_, name) => `${values[name]}`);
    return this.language === "fa" ? toPersianDigits(filled) : filled;
  }

  /**
   * Why settings are impossible, of an entry of check().
   * @param {Omit<Problem, "value"> & { value?: unknown }} problem
   */
  sayProblem({ code, axis = 2, ...values }) {
    return this.say(this.words[code], { ...values, where: this.wordLists.where[axis] });
  }

  /**
   * The element of its own that has this name.
   * @param {string} name
   */
  findPart(name) {
    return find(this, `.${this.name}-${name}`, HTMLElement);
  }

  /**
   * Writes HTML only where it is new, so that what has the focus keeps it.
   * @param {Element} part
   * @param {string} html
   */
  write(part, html) {
    if (writtenInto.get(part) === html) return;
    part.innerHTML = html;
    writtenInto.set(part, html);
  }

  /** @param {string} name */
  makeButton(name) {
    return `<button type="button" class="explorer-button ${this.name}-${name}">${this.words[name]}</button>`;
  }

  /** @param {string} name */
  makeSelect(name) {
    return `<label>${this.words[name]}<select name="${name}" autocomplete="off"></select></label>`;
  }

  /**
   * Fills a select; if it does not have the value, the first option stands.
   * @param {string} name
   * @param {(string | number)[]} values
   * @param {string | number} value
   */
  fillSelect(name, values, value) {
    const select = find(this, `[name=${name}]`, HTMLSelectElement);
    const option = (/** @type {string | number} */ one) =>
      `<option value="${one}">${this.say(this.words[one] ?? String(one))}</option>`;
    this.write(select, values.map(option).join(""));
    select.value = String(values.includes(value) ? value : values[0]);
  }

  /**
   * The settings: in sight those that the page is about, which its start names; the others in a fold.
   * @param {string[]} names
   * @param {(name: string) => string} make
   */
  makeSettings(names, make) {
    const about = readFields(this.start);
    /** @param {boolean} isAbout */
    const group = (isAbout) => {
      const some = names.filter((name) => Object.hasOwn(about, name) === isAbout).map(make);
      return `<div class="explorer-settings" role="group" aria-label="${this.words.settings}">${some.join("")}</div>
<div class="explorer-problems" role="status"></div>`;
    };
    return `${group(true)}<details class="explorer-more"><summary>${this.words.more}</summary>${group(false)}</details>`;
  }

  /**
   * Says what is wrong below the settings of which one was changed last, and marks that one.
   * @param {Problem[]} problems
   */
  showProblems(problems) {
    const why = problems.map((problem) => `<p class="explorer-problem">${this.sayProblem(problem)}</p>`).join("");
    const isFolded = this.changed?.closest(".explorer-more") ? 1 : 0;
    findAll(this, ".explorer-problems", HTMLElement).forEach((part, i) => {
      this.write(part, i === isFolded ? why : "");
    });
    for (const field of findAll(this, ".explorer-settings select", HTMLElement)) {
      if (why && field === this.changed) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }
  }

  /**
   * Opens the fold of the settings if a state has something to say of them.
   * @param {string} text
   */
  unfold(text) {
    const said = readFields(text);
    for (const fold of findAll(this, ".explorer-more", HTMLDetailsElement)) {
      const fields = findAll(fold, "[name]", HTMLElement);
      if (fields.some((field) => Object.hasOwn(said, field.getAttribute("name") ?? ""))) fold.open = true;
    }
  }

  /** What stands under every explorer. */
  makeFoot() {
    return `<p class="explorer-buttons">${this.makeButton("restart")}${this.makeButton("link")}</p>
<details class="explorer-code"><summary>${this.words.code}</summary>
<pre dir="ltr"><code class="${this.name}-numpy" tabindex="0"></code></pre>${this.makeButton("copy")}</details>`;
  }

  /**
   * Makes a button copy what text() returns, and say so.
   * @param {string} name
   * @param {() => string} text
   */
  copyOnClick(name, text) {
    const button = this.findPart(name);
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      // Without https there is no clipboard.
      const done = await navigator.clipboard?.writeText(text()).then(() => true, () => false);
      button.textContent = this.words[done ? "copied" : "failed"];
      setTimeout(() => {
        button.textContent = this.words[name];
      }, 2000);
    });
  }

  /** Puts the state into the address, unless it is the start. */
  keep() {
    const text = this.format(this.state);
    keepInAddress(this.name, text === this.format(this.parse(this.start)) ? "" : text);
  }

  /**
   * Shows what a link of the page asks for: without the script, and in a new tab, the page would open in that state.
   * @param {MouseEvent} event
   * @returns {boolean}  whether it was such a link
   */
  follow(event) {
    const link = findTarget(event, "a[href]", HTMLAnchorElement);
    const isElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || !this.isConnected;
    if (!link || isElsewhere || link.host + link.pathname !== location.host + location.pathname) return false;
    const asked = new URLSearchParams(link.search).get(this.name);
    if (asked === null) return false;
    event.preventDefault();
    this.render(this.parse(asked));
    this.unfold(asked);
    // A new entry of the history, so that Back leads to the link.
    history.pushState(history.state, "", makeAddress(this.name, asked));
    if (link.hash) location.replace(link.hash);
    return true;
  }

  /** Shows what the address asks for now. */
  goBack() {
    const state = this.parse(this.asked);
    if (this.isConnected && this.format(state) !== this.format(this.state)) this.render(state);
  }

  /** The address that reopens the state, at the heading above the box. */
  link() {
    const url = makeAddress(this.name, this.format(this.state));
    /** @type {Element | null} */
    let above = this.box;
    while (above && !/^H[1-6]$/.test(above.nodeName)) above = above.previousElementSibling;
    if (above) url.hash = above.id;
    return url.href;
  }

  /** Gives the place back to the figure. */
  give() {
    if (!this.isConnected) return;
    delete this.box.dataset.live;
    this.remove();
  }

  /**
   * The name of a cell.
   * @param {string} title
   * @param {number} r
   * @param {number} c
   */
  nameCell(title, r, c) {
    return this.say(this.words.cell, { title, r: r + 1, c: c + 1 });
  }

  /**
   * Shows a grid in a part. The first rows x columns are counted. What is being typed stays as it is.
   * @param {string} name  of the part
   * @param {string} title
   * @param {Two} across  the rows, from the first up to the last, which is not included
   * @param {Two} along  the columns
   * @param {(r: number, c: number) => Shown} cellAt
   * @param {Two} [counted]
   */
  showTable(name, title, [top, bottom], [left, right], cellAt, [rows, columns] = [bottom, right]) {
    /** @type {Shown[]} */
    const cells = [];
    /** @type {(scope: string, i: number, most: number) => string} */
    const head = (scope, i, most) => {
      const isInside = i >= 0 && i < most;
      return `<th scope="${scope}">${isInside ? this.say(this.words[scope], { n: i + 1 }) : this.words.border}</th>`;
    };
    /** @type {(r: number, c: number) => string} */
    const cell = (r, c) => {
      const shown = cellAt(r, c);
      cells.push(shown);
      const stop = `tabindex="${r || c ? -1 : 0}"`;
      const field = `<input name="${shown.edit}" ${stop} maxlength="6" size="1" autocomplete="off" spellcheck="false">`;
      const button = shown.label ? `<button type="button" ${stop}></button>` : "";
      return `<td data-r="${r}" data-c="${c}">${shown.edit ? field : button}</td>`;
    };
    const places = numbersBetween(left, right);
    const lines = numbersBetween(top, bottom).map(
      (r) => `<tr>${head("row", r, rows)}${places.map((c) => cell(r, c)).join("")}</tr>`,
    );
    const pane = this.findPart(name);
    this.write(
      pane,
      `<div class="explorer-title" dir="auto">${title}</div>
<table class="explorer-grid" aria-label="${title}">
<thead><tr><td></td>${places.map((c) => head("col", c, columns)).join("")}</tr></thead>
<tbody>${lines.join("")}</tbody></table>`,
    );
    find(pane, "table", HTMLElement).style.setProperty("--columns", `${places.length}`);
    findAll(pane, "tbody td", HTMLElement).forEach((td, i) => {
      const { kind, label, edges = [], here } = cells[i];
      const text = `${cells[i].text}`;
      const inside = td.firstElementChild instanceof HTMLElement ? td.firstElementChild : td;
      td.className = `is-${kind}`;
      td.style.boxShadow = edges.filter(Boolean).map((edge) => `inset ${edge} var(--fig-window-1)`).join();
      // What stands there already is not set again: that would cost the browser a layout.
      if (inside instanceof HTMLInputElement) {
        if (inside !== this.edited) {
          if (inside.value !== text) inside.value = text;
          inside.removeAttribute("aria-invalid");
        }
      } else {
        if (inside.textContent !== text) inside.textContent = text;
        if (label && here) inside.setAttribute("aria-current", "step");
        else inside.removeAttribute("aria-current");
      }
      if (label) inside.setAttribute("aria-label", label);
      if (here) makeStop(inside);
    });
  }
}
