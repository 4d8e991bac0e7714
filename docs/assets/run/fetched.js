// Fetches what runs Python, from this site or from what the browser has kept of it: for the worker until it runs code of a
// reader, and for the page.
import { files } from "./files.js";

const root = new URL("../../", import.meta.url);
export const folder = new URL(files.folder, root);
// What others keep on the same address is theirs, as another site that is made like this one.
const OURS = `python ${root.pathname} `;
const CACHE = OURS + files.folder;
const fetch = globalThis.fetch.bind(globalThis); // the worker gives Pyodide another

/** @type {Promise<Cache | undefined> | undefined} */
let store;

/** What the browser keeps for this release; undefined where it keeps nothing. What it kept for others goes. */
function openStore() {
  store ??= (async () => {
    try {
      for (const name of await caches.keys()) {
        if (name.startsWith(OURS) && name !== CACHE) await caches.delete(name);
      }
      return await caches.open(CACHE);
    } catch {
      return undefined;
    }
  })();
  return store;
}

/** @type {Promise<unknown>[]} */
const storings = [];

/** Waits until all that was fetched is kept: only then is it known what the next visit has to fetch. */
export const areKept = () => Promise.all(storings);

/**
 * What is kept under a name.
 * @param {string} name
 */
export async function find(name) {
  const kept = await openStore();
  return kept?.match(new URL(name, folder).href).catch(() => undefined);
}

/**
 * Removes what is kept under a name.
 * @param {string} name
 */
export async function forget(name) {
  const kept = await openStore();
  await kept?.delete(new URL(name, folder).href).catch(() => false);
}

/**
 * Keeps what no address has, where there is room.
 * @param {string} name
 * @param {BodyInit} data
 * @param {Record<string, string>} notes
 */
export async function keep(name, data, notes) {
  const kept = await openStore();
  await kept?.put(new URL(name, folder).href, new Response(data, { headers: notes })).catch(() => {});
}

/**
 * Gives a file, unpacked as it comes, to what takes it.
 * @template T
 * @param {string} name
 * @param {(bytes: number, fetched: boolean) => void} came  told of each part
 * @param {(body: ReadableStream<Uint8Array<ArrayBuffer>>) => Promise<T>} take
 * @returns {Promise<T>}
 */
export async function open(name, came, take) {
  const address = new URL(name, folder).href;
  const kept = await openStore();
  const found = await find(name);
  const answer = found ?? (await fetch(address));
  if (!answer.ok || !answer.body) throw new Error(`${answer.status} ${address}`);
  let { body } = answer;
  /** @type {Promise<unknown> | undefined} */
  let storing;
  if (!found && kept) {
    const [one, other] = body.tee();
    // Where there is no room, it is fetched again the next time.
    storing = kept.put(address, new Response(other)).catch(() => forget(name));
    storings.push(storing);
    body = one;
  }
  const count = new TransformStream({
    transform(chunk, control) {
      came(chunk.length, !found);
      control.enqueue(chunk);
    },
  });
  try {
    return await take(body.pipeThrough(count).pipeThrough(new DecompressionStream("gzip")));
  } catch (error) {
    // What is kept of it may be damaged, and what is kept of the others is not.
    await storing;
    await forget(name);
    throw error;
  }
}

/**
 * The bytes of a file.
 * @param {string} name
 * @param {(bytes: number, fetched: boolean) => void} came
 */
export const bytes = (name, came) => open(name, came, (body) => new Response(body).arrayBuffer());

/**
 * The packages of a part, as bytes.
 * @param {[string, number][]} part
 * @param {(bytes: number, fetched: boolean) => void} came
 */
export const packages = (part, came) =>
  Promise.all(part.filter(([name]) => name.includes(".tar")).map(([name]) => bytes(name, came)));
