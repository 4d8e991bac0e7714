// The arena: a picture is spoilt, and what that changes in the maximum and in the mean of its windows stands side by side.
import { find, findAll, findAround } from "../javascripts/dom.js";
import { generator, pool } from "./arithmetic.js";
import { PHOTOS, SIDE, addressOf, fileOf, paint, readOwn, readSmall, receivePictures, writeReading, writeShrinking } from "./pictures.js";
import { Explorer, numbersBetween, pick, readFields, strideOf } from "./shared.js";
import { writeFields, writeNumber, writeWindow } from "./shared.js";

/**
 * The settings, by the names that the address has for them: i is 1 for the negative, noise its standard deviation, white and
 * black are outliers in a hundred pixels, shift is how many pixels the picture moves to the right, k the window.
 * @typedef {{ photo: string, i: number, noise: number, white: number, black: number, shift: number, k: number }} Choice
 */

/**
 * With the pixel whose window the reader has chosen.
 * @typedef {Choice & { at?: Two }} State
 */

const tenths = numbersBetween(0, 51).map((n) => n / 10);
// What each slider may be.
/** @type {Record<string, number[]>} */
const SLIDERS = {
  noise: numbersBetween(0, 61),
  white: tenths,
  black: tenths,
  shift: numbersBetween(0, 9),
  k: numbersBetween(2, 9),
};
/** @type {Choice} */
const DEFAULTS = { photo: "portrait", i: 0, noise: 0, white: 0, black: 0, shift: 0, k: 2 };
const LEAST = 20; // the error that fills a bar, unless one is larger

// ---- pictures

/** @type {(seed: number) => Float64Array} */
function draw(seed) {
  const random = generator(seed);
  return Float64Array.from({ length: SIDE * SIDE }, () => random());
}

/** Normal numbers, after Box and Muller. */
function drawNormal() {
  const [one, other] = [draw(1), draw(2)];
  return one.map((chance, i) => Math.sqrt(-2 * Math.log(1 - chance)) * Math.cos(2 * Math.PI * other[i]));
}

// Chance is the same for every reader and every state: one number a pixel, in scan order.
/** @type {Record<string, Float64Array>} */
const CHANCE = {};

/** @type {(name: string, make: () => Float64Array) => Float64Array} */
const keepChance = (name, make) => {
  CHANCE[name] ??= make();
  return CHANCE[name];
};

/** @type {(valueAt: (r: number, c: number) => number) => Result} */
function make(valueAt) {
  const values = Float64Array.from({ length: SIDE * SIDE }, (_, i) => valueAt(Math.floor(i / SIDE), i % SIDE));
  return { rows: SIDE, columns: SIDE, values };
}

/** @type {(r: number, c: number) => boolean} */
function isOnLetter(r, c) {
  const [down, along] = [(r % 72) - 14, (c % 72) - 24]; // of the K of the lab, 44 pixels high
  if (down < 0 || down >= 44 || along < 0 || along > 22) return false;
  return along === 0 || down === 22 - along || down === 21 + along;
}

// Pictures that are drawn: how, and the same in NumPy.
/** @type {Record<string, [() => Result, string]>} */
const DRAWN = {
  letters: [
    () => make((r, c) => (isOnLetter(r, c) ? 255 : 0)),
    `letter = np.zeros((72, 72))  # a K in strokes of one pixel
i = np.arange(22)
letter[14:58, 24] = letter[35 - i, 25 + i] = letter[36 + i, 25 + i] = 255
clean = np.tile(letter, (3, 3))`,
  ],
  points: [
    () => {
      const chance = draw(4);
      return make((r, c) => (chance[r * SIDE + c] < 0.01 ? 255 : 0));
    },
    "clean = np.where(uniform(4, (216, 216)) < 0.01, 255.0, 0)",
  ],
  wave: [
    () => make((_, c) => 127.5 + 127.5 * Math.cos((Math.PI * c) / 4)),
    "clean = np.tile(127.5 + 127.5 * np.cos(np.pi / 4 * np.arange(216)), (216, 1))",
  ],
  grey: [() => make(() => 128), "clean = np.full((216, 216), 128.0)"],
};
const NAMES = [...PHOTOS, ...Object.keys(DRAWN)];

// ---- the contest

/**
 * A picture that is moved and has noise and outliers. Values are not clipped.
 * @param {Result} clean
 * @param {Choice} choice
 * @returns {Result}
 */
function spoil({ rows, columns, values }, { noise, white, black, shift }) {
  const normal = noise ? keepChance("normal", drawNormal) : undefined;
  const chance = white || black ? keepChance("outliers", () => draw(3)) : undefined;
  const [low, high] = [white / 100, 1 - black / 100];
  const spoilt = new Float64Array(values.length);
  for (let r = 0, i = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++, i++) {
      const hit = chance ? chance[i] : 0.5;
      if (hit < low) spoilt[i] = 255;
      else if (hit < high) {
        const from = c < shift ? i - shift + columns : i - shift;
        spoilt[i] = values[from] + (normal ? noise * normal[i] : 0);
      }
    }
  }
  return { rows, columns, values: spoilt };
}

/**
 * The mean of values, and their standard deviation.
 * @param {Numbers} values
 */
function measure(values) {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    sum += values[i];
    squares += values[i] * values[i];
  }
  const level = sum / values.length;
  return { level, spread: Math.sqrt(Math.max(0, squares / values.length - level * level)) };
}

/** @param {Numbers} values */
const isFlat = (values) => values.every((value) => Math.abs(value - values[0]) < 1e-9);

/** @type {PoolingMode[]} */
const MODES = ["maximum", "mean"];

/**
 * A picture or its negative, with what each pooling makes of it, and whether that is flat though the picture is not.
 * @param {Result} picture
 * @param {Choice} choice
 */
function prepare(picture, { i, k }) {
  const clean = i ? { ...picture, values: picture.values.map((value) => 255 - value) } : picture;
  const results = MODES.map((mode) => pool(clean, { kernelSize: k, mode }));
  return { clean, results, blank: results.map(({ values }) => isFlat(values) && !isFlat(clean.values)) };
}

/**
 * What noise and outliers change in the results. The error is how far the pooled spoilt picture is from the pooled clean one: the
 * root of the mean square, as in the lab.
 * @param {ReturnType<typeof prepare>} prepared
 * @param {Choice} choice
 */
function contest({ clean, results, blank }, choice) {
  const spoilt = spoil(clean, choice);
  const pooled = MODES.map((mode) => pool(spoilt, { kernelSize: choice.k, mode }));
  const errors = results.map(({ values }, i) => {
    let squares = 0;
    for (let at = 0; at < values.length; at++) squares += (pooled[i].values[at] - values[at]) ** 2;
    return Math.sqrt(squares / values.length);
  });
  // A result in which nothing is left of the clean picture loses, as in the lab.
  const [one, other] = errors.map((error, i) => (blank[i] ? Infinity : error));
  let winner = "";
  if (one !== other) winner = one < other ? "maximum" : "mean";
  return { clean, spoilt, pooled, errors, blank, winner };
}

// ---- this, in NumPy

const UNIFORM = `
def uniform(seed, shape):
    """Return numbers from 0 to 1, the same everywhere (mulberry32)."""
    count = np.arange(1, shape[0] * shape[1] + 1, dtype=np.uint64)
    state = (count * 0x6D2B79F5 + np.uint64(seed)).astype(np.uint32)
    mixed = (state ^ state >> 15) * (state | 1)
    mixed ^= mixed + (mixed ^ mixed >> 7) * (mixed | 61)
    return ((mixed ^ mixed >> 14) / 2**32).reshape(shape)

`;

/**
 * The program that makes the two results and prints their errors.
 * @param {Choice} choice
 * @param {{ reading: string, imports: string }} made
 */
function writeNumpy({ i, noise, white, black, shift, k, photo }, { reading, imports }) {
  const random = noise || white || black || photo === "points";
  const lines = [`spoilt = ${shift ? `np.roll(clean, ${shift}, axis=1)` : "clean.copy()"}`];
  if (noise) {
    lines.push(
      "length = np.sqrt(-2 * np.log(1 - uniform(1, clean.shape)))",
      `spoilt += ${noise} * length * np.cos(2 * np.pi * uniform(2, clean.shape))`,
    );
  }
  if (white || black) lines.push("chance = uniform(3, clean.shape)");
  if (white) lines.push(`spoilt[chance < ${white} / 100] = 255`);
  if (black) lines.push(`spoilt[chance >= 1 - ${black} / 100] = 0`);
  return `import numpy as np
${imports}
${random ? UNIFORM : ""}
${reading}
${i ? "clean = 255 - clean\n" : ""}
${lines.join("\n")}


def pool(x, summary, k=${k}):
    rows, columns = x.shape[0] // k, x.shape[1] // k
    windows = x[: rows * k, : columns * k].reshape(rows, k, columns, k)
    return summary(windows, axis=(1, 3))


for name, summary in ("maximum", np.max), ("mean", np.mean):
    error = pool(spoilt, summary) - pool(clean, summary)
    print(name, np.sqrt(np.mean(error**2)))`;
}

// ---- the element

const PANELS = ["input", ...MODES];

/** @extends {Explorer<State>} */
class PoolingArena extends Explorer {
  /**
   * The grey values of the pictures that have come, by name.
   * @type {Map<string, Result>}
   */
  grids = new Map();
  /**
   * The reader's own picture, and what became of it.
   * @type {{ file: File, shrunk: Shrunk } | undefined}
   */
  own;
  /**
   * The file that is being opened.
   * @type {File | undefined}
   */
  opening;
  /** The last picture that was shown. */
  last = "";
  /** What is said aloud when the picture has come: nothing, the result, or the window. */
  aloud = "";
  /**
   * What does not change while a picture is spoilt more or less: of which picture, and what.
   * @type {({ of: string, grid: Result } & ReturnType<typeof prepare>) | undefined}
   */
  prepared;
  /**
   * What the state has come to.
   * @type {ReturnType<typeof contest> | undefined}
   */
  found;
  /**
   * The pixel under the pointer.
   * @type {Two | undefined}
   */
  looked;

  get name() {
    return "arena";
  }

  /**
   * @param {string} text
   * @returns {State}
   */
  parse(text) {
    const given = readFields(text);
    /** @type {State} */
    const state = { ...DEFAULTS, photo: pick(NAMES, given.photo, DEFAULTS.photo), i: pick([0, 1], given.i, 0) };
    for (const [name, values] of Object.entries(SLIDERS)) {
      const key = /** @type {Exclude<keyof Choice, "photo">} */ (name);
      state[key] = pick(values, given[name], DEFAULTS[key]);
    }
    const [r, c, ...more] = (given.at ?? "").split(",").map(Number);
    if (!more.length && r >= 0 && c >= 0) state.at = [Math.trunc(r), Math.trunc(c)];
    return state;
  }

  /** @param {State} state */
  format({ at, ...choice }) {
    /** @type {Record<string, unknown>} */
    const usual = DEFAULTS;
    // The window is always said: a state in which nothing else is must not look like none. The reader's own picture cannot be.
    const said = Object.entries(choice).filter(([name, value]) => name === "k" || (value !== usual[name] && value !== "own"));
    return writeFields({ ...Object.fromEntries(said), ...(at && { at }) });
  }

  frame() {
    const { words } = this;
    const panel = (/** @type {string} */ name) => `<div class="arena-panel is-${name}"><span>${words[name]}</span>
<div class="arena-sheet"><canvas></canvas><i></i></div><small dir="auto"></small></div>`;
    const bar = (/** @type {string} */ name) =>
      `<div class="is-${name}"><span>${words[name]}</span><b></b><output></output></div>`;
    const slider = (/** @type {string} */ name) => {
      const values = SLIDERS[name];
      const range = `min="${values[0]}" max="${values[values.length - 1]}" step="${values[1] - values[0]}"`;
      return `<label><span>${words[name]} <output></output></span>
<input type="range" name="${name}" ${range} autocomplete="off" aria-label="${words[name]}"></label>`;
    };
    return `<div class="arena-stage" dir="ltr" role="application" aria-label="${words.stage}" tabindex="0">
${PANELS.map(panel).join("")}</div>
<p class="arena-measure">${words.measure}</p><div class="arena-bars">${MODES.map(bar).join("")}</div>
<div class="arena-sliders" role="group" aria-label="${words.settings}">${Object.keys(SLIDERS).map(slider).join("")}
<label class="arena-tick"><input type="checkbox" name="i" autocomplete="off"> ${words.i}</label></div>
<div class="arena-source">${this.makeSelect("photo")}${this.makeButton("open")}${this.makeButton("lose")}</div>
<input type="file" accept="image/*" hidden><div class="arena-problem" role="status"></div>
<p class="arena-window" dir="ltr"></p><p class="arena-said" role="status"></p>${this.makeFoot()}`;
  }

  listen() {
    this.addEventListener("input", ({ target }) => {
      if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement) || target.type === "file") return;
      if (target.name === "photo") this.opening = undefined; // what is still being opened comes too late
      const value = target instanceof HTMLInputElement && target.type === "checkbox" ? `${Number(target.checked)}` : target.value;
      const own = target.name === "photo" ? value : this.state.photo;
      const { at } = this.state;
      const asked = this.parse(writeFields({ ...this.state, [target.name]: value, at: "" }));
      this.render({ ...asked, photo: own, ...(at && { at }) });
    });
    // While a slider is dragged nothing is said, but when it is let go.
    this.addEventListener("change", ({ target }) => {
      if (target instanceof HTMLInputElement && target.type === "file") return;
      this.sayNext("result");
    });
    receivePictures(this, this.findPart("open"), (file) => this.open(file));
    this.findPart("lose").addEventListener("click", () => this.findLoss());
    this.findPart("restart").addEventListener("click", () => {
      this.opening = undefined;
      this.sayNext("result");
    });

    const stage = this.findPart("stage");
    /** @param {MouseEvent} event */
    const under = ({ target, clientX, clientY }) => {
      const sheet = target instanceof Element ? target.closest(".arena-sheet") : null;
      if (!sheet || !this.found) return undefined;
      const { rows, columns } = this.found.clean;
      const { left, top, width, height } = sheet.getBoundingClientRect();
      return this.clampPlace([((clientY - top) / height) * rows, ((clientX - left) / width) * columns]);
    };
    /** @param {Two} [at] */
    const look = (at) => {
      this.looked = at;
      this.showWindow();
    };
    stage.addEventListener("pointermove", (event) => {
      if (event.pointerType === "mouse") look(under(event));
    });
    stage.addEventListener("pointerleave", () => look());
    stage.addEventListener("click", (event) => this.choose(under(event)));
    stage.addEventListener("keydown", (event) => {
      const stride = this.found && strideOf(event);
      if (!stride) return;
      const { k, at = this.middle() } = this.state;
      this.choose(this.clampPlace([at[0] + k * stride[0], at[1] + k * stride[1]]));
    });
  }

  /** @param {MouseEvent} event */
  follow(event) {
    const isFollowed = super.follow(event);
    if (isFollowed) this.sayNext("result");
    return isFollowed;
  }

  /** The pixel whose window is shown if the reader has chosen none. */
  middle() {
    const { rows, columns } = this.found?.clean ?? { rows: SIDE, columns: SIDE };
    return /** @type {Two} */ ([rows >> 1, columns >> 1]);
  }

  /**
   * The pixel at a place, or the nearest one.
   * @param {Two} place
   * @returns {Two}
   */
  clampPlace([r, c]) {
    const { rows, columns } = this.found?.clean ?? { rows: SIDE, columns: SIDE };
    return [Math.max(0, Math.min(rows - 1, Math.floor(r))), Math.max(0, Math.min(columns - 1, Math.floor(c)))];
  }

  /** @param {Two} [at] */
  choose(at) {
    if (!at) return;
    this.state.at = at;
    this.looked = undefined;
    this.keep();
    this.showWindow();
    this.sayNext("window");
  }

  /**
   * Takes a picture of the reader's own.
   * @param {File} [file]
   */
  async open(file) {
    this.opening = file;
    if (!file) return this.fail({ code: "nothing" });
    const shrunk = await readOwn(file);
    if (this.opening !== file) return; // she has opened another one since
    if ("code" in shrunk) return this.fail(shrunk);
    this.own = { file, shrunk };
    this.grids.set("own", shrunk.grid);
    this.state.photo = "own";
    this.sayNext("result");
    this.show();
  }

  /** @param {Problem} [problem]  none: all is well again */
  fail(problem) {
    const why = problem ? `<p class="explorer-problem">${this.sayProblem(problem)}</p>` : "";
    this.write(this.findPart("problem"), why);
  }

  /**
   * The grey values of a picture that has come or can be drawn.
   * @param {string} photo
   */
  gridOf(photo) {
    const grid = this.grids.get(photo) ?? DRAWN[photo]?.[0]();
    if (grid) this.grids.set(photo, grid);
    return grid;
  }

  /**
   * The grey values of a picture; none if it does not come.
   * @param {string} photo
   */
  async load(photo) {
    const known = this.gridOf(photo);
    if (known) return known;
    const grid = await readSmall(photo);
    if (grid) this.grids.set(photo, grid);
    return grid;
  }

  /**
   * Shows a picture that is not there yet.
   * @param {string} photo
   */
  async fetch(photo) {
    const grid = await this.load(photo);
    if (this.state.photo !== photo) return;
    if (grid) return this.show();
    // If no picture ever came, the arena can show nothing, and the figure comes back.
    if (!this.last) return this.give();
    this.state.photo = this.last;
    this.show();
    this.fail({ code: "broken" });
  }

  /** Goes on to the next picture, or negative, in which the maximum loses: there is one, for it leaves nothing of dark letters. */
  async findLoss() {
    const all = NAMES.flatMap((photo) => [0, 1].map((i) => ({ photo, i })));
    const before = this.state;
    const now = all.findIndex(({ photo, i }) => photo === this.state.photo && i === this.state.i);
    for (let step = 1; step <= all.length; step++) {
      const one = all[(now + step) % all.length];
      const grid = await this.load(one.photo);
      if (this.state !== before) return; // she has chosen something else since
      const state = { ...before, ...one };
      if (!grid || contest(prepare(grid, state), state).winner !== "mean") continue;
      Object.assign(this.state, one);
      this.show();
      return this.sayNext("result");
    }
  }

  /** @returns {Promise<Record<string, Uint8Array>>} */
  async filesOfCode() {
    const picture = this.pictureOfCode();
    return picture ? fileOf(picture) : {};
  }

  /**
   * The picture that the code reads, if it reads one.
   * @returns {Picture | undefined}
   */
  pictureOfCode() {
    const { photo } = this.state;
    if (photo === "own" && this.own) return { name: "own", source: this.own.file, label: this.own.file.name };
    return DRAWN[photo] ? undefined : { name: photo, source: addressOf(`${photo}-small`) };
  }

  /** The code of the state. */
  writeCode() {
    const { photo } = this.state;
    const picture = this.pictureOfCode();
    if (!picture) return writeNumpy(this.state, { imports: "", reading: DRAWN[photo][1] });
    const { imports, code } = writeReading(picture);
    if (photo !== "own" || !this.own) return writeNumpy(this.state, { imports, reading: `${code}\nclean = photo` });
    const reading = `${code}\n${writeShrinking(this.own.shrunk, "clean")}`;
    return writeNumpy(this.state, { imports, reading });
  }

  /** Shows the state; a picture that is not there yet comes later. */
  show() {
    const { state, words } = this;
    const { photo, i } = state;
    this.fail();
    this.fillSelect("photo", [...NAMES, ...(this.own ? ["own"] : [])], photo);
    for (const name of Object.keys(SLIDERS)) {
      const value = state[/** @type {keyof Choice} */ (name)];
      const field = find(this, `[name=${name}]`, HTMLInputElement);
      const said = this.say(words[`in-${name}`], { n: value });
      field.value = `${value}`;
      field.setAttribute("aria-valuetext", said);
      find(findAround(field, "label", HTMLElement), "output", HTMLElement).textContent = said;
    }
    find(this, "[name=i]", HTMLInputElement).checked = i === 1;
    this.keep();
    const grid = this.gridOf(photo);
    this.setAttribute("aria-busy", `${!grid}`);
    if (!grid) {
      this.fetch(photo);
      return;
    }
    this.last = photo;
    const of = `${photo} ${i} ${state.k}`;
    if (this.prepared?.of !== of || this.prepared.grid !== grid) this.prepared = { of, grid, ...prepare(grid, state) };
    this.found = contest(this.prepared, state);
    this.showResult(this.found);
    this.showWindow();
    this.findPart("numpy").textContent = this.writeCode();
    this.speak();
  }

  /** @param {ReturnType<typeof contest>} found */
  showResult({ clean, spoilt, pooled, errors, winner }) {
    const full = Math.max(LEAST, ...errors);
    const grids = [spoilt, ...pooled];
    findAll(this, ".arena-panel", HTMLElement).forEach((panel, i) => {
      const { rows, columns, values } = grids[i];
      const canvas = find(panel, "canvas", HTMLCanvasElement);
      if (canvas.width !== columns || canvas.height !== rows) Object.assign(canvas, { width: columns, height: rows });
      canvas.getContext("2d")?.putImageData(paint(grids[i]), 0, 0);
      const share = ((i ? this.state.k : 1) * columns) / clean.columns; // what no window covers stays empty
      canvas.style.width = `${100 * share}%`;
      const { level, spread } = measure(values);
      const said = this.say(this.words.told, { level: level.toFixed(1), spread: spread.toFixed(1) });
      find(panel, "small", HTMLElement).textContent = said;
      panel.classList.toggle("wins", PANELS[i] === winner);
    });
    errors.forEach((error, i) => {
      const bar = find(this, `.arena-bars .is-${MODES[i]}`, HTMLElement);
      bar.classList.toggle("wins", MODES[i] === winner);
      bar.style.setProperty("--part", `${error / full}`);
      find(bar, "output", HTMLElement).textContent = this.say("{n}", { n: error.toFixed(1) });
    });
  }

  /** The chosen window: its first pixel, and its cell in the results. */
  placeWindow() {
    const { k } = this.state;
    const size = this.found?.pooled[0] ?? { rows: 1, columns: 1 };
    const [r, c] = this.looked ?? this.clampPlace(this.state.at ?? this.middle());
    return [Math.min(size.rows - 1, Math.floor(r / k)), Math.min(size.columns - 1, Math.floor(c / k))];
  }

  /** Frames the window under the pointer, or the chosen one, in the three pictures, and writes out what it gives. */
  showWindow() {
    const { found } = this;
    if (!found) return;
    const { k } = this.state;
    const { rows, columns, values } = found.spoilt;
    const [r, c] = this.placeWindow();
    for (const frame of findAll(this, ".arena-sheet i", HTMLElement)) {
      const [top, left] = [(100 * k * r) / rows, (100 * k * c) / columns].map((part) => `${part}%`);
      const [height, width] = [(100 * k) / rows, (100 * k) / columns].map((part) => `${part}%`);
      Object.assign(frame.style, { top, left, height, width });
    }
    const pixels = numbersBetween(0, k * k).map((i) => values[(r * k + Math.floor(i / k)) * columns + c * k + (i % k)]);
    const lines = found.pooled.map(({ columns, values }, i) => writeWindow(pixels, MODES[i], values[r * columns + c], 1));
    this.findPart("window").textContent = lines.join("\n");
  }

  /**
   * Says the result or the window aloud, when it is there.
   * @param {string} what
   */
  sayNext(what) {
    this.aloud = what;
    this.speak();
  }

  /** Says what is to be said. Nothing is said unless the reader has done something. */
  speak() {
    const { found, words, state, aloud } = this;
    if (!found || !aloud || this.getAttribute("aria-busy") === "true") return;
    this.aloud = "";
    const { pooled, errors, winner, blank } = found;
    const said = [];
    if (aloud === "window") {
      const [r, c] = this.placeWindow();
      const [a, b] = pooled.map(({ columns, values }) => `\u2066${writeNumber(values[r * columns + c], 1)}\u2069`);
      said.push(this.say(words.there, { r: r + 1, c: c + 1, a, b }));
    } else {
      const [a, b] = errors.map((error) => error.toFixed(1));
      said.push(`${words.photo}: ${words[state.photo]}${state.i ? ` (${words.i})` : ""}.`);
      said.push(this.say(words.result, { a, b }), winner ? words[`${winner}-wins`] : words.same);
      said.push(...MODES.filter((_, i) => blank[i]).map((mode) => words[`${mode}-blank`]));
    }
    this.findPart("said").textContent = said.join(" ");
  }
}

customElements.define("pooling-arena", PoolingArena);
