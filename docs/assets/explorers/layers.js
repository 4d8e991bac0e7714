// The layers of a network as the calculator and the dive have them, and as they stand in the address.
import { walk } from "./arithmetic.js";

export const SIDE = 224; // pixels of the picture of the dive, along an axis

export const MOST = 128; // layers

/** @typedef {"convolution" | "maximum" | "average" | "transposed"} Kind */

/**
 * A number of a layer: channels out, kernel size, stride, padding, dilation, output padding, groups, bias, rounded up.
 * @typedef {"c" | "k" | "s" | "p" | "d" | "o" | "g" | "b" | "r"} Letter
 */

/** @typedef {{ op: Kind } & Record<Letter, number>} CalculatorLayer */

// Which numbers count in which kind of layer. In the address a layer is the first letter of its kind and such letters with
// their numbers.
/** @type {Record<Kind, string>} */
export const USED = { convolution: "ckspdgb", maximum: "kspdr", average: "kspdr", transposed: "ckspdogb" };
/** @type {Record<Letter, number>} */
export const DEFAULTS = { c: 16, k: 3, s: 1, p: 0, d: 1, o: 0, g: 1, b: 1, r: 0 };

/**
 * @param {string} text
 * @returns {text is Kind}
 */
export const isKind = (text) => Object.hasOwn(USED, text);

/**
 * @param {string} text
 * @returns {text is Letter}
 */
export const isLetter = (text) => Object.hasOwn(DEFAULTS, text);

export const KINDS = Object.keys(USED).filter(isKind);

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
 * The layers that a text names; 3(...) stands for three times the layers in it.
 * @param {string} text
 */
export function readLayers(text) {
  /** @type {(_: string, times: string, part: string) => string} */
  const repeat = (_, times, part) => new Array(Math.min(Number(times), MOST)).fill(part).join();
  const parts = text.replace(/(\d+)\(([^()]*)\)/g, repeat).split(",");
  return parts.flatMap((part) => readLayer(part) ?? []).slice(0, MOST);
}

/**
 * The letters of those of `names` that are not as usual in a layer.
 * @param {CalculatorLayer} layer
 * @param {string} names
 */
export const findUnusual = (layer, names) =>
  [...USED[layer.op]].filter(isLetter).filter((name) => names.includes(name) && layer[name] !== DEFAULTS[name]);

/** @param {Kind} op */
export const convolves = (op) => op === "convolution" || op === "transposed";

/**
 * The text of a layer.
 * @param {CalculatorLayer} layer
 */
export function writeLayer(layer) {
  const rest = findUnusual(layer, "kspdogbr").map((name) => name + layer[name]);
  return layer.op[0] + (convolves(layer.op) ? layer.c : "") + rest.join("");
}

/**
 * The settings as arithmetic.js calls them.
 * @param {CalculatorLayer} layer
 * @returns {Layer}
 */
export const settingsOf = ({ op, c, k, s, p, d, o, g, b, r }) => ({
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

/**
 * Layers as the dive has them, without channels, which change nothing of what an output sees.
 * @param {CalculatorLayer[]} layers
 * @returns {Layer[] | undefined}  undefined if it cannot show them
 */
export function diveInto(layers) {
  const plain = layers.map((layer) => ({ ...settingsOf(layer), channels: 1, groups: 1 }));
  const isKnown = layers.length > 0 && layers.every(({ op, r }) => op !== "transposed" && !r);
  const isPossible = isKnown && walk(plain, { size: [SIDE, SIDE], channels: 1 }).every(({ size }) => size);
  return isPossible ? plain : undefined;
}
