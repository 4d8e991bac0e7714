// All that the playground does with pixels, in a thread of its own: however large the picture, the page stays awake.
import { check, convolve, grid, pool, sumOf, windowAt } from "./arithmetic.js";
import { paint, read } from "./pictures.js";

/**
 * What the last wish made: the text of the wish, the photograph after the kernel and after pooling, and how it is shown.
 * @typedef {{ key: string, filtered: Result, result: Result, drawn: Seen }} Done
 */

// The grey values of the photograph.
/** @type {Result | undefined} */
let photo;
/** @type {Done | undefined} */
let done;

/**
 * A picture of values, with the smallest and the largest of them, which part of them is clipped, and what is black and white.
 * @param {Result} grid
 * @param {number} [v]  1: of values that would be clipped, all are shown, 0 in the middle if some are negative
 */
async function draw(grid, v) {
  let low = Infinity;
  let high = -Infinity;
  let out = 0;
  for (const value of grid.values) {
    if (value < low) low = value;
    if (value > high) high = value;
    if (value < 0 || value > 255) out += 1;
  }
  const white = v && out ? Math.max(high, -low) : 255;
  const black = v && low < 0 ? -white : 0;
  const scale = 255 / (white - black);
  const bitmap = await createImageBitmap(paint(grid, scale, -scale * black));
  return { bitmap, drawn: { low, high, black, white, clipped: out / grid.values.length } };
}

/** @type {(i: number, most: number) => number} */
const clamp = (i, most) => Math.max(0, Math.min(most - 1, i));

/** @type {(grid: Result, place: Two) => number} */
const valueAt = ({ columns, values }, [r, c]) => values[r * columns + c];

/**
 * The kernel of a wish, and how its weights stand before they are divided by their sum. An even kernel gets a row or a column
 * of zeros in front, so that all have a centre.
 * @param {Work} work
 */
function prepareKernel({ w, n, f }) {
  const laid = f ? w.map((row) => [...row].reverse()).reverse() : w;
  const sum = sumOf(w);
  const divisor = (n && sum) || 1;
  /**
   * @template T
   * @param {T[]} list
   * @param {T} zero
   */
  const makeOdd = (list, zero) => (list.length % 2 ? list : [zero, ...list]);
  const weights = laid.map((row) => makeOdd(row.map((weight) => weight / divisor), 0));
  const kernel = grid(makeOdd(weights, weights[0].map(() => 0)));
  return { laid, sum, kernel };
}

/**
 * @param {Wish} wish
 * @returns {Promise<Answer>}
 */
async function answer({ source, pixels, work, at }) {
  /** @type {Pictures} */
  const pictures = {};
  if (source) {
    const found = await read(source, pixels);
    if ("code" in found) return { lost: true, problems: [found] };
    photo = found;
    done = undefined;
    pictures.original = (await draw(photo)).bitmap;
  }
  if (!photo) throw new Error("There is no picture yet");
  const { w, b, a, m, pooling, k, s, v } = work;
  const { rows, columns } = photo;
  /** @type {Two} */
  const size = [rows, columns];
  const { laid, sum, kernel } = prepareKernel(work);
  /** @type {Settings & { size: Two }} */
  const settings = { operation: "convolution", size, kernel, padding: [kernel.rows >> 1, kernel.columns >> 1], paddingMode: m };
  /** @type {(Options & BySize & { operation: "pooling", size: Two }) | undefined} */
  const after =
    pooling === "none"
      ? undefined
      : { operation: "pooling", size, kernelSize: k, stride: s, mode: pooling === "max" ? "maximum" : "mean" };
  const problems = [...check(settings), ...(after ? check(after) : [])];
  if (problems.length) return { ...pictures, size, problems };

  const key = JSON.stringify(work);
  if (done?.key !== key) {
    done = undefined; // large grids have to make room first
    const filtered = convolve(photo, kernel, settings);
    const { values } = filtered;
    if (b) for (let i = 0; i < values.length; i++) values[i] += b;
    if (a) for (let i = 0; i < values.length; i++) values[i] = Math.abs(values[i]);
    const result = after ? pool(filtered, after) : filtered;
    const { bitmap, drawn } = await draw(result, v);
    pictures.image = bitmap;
    done = { key, filtered, result, drawn };
  }

  const { filtered, result, drawn } = done;
  /** @type {Two} */
  const point = [clamp(at?.[0] ?? rows >> 1, rows), clamp(at?.[1] ?? (5 * columns) >> 3, columns)]; // beside the divider
  /** @type {Two} */
  const shape = [result.rows, result.columns];
  // A pooled pixel is drawn as large as the stride, in the middle of its window.
  /** @type {(axis: 0 | 1) => number} */
  const cellAt = (axis) => clamp(Math.floor((point[axis] - (k - s) / 2) / s), shape[axis]);
  /** @type {Two} */
  const cell = after ? [cellAt(0), cellAt(1)] : point;
  const { cells } = windowAt(point[0], point[1], photo, settings);
  const extra = [kernel.rows - w.length, kernel.columns - w[0].length];
  const weights = laid.flat();
  const terms = cells
    .filter(({ tap }) => tap[0] >= extra[0] && tap[1] >= extra[1])
    .map(({ row, value }, i) => ({ row, value, weight: weights[i] }));
  const [top, left] = [cell[0] * s, cell[1] * s];
  const window = [];
  for (let i = 0; after && i < k * k; i++) window.push(valueAt(filtered, [top + Math.floor(i / k), left + (i % k)]));
  return {
    ...pictures,
    work,
    size,
    shape,
    point,
    cell,
    terms,
    window,
    sum,
    ...drawn,
    filtered: valueAt(filtered, point),
    value: valueAt(result, cell),
  };
}

/** @param {MessageEvent<Wish>} message */
async function reply({ data }) {
  const before = photo;
  /** @returns {Answer} */
  const giveUp = () => {
    photo = before;
    done = undefined;
    return { lost: true, problems: [{ code: "broken" }] }; // the browser does not say what is wrong with a picture
  };
  const answered = await answer(data).catch(giveUp);
  const { original, image } = answered;
  self.postMessage(answered, { transfer: [original, image].filter((picture) => picture !== undefined) });
}

addEventListener("message", reply);
