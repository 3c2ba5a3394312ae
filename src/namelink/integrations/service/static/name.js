// One name: what it names, and how it is written elsewhere.

import { byId, element, isArabic, percent, written } from "./dom.js";
import { candidates, card, evidence, labelOf } from "./entity.js";
import { ask } from "./requests.js";
import { remember, state } from "./state.js";
import { tell, tellAgain, trouble, waiting } from "./states.js";
import { say } from "./strings.js";
import { beginTools } from "./toolbar.js";

let shown = null;

/** Make the section work. */
export function beginName() {
  byId("name-form").addEventListener("submit", (event) => {
    event.preventDefault();
    lookUp();
  });
  byId("name-input").addEventListener("input", () => remember({ name: byId("name-input").value }));
  byId("name-type").addEventListener("change", () => {
    remember({ type: byId("name-type").value });
    lookUpAgain();
  });
  for (const chip of document.querySelectorAll("[data-name]")) {
    chip.addEventListener("click", () => {
      byId("name-input").value = chip.dataset.name;
      lookUp();
    });
  }
  const parts = () => [byId("answer"), byId("spellings")];
  beginTools("name", { table, value: () => ({ ...shown.found, spellings: shown.natural.spellings }), shown: parts });
}

/** Fill the form with what is kept, and look up again what was looked up before. */
export function fillName() {
  byId("name-input").value = state.name;
  byId("name-type").value = state.type;
  if (state.nameShown && state.name.trim()) return lookUp();
  clear();
  return undefined;
}

/** Show what is shown again, in another language. */
export function showNameAgain() {
  if (shown) show();
  tellAgain("name");
}

/** Ask again, for another gazetteer or type. */
export const lookUpAgain = () => (shown ? lookUp() : undefined);

function clear() {
  shown = null;
  byId("name-result").hidden = true;
  remember({ nameShown: false });
}

async function lookUp() {
  const name = byId("name-input").value.trim();
  if (!name) {
    clear();
    tell("name", "emptyName");
    byId("name-input").focus();
    return;
  }
  remember({ name, type: byId("name-type").value, nameShown: true });
  const done = waiting("name");
  try {
    const found = await ask("name", "/resolve", { name, type: state.type || null, explain: true, gazetteer: state.gazetteer || null });
    shown = { name, found, ...(await spellingsOf(name, found)) };
    show();
    if (found.outcome === "match") tell("name", "matchSays", () => labelOf(found.candidates[0]));
    else tell("name", `${found.outcome}Says`);
  } catch (error) {
    if (error.name === "AbortError") return;
    clear();
    trouble("name", error);
  } finally {
    done();
  }
}

/** Return how a name is spelt: in Latin letters if it is in Arabic ones, else the other way round. */
async function spellingsOf(name, found) {
  const arabic = isArabic(name);
  const native = arabic ? name : found.id && found.candidates[0].arabic;
  const natural = await ask("natural", "/transliterate", { text: name, limit: 5, to: arabic ? "Latn" : "Arab" });
  const standards = native ? await ask("standards", "/transliterate", { text: native, scheme: "all" }) : null;
  return { natural, standards };
}

function show() {
  byId("answer").replaceChildren(...verdict(shown.found).filter(Boolean));
  byId("spellings").replaceChildren(...spellings(shown).filter(Boolean));
  byId("name-result").hidden = false;
}

function verdict(found) {
  const badge = element("p", { class: "asked" }, element("span", { class: `outcome ${found.outcome}` }, say(found.outcome)), written(found.query));
  if (found.outcome === "match") {
    const [best, ...others] = found.candidates;
    return [badge, card(best), evidence(best), candidates(others, say("others"))];
  }
  const heading = found.outcome === "nil" ? say("nearest") : say("candidates");
  return [badge, element("h3", { class: "says" }, say(`${found.outcome}Says`)), candidates(found.candidates, heading)];
}

function spellings({ name, found, natural, standards }) {
  const arabic = isArabic(name);
  const known = found.id && (arabic ? found.latin : found.candidates[0].arabic);
  const listed = natural.spellings.map((each, place) =>
    element("li", { class: place || known ? "" : "first" }, written(each.text), element("span", { class: "number", dir: "ltr" }, percent(each.score))),
  );
  return [
    element("h3", {}, say("spelling")),
    ...(known ? [element("h4", {}, say("attested")), element("p", { class: "attested" }, written(known))] : []),
    element("h4", {}, say(arabic ? "natural" : "inArabic")),
    element("ol", { class: "spelt" }, ...listed),
    standards ? element("h4", {}, arabic ? say("standards") : say("standardsOf", standards.text)) : null,
    standards ? standardsTable(standards.schemes) : null,
    standards ? element("p", { class: "help" }, say("harakat")) : null,
  ];
}

function standardsTable(schemes) {
  const rows = Object.entries(schemes).map(([scheme, latin]) =>
    element("tr", {}, element("th", { scope: "row" }, element("code", { dir: "ltr" }, scheme)), element("td", { dir: "ltr" }, latin)),
  );
  const head = element("tr", {}, element("th", { scope: "col" }, say("standard")), element("th", { scope: "col" }, say("written")));
  return element("table", { class: "standards" }, element("thead", {}, head), element("tbody", {}, ...rows));
}

const COLUMNS = ["query", "outcome", "id", "name", "arabic", "type", "score", "country", "description"];

/** Return the candidates, one a row. */
function table() {
  const { query, outcome, candidates: listed } = shown.found;
  return [COLUMNS, ...listed.map((candidate) => COLUMNS.map((column) => ({ ...candidate, query, outcome })[column]))];
}
