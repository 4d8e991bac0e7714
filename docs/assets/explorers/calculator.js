// The calculator: a stack of layers, and what each makes of the input: size, receptive field, parameters, work.
import { walk } from "./arithmetic.js";
import { CELL, Explorer, fields, number, numeral, placeOf, written } from "./shared.js";

const MOST = 128; // layers

// What counts in which kind of layer: channels out, kernel size, stride, padding, dilation, output padding, groups,
// bias, rounded up. In the address a layer is the first letter of its kind and such letters with their numbers.
const USED = { convolution: "ckspdgb", maximum: "kspdr", average: "kspdr", transposed: "ckspdogb" };
const DEFAULTS = { c: 16, k: 3, s: 1, p: 0, d: 1, o: 0, g: 1, b: 1, r: 0 };

// Written as in the address, but that 3(...) stands for three times the layers in it.
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

// ---- state: rows, columns, channels, layers {op, ...DEFAULTS}, and at, the place of the one that is open

function layerOf(text) {
  const op = Object.keys(USED).find(([letter]) => letter === text[0]);
  const layer = { op, ...DEFAULTS };
  for (const [, letter, value] of text.matchAll(/([a-z])(-?[\d.]{1,4})/g)) {
    const name = letter === text[0] ? "c" : letter; // the channels stand behind the kind
    if (USED[op]?.includes(name)) layer[name] = Number(value) || 0;
  }
  return layer;
}

function parse(text) {
  const given = fields(text);
  const [rows, columns = rows, channels = 1] = `${given.in}`.split("x").map((one) => {
    const n = number(one.slice(0, 5));
    return Number.isNaN(n) ? 32 : n;
  });
  const repeat = (_, times, part) => new Array(Math.min(times, MOST)).fill(part).join();
  const parts = `${given.layers}`.replace(/(\d+)\(([^()]*)\)/g, repeat).split(",");
  const layers = parts.map(layerOf).filter(({ op }) => op);
  if (!layers.length) layers.push(layerOf("c"));
  return { rows, columns, channels, layers: layers.slice(0, MOST), at: Math.max(1, Math.trunc(given.at) || 1) };
}

/** The letters of those of `names` that are not as usual in a layer. */
const special = (layer, names) =>
  [...USED[layer.op]].filter((name) => names.includes(name) && layer[name] !== DEFAULTS[name]);

const convolves = ({ op }) => USED[op][0] === "c";

function format({ rows, columns, channels, layers, at }) {
  const short = (layer) => {
    const rest = special(layer, "kspdogbr").map((name) => name + layer[name]);
    return layer.op[0] + (convolves(layer) ? layer.c : "") + rest.join("");
  };
  return written({ in: [rows, columns, channels].join("x"), layers: layers.map(short), at });
}

const settingsOf = ({ op, c, k, s, p, d, o, g, b, r }) => ({
  operation: convolves({ op }) ? op : "pooling",
  mode: op === "average" ? "mean" : op,
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

/** The program of the page, with the layers that stand here. */
function python(program, { rows, columns, channels }, layers) {
  const line = (layer) => {
    const { op, c, k, s, p, d, o, g, b, r } = layer;
    const all = convolves(layer) ? [c, k, s, p, d, g, b, o] : [0, k, s, p, d, 1, 0, r];
    return `    ("${op}", ${all.join(", ")}),\n`;
  };
  return program
    .replace(/^#>.*\n/gm, "")
    .replace(/^size, .*/m, `size, channels = [${rows}, ${columns}], ${channels}`)
    .replace(/^layers = \[\n[^\]]*/m, `layers = [\n${layers.map(line).join("")}`);
}

// ---- the element

const ACTS = { up: [1, -1], down: [1, 1], add: [0, 1], remove: [1] }; // layers taken out; where one comes in

class SizeCalculator extends Explorer {
  parse = parse;
  format = format;

  frame() {
    const { words } = this;
    const each = (names, html) => [...names].map(html).join("");
    const field = (name, kind) => `<label>${words[name]}<input name="${name}" autocomplete="off" ${kind}></label>`;
    const count = (name) => field(name, 'inputmode="numeric" maxlength="4"');
    const tick = (name) => field(name, 'type="checkbox"');
    const head = (text) => `<th scope="col">${text}</th>`;
    const net = ([name, text]) => `<option value="${text && format(parse(text))}">${name}</option>`;
    return `<div class="explorer-settings"><label>${words.net}<select name="net" autocomplete="off">
${each([[words.own, ""], ...Object.entries(NETS)], net)}</select></label>
${each(["rows", "columns", "channels"], count)}</div>
<div class="calculator-told" role="status"></div>
<table class="calculator-stack"><thead><tr>${each(words.heads, head)}</tr></thead>
<tbody class="calculator-before"></tbody>
<tbody><tr><td colspan="6"><div class="calculator-open" role="group"><div class="explorer-settings">${this.choice("op")}
${each("ckspdog", count)}${each("br", tick)}</div>
<p class="explorer-buttons">${each(Object.keys(ACTS), (name) => this.button(name))}</p></div></td></tr></tbody>
<tbody class="calculator-behind"></tbody></table>
<p>${words.bars}</p>${this.foot()}`;
  }

  listen() {
    this.counts = new Intl.NumberFormat(this.language);
    this.addEventListener("input", ({ target }) => {
      const { name, value, type, checked } = target;
      if (target.nodeName !== "INPUT") return;
      const typed = type === "checkbox" ? Number(checked) : number(value);
      target.ariaInvalid = Number.isNaN(typed);
      if (Number.isNaN(typed)) return;
      this.of(name)[name] = typed;
      this.edited = target;
      this.render();
    });
    this.addEventListener("change", ({ target: { name, value } }) => {
      const { c, k, s, p } = this.layer;
      this.edited = undefined;
      if (name === "op") Object.assign(this.layer, DEFAULTS, { op: value, c, k, s, p });
      this.render(name === "net" && value ? parse(value) : this.state);
    });
    this.addEventListener("click", ({ target }) => {
      if (target.matches(CELL)) this.go(placeOf(target)[0]);
    });
    for (const [name, [taken, by]] of Object.entries(ACTS)) {
      this.part(name).addEventListener("click", ({ target }) => {
        const { layers, at } = this.state;
        const layer = { ...this.layer };
        layers.splice(at - 1, taken);
        if (by) layers.splice(at - 1 + by, 0, layer);
        this.state.at = Math.min(layers.length, at + (by ?? 0));
        this.render();
        if (target.disabled) this.go(this.state.at);
      });
    }
  }

  /** The layer that is open. */
  get layer() {
    return this.state.layers[this.state.at - 1];
  }

  /** Where the number of a field is. */
  of(name) {
    return name in DEFAULTS ? this.layer : this.state;
  }

  /** Opens a layer. */
  go(at) {
    this.state.at = at;
    this.edited = undefined;
    this.render();
    this.querySelector(`[data-r="${at}"] button`).focus();
  }

  render(state = this.state) {
    this.state = state;
    const { rows, columns, channels, layers } = state;
    const at = (state.at = Math.min(layers.length, state.at));
    const walked = walk(layers.map(settingsOf), { size: [rows, columns], channels });
    const done = walked.filter(({ size }) => size);
    const html = layers.map((layer, i) => this.row(layer, i + 1, walked[i]));
    this.write(this.part("before"), html.slice(0, at).join(""));
    this.write(this.part("behind"), html.slice(at).join(""));
    const most = Math.max(columns, ...done.map(({ size }) => size[1])) / 100;
    this.querySelectorAll(".calculator-bar").forEach((bar, i) => {
      const { size, field } = done[i];
      bar.style.backgroundSize = `${size[1] / most}% 55%, ${field[1] / most}% 45%`;
    });
    this.options("op", Object.keys(USED), this.layer.op);
    const net = this.querySelector("select");
    net.value = format({ ...state, at: 1 });
    if (!net.value) net.selectedIndex = 0;
    for (const input of this.querySelectorAll("label input")) {
      const { name } = input;
      const value = this.of(name)[name];
      input.parentElement.hidden = name in DEFAULTS && !USED[this.layer.op].includes(name);
      input.checked = value;
      if (input === this.edited) continue;
      input.value = this.say(`${value}`);
      input.ariaInvalid = null;
    }
    const { length } = layers;
    const off = { up: at === 1, down: at === length, add: length === MOST, remove: length === 1 };
    for (const name of Object.keys(off)) this.part(name).disabled = off[name];
    this.part("open").ariaLabel = this.say(this.words.layer, { n: at });
    this.write(this.part("told"), this.told(done, walked.at(-1)));
    const program = this.box.querySelector(".highlight code").textContent;
    this.part("numpy").textContent = python(program, state, layers.slice(0, done.length));
    this.keep();
  }

  /** What it all comes to, or why it cannot be. */
  told(done, { problems }) {
    if (problems.length) return `${this.say(this.words.layer, { n: done.length + 1 })}: ${this.reasons(problems)}`;
    const sum = (key) => done.reduce((total, layer) => total + layer[key], 0);
    const all = { ...done.at(-1), parameters: sum("parameters"), multiplyAdds: sum("multiplyAdds") };
    return this.numbers(all, (text, head) => `${head}: ${text}`).join(" · ");
  }

  /** What check() found, in words. */
  reasons(problems) {
    const reason = ({ name = "", value, ...more }) =>
      this.why({ ...more, name: this.words[name[0]], value: `\u200e${numeral(value)}` });
    return `<span class="explorer-problem">${problems.map(reason).join(" ")}</span>`;
  }

  /** The numbers of a layer, each with its head of the table. */
  numbers({ size, channels, field, jump, parameters, multiplyAdds }, html) {
    const whole = `<bdi dir="ltr">${this.say([...size, channels].join("×"))}</bdi>`;
    const others = [field[0], jump[0], parameters, multiplyAdds].map((n) => this.counts.format(n));
    return [whole, ...others].map((text, i) => html(text, this.words.heads[i + 1]));
  }

  row(layer, at, found) {
    const { words } = this;
    const here = at === this.state.at;
    const name = [
      `${at}. ${words[layer.op]} ${layer.k}×${layer.k}`,
      ...special(layer, "sdg").map((one) => `${words[one].toLowerCase()} ${layer[one]}`),
    ];
    let cells = "";
    let notes = found ? this.reasons(found.problems) : "";
    if (found?.size) {
      cells = this.numbers(found, (text, head) => `<td><span>${head}</span> ${text}</td>`).join("");
      const note = (texts) => (n, axis) => (n > 0 ? this.say(texts[axis], { n }) : []);
      const over = found.remainder.map((n) => -n);
      notes = [...found.leftOver.flatMap(note(words.left)), ...over.flatMap(note(words.over))].join(" ");
    }
    const under = notes && `<tr><td colspan="6">${notes}</td></tr>`;
    return `<tr><td role="rowheader" data-r="${at}" data-c="0"><button type="button" tabindex="${here - 1}"
aria-current="${here}">${this.say(name.join(" · "))}</button>${cells && '<div class="calculator-bar"></div>'}</td>
${cells}</tr>${under}`;
  }
}

customElements.define("size-calculator", SizeCalculator);
