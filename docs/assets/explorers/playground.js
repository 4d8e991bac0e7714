// The playground: a kernel on a photograph, the reader's own too, and pooling after it. filter.js works on the pixels.
import { Explorer, STEPS, array, between, fields, formula, number, numeral, placeOf, written } from "./shared.js";

const PHOTOS = ["portrait", "photographer", "bricks"];
// Those of the gallery page. Where the weights sum to more than 1, they are divided by the sum.
const PRESETS = {
  __proto__: null, // "constructor" is none
  identity: "0,0,0/0,1,0/0,0,0",
  box: "1,1,1,1,1/1,1,1,1,1/1,1,1,1,1/1,1,1,1,1/1,1,1,1,1",
  gaussian: "1,4,6,4,1/4,16,24,16,4/6,24,36,24,6/4,16,24,16,4/1,4,6,4,1",
  sharpen: "0,-1,0/-1,5,-1/0,-1,0",
  unsharp: "-1,-4,-6,-4,-1/-4,-16,-24,-16,-4/-6,-24,476,-24,-6/-4,-16,-24,-16,-4/-1,-4,-6,-4,-1",
  "sobel-x": "-1,0,1/-2,0,2/-1,0,1",
  "sobel-y": "-1,-2,-1/0,0,0/1,2,1",
  scharr: "-3,0,3/-10,0,10/-3,0,3",
  laplacian: "0,1,0/1,-4,1/0,1,0",
  outline: "-1,-1,-1/-1,8,-1/-1,-1,-1",
  emboss: "-2,-1,0/-1,1,1/0,1,2",
  motion: "1,1,1,1,1,1,1,1,1",
};
const MOST = 9; // rows and columns of a kernel: the motion blur has as many
const MODES = { zeros: "constant", reflect: "reflect", replicate: "edge", circular: "wrap" }; // as np.pad calls them

// The names of the state, and what each may be; the first is not said in the address.
const CHOICES = {
  photo: PHOTOS,
  m: Object.keys(MODES),
  b: [0, ...between(-255, 256)],
  n: [0, 1],
  a: [0, 1],
  f: [0, 1],
  pooling: ["none", "max", "mean"],
  k: between(2, 9),
  s: [2, 1, ...between(3, 9)],
  zoom: ["fit", 1, 4, 16],
  cut: [50, ...between(0, 101)],
};
const NAMES = Object.keys(CHOICES);

const within = (i, most) => Math.max(0, Math.min(most - 1, i));
const sumOf = (w) => +w.flat().reduce((sum, weight) => sum + weight).toFixed(9);

function kernelOf(text) {
  const rows = text.split("/").map((row) => row.split(",").map((weight) => number(weight.slice(0, 7)) || 0));
  return rows.slice(0, MOST).map((row) => rows[0].slice(0, MOST).map((_, c) => row[c] ?? 0));
}

/** The kernel with more rows and columns, or fewer; its centre stays. */
function resized(w, rows, columns) {
  const from = (now, then) => ((now - 1) >> 1) - ((then - 1) >> 1);
  const down = from(w.length, rows);
  const along = from(w[0].length, columns);
  return between(0, rows).map((r) => between(0, columns).map((c) => w[r + down]?.[c + along] ?? 0));
}

function preset(text) {
  const w = kernelOf(PRESETS[text] ?? text);
  return { w, n: Number(text in PRESETS && sumOf(w) > 1) };
}

const named = ({ w, n }) => Object.keys(PRESETS).find((name) => `${Object.values(preset(name))}` === `${[w, n]}`);

// ---- this, in NumPy, and the sum

function numpy({ w, n, f, b, a, m, pooling, k, s }, { name, source, label }, [r, c]) {
  const own = name === "own";
  const over = [w, w[0]].map(({ length }) => `(${(length - 1) >> 1}, ${length >> 1})`).join(", ");
  const picture = own
    ? `picture = Image.open(${JSON.stringify(label)})  # your own
picture = ImageOps.exif_transpose(picture).convert("RGBA")
white = Image.new("RGBA", picture.size, "white")
picture = Image.alpha_composite(white, picture)`
    : `picture = Image.open(urlopen("${source}"))`;
  const bias = b ? `result += ${b}\n` : "";
  const after = `windows = sliding_window_view(result, (${k}, ${k}))[::${s}, ::${s}]
result = windows.${pooling}(axis=(2, 3))\n`;
  return `import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from PIL import Image${own ? ", ImageOps" : "\nfrom urllib.request import urlopen"}

${picture}
photo = np.array(picture.convert("L"), float)

${array("kernel", w, ", float")}${n && sumOf(w) ? "kernel /= kernel.sum()\n" : ""}${f ? "kernel = kernel[::-1, ::-1]\n" : ""}
padded = np.pad(photo, (${over}), "${MODES[m]}")
windows = sliding_window_view(padded, kernel.shape)
result = np.einsum("rcij,ij->rc", windows, kernel)
${bias}${a ? "result = np.abs(result)\n" : ""}${pooling === "none" ? "" : after}
print(result.shape, result.min(), result.max())
print(result[${r}, ${c}])`;
}

const text = (value) => `${value}`.replace("-", "−");

/** The sum at a pixel, written out; of a large window the products stand in their grid. */
function sums({ work: { n, b, a }, terms, sum, filtered }) {
  const value = terms.reduce((total, { value, weight }) => total + value * weight, 0);
  const first = terms.length > 9 ? `Σ = ${numeral(value)}` : formula({ cells: terms, divisor: 1, value }, {});
  let rest = numeral(value);
  if (n && sum) rest += sum < 0 ? ` / (${text(sum)})` : ` / ${sum}`;
  if (b) rest += ` ${b < 0 ? "−" : "+"} ${Math.abs(b)}`;
  if (a) rest = `|${rest}|`;
  return rest === numeral(value) ? first : `${first}\n${rest} = ${numeral(filtered)}`;
}

// ---- the element

class KernelPlayground extends Explorer {
  parse(text) {
    const given = fields(text);
    const state = preset(given.w ?? "identity");
    for (const name of NAMES) {
      const values = CHOICES[name];
      state[name] = values.find((value) => `${value}` === given[name]) ?? state[name] ?? values[0];
    }
    const at = (given.at ?? "").split(",").map(Number);
    if (at.length === 2 && at.every((i) => i >= 0)) state.at = at.map(Math.trunc);
    return state;
  }

  format(state) {
    const parts = { w: named(state) ?? state.w.join("/") };
    for (const name of NAMES) {
      const said = CHOICES[name].indexOf(state[name]) > 0; // the reader's own picture cannot be
      if (said && !(name === "n" && parts.w in PRESETS)) parts[name] = state[name];
    }
    return written(state.at ? { ...parts, at: state.at } : parts);
  }

  frame() {
    const { words } = this;
    const each = (names, html) => names.split(" ").map((name) => html(name)).join("");
    const choices = (names) => each(names, (name) => this.choice(name));
    const tick = (name) => `<label><input type="checkbox" name="${name}" autocomplete="off"> ${words[name]}</label>`;
    const slider = (name, min, max) =>
      `<input type="range" name="${name}" min="${min}" max="${max}" autocomplete="off" aria-label="${words[name]}">`;
    const buttons = (names) => each(names, (name) => this.button(name));
    const pane = (name) => `<div class="explorer-pane playground-${name}"></div>`;
    return `<div class="playground-source">${choices("photo")}${buttons("open camera stop")}</div>
<input type="file" accept="image/*" hidden><p>${words.kept}</p>
<div class="playground-problem" role="status"></div>
<div class="explorer-panes"><div class="playground-stage" dir="ltr">
<div class="playground-scroll" role="application" aria-label="${words.stage}" tabindex="0">
<div class="playground-sheet"><canvas></canvas><div class="playground-cut"><canvas></canvas></div><i></i></div></div>
<video muted autoplay playsinline hidden></video>
<span>${words.before}</span><span>${words.after}</span>${slider("cut", 0, 100)}</div>
<div class="playground-choices"><div class="explorer-settings" role="group" aria-label="${words.settings}">
${choices("preset rows columns m")}<label><span>${words.b} <output></output></span>${slider("b", -255, 255)}</label>
${choices("pooling k s zoom")}</div><p>${each("n a f", tick)}</p></div></div>
<p class="playground-told"></p>
<div class="explorer-panes" dir="ltr">${each("pixels kernel products", pane)}</div>
<p class="playground-formula" dir="ltr"></p><p class="playground-pooled"></p>
<p class="playground-said" role="status"></p>${this.foot()}`;
  }

  listen() {
    this.canvases = [...this.querySelectorAll("canvas")];
    this.screens = this.canvases.map((canvas) => canvas.getContext("bitmaprenderer"));
    this.video = this.querySelector("video");
    this.bad = [];
    const view = (this.view = this.part("scroll"));
    const sheet = (this.sheet = this.part("sheet"));
    const worker = (this.worker = new Worker(new URL("./filter.js", import.meta.url), { type: "module" }));
    worker.onmessage = ({ data }) => this.take(data);
    worker.onerror = () => this.take({ lost: true, problems: [{ code: "broken" }] });

    this.addEventListener("input", ({ target }) => {
      const { name, type, value, checked } = target;
      const { state } = this;
      const { w } = state;
      this.edited = undefined;
      if (type === "file") {
        this.open(target.files[0]);
        target.value = ""; // else the same file could not be chosen again
        return;
      }
      if (name === "photo") this.film();
      if (name === "w") {
        const weight = number(value);
        target.ariaInvalid = Number.isNaN(weight);
        if (Number.isNaN(weight)) return;
        const [r, c] = placeOf(target);
        w[r][c] = weight;
        this.edited = target;
      } else if (name === "preset") Object.assign(state, value in PRESETS && preset(value));
      else if (name === "rows") state.w = resized(w, Number(value), w[0].length);
      else if (name === "columns") state.w = resized(w, w.length, Number(value));
      else {
        const wanted = type === "checkbox" ? `${Number(checked)}` : value;
        state[name] = CHOICES[name].find((one) => `${one}` === wanted) ?? value;
      }
      this.render();
      if (name === "zoom") this.centre();
    });
    this.addEventListener("change", ({ target }) => {
      if (target.name !== "w") return;
      this.edited = undefined;
      this.render();
    });

    // The reader's own picture.
    const file = this.querySelector("[type=file]");
    this.part("open").addEventListener("click", () => file.click());
    this.addEventListener("dragover", (event) => event.preventDefault());
    this.addEventListener("drop", (event) => {
      event.preventDefault();
      this.open(event.dataTransfer.files[0]);
    });
    document.addEventListener("paste", ({ clipboardData, target }) => {
      if (!this.isConnected || target.matches?.("input:not([type=range], [type=checkbox]), textarea")) return;
      const files = clipboardData?.files ?? [];
      if (files.length || this.contains(target)) this.open(files[0]);
    });
    this.part("camera").addEventListener("click", () => this.shoot());
    for (const name of ["stop", "restart"]) this.part(name).addEventListener("click", () => this.film());
    document.addEventListener("visibilitychange", () => document.hidden && this.film());
    this.film();

    // The pixel: the pointer looks at one, a click or a key stays at one.
    const under = ({ clientX, clientY }) => {
      const { left, top, width, height } = sheet.getBoundingClientRect();
      const places = [(clientY - top) / height, (clientX - left) / width];
      return places.map((place, axis) => within(Math.floor(place * this.size[axis]), this.size[axis]));
    };
    const look = (at) => {
      this.looked = at;
      this.ask();
    };
    sheet.addEventListener("pointermove", (event) => event.pointerType === "mouse" && this.size && look(under(event)));
    sheet.addEventListener("pointerleave", () => look());
    sheet.addEventListener("click", (event) => {
      this.state.at = this.size && under(event);
      this.render();
    });
    view.addEventListener("keydown", (event) => {
      const step = STEPS[event.key];
      if (!step || !this.result || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      const far = event.shiftKey ? 10 : 1;
      const from = this.state.at ?? this.result.point;
      this.state.at = from.map((i, axis) => within(i + far * step[axis], this.size[axis]));
      this.looked = undefined;
      this.aloud = true;
      this.render();
      this.centre();
    });
    view.addEventListener("scroll", () => this.measure());
    const watch = new ResizeObserver(() => this.measure());
    for (const box of [view, sheet]) watch.observe(box);
  }

  /** Takes a picture of the reader's. */
  open(source, label = source?.name) {
    this.film();
    if (!source) return this.fail("nothing");
    this.picture = { name: "own", source, label };
    this.state.photo = "own";
    this.render();
  }

  fail(code) {
    this.trouble = [{ code }];
    this.paint();
  }

  /** Shows what the camera sees; without a stream, no longer. */
  film(stream = null) {
    const { video } = this;
    for (const track of video.srcObject?.getTracks() ?? []) track.stop();
    video.srcObject = stream;
    video.hidden = this.part("stop").hidden = !stream;
    this.part("camera").textContent = this.words[stream ? "take" : "camera"];
  }

  async shoot() {
    const { video, picture } = this;
    if (video.srcObject) return video.videoWidth && this.open(await createImageBitmap(video), "photo.png");
    // Without https there is no camera.
    const camera = navigator.mediaDevices?.getUserMedia({ video: { facingMode: "environment" } });
    const stream = await camera?.catch(() => {});
    if (!stream) return this.fail("refused");
    // She may have chosen another picture, or left, while she was asked.
    if (picture === this.picture && !document.hidden) this.film(stream);
    else for (const track of stream.getTracks()) track.stop();
  }

  /** Asks for what is wanted now. While the worker works, nothing waits but the wish to ask again. */
  ask() {
    this.again = this.busy;
    if (this.busy) return;
    this.busy = true;
    const { state, picture } = this;
    const source = picture === this.sent ? undefined : picture?.source;
    this.sent = picture;
    const { w, n, f, b, a, m, pooling, k, s } = state;
    this.worker.postMessage({ source, work: { w, n, f, b, a, m, pooling, k, s }, at: this.looked ?? state.at });
    this.view.ariaBusy = true;
  }

  /** Takes what the worker answers. */
  take({ lost, problems = [], original, image, size, ...result }) {
    this.busy = false;
    const { good, sent } = this;
    if (lost) {
      const newer = this.picture !== sent;
      // Without any picture there is no playground: the figure comes back.
      if (!good && !newer) return this.give();
      // Back to the picture before, if none was chosen since.
      if (!newer) this.picture = good;
      this.sent = good;
      this.state.photo = this.picture.name;
      if (sent !== good) this.render(); // what has failed once is not tried again
      this.trouble = problems;
    } else {
      this.bad = problems;
      this.size = size;
      if (!problems.length) this.result = result;
      this.good = sent;
      if (sent.name === "own") this.own = sent;
      [original, image].forEach((bitmap, i) => bitmap && this.screens[i].transferFromImageBitmap(bitmap));
    }
    if (this.again) this.ask();
    this.paint();
    if (original) this.centre();
    this.view.ariaBusy = this.busy;
  }

  /** Gives the place back to the figure. */
  give() {
    delete this.box.dataset.live;
    this.remove();
  }

  /** Shows a state that is new or has changed, and asks for its pixels. */
  render(state = this.state) {
    this.state = state;
    const { photo, w, zoom } = state;
    this.trouble = [];
    if (photo !== this.picture?.name) {
      const source = new URL(`../photographs/${photo}.webp`, import.meta.url).href;
      this.picture = photo === "own" ? this.own : { name: photo, source };
    }
    for (const name of ["m", "pooling", "k", "s", "zoom"]) {
      // Numbers in their order; names stay where they are.
      this.options(name, [...CHOICES[name]].sort((one, other) => one - other), state[name]);
    }
    const own = photo === "own" || this.own ? ["own"] : [];
    this.options("photo", [...PHOTOS, ...own], photo);
    this.options("preset", [...Object.keys(PRESETS), "free"], named(state) ?? "free");
    this.options("rows", between(1, MOST + 1), w.length);
    this.options("columns", between(1, MOST + 1), w[0].length);
    for (const name of ["n", "a", "f"]) this.querySelector(`[name=${name}]`).checked = state[name];
    for (const name of ["b", "cut"]) this.querySelector(`[name=${name}]`).value = state[name];
    this.querySelector("output").textContent = this.say("\u2066{b}\u2069", { b: text(state.b) });
    const { kernel } = this.words;
    const weight = (r, c) => ({ kind: "kernel", edit: "w", label: this.named(kernel, r, c), text: text(w[r][c]) });
    this.table("kernel", kernel, [0, w.length], [0, w[0].length], weight);
    this.sheet.classList.toggle("near", zoom !== "fit");
    this.sheet.style.setProperty("--zoom", zoom);
    this.cut();
    this.keep();
    this.ask();
  }

  /** Looks where things are, which takes time, when they have moved. */
  measure() {
    const { view, sheet } = this;
    this.left = view.scrollLeft - sheet.offsetLeft;
    this.width = view.clientWidth;
    this.wide = sheet.clientWidth;
    this.cut();
  }

  /** Lets the result begin where the slider stands. */
  cut() {
    this.sheet.style.setProperty("--cut", `${this.left + (this.width * this.state.cut) / 100}px`);
    // Large pixels stay squares; smaller ones than those of the screen are better mixed.
    const { size, step } = this;
    const near = (times) => Boolean(size) && this.wide * times >= size[1];
    this.canvases.forEach((canvas, i) => canvas.classList.toggle("pixels", near(i ? step : 1)));
  }

  /** Brings the pixel into the middle. */
  centre() {
    const { view, sheet, size, result } = this;
    if (!result) return;
    // The answer about the pixel that is wanted now may be still to come.
    const [y, x] = (this.state.at ?? result.point).map((i, axis) => (i + 0.5) / size[axis]);
    view.scrollTo(x * sheet.clientWidth - view.clientWidth / 2, y * sheet.clientHeight - view.clientHeight / 2);
  }

  /** Shows what has come. */
  paint() {
    const { words, sheet, result, size } = this;
    const problems = [...this.trouble, ...this.bad];
    const why = problems.map((problem) => `<p class="explorer-problem">${this.why(problem)}</p>`);
    this.write(this.part("problem"), why.join(""));
    this.classList.toggle("stale", this.bad.length > 0);
    if (!size) return;
    const place = (element, from, span) => {
      const [top, left, height, width] = [...from, ...span].map((i, axis) => `${(100 * i) / size[axis % 2]}%`);
      Object.assign(element.style, { top, left, height, width });
    };
    sheet.style.setProperty("--rows", size[0]);
    sheet.style.setProperty("--columns", size[1]);
    if (!result) return;
    const { work, terms, point, cell, shape, low, high, sum } = result;
    const { w, n, pooling, k, s } = work;
    const wide = [w.length, w[0].length];
    place(sheet.querySelector("i"), point.map((i, axis) => i - ((wide[axis] - 1) >> 1)), wide);
    const pooled = pooling !== "none";
    const step = (this.step = pooled ? s : 1);
    const inset = pooled ? (k - s) / 2 : 0;
    place(this.canvases[1], [inset, inset], shape.map((n) => n * step));

    const isolated = (value) => `\u2066${numeral(value)}\u2069`; // a minus stays in front, in Persian too
    const [rows, columns] = shape;
    const told = [this.say(words.range, { rows, columns, low: isolated(low), high: isolated(high) })];
    if (low < 0 || high > 255) told.push(this.say(words.clipped));
    if (n && !sum) told.push(this.say(words.zero));
    if (this.good.name === "own") told.push(words.unlinked);
    this.part("told").textContent = told.join(" ");

    const show = (name, kind, value) => {
      const number = (r, c) => ({ kind, text: numeral(value(terms[r * wide[1] + c])) });
      this.table(name, words[name], [0, wide[0]], [0, wide[1]], number);
    };
    show("pixels", "input", ({ value }) => value);
    show("products", "window", ({ value, weight }) => value * weight);
    this.part("pixels").querySelectorAll("tbody td").forEach((td, i) => {
      const { value } = terms[i];
      td.style.background = `rgb(${value} ${value} ${value})`;
      td.style.color = value < 119 ? "#fff" : "#000"; // whichever stands out more
    });
    this.part("formula").textContent = sums(result);
    const here = this.say(`${this.named(words.after, ...cell)}: ${isolated(result.value)}`);
    this.part("pooled").textContent = here;
    if (this.aloud && !this.busy) {
      this.part("said").textContent = here;
      this.aloud = false;
    }
    this.part("numpy").textContent = this.bad.length ? "" : numpy(work, this.good, cell);
    this.cut();
  }
}

customElements.define("kernel-playground", KernelPlayground);
