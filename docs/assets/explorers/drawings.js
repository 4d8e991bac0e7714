// Drawings for the network: strokes as a text, pictures of the reader's own, and the data that the build has made: the networks,
// and drawings that none of them has learned from.
import { drawLine, makeMaps } from "./forward.js";

export const SIDE = 28; // pixels of a drawing, each way
export const PEN = { width: 2.2, soft: 1.5 }; // of the reader
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
  const most = largest(values);
  const fitted = makeMaps(1, SIDE, SIDE);
  if (!most) return fitted;
  const [top, left, bottom, right] = findBox(values, columns, most / 4);
  // The ink of a line reaches about a pixel further than the line.
  const scale = (BOX + 2) / Math.max(bottom - top, right - left);
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
      fitted.values[r * SIDE + c] = sum;
    });
  });
  const full = largest(fitted.values);
  return { ...fitted, values: fitted.values.map((value) => value / full) };
}

/** @param {Numbers} values */
export function largest(values) {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i]));
  return most;
}

/**
 * Moves strokes to the middle, the longer side as long as those of the drawings that the network has learned from.
 * @param {number[][][]} strokes
 */
export function fitStrokes(strokes) {
  const [across, down] = [0, 1].map((axis) => strokes.flat().map((point) => point[axis]));
  const low = [Math.min(...across), Math.min(...down)];
  const high = [Math.max(...across), Math.max(...down)];
  const scale = BOX / Math.max(high[0] - low[0], high[1] - low[1], 1e-9);
  return strokes.map((points) =>
    points.map((point) => point.map((way, axis) => (way - (low[axis] + high[axis]) / 2) * scale + SIDE / 2)),
  );
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

const FOLDER = "../network/"; // beside the explorers

/**
 * The bytes of a text, as signed numbers.
 * @param {string} text
 */
const readNumbers = (text) => Int8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/**
 * Weights, which are kept as whole numbers with a scale for each row of them.
 * @param {{ weight: string, scale: number[] }} kept
 */
function readWeights({ weight, scale }) {
  const whole = readNumbers(weight);
  const each = whole.length / scale.length;
  return Float64Array.from(whole, (one, i) => one * scale[Math.floor(i / each)]);
}

/** @type {(text: string) => Float64Array} */
const readHex = (text) => Float64Array.from(text, (digit) => Number.parseInt(digit, 16) / 15);

/**
 * @param {KeptLayer} layer
 * @returns {NetworkLayer}
 */
function readLayer(layer) {
  if (layer.kind === "relu") return { kind: "relu" };
  if (layer.kind === "max" || layer.kind === "mean") {
    return { kind: "pooling", mode: layer.kind === "max" ? "maximum" : "mean", k: 2 };
  }
  const weight = readWeights(layer);
  const bias = Float64Array.from(layer.bias);
  if (layer.kind === "dense") return { kind: "dense", weight, bias };
  return { kind: "convolution", weight, bias, k: layer.shape[3], stride: layer.stride };
}

/**
 * A file of the build.
 * @param {string} name
 */
async function fetchJson(name) {
  const answer = await fetch(addressOfData(name));
  if (!answer.ok) throw new Error(`There is no ${name}.json`);
  return answer.json();
}

/**
 * The address of a file of the build.
 * @param {string} name
 */
export const addressOfData = (name) => new URL(`${FOLDER}${name}.json`, import.meta.url).href;

/**
 * A network: its layers, what of its last maps it knows, and of each convolution without stride the parts of drawings that
 * excite each filter most.
 * @param {string} name
 */
export async function loadNetwork(name) {
  /** @type {KeptNetwork} */
  const { layers, unlike, excites } = await fetchJson(name);
  return {
    layers: layers.map(readLayer),
    unlike: { mean: unlike.mean, basis: readWeights(unlike), limit: unlike.limit },
    excites: excites.map(({ size, patches }) =>
      patches.map((parts) => {
        const maps = makeMaps(parts.length, size, size);
        for (const [i, part] of parts.entries()) maps.values.set(readHex(part), i * size * size);
        return maps;
      }),
    ),
  };
}

/**
 * Drawings that no network has learned from, by their digit.
 */
export async function loadSamples() {
  /** @type {{ samples: { digit: number, strokes: number[][], width: number }[] }} */
  const { samples } = await fetchJson("samples");
  /** @type {Maps[][]} */
  const found = Array.from({ length: 10 }, () => []);
  for (const { digit, strokes, width } of samples) {
    const lines = strokes.map((stroke) => stroke.flatMap((x, i) => (i % 2 ? [] : [[x, stroke[i + 1]]])));
    found[digit].push(drawStrokes(lines, { width, soft: PEN.soft }));
  }
  return found;
}

/**
 * Whether the numbers behind the last maps are like none that the network has learned from: too far from all that its basis makes.
 * @param {Numbers} values
 * @param {{ mean: number[], basis: Float64Array, limit: number }} known
 */
export function isUnlike(values, { mean, basis, limit }) {
  const size = mean.length;
  const rest = Float64Array.from(values, (value, i) => value - mean[i]);
  const from = rest.slice();
  for (let first = 0; first < basis.length; first += size) {
    let part = 0;
    for (let i = 0; i < size; i++) part += basis[first + i] * from[i];
    for (let i = 0; i < size; i++) rest[i] -= part * basis[first + i];
  }
  return rest.reduce((sum, one) => sum + one * one, 0) > limit;
}
