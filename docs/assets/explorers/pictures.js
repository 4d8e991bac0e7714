// Pictures: the photographs of the site, the reader's own, and the grey values of each.
import { find } from "../javascripts/dom.js";
import { pool } from "./arithmetic.js";

export const PHOTOS = ["portrait", "photographer", "bricks"];
export const MOST = 40; // megapixels: a few copies of so large a picture still fit into memory
// Pixels of a side of the small photographs: three of them fill the column of text pixel by pixel, and nearly every window divides it.
export const SIDE = 216;
const STRIP = 256; // rows; a canvas for the whole of a large picture is more than some browsers give

/**
 * The address of a photograph of the site.
 * @param {string} photo
 */
export const addressOf = (photo) => new URL(`../photographs/${photo}.webp`, import.meta.url).href;

/**
 * Hands over the files that a reader chooses, drops on an element or pastes; nothing if what she gave is no file.
 * @param {HTMLElement} element  it has a field for a file
 * @param {HTMLElement} button  it opens the browser's list of files
 * @param {(file?: File) => void} open
 */
export function receivePictures(element, button, open) {
  const field = find(element, "[type=file]", HTMLInputElement);
  button.addEventListener("click", () => field.click());
  field.addEventListener("change", () => {
    open(field.files?.[0]);
    field.value = ""; // else the same file could not be chosen again
  });
  element.addEventListener("dragover", (event) => event.preventDefault());
  element.addEventListener("drop", (event) => {
    event.preventDefault();
    open(event.dataTransfer?.files[0]);
  });
  document.addEventListener("paste", ({ clipboardData, target }) => {
    const place = target instanceof Element ? target : null;
    if (!element.isConnected || place?.matches("input:not([type=range], [type=checkbox]), textarea")) return;
    const files = clipboardData?.files ?? [];
    if (files.length || element.contains(place)) open(files[0]);
  });
}

/**
 * How many pixels a picture has; 0 where the browser cannot say. It reads the head of the file and decodes nothing: some of a
 * few kB would fill the memory.
 * @param {Blob} file
 * @returns {Promise<number>}
 */
export async function countPixels(file) {
  const image = new Image();
  const address = URL.createObjectURL(file);
  await new Promise((done) => {
    image.onload = image.onerror = done;
    image.src = address;
  });
  URL.revokeObjectURL(address);
  return image.naturalWidth * image.naturalHeight;
}

// Only a small picture can have full precision.
/** @type {(size: number) => Float32Array | Float64Array} */
const makeValues = (size) => (size > 4e6 ? new Float32Array(size) : new Float64Array(size));

/** @type {(size: number) => Problem} */
const tooLarge = (size) => ({ code: "large", value: Math.ceil(size / 1e6), most: MOST });

/**
 * The grey values of colours, those of Pillow's convert("L").
 * @param {Uint8ClampedArray} data
 */
export function greysOf(data) {
  const greys = new Uint8Array(data.length / 4);
  for (let i = 0, to = 0; i < data.length; i += 4) {
    greys[to++] = (19595 * data[i] + 38470 * data[i + 1] + 7471 * data[i + 2] + 32768) >> 16;
  }
  return greys;
}

/**
 * The grey values of a picture: an address, a file or an ImageBitmap.
 * @param {string | ImageBitmapSource} source
 * @param {number} [pixels] how many it has, where that is known
 * @returns {Promise<Result | Problem>}
 */
export async function read(source, pixels = 0) {
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
    values.set(greysOf(data), to);
    to += data.length / 4;
  }
  bitmap.close();
  return { rows, columns, values };
}

/** @type {(grid: Result, place: Two, side: number) => Result} */
function cut({ columns, values }, [top, left], side) {
  const part = new Float64Array(side * side);
  for (let r = 0; r < side; r++) {
    const from = (top + r) * columns + left;
    part.set(values.subarray(from, from + side), r * side);
  }
  return { rows: side, columns: side, values: part };
}

/**
 * The middle of a picture of the reader's own, made small by its mean.
 * @param {Result} grid
 * @returns {Shrunk}
 */
export function shrink(grid) {
  const step = Math.max(1, Math.floor(Math.min(grid.rows, grid.columns) / SIDE));
  const small = pool(grid, { kernelSize: step, mode: "mean" });
  const side = Math.min(SIDE, small.rows, small.columns);
  /** @type {Two} */
  const place = [(small.rows - side) >> 1, (small.columns - side) >> 1];
  return { grid: cut(small, place, side), step, place, side };
}

/**
 * The small photographs that are on their way: a slider may ask for one many times before it comes.
 * @type {Map<string, Promise<Result | Problem | undefined>>}
 */
const coming = new Map();

/**
 * The grey values of the small one of a photograph; none if it does not come.
 * @param {string} photo
 * @returns {Promise<Result | undefined>}
 */
export async function readSmall(photo) {
  const asked = coming.get(photo) ?? read(addressOf(`${photo}-small`)).catch(() => undefined);
  coming.set(photo, asked);
  const grid = await asked;
  coming.delete(photo);
  return grid && "values" in grid ? grid : undefined;
}

/**
 * The grey values of a picture of the reader's own, made small.
 * @param {File} file
 * @returns {Promise<Shrunk | Problem>}
 */
export async function readOwn(file) {
  const found = await countPixels(file)
    .then((pixels) => read(file, pixels))
    .catch(() => ({ code: "broken" }));
  return "code" in found ? found : shrink(found);
}

/**
 * Values as they are seen, perhaps scaled and shifted: outside 0 to 255 they are black or white.
 * @param {Grid} grid
 * @param {number} [scale]
 * @param {number} [shift]
 */
export function paint({ rows, columns, values }, scale = 1, shift = 0) {
  const image = new ImageData(columns, rows);
  const pixels = new Uint32Array(image.data.buffer);
  const grey = new Uint8ClampedArray(values.length); // rounded, and within what can be seen
  for (let i = 0; i < pixels.length; i++) {
    grey[i] = scale * values[i] + shift;
    pixels[i] = 0xff000000 | (0x010101 * grey[i]);
  }
  return image;
}

/**
 * The lines of Python that read a picture into the grey values `photo`, with what they import.
 * @param {Picture} picture
 */
export function writeReading({ name, source, label }) {
  const own = name === "own";
  const open = own
    ? `picture = Image.open(${JSON.stringify(label)})  # your own
picture = ImageOps.exif_transpose(picture).convert("RGBA")
white = Image.new("RGBA", picture.size, "white")
picture = Image.alpha_composite(white, picture)`
    : `picture = Image.open(urlopen("${source}"))`;
  return {
    imports: `from PIL import Image${own ? ", ImageOps" : "\nfrom urllib.request import urlopen"}`,
    code: `${open}\nphoto = np.array(picture.convert("L"), float)`,
  };
}

/**
 * The lines of Python that make the picture `photo` small, as shrink() does.
 * @param {Shrunk} shrunk
 * @param {string} name  of what they make
 */
export function writeShrinking({ step, place, side }, name) {
  const [rows, columns] = place.map((from) => `${from}:${from + side}`);
  return `step = ${step}  # the picture is made small by its mean, and its middle is taken
rows, columns = photo.shape[0] // step, photo.shape[1] // step
small = photo[: rows * step, : columns * step].reshape(rows, step, columns, step)
${name} = small.mean(axis=(1, 3))[${rows}, ${columns}]`;
}

/**
 * The file of a picture, under the name or the address that the Python has for it.
 * @param {Picture} picture
 * @returns {Promise<Record<string, Uint8Array>>}
 */
export async function fileOf({ source, label = "" }) {
  if (typeof source === "string") return { [source]: new Uint8Array(await (await fetch(source)).arrayBuffer()) };
  if (source instanceof Blob) return { [label]: new Uint8Array(await source.arrayBuffer()) };
  const canvas = new OffscreenCanvas(source.width, source.height);
  canvas.getContext("2d")?.drawImage(source, 0, 0);
  return { [label]: new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer()) };
}
