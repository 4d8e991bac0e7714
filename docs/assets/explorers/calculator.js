// The calculator: a stack of layers, and what each makes of the input: size, receptive field, parameters, work.
import { find, findAll } from "../javascripts/dom.js";
import { readNumber } from "../javascripts/letters.js";
import { walk } from "./arithmetic.js";
import { CELL, Explorer, placeOf, readFields, writeFields, writeNumber } from "./shared.js";

const MOST = 128; // layers

/** @typedef {"convolution" | "maximum" | "average" | "transposed"} Kind */

/**
 * A number of a layer: channels out, kernel size, stride, padding, dilation, output padding, groups, bias, rounded up.
 * @typedef {"c" | "k" | "s" | "p" | "d" | "o" | "g" | "b" | "r"} Letter
 */

/** @typedef {{ op: Kind } & Record<Letter, number>} CalculatorLayer */

/**
 * Numbers of the input, the layers, and the place of the one that is open, from 1.
 * @typedef {{ rows: number, columns: number, channels: number, layers: CalculatorLayer[], at: number }} State
 */

// Which numbers count in which kind of layer. In the address a layer is the first letter of its kind and such letters with
// their numbers.
/** @type {Record<Kind, string>} */
const USED = { convolution: "ckspdgb", maximum: "kspdr", average: "kspdr", transposed: "ckspdogb" };
/** @type {Record<Letter, number>} */
const DEFAULTS = { c: 16, k: 3, s: 1, p: 0, d: 1, o: 0, g: 1, b: 1, r: 0 };

/**
 * @param {string} text
 * @returns {text is Kind}
 */
const isKind = (text) => Object.hasOwn(USED, text);

/**
 * @param {string} text
 * @returns {text is Letter}
 */
const isLetter = (text) => Object.hasOwn(DEFAULTS, text);

const KINDS = Object.keys(USED).filter(isKind);

// Written as in the address; 3(...) stands for three times the layers in it.
/** @type {Record<string, string>} */
const NETS = {
  "LeNet-5": "in=32x32x1;layers=c6k5,ak2s2,c16k5,ak2s2,c120k5",
  AlexNet: "in=227x227x3;layers=c96k11s4,mk3s2,c256k5p2g2,mk3s2,c384k3p1,c384k3p1g2,c256k3p1g2,mk3s2",
  "VGG-16":
    "in=224x224x3;layers=2(c64k3p1),mk2s2,2(c128k3p1),mk2s2,3(c256k3p1),mk2s2,3(c512k3p1),mk2s2,3(c512k3p1),mk2s2",
  // The path without the shortcuts; strides as in the paper.
  "ResNet-50":
    "in=224x224x3;layers=c64k7s2p3b0,mk3s2p1,3(c64k1b0,c64k3p1b0,c256k1b0)," +
    "c128k1s2b0,c128k3p1b0,c512k1b0,3(c128k1b0,c128k3p1b0,c512k1b0)," +
    "c256k1s2b0,c256k3p1b0,c1024k1b0,5(c256k1b0,c256k3p1b0,c1024k1b0)," +
    "c512k1s2b0,c512k3p1b0,c2048k1b0,2(c512k1b0,c512k3p1b0,c2048k1b0)",
  MobileNet:
    "in=224x224x3;layers=c32k3s2p1b0,c32k3p1g32b0,c64k1b0,c64k3s2p1g64b0,c128k1b0,c128k3p1g128b0,c128k1b0," +
    "c128k3s2p1g128b0,c256k1b0,c256k3p1g256b0,c256k1b0,c256k3s2p1g256b0,c512k1b0,5(c512k3p1g512b0,c512k1b0)," +
    "c512k3s2p1g512b0,c1024k1b0,c1024k3p1g1024b0,c1024k1b0",
};

// ---- state

/**
 * The layer that a text names; undefined if it names none.
 * @param {string} text
 */
function readLayer(text) {
  const op = KINDS.find(([letter]) => letter === text[0]);
  if (!op) return undefined;
  /** @type {CalculatorLayer} */
  const layer = { op, ...DEFAULTS };
  for (const [, letter, value] of text.matchAll(/([a-z])(-?[\d.]{1,4})/g)) {
    const name = letter === text[0] ? "c" : letter; // the channels stand behind the kind
    if (isLetter(name) && USED[op].includes(name)) layer[name] = Number(value) || 0;
  }
  return layer;
}

/**
 * @param {string} text
 * @returns {State}
 */
function parse(text) {
  const given = readFields(text);
  const [rows, columns = rows, channels = 1] = `${given.in}`.split("x").map((one) => {
    const n = readNumber(one.slice(0, 5));
    return Number.isNaN(n) ? 32 : n;
  });
  /** @type {(_: string, times: string, part: string) => string} */
  const repeat = (_, times, part) => new Array(Math.min(Number(times), MOST)).fill(part).join();
  const parts = `${given.layers}`.replace(/(\d+)\(([^()]*)\)/g, repeat).split(",");
  const layers = parts.flatMap((part) => readLayer(part) ?? []);
  if (!layers.length) layers.push({ op: "convolution", ...DEFAULTS });
  const at = Math.max(1, Math.trunc(Number(given.at)) || 1);
  return { rows, columns, channels, layers: layers.slice(0, MOST), at };
}

/**
 * The letters of those of `names` that are not as usual in a layer.
 * @param {CalculatorLayer} layer
 * @param {string} names
 */
const findUnusual = (layer, names) =>
  [...USED[layer.op]].filter(isLetter).filter((name) => names.includes(name) && layer[name] !== DEFAULTS[name]);

/** @param {Kind} op */
const convolves = (op) => op === "convolution" || op === "transposed";

/** @param {State} state */
function format({ rows, columns, channels, layers, at }) {
  /** @param {CalculatorLayer} layer */
  const write = (layer) => {
    const rest = findUnusual(layer, "kspdogbr").map((name) => name + layer[name]);
    return layer.op[0] + (convolves(layer.op) ? layer.c : "") + rest.join("");
  };
  return writeFields({ in: [rows, columns, channels].join("x"), layers: layers.map(write), at });
}

/**
 * The settings as arithmetic.js calls them.
 * @param {CalculatorLayer} layer
 * @returns {Layer}
 */
const settingsOf = ({ op, c, k, s, p, d, o, g, b, r }) => ({
  operation: op === "convolution" || op === "transposed" ? op : "pooling",
  mode: op === "average" ? "mean" : "maximum",
  channels: c,
  kernelSize: k,
  stride: s,
  padding: p,
  dilation: d,
  outputPadding: o,
  groups: g,
  bias: b > 0,
  ceilMode: r > 0,
});

// ---- this, in Python

/**
 * The program of the page, with the layers that stand here.
 * @param {string} program
 * @param {State} state
 * @param {CalculatorLayer[]} layers
 */
function writePython(program, { rows, columns, channels }, layers) {
  /** @param {CalculatorLayer} layer */
  const line = ({ op, c, k, s, p, d, o, g, b, r }) => {
    const all = convolves(op) ? [c, k, s, p, d, g, b, o] : [0, k, s, p, d, 1, 0, r];
    return `    ("${op}", ${all.join(", ")}),\n`;
  };
  return program
    .replace(/^#>.*\n/gm, "")
    .replace(/^size, .*/m, `size, channels = [${rows}, ${columns}], ${channels}`)
    .replace(/^layers = \[\n[^\]]*/m, `layers = [\n${layers.map(line).join("")}`);
}

// ---- the element

/**
 * What the buttons do: how many layers they take out at the open one, and how far from there a copy of it comes in.
 * @type {Record<string, { taken: number, by?: number }>}
 */
const ACTS = {
  up: { taken: 1, by: -1 },
  down: { taken: 1, by: 1 },
  add: { taken: 0, by: 1 },
  remove: { taken: 1 },
};

/** @extends {Explorer<State>} */
class SizeCalculator extends Explorer {
  counts = new Intl.NumberFormat(this.language);

  get name() {
    return "calculator";
  }

  /** @param {string} text */
  parse(text) {
    return parse(text);
  }

  /** @param {State} state */
  format(state) {
    return format(state);
  }

  frame() {
    const { words } = this;
    /** @type {(names: Iterable<string>, html: (name: string) => string) => string} */
    const each = (names, html) => [...names].map((name) => html(name)).join("");
    /** @type {(name: string, kind: string) => string} */
    const field = (name, kind) => `<label>${words[name]}<input name="${name}" autocomplete="off" ${kind}></label>`;
    /** @param {string} name */
    const count = (name) => field(name, 'inputmode="numeric" maxlength="4"');
    /** @param {string} name */
    const tick = (name) => field(name, 'type="checkbox"');
    /** @param {string} text */
    const head = (text) => `<th scope="col">${text}</th>`;
    const nets = Object.entries(NETS).map(([name, text]) => `<option value="${format(parse(text))}">${name}</option>`);
    return `<div class="explorer-settings"><label>${words.net}<select name="net" autocomplete="off">
<option value="">${words.own}</option>${nets.join("")}</select></label>
${each(["rows", "columns", "channels"], count)}</div>
<div class="calculator-told" role="status"></div>
<table class="calculator-stack"><thead><tr>${each(this.wordLists.heads, head)}</tr></thead>
<tbody class="calculator-before"></tbody>
<tbody><tr><td colspan="6"><div class="calculator-open" role="group"><div class="explorer-settings">${this.makeSelect("op")}
${each("ckspdog", count)}${each("br", tick)}</div>
<p class="explorer-buttons">${each(Object.keys(ACTS), (name) => this.makeButton(name))}</p></div></td></tr></tbody>
<tbody class="calculator-behind"></tbody></table>
<p>${words.bars}</p>${this.makeFoot()}`;
  }

  listen() {
    this.counts = new Intl.NumberFormat(this.language);
    this.addEventListener("input", ({ target }) => {
      if (!(target instanceof HTMLInputElement)) return;
      const { name, value, type, checked } = target;
      const typed = type === "checkbox" ? Number(checked) : readNumber(value);
      target.setAttribute("aria-invalid", `${Number.isNaN(typed)}`);
      if (Number.isNaN(typed)) return;
      this.setNumber(name, typed);
      this.edited = target;
      this.show();
    });
    this.addEventListener("change", ({ target }) => {
      this.edited = null;
      const { name, value } = target instanceof HTMLSelectElement ? target : { name: "", value: "" };
      const { c, k, s, p } = this.layer;
      if (name === "op" && isKind(value)) Object.assign(this.layer, DEFAULTS, { op: value, c, k, s, p });
      this.render(name === "net" && value ? parse(value) : this.state);
    });
    this.addEventListener("click", ({ target }) => {
      if (target instanceof Element && target.matches(CELL)) this.go(placeOf(target)[0]);
    });
    for (const [name, { taken, by }] of Object.entries(ACTS)) {
      const button = this.findButton(name);
      button.addEventListener("click", () => {
        const { layers, at } = this.state;
        const layer = { ...this.layer };
        layers.splice(at - 1, taken);
        if (by) layers.splice(at - 1 + by, 0, layer);
        this.state.at = Math.min(layers.length, at + (by ?? 0));
        this.show();
        if (button.disabled) this.go(this.state.at);
      });
    }
  }

  /** @param {string} name */
  findButton(name) {
    return find(this, `.calculator-${name}`, HTMLButtonElement);
  }

  /** The layer that is open. */
  get layer() {
    return this.state.layers[this.state.at - 1];
  }

  /**
   * The number that a field shows: of the open layer, or of the input.
   * @param {string} name
   */
  getNumber(name) {
    if (isLetter(name)) return this.layer[name];
    /** @type {Record<string, unknown>} */
    const input = this.state;
    return Number(input[name]);
  }

  /**
   * Sets the number that a field shows.
   * @param {string} name
   * @param {number} value
   */
  setNumber(name, value) {
    if (isLetter(name)) this.layer[name] = value;
    else Object.assign(this.state, { [name]: value });
  }

  /**
   * Opens a layer.
   * @param {number} at
   */
  go(at) {
    this.state.at = at;
    this.edited = null;
    this.show();
    find(this, `[data-r="${at}"] button`, HTMLButtonElement).focus();
  }

  show() {
    const { state } = this;
    const { rows, columns, channels, layers } = state;
    const at = Math.min(layers.length, state.at);
    state.at = at;
    const walked = walk(layers.map(settingsOf), { size: [rows, columns], channels });
    const done = walked.filter((found) => found.size !== undefined);
    const html = layers.map((layer, i) => this.makeRow(layer, i + 1, walked[i]));
    this.write(this.findPart("before"), html.slice(0, at).join(""));
    this.write(this.findPart("behind"), html.slice(at).join(""));
    const most = Math.max(columns, ...done.map(({ size }) => size[1])) / 100;
    findAll(this, ".calculator-bar", HTMLElement).forEach((bar, i) => {
      const { size, field } = done[i];
      bar.style.backgroundSize = `${size[1] / most}% 55%, ${field[1] / most}% 45%`;
    });
    this.fillSelect("op", KINDS, this.layer.op);
    const net = find(this, "select", HTMLSelectElement);
    net.value = format({ ...state, at: 1 });
    if (!net.value) net.selectedIndex = 0;
    for (const input of findAll(this, "label input", HTMLInputElement)) {
      const { name } = input;
      const value = this.getNumber(name);
      const isUsed = !isLetter(name) || USED[this.layer.op].includes(name);
      if (input.parentElement) input.parentElement.hidden = !isUsed;
      input.checked = value !== 0;
      if (input === this.edited) continue;
      input.value = this.say(`${value}`);
      input.removeAttribute("aria-invalid");
    }
    const { length } = layers;
    const off = { up: at === 1, down: at === length, add: length === MOST, remove: length === 1 };
    for (const [name, isOff] of Object.entries(off)) this.findButton(name).disabled = isOff;
    this.findPart("open").setAttribute("aria-label", this.say(this.words.layer, { n: at }));
    this.write(this.findPart("told"), this.explain(done, walked[walked.length - 1]));
    const program = find(this.box, ".highlight code", HTMLElement).textContent;
    this.findPart("numpy").textContent = writePython(program, state, layers.slice(0, done.length));
    this.keep();
  }

  /**
   * What it all comes to, or why it cannot be.
   * @param {Made[]} done
   * @param {Made | Impossible} last
   */
  explain(done, last) {
    if (!last.size) return `${this.say(this.words.layer, { n: done.length + 1 })}: ${this.sayProblems(last.problems)}`;
    /** @param {"parameters" | "multiplyAdds"} key */
    const sum = (key) => done.reduce((total, layer) => total + layer[key], 0);
    const all = { ...last, parameters: sum("parameters"), multiplyAdds: sum("multiplyAdds") };
    const numbers = this.writeNumbers(all, (text, head) => `${head}: ${text}`).join(" · ");
    // Only the ends of a field are followed back, and a transposed layer may leave holes there.
    const isBound = done.length > 1 && this.state.layers.some(({ op }) => op === "transposed");
    return isBound ? `${numbers}. ${this.words.bound}` : numbers;
  }

  /**
   * What check() found, in words.
   * @param {Problem[]} problems
   */
  sayProblems(problems) {
    /** @param {Problem} problem */
    const sayOne = ({ name = "", value = NaN, ...more }) =>
      this.sayProblem({ ...more, name: this.words[name[0]], value: `\u200e${writeNumber(value)}` });
    return `<span class="explorer-problem">${problems.map(sayOne).join(" ")}</span>`;
  }

  /**
   * The numbers of a layer, each with its head of the table.
   * @param {Made} made
   * @param {(text: string, head: string) => string} html
   */
  writeNumbers({ size, channels, field, jump, parameters, multiplyAdds }, html) {
    const whole = `<bdi dir="ltr">${this.say([...size, channels].join("×"))}</bdi>`;
    const others = [field[0], jump[0], parameters, multiplyAdds].map((n) => this.counts.format(n));
    return [whole, ...others].map((text, i) => html(text, this.wordLists.heads[i + 1]));
  }

  /**
   * The row of a layer, and one with what there is to say of it.
   * @param {CalculatorLayer} layer
   * @param {number} at
   * @param {Made | Impossible | undefined} found  undefined: behind a layer that is impossible
   */
  makeRow(layer, at, found) {
    const { words, wordLists } = this;
    const isOpen = at === this.state.at;
    const name = [
      `${at}. ${words[layer.op]} ${layer.k}×${layer.k}`,
      ...findUnusual(layer, "sdg").map((one) => `${words[one].toLowerCase()} ${layer[one]}`),
    ];
    let cells = "";
    let notes = found ? this.sayProblems(found.problems) : "";
    if (found?.size) {
      cells = this.writeNumbers(found, (text, head) => `<td><span>${head}</span> ${text}</td>`).join("");
      /** @type {(numbers: number[], texts: string[]) => string[]} */
      const sayRest = (numbers, texts) => numbers.flatMap((n, axis) => (n > 0 ? this.say(texts[axis], { n }) : []));
      const over = found.remainder.map((n) => -n);
      notes = [...sayRest(found.leftOver, wordLists.left), ...sayRest(over, wordLists.over)].join(" ");
    }
    const under = notes && `<tr><td colspan="6">${notes}</td></tr>`;
    return `<tr><td role="rowheader" data-r="${at}" data-c="0"><button type="button" tabindex="${isOpen ? 0 : -1}"
aria-current="${isOpen}">${this.say(name.join(" · "))}</button>${cells && '<div class="calculator-bar"></div>'}</td>
${cells}</tr>${under}`;
  }
}

customElements.define("size-calculator", SizeCalculator);
