// The stepper: a window that the reader moves over a grid, for convolution and for pooling.
import { find, findAll, findAround, findTarget } from "../javascripts/dom.js";
import { readNumber } from "../javascripts/letters.js";
import { PACE, glide, still } from "../javascripts/motion.js";
import { check, convolve, grid, leftOver, lists } from "./arithmetic.js";
import { pad, pool, remainder, seen, windowAt } from "./arithmetic.js";
import { CELL, Explorer, edgesOf, pick, placeOf, readFields } from "./shared.js";
import { writeArray, writeFields, writeFormula, writeNumber, writeRule } from "./shared.js";

/**
 * The settings, by the letters that the address has for them: k is the size of the window, s the stride, p the padding, m what
 * fills it, d the dilation, r how sizes are rounded, c whether the padding counts in a mean.
 * @typedef {{ op: string, rows: number, columns: number, k: number, s: number, p: number, m: string, d: number,
 *   r: string, c: number }} Choice
 */

/**
 * With the step, and the numbers of the input and of the kernel.
 * @typedef {Choice & { at: number, x: number[][], w: number[][] }} State
 */

// The start, where the address says nothing else. The picture and the kernel are those of the lessons.
/** @type {Omit<State, "x" | "w" | "rows" | "columns">} */
const DEFAULTS = { op: "correlation", k: 3, s: 1, p: 0, m: "zeros", d: 1, r: "floor", c: 1, at: 1 };
const INPUT = "1,3,2,1/4,6,5,0/7,2,8,3/0,1,4,9";
const KERNEL = "-1,0,1/-2,0,2/-1,0,1";

// How np.pad is told to fill the padding; without a word it takes zeros.
/** @type {Partial<Record<string, string>>} */
const BORDERS = { reflect: ', mode="reflect"', replicate: ', mode="edge"' };

/** @type {Record<string, string>} */
const ICONS = {
  back: '<path d="M6 5h3v14H6zM20 5v14L9 12z"/>',
  play: '<path class="steps-start" d="M6 4v16l14-8z"/><path class="steps-stop" d="M6 4h4v16H6zM14 4h4v16h-4z"/>',
  next: '<path d="M15 5h3v14h-3zM4 5v14l11-7z"/>',
};

// ---- state

/** @param {{ op?: unknown }} state */
const isPooling = ({ op }) => op === "max" || op === "mean";

/** @type {(from: number, to: number) => number[]} */
const upTo = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

/**
 * What each setting may be, with this operation.
 * @param {{ op?: unknown }} state
 */
function listChoices({ op }) {
  return {
    op: ["correlation", "convolution", "max", "mean"],
    rows: upTo(1, 8),
    columns: upTo(1, 8),
    k: upTo(1, 5),
    s: upTo(1, 4),
    p: upTo(0, 3),
    m: op === "max" ? ["infinity"] : op === "mean" ? ["zeros"] : ["zeros", "reflect", "replicate"],
    d: upTo(1, 3),
    r: isPooling({ op }) ? ["floor", "ceil"] : ["floor"],
    c: op === "mean" ? [0, 1] : [1],
  };
}

/**
 * The settings that texts ask for. What a text does not say, or what is impossible, stays as in `other`.
 * @param {Record<string, unknown>} texts
 * @param {Choice} other
 * @returns {Choice}
 */
function choose(texts, other) {
  const choices = listChoices(texts);
  return {
    op: pick(choices.op, texts.op, other.op),
    rows: pick(choices.rows, texts.rows, other.rows),
    columns: pick(choices.columns, texts.columns, other.columns),
    k: pick(choices.k, texts.k, other.k),
    s: pick(choices.s, texts.s, other.s),
    p: pick(choices.p, texts.p, other.p),
    m: pick(choices.m, texts.m, other.m),
    d: pick(choices.d, texts.d, other.d),
    r: pick(choices.r, texts.r, other.r),
    c: pick(choices.c, texts.c, 1),
  };
}

/**
 * Numbers, more than are shown of them: a grid made smaller and larger again is as it was.
 * @param {number} side
 * @param {string} text
 * @param {(r: number, c: number) => number} other
 */
function readSquare(side, text, other) {
  const given = text.split("/").map((row) => row.split(",").map((value) => readNumber(value.slice(0, 7))));
  /** @type {(r: number, c: number) => number} */
  const one = (r, c) => (Number.isFinite(given[r]?.[c]) ? given[r][c] : other(r, c));
  return upTo(0, side - 1).map((r) => upTo(0, side - 1).map((c) => one(r, c)));
}

/**
 * @param {string} text
 * @returns {State}
 */
function parse(text) {
  const given = readFields(text);
  const { x = INPUT, w = KERNEL } = given;
  const rows = x.split("/");
  const size = { rows: Math.min(8, rows.length), columns: Math.min(8, rows[0].split(",").length) };
  return {
    ...choose(given, { ...DEFAULTS, ...size }),
    at: Math.trunc(Number(given.at)) || 1,
    x: readSquare(8, x, (r, c) => (7 * r + 3 * c + r * c) % 10),
    w: readSquare(5, w, () => 1),
  };
}

/** @type {(values: number[][], rows: number, columns: number) => number[][]} */
const cut = (values, rows, columns) => values.slice(0, rows).map((row) => row.slice(0, columns));
/** @param {State} state */
const inputOf = ({ x, rows, columns }) => cut(x, rows, columns);
/** @param {State} state */
const kernelOf = ({ w, k }) => cut(w, k, k);

/** @param {State} state */
function format(state) {
  /** @type {Record<string, (string | number)[]>} */
  const choices = listChoices(state);
  const { op, k, s, p, m, d, r, c, at } = state;
  /** @type {Record<string, unknown>} */
  const usual = DEFAULTS;
  const said = Object.entries({ op, k, s, p, m, d, r, c, at }).filter(
    ([name, value]) => value !== usual[name] && choices[name]?.length !== 1,
  );
  const x = inputOf(state).join("/");
  const w = isPooling(state) ? {} : { w: kernelOf(state).join("/") };
  return writeFields({ ...Object.fromEntries(said), x, ...w });
}

/**
 * The settings as arithmetic.js calls them.
 * @param {State} state
 * @returns {Settings & { size: Two }}
 */
function settingsOf(state) {
  const { op, rows, columns, k, s, p, m, d, r, c } = state;
  /** @type {{ size: Two, stride: number, padding: number, dilation: number }} */
  const sizes = { size: [rows, columns], stride: s, padding: p, dilation: d };
  if (isPooling(state)) {
    const mode = op === "max" ? "maximum" : "mean";
    return { ...sizes, operation: "pooling", mode, kernelSize: k, ceilMode: r === "ceil", countIncludePad: c > 0 };
  }
  const paddingMode = m === "reflect" || m === "replicate" ? m : "zeros";
  const kernel = grid(kernelOf(state));
  return { ...sizes, operation: "convolution", kernel, flip: op === "convolution", paddingMode };
}

/**
 * All that follows from a state that is possible.
 * @param {State} state
 */
function work(state) {
  const settings = settingsOf(state);
  const input = grid(inputOf(state));
  const output = lists(settings.kernel ? convolve(input, settings.kernel, settings) : pool(input, settings));
  const axis = { stride: state.s, padding: state.p, dilation: state.d, ceilMode: settings.ceilMode };
  /** @param {typeof leftOver} measure */
  const along = (measure) => settings.size.map((n) => Math.max(0, measure(n, state.k, axis)));
  return {
    input,
    settings,
    output,
    last: output.flat().length,
    padded: lists(pad(input, state.p, settings.paddingMode)),
    seen: lists(seen(settings.size, settings)),
    left: along(leftOver),
    over: along((n, kernelSize) => -remainder(n, kernelSize, axis)),
  };
}

// ---- this, in NumPy

/**
 * The program that prints the output.
 * @param {State} state
 * @param {number[]} over  how far the last window hangs over, below and beside
 */
function writeNumpy(state, [below, beside]) {
  const { op, k, s, p, m, d, c } = state;
  const hangs = below || beside;
  const isAlone = op === "mean" && p > 0 && !c;
  /** @param {number} before */
  const width = (before) => `((${before}, ${before + below}), (${before}, ${before + beside}))`;
  /** @type {(width: string | number, more?: string) => string} */
  const padded = (width, more = "") => `x = np.pad(x${more.includes(".") ? ".astype(float)" : ""}, ${width}${more})\n`;
  const span = d * (k - 1) + 1;
  const steps = [s, s, ...(d > 1 ? [d, d] : [])].map((step) => `::${step}`).join(", ");
  let code = "import numpy as np\nfrom numpy.lib.stride_tricks import sliding_window_view\n\n";
  code += writeArray("x", inputOf(state));
  if (op === "max" && (p || hangs)) code += padded(hangs ? width(p) : p, ", constant_values=-np.inf");
  else if (isAlone) code += `# the padding does not count\n${padded(hangs ? width(p) : p, ", constant_values=np.nan")}`;
  else if (p) code += padded(p, isPooling(state) ? "" : (BORDERS[m] ?? ""));
  if (op === "mean" && hangs && !isAlone) {
    code += `# beyond the padding, nothing counts\n${padded(width(0), ", constant_values=np.nan")}`;
  }
  code += `windows = sliding_window_view(x, (${span}, ${span}))[${steps}]\n`;
  if (isPooling(state)) return `${code}print(np.${hangs || isAlone ? "nan" : ""}${op}(windows, axis=(2, 3)))\n`;
  const kernel = op === "convolution" ? "kernel[::-1, ::-1]" : "kernel";
  return `${code}${writeArray("kernel", kernelOf(state))}print((windows * ${kernel}).sum(axis=(2, 3)))\n`;
}

// ---- the element

/** @param {string} text */
const line = (text) => `<p>${text}</p>`;

/** @extends {Explorer<State>} */
class WindowStepper extends Explorer {
  /** @type {Problem[]} */
  problems = [];
  /** All that follows from the last state that was possible. */
  result = work(parse(""));
  /**
   * Of what plays by itself.
   * @type {number | undefined}
   */
  timer;

  get name() {
    return "stepper";
  }

  /** The output that stands there. */
  get output() {
    return this.result.output;
  }

  get bar() {
    return find(this, ".steps", HTMLElement);
  }

  get slider() {
    return find(this.bar, "input", HTMLInputElement);
  }

  get said() {
    return find(this.bar, ".steps-said", HTMLElement);
  }

  /** @param {string} text */
  parse(text) {
    return parse(text);
  }

  /** @param {State} state */
  format(state) {
    return format(state);
  }

  frame() {
    const { words } = this;
    /** @type {(names: string, html: (name: string) => string) => string} */
    const each = (names, html) => names.split(" ").map((name) => html(name)).join("");
    /** @param {string} name */
    const pane = (name) => `<div class="explorer-pane stepper-${name}"></div>`;
    /** @param {string} name */
    const icon = (name) => `<button type="button" class="steps-${name}" aria-label="${words[name]}">
<svg viewBox="0 0 24 24" aria-hidden="true">${ICONS[name]}</svg></button>`;
    /** @param {string} name */
    const setting = (name) => (name === "c" ? tick : this.makeSelect(name));
    const tick = `<label class="explorer-tick"><input type="checkbox" name="c" autocomplete="off"> ${words.c}</label>`;
    return `${this.makeSettings("op rows columns k s p m d r c".split(" "), setting)}
<div class="explorer-panes" dir="ltr">${each("input kernel turned output", pane)}</div>
<div class="steps" dir="ltr" role="group" aria-label="${words.steps}">${each("back play next", icon)}
<input type="range" min="1" autocomplete="off" aria-label="${words.step}">
<span class="steps-now" dir="auto" aria-hidden="true"></span><span class="steps-said" role="status"></span></div>
<div class="explorer-panes"><div class="explorer-said"><p class="stepper-formula" dir="ltr"></p>
<div class="stepper-told" role="status"></div></div>${pane("seen")}</div>
${this.makeFoot()}`;
  }

  listen() {
    const { bar } = this;
    // The bar looks like that of a figure, but steps.js must not take it for one.
    bar.addEventListener("click", (event) => {
      event.stopPropagation();
      const name = findTarget(event, "button", HTMLButtonElement)?.className;
      if (name === "steps-play" && !this.timer && !still.matches) this.play();
      else if (name === "steps-play") this.pause();
      else if (name) this.go(this.state.at + (name === "steps-next" ? 1 : -1));
    });
    bar.addEventListener("input", (event) => {
      event.stopPropagation();
      this.go(Number(this.slider.value));
    });
    this.addEventListener("input", ({ target }) => {
      if (!(target instanceof HTMLInputElement && target.matches("td input"))) return;
      const value = readNumber(target.value);
      target.setAttribute("aria-invalid", `${Number.isNaN(value)}`);
      if (Number.isNaN(value)) return;
      const [r, c] = placeOf(target);
      const { x, w } = this.state;
      (target.name === "x" ? x : w)[r][c] = value;
      this.edited = target;
      this.show();
    });
    this.addEventListener("change", ({ target }) => {
      const { state } = this;
      if (target instanceof HTMLSelectElement) {
        Object.assign(state, choose({ ...state, [target.name]: target.value }, state));
      } else if (target instanceof HTMLInputElement && target.name === "c") state.c = Number(target.checked);
      this.edited = null;
      this.show();
      if (target instanceof HTMLSelectElement && target.value === "convolution") this.turnOver();
    });
    for (const kind of ["pointerover", "focusin", "click"]) {
      this.addEventListener(kind, (event) => {
        const cell = findTarget(event, CELL, HTMLButtonElement);
        if (!cell) return;
        const [r, c] = placeOf(cell);
        this.go(r * this.output[0].length + c + 1, kind === "pointerover");
      });
    }
  }

  /** Shows how the kernel turns over: each weight comes from the place that it has in the kernel. */
  turnOver() {
    const most = this.state.k - 1;
    for (const cell of findAll(this.findPart("turned"), "td[data-r]", HTMLElement)) {
      const [r, c] = placeOf(cell);
      const way = `${(most - 2 * c) * cell.offsetWidth}px, ${(most - 2 * r) * cell.offsetHeight}px`;
      glide(cell, { transform: `translate(${way})` }, { transform: "none" });
    }
  }

  /**
   * Goes to a step that the reader asks for, and says it aloud unless it is to be silent.
   * @param {number} step
   * @param {boolean} [silent]
   */
  go(step, silent) {
    const { last } = this.result;
    this.pause();
    if (this.problems.length) return;
    this.state.at = ((step - 1 + last) % last) + 1;
    this.paint();
    if (silent) return;
    const sum = this.findPart("formula").textContent;
    this.said.innerHTML = `<bdi>${this.slider.getAttribute("aria-valuetext")}. </bdi><bdi dir="ltr">${sum}</bdi>`;
  }

  pause() {
    clearInterval(this.timer);
    this.timer = undefined;
    this.labelPlayButton("play");
  }

  play() {
    clearInterval(this.timer);
    this.timer = setInterval(() => this.tick(), PACE);
    this.said.textContent = ""; // what plays by itself is not said
    if (this.state.at === this.result.last) this.state.at = 1;
    this.paint();
    this.labelPlayButton("pause");
  }

  /** @param {"play" | "pause"} name  what the button does now */
  labelPlayButton(name) {
    this.bar.classList.toggle("steps-playing", name === "pause");
    find(this.bar, ".steps-play", HTMLElement).setAttribute("aria-label", this.words[name]);
  }

  tick() {
    const { top, bottom } = this.getBoundingClientRect();
    if (document.hidden || bottom < 0 || top > innerHeight || still.matches) return this.pause();
    this.state.at += 1;
    if (this.state.at >= this.result.last) this.pause();
    this.paint();
  }

  show() {
    const { state } = this;
    this.problems = check(settingsOf(state));
    const possible = !this.problems.length;
    if (possible) this.result = work(state);
    else this.pause();
    const { last, over } = this.result;
    this.slider.max = `${last}`;
    state.at = Math.min(last, Math.max(1, state.at));
    /** @type {Record<string, string | number>} */
    const chosen = choose({}, state); // without the step and the numbers
    const { c, ...lists } = listChoices(state);
    for (const [name, values] of Object.entries(lists)) this.fillSelect(name, values, chosen[name]);
    const tick = find(this, "[name=c]", HTMLInputElement);
    tick.checked = state.c > 0;
    findAround(tick, "label", HTMLElement).hidden = c.length === 1;
    this.showProblems(this.problems);
    this.write(this.findPart("told"), this.explain());
    this.findPart("numpy").textContent = possible ? writeNumpy(state, over) : "";
    for (const name of ["output", "seen"]) this.findPart(name).classList.toggle("stale", !possible);
    this.paint();
    const stepping = ":is(.steps, .stepper-output) :is(button, input)";
    for (const button of findAll(this, stepping, HTMLButtonElement)) button.disabled = !possible;
    for (const input of findAll(this, stepping, HTMLInputElement)) input.disabled = !possible;
  }

  /** What the numbers mean, or whose they are where the settings give none. */
  explain() {
    const { state, words, wordLists, problems, result } = this;
    if (problems.length) return line(words.last);
    const sizes = (state.rows === state.columns ? ["size"] : ["down", "along"]).map((name, axis) => {
      const { text, dropped } = writeRule(result.settings.size[axis], state, result.settings);
      return line(`${words[name]}: <bdi dir="ltr">${text}</bdi>${dropped ? `. ${words.dropped}` : ""}`);
    });
    const counts = result.seen.flat();
    const n = counts.filter((count) => !count).length;
    /** @type {(numbers: number[], texts: string[]) => string[]} */
    const sayRest = (numbers, texts) => numbers.flatMap((n, axis) => (n ? this.say(texts[axis], { n }) : []));
    const rest = [...sayRest(result.left, wordLists.left), ...sayRest(result.over, wordLists.over)];
    return sizes.join("") + line([this.say(n ? words.unseen : words.all, { n, of: counts.length }), ...rest].join(" "));
  }

  /** Shows the grids, with the window where it is, and the sum. */
  paint() {
    const { state, words, result, slider } = this;
    const { output, seen, input, settings, padded } = result;
    const { op, rows, columns, k, p, at } = state;
    const possible = !this.problems.length;
    const [below, beside] = possible ? result.over : [0, 0];
    const here = [Math.floor((at - 1) / output[0].length), (at - 1) % output[0].length];
    const found = possible ? windowAt(here[0], here[1], input, settings) : undefined;
    const cells = found?.cells ?? [];
    const [first, last] = [cells[0], cells.at(-1)];
    const frame = first && last && [first.row, first.column, last.row, last.column];
    /** @param {Cell} [cell] */
    const counts = (cell) => cell && (!isPooling(state) || cell.weight > 0);
    /** @type {(edit: "x" | "w", title: string, r: number, c: number) => { edit: string, label: string, text: string }} */
    const field = (edit, title, r, c) => {
      return { edit, label: this.nameCell(title, r, c), text: writeNumber(state[edit][r][c]) };
    };

    /** @type {(r: number, c: number) => Shown} */
    const pixelAt = (r, c) => {
      const edges = edgesOf(r, c, frame);
      const tap = counts(cells.find(({ row, column }) => row === r && column === c)) ? " tap" : "";
      const inside = r >= 0 && r < rows && c >= 0 && c < columns;
      if (inside) return { kind: `input${tap}`, edges, ...field("x", words.input, r, c) };
      if (r >= rows + p || c >= columns + p) return { kind: `beyond${tap}`, edges, text: "" };
      const filled = op === "max" ? -Infinity : padded[r + p]?.[c + p];
      return { kind: `padding${tap}`, edges, text: possible && state.c ? writeNumber(filled) : "" };
    };
    this.showTable("input", words.input, [-p, rows + p + below], [-p, columns + p + beside], pixelAt, [rows, columns]);

    /** @type {(r: number, c: number) => Shown} */
    const weightAt = (r, c) => {
      if (!isPooling(state)) return { kind: "kernel", ...field("w", words.kernel, r, c) };
      if (!found) return { kind: "window", text: "" };
      const cell = cells[r * k + c];
      const { value } = cell;
      if (!counts(cell)) return { kind: "padding", text: "" };
      const most = op === "max" && value === found.value ? " most" : "";
      return { kind: `window${most}`, text: writeNumber(value) };
    };
    this.showTable("kernel", isPooling(state) ? words.window : words.kernel, [0, k], [0, k], weightAt);

    // In convolution the window meets another kernel than the one that is written above: it is shown too.
    this.findPart("turned").hidden = op !== "convolution";
    /** @type {(r: number, c: number) => Shown} */
    const turnedAt = (r, c) => ({ kind: "kernel", text: writeNumber(state.w[k - 1 - r][k - 1 - c]) });
    this.showTable("turned", words.turned, [0, k], [0, k], turnedAt);

    /** @type {(r: number, c: number) => Shown} */
    const outputAt = (r, c) => {
      const text = writeNumber(output[r][c]);
      const label = `${this.nameCell(words.output, r, c)}: ${text}`;
      return { kind: "output", text, label, here: possible && r === here[0] && c === here[1] };
    };
    this.showTable("output", words.output, [0, output.length], [0, output[0].length], outputAt);
    /** @type {(r: number, c: number) => Shown} */
    const countAt = (r, c) => ({ kind: seen[r][c] ? "input" : "unseen", text: seen[r][c] });
    this.showTable("seen", words.seen, [0, seen.length], [0, seen[0].length], countAt);

    const sum = this.findPart("formula");
    sum.style.setProperty("--lines", `${k}`);
    sum.textContent = found ? writeFormula(found, settings) : "";
    slider.value = `${at}`;
    const now = this.say(words.now, { n: at, last: slider.max });
    slider.setAttribute("aria-valuetext", now);
    find(this, ".steps-now", HTMLElement).textContent = now;
    this.keep();
  }
}

customElements.define("window-stepper", WindowStepper);
