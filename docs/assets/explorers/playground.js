// The playground: a kernel on a photograph, the reader's own too, and pooling after it. filter.js works on the pixels.
import { find, findAll } from "../javascripts/dom.js";
import { readNumber } from "../javascripts/letters.js";
import { sumOf } from "./arithmetic.js";
import { MOST, PRESETS, isPreset, makePreset } from "./kernels.js";
import { PHOTOS, addressOf, countPixels, fileOf, receivePictures, writeReading } from "./pictures.js";
import { Explorer, numbersBetween, pick, placeOf, readFields, strideOf } from "./shared.js";
import { writeArray, writeFields, writeFormula, writeNumber, writeWindow } from "./shared.js";

/** @type {Record<PaddingMode, string>} */
const MODES = { zeros: "constant", reflect: "reflect", replicate: "edge", circular: "wrap" }; // as np.pad calls them

/**
 * The settings, by the names that the address has for them: m is what fills the border, b the bias; n (divide by the sum),
 * a (absolute value) and f (turn the kernel round) are 0 or 1; k and s are the window and the stride of pooling, cut is where
 * the result begins, in hundredths of the width; v is 1 if what would be clipped is shown too.
 * @typedef {{ photo: string, m: PaddingMode, b: number, n: number, a: number, f: number, pooling: string, k: number,
 *   s: number, zoom: string | number, cut: number, v: number }} Choice
 */

/**
 * With the weights, and the pixel that the reader has chosen.
 * @typedef {Choice & { w: number[][], at?: Two }} State
 */

// What each setting may be; the first is not said in the address.
const CHOICES = {
  photo: PHOTOS,
  /** @type {PaddingMode[]} */
  m: ["zeros", "reflect", "replicate", "circular"],
  b: [0, ...numbersBetween(-255, 256)],
  n: [0, 1],
  a: [0, 1],
  f: [0, 1],
  pooling: ["none", "max", "mean"],
  k: numbersBetween(2, 9),
  s: [2, 1, ...numbersBetween(3, 9)],
  /** @type {(string | number)[]} */
  zoom: ["fit", 1, 4, 16],
  cut: [50, ...numbersBetween(0, 101)],
  v: [0, 1],
};

/**
 * The settings that texts ask for. What a text does not say, or what is impossible, stays as in `other`.
 * @param {Record<string, unknown>} texts
 * @param {Choice} other
 * @returns {Choice}
 */
function choose(texts, other) {
  return {
    photo: pick(CHOICES.photo, texts.photo, other.photo),
    m: pick(CHOICES.m, texts.m, other.m),
    b: pick(CHOICES.b, texts.b, other.b),
    n: pick(CHOICES.n, texts.n, other.n),
    a: pick(CHOICES.a, texts.a, other.a),
    f: pick(CHOICES.f, texts.f, other.f),
    pooling: pick(CHOICES.pooling, texts.pooling, other.pooling),
    k: pick(CHOICES.k, texts.k, other.k),
    s: pick(CHOICES.s, texts.s, other.s),
    zoom: pick(CHOICES.zoom, texts.zoom, other.zoom),
    cut: pick(CHOICES.cut, texts.cut, other.cut),
    v: pick(CHOICES.v, texts.v, other.v),
  };
}

/** @type {Choice} */
const DEFAULTS = {
  photo: "portrait",
  m: "zeros",
  b: 0,
  n: 0,
  a: 0,
  f: 0,
  pooling: "none",
  k: 2,
  s: 2,
  zoom: "fit",
  cut: 50,
  v: 0,
};

/** @type {(i: number, most: number) => number} */
const clamp = (i, most) => Math.max(0, Math.min(most - 1, i));

/**
 * The kernel with more rows and columns, or fewer; its centre stays.
 * @param {number[][]} w
 * @param {number} rows
 * @param {number} columns
 */
function resize(w, rows, columns) {
  /** @type {(now: number, then: number) => number} */
  const from = (now, then) => ((now - 1) >> 1) - ((then - 1) >> 1);
  const down = from(w.length, rows);
  const along = from(w[0].length, columns);
  return numbersBetween(0, rows).map((r) => numbersBetween(0, columns).map((c) => w[r + down]?.[c + along] ?? 0));
}

/**
 * The preset that has these weights, if there is one.
 * @param {{ w: number[][], n: number }} state
 */
const findPreset = ({ w, n }) =>
  Object.keys(PRESETS).find((name) => `${Object.values(makePreset(name))}` === `${[w, n]}`);

// ---- this, in NumPy, and the sum

/**
 * The program that makes the result and prints the pixel.
 * @param {Work} work
 * @param {Picture} picture
 * @param {Two} cell
 */
function writeNumpy({ w, n, f, b, a, m, pooling, k, s }, picture, [r, c]) {
  const { imports, code } = writeReading(picture);
  const over = [w.length, w[0].length].map((length) => `(${(length - 1) >> 1}, ${length >> 1})`).join(", ");
  const bias = b ? `result += ${b}\n` : "";
  const after = `windows = sliding_window_view(result, (${k}, ${k}))[::${s}, ::${s}]
result = windows.${pooling}(axis=(2, 3))\n`;
  return `import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
${imports}

${code}

${writeArray("kernel", w, ", float")}${n && sumOf(w) ? "kernel /= kernel.sum()\n" : ""}${f ? "kernel = kernel[::-1, ::-1]\n" : ""}
padded = np.pad(photo, (${over}), "${MODES[m]}")
windows = sliding_window_view(padded, kernel.shape)
result = np.einsum("rcij,ij->rc", windows, kernel)
${bias}${a ? "result = np.abs(result)\n" : ""}${pooling === "none" ? "" : after}
print(result.shape, result.min(), result.max())
print(result[${r}, ${c}])`;
}

/**
 * A number with all its digits.
 * @param {number} value
 */
const writeAll = (value) => `${value}`.replace("-", "−");

/**
 * The sum at a pixel, written out; of a large window the products stand in their grid. With pooling, what that makes of the
 * pixel and its neighbours comes after it, so that the last number is the one that the result shows.
 * @param {Explained} explained
 */
function writeSum({ work: { n, b, a, pooling }, terms, sum, filtered, window, value: pooled }) {
  const value = terms.reduce((total, { value, weight }) => total + value * weight, 0);
  const first = terms.length > 9 ? `Σ = ${writeNumber(value)}` : writeFormula({ cells: terms, divisor: 1, value }, {});
  let rest = writeNumber(value);
  if (n && sum) rest += sum < 0 ? ` / (${writeAll(sum)})` : ` / ${sum}`;
  if (b) rest += ` ${b < 0 ? "−" : "+"} ${Math.abs(b)}`;
  if (a) rest = `|${rest}|`;
  const lines = rest === writeNumber(value) ? [first] : [first, `${rest} = ${writeNumber(filtered)}`];
  if (window.length) lines.push(writeWindow(window, pooling, pooled));
  return lines.join("\n");
}

// ---- the element

/** @extends {Explorer<State>} */
class KernelPlayground extends Explorer {
  /**
   * What is wrong with the settings.
   * @type {Problem[]}
   */
  bad = [];
  /**
   * What is wrong with a picture.
   * @type {Problem[]}
   */
  trouble = [];
  /**
   * The picture that is wanted, the one that the worker was sent last, the last one that was good, and the reader's own.
   * @type {Record<"wanted" | "sent" | "good" | "own", Picture | undefined>}
   */
  pictures = { wanted: undefined, sent: undefined, good: undefined, own: undefined };
  /**
   * What the canvases show pictures with.
   * @type {(ImageBitmapRenderingContext | null)[]}
   */
  screens = [];
  /** @type {Worker | undefined} */
  worker;
  /** Whether the worker works, and whether it is to be asked again then. */
  busy = false;
  again = false;
  /**
   * The size of the picture.
   * @type {Two | undefined}
   */
  size;
  /**
   * What the worker answered last that was possible.
   * @type {Explained | undefined}
   */
  result;
  /**
   * The pixel under the pointer.
   * @type {Two | undefined}
   */
  looked;
  /** Whether the next answer is said aloud. */
  aloud = false;
  /** How many pixels of the picture one of the result is wide. */
  step = 1;
  /** Where the part of the picture begins that is seen, its width and that of the whole picture, on the screen. */
  place = { left: 0, width: 0, whole: 0 };

  get name() {
    return "playground";
  }

  get video() {
    return find(this, "video", HTMLVideoElement);
  }

  get view() {
    return this.findPart("scroll");
  }

  get sheet() {
    return this.findPart("sheet");
  }

  get canvases() {
    return findAll(this, "canvas", HTMLCanvasElement);
  }

  /**
   * @param {string} text
   * @returns {State}
   */
  parse(text) {
    const given = readFields(text);
    const { w, n } = makePreset(given.w ?? "identity");
    /** @type {State} */
    const state = { ...choose(given, { ...DEFAULTS, n }), w };
    const [r, c, ...more] = (given.at ?? "").split(",").map(Number);
    if (!more.length && r >= 0 && c >= 0) state.at = [Math.trunc(r), Math.trunc(c)];
    return state;
  }

  /** @param {State} state */
  format({ w, at, ...choice }) {
    const preset = findPreset({ w, n: choice.n });
    /** @type {Record<string, unknown[]>} */
    const choices = CHOICES;
    const said = Object.entries(choice).filter(([name, value]) => {
      const isSaid = choices[name].indexOf(value) > 0; // the reader's own picture cannot be
      return isSaid && !(name === "n" && preset);
    });
    return writeFields({ w: preset ?? w.join("/"), ...Object.fromEntries(said), ...(at && { at }) });
  }

  frame() {
    const { words } = this;
    /** @type {(names: string, html: (name: string) => string) => string} */
    const each = (names, html) => names.split(" ").map((name) => html(name)).join("");
    /** @param {string} name */
    const tick = (name) =>
      `<label class="explorer-tick"><input type="checkbox" name="${name}" autocomplete="off"> ${words[name]}</label>`;
    /** @type {(name: string, min: number, max: number) => string} */
    const slider = (name, min, max) =>
      `<input type="range" name="${name}" min="${min}" max="${max}" autocomplete="off" aria-label="${words[name]}">`;
    /** @param {string} names */
    const buttons = (names) => each(names, (name) => this.makeButton(name));
    /** @param {string} name */
    const pane = (name) => `<div class="explorer-pane playground-${name}"></div>`;
    /** @param {string} name */
    const setting = (name) => {
      if (name === "b") return `<label><span>${words.b} <output></output></span>${slider("b", -255, 255)}</label>`;
      return "naf".includes(name) ? tick(name) : this.makeSelect(name);
    };
    return `<div class="playground-source">${this.makeSelect("photo")}${buttons("open camera stop")}</div>
<input type="file" accept="image/*" hidden><div class="playground-problem" role="status"></div>
<div class="explorer-panes"><div class="playground-stage" dir="ltr">
<div class="playground-scroll" role="application" aria-label="${words.stage}" tabindex="0">
<div class="playground-sheet"><canvas></canvas><div class="playground-cut"><canvas></canvas></div><i></i><i hidden></i><i hidden></i></div></div>
<video muted autoplay playsinline hidden></video>
<span>${words.before}</span><span>${words.after}</span>${slider("cut", 0, 100)}</div>
<div class="playground-choices"><div class="explorer-settings">${this.makeSelect("preset")}</div>
<div class="explorer-panes">${each("kernel window", pane)}</div>
${this.makeSettings("b rows columns m pooling k s zoom n a f".split(" "), setting)}</div></div>
<p class="playground-told"></p><p class="playground-clipped"><span></span> ${this.makeButton("stretch")}</p>
<div class="explorer-panes" dir="ltr">${each("pixels products", pane)}</div>
<p class="playground-formula" dir="ltr"></p><p class="playground-pooled"></p>
<p class="playground-said" role="status"></p>${this.makeFoot()}<p>${words.kept}</p>`;
  }

  listen() {
    const { view, sheet } = this;
    this.screens = this.canvases.map((canvas) => canvas.getContext("bitmaprenderer"));
    this.worker = new Worker(new URL("./filter.js", import.meta.url), { type: "module" });
    this.worker.onmessage = ({ data }) => this.take(data);
    this.worker.onerror = () => this.take({ lost: true, problems: [{ code: "broken" }] });

    this.addEventListener("input", ({ target }) => {
      if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
      this.edited = null;
      if (target instanceof HTMLInputElement && target.type === "file") return;
      if (target.name === "photo") this.film(null);
      if (target instanceof HTMLInputElement && target.name === "w") {
        const weight = readNumber(target.value);
        target.setAttribute("aria-invalid", `${Number.isNaN(weight)}`);
        if (Number.isNaN(weight)) return;
        const [r, c] = placeOf(target);
        this.state.w[r][c] = weight;
        this.edited = target;
      } else {
        const isTick = target instanceof HTMLInputElement && target.type === "checkbox";
        this.change(target.name, isTick ? `${Number(target.checked)}` : target.value);
      }
      this.show();
      if (target.name === "zoom") this.centre();
    });
    this.addEventListener("change", ({ target }) => {
      if (!(target instanceof HTMLInputElement && target.name === "w")) return;
      this.edited = null;
      this.show();
    });

    this.findPart("stretch").addEventListener("click", () => {
      this.state.v = 1 - this.state.v;
      this.show();
    });

    // The reader's own picture.
    receivePictures(this, this.findPart("open"), (file) => this.open(file));
    this.findPart("camera").addEventListener("click", () => this.shoot());
    for (const name of ["stop", "restart"]) this.findPart(name).addEventListener("click", () => this.film(null));
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) this.film(null);
    });
    this.film(null);

    // The pixel that is explained: the one under the pointer, else the one that a click or a key has chosen.
    /** @param {MouseEvent} event */
    const under = ({ clientX, clientY }) => {
      const { left, top, width, height } = sheet.getBoundingClientRect();
      return this.clampPlace(([rows, columns]) => [
        Math.floor(((clientY - top) / height) * rows),
        Math.floor(((clientX - left) / width) * columns),
      ]);
    };
    /** @param {Two} [at] */
    const look = (at) => {
      this.looked = at;
      this.ask();
    };
    sheet.addEventListener("pointermove", (event) => {
      if (event.pointerType === "mouse" && this.size) look(under(event));
    });
    sheet.addEventListener("pointerleave", () => look());
    sheet.addEventListener("click", (event) => {
      this.state.at = under(event);
      this.show();
    });
    view.addEventListener("keydown", (event) => {
      const stride = this.result && strideOf(event);
      if (!this.result || !stride) return;
      const [r, c] = this.state.at ?? this.result.point;
      this.state.at = this.clampPlace(() => [r + stride[0], c + stride[1]]);
      this.looked = undefined;
      this.aloud = true;
      this.show();
      this.centre();
    });
    view.addEventListener("scroll", () => this.measure());
    const observer = new ResizeObserver(() => this.measure());
    for (const box of [view, sheet]) observer.observe(box);
  }

  /**
   * A place that is within the picture: the nearest to the one that is asked for. None while there is no picture.
   * @param {(size: Two) => Two} ask
   * @returns {Two | undefined}
   */
  clampPlace(ask) {
    if (!this.size) return undefined;
    const [rows, columns] = this.size;
    const [r, c] = ask(this.size);
    return [clamp(r, rows), clamp(c, columns)];
  }

  /**
   * Changes what a field of the settings is for.
   * @param {string} name
   * @param {string} value
   */
  change(name, value) {
    const { state } = this;
    const { w } = state;
    if (name === "preset") Object.assign(state, isPreset(value) && makePreset(value));
    else if (name === "rows") state.w = resize(w, Number(value), w[0].length);
    else if (name === "columns") state.w = resize(w, w.length, Number(value));
    else if (name === "photo") state.photo = value;
    else Object.assign(state, choose({ [name]: value }, state));
  }

  /**
   * Takes a picture of the reader's own.
   * @param {Blob | ImageBitmap} [source]
   * @param {string} [label]
   */
  open(source, label = source instanceof File ? source.name : undefined) {
    this.film(null);
    if (!source) return this.fail("nothing");
    this.pictures.wanted = { name: "own", source, label };
    this.state.photo = "own";
    this.show();
  }

  /** The picture, under the name or the address that the code has for it. */
  async filesOfCode() {
    return this.pictures.good ? fileOf(this.pictures.good) : {};
  }

  /** @param {string} code  of what is wrong */
  fail(code) {
    this.trouble = [{ code }];
    this.paint();
  }

  /** Ends what the camera sees. */
  stopCamera() {
    const { srcObject } = this.video;
    if (srcObject instanceof MediaStream) for (const track of srcObject.getTracks()) track.stop();
  }

  /**
   * Shows what the camera sees; without a stream, no longer.
   * @param {MediaStream | null} stream
   */
  film(stream) {
    const { video } = this;
    this.stopCamera();
    video.srcObject = stream;
    video.hidden = !stream;
    this.findPart("stop").hidden = !stream;
    this.findPart("camera").textContent = this.words[stream ? "take" : "camera"];
  }

  /** Takes the picture that the camera sees; if it does not run, starts it. */
  async shoot() {
    const { video } = this;
    const { wanted } = this.pictures;
    if (video.srcObject) {
      if (video.videoWidth) this.open(await createImageBitmap(video), "photo.png");
      return;
    }
    // Without https there is no camera.
    const camera = navigator.mediaDevices?.getUserMedia({ video: { facingMode: "environment" } });
    const stream = await camera?.catch(() => {});
    if (!stream) return this.fail("refused");
    // The reader may have chosen another picture, or left, before she answered the browser's question.
    if (wanted === this.pictures.wanted && !document.hidden) this.film(stream);
    else for (const track of stream.getTracks()) track.stop();
  }

  /** Asks for what is wanted now. While the worker works, nothing waits but the wish to ask again. */
  async ask() {
    this.again = this.busy;
    if (this.busy) return;
    this.busy = true;
    const { state, pictures } = this;
    const { wanted, sent } = pictures;
    pictures.sent = wanted;
    const { w, n, f, b, a, m, pooling, k, s, v } = state;
    /** @type {Wish} */
    const wish = {
      source: wanted === sent ? undefined : wanted?.source,
      work: { w, n, f, b, a, m, pooling, k, s, v },
      at: this.looked ?? state.at,
    };
    this.view.setAttribute("aria-busy", "true");
    if (wish.source instanceof Blob) wish.pixels = await countPixels(wish.source);
    this.worker?.postMessage(wish);
  }

  /**
   * Takes what the worker answers.
   * @param {Answer} answer
   */
  take(answer) {
    this.busy = false;
    const { pictures } = this;
    const { good, sent } = pictures;
    if (answer.lost) {
      const isNewer = pictures.wanted !== sent;
      // If no picture ever came, the playground can show nothing, and the figure comes back.
      if (!good && !isNewer) return this.give();
      // The reader gets the picture before, unless she has chosen another one since.
      if (!isNewer) pictures.wanted = good;
      pictures.sent = good;
      if (pictures.wanted) this.state.photo = pictures.wanted.name;
      if (sent !== good) this.show(); // what has failed once is not tried again
      this.trouble = answer.problems;
    } else {
      this.bad = answer.problems ?? [];
      this.size = answer.size;
      if (!answer.problems) {
        const { original, image, ...explained } = answer; // the canvases have the pictures
        this.result = explained;
      }
      pictures.good = sent;
      if (sent?.name === "own") pictures.own = sent;
      [answer.original, answer.image].forEach((bitmap, i) => {
        if (bitmap) this.screens[i]?.transferFromImageBitmap(bitmap);
      });
    }
    if (this.again) this.ask();
    this.paint();
    if (answer.original) this.centre();
    this.view.setAttribute("aria-busy", `${this.busy}`);
  }

  /** Shows the state, and asks for its pixels. */
  show() {
    const { state, pictures } = this;
    const { photo, m, pooling, k, s, zoom, w, n, a, f, b, cut } = state;
    this.trouble = [];
    if (photo !== pictures.wanted?.name) {
      pictures.wanted = photo === "own" ? pictures.own : { name: photo, source: addressOf(photo) };
    }
    /** @type {(one: string | number, other: string | number) => number} */
    const compare = (one, other) => Number(one) - Number(other); // numbers in their order; names stay where they are
    for (const [name, value] of Object.entries({ m, pooling, k, s, zoom })) {
      /** @type {Record<string, (string | number)[]>} */
      const choices = CHOICES;
      this.fillSelect(name, [...choices[name]].sort(compare), value);
    }
    const own = photo === "own" || pictures.own ? ["own"] : [];
    this.fillSelect("photo", [...PHOTOS, ...own], photo);
    this.fillSelect("preset", [...Object.keys(PRESETS), "free"], findPreset(state) ?? "free");
    this.fillSelect("rows", numbersBetween(1, MOST + 1), w.length);
    this.fillSelect("columns", numbersBetween(1, MOST + 1), w[0].length);
    /** @param {string} name */
    const field = (name) => find(this, `[name=${name}]`, HTMLInputElement);
    for (const [name, value] of Object.entries({ n, a, f })) field(name).checked = value === 1;
    for (const [name, value] of Object.entries({ b, cut })) field(name).value = `${value}`;
    find(this, "output", HTMLElement).textContent = this.say("\u2066{b}\u2069", { b: writeAll(b) });
    const { kernel } = this.words;
    /** @type {(r: number, c: number) => Shown} */
    const weightAt = (r, c) => {
      return { kind: "kernel", edit: "w", label: this.nameCell(kernel, r, c), text: writeAll(w[r][c]) };
    };
    this.showTable("kernel", kernel, [0, w.length], [0, w[0].length], weightAt);
    this.sheet.classList.toggle("near", zoom !== "fit");
    this.sheet.style.setProperty("--zoom", `${zoom}`);
    this.updateCut();
    this.keep();
    this.ask();
  }

  /** Looks where things are. That makes the browser lay out the page, so it is done only when they have moved. */
  measure() {
    const { view, sheet } = this;
    this.place = { left: view.scrollLeft - sheet.offsetLeft, width: view.clientWidth, whole: sheet.clientWidth };
    this.updateCut();
  }

  /** Lets the result begin where the slider stands. */
  updateCut() {
    const { size, step, place } = this;
    this.sheet.style.setProperty("--cut", `${place.left + (place.width * this.state.cut) / 100}px`);
    // Pixels that are large on the screen stay squares. Pixels smaller than those of the screen look better blended.
    /** @param {number} times */
    const isNear = (times) => size !== undefined && place.whole * times >= size[1];
    this.canvases.forEach((canvas, i) => {
      canvas.classList.toggle("pixels", isNear(i ? step : 1));
    });
  }

  /** Brings the pixel into the middle. */
  centre() {
    const { view, sheet, size, result } = this;
    if (!result || !size) return;
    // The chosen pixel counts, even if the worker has not answered about it yet.
    const [r, c] = this.state.at ?? result.point;
    const [y, x] = [(r + 0.5) / size[0], (c + 0.5) / size[1]];
    view.scrollTo(x * sheet.clientWidth - view.clientWidth / 2, y * sheet.clientHeight - view.clientHeight / 2);
  }

  /** Shows what the worker has answered. */
  paint() {
    const { words, sheet, result, size } = this;
    const why = this.trouble.map((problem) => `<p class="explorer-problem">${this.sayProblem(problem)}</p>`);
    this.write(this.findPart("problem"), why.join(""));
    this.showProblems(this.bad);
    this.classList.toggle("stale", this.bad.length > 0);
    if (!size) return;
    /** @type {(element: HTMLElement, from: number[], span: number[]) => void} */
    const position = (element, from, span) => {
      const [top, left, height, width] = [...from, ...span].map((i, axis) => `${(100 * i) / size[axis % 2]}%`);
      Object.assign(element.style, { top, left, height, width });
    };
    sheet.style.setProperty("--rows", `${size[0]}`);
    sheet.style.setProperty("--columns", `${size[1]}`);
    if (!result) return;
    const { work, terms, point, cell, shape, low, high, sum, clipped } = result;
    const { w, n, pooling, k, s, v } = work;
    const wide = [w.length, w[0].length];
    const isPooled = pooling !== "none";
    const [frame, other, most] = findAll(sheet, "i", HTMLElement);
    position(frame, point.map((i, axis) => i - ((wide[axis] - 1) >> 1)), wide);
    position(other, cell.map((i) => i * s), [k, k]);
    other.hidden = !isPooled;
    const winner = pooling === "max" ? result.window.indexOf(result.value) : -1;
    position(most, [cell[0] * s + Math.floor(winner / k), cell[1] * s + (winner % k)], [1, 1]);
    most.hidden = winner < 0;
    const step = isPooled ? s : 1;
    const inset = isPooled ? (k - s) / 2 : 0;
    this.step = step;
    position(this.canvases[1], [inset, inset], shape.map((n) => n * step));

    /** @param {number} value */
    const isolate = (value) => `\u2066${writeNumber(value)}\u2069`; // a minus stays in front of its number in Persian text too
    const [rows, columns] = shape;
    const told = [this.say(words.range, { rows, columns, low: isolate(low), high: isolate(high) })];
    if (n && !sum) told.push(this.say(words.zero));
    if (this.pictures.good?.name === "own") told.push(words.unlinked);
    this.findPart("told").textContent = told.join(" ");

    const part = clipped < 0.01 ? words.less : Math.round(100 * clipped);
    const seen = { part, black: isolate(result.black), white: isolate(result.white) };
    this.findPart("clipped").hidden = !clipped;
    find(this, ".playground-clipped span", HTMLElement).textContent = this.say(v ? words.all : words.clipped, seen);
    this.findPart("stretch").textContent = v ? words.unstretch : words.stretch;

    /** @type {(name: string, kind: string, numberOf: (term: Term) => number) => void} */
    const showTerms = (name, kind, numberOf) => {
      /** @type {(r: number, c: number) => Shown} */
      const termAt = (r, c) => ({ kind, text: writeNumber(numberOf(terms[r * wide[1] + c])) });
      this.showTable(name, words[name], [0, wide[0]], [0, wide[1]], termAt);
    };
    showTerms("pixels", "input", ({ value }) => value);
    showTerms("products", "window", ({ value, weight }) => value * weight);
    findAll(this.findPart("pixels"), "tbody td", HTMLElement).forEach((td, i) => {
      const { value } = terms[i];
      td.style.background = `rgb(${value} ${value} ${value})`;
      td.style.color = value < 119 ? "#fff" : "#000"; // whichever has more contrast
    });
    /** @type {(r: number, c: number) => Shown} */
    const pooledAt = (r, c) => {
      const value = result.window[r * k + c];
      const isMost = pooling === "max" && value === result.value;
      return { kind: isMost ? "output most" : "output", text: writeNumber(value) };
    };
    if (isPooled) this.showTable("window", words.pooling, [0, k], [0, k], pooledAt);
    else this.write(this.findPart("window"), "");
    this.findPart("formula").textContent = writeSum(result);
    const here = this.say(`${this.nameCell(words.after, cell[0], cell[1])}: ${isolate(result.value)}`);
    this.findPart("pooled").textContent = here;
    if (this.aloud && !this.busy) {
      this.findPart("said").textContent = here;
      this.aloud = false;
    }
    const { good } = this.pictures;
    this.findPart("numpy").textContent = this.bad.length || !good ? "" : writeNumpy(work, good, cell);
    this.updateCut();
  }
}

customElements.define("kernel-playground", KernelPlayground);
