// What the explorers share: digits, results written out, state in the address, and the element itself.
import { outputSize } from "./arithmetic.js";

const PERSIAN = "۰۱۲۳۴۵۶۷۸۹";

/** Words and labels with the digits of their language; grids and formulas keep Latin ones, as figures do. */
export const digits = (text, lang) =>
  lang === "fa" ? `${text}`.replace(/(\d)\.(?=\d)/g, "$1٫").replace(/\d/g, (digit) => PERSIAN[digit]) : `${text}`;

/** The number that a reader typed, in Latin, Persian or Arabic digits; NaN if it is none. */
export function number(text) {
  const latin = text.trim().replace(/[۰-۹٠-٩]/g, (digit) => digit.charCodeAt() & 15);
  const plain = latin.replace("٫", ".").replace("−", "-");
  return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : NaN;
}

/** A number as cells and formulas show it. */
export const numeral = (value) =>
  Number.isFinite(value) ? `${+value.toFixed(2)}`.replace("-", "−") : value < 0 ? "−∞" : "∞";

// ---- results, written out

// No template literal stands in another one: the minifier would take the text of it for code.
const line = (row) => `    [${row.join(", ")}],\n`;
/** The NumPy that makes an array of rows. */
export const array = (name, rows, type = "") => `${name} = np.array([\n${rows.map(line).join("")}]${type})\n`;

const signed = (value) => (value < 0 ? `(${numeral(value)})` : numeral(value));

/** What a window gives, written out, a line for each of its rows. */
export function formula({ cells, divisor, value }, { mode }) {
  const terms = mode === "mean" ? cells.filter(({ weight }) => weight) : cells;
  const join = (mark, term) =>
    terms.map((cell, i) => (i ? mark + (cell.row > terms[i - 1].row ? "\n" : " ") : "") + term(cell)).join("");
  const equals = `${Math.abs(+value.toFixed(2) - value) > 1e-9 ? "≈" : "="} ${numeral(value)}`;
  if (mode === "maximum") return `max(${join(",", (cell) => numeral(cell.value))}) ${equals}`;
  if (mode) return `(${join(" +", (cell) => signed(cell.value))}) / ${divisor} ${equals}`;
  const product = (cell) => `${signed(cell.value)}·${signed(cell.weight)}`;
  return `${join(" +", product)} ${equals}`;
}

/** The rule for the size along an axis, with the numbers in place. */
export function rule(n, { k, s, p, d }, { ceilMode }) {
  const size = outputSize(n, k, { stride: s, padding: p, dilation: d, ceilMode });
  const [open, close] = ceilMode ? "⌈⌉" : "⌊⌋";
  const dropped = ceilMode && Math.ceil((n + 2 * p - d * (k - 1) - 1) / s) + 1 > size;
  const whole = `${open}(${n} + 2·${p} − ${d}·(${k} − 1) − 1) / ${s}${close} + 1`;
  return { dropped, text: `${whole}${dropped ? " − 1" : ""} = ${size}` };
}

// ---- state: "name=value;name=value" in a parameter of the address that has the explorer's name

/** "k=2;s=1" -> {k: "2", s: "1"} */
export const fields = (text) =>
  Object.fromEntries(
    (text ?? "").split(";").map((part) => {
      const [name, ...rest] = part.split("=");
      return [name, rest.join("=")];
    }),
  );

/** {k: 2, s: 1} -> "k=2;s=1" */
export const written = (state) =>
  Object.entries(state)
    .map((entry) => entry.join("="))
    .join(";");

/** The state that the address has for an explorer, or null. */
const recall = (name) => new URLSearchParams(location.search).get(name);

function address(name, text) {
  const url = new URL(location);
  const parts = url.search.slice(1).split("&");
  const others = parts.filter((part) => part && part.split("=")[0] !== name);
  // These marks need no escape in a query, and without it a reader can read it.
  if (text) others.push(`${name}=${encodeURIComponent(text).replace(/%(2C|2F|3A|3B|3D)/g, decodeURIComponent)}`);
  url.search = others.join("&");
  return url;
}

const waiting = {};

/** Puts the state into the address; "" takes it out. Not at once: browsers refuse a hundred changes in a moment. */
function remember(name, text) {
  clearTimeout(waiting[name]);
  waiting[name] = setTimeout(() => history.replaceState(history.state, "", address(name, text)), 200);
}

// ---- cells

/** Whole numbers, the last one not included. */
export const between = (from, to) => Array.from({ length: to - from }, (_, i) => from + i);

/** What can be used in the grids. */
export const CELL = "td > :is(button, input)";
/** [row, column] of it. */
export const placeOf = (cell) => [Number(cell.parentElement.dataset.r), Number(cell.parentElement.dataset.c)];

/** One stop for the Tab key in each grid. */
function rove(cell) {
  for (const other of cell.closest("table").querySelectorAll(CELL)) other.tabIndex = other === cell ? 0 : -1;
}

/** Where the arrow keys lead: [rows, columns]. */
export const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** Arrow keys go from cell to cell; where there is text on that side of the caret, along it first. */
function move(event) {
  const cell = event.target.closest(CELL);
  if (!cell || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const step = STEPS[event.key];
  const { selectionStart = 0, selectionEnd, value = "" } = cell;
  if (!step || (step[1] < 0 && selectionStart) || (step[1] > 0 && selectionEnd < value.length)) return;
  event.preventDefault();
  const [r, c] = placeOf(cell);
  cell.closest("table").querySelector(`[data-r="${r + step[0]}"][data-c="${c + step[1]}"] > *`)?.focus();
}

// ---- the element

/**
 * An explorer in its box, where its words are: those of docs/explorers.yml in the language of the page. Of its own it has
 *   parse(text)     state from text, whatever stands there
 *   format(state)   and back
 *   frame()         its HTML, once
 *   listen()        its listeners, once
 *   render(state)   shows a state, or this.state, which has changed
 */
export class Explorer extends HTMLElement {
  connectedCallback() {
    if (this.state) return;
    this.box = this.parentElement;
    this.name = this.box.dataset.explorer;
    this.start = this.box.dataset.start ?? "";
    this.language = this.closest("[lang]").lang; // "en" or "fa"
    this.words = JSON.parse(this.box.querySelector("script").textContent);
    this.innerHTML = this.frame();
    this.addEventListener("keydown", move);
    this.addEventListener("focusin", ({ target }) => {
      if (!target.matches(CELL)) return;
      rove(target);
      target.select?.();
    });
    this.listen();
    this.part("restart").addEventListener("click", () => this.render(this.parse(this.start)));
    this.copies("link", () => this.link());
    this.copies("copy", () => this.part("numpy").textContent);
    // The start first: if the address asks for what is impossible, there is a last possible result.
    for (const text of [this.start, recall(this.name)]) if (text !== null) this.render(this.parse(text));
  }

  /** A text with values in place of {names}, in the digits of the page. */
  say(text, values) {
    return digits(text.replace(/{(\w+)}/g, (_, name) => values[name]), this.language);
  }

  /** Why settings are impossible, of an entry of check(). */
  why({ code, axis = 2, ...numbers }) {
    return this.say(this.words[code], { ...numbers, where: this.words.where[axis] });
  }

  part(name) {
    return this.querySelector(`.${this.name}-${name}`);
  }

  /** Writes HTML only where it is new, so that what has the focus keeps it. */
  write(part, html) {
    if (part.written !== html) part.innerHTML = part.written = html;
  }

  button(name) {
    return `<button type="button" class="explorer-button ${this.name}-${name}">${this.words[name]}</button>`;
  }

  choice(name) {
    return `<label>${this.words[name]}<select name="${name}" autocomplete="off"></select></label>`;
  }

  /** Fills a select; if it has not the value, the first option stands. */
  options(name, values, value) {
    const select = this.querySelector(`[name=${name}]`);
    const option = (one) => `<option value="${one}">${this.say(this.words[one] ?? String(one))}</option>`;
    this.write(select, values.map(option).join(""));
    select.value = values.includes(value) ? value : values[0];
  }

  /** What stands under every explorer. */
  foot() {
    return `<p class="explorer-buttons">${this.button("restart")}${this.button("link")}</p>
<details class="explorer-code"><summary>${this.words.code}</summary>
<pre dir="ltr"><code class="${this.name}-numpy" tabindex="0"></code></pre>${this.button("copy")}</details>`;
  }

  /** Makes a button copy what text() returns, and say so. */
  copies(name, text) {
    const button = this.part(name);
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      // Without https there is no clipboard.
      const done = await navigator.clipboard?.writeText(text()).then(() => true, () => false);
      button.textContent = this.words[done ? "copied" : "failed"];
      setTimeout(() => (button.textContent = this.words[name]), 2000);
    });
  }

  /** Puts the state into the address, unless it is the start. */
  keep() {
    const text = this.format(this.state);
    remember(this.name, text === this.format(this.parse(this.start)) ? "" : text);
  }

  /** The address that reopens the state, at the heading above the box. */
  link() {
    const url = address(this.name, this.format(this.state));
    let above = this.box;
    while (above && !/^H[1-6]$/.test(above.nodeName)) above = above.previousElementSibling;
    if (above) url.hash = above.id;
    return url.href;
  }

  /** The name of a cell. */
  named(title, r, c) {
    return this.say(this.words.cell, { title, r: r + 1, c: c + 1 });
  }

  /**
   * Shows a grid in a part. cellAt tells of a place {kind: its classes, text, label: the name of what can be used
   * there, edit: of which numbers it is one, edges: shadows that draw the window, here: the window's own}. The first
   * rows x columns are counted. What is being typed (this.edited) stays as it is.
   */
  table(name, title, [top, bottom], [left, right], cellAt, [rows, columns] = [bottom, right]) {
    const told = [];
    const head = (scope, i, most) => {
      const inside = i >= 0 && i < most;
      return `<th scope="${scope}">${inside ? this.say(this.words[scope], { n: i + 1 }) : this.words.border}</th>`;
    };
    const cell = (r, c) => {
      const it = cellAt(r, c);
      told.push(it);
      const stop = `tabindex="${r || c ? -1 : 0}"`;
      const field = `<input name="${it.edit}" ${stop} maxlength="6" size="1" autocomplete="off" spellcheck="false">`;
      const inside = it.edit ? field : it.label ? `<button type="button" ${stop}></button>` : "";
      return `<td data-r="${r}" data-c="${c}">${inside}</td>`;
    };
    const across = between(left, right);
    const lines = between(top, bottom).map(
      (r) => `<tr>${head("row", r, rows)}${across.map((c) => cell(r, c)).join("")}</tr>`,
    );
    const pane = this.part(name);
    this.write(
      pane,
      `<div class="explorer-title" dir="auto">${title}</div>
<table class="explorer-grid" aria-label="${title}">
<thead><tr><td></td>${across.map((c) => head("col", c, columns)).join("")}</tr></thead>
<tbody>${lines.join("")}</tbody></table>`,
    );
    pane.lastElementChild.style.setProperty("--columns", across.length);
    pane.querySelectorAll("tbody td").forEach((td, i) => {
      const { kind, text, label, edit, edges = [], here } = told[i];
      const inside = td.firstElementChild ?? td;
      td.className = `is-${kind}`;
      td.style.boxShadow = edges.filter(Boolean).map((edge) => `inset ${edge} var(--fig-window-1)`);
      // What stands there already is not set again: that would cost the browser a layout.
      const shows = edit ? "value" : "textContent";
      if (inside !== this.edited && inside[shows] !== `${text}`) inside[shows] = text;
      if (edit && inside !== this.edited) inside.ariaInvalid = null;
      if (label) inside.ariaLabel = label;
      if (label && !edit) inside.ariaCurrent = here ? "step" : null;
      if (here) rove(inside);
    });
  }
}
