// The scene of the home page: a picture whose right half is filtered, and a window on it, whose numbers stand below. The
// window wanders along the glasses until the reader takes it.
import { find, findAll, findAround, findTarget, languageOf } from "../javascripts/dom.js";
import { readNumber, toPersianDigits } from "../javascripts/letters.js";
import { still } from "../javascripts/motion.js";
import { convolve, grid, pool, sumOf, windowAt } from "./arithmetic.js";
import { MOST, countPixels, greysOf, receivePictures } from "./pictures.js";
import { equals, strideOf, writeNumber } from "./shared.js";

/** @type {ImageBitmapOptions} */
const AS_STORED = { colorSpaceConversion: "none" };
const SPEED = 5; // pixels in a second: slow enough that the numbers can be read
const SHAPE = { rows: 104, columns: 156 }; // of every picture: so coarse that what nine pixels do can be seen
/** @type {Record<string, number[][]>} */
const KERNELS = {
  edges: [[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]],
  blur: [[1, 1, 1], [1, 1, 1], [1, 1, 1]],
  sharpen: [[0, -1, 0], [-1, 5, -1], [0, -1, 0]],
  emboss: [[-2, -1, 0], [-1, 1, 1], [0, 1, 2]],
};
/** @type {Options & { operation: "convolution" }} */
const BORDER = { operation: "convolution", padding: 1, paddingMode: "replicate" };
/** @type {Options & BySize & { operation: "pooling" }} */
const POOLING = { operation: "pooling", kernelSize: 3, stride: 3, mode: "maximum", ceilMode: true };

/**
 * The place of the window when it has wandered so far: along the glasses and back, up and down a little.
 * @param {number} far
 * @returns {Two}
 */
const placeAt = (far) => [Math.round(28 + 3 * Math.sin(far / 9)), Math.round(46 + Math.abs((far % 128) - 64))];

/**
 * A place whose window lies wholly on the picture.
 * @param {Two} place
 * @returns {Two}
 */
function inside([r, c]) {
  /** @type {(i: number, most: number) => number} */
  const clamp = (i, most) => Math.max(1, Math.min(most - 2, i));
  return [clamp(r, SHAPE.rows), clamp(c, SHAPE.columns)];
}

/**
 * The grey values of a picture, whose middle is cut out and made as small as the portrait.
 * @param {ImageBitmap} picture
 * @returns {Grid<Float64Array>}
 */
function readGreys(picture) {
  const { rows, columns } = SHAPE;
  const { width: wide, height: high } = picture;
  const scale = Math.min(wide / columns, high / rows);
  const [across, down] = [columns * scale, rows * scale];
  const pen = makePen(document.createElement("canvas"));
  pen.fillStyle = "#fff"; // what is transparent lies on white
  pen.fillRect(0, 0, columns, rows);
  pen.drawImage(picture, (wide - across) / 2, (high - down) / 2, across, down, 0, 0, columns, rows);
  picture.close();
  return { rows, columns, values: Float64Array.from(greysOf(pen.getImageData(0, 0, columns, rows).data)) };
}

/** @param {HTMLCanvasElement} canvas */
function makePen(canvas) {
  canvas.width = SHAPE.columns;
  canvas.height = SHAPE.rows;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) throw new Error("The browser gives no canvas");
  return pen;
}

class PortraitScene extends HTMLElement {
  /**
   * Whether it works: known when the picture has been read. Until then the figure stands there.
   * @type {Promise<boolean> | undefined}
   */
  ready;
  /** @type {Record<string, string>} */
  words = {};
  /** @type {Grid<Float64Array>} */
  greys = grid([[0]]);
  w = KERNELS.edges.map((row) => [...row]);
  isPooled = false;
  /** @type {Two} */
  at = placeAt(0);
  /** How far the window has wandered, pixels; when it did so last, and the frame that was asked for; whether it goes on. */
  far = 0;
  last = 0;
  request = 0;
  wanders = false;
  /** Whether it can be seen. */
  seen = false;

  connectedCallback() {
    if (this.ready) return;
    const box = findAround(this, ".explorer", HTMLElement);
    this.words = JSON.parse(find(box, "script", HTMLScriptElement).text);
    this.hidden = true;
    this.innerHTML = this.frame();
    this.listen();
    this.ready = this.begin(find(box, ".figure img", HTMLImageElement)).catch(() => false);
  }

  /**
   * Takes the numbers of the figure.
   * @param {HTMLImageElement} picture
   */
  async begin(picture) {
    const answer = await fetch(picture.src); // in the edition from a folder a picture of the page may not be read
    this.greys = readGreys(await createImageBitmap(await answer.blob(), AS_STORED));
    this.hidden = false;
    this.show();
    this.wander(!still.matches);
    return true;
  }

  frame() {
    const { words } = this;
    /** @param {string} name */
    const chip = (name) => `<button type="button" class="explorer-button" data-chip="${name}">${words[name]}</button>`;
    /** @param {string} name */
    const cells = (name) =>
      Array.from({ length: 9 }, (_, i) => {
        const label = `${words.weight} ${i + 1}`;
        return name === "kernel" ? `<input size="1" maxlength="6" autocomplete="off" aria-label="${label}">` : "<i></i>";
      }).join("");
    /** @param {string} name */
    const nine = (name) => `<div class="portrait-${name}" role="group" aria-label="${words[name]}">
<span dir="auto">${words[name]}</span><div>${cells(name)}</div></div>`;
    return `<div class="portrait-stage" dir="ltr" role="application" tabindex="0" aria-label="${words.stage}">
<canvas></canvas><canvas></canvas><b></b></div>
<button type="button" class="portrait-wander">
<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 4v16l14-8z"/><path d="M6 4h4v16H6zM14 4h4v16h-4z"/></svg></button>
<div class="portrait-chips" role="group" aria-label="${words.kernels}">
${["edges", "blur", "sharpen", "emboss", "max", "own"].map(chip).join("")}<input type="file" accept="image/*" hidden></div>
<div class="portrait-sum" dir="ltr">${nine("window")}<span>×</span>${nine("kernel")}<span>=</span>${nine("products")}</div>
<p class="portrait-formula" dir="ltr"></p>
<p class="portrait-said" role="status"></p>`;
  }

  /** @param {string} name */
  findPart(name) {
    return find(this, `.portrait-${name}`, HTMLElement);
  }

  listen() {
    const stage = this.findPart("stage");
    this.addEventListener("click", (event) => {
      const chip = findTarget(event, "[data-chip]", HTMLElement)?.dataset.chip;
      if (chip && chip !== "own") this.choose(chip);
      if (findTarget(event, ".portrait-wander", HTMLElement)) this.wander(!this.wanders);
    });
    receivePictures(this, find(this, "[data-chip=own]", HTMLElement), async (picture) => {
      const fits = picture && (await countPixels(picture)) <= MOST * 1e6;
      const bitmap = fits && (await createImageBitmap(picture, AS_STORED).catch(() => undefined));
      if (!bitmap) {
        this.wander(false); // else its numbers would take the place of what is said
        this.findPart("formula").textContent = this.words.broken;
        return this.tell(this.words.broken);
      }
      this.greys = readGreys(bitmap);
      this.show();
      this.say();
    });
    this.findPart("kernel").addEventListener("input", ({ target }) => {
      if (!(target instanceof HTMLInputElement)) return;
      const value = readNumber(target.value);
      target.setAttribute("aria-invalid", `${Number.isNaN(value)}`);
      if (Number.isNaN(value)) return;
      const i = [...findAll(this, ".portrait-kernel input", HTMLInputElement)].indexOf(target);
      this.w[Math.floor(i / 3)][i % 3] = value;
      this.wander(false);
      this.show(target);
    });
    this.findPart("kernel").addEventListener("change", () => this.say());

    // The window is dragged, or goes where the picture is pressed, or by the arrow keys.
    /** @param {PointerEvent} event */
    const take = ({ clientX, clientY }) => {
      const { left, top, width, height } = stage.getBoundingClientRect();
      const place = [(clientY - top) / height, (clientX - left) / width];
      this.go([Math.floor(place[0] * SHAPE.rows), Math.floor(place[1] * SHAPE.columns)]);
    };
    stage.addEventListener("pointerdown", (event) => {
      stage.setPointerCapture(event.pointerId);
      take(event);
    });
    stage.addEventListener("pointermove", (event) => {
      if (stage.hasPointerCapture(event.pointerId)) take(event);
    });
    stage.addEventListener("pointerup", () => this.say());
    stage.addEventListener("keydown", (event) => {
      const stride = strideOf(event);
      if (!stride) return;
      this.go([this.at[0] + stride[0], this.at[1] + stride[1]]);
      this.say();
    });
    still.addEventListener("change", () => this.wander(false));
    new IntersectionObserver((entries) => {
      this.seen = Boolean(entries.at(-1)?.isIntersecting);
      if (this.seen) this.wander(this.wanders);
    }).observe(stage);
  }

  /**
   * Takes another kernel, or the maximum in its place.
   * @param {string} name
   */
  choose(name) {
    this.isPooled = name === "max";
    if (!this.isPooled) this.w = KERNELS[name].map((row) => [...row]);
    this.show();
    this.say();
  }

  /**
   * Goes to a place that the reader asks for.
   * @param {Two} place
   */
  go(place) {
    this.wander(false);
    this.at = inside(place);
    this.showWindow();
  }

  /**
   * Begins to wander, or ends it.
   * @param {boolean} wanders
   */
  wander(wanders) {
    const button = this.findPart("wander");
    this.wanders = wanders && !still.matches;
    button.setAttribute("aria-label", this.words[this.wanders ? "pause" : "play"]);
    button.classList.toggle("portrait-wanders", this.wanders);
    button.hidden = still.matches;
    cancelAnimationFrame(this.request);
    this.last = 0;
    if (this.wanders) this.request = requestAnimationFrame((now) => this.step(now));
  }

  /** @param {number} now */
  step(now) {
    if (!this.wanders || !this.seen || !this.isConnected) return;
    if (this.last) this.far += Math.min(0.1, (now - this.last) / 1000) * SPEED;
    this.last = now;
    const [r, c] = placeAt(this.far);
    if (r !== this.at[0] || c !== this.at[1]) {
      this.at = [r, c];
      this.showWindow();
    }
    this.request = requestAnimationFrame((then) => this.step(then));
  }

  /**
   * How the kernel is applied: its sum, by which the result is divided where it is more than one, and what is added so that
   * mid-grey is zero where it is zero.
   */
  get scale() {
    const sum = sumOf(this.w);
    return { divisor: Math.max(1, sum), isSigned: Math.abs(sum) < 1e-9 };
  }

  /** The result at every pixel, as greys; a pooled one fills its window. */
  makeResult() {
    const { columns } = SHAPE;
    const { divisor, isSigned } = this.scale;
    if (this.isPooled) {
      const pooled = pool(this.greys, POOLING);
      return (/** @type {number} */ i) =>
        pooled.values[Math.floor(Math.floor(i / columns) / 3) * pooled.columns + Math.floor((i % columns) / 3)];
    }
    const { values } = convolve(this.greys, grid(this.w), BORDER);
    return (/** @type {number} */ i) => (isSigned ? 128 + values[i] / 2 : values[i] / divisor);
  }

  /**
   * Shows the pictures, the kernel and the window.
   * @param {HTMLInputElement} [edited]  a weight that is being typed stays as it is
   */
  show(edited) {
    const [before, after] = findAll(this, "canvas", HTMLCanvasElement);
    const result = this.makeResult();
    paint(before, (i) => this.greys.values[i]);
    paint(after, result);
    const name = Object.keys(KERNELS).find((one) => `${KERNELS[one]}` === `${this.w}`);
    const chosen = this.isPooled ? "max" : name;
    for (const chip of findAll(this, "[data-chip]", HTMLElement)) {
      if (chip.dataset.chip !== "own") chip.setAttribute("aria-pressed", `${chip.dataset.chip === chosen}`);
    }
    this.findPart("sum").classList.toggle("portrait-pooled", this.isPooled);
    findAll(this, ".portrait-kernel input", HTMLInputElement).forEach((field, i) => {
      field.disabled = this.isPooled;
      if (field === edited) return;
      field.value = this.isPooled ? "" : writeNumber(this.w[Math.floor(i / 3)][i % 3]);
      field.removeAttribute("aria-invalid");
    });
    this.showWindow();
  }

  /** Shows the window where it is, with its numbers. */
  showWindow() {
    const [r, c] = this.at;
    const { divisor } = this.scale;
    const corner = this.isPooled ? [r - (r % 3), c - (c % 3)] : [r - 1, c - 1];
    const frame = find(this, "b", HTMLElement);
    frame.style.setProperty("--x", `${(100 * (corner[1] + 1.5)) / SHAPE.columns}`); // hundredths of the width, as is --y
    frame.style.setProperty("--y", `${(100 * (corner[0] + 1.5)) / SHAPE.columns}`);
    const { cells, value } = this.isPooled
      ? windowAt(corner[0] / 3, corner[1] / 3, this.greys, POOLING)
      : windowAt(r, c, this.greys, { ...BORDER, kernel: grid(this.w) });
    const pixels = findAll(this, ".portrait-window i", HTMLElement);
    const products = findAll(this, ".portrait-products i", HTMLElement);
    cells.forEach((cell, i) => {
      pixels[i].textContent = writeNumber(cell.value);
      pixels[i].classList.toggle("portrait-most", this.isPooled && cell.value === value);
      products[i].textContent = this.isPooled ? "" : writeNumber(cell.product);
    });
    const join = (/** @type {number[]} */ numbers) => numbers.map((n) => writeNumber(n)).join(" + ").replaceAll("+ −", "− ");
    const terms = cells.map(({ product }) => product);
    const whole = `${join(terms)} ${equals([...terms, value])} ${writeNumber(value)}`;
    const max = `max(${cells.map((cell) => writeNumber(cell.value)).join(", ")}) = ${writeNumber(value)}`;
    const divided = divisor === 1 ? "" : ` / ${writeNumber(divisor)} ${equals([value / divisor])} ${writeNumber(value / divisor)}`;
    this.findPart("formula").textContent = this.isPooled ? max : `${whole}${divided && `, ${writeNumber(value)}${divided}`}`;
  }

  /** Says aloud what the window gives: done when the reader has asked for it, not while it wanders. */
  say() {
    const [r, c] = this.at;
    const told = this.words.told.replace("{r}", `${r + 1}`).replace("{c}", `${c + 1}`);
    const formula = this.findPart("formula").textContent ?? "";
    this.tell(`${languageOf(this) === "fa" ? toPersianDigits(told) : told} `, formula);
  }

  /**
   * @param {string} text
   * @param {string} [formula]
   */
  tell(text, formula = "") {
    const isolated = Object.assign(document.createElement("bdi"), { dir: "ltr", textContent: formula });
    this.findPart("said").replaceChildren(text, isolated);
  }
}

/**
 * Paints greys.
 * @param {HTMLCanvasElement} canvas
 * @param {(i: number) => number} greyAt
 */
function paint(canvas, greyAt) {
  const image = new ImageData(SHAPE.columns, SHAPE.rows);
  const pixels = new Uint32Array(image.data.buffer);
  for (let i = 0; i < pixels.length; i++) {
    pixels[i] = 0xff000000 | (0x010101 * Math.round(Math.min(255, Math.max(0, greyAt(i)))));
  }
  makePen(canvas).putImageData(image, 0, 0);
}

customElements.define("portrait-scene", PortraitScene);
