// The calculator: a stack of layers, and what each makes of the input: size, receptive field, parameters, work.
import { find, findAll } from "../javascripts/dom.js";
import { readNumber } from "../javascripts/letters.js";
import { walk } from "./arithmetic.js";
import { DEFAULTS, KINDS, MOST, USED, convolves, findUnusual, isKind, isLetter } from "./layers.js";
import { SIDE, diveInto, readLayers, settingsOf, writeLayer } from "./layers.js";
import { CELL, Explorer, makeAddress, numbersBetween, readFields, writeFields, writeNumber } from "./shared.js";

/** @typedef {import("./layers.js").CalculatorLayer} CalculatorLayer */

/**
 * Numbers of the input, the layers, and the place of the one that is open, from 1.
 * @typedef {{ rows: number, columns: number, channels: number, layers: CalculatorLayer[], at: number }} State
 */

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
 * @param {string} text
 * @returns {State}
 */
function parse(text) {
  const given = readFields(text);
  const [rows, columns = rows, channels = 1] = `${given.in}`.split("x").map((one) => {
    const n = readNumber(one.slice(0, 5));
    return Number.isNaN(n) ? 32 : n;
  });
  const layers = readLayers(`${given.layers}`);
  if (!layers.length) layers.push({ op: "convolution", ...DEFAULTS });
  const at = Math.max(1, Math.trunc(Number(given.at)) || 1);
  return { rows, columns, channels, layers, at };
}

/** @param {State} state */
function format({ rows, columns, channels, layers, at }) {
  return writeFields({ in: [rows, columns, channels].join("x"), layers: layers.map(writeLayer), at });
}

/**
 * Layers that come several times in a row: where they begin, how many they are, and how many times they come.
 * @typedef {{ from: number, length: number, times: number }} Run
 */

/**
 * The layers in their order, those that come again put together.
 * @param {CalculatorLayer[]} layers
 * @returns {Run[]}
 */
function findRuns(layers) {
  const texts = layers.map(writeLayer);
  /** @type {Run[]} */
  const runs = [];
  for (let from = 0; from < texts.length; ) {
    let best = { from, length: 1, times: 1 };
    for (let length = 1; length <= 4; length++) {
      let end = from + length;
      while (end < texts.length && texts[end] === texts[end - length]) end += 1;
      const times = Math.floor((end - from) / length);
      const hasTwins = length > 1 && texts.slice(from + 1, end).some((text, i) => text === texts[from + i]);
      // What is no whole repetition stands in front: so do the first layers of a stage.
      const start = end - times * length;
      if (!hasTwins && times > 1 && times * length > best.times * best.length) best = { from: start, length, times };
    }
    for (; from < best.from; from++) runs.push({ from, length: 1, times: 1 });
    runs.push(best);
    from += best.times * best.length;
  }
  return runs;
}

/**
 * What layers come to together: what the last makes, and the sums of the rest.
 * @param {(Made | Impossible)[]} walked  all of them possible
 */
function sumUp(walked) {
  const made = walked.filter((one) => one.size !== undefined);
  /** @param {"parameters" | "multiplyAdds"} key */
  const sum = (key) => made.reduce((total, layer) => total + layer[key], 0);
  return { ...made[made.length - 1], parameters: sum("parameters"), multiplyAdds: sum("multiplyAdds") };
}

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

/** @type {Record<string, string>} */
const UNITS = { E6: "\u00a0M", E9: "\u00a0G", E12: "\u00a0T", E15: "\u00a0P" };

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
  short = this.counts;

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
    const dive = document.querySelector("[data-explorer=dive]") ? this.makeButton("dive") : "";
    return `<div class="explorer-settings"><label>${words.net}<select name="net" autocomplete="off">
<option value="">${words.own}</option>${nets.join("")}</select></label>
${each(["rows", "columns", "channels"], count)}</div>
<div class="calculator-told" role="status"></div>
<table class="calculator-stack"><thead><tr>${each(this.wordLists.heads, head)}</tr></thead>
<tbody class="calculator-before"></tbody>
<tbody><tr><td colspan="6"><div class="calculator-open" role="group"><div class="explorer-settings">${this.makeSelect("op")}
${each("ckspdog", count)}${each("br", tick)}</div>
<p class="explorer-buttons">${each(Object.keys(ACTS), (name) => this.makeButton(name))}${dive}</p></div></td></tr></tbody>
<tbody class="calculator-behind"></tbody></table>
<p>${words.bars}</p>${this.makeFoot()}`;
  }

  listen() {
    this.counts = new Intl.NumberFormat(this.language);
    this.short = new Intl.NumberFormat(this.language, {
      notation: this.language === "fa" ? "compact" : "engineering", // in English the word for G would be B
      maximumSignificantDigits: 3,
    });
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
      if (target instanceof HTMLElement && target.matches(CELL)) this.go(Number(target.dataset.at));
    });
    this.querySelector(".calculator-dive")?.addEventListener("click", () => this.dive());
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
    find(this, `[data-at="${at}"]`, HTMLButtonElement).focus();
  }

  /** Lets the dive of the page show what the open layer sees, as a link to it would: the way back leads here. */
  dive() {
    const { layers, at } = this.state;
    const text = writeFields({ net: "own", layers: layers.map(writeLayer), n: at });
    history.replaceState(history.state, "", this.link());
    history.pushState(history.state, "", makeAddress("dive", text));
    dispatchEvent(new PopStateEvent("popstate"));
    const box = find(document, "[data-explorer=dive]", HTMLElement);
    const stage = box.querySelector(".dive-stage");
    if (stage instanceof HTMLElement) stage.focus({ preventScroll: true });
    box.scrollIntoView();
  }

  show() {
    const { state } = this;
    const { rows, columns, channels, layers } = state;
    const at = Math.min(layers.length, state.at);
    state.at = at;
    const walked = walk(layers.map(settingsOf), { size: [rows, columns], channels });
    const done = walked.filter((found) => found.size !== undefined);
    // Layers that come again share a row, but where one of them is open.
    const runs = findRuns(layers).flatMap((run) => this.listRows(run, walked));
    const html = runs.map((run, r) => this.makeRow(run, walked, r));
    const open = 1 + runs.findIndex(({ from }) => from === at - 1);
    this.write(this.findPart("before"), html.slice(0, open).join(""));
    this.write(this.findPart("behind"), html.slice(open).join(""));
    const most = Math.max(columns, ...done.map(({ size }) => size[1])) / 100;
    findAll(this, ".calculator-bar", HTMLElement).forEach((bar, i) => {
      const { from, length, times } = runs[i];
      const { size, field } = done[from + length * times - 1];
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
    const dive = this.querySelector(".calculator-dive");
    if (dive instanceof HTMLElement) {
      dive.hidden = !diveInto(layers);
      dive.textContent = this.say(this.words.dive, { n: at, side: SIDE });
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
    const numbers = this.writeNumbers(sumUp(done), (text, head) => `${head}: ${text}`).join(" · ");
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
   * A number; a large one short, with all its digits at hand.
   * @param {number} n
   * @param {boolean} [isWhole]  whether all are written
   */
  count(n, isWhole) {
    const all = this.counts.format(n);
    if (isWhole || n < 1e6) return all;
    return `<abbr title="${all}">${this.short.format(n).replace(/E\d+/, (power) => UNITS[power] ?? power)}</abbr>`;
  }

  /**
   * The numbers of a layer, each with its head of the table.
   * @param {Made} made
   * @param {(text: string, head: string) => string} html
   * @param {boolean} [isWhole]
   */
  writeNumbers({ size, channels, field, jump, parameters, multiplyAdds }, html, isWhole) {
    const whole = `<bdi dir="ltr">${this.say([...size, channels].join("×"))}</bdi>`;
    const seen = [field[0], jump[0]].map((n) => this.count(n, true));
    const others = [parameters, multiplyAdds].map((n) => this.count(n, isWhole));
    return [whole, ...seen, ...others].map((text, i) => html(text, this.wordLists.heads[i + 1]));
  }

  /**
   * What there is to say of a layer: why it is impossible, or what it leaves over.
   * @param {Made | Impossible} [found]  none behind a layer that is impossible
   */
  noteOn(found) {
    if (!found?.size) return found ? this.sayProblems(found.problems) : "";
    /** @type {(numbers: number[], texts: string[]) => string[]} */
    const sayRest = (numbers, texts) => numbers.flatMap((n, axis) => (n > 0 ? this.say(texts[axis], { n }) : []));
    const over = found.remainder.map((n) => -n);
    return [...sayRest(found.leftOver, this.wordLists.left), ...sayRest(over, this.wordLists.over)].join(" ");
  }

  /**
   * The rows of a run: one if it is all well with it and none of its layers is open, else one for each layer.
   * @param {Run} run
   * @param {(Made | Impossible)[]} walked
   * @returns {Run[]}
   */
  listRows({ from, length, times }, walked) {
    const count = length * times;
    const open = this.state.at - 1;
    const isOpen = open >= from && open < from + count;
    const isWell = numbersBetween(from, from + count).every((i) => walked[i]?.size && !this.noteOn(walked[i]));
    if (times > 1 && isWell && !isOpen) return [{ from, length, times }];
    return numbersBetween(from, from + count).map((i) => ({ from: i, length: 1, times: 1 }));
  }

  /**
   * The row of a run of layers, and one with what there is to say of it.
   * @param {Run} run
   * @param {(Made | Impossible)[]} walked
   * @param {number} r  which row it is
   */
  makeRow({ from, length, times }, walked, r) {
    const { words, state } = this;
    const isOpen = from === state.at - 1;
    /** @param {CalculatorLayer} layer */
    const nameOf = (layer) =>
      [
        `${words[layer.op]} ${layer.k}×${layer.k}`,
        ...findUnusual(layer, "sdg").map((one) => `${words[one].toLowerCase()} ${layer[one]}`),
      ].join(" · ");
    const last = from + length * times;
    const names = state.layers.slice(from, from + length).map(nameOf).join(this.language === "fa" ? "، " : ", ");
    const name = times > 1 ? `${from + 1}–${last}. ${times} × ${length > 1 ? `(${names})` : names}` : `${last}. ${names}`;
    const found = walked[last - 1];
    let cells = "";
    if (found?.size) {
      const all = sumUp(walked.slice(from, last));
      cells = this.writeNumbers(all, (text, head) => `<td><span>${head}</span> ${text}</td>`, isOpen).join("");
    }
    const note = this.noteOn(found);
    const under = note && `<tr><td colspan="6">${note}</td></tr>`;
    return `<tr><td role="rowheader" data-r="${r}" data-c="0"><button type="button" tabindex="${isOpen ? 0 : -1}"
data-at="${from + 1}" aria-current="${isOpen}">${this.say(name)}</button>${cells && '<div class="calculator-bar"></div>'}</td>
${cells}</tr>${under}`;
  }
}

customElements.define("size-calculator", SizeCalculator);
