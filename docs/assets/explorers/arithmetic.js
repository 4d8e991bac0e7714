// The arithmetic of the explorers, and nothing else: pure functions, which the tests compare with the Python of the
// lessons. Names, defaults and rules are those of torch.nn.functional, in camelCase.
//
// Its types, Grid, Pair, Settings and more, are those of tests/javascript/types.d.ts, which says what they mean.
// Ask check() first: what the other functions return means something only if it finds no problem in the settings. It takes any
// numbers, and so do the functions that return sizes.

/** @type {(value: Pair) => Two} */
const pair = (value) => (Array.isArray(value) ? value : [value, value]);

/**
 * Calls a function with each of two values, and returns its two results.
 * @template T, U
 * @param {Two<T>} both
 * @param {(one: T, axis: number) => U} make
 * @returns {Two<U>}
 */
const mapBoth = ([one, other], make) => [make(one, 0), make(other, 1)];

// ---------------------------------------------------------------------------- grids

/**
 * The sum of weights. Rounded, for 0.1 + 0.2 − 0.3 is not 0 in binary numbers, and a kernel divided by what is left explodes.
 * @param {number[][]} weights
 */
export const sumOf = (weights) => +weights.flat().reduce((sum, weight) => sum + weight).toFixed(9);

/**
 * @param {number[][]} rows
 * @returns {Grid<Float64Array>}
 */
export function grid(rows) {
  return { rows: rows.length, columns: rows[0].length, values: Float64Array.from(rows.flat()) };
}

/**
 * @param {Grid} grid
 * @returns {number[][]}
 */
export function lists({ rows, columns, values }) {
  return Array.from({ length: rows }, (_, r) => [...values.subarray(r * columns, (r + 1) * columns)]);
}

/** @type {(like: Grid, rows: number, columns: number) => Result} */
function makeEmpty({ values }, rows, columns) {
  const size = rows * columns;
  return { rows, columns, values: values instanceof Float32Array ? new Float32Array(size) : new Float64Array(size) };
}

// ---------------------------------------------------------------------------- sizes along one axis

/**
 * How many pixels a window spans.
 * @param {number} kernelSize
 * @param {number} dilation
 */
const span = (kernelSize, dilation) => dilation * (kernelSize - 1) + 1;

/**
 * How many windows lie along n pixels; 0 if none can.
 * @param {number} n
 * @param {number} kernelSize
 * @param {AxisOptions} [options]
 */
export function outputSize(n, kernelSize, { stride = 1, padding = 0, dilation = 1, ceilMode = false } = {}) {
  const steps = (n + 2 * padding - span(kernelSize, dilation)) / stride;
  let windows = (ceilMode ? Math.ceil(steps) : Math.floor(steps)) + 1;
  // As in PyTorch, a window that would start in the padding at the end, or beyond it, is dropped.
  if (ceilMode && (windows - 1) * stride >= n + padding) windows -= 1;
  return windows > 0 && windows < Infinity ? windows : 0;
}

/**
 * How many places of the padded axis come after the last window. With ceilMode the number may be negative: the last window
 * reaches so far beyond the axis.
 * @param {number} n
 * @param {number} kernelSize
 * @param {AxisOptions} [settings]
 */
export function remainder(n, kernelSize, settings = {}) {
  const { stride = 1, padding = 0, dilation = 1 } = settings;
  return n + 2 * padding - (outputSize(n, kernelSize, settings) - 1) * stride - span(kernelSize, dilation);
}

/**
 * How many pixels at the end no window sees.
 * @param {number} n
 * @param {number} kernelSize
 * @param {AxisOptions} [settings]
 */
export function leftOver(n, kernelSize, settings = {}) {
  const { stride = 1, padding = 0, dilation = 1 } = settings;
  let last = -1;
  for (let tap = 0; tap < kernelSize; tap++) {
    const offset = tap * dilation - padding;
    const index = Math.min(outputSize(n, kernelSize, settings) - 1, Math.floor((n - 1 - offset) / stride));
    if (index >= 0) last = Math.max(last, index * stride + offset);
  }
  return n - 1 - last;
}

/**
 * The size that a transposed convolution makes of n; 0 or less if nothing is left of it.
 * @param {number} n
 * @param {number} kernelSize
 * @param {AxisOptions} [options]
 */
export function transposedSize(n, kernelSize, { stride = 1, padding = 0, dilation = 1, outputPadding = 0 } = {}) {
  return (n - 1) * stride - 2 * padding + span(kernelSize, dilation) + outputPadding;
}

// ---------------------------------------------------------------------------- settings along the two axes

/**
 * The settings of each axis, with numbers for pairs, every default filled in, and the size of the output.
 * @param {Pair} size
 * @param {Settings} settings
 * @returns {Two<Axis>}
 */
function axes(size, settings) {
  const { operation, kernel } = settings;
  const kernelSize = kernel ? pair([kernel.rows, kernel.columns]) : pair(settings.kernelSize);
  const stride = pair(settings.stride ?? (operation === "pooling" ? kernelSize : 1));
  const padding = pair(settings.padding ?? 0);
  const dilation = pair(settings.dilation ?? 1);
  const outputPadding = pair(settings.outputPadding ?? 0);
  const ceilMode = operation === "pooling" && Boolean(settings.ceilMode);
  const measure = operation === "transposed" ? transposedSize : outputSize;
  return mapBoth(pair(size), (n, i) => {
    const options = {
      stride: stride[i],
      padding: padding[i],
      dilation: dilation[i],
      outputPadding: outputPadding[i],
      ceilMode,
    };
    return { n, kernelSize: kernelSize[i], ...options, output: measure(n, kernelSize[i], options) };
  });
}

/**
 * The size of the output.
 * @param {Pair} size  of the input
 * @param {Settings} settings
 * @returns {[number, number]}
 */
export function outputShape(size, settings) {
  return mapBoth(axes(size, settings), (axis) => axis.output);
}

// The least that each number of an axis may be.
/** @type {Record<string, number>} */
const LEAST = { n: 1, kernelSize: 1, stride: 1, padding: 0, dilation: 1, outputPadding: 0 };

/** @type {(name: string, value: number, least: number) => Problem[]} */
function findTooSmall(name, value, least) {
  if (!Number.isInteger(value)) return [{ code: "whole", name, value }];
  return value < least ? [{ code: "least", name, value, least }] : [];
}

/** @type {(axis: Axis, settings: Settings) => Problem[]} */
function findProblems(axis, { operation, mode = "maximum", paddingMode = "zeros" }) {
  const { n, kernelSize, stride, padding, dilation, outputPadding, output } = axis;
  const sizes = { n, kernelSize, stride, padding, dilation, outputPadding };
  const found = Object.entries(sizes).flatMap(([name, value]) => findTooSmall(name, value, LEAST[name]));
  if (found.length) return found; // nothing can be calculated with such sizes
  /** @type {(code: string, value: number, limit: number) => void} */
  const allow = (code, value, limit) => {
    if (value > limit) found.push({ code, value, most: limit });
  };
  if (operation === "transposed") {
    allow("output-padding", outputPadding, Math.max(stride, dilation) - 1);
    if (output < 1) found.push({ code: "no-output", value: output });
    return found;
  }
  if (operation === "pooling") {
    allow("padding-half", padding, Math.floor(kernelSize / 2));
    if (mode === "mean") allow("mean-dilation", dilation, 1);
  } else {
    if (paddingMode === "reflect") allow("padding-reflect", padding, n - 1);
    if (paddingMode === "circular") allow("padding-circular", padding, n);
  }
  if (output < 1) found.push({ code: "no-window", value: span(kernelSize, dilation), most: n + 2 * padding });
  return found;
}

/**
 * What makes settings impossible. Each entry has a code, the numbers to say it with, and the axis unless it is the
 * same along both:
 *   whole             {name, value}         it must be a whole number
 *   least             {name, value, least}  it must be at least this; name is n, kernelSize, stride, ..., groups
 *   no-window         {value, most}         the window spans `value` pixels, with padding there are only `most`
 *   padding-half      {value, most}         padding of pooling is at most half the window
 *   padding-reflect   {value, most}         there are only `most` pixels to reflect
 *   padding-circular  {value, most}         there are only `most` pixels to begin again with
 *   mean-dilation     {value, most}         mean pooling has no dilation
 *   output-padding    {value, most}         it must be less than stride or less than dilation
 *   no-output         {value}               the output would have this size, which is less than 1
 *   groups            {value, channels}     groups must divide these channels
 *   phases            {value, most}         from walk() alone: the product of the strides of the transposed layers
 * @param {Settings & {size: Pair, channelsIn?: number, channels?: number, groups?: number}} settings
 * @returns {Problem[]}  empty if all is well
 */
export function check(settings) {
  const { operation, size, channelsIn = 1, channels = channelsIn, groups = 1 } = settings;
  const [down, along] = mapBoth(axes(size, settings), (axis) => findProblems(axis, settings));
  /** @type {(one: Problem, other: Problem) => boolean} */
  const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const found = down.map((one) => (along.some((other) => isSame(one, other)) ? one : { ...one, axis: 0 }));
  for (const one of along) if (!down.some((other) => isSame(one, other))) found.push({ ...one, axis: 1 });
  const counts = { channelsIn, channels, groups };
  const bad = Object.entries(counts).flatMap(([name, value]) => findTooSmall(name, value, 1));
  if (!bad.length && operation !== "pooling") {
    for (const count of new Set([channelsIn, channels])) {
      if (count % groups) bad.push({ code: "groups", value: groups, channels: count });
    }
  }
  return [...found, ...bad];
}

// ---------------------------------------------------------------------------- convolution

/**
 * Which pixel's value stands at place i of an axis of n pixels; i may be outside. -1 means a zero.
 * @type {(i: number, n: number, paddingMode?: PaddingMode) => number}
 */
function source(i, n, paddingMode) {
  if (i >= 0 && i < n) return i;
  if (paddingMode === "reflect") return i < 0 ? -i : 2 * (n - 1) - i;
  if (paddingMode === "replicate") return i < 0 ? 0 : n - 1;
  if (paddingMode === "circular") return i < 0 ? i + n : i - n;
  return -1;
}

/**
 * A copy with a border.
 * @param {Grid} input
 * @param {Pair} padding
 * @param {PaddingMode} [paddingMode]
 * @returns {Result}
 */
export function pad(input, padding, paddingMode = "zeros") {
  const [above, left] = pair(padding);
  const rows = input.rows + 2 * above;
  const columns = input.columns + 2 * left;
  const padded = makeEmpty(input, rows, columns);
  const { values } = padded;
  for (let r = 0; r < rows; r++) {
    const from = source(r - above, input.rows, paddingMode) * input.columns;
    if (from < 0) continue;
    const to = r * columns;
    values.set(input.values.subarray(from, from + input.columns), to + left);
    for (let c = 0; c < left; c++) {
      const before = source(c - left, input.columns, paddingMode);
      const after = source(input.columns + c, input.columns, paddingMode);
      if (before >= 0) values[to + c] = input.values[from + before];
      if (after >= 0) values[to + left + input.columns + c] = input.values[from + after];
    }
  }
  return padded;
}

/**
 * The sum of products of every window and the kernel, added up in scan order.
 * @param {Grid} input
 * @param {Grid} kernel
 * @param {Options} [settings]  stride, padding, dilation, paddingMode, flip
 * @returns {Result}
 */
export function convolve(input, kernel, settings = {}) {
  const [down, along] = axes([input.rows, input.columns], {
    ...settings,
    operation: "convolution",
    kernel,
    kernelSize: undefined,
  });
  // A copy with a border costs little, and spares a look at the edge for every product.
  const image = pad(input, [down.padding, along.padding], settings.paddingMode);
  const result = makeEmpty(input, down.output, along.output);
  const weights = Float64Array.from(kernel.values);
  if (settings.flip) weights.reverse();
  const starts = Int32Array.from({ length: kernel.rows }, (_, i) => i * down.dilation * image.columns);
  // If windows are as far apart as the taps of one window, neighbours share values, and four of them are done at once.
  const correlate = along.stride === along.dilation ? fourWindows : oneWindow;
  for (let r = 0; r < result.rows; r++) {
    correlate(image.values, r * down.stride * image.columns, starts, along, weights, result.values, r * result.columns);
  }
  return result;
}

/**
 * One row of the output, from place `to` on. `at` is where its first window starts, `starts` where the window's rows do.
 * @type {Correlate}
 */
function oneWindow(values, at, starts, { stride, dilation, kernelSize, output }, weights, results, to) {
  for (const end = to + output; to < end; to++, at += stride) {
    let sum = 0;
    let tap = 0;
    for (const start of starts) {
      for (let j = 0, place = at + start; j < kernelSize; j++, place += dilation) sum += weights[tap++] * values[place];
    }
    results[to] = sum;
  }
}

/**
 * The same, four windows at a time: each weight and each value is fetched once for all four.
 * @type {Correlate}
 */
function fourWindows(values, at, starts, along, weights, results, to) {
  const { stride, kernelSize, output } = along;
  const rows = starts.length;
  const end = to + output;
  for (; to + 4 <= end; to += 4, at += 4 * stride) {
    let sum0 = 0;
    let sum1 = 0;
    let sum2 = 0;
    let sum3 = 0;
    let tap = 0;
    for (let i = 0; i < rows; i++) {
      let place = at + starts[i];
      let value0 = values[place];
      place += stride;
      let value1 = values[place];
      place += stride;
      let value2 = values[place];
      for (const stop = tap + kernelSize; tap < stop; tap++) {
        place += stride;
        const value3 = values[place];
        const weight = weights[tap];
        sum0 += weight * value0;
        sum1 += weight * value1;
        sum2 += weight * value2;
        sum3 += weight * value3;
        value0 = value1;
        value1 = value2;
        value2 = value3;
      }
    }
    results[to] = sum0;
    results[to + 1] = sum1;
    results[to + 2] = sum2;
    results[to + 3] = sum3;
  }
  oneWindow(values, at, starts, { ...along, output: end - to }, weights, results, to);
}

// ---------------------------------------------------------------------------- pooling

/**
 * The windows along an axis.
 * @type {(axis: Axis) => Span[]}
 */
function windows({ n, kernelSize, stride, padding, dilation, output }) {
  return Array.from({ length: output }, (_, i) => {
    const start = i * stride - padding;
    const first = Math.max(0, Math.ceil(-start / dilation));
    return { start, first, stop: Math.max(first, Math.min(kernelSize, Math.ceil((n - start) / dilation))) };
  });
}

/**
 * How many places along an axis the mean of a window divides by. Places beyond the padding do not count.
 * @type {(axis: Axis, start: number, countIncludePad: boolean) => number}
 */
function countPlaces({ n, kernelSize, padding }, start, countIncludePad) {
  const border = countIncludePad ? padding : 0;
  return Math.min(start + kernelSize, n + border) - Math.max(start, -border);
}

/**
 * The largest value or the mean of every window. With dilation a window may contain no pixel: its maximum is -Infinity.
 * @param {Grid} input
 * @param {Options & BySize} settings  kernelSize, stride, padding, dilation, ceilMode, countIncludePad, mode
 * @returns {Result}
 */
export function pool(input, settings) {
  const { mode = "maximum", countIncludePad = true } = settings;
  const [down, along] = axes([input.rows, input.columns], { ...settings, operation: "pooling" });
  const result = makeEmpty(input, down.output, along.output);
  const row = new Float64Array(input.columns);
  const across = windows(along);
  const widths = across.map(({ start }) => countPlaces(along, start, countIncludePad));
  const merge = mode === "mean" ? addRow : takeLargestOfRow;
  const finish = mode === "mean" ? addAcross : takeLargestAcross;
  windows(down).forEach(({ start, first, stop }, r) => {
    // First down the columns, then along the row that they give: k + k steps in place of k * k.
    row.fill(mode === "mean" ? 0 : -Infinity);
    for (let tap = first; tap < stop; tap++) merge(row, input.values, (start + tap * down.dilation) * input.columns);
    const height = countPlaces(down, start, countIncludePad);
    finish(row, across, along.dilation, result.values, r * along.output, height, widths);
  });
  return result;
}

/** @type {MergeRow} */
function addRow(row, values, from) {
  for (let c = 0; c < row.length; c++) row[c] += values[from + c];
}

/** @type {MergeRow} */
function takeLargestOfRow(row, values, from) {
  for (let c = 0; c < row.length; c++) row[c] = Math.max(row[c], values[from + c]);
}

/** @type {FinishRow} */
function addAcross(row, across, dilation, results, to, height, widths) {
  for (let c = 0; c < across.length; c++) {
    const { start, first, stop } = across[c];
    let sum = 0;
    for (let tap = first; tap < stop; tap++) sum += row[start + tap * dilation];
    results[to + c] = sum / (height * widths[c]);
  }
}

/** @type {FinishRow} */
function takeLargestAcross(row, across, dilation, results, to) {
  for (let c = 0; c < across.length; c++) {
    const { start, first, stop } = across[c];
    let most = -Infinity;
    for (let tap = first; tap < stop; tap++) most = Math.max(most, row[start + tap * dilation]);
    results[to + c] = most;
  }
}

// ---------------------------------------------------------------------------- one window, and one pixel

/**
 * The window of output r, c, cell by cell in scan order, to be explained.
 * @param {number} r
 * @param {number} c
 * @param {Grid} input
 * @param {Settings} settings  with operation "convolution" and kernel, or "pooling" and kernelSize
 * @returns {WindowCells}  value is the output; of a mean, the sum of the products divided by divisor; of a convolution
 *   their sum (divisor 1); of a maximum the largest product
 */
export function windowAt(r, c, input, settings) {
  const { operation, flip = false, mode = "maximum", countIncludePad = true } = settings;
  const pooling = operation === "pooling";
  const kernel = pooling ? undefined : settings.kernel;
  const maximum = pooling && mode === "maximum";
  const border = pooling ? "zeros" : settings.paddingMode;
  const [down, along] = axes([input.rows, input.columns], settings);
  /** @type {(axis: Axis, i: number) => boolean} */
  const isWithin = ({ n, padding }, i) => i >= -padding && i < n + padding;
  /** @type {Cell[]} */
  const cells = [];
  for (let i = 0; i < down.kernelSize; i++) {
    for (let j = 0; j < along.kernelSize; j++) {
      const row = r * down.stride - down.padding + i * down.dilation;
      const column = c * along.stride - along.padding + j * along.dilation;
      const inside = row >= 0 && row < input.rows && column >= 0 && column < input.columns;
      /** @type {Two} */
      const found = [source(row, input.rows, border), source(column, input.columns, border)];
      const from = found.includes(-1) ? null : found;
      /** @type {Two} */
      const tap = flip && !pooling ? [down.kernelSize - 1 - i, along.kernelSize - 1 - j] : [i, j];
      let value = maximum ? -Infinity : 0;
      if (from) value = input.values[from[0] * input.columns + from[1]];
      let weight = 1;
      if (kernel) weight = kernel.values[tap[0] * kernel.columns + tap[1]];
      else if (pooling && !maximum && !inside) weight = Number(countIncludePad && isWithin(down, row) && isWithin(along, column));
      cells.push({ row, column, inside, from, tap, weight, value, product: weight * value });
    }
  }
  if (maximum) return { cells, divisor: 1, value: Math.max(...cells.map((cell) => cell.value)) };
  /** @param {"weight" | "product"} key */
  const sum = (key) => cells.reduce((total, cell) => total + cell[key], 0);
  const divisor = pooling ? sum("weight") : 1;
  return { cells, divisor, value: sum("product") / divisor };
}

/**
 * How many windows contain each pixel. Copies of a pixel in the border do not count.
 * @param {Pair} size
 * @param {Settings} settings
 * @returns {Grid<Float64Array>}
 */
export function seen(size, settings) {
  const [down, along] = mapBoth(axes(size, settings), (axis) => {
    /** @type {number[]} */
    const times = new Array(axis.n).fill(0);
    for (const { start, first, stop } of windows(axis)) {
      for (let tap = first; tap < stop; tap++) times[start + tap * axis.dilation] += 1;
    }
    return times;
  });
  return grid(down.map((times) => along.map((more) => times * more)));
}

// ---------------------------------------------------------------------------- layers

/**
 * The first and the last pixel of the input that outputs lo to hi of a layer depend on, along an axis; null if there is none.
 * @type {(range: Two, layer: AxisLayer) => Two | null}
 */
function lookBack([lo, hi], { operation, kernelSize, stride, padding, dilation }) {
  const reach = span(kernelSize, dilation) - 1;
  if (operation !== "transposed") return [lo * stride - padding, hi * stride - padding + reach];
  // Pixel i reaches i * stride + tap * dilation - padding: look for the first and the last one that meets lo to hi.
  /** @param {number} i */
  const meets = (i) => {
    const tap = Math.max(0, Math.ceil((lo + padding - i * stride) / dilation));
    return tap < kernelSize && i * stride + tap * dilation - padding <= hi;
  };
  let first = Math.ceil((lo + padding - reach) / stride);
  let last = Math.floor((hi + padding) / stride);
  while (first <= last && !meets(first)) first += 1;
  while (first <= last && !meets(last)) last -= 1;
  return first > last ? null : [first, last];
}

const MOST_PHASES = 256; // so that a stride of a million, typed by mistake, does not hang the page

/**
 * After how many outputs along an axis the sizes of what they see repeat: those of a transposed layer do not all see as much.
 * @param {AxisLayer[]} layers
 */
const phasesOf = (layers) =>
  layers.reduce((n, { operation, stride }) => (operation === "transposed" ? n * stride : n), 1);

/**
 * The largest receptive field of all outputs after some layers along an axis, and where that of output 0 starts.
 * @param {AxisLayer[]} layers
 */
function receptive(layers) {
  /** @param {number} output */
  const trace = (output) => {
    /** @type {Two | null} */
    let range = [output, output];
    for (let i = layers.length - 1; range && i >= 0; i--) range = lookBack(range, layers[i]);
    return range;
  };
  let field = 0;
  for (let output = 0; output < phasesOf(layers); output++) {
    const range = trace(output);
    if (range) field = Math.max(field, range[1] - range[0] + 1);
  }
  return { field, start: trace(0)?.[0] ?? null };
}

/**
 * What each layer of a network makes of an input.
 * @param {Layer[]} layers
 * @param {{size: Two, channels: number}} input
 * @returns {(Made | Impossible)[]}  of each layer; the walk ends with the first one that is impossible
 */
export function walk(layers, { size, channels }) {
  /** @type {(Made | Impossible)[]} */
  const walked = [];
  /** @type {Two<AxisLayer[]>} */
  const passed = [[], []];
  /** @type {Two} */
  let jump = [1, 1];
  for (const layer of layers) {
    const { operation, groups = 1, bias = true } = layer;
    const pooling = operation === "pooling";
    const made = pooling ? channels : (layer.channels ?? channels);
    const problems = check({ ...layer, size, channelsIn: channels, channels: made });
    if (problems.length) return [...walked, { problems }];
    const both = axes(size, layer);
    const up = operation === "transposed";
    both.forEach((axis, i) => {
      passed[i].push({ operation, ...axis });
    });
    const value = Math.max(...passed.map(phasesOf));
    if (value > MOST_PHASES) return [...walked, { problems: [{ code: "phases", value, most: MOST_PHASES }] }];
    const fields = mapBoth(passed, receptive);
    jump = mapBoth(jump, (step, i) => (up ? step / both[i].stride : step * both[i].stride));
    const weights = pooling ? 0 : (made * channels * both[0].kernelSize * both[1].kernelSize) / groups;
    const times = both.reduce((n, axis) => n * (up ? axis.n : axis.output), 1);
    size = mapBoth(both, (axis) => axis.output);
    channels = made;
    walked.push({
      size,
      channels,
      field: mapBoth(fields, ({ field }) => field),
      start: mapBoth(fields, ({ start }) => start),
      jump,
      leftOver: mapBoth(both, (axis) => (up ? 0 : leftOver(axis.n, axis.kernelSize, axis))),
      remainder: mapBoth(both, (axis) => (up ? 0 : remainder(axis.n, axis.kernelSize, axis))),
      parameters: weights + (bias && !pooling ? channels : 0),
      multiplyAdds: weights * times,
      problems,
    });
  }
  return walked;
}

/**
 * The places along an axis that one output comes from: in the input, behind each layer in turn, and the output itself. Those
 * outside are of the padding, and nothing lies behind them.
 * @param {Layer[]} layers  none of them transposed
 * @param {number} n  pixels of the input
 * @param {number} output
 * @returns {number[][]}  in order
 */
export function ancestors(layers, n, output) {
  const passed = [];
  for (const layer of layers) {
    const [axis] = axes(n, layer);
    passed.unshift(axis);
    n = axis.output;
  }
  const found = [[output]];
  for (const { kernelSize, stride, padding, dilation, output } of passed) {
    /** @type {Set<number>} */
    const places = new Set();
    for (const i of found[0]) {
      if (i < 0 || i >= output) continue;
      for (let tap = 0; tap < kernelSize; tap++) places.add(i * stride - padding + tap * dilation);
    }
    found.unshift([...places].sort((one, other) => one - other));
  }
  return found;
}

// ---------------------------------------------------------------------------- chance

/**
 * Numbers that look random and are the same for the same seed, everywhere: mulberry32, by Tommy Ettinger.
 * @param {number} seed  32 bits of it count
 * @returns {() => number}  from 0 up to, not including, 1
 */
export function generator(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A whole number from low to high, both included.
 * @param {() => number} random
 * @param {number} low
 * @param {number} high
 */
export function between(random, low, high) {
  return low + Math.floor(random() * (high - low + 1));
}
