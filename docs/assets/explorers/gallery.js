// The gallery: a picture whose right part is filtered, and twelve small ones, one a kernel, to choose from. The weights, their
// sum and what they make of a flat grey stand beside it.
import { find, findAll } from "../javascripts/dom.js";
import { glide } from "../javascripts/motion.js";
import { convolve, grid, sumOf } from "./arithmetic.js";
import { PRESETS, isPreset, makePreset } from "./kernels.js";
import { PHOTOS, addressOf, fileOf, paint, readOwn, readSmall, receivePictures, writeReading, writeShrinking } from "./pictures.js";
import { Explorer, makeAddress, numbersBetween, pick, readFields } from "./shared.js";
import { writeArray, writeFields, writeNumber } from "./shared.js";

/**
 * The settings, by the names that the address has for them: w is the kernel, n is 0 where it is not divided by its sum, cut is
 * where the result begins, in hundredths of the width.
 * @typedef {{ w: string, photo: string, n: number, cut: number }} State
 */

/** @type {State} */
const DEFAULTS = { w: "emboss", photo: "portrait", n: 1, cut: 50 };
const NAMES = Object.keys(PRESETS);
const LEVEL = 100; // of the flat grey, as in the table of the page
const THUMB = { rows: 108, columns: 144 }; // the part of each result that a small picture shows
const ABOVE = 0.4; // of what is left out, above that part: there are the glasses of the portrait

// Kernels whose result is shown with zero as mid-grey, and by how much it is multiplied: as in the figures of the page. The
// result of the others is shown as it is.
/** @type {Partial<Record<string, number>>} */
const SIGNED = { "sobel-x": 0.35, "sobel-y": 0.35, scharr: 0.0875, laplacian: 0.5 };

// What the page says of a kernel: the section, and which line of its first paragraph.
/** @type {Record<string, [section: string, line: number]>} */
const PROSE = {
  identity: ["identity", 0],
  box: ["blur", 1],
  gaussian: ["blur", 2],
  sharpen: ["sharpen", 0],
  unsharp: ["unsharp-mask", 0],
  "sobel-x": ["edges", 0],
  "sobel-y": ["edges", 2],
  scharr: ["scharr", 0],
  laplacian: ["laplacian", 0],
  outline: ["outline", 0],
  emboss: ["emboss", 0],
  motion: ["motion-blur", 0],
};

/**
 * The weights of a kernel, what they are divided by, and that done.
 * @param {string} name
 * @param {number} n
 */
function prepare(name, n) {
  const preset = makePreset(name);
  const divisor = preset.n && n ? sumOf(preset.w) : 1;
  return { w: preset.w, divisor, kernel: grid(preset.w.map((row) => row.map((weight) => weight / divisor))) };
}

/**
 * What a kernel makes of a picture, as large as that: beyond the border stand its outermost pixels.
 * @param {Result} picture
 * @param {Grid} kernel
 */
const filter = (picture, kernel) =>
  convolve(picture, kernel, { padding: [kernel.rows >> 1, kernel.columns >> 1], paddingMode: "replicate" });

/**
 * Values as they are shown.
 * @param {string} name  of the kernel
 * @param {Result} result
 * @returns {Result}
 */
function shade(name, result) {
  const scale = SIGNED[name];
  return scale ? { ...result, values: result.values.map((value) => 127.5 + scale * value) } : result;
}

/**
 * What a kernel makes of a flat grey, and the grey that shows it.
 * @param {string} name
 * @param {Grid} kernel
 */
function flatten(name, kernel) {
  const flat = grid([[LEVEL]]);
  const made = filter(flat, kernel);
  const value = +made.values[0].toFixed(9);
  return { value, grey: Math.round(Math.max(0, Math.min(255, shade(name, { ...made, values: Float64Array.of(value) }).values[0]))) };
}

/**
 * A kernel as small cells: the larger a weight, the stronger its colour.
 * @param {string} name
 */
function drawIcon(name) {
  const { w } = makePreset(name);
  const most = Math.max(...w.flat().map(Math.abs));
  const cells = w.flatMap((row, r) =>
    row.map((weight, c) => {
      const kind = weight < 0 ? ' class="is-negative"' : "";
      return `<rect x="${c}" y="${r}" width="1" height="1"${kind} fill-opacity="${Math.sqrt(Math.abs(weight) / most).toFixed(2)}"/>`;
    }),
  );
  const side = Math.max(w.length, w[0].length);
  const box = [(w[0].length - side) / 2, (w.length - side) / 2, side, side];
  return `<svg viewBox="${box.join(" ")}" aria-hidden="true">${cells.join("")}</svg>`;
}

/**
 * A line of a paragraph, as its source has them.
 * @param {Element} paragraph
 * @param {number} line
 */
function takeLine(paragraph, line) {
  const taken = document.createDocumentFragment();
  let at = 0;
  for (const node of paragraph.childNodes) {
    if (node instanceof Text) {
      node.data.split("\n").forEach((part, i) => {
        if (i) at += 1;
        if (at === line) taken.append(part);
      });
    } else if (at === line && node instanceof Element) {
      // A name in the other language keeps its language; links and notes belong where they are.
      taken.append(node.hasAttribute("lang") ? node.cloneNode(true) : (node.textContent ?? ""));
    }
  }
  return taken;
}

/**
 * Shows values on a canvas of their size.
 * @param {HTMLCanvasElement} canvas
 * @param {Result} shown
 */
function draw(canvas, shown) {
  const { rows, columns } = shown;
  if (canvas.width !== columns || canvas.height !== rows) Object.assign(canvas, { width: columns, height: rows });
  canvas.getContext("2d")?.putImageData(paint(shown), 0, 0);
}

// ---- this, in NumPy

/**
 * @param {string} reading
 * @param {string} imports
 * @param {State} state
 */
function writeNumpy(reading, imports, { w: name, n }) {
  const { w, divisor } = prepare(name, n);
  return `import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
${imports}

${reading}

${writeArray("kernel", w, ", float")}${divisor === 1 ? "" : "kernel /= kernel.sum()\n"}

def slide(image):
    """Multiply each window by the kernel and add up."""
    windows = sliding_window_view(image, kernel.shape)
    return np.einsum("rcij,ij->rc", windows, kernel)


down, along = kernel.shape
padded = np.pad(photo, ((down // 2,) * 2, (along // 2,) * 2), "edge")
result = slide(padded)
print(result.shape, result.min(), result.max())
print(kernel.sum(), slide(np.full(kernel.shape, ${LEVEL}.0)))`;
}

// ---- the element

/** @extends {Explorer<State>} */
class KernelGallery extends Explorer {
  /**
   * The pictures that have come, by name.
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
  /**
   * The picture that is shown, and what the kernels have made of it, by their names.
   * @type {{ picture: Result, results: Map<string, Result> } | undefined}
   */
  hung;
  /** The last picture that was shown; and the kernel, with how it is divided. */
  last = "";
  shown = "";
  /** How far the needle of the dial is turned. */
  turn = "";
  /** Whether what is shown next is said aloud. */
  aloud = false;

  get name() {
    return "gallery";
  }

  /**
   * @param {string} text
   * @returns {State}
   */
  parse(text) {
    const given = readFields(text);
    return {
      w: given.w && isPreset(given.w) ? given.w : DEFAULTS.w,
      photo: pick(PHOTOS, given.photo, DEFAULTS.photo),
      n: pick([0, 1], given.n, DEFAULTS.n),
      cut: pick(numbersBetween(0, 101), given.cut, DEFAULTS.cut),
    };
  }

  /** @param {State} state */
  format({ w, photo, n, cut }) {
    // The kernel is always said: a state in which nothing else is must not look like none. The reader's own picture cannot be.
    return writeFields({
      w,
      ...(PHOTOS.indexOf(photo) > 0 && { photo }),
      ...(n !== DEFAULTS.n && { n }),
      ...(cut !== DEFAULTS.cut && { cut }),
    });
  }

  /**
   * The name of a kernel under its picture, where there is little room.
   * @param {string} name
   */
  label(name) {
    return this.words[`short-${name}`] ?? this.words[name];
  }

  frame() {
    const { words } = this;
    const choice = (/** @type {string} */ name) => `<label><input type="radio" name="w" value="${name}" autocomplete="off"
aria-label="${this.label(name)}"><canvas></canvas>${drawIcon(name)}<span>${this.label(name)}</span></label>`;
    return `<div class="gallery-stage" dir="ltr"><canvas></canvas><canvas></canvas><canvas></canvas>
<input type="range" name="cut" min="0" max="100" autocomplete="off" aria-label="${words.cut}">
<b><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M9 7l-5 5 5 5M15 7l5 5-5 5"/></svg></b>
<span>${words.before}</span><span>${words.after}</span></div>
<div class="gallery-choice" role="radiogroup" aria-label="${words.choice}">${NAMES.map(choice).join("")}</div>
<div class="gallery-facts"><div class="gallery-weights"><div class="explorer-pane gallery-kernel"></div>
<label class="gallery-tick"><input type="checkbox" name="n" autocomplete="off"> <span></span></label></div>
<div class="gallery-dial"><div class="explorer-title"></div><div dir="ltr"><svg viewBox="0 0 120 66" aria-hidden="true">
<path d="M18 62A42 42 0 0 1 102 62"/><path d="M29 36l-7-4M60 20v-8M91 36l7-4"/><g><path d="M60 62V26"/></g></svg>
<i>0</i><i>1</i><i>${words.other}</i></div></div>
<div class="gallery-flat"><div class="explorer-title">${words.flat}</div><div dir="ltr"><i>${LEVEL}</i>
<svg viewBox="0 0 20 20" aria-hidden="true"><path d="M2 10h15M12 5l5 5-5 5"/></svg><i></i></div></div>
<p class="gallery-prose"></p></div>
<div class="gallery-source">${this.makeSelect("photo")}${this.makeButton("open")}
<a class="explorer-button gallery-play">${words.play}</a></div>
<input type="file" accept="image/*" hidden><div class="gallery-problem" role="status"></div>
<p class="gallery-said" role="status"></p>${this.makeFoot()}`;
  }

  listen() {
    this.addEventListener("input", ({ target }) => {
      if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement) || target.type === "file") return;
      const { name } = target;
      if (name === "photo") this.opening = undefined; // what is still being opened comes too late
      const value = target instanceof HTMLInputElement && target.type === "checkbox" ? Number(target.checked) : target.value;
      const asked = this.parse(writeFields({ ...this.state, ...(name === "w" && { n: 1 }), [name]: value }));
      this.aloud = name !== "cut"; // a slider says its value itself
      this.render({ ...asked, photo: name === "photo" ? `${value}` : this.state.photo });
    });
    receivePictures(this, this.findPart("open"), (file) => this.open(file));
    this.findPart("restart").addEventListener("click", () => {
      this.opening = undefined;
      this.speak();
    });

    // The line goes where the picture is pressed, and follows what presses.
    const stage = this.findPart("stage");
    /** @param {PointerEvent} event */
    const follow = ({ clientX }) => {
      const { left, width } = stage.getBoundingClientRect();
      const cut = Math.round(Math.max(0, Math.min(100, (100 * (clientX - left)) / width)));
      if (cut === this.state.cut) return;
      this.state.cut = cut;
      this.showCut();
    };
    stage.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      stage.setPointerCapture(event.pointerId);
      follow(event);
    });
    stage.addEventListener("pointermove", (event) => {
      if (stage.hasPointerCapture(event.pointerId)) follow(event);
    });
  }

  /** @param {MouseEvent} event */
  follow(event) {
    const isFollowed = super.follow(event);
    if (isFollowed) this.speak();
    else this.leadToPlayground(event);
    return isFollowed;
  }

  /**
   * Goes to the playground without loading the page again. One that has not come yet, for it is far below, reads the address
   * when it does; one that is there goes by the link itself.
   * @param {MouseEvent} event
   */
  leadToPlayground(event) {
    const link = this.findPart("play");
    const isElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (event.target !== link || isElsewhere || event.defaultPrevented || document.querySelector("kernel-playground")) return;
    event.preventDefault();
    history.pushState(history.state, "", makeAddress("playground", this.writePlayground()));
    location.replace("#try-it");
  }

  /** The state of the playground that shows the same. */
  writePlayground() {
    const { w, n, photo, cut } = this.state;
    const isWhole = makePreset(w).n && !n;
    return writeFields({
      w,
      ...(PHOTOS.indexOf(photo) > 0 && { photo }),
      m: "replicate",
      ...(SIGNED[w] && { b: 128 }),
      ...(isWhole && { n }),
      ...(cut !== 50 && { cut }),
    });
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
    this.aloud = true;
    this.render({ ...this.state, photo: "own" });
  }

  /** @param {Problem} [problem]  none: all is well again */
  fail(problem) {
    const why = problem ? `<p class="explorer-problem">${this.sayProblem(problem)}</p>` : "";
    this.write(this.findPart("problem"), why);
  }

  /**
   * Shows a picture that is not there yet.
   * @param {string} photo
   */
  async fetch(photo) {
    const grid = await readSmall(photo);
    if (grid) this.grids.set(photo, grid);
    if (this.state.photo !== photo) return;
    if (grid) return this.show();
    // If no picture ever came, the gallery can show nothing, and the figure comes back.
    if (!this.last) return this.give();
    this.state.photo = this.last;
    this.show();
    this.fail({ code: "broken" });
  }

  /**
   * What a kernel makes of the picture that hangs there, as it is shown.
   * @param {string} name
   */
  resultOf(name) {
    const { hung } = this;
    if (!hung) throw new Error("There is no picture yet");
    const known = hung.results.get(name) ?? shade(name, filter(hung.picture, prepare(name, 1).kernel));
    hung.results.set(name, known);
    return known;
  }

  /**
   * Hangs another picture: every kernel is worked out anew, one after the other, and between them the page answers.
   * @param {Result} picture
   */
  async hang(picture) {
    this.hung = { picture, results: new Map() };
    const { hung } = this;
    this.setAttribute("aria-busy", "true");
    draw(find(this, "canvas", HTMLCanvasElement), picture);
    for (const label of findAll(this, ".gallery-choice label", HTMLElement)) {
      await new Promise((done) => setTimeout(done));
      if (this.hung !== hung) return; // another one has come since
      const { rows, columns, values } = this.resultOf(find(label, "input", HTMLInputElement).value);
      const [high, wide] = [Math.min(rows, THUMB.rows), Math.min(columns, THUMB.columns)];
      const [top, left] = [Math.round((rows - high) * ABOVE), (columns - wide) >> 1];
      const part = new Float64Array(high * wide);
      for (let r = 0; r < high; r++) {
        const from = (top + r) * columns + left;
        part.set(values.subarray(from, from + wide), r * wide);
      }
      draw(find(label, "canvas", HTMLCanvasElement), { rows: high, columns: wide, values: part });
    }
    this.setAttribute("aria-busy", "false");
  }

  /** @returns {Promise<Record<string, Uint8Array>>} */
  async filesOfCode() {
    return fileOf(this.pictureOfCode());
  }

  /**
   * The picture that the code reads.
   * @returns {Picture}
   */
  pictureOfCode() {
    const { photo } = this.state;
    if (photo === "own" && this.own) return { name: "own", source: this.own.file, label: this.own.file.name };
    return { name: photo, source: addressOf(`${photo}-small`) };
  }

  /** Shows the state; a picture that is not there yet comes later. */
  show() {
    const { state } = this;
    const { w, photo } = state;
    this.fail();
    this.fillSelect("photo", [...PHOTOS, ...(this.own ? ["own"] : [])], photo);
    find(this, `[value=${w}]`, HTMLInputElement).checked = true;
    this.showCut();
    const picture = this.grids.get(photo);
    if (!picture) {
      this.setAttribute("aria-busy", "true");
      this.fetch(photo);
      return;
    }
    const isNew = this.hung?.picture !== picture;
    this.last = photo;
    if (isNew) this.hang(picture);
    const shown = `${w} ${state.n}`;
    if (isNew || shown !== this.shown) this.showKernel(picture, this.shown !== "" && shown !== this.shown);
    this.shown = shown;
    if (this.aloud) this.speak();
  }

  /** Shows where the result begins: all that changes while the line is dragged. */
  showCut() {
    const { cut } = this.state;
    find(this, "[name=cut]", HTMLInputElement).value = `${cut}`;
    this.findPart("stage").style.setProperty("--cut", `${cut}`);
    find(this, "a.gallery-play", HTMLAnchorElement).href = `?playground=${this.writePlayground()}#try-it`;
    this.keep();
  }

  /**
   * Shows what the chosen kernel makes of the picture, and the kernel.
   * @param {Result} picture
   * @param {boolean} isChanged  whether another kernel stands there, which fades out
   */
  showKernel(picture, isChanged) {
    const { words } = this;
    const { w: name, n } = this.state;
    const { w, divisor, kernel } = prepare(name, n);
    const [, behind, front] = findAll(this, ".gallery-stage canvas", HTMLCanvasElement);
    Object.assign(behind, { width: front.width, height: front.height });
    behind.getContext("2d")?.drawImage(front, 0, 0);
    const shown = n ? this.resultOf(name) : shade(name, filter(picture, kernel));
    draw(front, shown);

    const sum = sumOf(w) / divisor;
    const { value, grey } = flatten(name, kernel);
    /** @type {(r: number, c: number) => Shown} */
    const weightAt = (r, c) => ({ kind: "kernel", text: writeNumber(w[r][c]) });
    this.showTable("kernel", words[name], [0, w.length], [0, w[0].length], weightAt);
    const tick = find(this, "[name=n]", HTMLInputElement);
    tick.checked = n === 1;
    const whole = sumOf(w);
    this.findPart("tick").classList.toggle("gallery-none", whole <= 1);
    find(this.findPart("tick"), "span", HTMLElement).textContent = this.say(words.n, { n: whole });
    const place = [0, 1].includes(sum) ? sum : 2;
    findAll(this, ".gallery-dial i", HTMLElement).forEach((mark, i) => {
      mark.classList.toggle("is-here", i === place);
    });
    const total = this.say(words.sum, { n: `\u2066${writeNumber(sum)}\u2069` });
    find(this, ".gallery-dial .explorer-title", HTMLElement).textContent = total;
    const turn = `rotate(${60 * (place - 1)}deg)`;
    const needle = find(this, ".gallery-dial g", SVGElement);
    needle.style.transform = turn;
    const patches = findAll(this, ".gallery-flat i", HTMLElement);
    [LEVEL, grey].forEach((shade, i) => {
      patches[i].style.background = `rgb(${shade} ${shade} ${shade})`;
      patches[i].style.color = shade < 119 ? "#fff" : "#000"; // whichever has more contrast
    });
    patches[1].textContent = writeNumber(value);
    this.showProse(name, shown);
    if (isChanged) {
      glide(front, { opacity: 0 }, { opacity: 1 });
      glide(needle, { transform: this.turn }, { transform: turn });
      for (const part of [this.findPart("weights"), this.findPart("prose"), patches[1]]) glide(part, { opacity: 0 }, { opacity: 1 });
    }
    this.turn = turn;
    this.findPart("numpy").textContent = this.writeCode();
  }

  /**
   * Shows what the page says of a kernel, and what the greys of its result mean.
   * @param {string} name
   * @param {Result} shown
   */
  showProse(name, { values }) {
    const { words } = this;
    const [section, line] = PROSE[name];
    const heading = find(document, `#${section}`, HTMLElement);
    const paragraph = document.querySelector(`#${section} ~ p`);
    const prose = this.findPart("prose");
    prose.replaceChildren(...(paragraph ? [takeLine(paragraph, line)] : []), " ");
    if (SIGNED[name]) prose.append(words.signed, " ");
    else if (values.some((value) => value < -0.5 || value > 255.5)) prose.append(words.clipped, " ");
    const title = heading.firstChild?.textContent ?? "";
    const link = Object.assign(document.createElement("a"), { href: `#${section}` });
    link.textContent = this.say(words.read, { title: title.trim() });
    prose.append(link);
  }

  /** The code of the state. */
  writeCode() {
    const { imports, code } = writeReading(this.pictureOfCode());
    const isOwn = this.state.photo === "own" && this.own;
    return writeNumpy(isOwn ? `${code}\n${writeShrinking(isOwn.shrunk, "photo")}` : code, imports, this.state);
  }

  /** Says the chosen kernel, its sum and the flat grey. Nothing is said unless the reader has done something. */
  speak() {
    this.aloud = false;
    const { w: name, n } = this.state;
    const { w, divisor, kernel } = prepare(name, n);
    const [sum, flat] = [sumOf(w) / divisor, flatten(name, kernel).value].map((value) => `\u2066${writeNumber(value)}\u2069`);
    this.findPart("said").textContent = this.say(this.words.told, { name: this.words[name], sum, flat, level: LEVEL });
  }
}

customElements.define("kernel-gallery", KernelGallery);
