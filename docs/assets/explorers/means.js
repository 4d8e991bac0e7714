// Poolings between the mean and the maximum: what a window gives, and the share that each pixel has in a small change of it.

/** The rules: the power mean, and the logarithm of a mean of exponentials. */
export const RULES = ["power", "exp"];

/**
 * What stands for each pixel in the mean, and how the mean becomes the result. Quotients by the largest and differences from it
 * keep the numbers small.
 * @param {Numbers} values  from 0 on
 * @param {string} rule
 * @param {number} amount  p of the power mean, r of the exponentials
 */
function weigh(values, rule, amount) {
  let largest = -Infinity;
  for (let i = 0; i < values.length; i++) if (values[i] > largest) largest = values[i];
  const terms = Float64Array.from(values, (value) => {
    if (rule === "exp") return Math.exp(amount * (value - largest));
    return largest ? (value / largest) ** amount : 1;
  });
  return { largest, terms, mean: terms.reduce((sum, term) => sum + term, 0) / terms.length };
}

/**
 * What a window gives.
 * @param {Numbers} values  from 0 on
 * @param {string} rule
 * @param {number} amount  the first one of each rule, 1 or 0, gives the mean, infinity the maximum
 */
export function blend(values, rule, amount) {
  if (amount === (rule === "exp" ? 0 : 1)) return Float64Array.from(values).reduce((sum, value) => sum + value) / values.length;
  if (amount === Infinity) return Math.max(...values);
  const { largest, mean } = weigh(values, rule, amount);
  return rule === "exp" ? largest + Math.log(mean) / amount : largest * mean ** (1 / amount);
}

/**
 * How much of a small change of each pixel reaches the result. Of equal largest ones the first has all, where the rule is the
 * maximum.
 * @param {Numbers} values  from 0 on
 * @param {string} rule
 * @param {number} amount
 * @returns {number[]}
 */
export function shares(values, rule, amount) {
  const all = [...values];
  if (amount === Infinity) return all.map((_, i) => Number(i === all.indexOf(Math.max(...all))));
  if (rule === "exp") {
    const { terms, mean } = weigh(values, rule, amount);
    return [...terms].map((term) => term / mean / terms.length);
  }
  const result = blend(values, rule, amount);
  return all.map((value) => (result ? (value / result) ** (amount - 1) / all.length : 1 / all.length));
}

/**
 * What each window of a picture gives; windows lie side by side.
 * @param {Result} picture
 * @param {number} k
 * @param {string} rule
 * @param {number} amount
 * @returns {Result}
 */
export function poolBetween(picture, k, rule, amount) {
  const [rows, columns] = [Math.floor(picture.rows / k), Math.floor(picture.columns / k)];
  const values = new Float64Array(rows * columns);
  for (let r = 0, i = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++, i++) values[i] = blend(windowOf(picture, k, r, c), rule, amount);
  }
  return { rows, columns, values };
}

/**
 * The pixels of a window.
 * @param {Result} picture
 * @param {number} k
 * @param {number} r  the row of its result
 * @param {number} c
 */
export function windowOf({ columns, values }, k, r, c) {
  const window = new Float64Array(k * k);
  for (let i = 0; i < k; i++) window.set(values.subarray(at(i), at(i) + k), i * k);
  return window;

  /** @param {number} i */
  function at(i) {
    return (r * k + i) * columns + c * k;
  }
}
