// The arithmetic of a small network, and of the drawings that it is shown: pure functions, which the tests compare, layer by layer,
// with the Python that trained it. What a layer gives is a stack of maps; a drawing is a stack of one map, ink 1 on paper 0.
//
// Its types, Maps and NetworkLayer, are those of tests/javascript/types.d.ts.

/** @type {(channels: number, rows: number, columns: number) => Maps} */
export const makeMaps = (channels, rows, columns) => {
  return { channels, rows, columns, values: new Float64Array(channels * rows * columns) };
};

// ---------------------------------------------------------------------------- layers

/** @type {(input: Maps, layer: Convolution) => Maps} */
function convolve(input, { weight, bias, k, stride }) {
  const { channels, rows, columns, values } = input;
  const output = makeMaps(bias.length, Math.floor((rows - k) / stride) + 1, Math.floor((columns - k) / stride) + 1);
  const [height, width] = [output.rows, output.columns];
  for (let m = 0, w = 0; m < bias.length; m++) {
    const first = m * height * width;
    output.values.fill(bias[m], first, first + height * width);
    // Each weight goes over all pixels before the next one's turn: the inner loop has nothing to decide.
    for (let channel = 0; channel < channels; channel++) {
      for (let i = 0; i < k; i++) {
        for (let j = 0; j < k; j++, w++) {
          const factor = weight[w];
          for (let r = 0, to = first; r < height; r++) {
            let from = (channel * rows + r * stride + i) * columns + j;
            for (const end = to + width; to < end; to++, from += stride) output.values[to] += factor * values[from];
          }
        }
      }
    }
  }
  return output;
}

/** @type {(input: Maps, layer: MapPooling) => Maps} */
function pool({ channels, rows, columns, values }, { mode, k }) {
  const output = makeMaps(channels, Math.floor(rows / k), Math.floor(columns / k));
  for (let m = 0, to = 0; m < channels; m++) {
    for (let r = 0; r < output.rows; r++) {
      for (let c = 0; c < output.columns; c++, to++) {
        let largest = -Infinity;
        let sum = 0;
        for (let i = 0; i < k; i++) {
          for (let j = 0; j < k; j++) {
            const value = values[(m * rows + r * k + i) * columns + c * k + j];
            sum += value;
            if (value > largest) largest = value;
          }
        }
        output.values[to] = mode === "maximum" ? largest : sum / (k * k);
      }
    }
  }
  return output;
}

/** @type {(input: Maps, layer: Dense) => Maps} */
function weigh({ values }, { weight, bias }) {
  const output = makeMaps(bias.length, 1, 1);
  for (let m = 0, w = 0; m < bias.length; m++) {
    let sum = bias[m];
    for (let i = 0; i < values.length; i++, w++) sum += weight[w] * values[i];
    output.values[m] = sum;
  }
  return output;
}

/**
 * Scores as chances, which sum to 1.
 * @param {Numbers} scores
 */
export function softmax(scores) {
  const most = Math.max(...scores);
  const powers = Float64Array.from(scores, (score) => Math.exp(score - most));
  const sum = powers.reduce((all, power) => all + power);
  return powers.map((power) => power / sum);
}

/**
 * What a layer makes of maps.
 * @param {Maps} input
 * @param {NetworkLayer} layer
 * @returns {Maps}
 */
function runLayer(input, layer) {
  if (layer.kind === "convolution") return convolve(input, layer);
  if (layer.kind === "pooling") return pool(input, layer);
  if (layer.kind === "dense") return weigh(input, layer);
  return { ...input, values: input.values.map((value) => Math.max(0, value)) };
}

/**
 * What each layer gives, the input first.
 * @param {NetworkLayer[]} layers
 * @param {Maps} input
 */
export function runNetwork(layers, input) {
  const all = [input];
  for (const layer of layers) all.push(runLayer(all[all.length - 1], layer));
  return all;
}

// ---------------------------------------------------------------------------- what a number comes from

/**
 * The part of each layer's maps, the input first, that some numbers of layer n come from.
 * @param {NetworkLayer[]} layers
 * @param {Maps[]} all  what each of them gives, the input first
 * @param {number} n  0 for the input
 * @param {Part} part  of the maps of layer n
 * @returns {Part[]}
 */
export function findField(layers, all, n, part) {
  const found = [part];
  for (let i = n - 1; i >= 0; i--) {
    const layer = layers[i];
    if (layer.kind === "dense") {
      found.unshift({ top: 0, left: 0, rows: all[i].rows, columns: all[i].columns });
      continue;
    }
    const { top, left, rows, columns } = found[0];
    const [k, stride] =
      layer.kind === "convolution" ? [layer.k, layer.stride] : layer.kind === "pooling" ? [layer.k, layer.k] : [1, 1];
    const [height, width] = [rows, columns].map((side) => (side - 1) * stride + k);
    found.unshift({ top: top * stride, left: left * stride, rows: height, columns: width });
  }
  return found;
}

/**
 * The values of a part of a map, in scan order.
 * @param {Maps} maps
 * @param {number} m  the map
 * @param {Part} part
 */
export function cut({ rows: height, columns: width, values }, m, { top, left, rows, columns }) {
  const found = new Float64Array(rows * columns);
  for (let r = 0; r < rows; r++) {
    const from = (m * height + top + r) * width + left;
    found.set(values.subarray(from, from + columns), r * columns);
  }
  return found;
}

/**
 * What a convolution does at a place: of each map before, the pixels, the weights, and the sum of their products.
 * @param {Maps} input
 * @param {Convolution} layer
 * @param {number} m  the filter
 * @param {Two} place  row and column of the output
 */
export function listTerms(input, { weight, k, stride }, m, [r, c]) {
  return Array.from({ length: input.channels }, (_, channel) => {
    const pixels = cut(input, channel, { top: r * stride, left: c * stride, rows: k, columns: k });
    const first = (m * input.channels + channel) * k * k;
    const weights = weight.subarray(first, first + k * k);
    return { pixels, weights, sum: pixels.reduce((all, pixel, i) => all + pixel * weights[i], 0) };
  });
}

/**
 * How much of some numbers another version of them has changed: the length of the difference over the length of the numbers.
 * @param {Numbers} before
 * @param {Numbers} after
 */
export function measureChange(before, after) {
  let [difference, length] = [0, 0];
  for (let i = 0; i < before.length; i++) {
    difference += (after[i] - before[i]) ** 2;
    length += before[i] ** 2;
  }
  return length ? Math.sqrt(difference / length) : 0;
}

// ---------------------------------------------------------------------------- drawings

/**
 * Draws a line into a drawing, in place: full ink near it, none far away.
 * @param {Maps} ink
 * @param {number[]} from  x and y, in pixels
 * @param {number[]} to
 * @param {{ width: number, soft: number }} pen
 */
export function drawLine({ rows, columns, values }, [x0, y0], [x1, y1], { width, soft }) {
  const [along, down] = [x1 - x0, y1 - y0];
  const length = Math.max(along * along + down * down, 1e-9);
  for (let r = 0, i = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++, i++) {
      const [x, y] = [c + 0.5 - x0, r + 0.5 - y0];
      const part = Math.min(1, Math.max(0, (x * along + y * down) / length));
      const far = Math.hypot(x - part * along, y - part * down);
      values[i] = Math.max(values[i], Math.min(1, (width / 2 - far) / soft + 0.5));
    }
  }
}

/**
 * A drawing that is moved by whole pixels; what leaves the picture is lost.
 * @param {Maps} ink
 * @param {number} right
 * @param {number} down
 */
export function move(ink, right, down) {
  const moved = makeMaps(1, ink.rows, ink.columns);
  for (let r = 0, i = 0; r < ink.rows; r++) {
    for (let c = 0; c < ink.columns; c++, i++) {
      const [row, column] = [r - down, c - right];
      const isInside = row >= 0 && row < ink.rows && column >= 0 && column < ink.columns;
      if (isInside) moved.values[i] = ink.values[row * ink.columns + column];
    }
  }
  return moved;
}
