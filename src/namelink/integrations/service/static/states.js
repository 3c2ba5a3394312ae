// What a section says while it waits, when it has found something, and when it could not.

import { byId, element } from "./dom.js";
import { say, sayError } from "./strings.js";

const latest = new Map(); // by section, the mark of what it waits for
const told = new Map(); // by section, what it says: said again in another language

/** Say something about a section, to the eye and to the ear. */
export function tell(section, key, ...values) {
  told.set(section, () => tell(section, key, ...values));
  const now = values.map((value) => (typeof value === "function" ? value() : value)); // what depends on the language
  byId(`${section}-error`).hidden = true;
  byId(`${section}-status`).textContent = say(key, ...now);
}

/** Say what is said of a section again, in another language. */
export const tellAgain = (section) => told.get(section)?.();

/** Show that a section is at work; return what ends it, and says whether nothing later is at work there. */
export function waiting(section) {
  const mark = Symbol(section);
  latest.set(section, mark);
  const form = byId(`${section}-form`);
  const result = byId(`${section}-result`);
  tell(section, "working");
  form.setAttribute("aria-busy", "true");
  result.setAttribute("aria-busy", "true");
  return () => {
    if (latest.get(section) !== mark) return false;
    form.removeAttribute("aria-busy");
    result.removeAttribute("aria-busy");
    return true;
  };
}

/** Say what went wrong, and show no earlier result under it; whatever else is offered stands behind the message. */
export function trouble(section, error, ...offered) {
  told.set(section, () => trouble(section, error, ...offered));
  const [message, hint] = error.key ? [say(error.key, ...error.values), ""] : sayError(error);
  byId(`${section}-status`).textContent = "";
  byId(`${section}-result`).hidden = true;
  const box = byId(`${section}-error`);
  box.replaceChildren(element("strong", {}, message), hint ? element("span", {}, hint) : "", ...offered.map((offer) => offer()));
  box.hidden = false;
}
