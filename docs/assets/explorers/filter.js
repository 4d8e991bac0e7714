// All that the playground does with pixels, in a thread of its own: however large the picture, the page stays awake.
import { check, convolve, grid, pool, windowAt } from "./arithmetic.js";

const MOST = 40; // megapixels: a few copies of so large a picture still fit into memory
const STRIP = 256; // rows; a canvas for the whole of a large picture is more than some browsers give

let photo; // Grid of grey values
let filtered; // Grid after the kernel
let result; // and after pooling
let done; // what they were made by
let range;

/** The grey values of a picture: an address, a file or an ImageBitmap. They are those of Pillow's convert("L"). */
async function read(source) {
  const blob = typeof source === "string" ? await (await fetch(source)).blob() : source;
  const bitmap = await createImageBitmap(blob, { colorSpaceConversion: "none" });
  const { width: columns, height: rows } = bitmap;
  const size = rows * columns;
  if (size > MOST * 1e6) {
    bitmap.close();
    return { code: "large", value: Math.ceil(size / 1e6), most: MOST };
  }
  // What is small can have all digits.
  const values = new (size > 4e6 ? Float32Array : Float64Array)(size);
  const context = new OffscreenCanvas(columns, STRIP).getContext("2d", { willReadFrequently: true });
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

/** What is to be seen of values: outside 0 to 255 they are black or white. */
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

async function answer({ source, work, at }) {
  const reply = { work };
  if (source) {
    const found = await read(source);
    if (found.code) return { work, lost: true, problems: [found] };
    photo = found;
    done = undefined;
    reply.original = (await draw(photo)).bitmap;
  }
  const { w, n, f, b, a, m, pooling, k, s } = work;
  const { rows, columns } = photo;
  const laid = f ? w.map((row) => [...row].reverse()).reverse() : w;
  const sum = w.flat().reduce((total, weight) => total + weight);
  const divisor = (n && sum) || 1;
  // An even kernel gets a row or a column of zeros in front, so that all have a centre.
  const odd = (list, zero) => (list.length % 2 ? list : [zero, ...list]);
  const weights = laid.map((row) => odd(row.map((weight) => weight / divisor), 0));
  const kernel = grid(odd(weights, weights[0].map(() => 0)));
  const padding = [kernel.rows >> 1, kernel.columns >> 1];
  const settings = { operation: "convolution", size: [rows, columns], kernel, padding, paddingMode: m };
  const mode = pooling === "max" ? "maximum" : pooling;
  const after = pooling !== "none" && { operation: "pooling", size: [rows, columns], kernelSize: k, stride: s, mode };
  const problems = [...check(settings), ...(after ? check(after) : [])];
  if (problems.length) return { ...reply, size: [rows, columns], problems };

  const key = JSON.stringify(work);
  if (key !== done) {
    filtered = result = done = undefined; // large ones have to make room first
    filtered = convolve(photo, kernel, settings);
    const { values } = filtered;
    if (b) for (let i = 0; i < values.length; i++) values[i] += b;
    if (a) for (let i = 0; i < values.length; i++) values[i] = Math.abs(values[i]);
    result = after ? pool(filtered, after) : filtered;
    ({ bitmap: reply.image, ...range } = await draw(result));
    done = key;
  }

  const within = (i, most) => Math.max(0, Math.min(most - 1, i));
  const point = [within(at?.[0] ?? rows >> 1, rows), within(at?.[1] ?? columns >> 1, columns)];
  const most = [result.rows, result.columns];
  // A pooled pixel is drawn as large as the stride, in the middle of its window.
  const cell = after ? point.map((i, axis) => within(Math.floor((i - (k - s) / 2) / s), most[axis])) : point;
  const { cells } = windowAt(...point, photo, settings);
  const extra = [kernel.rows - w.length, kernel.columns - w[0].length];
  const terms = cells
    .filter(({ tap }) => tap[0] >= extra[0] && tap[1] >= extra[1])
    .map(({ row, value }, i) => ({ row, value, weight: laid.flat()[i] }));
  const valueAt = ({ columns, values }, [r, c]) => values[r * columns + c];
  return {
    ...reply,
    ...range,
    point,
    cell,
    terms,
    sum,
    size: [rows, columns],
    shape: most,
    filtered: valueAt(filtered, point),
    value: valueAt(result, cell),
  };
}

onmessage = async ({ data }) => {
  const before = photo;
  const reply = await answer(data).catch(() => {
    photo = before;
    done = undefined;
    return { lost: true, problems: [{ code: "broken" }] }; // the browser does not say what is wrong with a picture
  });
  postMessage(reply, [reply.original, reply.image].filter(Boolean));
};
