// What a section says while it waits, when it has found something, and when it could not.

import { byId, element } from "./dom.js";
import { say } from "./strings.js";

/** Say something about a section, to the eye and to the ear. */
export function tell(section, message) {
  byId(`${section}-error`).hidden = true;
  byId(`${section}-status`).textContent = message;
}

/** Show that a section is at work; return what ends it. */
export function waiting(section) {
  const form = byId(`${section}-form`);
  const result = byId(`${section}-result`);
  tell(section, say("working"));
  form.setAttribute("aria-busy", "true");
  result.setAttribute("aria-busy", "true");
  return () => {
    form.removeAttribute("aria-busy");
    result.removeAttribute("aria-busy");
  };
}

/** Say what went wrong; a request that a later one has replaced is no trouble. */
export function trouble(section, error) {
  if (error.name === "AbortError") return;
  const message = error.hint === null ? say("unreachable") : error.message;
  const hint = error.hint === null ? say("unreachableHint") : error.hint;
  byId(`${section}-status`).textContent = "";
  const box = byId(`${section}-error`);
  box.replaceChildren(element("strong", {}, message), hint ? element("span", {}, hint) : "");
  box.hidden = false;
}
