// Runs Python, one piece of code after the other, in a worker that is started with the first and ended where it must be.

import { areKept, packages } from "./fetched.js";
import { files } from "./files.js";
import { keepCopy } from "./memory.js";

export const LIMIT = 30; // seconds
const MOST = 5e8; // bytes; Python gives none of them back, and a phone needs them

/** @type {Worker | undefined} */
let worker;
let draws = false; // the worker has Matplotlib
let loaded = { there: 0, here: 0 }; // bytes: what the worker has fetched, and the page for it
/** @type {RunJob[]} */
const jobs = []; // the first is the one that the worker has
let number = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let clock;

/** Starts a worker, which starts Python. */
function startWorker() {
  const made = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  made.onmessage = ({ data }) => made === worker && hear(data);
  made.onerror = () => made === worker && hear({ failed: "failed" });
  made.postMessage({ warm: true });
  draws = false;
  loaded = { there: 0, here: 0 };
  worker = made;
  return made;
}

/** Ends the worker, whatever it does. */
function endWorker() {
  worker?.terminate();
  worker = undefined;
}

/**
 * Takes a job off the list, and gives the worker the next.
 * @param {RunJob} job
 * @param {RunResult} result
 */
function finish(job, result) {
  const was = jobs[0];
  jobs.splice(jobs.indexOf(job), 1);
  job.resolve(result);
  if (job !== was) return; // the limit of the first still holds
  clearTimeout(clock);
  send();
}

/** Tells all who wait how many bytes have come. */
function showLoaded() {
  for (const one of jobs) one.on.loaded?.(loaded.there + loaded.here);
}

/** Gives the worker the first job, with Matplotlib if it is the first that draws. */
async function send() {
  const [job] = jobs;
  if (!job) return;
  const to = worker ?? startWorker();
  job.on.starting?.();
  /** @type {ArrayBuffer[]} */
  let more = [];
  if (job.request.look && !draws) {
    const counts = loaded;
    try {
      more = await packages(files.matplotlib, (bytes, isNew) => {
        counts.here += bytes;
        if (isNew && counts === loaded) showLoaded();
      });
      await areKept();
    } catch {
      if (jobs[0] === job) hear({ failed: "failed" });
    }
    if (jobs[0] !== job) return; // it was stopped
    draws = true;
  }
  to.postMessage({ ...job.request, packages: more }, more);
}

/** @param {RunMessage} message */
function hear(message) {
  if (message.failed) {
    // Neither will the others be run: each says so.
    endWorker();
    for (const one of jobs.splice(0)) one.resolve({ ended: message.failed });
    return;
  }
  if (message.loaded) {
    loaded.there = message.loaded;
    showLoaded();
    return;
  }
  if (message.copy) {
    keepCopy(message.copy);
    return;
  }
  const [job] = jobs;
  if (!job || message.id !== job.request.id) return;
  if (message.running) {
    job.on.running?.();
    clock = setTimeout(() => end(job, "late"), job.limit * 1000);
  }
  if (message.out !== undefined) job.on.printed?.("out", message.out);
  if (message.error !== undefined) job.on.printed?.("error", message.error);
  if (message.picture) job.on.picture?.(message.picture);
  if (message.done) {
    if ((message.memory ?? 0) > MOST && !job.request.space) endWorker();
    finish(job, { ended: "done", ...message.done });
  }
  if (message.broken) end(job, "broken");
}

/**
 * Ends a job; the worker too if it was busy with it. The next one starts at once, from what the browser has kept.
 * @param {RunJob} job
 * @param {"stopped" | "late" | "broken"} ended
 */
function end(job, ended) {
  if (!jobs.includes(job)) return;
  if (jobs[0] === job) {
    endWorker();
    startWorker();
  }
  finish(job, { ended });
}

/**
 * Runs code, when what was given before has run.
 * @param {Omit<RunRequest, "id">} request  the code, a check of it, a space that it shares, and how pictures look
 * @param {RunListener} on  what is told while it loads and runs
 * @param {number} [limit]  the seconds that it may take
 * @returns {{ result: Promise<RunResult>, stop: () => void }}
 */
export function runPython(request, on, limit = LIMIT) {
  /** @type {RunJob} */
  const job = { request: { id: number++, ...request }, on, limit, resolve: () => {} };
  /** @type {Promise<RunResult>} */
  const result = new Promise((resolve) => {
    job.resolve = resolve;
  });
  jobs.push(job);
  if (jobs.length === 1) send();
  else on.waiting?.();
  return { result, stop: () => end(job, "stopped") };
}

/** Ends Python, with all that the spaces hold; the next code finds it new. */
export function restartPython() {
  endWorker();
  for (const job of jobs.splice(0)) job.resolve({ ended: "stopped" });
}
