// The worker that runs Python. python.js starts it, and ends it where code does not end by itself. It gets everything from
// this site, or from what the browser kept of it; before any code of a reader runs it gives up what it needed for that.
import { files } from "./files.js";
import { harness } from "./harness.js";

const scope = self;
const root = new URL("../../", import.meta.url);
const folder = new URL(files.folder, root);
const CACHE = `python ${folder.pathname}`;
const fetch = scope.fetch.bind(scope);
const post = scope.postMessage.bind(scope);
const { caches, Response, DecompressionStream, TransformStream, URL: Address, Blob: Data } = scope;

// ---- What is fetched

let loaded = 0;
/** @type {Promise<Cache | undefined> | undefined} */
let store;

/** What the browser keeps for this release; undefined where it keeps nothing. What it kept for others goes. */
function openStore() {
  store ??= (async () => {
    try {
      for (const name of await caches.keys()) {
        if (name.startsWith("python ") && name !== CACHE) await caches.delete(name);
      }
      return await caches.open(CACHE);
    } catch {
      return undefined;
    }
  })();
  return store;
}

/**
 * The bytes of a file, unpacked as they come.
 * @param {string} name
 */
async function open(name) {
  const address = new Address(name, folder).href;
  const kept = await openStore();
  const found = await kept?.match(address).catch(() => undefined);
  const answer = found ?? (await fetch(address));
  if (!answer.ok || !answer.body) throw new Error(`${answer.status} ${address}`);
  let { body } = answer;
  if (!found && kept) {
    const [one, other] = body.tee();
    // Where there is no room, it is fetched again the next time.
    kept.put(address, new Response(other)).catch(() => kept.delete(address).catch(() => false));
    body = one;
  }
  const count = new TransformStream({
    transform(chunk, control) {
      loaded += chunk.length;
      if (!found) post({ loaded });
      control.enqueue(chunk);
    },
  });
  return body.pipeThrough(count).pipeThrough(new DecompressionStream("gzip"));
}

/** @param {string} name */
const bytes = async (name) => new Response(await open(name)).arrayBuffer();

/**
 * Runs a module that was fetched as data.
 * @param {string} name
 */
async function load(name) {
  const code = new Data([await bytes(name)], { type: "text/javascript" });
  const address = Address.createObjectURL(code);
  try {
    return await import(address);
  } finally {
    Address.revokeObjectURL(address);
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
let drawing = false; // Matplotlib is there

/**
 * Fetches the packages of a part; each gives a function that puts its files where Python looks for them.
 * @param {[string, number][]} part
 */
const fetchPackages = (part) =>
  Promise.all(part.filter(([name]) => name.includes(".tar")).map(async ([name]) => unpack(await bytes(name))));

/**
 * Writes the files of a tar.
 * @param {ArrayBuffer} tar
 */
const unpack = (tar) => () => {
  const { FS } = pyodide;
  const site = `/lib/python${files.python.replace(/\.\d+$/, "")}/site-packages`;
  const text = new TextDecoder();
  /** @param {number} at @param {number} length */
  const field = (at, length) => text.decode(new Uint8Array(tar, at, length)).replace(/\0.*/s, "");
  const made = new Set();
  for (let at = 0; field(at, 1); ) {
    const size = Number.parseInt(field(at + 124, 12), 8);
    const start = field(at + 345, 155);
    const path = `${site}/${start && `${start}/`}${field(at, 100)}`;
    const parent = path.replace(/\/[^/]*$/, "");
    if (!made.has(parent)) FS.mkdirTree(parent);
    made.add(parent);
    FS.writeFile(path, new Uint8Array(tar, at + 512, size), { canOwn: true });
    at += 512 + 512 * Math.ceil(size / 512);
  }
};

async function start() {
  const names = Object.fromEntries(files.start.map(([name]) => [name.replace(".packed", ""), name]));
  const type = { headers: { "Content-Type": "application/wasm" } };
  const compiled = open(names["pyodide.asm.wasm"]).then((body) =>
    WebAssembly.compileStreaming(new Response(body, type)),
  );
  const library = bytes(names["python_stdlib.zip"]);
  const packages = fetchPackages(files.start);
  const [module] = await Promise.all([load(names["pyodide.mjs"]), load(names["pyodide.asm.js"])]);

  // Pyodide asks for files by their addresses, and gets what has been asked for already.
  const info = { abi_version: "", arch: "wasm32", platform: files.abi, python: files.python, version: module.version };
  scope.fetch = async (request) => {
    const name = `${request}`;
    if (name.endsWith(".zip")) return new Response(await library);
    return new Response(name.endsWith(".json") ? JSON.stringify({ info, packages: {} }) : "");
  };
  WebAssembly.instantiateStreaming = async (_, imports) => {
    const ready = await compiled;
    return { module: ready, instance: await WebAssembly.instantiate(ready, imports) };
  };
  pyodide = await module.loadPyodide({
    indexURL: folder.href,
    jsglobals: Object.create(null),
    env: { MPLBACKEND: "agg", HOME: "/home/reader" },
    stdin: () => null,
  });
  for (const put of await packages) put();
  const space = pyodide.globals.get("dict")();
  pyodide.runPython(harness, { globals: space, filename: "harness.py" });
  run = space.get("run");
  confine();
}

/** Unpacks Matplotlib, the first time that code imports it. */
async function addMatplotlib() {
  if (drawing) return;
  for (const put of await fetchPackages(files.matplotlib)) put();
  drawing = true;
}

/** @param {MessageEvent<RunRequest>} message */
scope.onmessage = async ({ data }) => {
  const { id, code, check, space, look, given = {} } = data;
  try {
    started ??= start();
    await started;
    if (look) await addMatplotlib();
  } catch (error) {
    caches?.delete(CACHE).catch(() => false); // what was kept may be damaged
    post({ failed: `${error}` });
    return;
  }
  if (!code) return;
  post({ id, running: true });
  try {
    /** @type {Parameters<RunPython>[4]} */
    const hand = (kind, what) => post({ id, [kind]: typeof what === "string" ? what : what.toJs() });
    const done = JSON.parse(run(code, check, space, look, hand, pyodide.toPy(given)));
    post({ id, done, memory: pyodide._module.HEAP8.length });
  } catch (error) {
    post({ id, broken: `${error}` }); // Python itself has stopped
  }
};
