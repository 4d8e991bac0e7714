// Check yourself: exercises made from a seed, with a hint where an answer looks like a common slip.
import { between, convolve, generator, grid, lists, outputSize, pool } from "./arithmetic.js";
import { remainder, seen, walk, windowAt } from "./arithmetic.js";
import { Explorer, array, fields, formula, number, numeral, rule, written } from "./shared.js";

// ---- the exercises

const list = (length, value) => Array.from({ length }, (_, i) => value(i));

const windows = (k, s = 1) => {
  const steps = s > 1 ? `[::${s}, ::${s}]` : "";
  return `windows = np.lib.stride_tricks.sliding_window_view(x, (${k}, ${k}))${steps}\n`;
};

/**
 * A draft of each kind:
 *   good       whether it is worth asking; else another one is drawn
 *   ask        values in the question, and in hints
 *   told       settings, of each layer
 *   input, padding, kernel     rows to show, and how much is around the input
 *   answers    rows of numbers
 *   slips      for the answer at r, c: the numbers that slips give, by the hint; the likeliest come first
 *   worked     lines: formula, and of what row or column it tells: "row" or "col", and which
 *   numpy      prints the answer
 */
const KINDS = {
  size(draw) {
    const pooling = !draw(0, 1);
    const [n, k, s] = [draw(6, 15), draw(2, 5), draw(1, 3)];
    const p = draw(0, pooling ? k >> 1 : 2);
    const d = pooling ? 1 : draw(1, 2);
    const ceilMode = pooling && draw(0, 3) > 0;
    const floor = { stride: s, padding: p, dilation: d };
    const size = (n, other) => outputSize(n, k, { ...floor, ceilMode, ...other });
    const rest = remainder(n, k, floor) > 0;
    const down = outputSize(n, k, floor);
    const answer = size(n);
    return {
      good: answer > 1 && s + p + d > 2 && (rest || !ceilMode),
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
      worked: [[rule(n, { k, s, p, d }, { ceilMode }).text]],
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
    const settings = { operation: "convolution", kernel: grid(kernel), flip };
    const put = (flip) => lists(convolve(grid(input), grid(kernel), { flip }));
    const output = put(flip);
    const turned = put(!flip)[r][c];
    const taps = kernel.flat().filter(Boolean).length;
    return {
      good: output[r][c] && output[r][c] !== turned && taps > side && taps < 7,
      ask: { op, other, r: r + 1, c: c + 1 },
      told: [{ s: 1, p: 0 }],
      input,
      kernel,
      answers: [[output[r][c]]],
      slips: () => ({ flip: turned, place: output.flat() }),
      worked: [[formula(windowAt(r, c, grid(input), settings), settings)]],
      numpy: `${array("x", input)}${array("kernel", kernel)}${windows(side)}\
print((windows * kernel${flip ? "[::-1, ::-1]" : ""}).sum(axis=(2, 3))[${r}, ${c}])\n`,
    };
  },

  pooled(draw, rows) {
    const [op, other] = draw(0, 2) ? ["max", "mean"] : ["mean", "max"];
    const modes = { max: "maximum", mean: "mean" };
    const [k, s] = [op === "max" ? draw(2, 3) : 2, draw(1, 2)];
    const input = rows(s + k, 2 * s + k - draw(0, s));
    const settings = { operation: "pooling", mode: modes[op], kernelSize: k, stride: s };
    const by = (more) => lists(pool(grid(input), { ...settings, ...more }));
    const answers = by();
    const others = by({ mode: modes[other] });
    const strides = [1, k].map((stride) => by({ stride }));
    const seen = answers.flatMap((row, r) => row.map((_, c) => windowAt(r, c, grid(input), settings)));
    const corners = seen.map(({ cells, value }) => cells.findIndex((cell) => cell.value === value));
    return {
      good: new Set(answers.flat()).size > 2 && (op === "mean" || new Set(corners).size > 1),
      ask: { op, other },
      told: [{ k, s }],
      input,
      answers,
      slips: (r, c) => ({
        mode: others[r][c],
        sum: op === "mean" && answers[r][c] * k * k,
        stride: strides.map((rows) => rows[r]?.[c]),
      }),
      worked: seen.map((window) => [formula(window, settings)]),
      numpy: `${array("x", input)}${windows(k, s)}print(windows.${op}(axis=(2, 3)))\n`,
    };
  },

  overlap(draw) {
    const [n, k, s, p] = [draw(5, 8), draw(2, 4), draw(1, 3), draw(0, 1)];
    const [r, c] = [draw(0, n - 1), draw(0, n - 1)];
    const counts = lists(seen([n, n], { operation: "pooling", kernelSize: k, stride: s, padding: p }));
    const answer = counts[r][c];
    const starts = list(outputSize(n, k, { stride: s, padding: p }), (i) => i * s - p);
    const [down, along] = [r, c].map((i) => starts.filter((start) => start <= i && i < start + k));
    const spans = (starts) => starts.map((start) => `${start + 1}–${start + k}`).join(", ");
    return {
      good: s < k && r !== c && answer > 1 && (answer > 2 || draw(0, 1)),
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
        [`${down.length}·${along.length} = ${answer}`],
      ],
      numpy: `n, k, s, p = ${[n, k, s, p].join(", ")}
starts = np.arange(-p, n + p - k + 1, s)
down, along = [np.sum((starts <= i) & (i < starts + k)) for i in (${r}, ${c})]
print(down * along)\n`,
    };
  },

  field(draw) {
    const layers = list(3, () => ({ k: draw(2, 4), s: draw(1, 2), d: draw(1, 2) }));
    const width = (more) => {
      const one = ({ k, s, d }) => ({ operation: "convolution", kernelSize: k, stride: s, dilation: d, ...more });
      return walk(layers.map(one), { size: 99, channels: 1 })[2].field[0];
    };
    const jumps = [1, layers[0].s, layers[0].s * layers[1].s];
    const answer = width();
    const term = ({ k, d }, i) => ` + ${d}·(${k} − 1)·${jumps[i]}`;
    const tuple = ({ k, s, d }) => `(${k}, ${s}, ${d})`;
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
      worked: [[`1${layers.map(term).join("")} = ${answer}`]],
      numpy: `seen = np.array([0])
for k, s, d in [${layers.map(tuple).reverse().join(", ")}]:
    seen = np.unique(s * seen[:, None] + d * np.arange(k))
print(np.ptp(seen) + 1)\n`,
    };
  },
};

/** The exercise of a kind that belongs to a seed: the first good draft. */
export function exercise(kind, seed) {
  const random = generator(seed);
  const draw = (low, high) => between(random, low, high);
  const rows = (n, m, low = 0, high = 9) => list(n, () => list(m, () => draw(low, high)));
  let draft;
  do draft = KINDS[kind](draw, rows);
  while (!draft.good);
  return draft;
}

/** The number that was typed, perhaps as a fraction. */
export function value(text) {
  const [top, bottom = 1, ...more] = text.split("/").map(number);
  return more.length ? NaN : top / bottom;
}

/** What an answer is worth: the names of what is said. */
export function judge({ answers, slips }, r, c, text, language) {
  const given = [value(text)];
  if (language === "fa") given.push(number(text.replace("/", "."))); // in Persian handwriting, 2/5 is two and a half
  const read = given.filter((one) => !Number.isNaN(one));
  if (read.includes(answers[r][c])) return ["right"];
  const known = Object.entries(slips(r, c)).filter(([, slip]) => [slip].flat().some((one) => read.includes(one)));
  return ["wrong", ...(read.length ? known.map(([name]) => name).slice(0, 1) : ["number"])];
}

// ---- the element

class CheckYourself extends Explorer {
  solved = new Set();

  frame() {
    const { words } = this;
    const pane = (name) => `<div class="explorer-pane exercises-${name}"></div>`;
    return `<form><div class="exercises-question" aria-live="polite"></div>
<div class="explorer-panes" dir="ltr">${["input", "kernel", "mine"].map(pane).join("")}</div>
<p class="explorer-buttons"><button class="explorer-button">${words.check}</button>${this.button("next")}
<span class="exercises-tally"></span></p><div class="exercises-told" role="status"></div></form>
<details class="success"><summary>${words.worked}</summary><div class="exercises-worked"></div></details>
${this.foot()}`;
  }

  listen() {
    this.details = this.querySelector("details");
    this.addEventListener("submit", (event) => {
      event.preventDefault();
      this.state.given = Array.from(this.querySelectorAll("td input"), (field) => field.value);
      this.render(this.state, true);
    });
    // What is typed anew is not judged yet.
    this.addEventListener("input", ({ target }) => {
      target.ariaInvalid = null;
      target.parentElement.className = "is-output";
    });
    this.part("next").addEventListener("click", () => {
      const { kind, seed } = this.state;
      this.render({ kind: this.kinds[(this.kinds.indexOf(kind) + 1) % this.kinds.length], seed: seed + 1, given: [] });
    });
  }

  parse(text) {
    const start = fields(this.start);
    const { kind, seed, given } = { ...start, ...fields(text) };
    this.kinds = start.kinds.split(",");
    return { kind: this.kinds.includes(kind) ? kind : this.kinds[0], seed: seed >>> 0, given: given?.split(",") ?? [] };
  }

  format({ kind, seed, given }) {
    const kept = given.map((text) => (Number.isNaN(value(text)) ? "" : text));
    return written({ kind, seed, ...(kept.some(Boolean) && { given: kept }) });
  }

  /** Shows the exercise, and what the answers are worth. */
  render(state = this.state, checked = false) {
    this.state = state;
    const { words } = this;
    const { kind, seed, given } = state;
    const { ask, told, input, padding, kernel, worked, numpy, ...it } = exercise(kind, seed);
    const write = (name, lines) => this.write(this.part(name), lines.join(""));
    const say = (name) => this.say(words[name], { ...ask, op: words[ask.op], other: words[ask.other] });
    const key = kind + seed;
    if (key !== this.key) this.details.open = false;
    this.key = key;

    const settings = (layer) => Object.entries(layer).map(([name, one]) => `${words[name]}: ${words[one] ?? one}`);
    const layers = told.map((layer) => `<li>${this.say(settings(layer).join(" · "))}</li>`);
    write("question", [`<p>${say("ask-" + kind)}</p><ol>`, ...layers, "</ol>"]);
    const show = (name, rows, cellAt, p = 0) => {
      const [height, width] = [rows?.length, rows?.[0].length];
      if (rows) this.table(name, words[name], [-p, height + p], [-p, width + p], cellAt, [height, width]);
      else write(name, []);
    };
    const pixel = (r, c) => ({ kind: input[r]?.[c] === undefined ? "padding" : "input", text: input[r]?.[c] ?? "" });
    show("input", input, pixel, padding);
    show("kernel", kernel, (r, c) => ({ kind: "kernel", text: numeral(kernel[r][c]) }));

    const { answers } = it;
    const cells = answers.map((row, r) =>
      row.map((_, c) => {
        const text = given[r * row.length + c]?.trim() ?? "";
        const verdict = text ? judge(it, r, c, text, this.language) : [];
        const name = row[1] === undefined ? words.mine : this.named(words.mine, r, c);
        const label = name + (text && `: ${verdict.map(say).join(" ")}`);
        return { kind: `output ${verdict[0] ?? ""}`, edit: "mine", text, label };
      }),
    );
    show("mine", answers, (r, c) => cells[r][c]);
    for (const field of this.querySelectorAll(".wrong > input")) field.ariaInvalid = true;
    const lines = cells.flat().map(({ text, label }) => text && `<p>${label}</p>`);
    write("told", given.length && !lines.join("") ? [words.number] : lines);
    if (checked && cells.flat().every(({ kind }) => kind === "output right")) this.solved.add(key);
    this.part("tally").textContent = this.say(words.tally, { n: this.solved.size });

    const line = ([sum, scope, n]) =>
      scope ? `<p>${this.say(words[scope], { n })}: <bdi dir="ltr">${sum}</bdi></p>` : `<p dir="ltr">${sum}</p>`;
    write("worked", worked.map(line));
    this.part("numpy").textContent = `import numpy as np\n\n${numpy}`;
    this.keep();
  }
}

customElements.define("check-yourself", CheckYourself);
