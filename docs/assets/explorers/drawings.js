// Drawings for the network: strokes as a text, pictures of the reader's own, and the data that the build has made: the networks,
// and drawings that none of them has learned from.
import { drawLine, makeMaps } from "./layers.js";

export const DATA = new URL("../networks/digits.json", import.meta.url).href;
export const SIDE = 28; // pixels of a drawing, each way
const UNITS = 4; // a point of a stroke lies on a grid of quarter pixels
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

// ---------------------------------------------------------------------------- strokes

/**
 * A point as strokes keep it.
 * @param {number[]} point  x and y, in pixels
 */
export const snap = (point) => point.map((way) => Math.max(0, Math.min(SIDE, Math.round(way * UNITS) / UNITS)));

/**
 * Strokes as a text: of each two letters for both places of its first point, and one for each of its steps, right and down.
 * @param {number[][][]} strokes
 */
export function writeInk(strokes) {
  /** @type {(n: number) => string} */
  const letter = (n) => LETTERS[n + 32];
  /** @param {number[][]} points */
  const write = (points) => {
    const places = points.map((point) => point.map((way) => Math.round(way * UNITS)));
    let text = places[0].map((place) => LETTERS[place >> 6] + LETTERS[place & 63]).join("");
    for (let i = 1; i < places.length; i++) {
      const [along, down] = places[i].map((place, axis) => place - places[i - 1][axis]);
      text += letter(along) + letter(down);
    }
    return text;
  };
  return strokes.map(write).join(".");
}

/**
 * The strokes that a text stands for; what is none is left out.
 * @param {string} text
 */
export function readInk(text) {
  /** @type {number[][][]} */
  const strokes = [];
  for (const part of text.split(".")) {
    const numbers = [...part].map((letter) => LETTERS.indexOf(letter));
    if (numbers.length < 4 || numbers.includes(-1)) continue;
    let [x, y] = [64 * numbers[0] + numbers[1], 64 * numbers[2] + numbers[3]];
    const points = [snap([x / UNITS, y / UNITS])];
    for (let i = 4; i + 1 < numbers.length; i += 2) {
      x += numbers[i] - 32;
      y += numbers[i + 1] - 32;
      points.push(snap([x / UNITS, y / UNITS]));
    }
    strokes.push(points);
  }
  return strokes;
}

/**
 * The points that lead to a new one: none if that is too near, several if it is farther than a letter can say.
 * @param {number[]} from
 * @param {number[]} to
 */
export function stepsTo(from, to) {
  const end = snap(to);
  const far = Math.max(...end.map((way, axis) => Math.abs(way - from[axis])));
  if (far < 2 / UNITS) return [];
  const count = Math.ceil((far * UNITS) / 31);
  return Array.from({ length: count }, (_, i) => snap(end.map((way, axis) => from[axis] + ((way - from[axis]) * (i + 1)) / count)));
}

/**
 * The drawing that strokes make.
 * @param {number[][][]} strokes
 * @param {Pen} pen
 */
export function drawStrokes(strokes, pen) {
  const ink = makeMaps(1, SIDE, SIDE);
  for (const points of strokes) {
    if (points.length === 1) drawLine(ink, points[0], points[0], pen);
    for (let i = 1; i < points.length; i++) drawLine(ink, points[i - 1], points[i], pen);
  }
  return ink;
}

/**
 * Rounds ink to what a picture on the screen can hold: the network sees what is shown, and nothing finer.
 * @param {Maps} ink
 */
export const roundInk = (ink) => ({ ...ink, values: ink.values.map((value) => Math.round(255 * value) / 255) });

// ---------------------------------------------------------------------------- the place and the size of a drawing

const BOX = 20; // pixels of the longer side of a digit that is centred and enlarged

/**
 * The weights with which pixels are made of `size` others: of each the first that counts, and the weights from it on.
 * @param {number} size
 * @param {Two} box  of the ink, along this axis
 * @param {number} scale
 */
function resample(size, [low, high], scale) {
  const reach = Math.max(1, 1 / scale); // of a pixel; one that is made of many takes their mean
  return Array.from({ length: SIDE }, (_, i) => {
    const middle = (i + 0.5 - SIDE / 2) / scale + (low + high) / 2 - 0.5;
    const first = Math.max(0, Math.ceil(middle - reach));
    const last = Math.min(size - 1, Math.floor(middle + reach));
    const places = Array.from({ length: Math.max(0, last - first + 1) }, (_, j) => first + j);
    return { first, weights: places.map((place) => Math.max(0, 1 - Math.abs(middle - place) / reach) / reach) };
  });
}

/**
 * Moves the ink of a picture to the middle and makes it as large as those that the network has learned from.
 * @param {Result | Maps} picture  ink 1 on paper 0, of any size
 * @returns {Maps}
 */
export function fit({ rows, columns, values }) {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, values[i]);
  const fitted = makeMaps(1, SIDE, SIDE);
  if (!most) return fitted;
  const [top, left, bottom, right] = findBox(values, columns, most / 4);
  const scale = BOX / Math.max(bottom - top, right - left);
  const down = resample(rows, [top, bottom], scale);
  const along = resample(columns, [left, right], scale);
  const line = new Float64Array(columns);
  down.forEach(({ first, weights }, r) => {
    line.fill(0);
    weights.forEach((weight, i) => {
      for (let c = 0; c < columns; c++) line[c] += weight * values[(first + i) * columns + c];
    });
    along.forEach(({ first: from, weights: others }, c) => {
      const sum = others.reduce((all, weight, j) => all + weight * line[from + j], 0);
      fitted.values[r * SIDE + c] = Math.min(1, Math.max(0, sum));
    });
  });
  return fitted;
}

/**
 * The box around all pixels with more than some ink: its first row and column, and those behind its last.
 * @param {Numbers} values
 * @param {number} columns
 * @param {number} least
 */
function findBox(values, columns, least) {
  let [top, left, bottom, right] = [Infinity, Infinity, 0, 0];
  values.forEach((value, i) => {
    if (value <= least) return;
    const [r, c] = [Math.floor(i / columns), i % columns];
    [top, left, bottom, right] = [Math.min(top, r), Math.min(left, c), Math.max(bottom, r + 1), Math.max(right, c + 1)];
  });
  return [top, left, bottom, right];
}

/**
 * The drawing in a picture: if its border is light, what is dark is ink.
 * @param {Result} picture  grey values
 */
export function takePicture({ rows, columns, values }) {
  const border = [];
  for (let c = 0; c < columns; c++) border.push(values[c], values[(rows - 1) * columns + c]);
  for (let r = 0; r < rows; r++) border.push(values[r * columns], values[(r + 1) * columns - 1]);
  border.sort((one, other) => one - other);
  const paper = border[border.length >> 1];
  const full = paper > 127 ? paper : 255 - paper;
  // What is as light as the paper is none, whatever the light was in which the picture was taken.
  const ink = values.map((value) => Math.max(0, paper > 127 ? paper - value : value - paper) / full);
  return fit({ rows, columns, values: ink });
}

// ---------------------------------------------------------------------------- what the build has made

/** @type {(text: string) => Uint8Array} */
const readBytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/**
 * The data of the build: networks, and drawings, the digits taking turns.
 * @param {any} data
 */
export function decode(data) {
  /** @type {(part: { data: string }) => Float64Array} */
  const numbers = ({ data }) => Float64Array.from(new Float32Array(readBytes(data).buffer));
  /** @type {Record<string, NetworkLayer[]>} */
  const nets = {};
  for (const [name, parts] of Object.entries(data.nets)) {
    const left = [...parts];
    /** @type {(stride: number) => NetworkLayer[]} */
    const convolution = (stride) => {
      const [weight, bias] = left.splice(0, 2);
      return [
        { kind: "convolution", weight: numbers(weight), bias: numbers(bias), k: weight.shape[3], stride },
        { kind: "relu" },
      ];
    };
    /** @type {() => NetworkLayer[]} */
    const pooling = () =>
      name === "stride" ? convolution(2) : [{ kind: "pooling", mode: name === "mean" ? "mean" : "maximum", k: 2 }];
    const layers = [...convolution(1), ...pooling(), ...convolution(1), ...pooling()];
    nets[name] = [...layers, { kind: "dense", weight: numbers(left[0]), bias: numbers(left[1]) }];
  }
  const ink = readBytes(data.samples);
  const size = SIDE * SIDE;
  const samples = Array.from({ length: ink.length / size }, (_, i) => {
    const values = Float64Array.from(ink.subarray(i * size, (i + 1) * size), (value) => value / 255);
    return { channels: 1, rows: SIDE, columns: SIDE, values };
  });
  return { nets, samples, pen: data.pen };
}
