// The types of the scripts in docs/assets, for the check of types alone: what several scripts hand to each other, and what
// Material's page and its search give them.

type Language = "en" | "fa";

// ---- arithmetic.js

/** Numbers of a grid. */
type Numbers =
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

/** Numbers in scan order, for five by five of them and for a picture alike. grid() makes one of lists, lists() gives lists back. */
interface Grid<Values extends Numbers = Numbers> {
  rows: number;
  columns: number;
  values: Values;
}

/** What a calculation gives: Float32Array if its input is, else Float64Array. */
type Result = Grid<Float32Array | Float64Array>;

/** Something along the rows, and along the columns. */
type Two<T = number> = [T, T];

/** Along the rows and along the columns, or one number for both. */
type Pair = number | Two;

type Operation = "convolution" | "pooling" | "transposed";
/** How the border is filled. */
type PaddingMode = "zeros" | "reflect" | "replicate" | "circular";
type PoolingMode = "maximum" | "mean";

/** Settings along one axis. */
interface AxisOptions {
  stride?: number;
  padding?: number;
  dilation?: number;
  ceilMode?: boolean;
  outputPadding?: number;
}

interface Options {
  /** If it is not given: 1, or for pooling the size of the window. */
  stride?: Pair;
  padding?: Pair;
  dilation?: Pair;
  /** For transposed convolution. */
  outputPadding?: Pair;
  /** For convolution. true: as in mathematics; false: cross-correlation, as in networks. */
  flip?: boolean;
  /** For convolution. */
  paddingMode?: PaddingMode;
  /** For pooling. */
  mode?: PoolingMode;
  ceilMode?: boolean;
  /** true if it is not given. */
  countIncludePad?: boolean;
}

/** The window: a kernel, or its size alone. */
type ByKernel = { kernel: Grid; kernelSize?: undefined };
type BySize = { kernel?: undefined; kernelSize: Pair };

type Settings = Options & { operation: Operation } & (ByKernel | BySize);

/** Settings of a layer of a network, with channels (out; pooling keeps them), groups (1) and bias (true). */
type Layer = Settings & { channels?: number; groups?: number; bias?: boolean };

/** The settings along one axis, all of them given, with the sizes of input and output. */
interface Axis extends Required<AxisOptions> {
  n: number;
  kernelSize: number;
  output: number;
}

/** One window along an axis: its first place, and which of its taps, from `first` up to `stop`, are on pixels. */
interface Span {
  start: number;
  first: number;
  stop: number;
}

/** A layer along one axis, and what it does. */
type AxisLayer = Axis & { operation: Operation };

type Correlate = (
  values: Numbers,
  at: number,
  starts: Int32Array,
  along: Axis,
  weights: Float64Array,
  results: Result["values"],
  to: number,
) => void;

/** Takes a row of the input, from place `from` on, into the row of what was seen of each column. */
type MergeRow = (row: Float64Array, values: Numbers, from: number) => void;

/** Makes a row of the output, from place `to` on, of what was seen of each column. */
type FinishRow = (
  row: Float64Array,
  across: Span[],
  dilation: number,
  results: Result["values"],
  to: number,
  height: number,
  widths: number[],
) => void;

/** A cell of a window. */
interface Cell {
  /** Its place, which may be outside the input. */
  row: number;
  column: number;
  inside: boolean;
  /** Place of the pixel whose value stands there; null for a zero or -Infinity. */
  from: Two | null;
  /** Place of its weight in the kernel. */
  tap: Two;
  /** In a mean it tells whether the place counts: 1 or 0. */
  weight: number;
  value: number;
  product: number;
}

/** What a window gives. Of a mean, `value` is the sum of the products divided by `divisor`. */
interface WindowCells {
  cells: Cell[];
  divisor: number;
  value: number;
}

/** Why something is impossible: a code, and the numbers to say it with. */
interface Problem {
  code: string;
  /** 0: along the rows, 1: along the columns; not given if it is the same along both. */
  axis?: number;
  name?: string;
  value?: number;
  least?: number;
  most?: number;
  channels?: number;
}

/** What a layer makes of its input; every pair is along the rows and along the columns. */
interface Made {
  size: Two;
  channels: number;
  /** Receptive field: how many input pixels one output depends on, gaps and border included; at most so many. */
  field: Two;
  /** First input pixel that output 0 sees; negative: in the border; null: it sees none. */
  start: Two<number | null>;
  /** Input pixels between neighbouring outputs. */
  jump: Two;
  leftOver: Two;
  remainder: Two;
  parameters: number;
  /** Of one image; the bias and pooling are not counted. */
  multiplyAdds: number;
  problems: Problem[];
}

/** A layer that is impossible: the walk through the layers ends with it. */
type Impossible = { [name in Exclude<keyof Made, "problems">]?: undefined } & { problems: Problem[] };

// ---- forward.js

/** What a layer gives: maps one after the other, each in scan order. */
interface Maps {
  channels: number;
  rows: number;
  columns: number;
  values: Float64Array;
}

/** A part of a map. */
interface Part {
  top: number;
  left: number;
  rows: number;
  columns: number;
}

/** Its weights are in the order filter, map before, row, column. */
interface Convolution {
  kind: "convolution";
  weight: Float64Array;
  bias: Float64Array;
  k: number;
  stride: number;
}

interface MapPooling {
  kind: "pooling";
  mode: PoolingMode;
  k: number;
}

interface Dense {
  kind: "dense";
  weight: Float64Array;
  bias: Float64Array;
}

/** A layer as a file of the build has it. */
type KeptLayer =
  | { kind: "relu" }
  | { kind: "max" }
  | { kind: "mean" }
  | { kind: "dense"; weight: string; scale: number[]; bias: number[] }
  | { kind: "conv"; shape: number[]; stride: number; weight: string; scale: number[]; bias: number[] };

interface KeptNetwork {
  layers: KeptLayer[];
  unlike: { mean: number[]; weight: string; scale: number[]; limit: number };
  excites: { size: number; patches: string[][] }[];
}

/** What a line is drawn with, in pixels: how wide it is, and over how many its edge fades. */
interface Pen {
  width: number;
  soft: number;
}

type NetworkLayer = Convolution | MapPooling | Dense | { kind: "relu" };

// ---- explorers

/** What a table shows at a place. */
interface Shown {
  /** The classes of the cell. */
  kind: string;
  text: string | number;
  /** The name of what can be used there. */
  label?: string;
  /** Of which numbers it is one, where it can be edited. */
  edit?: string;
  /** Shadows that draw the window. */
  edges?: (string | false)[];
  /** Whether it is the window's own cell. */
  here?: boolean;
}

/** A picture: its name as in a state, where it comes from, and what its file is called if it is the reader's own. */
interface Picture {
  name: string;
  source: string | Blob | ImageBitmap;
  label?: string;
}

/** The middle of a picture, made small by the mean of squares of `step` pixels; where it begins, and its side. */
interface Shrunk {
  grid: Result;
  step: number;
  place: Two;
  side: number;
}

/** What the playground's page asks of filter.js: a kernel and what else is done, and the pixel to be explained. */
interface Wish {
  work: Work;
  /** The picture, if it is another one than before. */
  source?: string | Blob | ImageBitmap;
  /** How many the picture has, where that is known. */
  pixels?: number;
  at?: Two;
}

interface Work {
  w: number[][];
  /** 1: divide by the sum. */
  n: number;
  /** 1: turn the kernel round. */
  f: number;
  /** Bias. */
  b: number;
  /** 1: absolute value. */
  a: number;
  m: PaddingMode;
  pooling: string;
  k: number;
  s: number;
  /** 1: show all values, also those below 0 and above 255. */
  v?: number;
}

/** How a result is shown: its smallest and largest value, which part is below 0 or above 255, what is black and white. */
interface Seen {
  low: number;
  high: number;
  clipped: number;
  black: number;
  white: number;
}

/** A cell of the window at a pixel, as the playground writes it out. */
interface Term {
  row: number;
  value: number;
  weight: number;
}

/** What filter.js answers. The pictures go along with it. */
interface Explained extends Seen {
  work: Work;
  size: Two;
  shape: Two;
  point: Two;
  /** The pixel of the result that shows `point`. */
  cell: Two;
  terms: Term[];
  /** The values that are pooled into `value`, in scan order; none without pooling. */
  window: number[];
  sum: number;
  /** The value before pooling, and the one that is shown. */
  filtered: number;
  value: number;
}

interface Pictures {
  original?: ImageBitmap;
  image?: ImageBitmap;
}

/** There is no new picture: `lost`, or the settings are impossible for this one: `size`. */
type Refused = Pictures & { problems: Problem[]; lost?: boolean; size?: Two };

type Answer = (Pictures & Explained & { problems?: undefined; lost?: undefined }) | Refused;

// ---- Material's search: what search_rank.js uses of lunr

declare namespace Lunr {
  interface Token {
    toString(): string;
    clone(change: (text: string) => string): Token;
  }

  type Expand = (token: Token) => Token[];

  interface Pipeline {
    reset(): void;
    add(expand: Expand): void;
  }

  interface Clause {
    term: string;
  }

  /** A page or a section, as search_index.py writes it. */
  interface Doc {
    location: string;
    title: string;
    teaches?: string[];
    boost?: number;
  }

  /** Where a word stands: by the word, the field and the section. */
  type Postings = Record<string, Record<string, Record<string, { position: number[] }>>>;

  interface Result {
    ref: string;
    score: number;
    matchData: { metadata: Record<string, Record<string, { position: number[] }>> };
  }

  interface Builder {
    pipeline: Pipeline;
    searchPipeline: Pipeline;
    add(doc: Doc, settings: { boost?: number }): void;
  }

  interface Lexeme {
    type: string;
    str: string;
    start: number;
    end: number;
  }

  interface Lunr {
    Pipeline: { registerFunction(expand: Expand, label: string): void };
    QueryLexer: { TERM: string; prototype: { str: string; lexemes: Lexeme[]; run(): void } };
    QueryParser: { prototype: { parse(): { clauses: Clause[] } } };
    Index: { prototype: { invertedIndex: Postings; search(text: string): Result[] } };
    tokenizer: { separator: RegExp };
    /** The language that search_index.json names. */
    terms?: (this: Builder) => void;
  }
}

declare var lunr: Lunr.Lunr | undefined;

// ---- Python in the page: what run.js and assets/run/ hand to each other

/** Names and bytes of files. */
type FileSizes = [string, number][];

interface RuntimeFiles {
  folder: string;
  python: string;
  abi: string;
  copy: string;
  start: FileSizes;
  matplotlib: FileSizes;
}

/** What the worker is asked; without code it only starts. */
interface RunRequest {
  id: number;
  code: string;
  /** Code that has the names of the other in `made`, and leaves what it finds in `verdict`. */
  check: string;
  /** The space that several share, as the cells of a lab do; a new one if it has no name. */
  space: string;
  /** How pictures look; empty for code that draws none. */
  look: string;
  /** Files that the code reads, by name or address. */
  given?: Record<string, Uint8Array>;
}

interface RunError {
  type: string;
  text: string;
  /** The lines of the block that led to it, each with its code. */
  lines: [number, string][];
  hint: string;
}

interface RunDone {
  error: RunError | null;
  verdict: unknown;
  left_out: number;
}

/** What the worker says: how many bytes have come, that it cannot start, or something of a request. */
interface RunMessage {
  loaded?: number;
  failed?: "failed" | "no_memory";
  id?: number;
  running?: boolean;
  out?: string;
  error?: string;
  picture?: Uint8Array<ArrayBuffer>;
  done?: RunDone;
  /** The bytes that Python has taken. */
  memory?: number;
  broken?: string;
  copy?: PythonCopy;
}

type RunResult = { ended: "done" | "stopped" | "late" | "failed" | "no_memory" | "broken" } & Partial<RunDone>;

interface RunListener {
  waiting?: () => void;
  starting?: () => void;
  loaded?: (bytes: number) => void;
  running?: () => void;
  printed?: (kind: "out" | "error", text: string) => void;
  picture?: (data: Uint8Array<ArrayBuffer>) => void;
}

interface RunJob {
  request: RunRequest;
  on: RunListener;
  limit: number;
  resolve: (result: RunResult) => void;
}

/** What Pyodide gives that worker.js uses. */
interface Pyodide {
  _module: PythonModule;
  _api: { config: { _makeSnapshot?: boolean; _loadSnapshot?: Uint8Array } };
  FS: {
    mkdirTree(path: string): void;
    writeFile(path: string, data: Uint8Array, options: { canOwn: boolean }): void;
  };
  makeMemorySnapshot(): Uint8Array<ArrayBuffer>;
  pyimport(name: "harness"): { run: RunPython; begin: () => void };
  toPy(value: object): object;
}

/** What Emscripten has of a library: what it exports, and whether others may use that. */
interface PythonLibrary {
  exports: object;
  global: boolean;
}

interface PythonModule {
  HEAP8: Int8Array;
  wasmTable: WebAssembly.Table;
  LDSO: { loadedLibsByName: Record<string, PythonLibrary>; loadedLibsByHandle: Record<string, PythonLibrary> };
  newDSO(name: string, handle: number, exports: object): PythonLibrary;
  loadWebAssemblyModule(code: WebAssembly.Module, flags: object, name: string, scope: object, handle: number): object;
}

declare var _createPyodideModule: (settings: object) => Promise<PythonModule>;

/** A copy of the memory of a Python that has started, with what stands beside it. */
interface PythonCopy {
  bytes: Uint8Array<ArrayBuffer>;
  /** What was loaded, in this order. */
  libraries: { name: string; handle: number }[];
  /** How many functions there are. */
  functions: number;
  /** The browser that made it. */
  by: string;
}

type RunPython = (
  code: string,
  check: string,
  space: string,
  look: string,
  hand: (kind: "out" | "error" | "picture", what: string | { toJs(): Uint8Array }) => void,
  given: object,
) => string;

// ---- Functions that readers write: what snippets/shared/checking.py finds

/** A value as a page shows it: the rows of a grid, with the cells that differ, or a text. */
interface Drawn {
  grid?: string[][];
  marks?: [number, number][];
  text?: string;
}

interface Verdict {
  /** The name of what is wrong, which has a message; empty if nothing is. */
  mistake: string;
  cases?: number;
  given?: [string, Drawn][];
  got?: Drawn;
  wanted?: Drawn;
  /** What the message fills in. */
  fill?: Record<string, string>;
}

interface CodingExercise {
  /** The function to write. */
  name: string;
  code: string;
  said: Record<Language, Record<string, string>>;
}
