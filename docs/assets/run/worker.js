// The worker that runs Python. python.js starts it, and ends it where code does not end by itself. Before any code of a reader
// runs it gives up all that reaches the network or what the browser keeps, and needs none of it again: what comes later the
// page fetches. A reader's code may change what arrays and promises do here, and so steer whatever this script still does.
import * as fetched from "./fetched.js";
import { files } from "./files.js";
import { harness } from "./harness.js";
import { copyOf, forgetCopy, keptCopy, makerFrom } from "./memory.js";

const scope = self;
const post = scope.postMessage.bind(scope);

// ---- What is fetched before

let loaded = 0;

/** @param {number} bytes @param {boolean} isNew */
function came(bytes, isNew) {
  loaded += bytes;
  if (isNew) post({ loaded });
}

/**
 * Runs a module that was fetched as data.
 * @param {string} name
 */
async function load(name) {
  const code = new Blob([await fetched.bytes(name, came)], { type: "text/javascript" });
  const address = URL.createObjectURL(code);
  try {
    return await import(address);
  } finally {
    URL.revokeObjectURL(address);
  }
}

// ---- What the code of a reader finds in place of the browser

// What Pyodide and NumPy use when they have started. There is no network among it, nothing that is stored, and nothing that
// makes code of a text.
const LEFT = new Set(
  `AggregateError Array ArrayBuffer Atomics BigInt BigInt64Array BigUint64Array Boolean DataView Date Error EvalError
  FinalizationRegistry Float32Array Float64Array Infinity Int16Array Int32Array Int8Array Intl JSON Map Math NaN Number
  Object Promise Proxy RangeError ReferenceError Reflect RegExp Set String Symbol SyntaxError TextDecoder TextEncoder
  TypeError URIError Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakRef WeakSet WebAssembly clearTimeout
  console crypto globalThis isFinite isNaN onmessage parseFloat parseInt performance queueMicrotask self structuredClone undefined
  _createPyodideModule constructor`.split(/\s+/),
);

function confine() {
  const makers = [() => {}, async () => {}, function* () {}, async function* () {}];
  for (const made of makers) Object.defineProperty(Object.getPrototypeOf(made), "constructor", { value: undefined });
  const { setTimeout } = scope;
  const { prototype } = Function;
  for (let object = scope; object && object !== Object.prototype; object = Object.getPrototypeOf(object)) {
    for (const name of Object.getOwnPropertyNames(object)) {
      if (LEFT.has(name)) continue;
      // What cannot be taken away can be made to give nothing.
      if (!Reflect.deleteProperty(object, name)) Reflect.set(object, name, undefined);
    }
  }
  /** @param {() => void} call @param {number} [wait] */
  const later = (call, wait) => setTimeout(() => call(), wait);
  Object.defineProperty(scope, "setTimeout", { value: later });
  function Stub() {
    throw new TypeError("no code is made of a text here");
  }
  Object.defineProperty(Stub, "prototype", { value: prototype }); // Pyodide asks what is a function
  Object.defineProperty(scope, "Function", { value: Stub });
}

// ---- Python

/** @type {Pyodide} */
let pyodide;
/** @type {RunPython} */
let run;
/** @type {Promise<void> | undefined} */
let started;

const SITE = `/lib/python${files.python.replace(/\.\d+$/, "")}/site-packages`;

/**
 * The files of a tar, by the paths where Python looks for them.
 * @param {ArrayBuffer} tar
 */
function* filesOf(tar) {
  const text = new TextDecoder();
  /** @param {number} at @param {number} length */
  const field = (at, length) => text.decode(new Uint8Array(tar, at, length)).replace(/\0.*/s, "");
  for (let at = 0; field(at, 1); ) {
    const size = Number.parseInt(field(at + 124, 12), 8);
    const start = field(at + 345, 155);
    /** @type {[string, Uint8Array<ArrayBuffer>]} */
    const file = [`${SITE}/${start && `${start}/`}${field(at, 100)}`, new Uint8Array(tar, at + 512, size)];
    yield file;
    at += 512 + 512 * Math.ceil(size / 512);
  }
}

/**
 * Writes the files of a tar.
 * @param {ArrayBuffer} tar
 */
function unpack(tar) {
  const { FS } = pyodide;
  const made = new Set();
  for (const [path, data] of filesOf(tar)) {
    const parent = path.replace(/\/[^/]*$/, "");
    if (!made.has(parent)) FS.mkdirTree(parent);
    made.add(parent);
    FS.writeFile(path, data, { canOwn: true });
  }
}

async function start() {
  const names = Object.fromEntries(files.start.map(([name]) => [name.replace(".packed", ""), name]));
  const type = { headers: { "Content-Type": "application/wasm" } };
  const compiling = fetched.open(names["pyodide.asm.wasm"], came, (body) =>
    WebAssembly.compileStreaming(new Response(body, type)),
  );
  const kept = keptCopy().catch(() => undefined);
  const [module, , compiled, library, tars] = await Promise.all([
    load(names["pyodide.mjs"]),
    load(names["pyodide.asm.js"]),
    compiling,
    fetched.bytes(names["python_stdlib.zip"], came),
    fetched.packages(files.start, came),
  ]);

  // Pyodide asks for files by their addresses, and gets what has been asked for already.
  const info = { abi_version: "", arch: "wasm32", platform: files.abi, python: files.python, version: module.version };
  scope.fetch = async (request) => {
    const name = `${request}`;
    if (name.endsWith(".zip")) return new Response(library);
    return new Response(name.endsWith(".json") ? JSON.stringify({ info, packages: {} }) : "");
  };
  /** @param {{ _loadSnapshot?: Uint8Array }} [from] */
  const loadPython = (from) =>
    new Promise((resolve, reject) => {
      WebAssembly.instantiateStreaming = async (_, imports) => {
        const instance = await WebAssembly.instantiate(compiled, imports).catch(reject); // Pyodide would wait for ever
        return { module: compiled, instance: /** @type {WebAssembly.Instance} */ (instance) };
      };
      const jsglobals = Object.create(null);
      const env = { MPLBACKEND: "agg", HOME: "/home/reader" };
      module.loadPyodide({ indexURL: fetched.folder.href, jsglobals, env, stdin: () => null, ...from }).then(resolve, reject);
    });
  const make = scope._createPyodideModule;
  let copy = await kept;
  if (copy) {
    const paths = new Map(tars.flatMap((tar) => [...filesOf(tar)]));
    try {
      scope._createPyodideModule = await makerFrom(copy, (path) => paths.get(path) ?? new Uint8Array(), make);
      pyodide = await loadPython({ _loadSnapshot: copy.bytes });
      pyodide._api.config._loadSnapshot = undefined; // 30 MB
    } catch {
      copy = undefined;
      await forgetCopy();
    }
    scope._createPyodideModule = make;
  }
  if (!copy) pyodide = await loadPython();
  for (const tar of tars) unpack(tar);
  pyodide.FS.writeFile(`${SITE}/harness.py`, new TextEncoder().encode(harness), { canOwn: true });
  const python = pyodide.pyimport("harness");
  if (copy) {
    python.begin();
  } else {
    try {
      const made = copyOf(pyodide);
      post({ copy: made }, { transfer: [made.bytes.buffer] });
    } catch {
      // There is no room for one.
    }
  }
  run = python.run;
  await fetched.areKept();
  confine();
}

/** @param {MessageEvent<RunRequest & { packages: ArrayBuffer[] } | { warm: true }>} message */
scope.onmessage = async ({ data }) => {
  try {
    started ??= start();
    await started;
  } catch (error) {
    const lacksMemory = error instanceof RangeError || /out of memory/i.test(`${error}`);
    post({ failed: lacksMemory ? "no_memory" : "failed" });
    return;
  }
  if ("warm" in data) return;
  const { id, code, check, space, look, given = {}, packages } = data;
  try {
    for (const tar of packages) unpack(tar);
    post({ id, running: true });
    /** @type {Parameters<RunPython>[4]} */
    const hand = (kind, what) => post({ id, [kind]: typeof what === "string" ? what : what.toJs() });
    const done = JSON.parse(run(code, check, space, look, hand, pyodide.toPy(given)));
    post({ id, done, memory: pyodide._module.HEAP8.length });
  } catch (error) {
    post({ id, broken: `${error}` }); // Python itself has stopped
  }
};
