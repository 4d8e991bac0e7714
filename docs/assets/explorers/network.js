// A network that tells digits apart, at work: what the reader draws, what each layer makes of it, and where a number comes from.
import { directionOf, find, findAll, findTarget } from "../javascripts/dom.js";
import { PEN, SIDE, addressOfData, drawStrokes, fit, fitStrokes, isUnlike, largest, loadNetwork, loadSamples } from "./drawings.js";
import { readInk, roundInk, snap, stepsTo, takePicture, writeInk } from "./drawings.js";
import { cut, drawLine, findField, listTerms, makeMaps, measureChange, move, runNetwork, softmax } from "./forward.js";
import { countPixels, fileOf, read, receivePictures } from "./pictures.js";
import { Explorer, equals, numbersBetween, pick, readFields, strideOf } from "./shared.js";
import { writeFields, writeNumber, writeSum, writeWindow } from "./shared.js";

const NETS = ["max", "mean", "stride"];
const ROWS = ["conv1", "relu1", "pool1", "conv2", "relu2", "pool2"];
const SCORES = ROWS.length; // their row, behind those of the maps
const FILTERED = [0, 3]; // of the rows, those that filters make
const DIGITS = numbersBetween(0, 10);
const FARTHEST = 4; // pixels that a drawing can be moved, each way
const UNSURE = 0.5; // a chance below it is a guess
const LONGEST = 900; // letters of strokes that an address can hold
const MAP = 48; // units of a map's side, and those between two
const GAP = 4;

/**
 * The network; the sample, its digit and its number, or else the strokes of the reader; 1 if they are centred and enlarged; how far
 * they are moved to the right and down; the chosen number: its row of maps, map, row and column; or the chosen filter: its row and
 * its number.
 * @typedef {{ net: string, sample: string, ink: string, fit: number, x: number, y: number, at?: number[], filter?: number[] }} State
 */

/** @type {State} */
const DEFAULTS = { net: "max", sample: "", ink: "", fit: 0, x: 0, y: 0 };

/**
 * Where maps stand side by side: in lines of so many, each of so many units.
 * @typedef {{ perLine: number, side: number }} Shelf
 */

/** @type {Shelf} */
const MAPS = { perLine: 8, side: MAP };
/** @type {Shelf} */
const SMALL = { perLine: 16, side: (8 * MAP + 7 * GAP - 15 * GAP) / 16 };
// On a phone, where a finger has to meet them, the many filters are as large as the maps.
const narrow = matchMedia("(max-width: 29.98em)");

/**
 * How the filters of a row stand.
 * @param {number} row
 */
const shelfOf = (row) => (row && !narrow.matches ? SMALL : MAPS);

/**
 * Where a map begins, in units.
 * @param {Shelf} shelf
 * @param {number} m
 */
const placeOfMap = ({ perLine, side }, m) => [(m % perLine) * (side + GAP), Math.floor(m / perLine) * (side + GAP)];

/**
 * How wide and how high the maps stand together, in units.
 * @param {Shelf} shelf
 * @param {number} count
 */
function sizeOf({ perLine, side }, count) {
  const [along, down] = [Math.min(count, perLine), Math.ceil(count / perLine)];
  return [along * (side + GAP) - GAP, down * (side + GAP) - GAP];
}

// ---- colours

/** @type {(text: string) => number[]} */
const readColour = (text) => [1, 3, 5].map((at) => Number.parseInt(text.trim().slice(at, at + 2), 16));

/**
 * Colours between paper and another one, from none of it to all, as pixels of a canvas have them.
 * @param {number[]} paper
 * @param {number[]} full
 */
const makeScale = (paper, full) =>
  Uint32Array.from({ length: 256 }, (_, i) => {
    const [red, green, blue] = paper.map((one, part) => Math.round(one + (i / 255) * (full[part] - one)));
    return (0xff000000 | (blue << 16) | (green << 8) | red) >>> 0;
  });

/**
 * What was painted last on each canvas.
 * @type {WeakMap<HTMLCanvasElement, ImageData>}
 */
const images = new WeakMap();

/**
 * Paints maps side by side: what is positive in one colour, what is negative in another.
 * @param {HTMLCanvasElement} canvas
 * @param {Maps} maps
 * @param {{ up: Uint32Array, down: Uint32Array }} colours
 * @param {Shelf} shelf
 * @param {number} [most]  the value that has the full colour
 */
function paint(canvas, { channels, rows, columns, values }, { up, down }, shelf, most = largest(values)) {
  const fine = Math.min(2, Math.ceil(devicePixelRatio)); // pixels of the canvas for each unit
  const side = Math.round(shelf.side * fine);
  const [width, height] = sizeOf(shelf, channels).map((one) => Math.round(one * fine));
  let image = images.get(canvas);
  if (image?.width !== width || image.height !== height) {
    Object.assign(canvas, { width, height });
    image = new ImageData(width, height);
    images.set(canvas, image);
  }
  const pixels = new Uint32Array(image.data.buffer);
  const factor = most ? 255 / most : 0;
  const across = Uint16Array.from({ length: side }, (_, x) => Math.floor((x * columns) / side));
  for (let m = 0; m < channels; m++) {
    const [left, top] = placeOfMap(shelf, m).map((one) => Math.round(one * fine));
    let before = -1;
    for (let y = 0; y < side; y++) {
      const to = (top + y) * width + left;
      const r = Math.floor((y * rows) / side);
      if (r === before) {
        pixels.copyWithin(to, to - width, to - width + side);
        continue;
      }
      before = r;
      const from = (m * rows + r) * columns;
      for (let x = 0; x < side; x++) {
        const value = values[from + across[x]] * factor;
        pixels[to + x] = value < 0 ? down[Math.min(255, -value) | 0] : up[Math.min(255, value) | 0];
      }
    }
  }
  canvas.getContext("2d")?.putImageData(image, 0, 0);
}

/**
 * The weights of each filter of a convolution as a map: side by side those for each map before.
 * @param {Convolution} layer
 */
function layFilters({ weight, bias, k }) {
  const count = weight.length / bias.length / k / k;
  const along = Math.ceil(Math.sqrt(count));
  const side = along * (k + 1) - 1;
  const maps = makeMaps(bias.length, side, side);
  weight.forEach((one, i) => {
    const [m, channel] = [Math.floor(i / count / k / k), Math.floor(i / k / k) % count];
    const r = Math.floor(channel / along) * (k + 1) + (Math.floor(i / k) % k);
    maps.values[(m * side + r) * side + (channel % along) * (k + 1) + (i % k)] = one;
  });
  return maps;
}

/**
 * Some numbers as a map of its own.
 * @param {(Numbers | number[])[]} channels
 * @param {number} k
 */
function makeWindow(channels, k) {
  const maps = makeMaps(channels.length, k, k);
  for (const [i, values] of channels.entries()) maps.values.set(values, i * k * k);
  return maps;
}

/**
 * Sets an attribute or the text of an element only where it is new: the rest costs the browser no layout while she draws.
 * @param {Element} element
 * @param {string} name  of the attribute; "" for the text
 * @param {string} value
 */
function put(element, name, value) {
  if (!name) {
    if (element.textContent !== value) element.textContent = value;
  } else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/**
 * A path of a rectangle.
 * @param {number[]} box  left, top, width and height
 */
const makePath = ([x, y, width, height]) => `M${x} ${y}h${width}v${height}h${-width}z`;

// ---- this, in NumPy

/**
 * The program that reads a network and prints what it makes of a drawing.
 * @param {string} net
 * @param {Maps} ink
 */
function writeNumpy(net, { columns, values }) {
  const lines = numbersBetween(0, values.length / columns).map((r) => {
    const line = Array.from(values.subarray(r * columns, (r + 1) * columns), (value) => Math.round(255 * value));
    return `${line.map((value) => value.toString(16).padStart(2, "0")).join("")}\n`;
  });
  return `from urllib.request import urlopen
import base64
import json

import numpy as np

network = json.load(urlopen("${addressOfData(net)}"))
drawing = """
${lines.join("")}"""
x = np.frombuffer(bytes.fromhex(drawing), np.uint8).reshape(1, 28, 28) / 255


def weights(layer):
    whole = np.frombuffer(base64.b64decode(layer["weight"]), np.int8).reshape(layer["shape"])
    return whole * np.reshape(layer["scale"], (-1,) + (1,) * (whole.ndim - 1))


for layer in network["layers"]:
    kind = layer["kind"]
    if kind == "conv":
        w, s = weights(layer), layer["stride"]
        cut = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(1, 2))[:, ::s, ::s]
        x = np.einsum("crqij,fcij->frq", cut, w) + np.reshape(layer["bias"], (-1, 1, 1))
    elif kind == "relu":
        x = np.maximum(x, 0)
    elif kind == "dense":
        x = weights(layer) @ x.ravel() + layer["bias"]
    else:
        windows = x.reshape(len(x), x.shape[1] // 2, 2, x.shape[2] // 2, 2)
        x = windows.max(axis=(2, 4)) if kind == "max" else windows.mean(axis=(2, 4))

chances = np.exp(x - x.max())
chances /= chances.sum()
for digit in range(10):
    print(digit, round(chances[digit], 4))`;
}

// ---- the element

/** @extends {Explorer<State>} */
class NetworkView extends Explorer {
  /**
   * The networks that have come.
   * @type {Record<string, Awaited<ReturnType<typeof loadNetwork>>>}
   */
  nets = {};
  /**
   * Drawings by their digit.
   * @type {Maps[][]}
   */
  samples = [];
  /** The drawing before it is moved, and as the network sees it. */
  base = makeMaps(1, SIDE, SIDE);
  input = this.base;
  /**
   * What each layer gives, the drawing first; and what it gave before the drawing was moved, if it is.
   * @type {Maps[]}
   */
  all = [];
  /** @type {Maps[]} */
  unmoved = [];
  chances = new Float64Array(10);
  /**
   * A drawing that is in no address: a picture of the reader's own, or one that she has drawn over.
   * @type {Maps | undefined}
   */
  own;
  /** The picture that is being opened. */
  opening = {};
  /**
   * The strokes of the reader, the last of which may still grow.
   * @type {number[][][]}
   */
  strokes = [];
  isDrawing = false;
  /**
   * The number under the pointer.
   * @type {number[] | undefined}
   */
  looked;
  /**
   * Colours of numbers and of ink.
   * @type {Record<string, { up: Uint32Array, down: Uint32Array }>}
   */
  colours = {};

  get name() {
    return "network";
  }

  /**
   * @param {string} text
   * @returns {State}
   */
  parse(text) {
    const given = readFields(text);
    /** @type {(text: string | undefined, most: number[]) => number[] | undefined} */
    const place = (list, most) => {
      const numbers = (list ?? "").split(",").map(Number);
      const isThere = numbers.length === most.length && numbers.every((n, i) => Number.isInteger(n) && n >= 0 && n < most[i]);
      return isThere ? numbers : undefined;
    };
    const strokes = readInk((given.ink ?? "").slice(0, LONGEST));
    const sample = place(given.sample, [10, 1000]);
    const at = place(given.at, [SCORES + 1, 16, 24, 24]);
    const filter = at ? undefined : place(given.filter, [ROWS.length, 16]);
    const ways = numbersBetween(-FARTHEST, FARTHEST + 1);
    return {
      net: pick(NETS, given.net, DEFAULTS.net),
      sample: sample && !strokes.length ? sample.join() : "",
      ink: strokes.length ? writeInk(strokes) : "",
      fit: pick([0, 1], given.fit, 0),
      x: pick(ways, given.x, 0),
      y: pick(ways, given.y, 0),
      ...(at && { at }),
      ...(filter && FILTERED.includes(filter[0]) && { filter }),
    };
  }

  /** @param {State} state */
  format(state) {
    /** @type {Record<string, unknown>} */
    const usual = DEFAULTS;
    // The network is always said: a state in which nothing else is must not look like none.
    return writeFields(Object.fromEntries(Object.entries(state).filter(([name, value]) => name === "net" || value !== usual[name])));
  }

  frame() {
    const { words } = this;
    /** @type {(row: string, name: string) => string} */
    const strip = (row, name) => `<div class="network-row is-${row}"><p dir="${directionOf(this.language)}"><span>${words[name]}</span>
<small></small><b></b></p>
<div class="network-maps" role="application" tabindex="0"><canvas></canvas><svg preserveAspectRatio="none" aria-hidden="true">
<path class="network-edge"/><path class="network-frame"/></svg></div></div>`;
    const rows = ROWS.map((row, i) => (FILTERED.includes(i) ? strip(`filter${i}`, "filters") : "") + strip(row, row));
    const score = (/** @type {number} */ digit) => `<div><span>${digit}</span><b></b><output></output></div>`;
    const sample = (/** @type {number} */ digit) =>
      `<button type="button" class="explorer-button" data-digit="${digit}" aria-label="${words.sample.replace("{n}", `${digit}`)}">${digit}</button>`;
    const arrow = (/** @type {string} */ name, /** @type {string} */ sign, /** @type {number[]} */ [x, y]) =>
      `<button type="button" class="explorer-button" data-x="${x}" data-y="${y}" aria-label="${words[name]}">${sign}</button>`;
    const net = (/** @type {string} */ name) =>
      `<label><input type="radio" name="net" value="${name}" autocomplete="off"> ${words[name]}</label>`;
    return `<div class="network-left"><div class="network-hand" dir="ltr"><div class="network-pad">
<canvas role="img"></canvas><svg viewBox="0 0 ${SIDE} ${SIDE}" aria-hidden="true"><path class="network-edge"/><path
class="network-frame"/></svg></div><div class="network-scores" role="application" tabindex="0"
aria-label="${words.scores}">${DIGITS.map(score).join("")}</div></div>
<p class="network-told"></p>
<div class="network-samples" dir="ltr" role="group" aria-label="${words.samples}">${DIGITS.map(sample).join("")}</div>
<div class="network-tools">${this.makeButton("clear")}<span class="network-moves" dir="ltr" role="group"
aria-label="${words.moves}">${arrow("left", "←", [-1, 0])}${arrow("up", "↑", [0, -1])}${arrow("down", "↓", [0, 1])}${arrow(
      "right",
      "→",
      [1, 0],
    )}</span>${this.makeButton("fit")}${this.makeButton("open")}</div>
<input type="file" accept="image/*" hidden><div class="network-problem" role="status"></div></div>
<div class="network-middle"><fieldset class="network-nets"><legend>${words.net}</legend>${NETS.map(net).join("")}</fieldset>
<div class="network-layers" dir="ltr">${rows.join("")}</div></div>
<div class="network-brief"><p class="network-title"></p><p class="network-formula" dir="ltr"></p></div>
<div class="network-panel"><div class="network-windows" dir="ltr"><canvas></canvas><i></i><canvas></canvas><i></i><canvas></canvas></div>
<div class="network-numbers" dir="ltr"></div><p class="network-note"></p>
<div class="network-patches" dir="ltr"><canvas></canvas></div></div>
<p class="network-said" role="status"></p>${this.makeFoot()}`;
  }

  listen() {
    this.addEventListener("change", ({ target }) => {
      if (!(target instanceof HTMLInputElement) || target.name !== "net") return;
      this.render({ ...this.state, net: target.value });
      this.speak();
    });
    this.addEventListener("click", (event) => {
      const button = findTarget(event, ".explorer-button", HTMLElement);
      if (!button) return;
      const { digit, x, y } = button.dataset;
      if (digit) this.draw({ sample: this.nextSample(Number(digit)) });
      if (x) this.shift(Number(x), Number(y));
      if (digit || x) this.speak();
    });
    this.findPart("clear").addEventListener("click", () => {
      this.draw({});
      this.speak();
    });
    this.findPart("fit").addEventListener("click", () => {
      this.render({ ...this.state, fit: 1, x: 0, y: 0 });
      this.speak();
    });
    this.findPart("restart").addEventListener("click", () => this.speak());
    receivePictures(this, this.findPart("open"), (file) => this.open(file));
    new MutationObserver(() => this.recolour()).observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
    const scores = this.findPart("scores");
    scores.addEventListener("click", ({ target }) => {
      const bar = target instanceof Element ? target.closest(".network-scores > div") : null;
      if (bar) this.choose({ filter: false }, [SCORES, [...scores.children].indexOf(bar), 0, 0]);
    });
    scores.addEventListener("keydown", (event) => {
      const stride = strideOf(event);
      if (!stride || !this.net) return;
      const { at } = this.state;
      const digit = at?.[0] === SCORES ? at[1] + Math.sign(stride[0] + stride[1]) : this.best;
      this.choose({ filter: false }, [SCORES, Math.max(0, Math.min(9, digit)), 0, 0]);
    });
    narrow.addEventListener("change", () => this.recolour());
    this.listenToPad();
    for (const maps of findAll(this, ".network-maps", HTMLElement)) this.listenToMaps(maps);
  }

  listenToPad() {
    const pad = find(this, ".network-pad", HTMLElement);
    /** @param {PointerEvent} event */
    const placeOf = ({ clientX, clientY }) => {
      const { left, top, width } = pad.getBoundingClientRect();
      return [clientX - left, clientY - top].map((way) => (way * SIDE) / width);
    };
    pad.addEventListener("pointerdown", (event) => {
      if (event.button || !this.net || this.isDrawing) return;
      event.preventDefault(); // nothing is to be selected or dragged
      pad.setPointerCapture(event.pointerId);
      this.begin(snap(placeOf(event)));
    });
    pad.addEventListener("pointermove", (event) => {
      if (!this.isDrawing) return;
      const events = event.getCoalescedEvents?.() ?? [];
      this.extend((events.length ? events : [event]).map(placeOf));
    });
    for (const end of ["pointerup", "pointercancel"]) {
      pad.addEventListener(end, () => {
        if (this.isDrawing) this.end();
      });
    }
  }

  /** @param {HTMLElement} maps */
  listenToMaps(maps) {
    const row = findAll(this, ".network-maps", HTMLElement).indexOf(maps);
    /** @param {MouseEvent} event */
    const under = ({ clientX, clientY }) => {
      const { left, top, width } = maps.getBoundingClientRect();
      const shelf = this.strips[row];
      const unit = sizeOf(shelf, shelf.maps.channels)[0] / width;
      return this.findSpot(shelf, [(clientX - left) * unit, (clientY - top) * unit]);
    };
    maps.addEventListener("pointermove", (event) => {
      if (event.pointerType !== "mouse" || !this.net || this.strips[row].filter) return;
      this.look(under(event));
    });
    maps.addEventListener("pointerleave", () => this.look());
    maps.addEventListener("click", (event) => {
      if (this.net) this.choose(this.strips[row], under(event));
    });
    maps.addEventListener("keydown", (event) => {
      const stride = strideOf(event);
      if (stride && this.net) this.step(this.strips[row], stride.map(Math.sign), event.shiftKey);
    });
  }

  /** The network that the state asks for; none before it has come. */
  get net() {
    return this.samples.length ? this.nets[this.state.net] : undefined;
  }

  get layers() {
    return this.net?.layers ?? [];
  }

  /** Of each row the layer whose maps it shows: what a strided convolution gives is shown behind its ReLU. Last, the scores. */
  get shown() {
    return this.state.net === "stride" ? [1, 2, 4, 5, 6, 8, 9] : [1, 2, 3, 4, 5, 6, 7];
  }

  /** What stands in the strips of maps, in their order. */
  get strips() {
    const { layers, shown, all } = this;
    return ROWS.flatMap((_, row) => {
      const layer = layers[shown[row] - 1];
      const strip = { ...MAPS, row, filter: false, maps: all[shown[row]] };
      if (!FILTERED.includes(row) || layer.kind !== "convolution") return [strip];
      return [{ ...shelfOf(row), row, filter: true, maps: layFilters(layer) }, strip];
    });
  }

  /**
   * What lies at a place of a strip, in units: a number, or a filter.
   * @param {Shelf & { row: number, filter: boolean, maps: Maps }} strip
   * @param {number[]} place
   */
  findSpot({ perLine, side, row, filter, maps }, place) {
    const { channels, rows, columns } = maps;
    const [along, down] = place.map((way) => Math.max(0, way));
    const lines = Math.ceil(channels / perLine);
    const [line, i] = [Math.min(lines - 1, Math.floor(down / (side + GAP))), Math.min(perLine - 1, Math.floor(along / (side + GAP)))];
    const m = Math.min(channels - 1, line * perLine + i);
    if (filter) return [row, m];
    /** @type {(way: number, most: number) => number} */
    const cell = (way, most) => Math.min(most - 1, Math.floor(((way % (side + GAP)) * most) / side));
    return [row, m, cell(down, rows), cell(along, columns)];
  }

  /**
   * Goes from number to number, and over the edge of a map to the next one; or from map to map.
   * @param {Shelf & { row: number, filter: boolean, maps: Maps }} strip
   * @param {number[]} step
   * @param {boolean} isFar
   */
  step(strip, [down, along], isFar) {
    const { row, filter, maps, perLine } = strip;
    const chosen = filter ? this.state.filter : this.state.at;
    const middle = [row, 0, maps.rows >> 1, maps.columns >> 1];
    let [, m, r, c] = chosen?.[0] === row ? [...chosen, 0, 0] : middle;
    if (isFar || filter) {
      const next = m + along + down * perLine;
      if (next >= 0 && next < maps.channels) m = next;
    } else {
      r = Math.max(0, Math.min(maps.rows - 1, r + down));
      c += along;
      if (c < 0 || c >= maps.columns) {
        const next = m + along;
        const isThere = next >= 0 && next < maps.channels;
        if (isThere) m = next;
        c = isThere === along > 0 ? 0 : maps.columns - 1;
      }
    }
    this.choose(strip, filter ? [row, m] : [row, m, r, c]);
  }

  // ---- what is drawn

  /**
   * Begins with another drawing.
   * @param {{ sample?: string, ink?: string }} drawing
   */
  draw({ sample = "", ink = "" }) {
    this.own = undefined;
    this.opening = {};
    this.render({ ...this.state, sample, ink, fit: 0, x: 0, y: 0 });
  }

  /**
   * Another sample of a digit than the one that is shown.
   * @param {number} digit
   */
  nextSample(digit) {
    const count = this.samples[digit]?.length ?? 1;
    const [now, n] = this.state.sample.split(",").map(Number);
    const next = this.state.sample && now === digit ? n + 1 : this.lastSamples[digit] + 1;
    this.lastSamples[digit] = next % count;
    return `${digit},${next % count}`;
  }

  /** The samples of each digit that were shown last. */
  lastSamples = DIGITS.map(() => -1);

  /**
   * Begins a stroke: on a clean sheet, if what is shown is a sample.
   * @param {number[]} point
   */
  begin(point) {
    this.isDrawing = true;
    if (this.state.sample) this.draw({});
    if (this.state.fit || this.state.x || this.state.y || this.own) {
      // What is drawn over has no strokes.
      this.own = this.input;
      Object.assign(this.state, { ink: "", fit: 0, x: 0, y: 0 });
      this.strokes = [];
    }
    this.base = { ...this.base, values: (this.own ?? this.base).values.slice() };
    this.strokes.push([point]);
    this.addLine(point, point);
    this.answer();
  }

  /** @type {(from: number[], to: number[]) => void} */
  addLine(from, to) {
    drawLine(this.base, from, to, PEN);
  }

  /**
   * Draws on to some places.
   * @param {number[][]} places
   */
  extend(places) {
    const points = this.strokes[this.strokes.length - 1];
    const before = points.length;
    for (const place of places) {
      for (const point of stepsTo(points[points.length - 1], place)) {
        this.addLine(points[points.length - 1], point);
        points.push(point);
      }
    }
    if (points.length > before) this.answer();
  }

  /** Ends a stroke. */
  end() {
    this.isDrawing = false;
    const ink = writeInk(this.strokes);
    if (!this.own && ink.length <= LONGEST) this.state.ink = ink;
    else {
      this.own = this.base;
      this.state.ink = "";
      this.strokes = [];
    }
    this.showCode();
    this.keep();
    this.speak();
  }

  /**
   * Moves the drawing.
   * @param {number} right
   * @param {number} down
   */
  shift(right, down) {
    const { state } = this;
    const [x, y] = [state.x + right, state.y + down];
    if (Math.max(Math.abs(x), Math.abs(y)) <= FARTHEST) this.render({ ...state, x, y });
  }

  /**
   * Takes a picture of the reader's own.
   * @param {File} [file]
   */
  async open(file) {
    if (!file) return this.fail({ code: "nothing" });
    this.opening = file;
    const found = await countPixels(file)
      .then((pixels) => read(file, pixels))
      .catch(() => ({ code: "broken" }));
    if (this.opening !== file) return; // she has chosen something else since
    if ("code" in found) return this.fail(found);
    this.draw({});
    this.own = roundInk(takePicture(found));
    this.show();
    this.speak();
  }

  /** @param {Problem} [problem]  none: all is well again */
  fail(problem) {
    const why = problem ? `<p class="explorer-problem">${this.sayProblem(problem)}</p>` : "";
    this.write(this.findPart("problem"), why);
  }

  // ---- what is shown

  /**
   * Shows a network that is not there yet.
   * @param {string} net
   */
  async load(net) {
    if (this.coming.has(net)) return;
    this.coming.add(net);
    try {
      const [found, samples] = await Promise.all([loadNetwork(net), this.samples.length ? this.samples : loadSamples()]);
      this.nets[net] = found;
      this.samples = samples;
    } catch {
      this.coming.delete(net); // it may come the next time
      if (this.state.net !== net) return; // she has chosen another one since
      // Without any network there is nothing to show, and the figure comes back.
      const other = Object.keys(this.nets)[0];
      if (!other) return this.give();
      this.state.net = other;
      this.show();
      return this.fail({ code: "lost" });
    }
    if (this.state.net !== net) return; // she has chosen another one since
    this.recolour();
    if (this.aloud) this.speak();
  }

  /** The networks that have been asked for. */
  coming = new Set();
  /** Whether something is to be said when the data has come. */
  aloud = false;

  /** Takes the colours of the page, and paints everything in them. */
  recolour() {
    const look = getComputedStyle(this);
    const [paper, ink, plus, minus] = ["paper", "ink", "window-2", "window-1"].map((name) =>
      readColour(look.getPropertyValue(`--fig-${name}`)),
    );
    this.colours = {
      numbers: { up: makeScale(paper, plus), down: makeScale(paper, minus) },
      ink: { up: makeScale(paper, ink), down: makeScale(paper, paper) },
    };
    this.painted = "";
    if (this.net) this.show();
  }

  /** Of which network the filters are painted. */
  painted = "";

  /** @param {MouseEvent} event */
  follow(event) {
    const isFollowed = super.follow(event);
    if (isFollowed) this.speak();
    return isFollowed;
  }

  /** @param {State} state */
  render(state) {
    if (state.sample || state.ink) this.own = undefined;
    super.render(state);
  }

  show() {
    const { state } = this;
    for (const field of findAll(this, "[name=net]", HTMLInputElement)) field.checked = field.value === state.net;
    this.setAttribute("aria-busy", `${!this.net}`);
    this.keep();
    if (!this.net) {
      this.load(state.net);
      return;
    }
    this.fail();
    this.strokes = readInk(state.ink);
    this.base = this.makeBase();
    this.answer();
    this.showFilters();
    this.showCode();
  }

  /** The drawing of the state, before it is moved. */
  makeBase() {
    const { state, strokes } = this;
    if (strokes.length) return drawStrokes(state.fit ? fitStrokes(strokes) : strokes, PEN);
    const [digit, n] = state.sample.split(",").map(Number);
    const drawn = this.own ?? (state.sample ? this.samples[digit][n % this.samples[digit].length] : makeMaps(1, SIDE, SIDE));
    return state.fit ? fit(drawn) : drawn;
  }

  /** Works out what the network makes of the drawing, and shows it. */
  answer() {
    const { layers, shown, state } = this;
    const { x, y } = state;
    this.input = roundInk(x || y ? move(this.base, x, y) : this.base);
    this.all = runNetwork(layers, this.input);
    this.unmoved = x || y ? runNetwork(layers, roundInk(this.base)) : [];
    this.chances = softmax(this.all[this.all.length - 1].values);
    const pad = find(this, ".network-pad canvas", HTMLCanvasElement);
    paint(pad, this.input, this.colours.ink, { perLine: 1, side: SIDE }, 1);
    ROWS.forEach((row, i) => {
      const canvas = find(this, `.is-${row} canvas`, HTMLCanvasElement);
      paint(canvas, this.all[shown[i]], this.colours.numbers, MAPS);
    });
    this.showScores(pad);
    this.showChanges();
    this.showSpot();
  }

  /** The digit that the network reads. */
  get best() {
    return this.chances.indexOf(Math.max(...this.chances));
  }

  /** @param {Element} pad */
  showScores(pad) {
    const { chances, best } = this;
    const isEmpty = !this.input.values.some(Boolean);
    findAll(this, ".network-scores > div", HTMLElement).forEach((bar, digit) => {
      bar.classList.toggle("wins", digit === best && !isEmpty);
      bar.style.setProperty("--part", `${isEmpty ? 0 : chances[digit]}`);
      put(find(bar, "output", HTMLElement), "", isEmpty ? "" : this.sayPart(chances[digit]));
    });
    const told = this.tell();
    put(this.findPart("told"), "", told);
    put(pad, "aria-label", `${this.words.pad} ${told}`);
  }

  /** @param {number} part */
  sayPart(part) {
    return this.say(this.words.percent, { n: Math.min(99, Math.round(100 * part)) });
  }

  /** What the network reads, and how sure it is. */
  tell() {
    const { chances, words, wordLists } = this;
    if (!this.input.values.some(Boolean)) return words.empty;
    const [best, next] = DIGITS.slice().sort((one, other) => chances[other] - chances[one]);
    /** @param {number} digit */
    const about = (digit) => ({ digit: wordLists.digits[digit], part: this.sayPart(chances[digit]) });
    const isUnsure = chances[best] < UNSURE;
    const texts = [this.say(isUnsure ? words.unsure : words.reads, about(best))];
    if (chances[next] >= 0.005) texts.push(this.say(words.next, about(next)));
    const { net, all, unmoved: before } = this;
    if (before.length) {
      const [drawing, last] = [0, all.length - 2].map((n) => measureChange(before[n].values, all[n].values));
      texts.push(this.say(words.moved, { a: this.sayChange(drawing), b: this.sayChange(last) }));
    }
    if (net && isUnlike(all[all.length - 2].values, net.unlike)) texts.push(words.unlike);
    return texts.join(" ");
  }

  /** Says what the network reads, after the reader has done something. */
  speak() {
    this.aloud = !this.net;
    if (this.net) put(this.findPart("said"), "", this.tell());
  }

  /** @param {number} part */
  sayChange(part) {
    return this.say(this.words.percent, { n: Math.round(100 * part) });
  }

  /** Shows how much the move has changed in each layer, if the drawing is moved. */
  showChanges() {
    const { shown, words, unmoved: before } = this;
    const isMoved = before.length > 0;
    ROWS.forEach((row, i) => {
      const strip = find(this, `.is-${row}`, HTMLElement);
      const maps = this.all[shown[i]];
      const size = this.say(words.size, { rows: maps.rows, columns: maps.columns });
      const change = isMoved ? measureChange(before[shown[i]].values, maps.values) : 0;
      const said = isMoved ? this.say(words.changed, { part: this.sayChange(change) }) : size;
      strip.classList.toggle("moved", isMoved);
      find(strip, "b", HTMLElement).style.setProperty("--part", `${Math.min(1, change)}`);
      put(find(strip, "small", HTMLElement), "", said);
      const name = this.nameRow(i);
      put(find(strip, "span", HTMLElement), "", name);
      const stage = find(strip, ".network-maps", HTMLElement);
      put(stage, "aria-label", this.say(words.maps, { name, n: maps.channels, size }));
    });
  }

  /** @param {number} row */
  nameRow(row) {
    const name = ROWS[row];
    return this.words[name.startsWith("pool") ? `by-${this.state.net}` : name];
  }

  /** Paints the filters. */
  showFilters() {
    if (this.painted === this.state.net) return;
    this.painted = this.state.net;
    for (const { row, filter, maps, perLine, side } of this.strips) {
      if (!filter) continue;
      const strip = find(this, `.is-filter${row}`, HTMLElement);
      paint(find(strip, "canvas", HTMLCanvasElement), maps, this.colours.numbers, { perLine, side });
      const layer = this.convolutionOf(row);
      put(find(strip, "small", HTMLElement), "", this.say(this.words.size, { rows: layer.k, columns: layer.k }));
      const stage = find(strip, ".network-maps", HTMLElement);
      put(stage, "aria-label", this.say(this.words["filters-of"], { name: this.words[ROWS[row]], n: maps.channels }));
    }
  }

  /**
   * The convolution whose maps a row shows.
   * @param {number} row
   */
  convolutionOf(row) {
    const { layers, shown } = this;
    const [layer, before] = [layers[shown[row] - 1], layers[shown[row] - 2]];
    const found = layer.kind === "convolution" ? layer : before;
    if (found?.kind !== "convolution") throw new Error("This row is made by no convolution");
    return found;
  }

  // ---- where a number comes from

  /** @param {number[]} [spot] */
  look(spot) {
    if (this.isDrawing || !this.net) return;
    this.looked = spot;
    this.showSpot();
  }

  /**
   * Chooses a number or a filter.
   * @param {{ filter: boolean }} strip
   * @param {number[]} spot
   */
  choose({ filter }, spot) {
    if (!this.net) return;
    delete this.state.at;
    delete this.state.filter;
    Object.assign(this.state, filter ? { filter: spot } : { at: spot });
    this.looked = undefined;
    this.keep();
    this.showSpot();
    const note = filter ? "" : ` ${this.findPart("formula").textContent}`;
    put(this.findPart("said"), "", `${this.findPart("title").textContent}${note}`);
  }

  /** Frames the number under the pointer, or the chosen one, and all that it comes from; writes out what it is. */
  showSpot() {
    const { state, looked, shown, layers } = this;
    const at = this.clampSpot(looked ?? state.at);
    const filter = at ? undefined : state.filter;
    const n = at ? shown[at[0]] : 0;
    const field = at ? findField(layers, this.all, n, { top: at[2], left: at[3], rows: 1, columns: 1 }) : [];
    ROWS.forEach((row, i) => {
      const maps = this.all[shown[i]];
      const part = shown[i] <= n ? field[shown[i]] : undefined;
      const isAll = at ? layers.slice(shown[i], n).some(({ kind }) => kind === "convolution" || kind === "dense") : false;
      const which = part && at ? (isAll ? numbersBetween(0, maps.channels) : [at[1]]) : [];
      const unit = MAP / maps.rows;
      const boxes = which.map((m) => {
        const [left, top] = placeOfMap(MAPS, m);
        const { top: r, left: c, rows, columns } = part ?? field[0];
        return makePath([left + c * unit, top + r * unit, columns * unit, rows * unit]);
      });
      this.drawFrames(`.is-${row}`, boxes.join(""), sizeOf(MAPS, maps.channels));
    });
    for (const row of FILTERED) {
      const shelf = shelfOf(row);
      const m = filter?.[0] === row ? filter[1] : at?.[0] === row ? at[1] : -1;
      const box = m < 0 ? "" : makePath([...placeOfMap(shelf, m), shelf.side, shelf.side]);
      this.drawFrames(`.is-filter${row}`, box, sizeOf(shelf, this.all[shown[row]].channels));
    }
    const seen = field[0];
    this.drawFrames(".network-pad", seen ? makePath([seen.left, seen.top, seen.columns, seen.rows]) : "", [SIDE, SIDE]);
    findAll(this, ".network-scores > div", HTMLElement).forEach((bar, digit) => {
      bar.classList.toggle("chosen", at?.[0] === SCORES && at[1] === digit);
    });
    const panel = this.findPart("panel");
    panel.classList.toggle("is-empty", !at && !filter);
    panel.classList.toggle("has-maps", Boolean(filter) || at?.[0] === SCORES);
    if (at?.[0] === SCORES) this.showScore(at[1]);
    else if (at) this.showNumber(at, field[0]);
    else if (filter) this.showFilter(filter);
    else {
      put(this.findPart("title"), "", this.words.hint);
      put(this.findPart("formula"), "", "");
    }
  }

  /**
   * Shows what speaks for a digit, and what against it.
   * @param {number} digit
   */
  showScore(digit) {
    const { words, all, layers } = this;
    const [maps, scores] = all.slice(-2);
    const dense = layers[layers.length - 1];
    if (dense.kind !== "dense") return;
    const size = maps.values.length;
    const values = maps.values.map((value, i) => value * dense.weight[digit * size + i]);
    const each = size / maps.channels;
    const sums = numbersBetween(0, maps.channels).map((m) => {
      return values.subarray(m * each, (m + 1) * each).reduce((sum, one) => sum + one);
    });
    put(this.findPart("title"), "", this.say(words.score, { digit: this.wordLists.digits[digit] }));
    put(this.findPart("formula"), "", writeSum([...sums, dense.bias[digit]], scores.values[digit]));
    this.showWindows([], []);
    this.showProducts([], 1);
    paint(find(this, ".network-patches canvas", HTMLCanvasElement), { ...maps, values }, this.colours.numbers, MAPS);
    const part = this.sayPart(this.chances[digit]);
    put(this.findPart("note"), "", this.say(words.evidence, { n: size, m: maps.channels, part }));
  }

  /**
   * A number that the network has, nearest to the one that is asked for.
   * @param {number[]} [spot]
   */
  clampSpot(spot) {
    if (!spot) return undefined;
    const { channels, rows, columns } = this.all[this.shown[spot[0]]];
    const most = [SCORES + 1, channels, rows, columns];
    return spot.map((n, i) => Math.min(n, most[i] - 1));
  }

  /**
   * @param {string} selector
   * @param {string} path
   * @param {number[]} size
   */
  drawFrames(selector, path, size) {
    const svg = find(this, `${selector} svg`, SVGElement);
    put(svg, "viewBox", `0 0 ${size.join(" ")}`);
    for (const one of findAll(svg, "path", SVGPathElement)) put(one, "d", path);
  }

  /**
   * Writes out where a number comes from.
   * @param {number[]} at
   * @param {Part} seen  of the drawing
   */
  showNumber([row, m, r, c], seen) {
    const { words, shown, layers, all, state } = this;
    const n = shown[row];
    const isStride = state.net === "stride" && ROWS[row].startsWith("pool");
    const layer = layers[n - 1];
    const value = all[n].values[(m * all[n].rows + r) * all[n].columns + c];
    const name = this.nameRow(row);
    put(this.findPart("title"), "", this.say(words.there, { name, m: m + 1, r: r + 1, c: c + 1 }));
    const notes = [this.say(words.sees, { rows: seen.rows, columns: seen.columns })];
    if (layer.kind === "relu" && !isStride) {
      const before = all[n - 1].values[(m * all[n].rows + r) * all[n].columns + c];
      this.showWindows([makeWindow([[before]], 1), makeWindow([[value]], 1)], ["→"]);
      this.showProducts([], 1);
      put(this.findPart("formula"), "", `max(0, ${writeNumber(before)}) ${equals([before, value])} ${writeNumber(value)}`);
    } else if (layer.kind === "pooling") {
      const { k } = layer;
      const pixels = cut(all[n - 1], m, { top: r * k, left: c * k, rows: k, columns: k });
      this.showWindows([makeWindow([pixels], k), makeWindow([[value]], 1)], ["→"]);
      this.showProducts([...pixels], k, layer.mode === "maximum" ? pixels.indexOf(value) : -1);
      put(this.findPart("formula"), "", writeWindow([...pixels], layer.mode, value));
    } else {
      const convolution = this.convolutionOf(row);
      const input = all[isStride ? n - 2 : n - 1];
      const terms = listTerms(input, convolution, m, [r, c]);
      const sums = terms.map(({ sum }) => sum);
      const sizes = sums.map(Math.abs);
      const most = sizes.indexOf(Math.max(...sizes));
      const { pixels, weights } = terms[most];
      const { k, bias } = convolution;
      const products = pixels.map((pixel, i) => pixel * weights[i]);
      this.showWindows([pixels, weights, products].map((one) => makeWindow([one], k)), ["×", "="]);
      this.showProducts([...products], k);
      const sum = sums.reduce((one, other) => one + other) + bias[m];
      const lines = [writeSum([...sums, bias[m]], sum)];
      if (isStride) lines.push(`max(0, ${writeNumber(sum)}) ${equals([sum, value])} ${writeNumber(value)}`);
      put(this.findPart("formula"), "", lines.join("\n"));
      notes.unshift(terms.length > 1 ? this.say(words.sums, { m: most + 1, n: terms.length }) : words.single);
    }
    put(this.findPart("note"), "", notes.join(" "));
  }

  /**
   * Paints up to three windows, and the signs between them.
   * @param {Maps[]} windows
   * @param {string[]} signs
   */
  showWindows(windows, signs) {
    const all = find(this, ".network-windows", HTMLElement);
    findAll(all, "canvas", HTMLCanvasElement).forEach((canvas, i) => {
      canvas.hidden = i >= windows.length;
      if (i < windows.length) paint(canvas, windows[i], this.colours.numbers, { perLine: 1, side: MAP });
    });
    findAll(all, "i", HTMLElement).forEach((part, i) => {
      put(part, "", signs[i] ?? "");
    });
  }

  /**
   * Writes numbers in rows of k.
   * @param {number[]} numbers
   * @param {number} k
   * @param {number} [winner]
   */
  showProducts(numbers, k, winner = -1) {
    const cell = (/** @type {number} */ i) =>
      `<td${i === winner ? ' class="most"' : ""}>${writeNumber(numbers[i])}</td>`;
    const line = (/** @type {number} */ r) => `<tr>${numbersBetween(r * k, (r + 1) * k).map(cell).join("")}</tr>`;
    const lines = numbersBetween(0, numbers.length / k).map(line);
    this.write(this.findPart("numbers"), lines.length ? `<table class="network-table" role="presentation">${lines.join("")}</table>` : "");
  }

  /**
   * Shows the weights of a filter, and what excites it most.
   * @param {number[]} filter
   */
  showFilter([row, m]) {
    const { words } = this;
    const layer = this.convolutionOf(row);
    const { k, weight, bias } = layer;
    const of = weight.length / bias.length;
    const weights = weight.subarray(m * of, (m + 1) * of);
    put(this.findPart("title"), "", this.say(words.filter, { name: words[ROWS[row]], m: m + 1 }));
    const laid = layFilters({ ...layer, weight: weights, bias: bias.subarray(m, m + 1) });
    this.showWindows([laid], []);
    this.showProducts(of === k * k ? [...weights] : [], k);
    put(this.findPart("formula"), "", "");
    put(this.findPart("note"), "", this.say(of > k * k ? words["weights-of"] : words.weights, { n: of / k / k }));
    const excites = this.net?.excites[FILTERED.indexOf(row)][m];
    const canvas = find(this, ".network-patches canvas", HTMLCanvasElement);
    if (excites) paint(canvas, excites, this.colours.ink, MAPS, 1);
  }

  // ---- this, in NumPy

  /** @returns {Promise<Record<string, Uint8Array>>} */
  async filesOfCode() {
    return fileOf({ name: this.state.net, source: addressOfData(this.state.net) });
  }

  /** Writes the code of the state. */
  showCode() {
    put(this.findPart("numpy"), "", writeNumpy(this.state.net, this.input));
  }
}

customElements.define("network-view", NetworkView);
