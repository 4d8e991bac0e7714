// Runs Python, one piece of code after the other, in a worker that is started with the first and ended where it must be.

export const LIMIT = 30; // seconds
const MOST = 5e8; // bytes; Python gives none of them back, and a phone needs them

/** @type {Worker | undefined} */
let worker;
/** @type {RunJob[]} */
const jobs = []; // the first is the one that the worker has
let number = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let clock;

function startWorker() {
  worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  worker.onmessage = ({ data }) => hear(data);
  worker.onerror = () => hear({ failed: "the worker" });
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
  clearTimeout(clock);
  const was = jobs[0];
  jobs.splice(jobs.indexOf(job), 1);
  job.resolve(result);
  if (job === was) send();
}

/** Gives the worker the first job. */
function send() {
  if (!jobs.length) return;
  if (!worker) startWorker();
  worker?.postMessage(jobs[0].request);
  jobs[0].on.starting?.();
}

/** @param {RunMessage} message */
function hear(message) {
  const [job] = jobs;
  if (!job) return;
  if (message.failed) {
    // Neither will the others be run: each says so.
    endWorker();
    for (const one of jobs.splice(0)) one.resolve({ ended: "failed" });
    return;
  }
  if (message.loaded) {
    for (const one of jobs) one.on.loaded?.(message.loaded);
    return;
  }
  if (message.id !== job.request.id) return;
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
    worker?.postMessage({ code: "" });
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
