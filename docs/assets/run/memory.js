// Python that has started and imported NumPy is a memory that is the same each time. A copy of it, made before any code of a
// reader has run, is kept by the browser; the next start puts it back instead of doing it all again. Pyodide has this for
// Python alone: makeMemorySnapshot and _loadSnapshot. The libraries of NumPy stand beside that memory, as functions in a table,
// and the memory names them by their places. So they are loaded again in their order, before the memory comes.
import * as fetched from "./fetched.js";
import { files } from "./files.js";

/**
 * A copy of what a Python has become.
 * @param {Pyodide} pyodide
 * @returns {PythonCopy}
 */
export function copyOf(pyodide) {
  const { LDSO, wasmTable } = pyodide._module;
  const handles = new Map(Object.entries(LDSO.loadedLibsByHandle).map(([handle, library]) => [library, Number(handle)]));
  const libraries = Object.entries(LDSO.loadedLibsByName).map(([name, library]) => ({ name, handle: handles.get(library) ?? 0 }));
  pyodide._api.config._makeSnapshot = true;
  // The first is Python itself.
  return { bytes: pyodide.makeMemorySnapshot(), libraries: libraries.slice(1), functions: wasmTable.length, by: navigator.userAgent };
}

/**
 * The copy that is kept, if this browser made it.
 * @returns {Promise<PythonCopy | undefined>}
 */
export async function keptCopy() {
  const found = await fetched.find(files.copy);
  const notes = JSON.parse(found?.headers.get("notes") ?? "{}");
  if (!found || notes.by !== navigator.userAgent) return undefined;
  return { ...notes, bytes: new Uint8Array(await found.arrayBuffer()) };
}

/** @param {PythonCopy} copy */
export const keepCopy = ({ bytes, ...notes }) => fetched.keep(files.copy, bytes, { notes: JSON.stringify(notes) });

export const forgetCopy = () => fetched.forget(files.copy);

/**
 * What makes the module of a Python that a copy is put into.
 * @param {PythonCopy} copy
 * @param {(path: string) => Uint8Array<ArrayBuffer>} read  gives the bytes of a library
 * @param {(settings: object) => Promise<PythonModule>} make
 */
export async function makerFrom(copy, read, make) {
  const codes = await Promise.all(copy.libraries.map(({ name }) => WebAssembly.compile(read(name))));
  /** @param {object} settings */
  return async (settings) => {
    const module = await make(settings);
    // Where a library stood the memory says; what it writes when it is loaded goes when Pyodide puts the memory back again.
    module.HEAP8.set(new Int8Array(copy.bytes.buffer, new Uint32Array(copy.bytes.buffer, 0, 2)[1]));
    for (const [i, { name, handle }] of copy.libraries.entries()) {
      const exports = module.loadWebAssemblyModule(codes[i], { global: false, nodelete: true }, name, {}, handle);
      module.newDSO(name, handle, exports).global = false;
    }
    if (module.wasmTable.length !== copy.functions) throw new Error("the functions stand elsewhere than in the copy");
    return module;
  };
}
