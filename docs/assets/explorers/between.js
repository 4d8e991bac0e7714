// One slider from the mean of each window to its maximum: a picture, one of its windows, and what each pixel of that counts.
import { find, findAll } from "../javascripts/dom.js";
import { RULES, blend, poolBetween, shares, windowOf } from "./means.js";
import { PHOTOS, addressOf, fileOf, paint, readSmall, writeReading } from "./pictures.js";
import { Explorer, numbersBetween, pick, readFields, strideOf, writeFields, writeNumber } from "./shared.js";

/**
 * The photograph, the rule, the place of the slider, and the window that is looked at: its row and column among the results.
 * @typedef {{ photo: string, rule: string, s: number, at?: Two }} State
 */

const K = 4; // the window
const WHITE = 255;
// What the slider may be: p of the power mean, and r of the exponentials, for values from 0, black, to 1, white.
/** @type {Record<string, number[]>} */
const AMOUNTS = {
  power: [1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64, Infinity],
  exp: [0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64, Infinity],
};
const LAST = AMOUNTS.power.length - 1;
const NAMES = { power: "p", exp: "r" };
/** @type {State} */
const DEFAULTS = { photo: "portrait", rule: "power", s: 4 };
const MIDDLE = /** @type {Two} */ ([17, 36]); // a window of the portrait on the rim of the glasses

/** @extends {Explorer<State>} */
class PoolingBetween extends Explorer {
  /**
   * The grey values of the photographs that have come, by name.
   * @type {Map<string, Result>}
   */
  grids = new Map();
  /**
   * What the state has come to.
   * @type {{ picture: Result, pooled: Result } | undefined}
   */
  found;
  /** Whether the window is said aloud when it has come. */
  isAsked = false;

  get name() {
    return "between";
  }

  /**
   * @param {string} text
   * @returns {State}
   */
  parse(text) {
    const given = readFields(text);
    const [r, c, ...more] = (given.at ?? "").split(",").map(Number);
    return {
      photo: pick(PHOTOS, given.photo, DEFAULTS.photo),
      rule: pick(RULES, given.rule, DEFAULTS.rule),
      s: pick(numbersBetween(0, LAST + 1), given.s, DEFAULTS.s),
      ...(!more.length && r >= 0 && c >= 0 && { at: this.clampPlace([r, c]) }),
    };
  }

  /** @param {State} state */
  format({ photo, rule, s, at }) {
    return writeFields({ ...(photo !== DEFAULTS.photo && { photo }), rule, s, ...(at && { at }) });
  }

  /**
   * The window at a place, or the nearest one.
   * @param {Two} place
   * @returns {Two}
   */
  clampPlace([r, c]) {
    const { rows, columns } = this.found?.pooled ?? { rows: 54, columns: 54 };
    return [Math.max(0, Math.min(rows - 1, Math.trunc(r))), Math.max(0, Math.min(columns - 1, Math.trunc(c)))];
  }

  /** p or r. */
  get amount() {
    return AMOUNTS[this.state.rule][this.state.s];
  }

  frame() {
    const { words } = this;
    const panel = (/** @type {string} */ name) => `<div><span dir="auto">${words[name]}</span>
<div class="between-sheet"><canvas></canvas><i></i></div></div>`;
    const bars = numbersBetween(0, K * K).map(() => "<b></b>").join("");
    const line = (/** @type {string} */ name) => `<hr class="is-${name}">`;
    return `<div class="between-stage" dir="ltr" role="application" aria-label="${words.stage}" tabindex="0">
${panel("input")}${panel("output")}
<div class="between-window"><span dir="auto">${words.window}</span>
<div class="between-bars" aria-hidden="true">${bars}${line("mean")}${line("maximum")}${line("result")}</div>
<span dir="auto">${words.shares}</span><div class="between-shares" aria-hidden="true">${bars}</div></div></div>
<label class="between-slider"><span>${words.s} <output></output></span>
<input type="range" name="s" min="0" max="${LAST}" step="1" autocomplete="off" aria-label="${words.s}">
<small><span>${words.mean}</span><span>${words.max}</span></small></label>
<div class="between-choice">${this.makeSelect("rule")}${this.makeSelect("photo")}</div>
<p class="between-told"></p><p class="between-said" role="status"></p>${this.makeFoot()}`;
  }

  listen() {
    this.addEventListener("input", ({ target }) => {
      if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
      this.render(this.parse(writeFields({ ...this.state, at: this.state.at ?? "", [target.name]: target.value })));
    });
    // While the slider is dragged nothing is said, but when it is let go.
    this.addEventListener("change", () => this.sayNext());
    const stage = this.findPart("stage");
    stage.addEventListener("click", ({ target, clientX, clientY }) => {
      const sheet = target instanceof Element ? target.closest(".between-sheet") : null;
      if (!sheet || !this.found) return;
      const { rows, columns } = this.found.pooled;
      const { left, top, width, height } = sheet.getBoundingClientRect();
      this.choose([((clientY - top) / height) * rows, ((clientX - left) / width) * columns]);
    });
    stage.addEventListener("keydown", (event) => {
      const stride = this.found && strideOf(event);
      if (!stride) return;
      const [r, c] = this.state.at ?? MIDDLE;
      this.choose([r + stride[0], c + stride[1]]);
    });
  }

  /** @param {Two} place */
  choose(place) {
    this.state.at = this.clampPlace(place);
    this.keep();
    this.showWindow();
    this.sayNext();
  }

  async filesOfCode() {
    const { photo } = this.state;
    return fileOf({ name: photo, source: addressOf(`${photo}-small`) });
  }

  writeCode() {
    const { photo, rule } = this.state;
    const { amount } = this;
    const { imports, code } = writeReading({ name: photo, source: addressOf(`${photo}-small`) });
    let lines = "pooled = windows.max(axis=(1, 3))";
    if (this.state.s === 0) lines = "pooled = windows.mean(axis=(1, 3))";
    else if (rule === "power" && amount < Infinity) {
      lines = `p = ${amount}\npooled = np.mean(windows**p, axis=(1, 3)) ** (1 / p)`;
    } else if (amount < Infinity) {
      lines = `r = ${amount}
largest = windows.max(axis=(1, 3), keepdims=True)
pooled = largest[:, 0, :, 0] + np.log(np.mean(np.exp(r * (windows - largest)), axis=(1, 3))) / r`;
    }
    return `import numpy as np
${imports}

${code}
rows, columns = photo.shape[0] // ${K}, photo.shape[1] // ${K}
windows = photo.reshape(rows, ${K}, columns, ${K}) / ${WHITE}
${lines}
print(pooled.shape, (${WHITE} * pooled).round(1))`;
  }

  /** Shows the state; a photograph that is not there yet comes later. */
  show() {
    const { state } = this;
    this.fillSelect("rule", RULES, state.rule);
    this.fillSelect("photo", PHOTOS, state.photo);
    const field = find(this, "[name=s]", HTMLInputElement);
    const said = this.sayAmount();
    field.value = `${state.s}`;
    field.setAttribute("aria-valuetext", said);
    find(this, ".between-slider output", HTMLElement).textContent = said;
    this.keep();
    this.findPart("numpy").textContent = this.writeCode();
    const picture = this.grids.get(state.photo);
    this.setAttribute("aria-busy", `${!picture}`);
    if (!picture) {
      this.fetch(state.photo);
      return;
    }
    const small = { ...picture, values: picture.values.map((value) => value / WHITE) };
    this.found = { picture: small, pooled: poolBetween(small, K, state.rule, this.amount) };
    findAll(this, "canvas", HTMLCanvasElement).forEach((canvas, i) => {
      const grid = i ? this.found?.pooled : small;
      if (!grid) return;
      const { rows, columns } = grid;
      if (canvas.width !== columns || canvas.height !== rows) Object.assign(canvas, { width: columns, height: rows });
      canvas.getContext("2d")?.putImageData(paint(grid, WHITE), 0, 0);
    });
    this.showWindow();
    this.speak();
  }

  /** Where the slider stands, in words. */
  sayAmount() {
    const { rule, s } = this.state;
    if (s === 0) return this.words.mean;
    if (s === LAST) return this.words.max;
    return this.say(`\u2066${NAMES[/** @type {"power" | "exp"} */ (rule)]} = {n}\u2069`, { n: this.amount });
  }

  /** @param {string} photo */
  async fetch(photo) {
    const grid = await readSmall(photo);
    if (grid) this.grids.set(photo, grid);
    if (this.state.photo !== photo) return;
    if (grid) return this.show();
    // If no photograph ever came, there is nothing to show, and the figure comes back.
    if (!this.found) return this.give();
    this.state.photo = [...this.grids.keys()][0];
    this.show();
  }

  /** The chosen window: its pixels, what it gives, its mean and its maximum. */
  lookAt() {
    if (!this.found) return undefined;
    const { rule, at } = this.state;
    const [r, c] = this.clampPlace(at ?? MIDDLE);
    const pixels = windowOf(this.found.picture, K, r, c);
    const result = blend(pixels, rule, this.amount);
    return { r, c, pixels, result, mean: blend(pixels, "power", 1), largest: Math.max(...pixels) };
  }

  /** Frames the chosen window in both pictures, and draws its pixels, what it gives, and what each pixel counts. */
  showWindow() {
    const seen = this.lookAt();
    if (!this.found || !seen) return;
    const { rows, columns } = this.found.pooled;
    const { r, c, pixels, result, mean, largest } = seen;
    for (const frame of findAll(this, ".between-sheet i", HTMLElement)) {
      const [top, left] = [(100 * r) / rows, (100 * c) / columns].map((part) => `${part}%`);
      Object.assign(frame.style, { top, left, height: `${100 / rows}%`, width: `${100 / columns}%` });
    }
    const counts = shares(pixels, this.state.rule, this.amount);
    findAll(this, ".between-bars b", HTMLElement).forEach((bar, i) => {
      bar.style.setProperty("--part", `${pixels[i]}`);
    });
    findAll(this, ".between-shares b", HTMLElement).forEach((bar, i) => {
      bar.style.setProperty("--part", `${counts[i]}`);
    });
    const levels = { mean, maximum: largest, result };
    for (const [name, level] of Object.entries(levels)) {
      find(this, `hr.is-${name}`, HTMLElement).style.setProperty("--part", `${level}`);
    }
    const [low, here, high] = [mean, result, largest].map((value) => writeNumber(WHITE * value, 1));
    this.findPart("told").textContent = this.say(this.words.told, { low, here, high });
  }

  /** Says the window aloud, when it is there. */
  sayNext() {
    this.isAsked = true;
    this.speak();
  }

  /** Says what is to be said. Nothing is said unless the reader has done something. */
  speak() {
    const seen = this.lookAt();
    if (!this.isAsked || !seen || this.getAttribute("aria-busy") === "true") return;
    this.isAsked = false;
    const [a, b] = [seen.result, seen.mean].map((value) => `\u2066${writeNumber(WHITE * value, 1)}\u2069`);
    const share = Math.round(100 * Math.max(...shares(seen.pixels, this.state.rule, this.amount)));
    this.findPart("said").textContent = this.say(this.words.there, { r: seen.r + 1, c: seen.c + 1, a, b, share });
  }
}

customElements.define("pooling-between", PoolingBetween);
