// The kernels of the gallery page, by the names that addresses have for them.
import { readNumber } from "../javascripts/letters.js";
import { sumOf } from "./arithmetic.js";

// Where the weights sum to more than 1, they are divided by the sum.
/** @type {Record<string, string>} */
export const PRESETS = {
  identity: "0,0,0/0,1,0/0,0,0",
  box: "1,1,1,1,1/1,1,1,1,1/1,1,1,1,1/1,1,1,1,1/1,1,1,1,1",
  gaussian: "1,4,6,4,1/4,16,24,16,4/6,24,36,24,6/4,16,24,16,4/1,4,6,4,1",
  sharpen: "0,-1,0/-1,5,-1/0,-1,0",
  unsharp: "-1,-4,-6,-4,-1/-4,-16,-24,-16,-4/-6,-24,476,-24,-6/-4,-16,-24,-16,-4/-1,-4,-6,-4,-1",
  "sobel-x": "-1,0,1/-2,0,2/-1,0,1",
  "sobel-y": "-1,-2,-1/0,0,0/1,2,1",
  scharr: "-3,0,3/-10,0,10/-3,0,3",
  laplacian: "0,1,0/1,-4,1/0,1,0",
  outline: "-1,-1,-1/-1,8,-1/-1,-1,-1",
  emboss: "-2,-1,0/-1,1,1/0,1,2",
  motion: "1,1,1,1,1,1,1,1,1",
};
export const MOST = 9; // rows and columns of a kernel: the motion blur has as many

/** @param {string} text */
function readKernel(text) {
  const rows = text.split("/").map((row) => row.split(",").map((weight) => readNumber(weight.slice(0, 7)) || 0));
  return rows.slice(0, MOST).map((row) => rows[0].slice(0, MOST).map((_, c) => row[c] ?? 0));
}

/** @param {string} text */
export const isPreset = (text) => Object.hasOwn(PRESETS, text);

/**
 * The kernel that a name or a text stands for, and whether it is divided by its sum.
 * @param {string} text
 */
export function makePreset(text) {
  const w = readKernel(isPreset(text) ? PRESETS[text] : text);
  return { w, n: Number(isPreset(text) && sumOf(w) > 1) };
}
