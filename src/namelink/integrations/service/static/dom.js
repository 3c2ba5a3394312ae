// Elements and requests: the little that the rest of the page is made with.

/** Return an element with attributes and children; text is always text, never markup. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

export const byId = (id) => document.getElementById(id);

/** Something the service would not or could not answer. */
export class Refusal extends Error {
  constructor(message, hint) {
    super(message);
    this.hint = hint;
  }
}

/** Return what the service answers to a JSON object; a later request to the same place drops an earlier one. */
const running = new Map();
export async function ask(place, path, body) {
  running.get(place)?.abort();
  const control = new AbortController();
  running.set(place, control);
  let response;
  try {
    response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal: control.signal,
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refusal(null, null);
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refusal(answer.error?.message ?? `HTTP ${response.status}`, answer.error?.hint ?? "");
  return answer;
}

const ARABIC = /[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]/;
export const isArabic = (text) => ARABIC.test(text);

/** Return a piece of a name or a text with its own direction. */
export function written(text, tag = "bdi", attributes = {}) {
  const arabic = isArabic(text);
  return element(tag, { lang: arabic ? "ar" : null, dir: arabic ? "rtl" : "ltr", ...attributes }, text);
}

/** Return a score as people read it; what is not certain is never 100 %. */
export function percent(score) {
  const whole = Math.min(99, Math.round(score * 100));
  return score > 0 && whole < 1 ? "<1%" : `${whole}%`;
}
