// Check yourself: exercises made from a seed, with a hint where an answer looks like a common slip.
import { find, findAll } from "../javascripts/dom.js";
import { readNumber } from "../javascripts/letters.js";
import { between, convolve, generator, grid, lists, outputSize, pool } from "./arithmetic.js";
import { remainder, seen, walk, windowAt } from "./arithmetic.js";
import { Explorer, edgesOf, readFields } from "./shared.js";
import { TIMES, writeArray, writeFields, writeFormula, writeNumber, writeRule } from "./shared.js";

// ---- the exercises

/**
 * A draft of an exercise.
 * @typedef {object} Draft
 * @property {boolean} good  whether it is worth asking; else another one is drawn
 * @property {Record<string, string | number>} ask  values in the question, and in hints
 * @property {Record<string, string | number>[]} told  settings, of each layer
 * @property {(string | number)[][]} [input]  rows to show
 * @property {number} [padding]  how much is around the input
 * @property {number[][]} [kernel]
 * @property {number[][]} [products]  of which the one answer is the sum
 * @property {(r: number, c: number) => number[]} [window]  of the answer there: first row and column, last row and column
 * @property {number[][]} answers  rows of numbers
 * @property {(r: number, c: number) => Slips} slips  for the answer there; the likeliest come first
 * @property {[sum: string, scope?: string, n?: number][]} worked  lines: a formula, and of which row or column it tells
 * @property {string} numpy  prints the answer
 */

/**
 * The numbers that slips give, by the name of the hint.
 * @typedef {Record<string, number | false | undefined | (number | undefined)[]>} Slips
 */

/** @typedef {(low: number, high: number) => number} Draw */
/** @typedef {(n: number, m: number, low?: number, high?: number) => number[][]} DrawRows */

/**
 * @template T
 * @param {number} length
 * @param {(i: number) => T} value
 */
const list = (length, value) => Array.from({ length }, (_, i) => value(i));

/**
 * The line of NumPy that makes the windows of x.
 * @param {number} k
 * @param {number} [s]
 */
const writeWindows = (k, s = 1) => {
  const steps = s > 1 ? `[::${s}, ::${s}]` : "";
  return `windows = np.lib.stride_tricks.sliding_window_view(x, (${k}, ${k}))${steps}\n`;
};

/**
 * Draws a draft of each kind.
 * @type {Record<string, (draw: Draw, rows: DrawRows) => Draft>}
 */
const KINDS = {
  size(draw) {
    const pooling = !draw(0, 1);
    const [n, k, s] = [draw(6, 15), draw(2, 5), draw(1, 3)];
    const p = draw(0, pooling ? k >> 1 : 2);
    const d = pooling ? 1 : draw(1, 2);
    const ceilMode = pooling && draw(0, 3) > 0;
    const floor = { stride: s, padding: p, dilation: d };
    /** @type {(n: number, other?: AxisOptions) => number} */
    const size = (n, other) => outputSize(n, k, { ...floor, ceilMode, ...other });
    const rest = Number(remainder(n, k, floor) > 0); // whether rounding up would give one more
    const down = outputSize(n, k, floor);
    const answer = size(n);
    return {
      good: answer > 1 && s + p + d > 2 && (rest > 0 || !ceilMode),
      ask: { op: pooling ? "pooling" : "convolution", n },
      told: [{ k, s, p, d, r: ceilMode ? "ceil" : "floor" }],
      answers: [[answer]],
      slips: () => ({
        dropped: ceilMode && down + 1,
        round: [down, down + rest],
        twice: [size(n - p), size(n - 2 * p)],
        wider: [size(n, { dilation: 1 }), size(n + 1 - d)],
        stride: size(n, { stride: 1 }),
        off: [answer - 1, answer + 1],
      }),
      worked: [[writeRule(n, { k, s, p, d }, { ceilMode }).text]],
      numpy: `n, k, s, p, d = ${[n, k, s, p, d].join(", ")}
starts = np.arange(-p, n${ceilMode ? "" : " + p"}, s)
print(np.sum(starts + d * (k - 1) < n + p${ceilMode ? " + s - 1" : ""}))\n`,
    };
  },

  cell(draw, rows) {
    const side = draw(2, 3);
    const [input, kernel] = [rows(side + 1, side + 2), rows(side, side, -2, 2)];
    const flip = !draw(0, 1);
    const [op, other] = flip ? ["convolution", "correlation"] : ["correlation", "convolution"];
    const [r, c] = [draw(0, 1), draw(0, 2)];
    /** @type {Settings} */
    const settings = { operation: "convolution", kernel: grid(kernel), flip };
    /** @param {boolean} flip */
    const put = (flip) => lists(convolve(grid(input), grid(kernel), { flip }));
    const output = put(flip);
    const turned = put(!flip)[r][c];
    const taps = kernel.flat().filter(Boolean).length;
    const window = windowAt(r, c, grid(input), settings);
    return {
      good: output[r][c] !== 0 && output[r][c] !== turned && taps > side && taps < 7,
      ask: { op, other, r: r + 1, c: c + 1 },
      told: [{ s: 1, p: 0 }],
      input,
      kernel,
      products: list(side, (i) => window.cells.slice(i * side, (i + 1) * side).map(({ product }) => product)),
      window: () => [r, c, r + side - 1, c + side - 1],
      answers: [[output[r][c]]],
      slips: () => ({ flip: turned, place: output.flat() }),
      worked: [[writeFormula(window, settings)]],
      numpy: `${writeArray("x", input)}${writeArray("kernel", kernel)}${writeWindows(side)}\
print((windows * kernel${flip ? "[::-1, ::-1]" : ""}).sum(axis=(2, 3))[${r}, ${c}])  # counted from 0\n`,
    };
  },

  pooled(draw, rows) {
    const isMax = draw(0, 2) > 0;
    const [op, other] = isMax ? ["max", "mean"] : ["mean", "max"];
    /** @type {PoolingMode[]} */
    const [mode, otherMode] = isMax ? ["maximum", "mean"] : ["mean", "maximum"];
    const [k, s] = [isMax ? draw(2, 3) : 2, draw(1, 2)];
    const input = rows(s + k, 2 * s + k - draw(0, s));
    /** @type {Options & BySize & { operation: "pooling" }} */
    const settings = { operation: "pooling", mode, kernelSize: k, stride: s };
    /** @param {Options} [more] */
    const by = (more) => lists(pool(grid(input), { ...settings, ...more }));
    const answers = by();
    const others = by({ mode: otherMode });
    const strides = [1, k].map((stride) => by({ stride }));
    const seen = answers.flatMap((row, r) => row.map((_, c) => windowAt(r, c, grid(input), settings)));
    const corners = seen.map(({ cells, value }) => cells.findIndex((cell) => cell.value === value));
    return {
      good: new Set(answers.flat()).size > 2 && (!isMax || new Set(corners).size > 1),
      ask: { op, other },
      told: [{ k, s }],
      input,
      window: (r, c) => [r * s, c * s, r * s + k - 1, c * s + k - 1],
      answers,
      slips: (r, c) => ({
        mode: others[r][c],
        sum: !isMax && answers[r][c] * k * k,
        stride: strides.map((rows) => rows[r]?.[c]),
      }),
      worked: seen.map((window) => [writeFormula(window, settings)]),
      numpy: `${writeArray("x", input)}${writeWindows(k, s)}print(windows.${op}(axis=(2, 3)))\n`,
    };
  },

  overlap(draw) {
    const [n, k, s, p] = [draw(5, 8), draw(2, 4), draw(1, 3), draw(0, 1)];
    const [r, c] = [draw(0, n - 1), draw(0, n - 1)];
    const counts = lists(seen([n, n], { operation: "pooling", kernelSize: k, stride: s, padding: p }));
    const answer = counts[r][c];
    const starts = list(outputSize(n, k, { stride: s, padding: p }), (i) => i * s - p);
    const [down, along] = [r, c].map((i) => starts.filter((start) => start <= i && i < start + k));
    /** @param {number[]} starts */
    const spans = (starts) => starts.map((start) => `${start + 1}–${start + k}`).join(", ");
    return {
      good: s < k && r !== c && answer > 1 && (answer > 2 || draw(0, 1) > 0),
      ask: { r: r + 1, c: c + 1 },
      told: [{ k, s, p }],
      input: counts.map((row, i) => row.map((_, j) => (i === r && j === c ? "●" : ""))),
      padding: p,
      answers: [[answer]],
      slips: () => ({
        both: [down.length, along.length, down.length + along.length],
        edge: Math.max(...counts.flat()),
        off: [answer - 1, answer + 1],
      }),
      worked: [
        [spans(down), "row", r + 1],
        [spans(along), "col", c + 1],
        [`${down.length}${TIMES}${along.length} = ${answer}`],
      ],
      numpy: `n, k, s, p = ${[n, k, s, p].join(", ")}
starts = np.arange(-p, n + p - k + 1, s)
down, along = [np.sum((starts <= i) & (i < starts + k)) for i in (${r}, ${c})]  # counted from 0
print(down * along)\n`,
    };
  },

  field(draw) {
    const layers = list(3, () => ({ k: draw(2, 4), s: draw(1, 2), d: draw(1, 2) }));
    /** @param {Options} [more] */
    const width = (more) => {
      /** @type {Layer[]} */
      const settings = layers.map(({ k, s, d }) => ({
        operation: "convolution",
        kernelSize: k,
        stride: s,
        dilation: d,
        ...more,
      }));
      return walk(settings, { size: [99, 99], channels: 1 })[2].field?.[0] ?? NaN;
    };
    const jumps = [1, layers[0].s, layers[0].s * layers[1].s];
    const answer = width();
    const terms = layers.map(({ k, d }, i) => ` + ${d}${TIMES}(${k} − 1)${TIMES}${jumps[i]}`);
    const tuples = layers.map(({ k, s, d }) => `(${k}, ${s}, ${d})`);
    return {
      good: jumps[2] > 1 && layers.some(({ d }) => d > 1),
      ask: {},
      told: layers,
      answers: [[answer]],
      slips: () => ({
        stride: width({ stride: 1 }),
        wider: width({ dilation: 1 }),
        early: layers.reduce((sum, { k, s, d }, i) => sum + d * (k - 1) * jumps[i] * s, 1),
        off: [answer - 1, answer + 1],
      }),
      worked: [[`1${terms.join("")} = ${answer}`]],
      numpy: `seen = np.array([0])
for k, s, d in [${tuples.reverse().join(", ")}]:
    seen = np.unique(s * seen[:, None] + d * np.arange(k))
print(np.ptp(seen) + 1)\n`,
    };
  },
};

/**
 * The exercise of a kind that belongs to a seed: the first good draft.
 * @param {string} kind
 * @param {number} seed
 */
export function exercise(kind, seed) {
  const random = generator(seed);
  /** @type {Draw} */
  const draw = (low, high) => between(random, low, high);
  /** @type {DrawRows} */
  const rows = (n, m, low = 0, high = 9) => list(n, () => list(m, () => draw(low, high)));
  let draft = KINDS[kind](draw, rows);
  while (!draft.good) draft = KINDS[kind](draw, rows);
  return draft;
}

/**
 * The number that was typed, perhaps as a fraction.
 * @param {string} text
 */
function readAnswer(text) {
  const [top, bottom = 1, ...more] = text.split("/").map(readNumber);
  return more.length ? NaN : top / bottom;
}

/**
 * Judges an answer. Returns the names of the words to say about it.
 * @param {Draft} draft
 * @param {number} r
 * @param {number} c
 * @param {string} text
 * @param {Language} language
 */
export function judge({ answers, slips }, r, c, text, language) {
  const given = [readAnswer(text)];
  if (language === "fa") given.push(readNumber(text.replace("/", "."))); // in Persian handwriting, 2/5 is two and a half
  const numbers = given.filter((one) => !Number.isNaN(one));
  if (numbers.includes(answers[r][c])) return ["right"];
  if (!numbers.length) return ["wrong", "number"];
  const isMeant = (/** @type {Slips[string]} */ slip) => numbers.some((one) => [slip].flat().includes(one));
  const hint = Object.entries(slips(r, c)).find(([, slip]) => isMeant(slip));
  return hint ? ["wrong", hint[0]] : ["wrong"];
}

// ---- the element

/**
 * The exercise, and what was typed: answers, and products of which the answer is the sum.
 * @typedef {{ kind: string, seed: number, given: string[], products: string[] }} State
 */

/** @extends {Explorer<State>} */
class CheckYourself extends Explorer {
  /**
   * The exercises that were solved in this visit.
   * @type {Set<string>}
   */
  solved = new Set();
  /** The exercise that stands there. */
  key = "";
  /** Which of its answers is the first wrong one; -1 for none. */
  wrong = -1;

  get name() {
    return "exercises";
  }

  /** The kinds of exercise in this box. */
  get kinds() {
    return (readFields(this.start).kinds ?? "size").split(",");
  }

  get details() {
    return find(this, "details", HTMLDetailsElement);
  }

  frame() {
    const { words } = this;
    /** @param {string} name */
    const pane = (name) => `<div class="explorer-pane exercises-${name}"></div>`;
    return `<form><div class="exercises-question" aria-live="polite"></div>
<div class="explorer-panes" dir="ltr">${["input", "kernel", "products", "mine"].map(pane).join("")}</div>
<p class="explorer-buttons"><button class="explorer-button">${words.check}</button>${this.makeButton("next")}
<span class="exercises-tally"></span></p><div class="exercises-told" role="status"></div></form>
<details class="note"><summary>${words.worked}</summary><div class="exercises-worked"></div></details>
${this.makeFoot()}`;
  }

  listen() {
    this.addEventListener("submit", (event) => {
      event.preventDefault();
      /** @param {string} name */
      const read = (name) => findAll(this.findPart(name), "td input", HTMLInputElement).map((field) => field.value);
      Object.assign(this.state, { given: read("mine"), products: read("products") });
      this.show(true);
    });
    this.details.addEventListener("toggle", () => this.showInput());
    // A changed answer has not been judged yet.
    this.addEventListener("input", ({ target }) => {
      if (!(target instanceof HTMLInputElement)) return;
      target.removeAttribute("aria-invalid");
      target.parentElement?.classList.remove("right", "wrong");
    });
    this.findPart("next").addEventListener("click", () => {
      const { kind, seed } = this.state;
      const next = this.kinds[(this.kinds.indexOf(kind) + 1) % this.kinds.length];
      this.render({ kind: next, seed: seed + 1, given: [], products: [] });
    });
  }

  /**
   * @param {string} text
   * @returns {State}
   */
  parse(text) {
    const { kind, seed, given, products } = { ...readFields(this.start), ...readFields(text) };
    const { kinds } = this;
    const isKind = kind !== undefined && kinds.includes(kind);
    /** @param {string} [numbers] */
    const read = (numbers) => numbers?.split(",") ?? [];
    return { kind: isKind ? kind : kinds[0], seed: Number(seed) >>> 0, given: read(given), products: read(products) };
  }

  /** @param {State} state */
  format({ kind, seed, given, products }) {
    /** @type {(name: string, texts: string[]) => object} */
    const keep = (name, texts) => {
      const kept = texts.map((text) => (Number.isNaN(readAnswer(text)) ? "" : text));
      return kept.some(Boolean) ? { [name]: kept } : {};
    };
    return writeFields({ kind, seed, ...keep("given", given), ...keep("products", products) });
  }

  /**
   * Shows rows, with so much padding around them; without rows there is no table.
   * @template T
   * @param {string} name
   * @param {T[][] | undefined} rows
   * @param {(value: T | undefined, r: number, c: number) => Shown} shownAt
   * @param {number} [p]
   */
  showRows(name, rows, shownAt, p = 0) {
    if (!rows) return this.write(this.findPart(name), "");
    const [height, width] = [rows.length, rows[0].length];
    /** @type {(r: number, c: number) => Shown} */
    const cellAt = (r, c) => shownAt(rows[r]?.[c], r, c);
    this.showTable(name, this.words[name], [-p, height + p], [-p, width + p], cellAt, [height, width]);
  }

  /** Shows the input, with a frame around the window of the first wrong answer, or of the only one if its way is read. */
  showInput() {
    const { input, padding, window, answers } = exercise(this.state.kind, this.state.seed);
    const width = answers[0].length;
    const at = this.wrong < 0 && width === 1 && this.details.open ? 0 : this.wrong;
    const frame = at < 0 ? undefined : window?.(Math.floor(at / width), at % width);
    /** @type {(value: string | number | undefined, r: number, c: number) => Shown} */
    const pixelAt = (value, r, c) => {
      return { kind: value === undefined ? "padding" : "input", text: value ?? "", edges: edgesOf(r, c, frame) };
    };
    this.showRows("input", input, pixelAt, padding);
  }

  /**
   * Shows the exercise, and says what the answers are worth.
   * @param {boolean} [checked]  whether the reader has asked for that now
   */
  show(checked = false) {
    const { words } = this;
    const { kind, seed, given, products: typed } = this.state;
    const draft = exercise(kind, seed);
    const { ask, told, kernel, products, worked, numpy, answers } = draft;
    /** @type {(name: string, lines: string[]) => void} */
    const write = (name, lines) => this.write(this.findPart(name), lines.join(""));
    /** @param {string} name */
    const say = (name) => this.say(words[name], { ...ask, op: words[ask.op], other: words[ask.other] });
    const key = `${kind}${seed}`;
    if (key !== this.key) this.details.open = false;
    this.key = key;

    const layers = told.map((layer) => {
      const settings = Object.entries(layer).map(([name, one]) => `${words[name]}: ${words[one] ?? one}`);
      return `<li>${this.say(settings.join(" · "))}</li>`;
    });
    write("question", [`<p>${say(`ask-${kind}`)}</p><ol>`, ...layers, "</ol>"]);
    this.showRows("kernel", kernel, (value = NaN) => ({ kind: "kernel", text: writeNumber(value) }));

    /** @type {Shown[][]} */
    const cells = answers.map((row, r) =>
      row.map((_, c) => {
        const text = given[r * row.length + c]?.trim() ?? "";
        const verdict = text ? judge(draft, r, c, text, this.language) : [];
        const name = row[1] === undefined ? words.mine : this.nameCell(words.mine, r, c);
        const label = name + (text && `: ${verdict.map(say).join(" ")}`);
        return { kind: `output ${verdict[0] ?? ""}`, edit: "mine", text, label };
      }),
    );
    this.showRows("mine", answers, (_, r, c) => cells[r][c]);
    const lines = cells.flat().map(({ text, label }) => (text ? `<p>${label}</p>` : ""));
    this.wrong = cells.flat().findIndex(({ kind }) => kind.includes("wrong"));
    this.showInput();

    // Who has written the products is told the first one that is wrong.
    const side = kernel?.length ?? 0;
    const first = products?.flat().findIndex((one, i) => typed[i]?.trim() && readAnswer(typed[i]) !== one) ?? -1;
    /** @type {(product: number | undefined, r: number, c: number) => Shown} */
    const productAt = (_, r, c) => {
      const i = r * side + c;
      const label = this.nameCell(words.products, r, c);
      return { kind: `window ${i === first ? "wrong" : ""}`, edit: "products", text: typed[i] ?? "", label };
    };
    this.showRows("products", products, productAt);
    if (first >= 0) {
      const place = { r: Math.floor(first / side) + 1, c: (first % side) + 1 };
      lines.push(`<p>${this.say(words.firstWrong, place)}</p>`);
    } else if (this.wrong >= 0 && products && !typed.join("")) lines.push(`<p>${words.tryProducts}</p>`);
    for (const field of this.querySelectorAll(".wrong > input")) field.setAttribute("aria-invalid", "true");
    write("told", given.length && !lines.join("") ? [words.number] : lines);
    if (checked && cells.flat().every(({ kind }) => kind === "output right")) this.solved.add(key);
    this.findPart("tally").textContent = this.say(words.tally, { n: this.solved.size });

    const lineOf = (/** @type {Draft["worked"][number]} */ [sum, scope, n]) =>
      scope ? `<p>${this.say(words[scope], { n })}: <bdi dir="ltr">${sum}</bdi></p>` : `<p dir="ltr">${sum}</p>`;
    write("worked", worked.map(lineOf));
    this.findPart("numpy").textContent = `import numpy as np\n\n${numpy}`;
    this.keep();
  }
}

customElements.define("check-yourself", CheckYourself);
