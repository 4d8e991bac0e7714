// The stepper: a window that the reader moves over a grid, for convolution and for pooling.
import { check, convolve, grid, leftOver, lists } from "./arithmetic.js";
import { pad, pool, remainder, seen, windowAt } from "./arithmetic.js";
import { CELL, Explorer, array, fields, formula, number, numeral, placeOf, rule, written } from "./shared.js";

const PACE = 1200; // ms a step, as in steps.js
const still = matchMedia("(prefers-reduced-motion: reduce)");

// What is not said otherwise; the picture and the kernel are those of the lessons.
const DEFAULTS = { op: "correlation", k: 3, s: 1, p: 0, m: "zeros", d: 1, r: "floor", at: 1 };
const INPUT = "1,3,2,1/4,6,5,0/7,2,8,3/0,1,4,9";
const KERNEL = "-1,0,1/-2,0,2/-1,0,1";

const ICONS = {
  back: '<path d="M6 5h3v14H6zM20 5v14L9 12z"/>',
  play: '<path class="steps-start" d="M6 4v16l14-8z"/><path class="steps-stop" d="M6 4h4v16H6zM14 4h4v16h-4z"/>',
  next: '<path d="M15 5h3v14h-3zM4 5v14l11-7z"/>',
};

// ---- state: DEFAULTS, rows, columns, and x and w, the numbers of input and kernel

const pools = ({ op }) => op === "max" || op === "mean";
const upTo = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

const choices = ({ op }) => ({
  op: ["correlation", "convolution", "max", "mean"],
  rows: upTo(1, 8),
  columns: upTo(1, 8),
  k: upTo(1, 5),
  s: upTo(1, 4),
  p: upTo(0, 3),
  m: op === "max" ? ["infinity"] : op === "mean" ? ["zeros"] : ["zeros", "reflect", "replicate"],
  d: upTo(1, 3),
  r: pools({ op }) ? ["floor", "ceil"] : ["floor"],
});

/** Numbers, more than are shown of them: a grid made smaller comes back as it was. */
function square(side, text, other) {
  const given = text.split("/").map((row) => row.split(",").map((value) => number(value.slice(0, 7))));
  const one = (r, c) => (Number.isFinite(given[r]?.[c]) ? given[r][c] : other(r, c));
  return upTo(0, side - 1).map((r) => upTo(0, side - 1).map((c) => one(r, c)));
}

function parse(text) {
  const given = { x: INPUT, w: KERNEL, ...fields(text) };
  const rows = given.x.split("/");
  const state = { ...DEFAULTS, rows: Math.min(8, rows.length), columns: Math.min(8, rows[0].split(",").length) };
  for (const [name, values] of Object.entries(choices(given))) {
    state[name] = values.find((value) => `${value}` === given[name]) ?? state[name];
  }
  state.at = Math.trunc(given.at) || 1;
  state.x = square(8, given.x, (r, c) => (7 * r + 3 * c + r * c) % 10);
  state.w = square(5, given.w, () => 1);
  return state;
}

const cut = (values, rows, columns) => values.slice(0, rows).map((row) => row.slice(0, columns));
const inputOf = ({ x, rows, columns }) => cut(x, rows, columns);
const kernelOf = ({ w, k }) => cut(w, k, k);

function format(state) {
  const free = choices(state);
  const told = Object.keys(DEFAULTS).filter((name) => state[name] !== DEFAULTS[name] && free[name]?.length !== 1);
  const parts = Object.fromEntries(told.map((name) => [name, state[name]]));
  parts.x = inputOf(state).join("/");
  if (!pools(state)) parts.w = kernelOf(state).join("/");
  return written(parts);
}

function settingsOf(state) {
  const { op, rows, columns, k, s, p, m, d, r } = state;
  const sizes = { size: [rows, columns], stride: s, padding: p, dilation: d };
  if (!pools(state)) {
    const kernel = grid(kernelOf(state));
    return { ...sizes, operation: "convolution", kernel, flip: op === "convolution", paddingMode: m };
  }
  return { ...sizes, operation: "pooling", mode: op === "max" ? "maximum" : op, kernelSize: k, ceilMode: r === "ceil" };
}

/** All that follows from a possible state. */
function work(state, settings) {
  const input = grid(inputOf(state));
  const output = lists(settings.kernel ? convolve(input, settings.kernel, settings) : pool(input, settings));
  const along = (measure) => settings.size.map((n) => Math.max(0, measure(n, state.k, settings)));
  return {
    input,
    settings,
    output,
    last: output.flat().length,
    padded: lists(pad(input, state.p, settings.paddingMode)),
    seen: lists(seen(settings.size, settings)),
    left: along(leftOver),
    over: along((...axis) => -remainder(...axis)),
  };
}

// ---- this, in NumPy

function numpy(state, [below, beside]) {
  const { op, k, s, p, m, d } = state;
  const hangs = below || beside;
  const width = (before) => `((${before}, ${before + below}), (${before}, ${before + beside}))`;
  const padded = (width, more = "") => `x = np.pad(x${more.includes(".") ? ".astype(float)" : ""}, ${width}${more})\n`;
  const span = d * (k - 1) + 1;
  const steps = [s, s, ...(d > 1 ? [d, d] : [])].map((step) => `::${step}`).join(", ");
  let code = "import numpy as np\nfrom numpy.lib.stride_tricks import sliding_window_view\n\n";
  code += array("x", inputOf(state));
  if (op === "max" && (p || hangs)) code += padded(hangs ? width(p) : p, ", constant_values=-np.inf");
  else if (p) code += padded(p, pools(state) || m === "zeros" ? "" : `, mode="${m === "reflect" ? m : "edge"}"`);
  if (op === "mean" && hangs) {
    code += `# beyond the padding, nothing counts\n${padded(width(0), ", constant_values=np.nan")}`;
  }
  code += `windows = sliding_window_view(x, (${span}, ${span}))[${steps}]\n`;
  if (pools(state)) return `${code}print(np.${hangs ? "nan" : ""}${op}(windows, axis=(2, 3)))\n`;
  const kernel = op === "convolution" ? "kernel[::-1, ::-1]" : "kernel";
  return `${code}${array("kernel", kernelOf(state))}print((windows * ${kernel}).sum(axis=(2, 3)))\n`;
}


// ---- the element

class WindowStepper extends Explorer {
  parse = parse;
  format = format;

  /** The output that stands there. */
  get output() {
    return this.result.output;
  }

  frame() {
    const { words } = this;
    const each = (names, html) => names.split(" ").map(html).join("");
    const pane = (name) => `<div class="explorer-pane stepper-${name}"></div>`;
    const icon = (name) => `<button type="button" class="steps-${name}" aria-label="${words[name]}">
<svg viewBox="0 0 24 24" aria-hidden="true">${ICONS[name]}</svg></button>`;
    return `<div class="explorer-settings" role="group" aria-label="${words.settings}">
${each("op rows columns k s p m d r", (name) => this.choice(name))}</div>
<div class="explorer-panes" dir="ltr">${each("input kernel output", pane)}</div>
<div class="steps" dir="ltr" role="group" aria-label="${words.steps}">${each("back play next", icon)}
<input type="range" min="1" autocomplete="off" aria-label="${words.step}">
<span class="steps-now" dir="auto" aria-hidden="true"></span><span class="steps-said" role="status"></span></div>
<div class="explorer-panes"><div class="explorer-said"><p class="stepper-formula" dir="ltr"></p>
<div class="stepper-told" role="status"></div></div>${pane("seen")}</div>
${this.foot()}`;
  }

  listen() {
    const bar = (this.bar = this.querySelector(".steps"));
    this.slider = bar.querySelector("input");
    this.said = bar.querySelector(".steps-said");
    // The bar looks like that of a figure, but steps.js must not take it for one.
    bar.addEventListener("click", (event) => {
      event.stopPropagation();
      const name = event.target.closest("button")?.className;
      if (name === "steps-play") this.play(!this.timer);
      else if (name) this.go(this.state.at + (name === "steps-next" ? 1 : -1));
    });
    bar.addEventListener("input", (event) => {
      event.stopPropagation();
      this.go(Number(this.slider.value));
    });
    this.addEventListener("input", ({ target }) => {
      if (!target.matches("td input")) return;
      const value = number(target.value);
      target.ariaInvalid = Number.isNaN(value);
      if (Number.isNaN(value)) return;
      const [r, c] = placeOf(target);
      this.state[target.name][r][c] = value;
      this.edited = target;
      this.render();
    });
    this.addEventListener("change", ({ target }) => {
      const { name, value } = target;
      if (target.nodeName === "SELECT") this.state[name] = choices(this.state)[name].find((one) => `${one}` === value);
      this.edited = undefined;
      this.render();
    });
    for (const kind of ["pointerover", "focusin", "click"]) {
      this.addEventListener(kind, ({ target }) => {
        const cell = target.closest(CELL);
        if (cell?.nodeName !== "BUTTON") return;
        const [r, c] = placeOf(cell);
        this.go(r * this.output[0].length + c + 1, kind === "pointerover");
      });
    }
  }

  go(step, silent) {
    const { last } = this.result;
    this.play(false);
    if (this.problems.length) return;
    this.state.at = ((step - 1 + last) % last) + 1;
    this.paint();
    if (silent) return;
    const sum = this.part("formula").textContent;
    this.said.innerHTML = `<bdi>${this.slider.ariaValueText}. </bdi><bdi dir="ltr">${sum}</bdi>`;
  }

  play(start) {
    clearInterval(this.timer);
    this.timer = start && !still.matches && setInterval(() => this.tick(), PACE);
    if (this.timer) {
      this.said.textContent = ""; // what plays by itself is not said
      if (this.state.at === this.result.last) this.state.at = 1;
      this.paint();
    }
    this.bar.classList.toggle("steps-playing", Boolean(this.timer));
    this.bar.querySelector(".steps-play").ariaLabel = this.words[this.timer ? "pause" : "play"];
  }

  tick() {
    const { top, bottom } = this.getBoundingClientRect();
    if (document.hidden || bottom < 0 || top > innerHeight || still.matches) return this.play(false);
    this.state.at += 1;
    if (this.state.at >= this.result.last) this.play(false);
    this.paint();
  }

  /** Shows a state that is new or has changed. */
  render(state = this.state) {
    this.state = state;
    const settings = settingsOf(state);
    this.problems = check(settings);
    const possible = !this.problems.length;
    if (possible) this.result = work(state, settings);
    else this.play(false);
    const { last, over } = this.result;
    this.slider.max = last;
    state.at = Math.min(last, Math.max(1, state.at));
    for (const [name, values] of Object.entries(choices(state))) this.options(name, values, state[name]);
    this.write(this.part("told"), this.told());
    this.part("numpy").textContent = possible ? numpy(state, over) : "";
    for (const name of ["output", "seen"]) this.part(name).classList.toggle("stale", !possible);
    this.paint();
    const stepping = this.querySelectorAll(":is(.steps, .stepper-output) :is(button, input)");
    for (const part of stepping) part.disabled = !possible;
  }

  /** What the numbers mean, or why there are none. */
  told() {
    const { state, words, problems, result } = this;
    const line = (text, kind = "") => `<p class="${kind}">${text}</p>`;
    if (problems.length) {
      return problems.map((problem) => line(this.why(problem), "explorer-problem")).join("") + line(words.last);
    }
    const sizes = (state.rows === state.columns ? ["size"] : ["down", "along"]).map((name, axis) => {
      const { text, dropped } = rule(result.settings.size[axis], state, result.settings);
      return line(`${words[name]}: <bdi dir="ltr">${text}</bdi>${dropped ? ". " + words.dropped : ""}`);
    });
    const counts = result.seen.flat();
    const n = counts.filter((count) => !count).length;
    const rest = ["left", "over"].flatMap((name) =>
      result[name].flatMap((n, axis) => (n ? this.say(words[name][axis], { n }) : [])),
    );
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
    const found = possible && windowAt(...here, input, settings);
    const cells = found ? found.cells : [];
    const [first, last] = [cells[0], cells.at(-1)];
    const field = (edit, title, r, c) => ({ edit, label: this.named(title, r, c), text: numeral(state[edit][r][c]) });

    const pixel = (r, c) => {
      const within = first && r >= first.row && r <= last.row && c >= first.column && c <= last.column;
      const edges = within ? [r === first.row && "0 3px", r === last.row && "0 -3px"] : [];
      if (within) edges.push(c === first.column && "3px 0", c === last.column && "-3px 0");
      const tap = cells.some(({ row, column }) => row === r && column === c) ? " tap" : "";
      const inside = r >= 0 && r < rows && c >= 0 && c < columns;
      if (inside) return { kind: `input${tap}`, edges, ...field("x", words.input, r, c) };
      if (r >= rows + p || c >= columns + p) return { kind: `beyond${tap}`, edges, text: "" };
      const filled = op === "max" ? -Infinity : padded[r + p]?.[c + p];
      return { kind: `padding${tap}`, edges, text: possible ? numeral(filled) : "" };
    };
    this.table("input", words.input, [-p, rows + p + below], [-p, columns + p + beside], pixel, [rows, columns]);

    const weight = (r, c) => {
      if (!pools(state)) return { kind: "kernel", ...field("w", words.kernel, r, c) };
      const { value } = cells[r * k + c] ?? {};
      const most = op === "max" && value === found.value ? " most" : "";
      return { kind: `window${most}`, text: found ? numeral(value) : "" };
    };
    this.table("kernel", pools(state) ? words.window : words.kernel, [0, k], [0, k], weight);

    const number = (r, c) => {
      const text = numeral(output[r][c]);
      const label = `${this.named(words.output, r, c)}: ${text}`;
      return { kind: "output", text, label, here: possible && r === here[0] && c === here[1] };
    };
    this.table("output", words.output, [0, output.length], [0, output[0].length], number);
    const count = (r, c) => ({ kind: seen[r][c] ? "input" : "unseen", text: seen[r][c] });
    this.table("seen", words.seen, [0, seen.length], [0, seen[0].length], count);

    const sum = this.part("formula");
    sum.style.setProperty("--lines", k);
    sum.textContent = found ? formula(found, settings) : "";
    slider.value = at;
    slider.ariaValueText = this.say(words.now, { n: at, last: slider.max });
    this.querySelector(".steps-now").textContent = slider.ariaValueText;
    this.keep();
  }
}

customElements.define("window-stepper", WindowStepper);
