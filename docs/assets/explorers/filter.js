// All that the playground does with pixels, in a thread of its own: however large the picture, the page stays awake.
import { check, convolve, grid, pool, sumOf, windowAt } from "./arithmetic.js";

const MOST = 40; // megapixels: a few copies of so large a picture still fit into memory
const STRIP = 256; // rows; a canvas for the whole of a large picture is more than some browsers give

/**
 * What the last wish made: the text of the wish, the photograph after the kernel and after pooling, and the smallest and the
 * largest value.
 * @typedef {{ key: string, filtered: Result, result: Result, low: number, high: number }} Done
 */

// The grey values of the photograph.
/** @type {Result | undefined} */
let photo;
/** @type {Done | undefined} */
let done;

// Only a small picture can have full precision.
/** @type {(size: number) => Float32Array | Float64Array} */
const makeValues = (size) => (size > 4e6 ? new Float32Array(size) : new Float64Array(size));

/** @type {(size: number) => Problem} */
const tooLarge = (size) => ({ code: "large", value: Math.ceil(size / 1e6), most: MOST });

/**
 * The grey values of a picture: an address, a file or an ImageBitmap. They are those of Pillow's convert("L").
 * @param {string | ImageBitmapSource} source
 * @param {number} [pixels] how many it has, where that is known
 * @returns {Promise<Result | Problem>}
 */
async function read(source, pixels = 0) {
  if (pixels > MOST * 1e6) return tooLarge(pixels);
  const blob = typeof source === "string" ? await (await fetch(source)).blob() : source;
  const bitmap = await createImageBitmap(blob, { colorSpaceConversion: "none" });
  const { width: columns, height: rows } = bitmap;
  const size = rows * columns;
  if (size > MOST * 1e6) {
    bitmap.close();
    return tooLarge(size);
  }
  const values = makeValues(size);
  const context = new OffscreenCanvas(columns, STRIP).getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("The browser gives no canvas");
  context.fillStyle = "#fff"; // what is transparent lies on white
  for (let top = 0, to = 0; top < rows; top += STRIP) {
    context.fillRect(0, 0, columns, STRIP);
    context.drawImage(bitmap, 0, -top);
    const { data } = context.getImageData(0, 0, columns, Math.min(STRIP, rows - top));
    for (let i = 0; i < data.length; i += 4) {
      values[to++] = (19595 * data[i] + 38470 * data[i + 1] + 7471 * data[i + 2] + 32768) >> 16;
    }
  }
  bitmap.close();
  return { rows, columns, values };
}

/**
 * What is to be seen of values: outside 0 to 255 they are black or white.
 * @param {Result} grid
 */
async function draw({ rows, columns, values }) {
  const image = new ImageData(columns, rows);
  const pixels = new Uint32Array(image.data.buffer);
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < pixels.length; i++) {
    const value = values[i];
    if (value < low) low = value;
    if (value > high) high = value;
    pixels[i] = 0xff000000 | (0x010101 * Math.round(Math.min(255, Math.max(0, value))));
  }
  return { low, high, bitmap: await createImageBitmap(image) };
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
  const { w, b, a, m, pooling, k, s } = work;
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
    const { bitmap, low, high } = await draw(result);
    pictures.image = bitmap;
    done = { key, filtered, result, low, high };
  }

  const { filtered, result, low, high } = done;
  /** @type {Two} */
  const point = [clamp(at?.[0] ?? rows >> 1, rows), clamp(at?.[1] ?? columns >> 1, columns)];
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
  return {
    ...pictures,
    work,
    size,
    shape,
    point,
    cell,
    terms,
    sum,
    low,
    high,
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
