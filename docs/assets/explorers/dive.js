// The dive: what one number of a network sees of a photograph, layer by layer, and through which numbers in between.
import { find, findAround } from "../javascripts/dom.js";
import { TIME, still } from "../javascripts/motion.js";
import { ancestors, walk } from "./arithmetic.js";
import { SIDE, diveInto, readLayers, writeLayer } from "./layers.js";
import { Explorer, numbersBetween, pick, readFields, strideOf, writeFields } from "./shared.js";

const MARGIN = 16; // pixels of padding that are shown around it
const END = SIDE + MARGIN;

// The layers of each network in turn: convolutions of 3 × 3, poolings of 2 × 2.
/** @type {Record<string, string>} */
const NETS = { vgg: "ccpccpcccpcccpcccp", small: "cccccc" };

// The dilation of the convolution that comes i-th, of 0, 1, 2 …
/** @type {Record<string, (i: number) => number>} */
const DILATIONS = {
  1: () => 1,
  2: () => 2,
  4: () => 4,
  8: () => 8,
  mixed: (i) => (i % 3) + 1,
  double: (i) => 2 ** (i % 6),
};

/**
 * The network, 1 if its strides are on, the dilation, the layer, 0 for the picture, and the pixel of the picture nearest to
 * which the chosen output lies; with the network "own" its layers, which the calculator has sent.
 * @typedef {{ net: string, s: number, d: string, n: number, at: Two,
 *   layers?: import("./layers.js").CalculatorLayer[] }} State
 */

/** @type {State} */
const DEFAULTS = { net: "vgg", s: 1, d: "1", n: 14, at: [112, 100] };

/**
 * What a state makes of the input up to a layer, the same along both axes.
 * @typedef {{ size: number, field: number, start: number, jump: number }} Depth
 */

/**
 * @param {State} state
 * @returns {Layer[]}
 */
function listLayers({ net, s, d, layers }) {
  if (layers) return diveInto(layers) ?? [];
  let turn = 0;
  return [...NETS[net]].map((kind) => {
    if (kind === "p") return { operation: "pooling", kernelSize: 2, stride: s ? 2 : 1, padding: 0, dilation: 1 };
    const dilation = DILATIONS[d](turn++);
    const stride = s && net === "small" ? 2 : 1;
    return { operation: "convolution", kernelSize: 3, stride, padding: dilation, dilation };
  });
}

/**
 * @param {Layer[]} layers
 * @returns {Depth[]}  of the input, and behind each layer
 */
function listDepths(layers) {
  const depths = [{ size: SIDE, field: 1, start: 0, jump: 1 }];
  for (const { size, field, start, jump } of walk(layers, { size: [SIDE, SIDE], channels: 1 })) {
    if (size) depths.push({ size: size[0], field: field[0], start: start[0] ?? 0, jump: jump[0] });
  }
  return depths;
}

/**
 * The middle of what an output sees.
 * @param {Depth} depth
 * @param {number} output
 */
const middleOf = ({ start, jump, field }, output) => start + output * jump + (field - 1) / 2;

/**
 * The output that sees around a pixel, or the one that comes nearest to it.
 * @param {Depth} depth
 * @param {number} pixel
 */
function findOutput(depth, pixel) {
  return Math.max(0, Math.min(depth.size - 1, Math.round((pixel - middleOf(depth, 0)) / depth.jump)));
}

/**
 * What an output sees along an axis: where its field begins, how many of its pixels lie in the picture, the ancestors in each
 * layer, and the pixels of the picture that lie in the field and are not seen.
 * @param {Layer[]} layers
 * @param {Depth} depth
 * @param {number} output
 */
function look(layers, { start, jump, field }, output) {
  const behind = ancestors(layers, SIDE, output);
  const first = start + output * jump;
  const seen = new Set(behind[0]);
  const inside = numbersBetween(Math.max(0, first), Math.max(0, Math.min(SIDE, first + field)));
  return { first, behind, inside: inside.length, holes: inside.filter((pixel) => !seen.has(pixel)) };
}

/**
 * Whole numbers in order, as runs: each has its first number and the one behind its last.
 * @param {number[]} numbers
 */
function findRuns(numbers) {
  /** @type {Two[]} */
  const runs = [];
  for (const n of numbers) {
    const last = runs[runs.length - 1];
    if (last?.[1] === n) last[1] = n + 1;
    else runs.push([n, n + 1]);
  }
  return runs;
}

/**
 * A path of rectangles.
 * @param {number[][]} boxes  left, top, width and height of each
 */
const makePath = (boxes) => boxes.map(([x, y, width, height]) => `M${x} ${y}h${width}v${height}h${-width}z`).join("");

/**
 * The numbers of a layer from the side.
 * @param {Depth} depth
 * @param {number} n  the layer
 * @param {number[]} outputs
 */
function stack(depth, n, outputs) {
  const { jump } = depth;
  const height = jump > 2 ? 0.8 * jump : jump; // there is no room for gaps between narrow ones
  const runs = jump > 2 ? outputs.map((output) => [output, output + 1]) : findRuns(outputs);
  return runs.map(([from, to]) => {
    const top = middleOf(depth, from) + (1 - height) / 2;
    return [n + 0.1, top, 0.8, (to - from - 1) * jump + height];
  });
}

// ---- this, in Python

/**
 * @param {Layer[]} layers
 * @param {Two} place
 */
function writePython(layers, place) {
  const lines = layers.map(({ kernelSize, stride, dilation, padding }) => {
    return `    (${[kernelSize, stride, dilation, padding].join(", ")}),\n`;
  });
  return `layers = [  # kernel size, stride, dilation, padding
${lines.join("")}]
size, output = ${SIDE}, (${place.join(", ")})

field, jump, start = 1, 1, 0
sizes = [size]
for k, s, d, p in layers:
    field += d * (k - 1) * jump
    start -= p * jump
    jump *= s
    sizes.append((sizes[-1] + 2 * p - d * (k - 1) - 1) // s + 1)
print(field, jump, start)

for place in output:  # the rows, then the columns
    seen = {place}
    for (k, s, d, p), n in zip(layers[::-1], sizes[-2::-1]):
        behind = {s * i - p + d * j for i in seen for j in range(k)}
        seen = behind & set(range(n))  # nothing lies behind the padding
    print(*sorted(seen))`;
}

// ---- the element

/** @extends {Explorer<State>} */
class FieldDive extends Explorer {
  /**
   * The layers that are worked out, of which settings, and what they make of the input.
   * @type {{ of: string, layers: Layer[], depths: Depth[] } | undefined}
   */
  net;
  /**
   * The frame as it is seen: top, left and side. While it moves, it is between two layers.
   * @type {number[] | undefined}
   */
  framed;
  /** The layer that was shown last, and of which network. */
  shown = "";
  moving = 0;
  /** Whether the pixel is being dragged. */
  isDragged = false;

  get name() {
    return "dive";
  }

  /**
   * @param {string} text
   * @returns {State}
   */
  parse(text) {
    const given = readFields(text);
    const own = given.net === "own" ? readLayers(given.layers ?? "") : [];
    const layers = diveInto(own) && own;
    const net = layers ? "own" : pick(Object.keys(NETS), given.net, DEFAULTS.net);
    const most = layers?.length ?? NETS[net].length;
    const at = (given.at ?? `${DEFAULTS.at}`).split(",").map(Number);
    /** @param {number} axis */
    const place = (axis) => (Number.isInteger(at[axis]) && at[axis] >= 0 && at[axis] < SIDE ? at[axis] : DEFAULTS.at[axis]);
    return {
      net,
      s: pick([0, 1], given.s, DEFAULTS.s),
      d: pick(Object.keys(DILATIONS), given.d, DEFAULTS.d),
      n: pick(numbersBetween(0, most + 1), given.n, Math.min(most, DEFAULTS.n)),
      at: [place(0), place(1)],
      ...(layers && { layers }),
    };
  }

  /** @param {State} state */
  format({ net, s, d, n, at, layers }) {
    return writeFields(layers ? { net, layers: layers.map(writeLayer), n, at } : { net, s, d, n, at });
  }

  frame() {
    const { words } = this;
    const photo = new URL("../photographs/portrait-face.webp", import.meta.url).href;
    const box = `${-MARGIN} ${-MARGIN} ${SIDE + 2 * MARGIN} ${SIDE + 2 * MARGIN}`;
    return `<div class="dive-stage" dir="ltr" role="application" aria-label="${words.stage}" tabindex="0">
<div class="dive-sheet"><img src="${photo}" width="${SIDE}" height="${SIDE}" alt="" draggable="false">
<svg viewBox="${box}" aria-hidden="true"><path class="dive-dim"/><path class="dive-edge"/><path class="dive-frame"/></svg>
<i class="dive-handle"></i></div>
<svg class="dive-side" preserveAspectRatio="none" aria-hidden="true"><path class="dive-all"/><path class="dive-zeros"/><path
class="dive-lit"/></svg></div>
<label class="dive-depth"><span>${words.n} <output></output></span><input type="range" name="n" min="0" step="1"
autocomplete="off" aria-label="${words.n}"></label>
<div class="dive-settings" role="group" aria-label="${words.settings}">${this.makeSelect("net")}${this.makeSelect("d")}
<label class="dive-tick"><input type="checkbox" name="s" autocomplete="off"> ${words.s}</label></div>
<p class="dive-told"></p><p class="dive-said" role="status"></p>${this.makeFoot()}`;
  }

  listen() {
    this.addEventListener("input", ({ target }) => {
      if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
      const isTick = target instanceof HTMLInputElement && target.type === "checkbox";
      const value = isTick ? Number(target.checked) : target.value;
      this.render(this.parse(this.format({ ...this.state, [target.name]: value })));
    });
    // While the slider is dragged nothing is said, but when it is let go.
    this.addEventListener("change", () => this.speak());
    this.findPart("restart").addEventListener("click", () => this.speak());
    const photo = find(this, "img", HTMLImageElement);
    photo.addEventListener("error", () => this.give());

    const stage = this.findPart("stage");
    const sheet = this.findPart("sheet");
    /** @param {MouseEvent} event */
    const follow = ({ clientX, clientY }) => {
      const { left, top, width } = sheet.getBoundingClientRect();
      const unit = (SIDE + 2 * MARGIN) / width;
      // A pixel is where its middle is, half a pixel from its edge.
      const [row, column] = [clientY - top, clientX - left].map((way) => way * unit - MARGIN - 0.5);
      this.choose([row, column]);
    };
    sheet.addEventListener("pointerdown", (event) => {
      // A finger drags the pixel itself; elsewhere on the picture it scrolls the page.
      const isHandle = event.target === this.findPart("handle");
      this.isDragged = event.button === 0 && (event.pointerType === "mouse" || isHandle);
      if (!this.isDragged) return;
      sheet.setPointerCapture(event.pointerId);
      if (!isHandle) follow(event);
    });
    sheet.addEventListener("pointermove", (event) => {
      if (this.isDragged) follow(event);
    });
    for (const end of ["pointerup", "pointercancel"]) {
      sheet.addEventListener(end, () => {
        if (!this.isDragged) return;
        this.isDragged = false;
        this.show();
        this.speak();
      });
    }
    sheet.addEventListener("click", (event) => {
      if (event.target === this.findPart("handle")) return;
      follow(event);
      this.speak();
    });
    stage.addEventListener("keydown", (event) => {
      const stride = strideOf(event);
      if (!stride) return;
      const depth = this.depth;
      const [row, column] = this.outputs;
      const [down, along] = [depth.jump * stride[0], depth.jump * stride[1]];
      this.choose([middleOf(depth, row) + down, middleOf(depth, column) + along]);
      this.speak();
    });
  }

  /** The network of the state. */
  get worked() {
    const of = this.format({ ...this.state, n: 0, at: DEFAULTS.at });
    if (this.net?.of !== of) {
      const layers = listLayers(this.state);
      this.net = { of, layers, depths: listDepths(layers) };
    }
    return this.net;
  }

  /** What the layers up to the chosen one make of the input. */
  get depth() {
    return this.worked.depths[this.state.n];
  }

  /** The chosen output: its row and its column. */
  get outputs() {
    const { depth } = this;
    const [row, column] = this.state.at.map((pixel) => findOutput(depth, pixel));
    return /** @type {Two} */ ([row, column]);
  }

  /**
   * Chooses the output that lies nearest to a place of the picture, or beside it.
   * @param {Two} place
   */
  choose(place) {
    const { depth, outputs } = this;
    const next = place.map((pixel) => findOutput(depth, pixel));
    if (next.join() === outputs.join()) return;
    // The pixel in the middle of what it sees, or the nearest of the picture.
    const [row, column] = next.map((output) => Math.max(0, Math.min(SIDE - 1, Math.floor(middleOf(depth, output)))));
    this.render({ ...this.state, at: [row, column] });
  }

  /** Says what is seen, after the reader has done something. */
  speak() {
    this.findPart("said").textContent = this.findPart("told").textContent;
  }

  show() {
    const { state, depth, outputs } = this;
    const { of, layers, depths } = this.worked;
    const before = this.shown;
    this.shown = `${of} ${state.n}`;
    if (this.shown !== before) this.showSettings();
    const [down, along] = outputs.map((output) => look(layers.slice(0, state.n), depth, output));
    this.showSide(depths, down.behind);
    const middles = outputs.map((output) => (middleOf(depth, output) + 0.5 + MARGIN) / (SIDE + 2 * MARGIN));
    const [top, left] = middles.map((part) => `${100 * part}%`);
    Object.assign(this.findPart("handle").style, { top, left });
    const isSlow = before !== "" && before !== this.shown;
    this.move([down.first, along.first, depth.field], [down.holes, along.holes].map(findRuns), isSlow);
    this.findPart("told").textContent = this.explain(down, along);
    if (this.isDragged) return; // the code and the address wait until it stands
    this.findPart("numpy").textContent = writePython(layers.slice(0, state.n), outputs);
    this.keep();
  }

  /** Shows which network it is and which layer, and all numbers of all layers from the side. */
  showSettings() {
    const { state, words } = this;
    const { n } = state;
    const { layers, depths } = this.worked;
    this.fillSelect("net", [...Object.keys(NETS), ...(state.layers ? ["own"] : [])], state.net);
    this.fillSelect("d", Object.keys(DILATIONS), state.d);
    find(this, "[name=s]", HTMLInputElement).checked = state.s === 1;
    // They change the networks of the dive alone.
    for (const name of ["s", "d"]) {
      findAround(find(this, `[name=${name}]`, HTMLElement), "label", HTMLElement).hidden = Boolean(state.layers);
    }
    const slider = find(this, "[name=n]", HTMLInputElement);
    const count = this.say(words.of, { n, most: layers.length });
    slider.max = `${layers.length}`;
    slider.value = `${n}`;
    slider.setAttribute("aria-valuetext", count);
    find(this, ".dive-depth output", HTMLOutputElement).textContent = count;
    find(this, ".dive-side", SVGElement).setAttribute("viewBox", `0 ${-MARGIN} ${depths.length} ${SIDE + 2 * MARGIN}`);
    this.draw("all", makePath(depths.flatMap((depth, n) => stack(depth, n, numbersBetween(0, depth.size)))));
  }

  /**
   * Draws from the side the numbers that the chosen one comes from.
   * @param {Depth[]} depths
   * @param {number[][]} behind
   */
  showSide(depths, behind) {
    /** @type {(n: number, output: number) => boolean} */
    const isInside = (n, output) => output >= 0 && output < depths[n].size;
    const lit = behind.flatMap((outputs, n) => stack(depths[n], n, outputs.filter((output) => isInside(n, output))));
    const zeros = behind.flatMap((outputs, n) => stack(depths[n], n, outputs.filter((output) => !isInside(n, output))));
    this.draw("zeros", makePath(zeros));
    this.draw("lit", makePath(lit));
  }

  /**
   * @param {string} name
   * @param {string} path
   */
  draw(name, path) {
    const part = find(this, `.dive-${name}`, SVGPathElement);
    if (part.getAttribute("d") !== path) part.setAttribute("d", path);
  }

  /**
   * Moves the frame to its place: at once, or from where it is.
   * @param {number[]} to  top, left and side
   * @param {Two[][]} holes  runs of rows and of columns that are not seen
   * @param {boolean} isSlow
   */
  move(to, holes, isSlow) {
    cancelAnimationFrame(this.moving);
    const from = this.framed;
    if (!from || !isSlow || still.matches) {
      this.showFrame(to, holes);
      return;
    }
    /** @type {number | undefined} */
    let began;
    /** @param {number} now */
    const step = (now) => {
      began ??= now;
      const part = Math.min(1, (now - began) / TIME);
      const eased = 1 - (1 - part) ** 3;
      this.showFrame(from.map((one, i) => one + eased * (to[i] - one)), holes);
      if (part < 1) this.moving = requestAnimationFrame(step);
    };
    this.moving = requestAnimationFrame(step);
  }

  /**
   * Draws the frame, and dims what is not seen: whole rows and whole columns, and so all that lies in either.
   * @param {number[]} framed
   * @param {Two[][]} holes
   */
  showFrame(framed, [rows, columns]) {
    this.framed = framed;
    const [top, left, side] = framed;
    const all = END + MARGIN;
    /** @type {(first: number, runs: Two[]) => Two[]} */
    const around = (first, runs) => {
      const ends = [Math.max(-MARGIN, first), Math.min(END, first + side)];
      return [[-MARGIN, Math.min(END, ends[0])], ...runs, [Math.max(-MARGIN, ends[1]), END]];
    };
    const dim = [
      ...around(top, rows).map(([from, to]) => [-MARGIN, from, all, to - from]),
      ...around(left, columns).map(([from, to]) => [from, -MARGIN, to - from, all]),
    ];
    this.draw("dim", makePath(dim.filter(([, , width, height]) => width > 0 && height > 0)));
    const frame = makePath([[left, top, side, side]]);
    this.draw("edge", frame);
    this.draw("frame", frame);
  }

  /**
   * What is seen, in words.
   * @param {ReturnType<typeof look>} down
   * @param {ReturnType<typeof look>} along
   */
  explain(down, along) {
    const { words, depth } = this;
    const { n } = this.state;
    const { size, field } = depth;
    const [r, c] = this.outputs.map((output) => output + 1);
    const { operation = "input", kernelSize = 1, stride = 1, dilation = 1 } = n ? this.worked.layers[n - 1] : {};
    const part = (100 * down.inside * along.inside) / field ** 2;
    const texts = [
      this.say(words[operation], { n, k: kernelSize, s: stride, d: dilation }),
      this.say(words.place, { r, c, size }),
      this.say(words.field, { field }),
    ];
    if (part < 100) texts.push(this.say(words.part, { part: Math.floor(part) }));
    if (down.holes.length || along.holes.length) {
      const [rows, columns] = [down, along].map(({ inside, holes }) => inside - holes.length);
      texts.push(this.say(words.holes, { rows, columns, height: down.inside, width: along.inside }));
    }
    return texts.join(" ");
  }
}

customElements.define("field-dive", FieldDive);
