// Many names, in as many requests as the limits of the service ask for.

import { post, Refusal } from "./requests.js";

const FIRST = 25; // names of the first batch: how long they take says how many the next may have
const QUICK = 1500; // milliseconds within which a batch is answered that may be larger
const SLOW = 4000; // and beyond which it should be smaller, long before the service gives it up
const TRIES = 8; // how often a busy service is asked again
const TOO_MUCH = new Set(["too_large", "timeout"]); // what a smaller batch may cure

/**
 * Ask for names, batch by batch; a batch that is too much is asked for again in halves.
 *
 * @param names what is asked for
 * @param most how many names a request may have
 * @param options the other fields of a request
 * @param done called with the names of each batch and their answers; of a name that cannot be answered, the error
 * @param signal ends it
 */
export async function inBatches(names, most, options, done, signal) {
  let size = Math.min(most, FIRST);
  for (let at = 0; at < names.length; ) {
    const batch = names.slice(at, at + size);
    const begun = performance.now();
    try {
      const { results } = await patiently(() => post("/resolve", { ...options, names: batch }, signal), signal);
      done(batch, results);
      at += batch.length;
      size = nextSize(size, performance.now() - begun, most);
    } catch (error) {
      if (!TOO_MUCH.has(error.code)) throw error;
      if (batch.length === 1) {
        done(batch, [error]);
        at += 1;
      }
      size = Math.max(1, Math.floor(batch.length / 2));
    }
  }
}

function nextSize(size, took, most) {
  if (took < QUICK) return Math.min(most, size * 2);
  return took > SLOW ? Math.max(1, Math.floor(size / 2)) : size;
}

/** Return what a request gives, asked again where the service is busy for the moment. */
async function patiently(request, signal) {
  for (let tries = 1; ; tries++) {
    try {
      return await request();
    } catch (error) {
      if (!(error instanceof Refusal) || !error.seconds || tries === TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, error.seconds * 1000 * tries));
      signal.throwIfAborted();
    }
  }
}
