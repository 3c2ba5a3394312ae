// Requests to the service that the page came from; there are no others.

/** Something the service would not or could not answer; without a code, it did not answer at all. */
export class Refusal extends Error {
  constructor(code, message = "", hint = "", seconds = 0) {
    super(message);
    this.code = code;
    this.hint = hint;
    this.seconds = seconds;
  }
}

const running = new Map();

/** Return what the service answers to a JSON object; a later request to the same place drops an earlier one. */
export const ask = (place, path, body) => post(path, body, begun(place));

/** Return what the service answers to the bytes of a file, likewise. */
export const postFile = (place, path, bytes) =>
  answered(path, { method: "POST", headers: { "Content-Type": "application/octet-stream" }, body: bytes, signal: begun(place) });

/** Return the signal that ends a request when a later one begins at the same place. */
function begun(place) {
  running.get(place)?.abort();
  const control = new AbortController();
  running.set(place, control);
  return control.signal;
}

/** Return what the service answers to a JSON object. */
export async function post(path, body, signal) {
  const content = JSON.stringify(body);
  return answered(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: content, signal });
}

/** Return what the service answers to a GET. */
export const get = (path) => answered(path, {});

async function answered(path, options) {
  let response;
  let answer;
  try {
    response = await fetch(path, options);
    answer = await response.json().catch((error) => {
      if (error.name === "AbortError" || response.ok) throw error;
      return {};
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refusal(null);
  }
  if (response.ok) return answer;
  const { code = "http", message = `HTTP ${response.status}`, hint = "" } = answer.error ?? {};
  throw new Refusal(code, message, hint, Number(response.headers.get("Retry-After")) || 0);
}
