// What the service holds: its gazetteers, of which one may be chosen, and how much it takes at once.

import { byId, element } from "./dom.js";
import { get } from "./requests.js";
import { remember, state } from "./state.js";
import { say, sayNumber } from "./strings.js";

const USUAL = { gazetteers: [], limits: { batch: 100, text: 100_000 } }; // where the service does not say

let held = USUAL;
const asked = get("/health").then((health) => ({ ...USUAL, ...health }), () => USUAL);

/** The limits of the service, as it tells them. */
export const limits = asked.then((health) => health.limits);

/** Offer the gazetteers where there are several; changed() is called when another is chosen. */
export async function beginGazetteers(changed) {
  held = await asked;
  if (!held.gazetteers.some(({ name }) => name === state.gazetteer)) remember({ gazetteer: "" });
  showGazetteers();
  byId("gazetteer").addEventListener("change", () => {
    remember({ gazetteer: byId("gazetteer").value });
    changed();
  });
}

/** Show them, in the language of the page. */
export function showGazetteers() {
  const options = held.gazetteers.map(({ name, entities }) => element("option", { value: name }, `${name} (${sayNumber(entities)})`));
  byId("gazetteer").replaceChildren(element("option", { value: "" }, say("allGazetteers")), ...options);
  if (![...byId("gazetteer").options].some(({ value }) => value === state.gazetteer)) remember({ gazetteer: "" });
  byId("gazetteer").value = state.gazetteer;
  byId("gazetteers").hidden = held.gazetteers.length < 2;
}
